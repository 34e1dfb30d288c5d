"""What the page of one project shows, computed once and handed to the template as plain values."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.enums import Lamp
from core.workdays import WorkCalendar
from projects.enums import KEY_STAGES, STAGE_ORDER, Decision, MilestoneKind, Stage
from projects.investment import Invested, invested
from projects.lamps import LampReading, MilestoneFacts, Thresholds, current_limits, lamp_of, milestone_lamp
from projects.models import SHANGHAI, Blocker, Milestone, Period, Postponement, Project, Update
from projects.periods import open_period
from projects.postponements import Slips, slips_of

SHOWN_UPDATES = 6
DAYS_A_PERCENT = 2  # of the deviation bar


@dataclass(frozen=True)
class Step:
    """One of the four key stages."""

    label: str
    text: str
    past: bool
    now: bool


@dataclass(frozen=True)
class NodeRow:
    """A line of the plan: `deviation` in words, `width` of its bar in percent, `css` its colour."""

    milestone: Milestone
    lamp: Lamp
    word: str
    deviation: str
    width: str
    css: str


@dataclass(frozen=True)
class UpdateRow:
    """A week's report with both lamps: what was declared, and what the system said when the week froze ("" before)."""

    update: Update
    system: str

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
    limits: Thresholds
    slips: Slips
    pending: set[int]
    stage_to_confirm: str
    care: int


def project_page(project: Project, *, now: dt.datetime, all_updates: bool = False) -> ProjectPage:
    """Load and compute the page. A constant number of queries."""
    today, period, limits = now.astimezone(SHANGHAI).date(), open_period(now), current_limits()
    milestones = list(project.milestones.all())
    moves = list(Postponement.objects.filter(milestone__project=project))
    updates = project.updates.select_related("author", "period").prefetch_related(
        "photos__attachment", "corrections__by"
    )
    updates = list(updates.order_by("-period__starts_on"))
    frozen = dict(project.snapshots.values_list("period_id", "system"))
    rows = [UpdateRow(each, frozen.get(each.period_id, "")) for each in updates]
    blockers = project.blockers.filter(resolved_at__isnull=True).select_related("department")
    return ProjectPage(
        reading=lamp_of(project, today, now=now),
        declared_by=str(updates[0].author) if updates else "",
        steps=_steps(project, milestones, today),
        nodes=node_rows(milestones, today, limits),
        updates=rows if all_updates else rows[:SHOWN_UPDATES],
        more_updates=0 if all_updates else max(len(updates) - SHOWN_UPDATES, 0),
        blockers=[BlockerRow(each, (today - each.raised_at.astimezone(SHANGHAI).date()).days) for each in blockers],
        invested=invested(project, today),
        period=period,
        reported=any(update.period_id == period.pk for update in updates),
        limits=limits,
        slips=slips_of(moves),
        pending={each.milestone_id for each in moves if each.state == Decision.PENDING},
        stage_to_confirm=_stage_to_confirm(project, milestones),
        care=project.after_care.filter(done_on__isnull=True).count(),
    )


def _stage_to_confirm(project: Project, milestones: list[Milestone]) -> str:
    """The stage whose own node is done although the project has not entered it; "" when all is in step."""
    here = STAGE_ORDER.index(project.stage) if project.stage else -1
    ahead = [each for each in milestones if each.closes and each.actual_on and STAGE_ORDER.index(each.closes) > here]
    return Stage(ahead[-1].closes).label if ahead else ""


def _steps(project: Project, milestones: list[Milestone], today: dt.date) -> list[Step]:
    entered = dict(project.stage_changes.values_list("stage", "on"))
    here = STAGE_ORDER.index(project.stage) if project.stage else -1
    steps = []
    for stage in KEY_STAGES:
        place = STAGE_ORDER.index(stage)
        text = _step_words(stage, entered.get(stage), milestones, today, now=place == here, past=place <= here)
        steps.append(Step(str(stage.label), text, past=place <= here, now=place == here))
    return steps


def _step_words(
    stage: Stage, entered_on: dt.date | None, milestones: list[Milestone], today: dt.date, *, now: bool, past: bool
) -> str:
    """2025-06-18 完成, 2025-10-24 进入，已 395 天, or 现计划 2027-02-28，较基线 +197 天."""
    if past and entered_on is None:
        return _("日期待补录")
    if now:
        return _("%(on)s 进入，已 %(days)d 天") % {"on": entered_on, "days": (today - entered_on).days}
    if past:
        return _("%(on)s 进入") % {"on": entered_on}
    named = [each for each in milestones if each.closes == stage] or [
        each for each in milestones if each.kind == MilestoneKind.STAGE and str(stage.label) in each.name
    ]
    if not named:
        return _("计划待补录")
    node = named[-1]
    moved = (node.planned_on - node.baseline_on).days
    if moved == 0:
        return _("计划 %(on)s") % {"on": node.planned_on}
    return _("现计划 %(on)s，较基线 %(days)s 天") % {"on": node.planned_on, "days": signed(moved)}


def signed(days: int) -> str:
    """+15, −2, 0, with the real minus sign."""
    return f"+{days}" if days > 0 else f"−{-days}" if days < 0 else "0"


def node_rows(milestones: list[Milestone], today: dt.date, limits: Thresholds) -> list[NodeRow]:
    """The lines of the plan with their state and deviation."""
    planned = [each.planned_on for each in milestones if each.actual_on is None]
    calendar = WorkCalendar.load(min([today, *planned]), today)
    return [_node_row(each, today, calendar, limits) for each in milestones]


def _node_row(milestone: Milestone, today: dt.date, calendar: WorkCalendar, limits: Thresholds) -> NodeRow:
    node = MilestoneFacts(milestone.name, milestone.baseline_on, milestone.planned_on, milestone.actual_on)
    lamp = milestone_lamp(node, today, calendar, limits)
    late = 0 if milestone.actual_on else calendar.working_days_late(milestone.planned_on, today)
    moved = ((milestone.actual_on or milestone.planned_on) - milestone.baseline_on).days
    deviation = _("逾期 %(n)d 个工作日") % {"n": late} if late else _("%(days)s 天") % {"days": signed(moved)}
    length = (today - milestone.planned_on).days if late else abs(moved)
    width = f"{min(max(length / DAYS_A_PERCENT, 1 if length else 0), 100):.1f}%"
    css = "c-red" if late else "c-grey" if milestone.actual_on else "c-fill-3"
    return NodeRow(milestone, lamp, _node_word(lamp, late, today >= milestone.planned_on), deviation, width, css)


def _node_word(lamp: Lamp, late: int, due: bool) -> str:
    if lamp == Lamp.DONE:
        return _("完成")
    if late:
        return _("逾期")
    if lamp in (Lamp.RED, Lamp.AMBER):
        return _("滑动")
    return _("到期") if due else _("未到期")
