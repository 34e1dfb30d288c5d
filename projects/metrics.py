"""What this room tells upward: the key projects as of a date, for the targets."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from projects.models import Project, StageChange


def key_projects(as_of: dt.date) -> QuerySet[Project]:
    """Projects that were on the list of key projects by a date."""
    return Project.objects.filter(key_listed_on__lte=as_of)


def stages_at(projects: Iterable[Project], as_of: dt.date) -> dict[int, str]:
    """The stage of each project on a date, "" before its first one; one that nobody dated is taken to hold always."""
    dated, entered = set(), {}
    changes = StageChange.objects.filter(project__in=projects).order_by("on", "pk")
    for project, stage, on in changes.values_list("project_id", "stage", "on"):
        dated.add(project)
        if on <= as_of:
            entered[project] = stage
    return {each.pk: entered.get(each.pk, "") if each.pk in dated else each.stage for each in projects}
