"""What this room tells upward: the key projects as of a date, for the targets."""

import datetime as dt

from django.db.models import QuerySet

from projects.models import Project


def key_projects(as_of: dt.date) -> QuerySet[Project]:
    """Projects that were on the list of key projects by a date."""
    return Project.objects.filter(key_listed_on__lte=as_of)
