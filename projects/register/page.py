"""What the page of one project shows, computed once and handed to the template as plain values."""

import datetime as dt
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, Exists, OuterRef, Subquery, Window
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from projects.enums import KEY_STAGES, STAGE_ORDER, Decision, Life, MilestoneKind, Stage
from projects.investment.sums import Invested, invested, timed
from projects.lamps.reading import LampReading
from projects.lamps.rules import Limits
from projects.models import (
    AfterCareItem,
    Blocker,
    Correction,
    FormerName,
    LifeChange,
    Milestone,
    Paper,
    Period,
    Postponement,
    Project,
    Snapshot,
    StageChange,
    Update,
    UpdatePhoto,
    current_limits,
    day_of,
    weeks_over,
)
from projects.periods import open_period
from projects.plan.rows import NodeRow, node_rows, signed
from projects.slips import Slips

SHOWN_UPDATES = 6
NOTHING_CAME_OF_IT = (Decision.REFUSED, Decision.WITHDRAWN)
SHOWN_PAPERS = 5


@dataclass(frozen=True)
class Step:
    """One of the four key stages. `planned_on` is the day of a plan that its text names; None for what is past."""

    label: str
    text: str
    past: bool
    now: bool
    planned_on: dt.date | None = None


@dataclass(frozen=True)
class CorrectionLine:
    """What was said after the week had frozen. Money in 万元."""

    text: str
    delta_wan: Decimal
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class UpdateRow:
    """A week's report with both lamps: what was declared, and what the system said when the week froze ("" before).

    `photos` are keys of attachments.
    """

    update: Update
    system: str
    photos: list[uuid.UUID]
    corrections: list[CorrectionLine]

    @property
    def differ(self) -> bool:
        """两灯不一致."""
        return bool(self.system) and Lamp(self.system).contradicts(self.update.declared)


@dataclass(frozen=True)
class BlockerRow:
    """Something that waits for coordination, and for how many days."""

    blocker: Blocker
    days: int


@dataclass(frozen=True)
class StageToConfirm:
    """A stage whose own node is done although the project has not entered it, and the true reason.

    `missing` are the open nodes before it: that takes 容缺推进. `before` is a stage entered on a later day: the dates
    are to be looked at. Neither: the stage can simply be entered.
    """

    label: str
    on: dt.date
    missing: list[str]
    before: str = ""
    before_on: dt.date | None = None


@dataclass(frozen=True)
class ProjectPage:
    """Everything below the head."""

    reading: LampReading
    declared_by: str
    steps: list[Step]
    nodes: list[NodeRow]
    updates: list[UpdateRow]
    more_updates: int
    blockers: list[BlockerRow]
    invested: Invested
    period: Period
    reported: bool
    limits: Limits
    slips: Slips
    pending: set[int]
    stage_to_confirm: "StageToConfirm | None"
    care: int
    turns: list[LifeChange]
    waiting_turn: LifeChange | None
    former_names: list[str]


def for_page(projects: Any) -> Any:
    """Load with a project what its page shows of it: names, standing, the days of its stages, open after-care."""
    care = AfterCareItem.objects.open().filter(project=OuterRef("pk")).order_by().values("project")
    papers = Paper.objects.of_the_project().filter(project=OuterRef("pk")).order_by("-at", "-pk")[:SHOWN_PAPERS]
    stages = StageChange.objects.filter(project=OuterRef("pk")).order_by("on", "pk")
    return (
        timed(projects)
        .with_names()
        .with_standing()
        .annotate(
            open_care=Coalesce(Subquery(care.annotate(n=Count("pk")).values("n")), 0),
            latest_papers=ArraySubquery(papers.values(row=JSONObject(key="attachment__key", name="attachment__name"))),
            turned=Exists(LifeChange.objects.filter(project=OuterRef("pk")).exclude(state__in=NOTHING_CAME_OF_IT)),
            old_names=ArraySubquery(FormerName.objects.filter(project=OuterRef("pk")).values("name")),
            entered=ArraySubquery(stages.values(row=JSONObject(stage="stage", on="on"))),
        )
    )


def project_page(project: Project, *, now: dt.datetime, all_updates: bool = False) -> ProjectPage:
    """Load and compute the page of a project that was loaded `for_page`. A constant number of queries."""
    today, period, limits = timezone.localdate(now), open_period(now), current_limits()
    waits = Postponement.objects.pending().filter(milestone=OuterRef("pk"))
    milestones = list(project.milestones.annotate(waits=Exists(waits)))
    entered = {each["stage"]: dt.date.fromisoformat(each["on"]) for each in project.entered}
    rows, others = _updates(project, None if all_updates else SHOWN_UPDATES)
    standing = project.standing
    turned = project.life_changes.exclude(state__in=NOTHING_CAME_OF_IT).select_related("requested_by", "decided_by")
    turns = list(turned) if project.turned else []
    blockers = project.blockers.filter(resolved_at__isnull=True).select_related("department")
    return ProjectPage(
        reading=standing.reading(day_of(now), weeks_over(now)),
        declared_by=str(rows[0].update.author) if rows else "",
        steps=_steps(project, entered, milestones, today),
        nodes=node_rows(milestones, today, limits, runs=project.life == Life.RUNNING),
        updates=rows,
        more_updates=others,
        blockers=[BlockerRow(each, (today - timezone.localdate(each.raised_at)).days) for each in blockers],
        invested=invested(project, today),
        period=period,
        reported=standing.last_period_id == period.pk,
        limits=limits,
        slips=Slips(standing.slips, standing.slipped_days),
        pending={each.pk for each in milestones if each.waits},
        stage_to_confirm=_stage_to_confirm(project, milestones, entered),
        care=project.open_care,
        turns=[each for each in turns if each.decided_at],
        waiting_turn=next((each for each in turns if not each.decided_at), None),
        former_names=project.old_names,
    )


def _updates(project: Project, most: int | None) -> tuple[list[UpdateRow], int]:
    """The latest updates, each with the lamp that its week froze, and how many more there are."""
    frozen = Snapshot.objects.filter(project=project, period=OuterRef("period")).values("system")
    photos = UpdatePhoto.objects.filter(update_of=OuterRef("pk")).order_by("pk").values("attachment__key")
    said = JSONObject(text="text", wan=Cast("investment_delta_wan", CharField()), by="by__name", at="at")
    corrections = Correction.objects.filter(update_of=OuterRef("pk")).order_by("at", "pk").values(row=said)
    found = project.updates.select_related("author", "period").annotate(
        frozen=Subquery(frozen[:1]),
        count=Window(Count("pk")),
        photo_keys=ArraySubquery(photos),
        corrected=ArraySubquery(corrections),
    )
    updates = list(found.order_by("-period__starts_on")[:most])
    count = updates[0].count if updates else 0
    return [_update_row(each) for each in updates], count - len(updates)


def _update_row(found: Any) -> UpdateRow:
    corrections = [
        CorrectionLine(each["text"], Decimal(each["wan"]), each["by"], dt.datetime.fromisoformat(each["at"]))
        for each in found.corrected
    ]
    return UpdateRow(found, found.frozen or "", found.photo_keys, corrections)


def _stage_to_confirm(
    project: Project, milestones: list[Milestone], entered: dict[str, dt.date]
) -> StageToConfirm | None:
    """What waits to be entered, and why it was not; None when all is in step."""
    here = STAGE_ORDER.index(project.stage) if project.stage else -1
    ahead = [each for each in milestones if each.closes and each.actual_on and STAGE_ORDER.index(each.closes) > here]
    if not ahead:
        return None
    node, place = ahead[-1], STAGE_ORDER.index(ahead[-1].closes)
    label, on = Stage(node.closes).label, node.actual_on or dt.date.min
    missing = [each.name for each in milestones if each.rank < node.rank and each.actual_on is None]
    later = [(day, stage) for stage, day in entered.items() if STAGE_ORDER.index(stage) < place and day > on]
    if missing or not later:
        return StageToConfirm(label, on, missing)
    before_on, before = max(later)
    return StageToConfirm(label, on, [], Stage(before).label, before_on)


def _steps(project: Project, entered: dict[str, dt.date], milestones: list[Milestone], today: dt.date) -> list[Step]:
    here = STAGE_ORDER.index(project.stage) if project.stage else -1
    steps = []
    for stage in KEY_STAGES:
        place = STAGE_ORDER.index(stage)
        now, past = place == here, place <= here
        node = None if past else _node_of(stage, milestones)
        text = _entered_words(entered.get(stage), today, now=now) if past else _planned_words(node)
        steps.append(Step(str(stage.label), text, past=past, now=now, planned_on=node.planned_on if node else None))
    return steps


def _entered_words(entered_on: dt.date | None, today: dt.date, *, now: bool) -> str:
    """2025-06-18 进入, or 2025-10-24 进入，已 395 天."""
    if entered_on is None:
        return _("日期待补录")
    if now:
        return _("%(on)s 进入，已 %(days)d 天") % {"on": entered_on, "days": (today - entered_on).days}
    return _("%(on)s 进入") % {"on": entered_on}


def _node_of(stage: Stage, milestones: list[Milestone]) -> Milestone | None:
    """The node of the plan with which a stage begins; one that is named for it in a plan without templates."""
    named = [each for each in milestones if each.closes == stage] or [
        each for each in milestones if each.kind == MilestoneKind.STAGE and str(stage.label) in each.name
    ]
    return named[-1] if named else None


def _planned_words(node: Milestone | None) -> str:
    """计划 2027-02-28, or 现计划 2027-02-28，较基线 +197 天."""
    if node is None:
        return _("计划待补录")
    moved = (node.planned_on - node.baseline_on).days
    if moved == 0:
        return _("计划 %(on)s") % {"on": node.planned_on}
    return _("现计划 %(on)s，较基线 %(days)s 天") % {"on": node.planned_on, "days": signed(moved)}
