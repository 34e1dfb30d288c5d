"""系统灯: what the published rules say of a project, with the rule that fired.

`system_lamp` is a pure function over plain facts; `lamps_of` loads the facts of many projects with a constant number
of queries. Lateness is counted in working days, a slide in calendar days, silence in periods that met.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.clock import moment
from core.kernel.workdays import WorkCalendar
from projects.enums import Decision
from projects.lamps.rules import DEFAULT_LIMITS, Limits, MilestoneFacts, ProjectFacts, Reason, Verdict, system_lamp
from projects.models import (
    Action,
    LampLimits,
    LampOverride,
    Milestone,
    Period,
    Postponement,
    Project,
    Snapshot,
    Update,
    deadline_of,
    planned_then,
)


def current_limits() -> Limits:
    """The limits that administrators set, or ours until they do."""
    names = [field.name for field in fields(Limits)]
    row = LampLimits.objects.values(*names).first()
    return Limits(**row) if row else DEFAULT_LIMITS


LOOK_BACK_WEEKS = 60  # longer silences are called that long
LOOK_BACK_UPDATES = 8


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
    end = now or moment(today, dt.time.max)
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
    today = timezone.localdate(end)
    monday = today - dt.timedelta(days=today.weekday())
    weeks = []
    for start in (monday - dt.timedelta(weeks=n) for n in range(-1, LOOK_BACK_WEEKS)):
        days = (start + dt.timedelta(days=n) for n in range(7))
        meets_on = next((day for day in days if calendar.is_working(day)), None)
        deadline = deadline_of(meets_on)
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
    limits: Limits

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


def frozen_nodes(snapshot: Snapshot) -> list[MilestoneFacts]:
    """The plan as a week froze it."""
    return [
        MilestoneFacts(
            name=node["name"],
            baseline_on=dt.date.fromisoformat(node["baseline_on"]),
            planned_on=dt.date.fromisoformat(node["planned_on"]),
            actual_on=dt.date.fromisoformat(node["actual_on"]) if node["actual_on"] else None,
        )
        for node in snapshot.plan
    ]


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
        each.project_id for each in last.distinct("project_id").only("project_id", "system") if each.system == Lamp.RED
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
    )
    verdict = system_lamp(facts, today, calendar, found.limits)
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
