"""The lamps as of any day: what the rules say of raw rows, with the same number of queries however many projects.

The present is a row (projects/models/standing.py); this is for past days, and what the present is proved against.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber

from core.enums import Lamp
from core.kernel.clock import moment
from core.kernel.workdays import WorkCalendar
from projects.courses import Course
from projects.enums import Decision, LifeAct
from projects.lamps.reading import LOOK_BACK_UPDATES, Evidence, LampReading, LastUpdate, read
from projects.lamps.rules import Day, MilestoneFacts
from projects.models import (
    Action,
    LampOverride,
    LifeChange,
    MetWeek,
    Milestone,
    Period,
    Postponement,
    Project,
    Snapshot,
    Update,
    current_limits,
    override_of,
    planned_then,
    weeks_over,
)


def lamps_of(
    projects: Iterable[Project], today: dt.date, *, now: dt.datetime | None = None, closing: Period | None = None
) -> dict[int, LampReading]:
    """Read the lamps of many projects as of a day, with the same number of queries however many there are.

    `now` decides whether the period that meets today is over already; without it the whole of `today` has passed.
    Dates that moved later are taken back, so a past day reads as it was. `closing` is a week that still collects and
    is read as if it were over.
    """
    projects = list(projects)
    end = now or moment(today, dt.time.max)
    found = _Found.load([project.pk for project in projects], today, end)
    day, over = Day(today, WorkCalendar.load(), current_limits()), weeks_over(end)
    if closing and closing.meets_on and closing.starts_on not in {start for start, _meets_on in over}:
        over = [(closing.starts_on, closing.meets_on), *over]
    return {project.pk: read(found.evidence(project, over, today), day) for project in projects}


def lamp_of(project: Project, today: dt.date, *, now: dt.datetime | None = None) -> LampReading:
    """The lamps of one project."""
    return lamps_of([project], today, now=now)[project.pk]


@dataclass(frozen=True)
class _Found:
    """What the database knows of many projects as of a moment, by the project's key."""

    milestones: dict[int, list[MilestoneFacts]]
    updates: dict[int, list[LastUpdate]]
    actions: dict[int, list[tuple[str, dt.date]]]
    red: set[int]
    overrides: dict[int, LampOverride]
    courses: dict[int, Course]

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
            courses=LifeChange.objects.filter(project__in=keys).courses(by=end),
        )

    def evidence(self, project: Project, over: list[MetWeek], today: dt.date) -> Evidence:
        """What was known of one project. It is asked while it is on the key list and runs, from that day on."""
        course = self.courses.get(project.pk, Course())
        turn = course.last(today)
        stopped = turn is not None and turn.act == LifeAct.STOP
        closed = (project.closed_on is not None and project.closed_on <= today and not stopped) or (
            turn is not None and turn.act == LifeAct.FINISH
        )
        paused = turn is not None and turn.act == LifeAct.PAUSE
        left = project.key_until is not None and project.key_until < today
        asked = project.key_listed_on is not None and not (left or closed or stopped or paused)
        listed = max(project.askable_since, course.runs_since(today)) if asked else None
        return Evidence(
            stage=project.stage,
            closed=closed,
            stopped=stopped,
            paused=paused,
            resumes_on=turn.until if turn and paused else None,
            assigned=project.is_assigned,
            milestones=tuple(self.milestones[project.pk]),
            updates=self.updates[project.pk],
            due=tuple(self.actions[project.pk]),
            was_red=project.pk in self.red,
            override=override_of(self.overrides.get(project.pk)),
            asked=[start for start, meets_on in over if listed and meets_on >= listed],
        )


def _milestones_of(keys: list[int], today: dt.date, end: dt.datetime) -> dict[int, list[MilestoneFacts]]:
    found: dict[int, list[MilestoneFacts]] = defaultdict(list)
    moved: dict[int | None, list[Postponement]] = defaultdict(list)
    for move in Postponement.objects.filter(milestone__project__in=keys, state=Decision.APPROVED, decided_at__gt=end):
        moved[move.milestone_id].append(move)
    rows = Milestone.objects.filter(project__in=keys).order_by("project_id", "rank")
    for pk, project, name, baseline_on, planned_on, actual_on, paused_days in rows.values_list(
        "pk", "project_id", "name", "baseline_on", "planned_on", "actual_on", "paused_days"
    ):
        known = actual_on if actual_on and actual_on <= today else None
        paused_then = paused_days - sum(move.days for move in moved[pk] if move.resumption)
        plan = planned_then(planned_on, moved[pk])
        found[project].append(MilestoneFacts(name, baseline_on, plan, known, paused_then))
    return found


def frozen_nodes(snapshot: Snapshot) -> list[MilestoneFacts]:
    """The plan as a week froze it."""
    return [
        MilestoneFacts(
            name=node["name"],
            baseline_on=dt.date.fromisoformat(node["baseline_on"]),
            planned_on=dt.date.fromisoformat(node["planned_on"]),
            actual_on=dt.date.fromisoformat(node["actual_on"]) if node["actual_on"] else None,
            paused_days=node.get("paused_days", 0),
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
    last = Snapshot.objects.filter(project=OuterRef("pk"), frozen_at__lt=end).order_by("-frozen_at")
    frozen = Project.objects.filter(pk__in=keys).annotate(frozen=Subquery(last.values("system")[:1]))
    return set(frozen.filter(frozen=Lamp.RED).order_by().values_list("pk", flat=True))
