"""What this room tells upward: the key projects as of a date, for the targets."""

import datetime as dt

from projects.models import Project, ProjectQuerySet


def key_projects(as_of: dt.date) -> ProjectQuerySet:
    """Projects that were on the list of key projects by a date."""
    return Project.objects.filter(key_listed_on__lte=as_of)
