"""What this room tells upward: the key projects as of a date, for the targets."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Count

from core.kernel.keeping.freshness import kept
from projects.models import Project, ProjectQuerySet


def key_projects(as_of: dt.date) -> ProjectQuerySet:
    """Projects that were on the list of key projects by a date."""
    return Project.objects.key().filter(key_listed_on__lte=as_of)


class Listed(NamedTuple):
    """So many projects were put on the key list on a day, in a park (None: not known)."""

    on: dt.date
    park: int | None
    projects: int


def key_list() -> list[Listed]:
    """The list of key projects by day and park. Kept until a project is written."""
    return kept("key_list", _key_list)


def _key_list() -> list[Listed]:
    rows = Project.objects.key().order_by().values_list("key_listed_on", "park")
    return [Listed(*row) for row in rows.annotate(n=Count("pk"))]
