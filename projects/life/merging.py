"""Two projects turn out to be one: what hangs on the one moves to the one that is kept.

Which rows hang on a project is asked of the models themselves, those of the rooms above included. What both say of the
same thing (the update of a week, the plan of a year) stays where it is: the kept one's counts, the other's can still be
read on its page. What a week froze stays as it was frozen.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from core.kernel.language import in_house_language
from core.kernel.links import Link, links
from core.models import User, follows_merged
from projects.enums import Life
from projects.models import (
    Action,
    AgendaItem,
    Assignment,
    Blocker,
    FormerName,
    KeyListEntry,
    LifeChange,
    Milestone,
    Paper,
    Postponement,
    Project,
    ProjectMerge,
    Reminder,
    Snapshot,
    StageChange,
    Standing,
    Update,
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


# What is not begun any more once a project has ended, in whichever way.
OF_THE_LIVING: tuple[type[models.Model], ...] = (Action, Blocker, Update)
HAS_AN_END = "it.closed_on IS NOT NULL"

# The facts of a project that may be known of one of the two only.
FACTS = ("enterprise", "park", "cluster", "partner", "attract_kinds", "chain_action", "total_investment_wan", "due_on")
PLAN = ("plan_template", "baseline_frozen_on", "baseline_source")
LISTING = ("key_listed_on", "key_until")


def moving_links() -> Iterator[Link]:
    """Every column whose rows move."""
    for link in links(Project):
        if link.model not in STAYS and link.column != "merged_into":
            yield link


def follow_merges() -> None:
    """What is written to a project at the moment in which it ends: PostgreSQL looks last.

    A row that a merge moved stays with the kept project, also when somebody saves it who read it before. A new row is
    refused: the kept project may have its twin. An update, a blocker and a 交办单 are refused after every kind of end.
    """
    for link in moving_links():
        ends = (HAS_AN_END,) if link.model in OF_THE_LIVING else ()
        field = link.model._meta.get_field(link.column)
        pgtrigger.register(follows_merged(field, refuses_new=True, refuses_when=ends))(link.model)


def moving(link: Link, kept: Project, merged: Project) -> models.QuerySet[Any]:
    """Rows that the kept project has nothing like. A plan moves as a whole, and only where there is none."""
    rows = link.of(merged)
    if link.model is Paper:
        return rows.filter(turn__isnull=True)  # what proves a turn stays with it
    if link.model is Milestone:
        return rows.none() if kept.milestones(manager="everything").exists() else rows
    for unique in link.uniques():
        for ours in link.of(kept).filter(unique.condition):
            rows = rows.exclude(pk__in=unique.twins(ours, link.of(merged)))
    return rows


def counts(kept: Project, merged: Project) -> list[tuple[str, int, int, int]]:
    """What hangs on each of the two, and how many of the other's rows move: label and numbers."""
    rows = [
        (link.label, link.of(kept).count(), link.of(merged).count(), moving(link, kept, merged).count())
        for link in moving_links()
    ]
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
    for link in moving_links():
        if number := moving(link, kept, merged).update(**{link.column: kept}):
            with in_house_language():
                moved[link.label] = moved.get(link.label, 0) + number
        if number and link.model is Milestone:
            _take(PLAN, kept, merged)
    _fill(kept, merged)
    _settle(kept, merged, by, now)
    for name in (merged.name, *merged.former_names.values_list("name", flat=True)):
        kept.former_names.get_or_create(name=name, defaults={"until": today})
    merged.assignments.filter(ends_on__isnull=True, starts_on__lte=today).update(ends_on=today)
    merged.merged_into, merged.closed_on, merged.ended_as = kept, merged.closed_on or today, Life.MERGED
    merged.paused_on = merged.resumes_on = None
    for project in (merged, kept):
        project.version += 1
        project.save()
        project.renew_standing(now=now)
    return ProjectMerge.objects.create(kept=kept, merged=merged, reason=reason, moved=moved, by=by, at=now)


def _take(columns: Iterable[str], kept: Project, merged: Project) -> None:
    for column in columns:
        setattr(kept, column, getattr(merged, column))


def _fill(kept: Project, merged: Project) -> None:
    """What the kept project does not know it learns: facts, its stages, its place on the key list."""
    _take((column for column in FACTS if getattr(kept, column) in (None, "", [])), kept, merged)
    if not kept.stage:
        merged.stage_changes.update(project=kept)
        kept.stage, merged.stage = merged.stage, ""
    if kept.key_listed_on is None:  # one project is on the list once
        _take(LISTING, kept, merged)
        merged.key_listed_on = merged.key_until = None


def _settle(kept: Project, merged: Project, by: User, now: dt.datetime) -> None:
    """What still waits on the other project has nothing left to be about."""
    with in_house_language():
        note = _("项目已并入%(kept)s。") % {"kept": kept}
    moves = Postponement.objects.filter(milestone__project=merged)
    for waiting in (merged.life_changes, merged.waivers, merged.template_proposals, moves):
        waiting.lapse(note=note[:200], by=by, now=now)
