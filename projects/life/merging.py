"""Two projects turn out to be one: what hangs on the one moves to the one that is kept.

Which rows hang on a project is asked of the models themselves, those of the rooms above included. What both say of the
same thing (the update of a week, the plan of a year) stays where it is: the kept one's counts, the other's can still be
read on its page. What a week froze stays as it was frozen.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from core.models import User
from projects.enums import Life
from projects.models import (
    AgendaItem,
    Assignment,
    FormerName,
    KeyListEntry,
    LifeChange,
    Milestone,
    Project,
    ProjectMerge,
    Reminder,
    Snapshot,
    StageChange,
    Standing,
)

# What tells of the other project's own past, or was frozen.
STAYS: tuple[type[models.Model], ...] = (
    AgendaItem,
    Assignment,
    FormerName,
    KeyListEntry,
    LifeChange,
    ProjectMerge,
    Reminder,
    Snapshot,
    StageChange,
    Standing,
)


@dataclass(frozen=True)
class Link:
    """A column of some room that names a project."""

    model: type[models.Model]
    column: str

    def of(self, project: Project) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(**{self.column: project})

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    def moving(self, kept: Project, merged: Project) -> models.QuerySet[Any]:
        """Rows that the kept project has nothing like. A plan moves as a whole, and only where there is none."""
        rows = self.of(merged)
        if self.model is Milestone:
            return rows.none() if kept.milestones.exists() else rows
        for names in self._uniques():
            theirs = self.of(kept).values_list(*names)
            for taken in theirs:
                rows = rows.exclude(**dict(zip(names, taken, strict=True)))
        return rows

    def _uniques(self) -> list[list[str]]:
        """What, beside the project, makes a row of this table the only one of its kind."""
        found = [each for each in self.model._meta.total_unique_constraints if self.column in each.fields]
        return [[field for field in each.fields if field != self.column] for each in found]


def links() -> Iterator[Link]:
    """Every column whose rows move."""
    for each in Project._meta.related_objects:
        if each.related_model not in STAYS and each.field.name not in ("pgh_obj", "merged_into"):
            yield Link(each.related_model, each.field.name)


def counts(kept: Project, merged: Project) -> list[tuple[str, int, int]]:
    """What hangs on each of the two: label and how many."""
    rows = [(link.label, link.of(kept).count(), link.of(merged).count()) for link in links()]
    return [row for row in rows if row[1] or row[2]]


def reason_against(kept: Project, merged: Project) -> str:
    """Why these two cannot be merged; "" when they can."""
    if kept.pk == merged.pk:
        return _("请另选一个项目。")
    if Life.MERGED in (kept.life, merged.life):
        return _("其中一个已经并入别的项目。")
    if kept.closed_on:
        return _("%(kept)s已结束，请改为保留另一个。") % {"kept": kept}
    return ""


@transaction.atomic
def merge(kept: Project, merged: Project, *, reason: str, by: User, now: dt.datetime, today: dt.date) -> ProjectMerge:
    """Move what the kept project lacks, keep the other's names as former ones, and end the other as 已并入.

    The same merge again returns the first one. Raises ValidationError with the reason against it.
    """
    rows = Project.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    locked = {project.pk: project for project in rows}
    kept, merged = locked[kept.pk], locked[merged.pk]
    if merged.merged_into_id == kept.pk:
        return ProjectMerge.objects.get(merged=merged)
    if against := reason_against(kept, merged):
        raise ValidationError(against, code="cannot_merge")
    moved: dict[str, int] = {}
    for link in links():
        if number := link.moving(kept, merged).update(**{link.column: kept}):
            moved[link.label] = moved.get(link.label, 0) + number
    for name in (merged.name, *merged.former_names.values_list("name", flat=True)):
        kept.former_names.get_or_create(name=name, defaults={"until": today})
    merged.assignments.filter(ends_on__isnull=True, starts_on__lte=today).update(ends_on=today)
    merged.merged_into, merged.closed_on, merged.ended_as = kept, today, Life.MERGED
    merged.paused_on = merged.resumes_on = None
    merged.version += 1
    merged.save()
    for project in (kept, merged):
        project.renew_standing(now=now)
    return ProjectMerge.objects.create(kept=kept, merged=merged, reason=reason, moved=moved, by=by, at=now)
