"""What this room tells upward: the key projects as of a date, for the targets."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Case, Count, DateField, F, When
from django.db.models.functions import Cast, Least

from core.kernel.keeping.freshness import kept
from projects.enums import Life
from projects.models import Project, ProjectQuerySet


def key_projects(as_of: dt.date) -> ProjectQuerySet:
    """Projects that were on the list of key projects by a date."""
    return Project.objects.key(as_of).filter(key_listed_on__lte=as_of)


class Listed(NamedTuple):
    """So many projects were put on the key list on a day, in a park and of a highland (None: not known); fewer than 0
    left it.
    """

    on: dt.date
    park: int | None
    cluster: int | None
    projects: int


PLACE = ("park", "cluster")


def key_list() -> list[Listed]:
    """The list of key projects by day, park and highland. Kept until a project is written."""
    return kept("key_list", _key_list)


def _key_list() -> list[Listed]:
    came = Project.objects.filter(key_listed_on__isnull=False).order_by()
    gone = Case(When(ended_as__in=(Life.STOPPED, Life.MERGED), then=F("closed_on")))
    dropped = Cast(F("key_until") + dt.timedelta(days=1), DateField())  # PostgreSQL makes a moment of the sum
    left = came.annotate(left_on=Least(gone, dropped)).filter(left_on__isnull=False)
    return [
        *(Listed(*row) for row in came.values_list("key_listed_on", *PLACE).annotate(n=Count("pk"))),
        *(Listed(*row) for row in left.values_list("left_on", *PLACE).annotate(n=-Count("pk"))),
    ]
