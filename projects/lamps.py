"""系统灯: what the published rules say of a project, with the rule that fired.

`system_lamp` is a pure function over plain facts; `lamps_of` loads the facts of many projects with a constant number
of queries. Lateness is counted in working days, a slide in calendar days, silence in periods that met.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.workdays import WorkCalendar
from projects.enums import Decision, Stage
from projects.models import (
    DEADLINE_AT,
    SHANGHAI,
    Action,
    LampLimits,
    LampOverride,
    Milestone,
    Period,
    Postponement,
    Project,
    Snapshot,
    Update,
)
from projects.postponements import planned_then


@dataclass(frozen=True)
class Thresholds:
    """The published limits, in one place. "over" means more than, "from" means at least."""

    late_red_over: int = 30  # working days since the planned date
    slid_red_over: int = 45  # days between baseline and present plan
    slid_amber_from: int = 10
    silent_amber_from: int = 2  # periods without an update
    unchanged_amber_from: int = 3  # periods of 无变化 in a row
    action_red_over: int = 10  # working days since a 交办单 was due


DEFAULT_LIMITS = Thresholds()


def current_limits() -> Thresholds:
    """The limits that administrators set, or ours until they do."""
    names = [field.name for field in fields(Thresholds)]
    row = LampLimits.objects.values(*names).first()
    return Thresholds(**row) if row else DEFAULT_LIMITS


LOOK_BACK_WEEKS = 60  # longer silences are called that long
LOOK_BACK_UPDATES = 8


@dataclass(frozen=True)
class MilestoneFacts:
    """A node of the plan, as far as the lamp is concerned."""

    name: str
    baseline_on: dt.date
    planned_on: dt.date
    actual_on: dt.date | None = None

    @property
    def slid_days(self) -> int:
        """Days that the plan moved away from the baseline; negative when it moved forward."""
        return (self.planned_on - self.baseline_on).days


@dataclass(frozen=True)
class ProjectFacts:
    """Everything the rules look at: `overdue_actions` as number and due date, `was_red` as the last week froze it."""

    stage: str
    milestones: tuple[MilestoneFacts, ...] = ()
    silent_periods: int = 0
    unchanged_periods: int = 0
    closed: bool = False
    overdue_actions: tuple[tuple[str, dt.date], ...] = ()
    was_red: bool = False
    limits: Thresholds = DEFAULT_LIMITS

    @property
    def open_milestones(self) -> tuple[MilestoneFacts, ...]:
        return tuple(node for node in self.milestones if node.actual_on is None)


@dataclass(frozen=True)
class Reason:
    """A rule that fired: what is so (主体封顶逾期 84 个工作日) and the limit it passed (超过 30 个工作日)."""

    lamp: Lamp
    text: str
    limit: str = ""

    def __str__(self) -> str:
        return _("%(text)s（%(limit)s）") % {"text": self.text, "limit": self.limit} if self.limit else self.text


Rule = Callable[[ProjectFacts, dt.date, WorkCalendar], Reason | None]


def late(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar) -> Reason | None:
    """The node that is overdue the longest."""
    overdue = [(calendar.working_days_late(node.planned_on, today), node) for node in facts.open_milestones]
    days, node = max(overdue, key=lambda found: found[0], default=(0, None))
    if node is None or days == 0:
        return None
    text = _("%(node)s逾期 %(days)d 个工作日") % {"node": node.name, "days": days}
    if days > facts.limits.late_red_over:
        return Reason(Lamp.RED, text, _("超过 %(days)d 个工作日") % {"days": facts.limits.late_red_over})
    return Reason(Lamp.AMBER, text, _("未超过 %(days)d 个工作日") % {"days": facts.limits.late_red_over})


def slid(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar) -> Reason | None:
    """The node whose plan moved the furthest from its baseline."""
    node = max(facts.open_milestones, key=lambda node: node.slid_days, default=None)
    if node is None or node.slid_days < facts.limits.slid_amber_from:
        return None
    text = _("%(node)s滑动 %(days)d 天") % {"node": node.name, "days": node.slid_days}
    if node.slid_days > facts.limits.slid_red_over:
        return Reason(Lamp.RED, text, _("超过 %(days)d 天") % {"days": facts.limits.slid_red_over})
    return Reason(Lamp.AMBER, text, _("达到 %(days)d 天") % {"days": facts.limits.slid_amber_from})


def silent(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar) -> Reason | None:
    """Nobody reported for several periods."""
    if facts.silent_periods < facts.limits.silent_amber_from:
        return None
    text = _("连续 %(n)d 期未填报") % {"n": facts.silent_periods}
    return Reason(Lamp.AMBER, text, _("达到 %(n)d 期") % {"n": facts.limits.silent_amber_from})


def unchanged(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar) -> Reason | None:
    """无变化 again and again."""
    if facts.unchanged_periods < facts.limits.unchanged_amber_from:
        return None
    text = _("连续 %(n)d 期报无变化") % {"n": facts.unchanged_periods}
    return Reason(Lamp.AMBER, text, _("达到 %(n)d 期") % {"n": facts.limits.unchanged_amber_from})


def overdue_action(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar) -> Reason | None:
    """The 交办单 that is overdue the longest."""
    overdue = [(calendar.working_days_late(due_on, today), number) for number, due_on in facts.overdue_actions]
    days, number = max(overdue, default=(0, ""))
    if days == 0:
        return None
    text = _("交办单 %(number)s 逾期 %(days)d 个工作日") % {"number": number, "days": days}
    if days > facts.limits.action_red_over:
        return Reason(Lamp.RED, text, _("超过 %(days)d 个工作日") % {"days": facts.limits.action_red_over})
    return Reason(Lamp.AMBER, text, _("未超过 %(days)d 个工作日") % {"days": facts.limits.action_red_over})


RULES: tuple[Rule, ...] = (late, slid, overdue_action, silent, unchanged)
SEVERITY = (Lamp.RED, Lamp.AMBER)


@dataclass(frozen=True)
class Verdict:
    """The system lamp with its reasons, the worst first."""

    lamp: Lamp
    reasons: tuple[Reason, ...]

    @property
    def why(self) -> str:
        """The reasons of this lamp as one sentence without a full stop."""
        return _("；").join(str(reason) for reason in self.reasons)


def system_lamp(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar) -> Verdict:
    """Apply the rules. Pure: the same facts on the same day give the same lamp.

    红灯追回先转黄灯一期: what was red when the last week froze stays amber until the next one freezes.
    """
    if facts.closed:
        return Verdict(Lamp.DONE, (Reason(Lamp.DONE, _("已销号")),))
    if not facts.milestones:
        return Verdict(Lamp.GREY, (Reason(Lamp.GREY, _("节点待补录")),))
    if facts.stage == Stage.PRODUCING and not facts.open_milestones:
        return Verdict(Lamp.DONE, (Reason(Lamp.DONE, _("已达产，节点全部完成")),))
    fired = [reason for rule in RULES if (reason := rule(facts, today, calendar))]
    if fired:
        fired.sort(key=lambda reason: SEVERITY.index(reason.lamp))
        return Verdict(fired[0].lamp, tuple(fired))
    if facts.was_red:
        return Verdict(Lamp.AMBER, (Reason(Lamp.AMBER, _("上期红灯，追回后先转黄灯一期")),))
    if all(node.planned_on > today for node in facts.open_milestones) and len(facts.open_milestones) == len(
        facts.milestones
    ):
        return Verdict(Lamp.GREY, (Reason(Lamp.GREY, _("节点均未到期")),))
    return Verdict(Lamp.GREEN, (Reason(Lamp.GREEN, _("节点按期，填报正常")),))


def milestone_lamp(
    node: MilestoneFacts, today: dt.date, calendar: WorkCalendar, limits: Thresholds = DEFAULT_LIMITS
) -> Lamp:
    """The lamp of one node, by the same limits."""
    if node.actual_on is not None:
        return Lamp.DONE
    facts = ProjectFacts(stage="", milestones=(node,), limits=limits)
    fired = [reason.lamp for rule in (late, slid) if (reason := rule(facts, today, calendar))]
    return min(fired, key=SEVERITY.index, default=Lamp.GREY)


# --- Many projects at once -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class LastUpdate:
    """The latest weekly update of a project."""

    period_id: int
    starts_on: dt.date
    declared: str
    unchanged: bool
    submitted_at: dt.datetime


@dataclass(frozen=True)
class LampReading:
    """A project's two lamps: the system's with its reasons, and what the owner declared last ("" = never).

    `lamp` is the system lamp in force. It is what the rules say (`ruled`) unless a leader set another one until the
    end of `overridden_until`; the reasons then begin with that.
    """

    lamp: Lamp
    reasons: tuple[Reason, ...]
    declared: str
    last: LastUpdate | None
    silent_periods: int
    milestones: tuple[MilestoneFacts, ...]
    ruled: Lamp
    overridden_until: dt.date | None = None

    @property
    def differ(self) -> bool:
        """两灯不一致."""
        return bool(self.declared) and self.lamp.contradicts(self.declared)

    @property
    def why(self) -> str:
        """The reasons as one sentence without a full stop."""
        return Verdict(self.lamp, self.reasons).why

    @property
    def next_milestone(self) -> MilestoneFacts | None:
        """The first node that is not done yet."""
        return next((node for node in self.milestones if node.actual_on is None), None)


def lamps_of(projects: Iterable[Project], today: dt.date, *, now: dt.datetime | None = None) -> dict[int, LampReading]:
    """Read the lamps of many projects as of a day, with the same number of queries however many there are.

    `now` decides whether the period that meets today is over already; without it the whole of `today` has passed.
    Dates that moved later are taken back, so a past day reads as it was.
    """
    projects = list(projects)
    end = now or dt.datetime.combine(today, dt.time.max, tzinfo=SHANGHAI)
    found = _Found.load([project.pk for project in projects], today, end)
    planned = [node.planned_on for nodes in found.milestones.values() for node in nodes if node.actual_on is None]
    due = [on for actions in found.actions.values() for _number, on in actions]
    look_back = today - dt.timedelta(weeks=LOOK_BACK_WEEKS)
    calendar = WorkCalendar.load(min([look_back, *planned, *due]), today + dt.timedelta(days=14))
    over = periods_over(calendar, end, _dated_by_hand(look_back))
    return {project.pk: _reading(project, found, over, today, calendar) for project in projects}


def lamp_of(project: Project, today: dt.date, *, now: dt.datetime | None = None) -> LampReading:
    """The lamps of one project."""
    return lamps_of([project], today, now=now)[project.pk]


def periods_over(
    calendar: WorkCalendar, end: dt.datetime, by_hand: Mapping[dt.date, Period] | None = None
) -> list[tuple[dt.date, dt.date]]:
    """Monday and meeting day of the weeks that met and whose deadline has passed, the latest first.

    Counted on the calendar, not on rows, so that weeks without a worker count as well; only a week that a leader moved
    or froze is told by its row (`by_hand`). Next week is among them, for it collects now and may be frozen early.
    """
    today = end.astimezone(SHANGHAI).date()
    monday = today - dt.timedelta(days=today.weekday())
    weeks = []
    for start in (monday - dt.timedelta(weeks=n) for n in range(-1, LOOK_BACK_WEEKS)):
        days = (start + dt.timedelta(days=n) for n in range(7))
        meets_on = next((day for day in days if calendar.is_working(day)), None)
        deadline = dt.datetime.combine(meets_on, DEADLINE_AT, tzinfo=SHANGHAI) if meets_on else None
        if row := (by_hand or {}).get(start):
            meets_on, deadline = row.meets_on, row.deadline
        if meets_on and deadline and deadline <= end:
            weeks.append((start, meets_on))
    return weeks


def _dated_by_hand(since: dt.date) -> dict[dt.date, Period]:
    """The weeks whose day or freeze is written down, by their Monday."""
    written = Period.objects.filter(~Q(change_reason="") | Q(frozen_at__isnull=False), starts_on__gte=since)
    return {period.starts_on: period for period in written}


@dataclass(frozen=True)
class _Found:
    """What the database knows of many projects as of a moment, by the project's key."""

    milestones: dict[int, list[MilestoneFacts]]
    updates: dict[int, list[LastUpdate]]
    actions: dict[int, list[tuple[str, dt.date]]]
    red: set[int]
    overrides: dict[int, LampOverride]
    limits: Thresholds

    @classmethod
    def load(cls, keys: list[int], today: dt.date, end: dt.datetime) -> "_Found":
        return cls(
            milestones=_milestones_of(keys, today, end),
            updates=_updates_of(keys, end),
            actions=_actions_of(keys, today, end),
            red=_red_last_week(keys, end),
            overrides={
                each.project_id: each
                for each in LampOverride.objects.filter(project__in=keys, made_at__lte=end)
                .in_force(today)
                .select_related("by")
                .order_by("made_at")
            },
            limits=current_limits(),
        )


def _milestones_of(keys: list[int], today: dt.date, end: dt.datetime) -> dict[int, list[MilestoneFacts]]:
    found: dict[int, list[MilestoneFacts]] = defaultdict(list)
    moved: dict[int | None, list[Postponement]] = defaultdict(list)
    for move in Postponement.objects.filter(milestone__project__in=keys, state=Decision.APPROVED, decided_at__gt=end):
        moved[move.milestone_id].append(move)
    rows = Milestone.objects.filter(project__in=keys).order_by("project", "rank")
    for pk, project, name, baseline_on, planned_on, actual_on in rows.values_list(
        "pk", "project_id", "name", "baseline_on", "planned_on", "actual_on"
    ):
        known = actual_on if actual_on and actual_on <= today else None
        found[project].append(MilestoneFacts(name, baseline_on, planned_then(planned_on, moved[pk]), known))
    return found


def _updates_of(keys: list[int], end: dt.datetime) -> dict[int, list[LastUpdate]]:
    """The latest updates of each project, the latest first."""
    found: dict[int, list[LastUpdate]] = defaultdict(list)
    place = Window(RowNumber(), partition_by="project_id", order_by=F("period__starts_on").desc())
    rows = Update.objects.filter(project__in=keys, submitted_at__lte=end).annotate(place=place)
    for project, *facts in (
        rows.filter(place__lte=LOOK_BACK_UPDATES)
        .order_by("project_id", "place")
        .values_list("project_id", "period_id", "period__starts_on", "declared", "unchanged", "submitted_at")
    ):
        found[project].append(LastUpdate(*facts))
    return found


def _actions_of(keys: list[int], today: dt.date, end: dt.datetime) -> dict[int, list[tuple[str, dt.date]]]:
    """交办单 that were due before today and open then. A date that moved later counts as it was."""
    moved: dict[int | None, list[Postponement]] = defaultdict(list)
    for move in Postponement.objects.filter(action__project__in=keys, state=Decision.APPROVED, decided_at__gt=end):
        moved[move.action_id].append(move)
    open_then = Q(closed_at__isnull=True) | Q(closed_at__gt=end)
    found: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
    for action in Action.objects.filter(open_then, project__in=keys, issued_at__lte=end):
        due_on = planned_then(action.due_on, moved[action.pk])
        if due_on < today:
            found[action.project_id].append((action.number, due_on))
    return found


def _red_last_week(keys: list[int], end: dt.datetime) -> set[int]:
    """Projects whose lamp was red when the last week before this moment froze."""
    last = Snapshot.objects.filter(project__in=keys, frozen_at__lt=end).order_by("project_id", "-frozen_at")
    return {
        each.project_id for each in last.distinct("project_id").only("project_id", "system") if each.system == "red"
    }


def _reading(
    project: Project, found: _Found, over: list[tuple[dt.date, dt.date]], today: dt.date, calendar: WorkCalendar
) -> LampReading:
    milestones, updates = tuple(found.milestones[project.pk]), found.updates[project.pk]
    last = updates[0] if updates else None
    silence = _silence(project, last, over)
    facts = ProjectFacts(
        stage=project.stage,
        milestones=milestones,
        silent_periods=silence,
        unchanged_periods=next((n for n, update in enumerate(updates) if not update.unchanged), len(updates)),
        closed=project.closed_on is not None and project.closed_on <= today,
        overdue_actions=tuple(found.actions[project.pk]),
        was_red=project.pk in found.red,
        limits=found.limits,
    )
    verdict = system_lamp(facts, today, calendar)
    declared = last.declared if last else ""
    override = found.overrides.get(project.pk)
    if override is None or verdict.lamp == Lamp.DONE:
        return LampReading(verdict.lamp, verdict.reasons, declared, last, silence, milestones, ruled=verdict.lamp)
    lamp = Lamp(override.lamp)
    reasons = (_overridden(override, lamp, verdict.lamp), *verdict.reasons)
    return LampReading(
        lamp, reasons, declared, last, silence, milestones, ruled=verdict.lamp, overridden_until=override.ends_on
    )


def _overridden(override: LampOverride, lamp: Lamp, ruled: Lamp) -> Reason:
    words = {"who": override.by, "lamp": lamp.label, "until": override.ends_on, "ruled": ruled.label}
    text = _("%(who)s改判为%(lamp)s至 %(until)s，按规则为%(ruled)s") % words
    return Reason(lamp, text, override.reason)


def _silence(project: Project, last: LastUpdate | None, over: list[tuple[dt.date, dt.date]]) -> int:
    """Periods in a row that ended without an update. Only projects on the key list are asked, from its date on."""
    if not project.owes_updates or project.key_listed_on is None:
        return 0
    asked = [start for start, meets_on in over if meets_on >= project.key_listed_on]
    return sum(last is None or start > last.starts_on for start in asked)
