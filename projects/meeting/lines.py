"""What the meeting looks at: the agenda of a period, and one line of it with the project behind it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from core.enums import Lamp
from projects.enums import AgendaSection
from projects.investment.sums import Invested, invested, timed
from projects.meeting.agenda import AgendaFacts, AgendaLine, build_agenda
from projects.models import (
    Action,
    AgendaItem,
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
    item: AgendaItem | None = None

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


def agenda_lines(period: Period, visible: ProjectQuerySet, *, now: dt.datetime) -> list[Line]:
    """The agenda of the projects that a person may see: as written at the freeze, before it as it would be now."""
    if period.frozen_at is None:
        return _preview(period, visible, now)
    frozen = period.snapshots.filter(project=OuterRef("project"))
    items = (
        period.agenda.filter(project__in=visible)
        .select_related("project", "action__owner", "noted_by")
        .annotate(system=Subquery(frozen.values("system")), declared=Subquery(frozen.values("declared")))
        .order_by("rank")
    )
    return [
        Line(
            item.rank,
            AgendaSection(item.section),
            item.project,
            item.why,
            item.system or Lamp.GREY,
            item.declared or "",
            item.action,
            item,
        )
        for item in items
    ]


# What may come on the agenda before the freeze; `build_agenda` decides.
_WORTH_A_LINE = Q(standing__system=Lamp.RED) | Q(standing__differ=True) | Q(standing__silent_since__isnull=False)


def _preview(period: Period, visible: ProjectQuerySet, now: dt.datetime) -> list[Line]:
    """What the agenda would be if the week froze now, without the parts that need the freeze."""
    listed = visible.key().active().filter(_WORTH_A_LINE).with_standing().order_by("code")
    projects = {each.pk: each for each in listed}
    day, over = day_of(now), weeks_over(now)
    readings = {pk: project.standing.reading(day, over) for pk, project in projects.items()}
    facts = [
        AgendaFacts(
            pk,
            readings[pk].lamp,
            readings[pk].declared,
            tuple(str(reason) for reason in readings[pk].reasons),
            readings[pk].silent_periods,
        )
        for pk in projects
    ]
    found: list[AgendaLine] = build_agenda(facts, [], current_limits())
    return [
        Line(
            rank,
            line.section,
            projects[line.project_id],
            line.why,
            readings[line.project_id].lamp,
            readings[line.project_id].declared,
        )
        for rank, line in enumerate(found, start=1)
    ]


def parts(lines: Sequence[Line], shown: Iterable[Line] | None = None) -> list[Part]:
    """The lines by section, in their order; only those that are `shown`, when that is given."""
    counts, by_section = Counter(line.section for line in lines), defaultdict(list)
    for line in lines if shown is None else shown:
        by_section[line.section].append(line)
    return [Part(each, by_section[each], counts[each]) for each in AgendaSection if by_section[each]]


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
