"""What the meeting looks at: the agenda of a period, and one line of it with the project behind it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from core.enums import Lamp
from projects.enums import AgendaSection
from projects.investment.sums import Invested, invested, timed
from projects.meeting.agenda import AgendaFacts, AgendaLine, build_agenda
from projects.models import (
    Action,
    Blocker,
    Instruction,
    Period,
    Project,
    ProjectQuerySet,
    Snapshot,
    current_limits,
    day_of,
    weeks_over,
)
from projects.periods import period_before
from projects.plan.rows import NodeRow, node_rows
from projects.readings import frozen_nodes

NODES_SHOWN = 7
BOARDROOM_MINUTES = 5  # for one line
RANK_DIGITS = 6  # no agenda is longer


@dataclass(frozen=True)
class Line:
    """A line of the agenda as the page shows it. `item` is None before the freeze, when it is only a preview."""

    rank: int
    section: AgendaSection
    project: Project
    why: str
    system: str
    declared: str
    action: Action | None = None
    item: Any = None  # its AgendaItem, once it is written

    @property
    def differ(self) -> bool:
        """两灯不一致."""
        return bool(self.declared) and Lamp(self.system).contradicts(self.declared)


@dataclass(frozen=True)
class Part:
    """A part of the agenda with the lines that are shown, and how many it has in all."""

    section: AgendaSection
    lines: list[Line]
    count: int


class Agenda(Sequence[Line]):
    """The agenda of the projects that a person may see: a sequence of lines of which only those are loaded that are
    asked for. As written at the freeze; before it, as it would be now.
    """

    counts: dict[AgendaSection, int]

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            start, stop, _step = at.indices(len(self))
            return self._load(start, stop)
        return self._load(at, at + 1)[0]

    def _load(self, start: int, stop: int) -> list[Line]:
        raise NotImplementedError

    def parts(self, shown: Iterable[Line]) -> list[Part]:
        """These lines by section, in their order, beside how many each section has in all."""
        by_section = defaultdict(list)
        for line in shown:
            by_section[line.section].append(line)
        return [Part(each, by_section[each], self.counts[each]) for each in AgendaSection if by_section[each]]


def agenda_for(period: Period, visible: ProjectQuerySet, *, now: dt.datetime) -> Agenda:
    """The agenda of a week for who sees these projects."""
    return Preview(visible, now) if period.frozen_at is None else Written(period, visible)


class Written(Agenda):
    """As the freeze wrote it down. `rank` is that of a line that is looked for; one query counts and finds it."""

    def __init__(self, period: Period, visible: ProjectQuerySet, rank: str = "") -> None:
        self.period, self.items = period, period.agenda.filter(project__in=visible)
        asked = int(rank) if rank.isdecimal() and len(rank) < RANK_DIGITS else 0
        counted = (
            self.items.order_by()
            .values_list("section")
            .annotate(
                n=Count("pk"), until=Count("pk", filter=Q(rank__lte=asked)), there=Count("pk", filter=Q(rank=asked))
            )
        )
        found = list(counted)
        self.counts = {AgendaSection(section): n for section, n, _until, _there in found}
        there = sum(each for *_rest, each in found)
        self.place = sum(until for _section, _n, until, _there in found) if there else 1

    def _load(self, start: int, stop: int) -> list[Line]:
        frozen = self.period.snapshots.filter(project=OuterRef("project"))
        items = self.items.select_related("project", "action__owner", "noted_by").annotate(
            system=Subquery(frozen.values("system")), declared=Subquery(frozen.values("declared"))
        )
        return [_written(item) for item in items.order_by("rank")[start:stop]]


def _written(item: Any) -> Line:
    section, system = AgendaSection(item.section), item.system or Lamp.GREY
    return Line(item.rank, section, item.project, item.why, system, item.declared or "", item.action, item)


class Preview(Agenda):
    """What it would be if the week froze now, without the parts that need the freeze."""

    def __init__(self, visible: ProjectQuerySet, now: dt.datetime) -> None:
        self.day, self.over, self.limits = day_of(now), weeks_over(now), current_limits()
        self.projects = visible.key().active().alias(section=self._section()).filter(section__isnull=False)
        counted = self.projects.order_by().annotate(part=F("section")).values_list("part").annotate(n=Count("pk"))
        self.counts = {AgendaSection(part): n for part, n in counted}

    def _section(self) -> Case:
        """The first part that a project belongs to (projects/meeting/agenda.py), as the database reads it off the
        standings: silent is who has not reported since so many weeks that are over.
        """
        weeks = self.limits.silent_amber_from
        sections = [
            When(standing__system=Lamp.RED, then=Value(AgendaSection.RED)),
            When(standing__differ=True, then=Value(AgendaSection.DIFFER)),
        ]
        if 0 < weeks <= len(self.over):
            since = self.over[weeks - 1][0]
            sections.append(When(standing__silent_since__lte=since, then=Value(AgendaSection.SILENT)))
        return Case(*sections, default=None, output_field=CharField())

    def _load(self, start: int, stop: int) -> list[Line]:
        places = Case(*(When(section=each, then=Value(place)) for place, each in enumerate(AgendaSection)))
        keys = list(self.projects.order_by(places, "code").values_list("pk", flat=True)[start:stop])
        found = Project.objects.with_standing().in_bulk(keys)
        projects = [found[key] for key in keys]
        facts = [self._facts(project) for project in projects]
        lines = build_agenda(facts, [], self.limits)
        by_key = {project.pk: project for project in projects}
        return [self._line(start + n, line, by_key[line.project_id]) for n, line in enumerate(lines, start=1)]

    def _facts(self, project: Project) -> AgendaFacts:
        reading = project.standing.reading(self.day, self.over)
        reasons = tuple(str(reason) for reason in reading.reasons)
        return AgendaFacts(project.pk, reading.lamp, reading.declared, reasons, reading.silent_periods)

    def _line(self, rank: int, line: AgendaLine, project: Project) -> Line:
        reading = project.standing.reading(self.day, self.over)
        return Line(rank, line.section, project, line.why, reading.lamp, reading.declared)


@dataclass(frozen=True)
class Slide:
    """One line on the wall: the frozen facts of its project, last week's promise, and what was issued today."""

    line: Line
    project: Project
    snapshot: Snapshot | None
    promised: str
    nodes: list[NodeRow]
    blockers: list[Blocker]
    instructions: list[Instruction]
    invested: Invested
    issued: list[Action]


def slide(line: Line, period: Period, *, now: dt.datetime) -> Slide:
    """Load what stands behind one line."""
    project = timed(Project.objects.with_names().with_standing()).get(pk=line.project.pk)
    snapshot, last = _frozen(project, period, period_before(period))
    today = period.meets_on or timezone.localdate(now)
    return Slide(
        line=line,
        project=project,
        snapshot=snapshot,
        promised=last.next if last else "",
        nodes=_shown_nodes(snapshot, today) if snapshot else [],
        blockers=list(project.blockers.filter(resolved_at__isnull=True).select_related("department")),
        instructions=list(project.instructions.select_related("by", "action")[:2]),
        invested=invested(project, today),
        issued=list(period.actions.filter(project=project).select_related("owner", "department").order_by("number")),
    )


def _frozen(project: Project, *weeks: Period | None) -> list[Snapshot | None]:
    """A project as each of these weeks froze it; None where it did not."""
    found = {each.period_id: each for each in project.snapshots.filter(period__in=[week for week in weeks if week])}
    return [week and found.get(week.pk) for week in weeks]


def _shown_nodes(snapshot: Snapshot, today: dt.date) -> list[NodeRow]:
    """The nodes around today, as many as fit on one line, as the plan shows them."""
    nodes = frozen_nodes(snapshot)
    here = next((n for n, node in enumerate(nodes) if node.actual_on is None), len(nodes))
    start = max(0, min(here - NODES_SHOWN // 2, len(nodes) - NODES_SHOWN))
    return node_rows(nodes[start : start + NODES_SHOWN], today, current_limits())
