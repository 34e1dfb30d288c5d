"""What the meeting looks at: the agenda of a period, and one line of it with the project behind it."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp
from core.kernel.workdays import WorkCalendar
from core.models import User
from projects.enums import ActionState, AgendaSection, Handling
from projects.investment.sums import expected_share, timed
from projects.meeting.agenda import FOLDED, AgendaLine, open_blockers, preview_of
from projects.models import (
    SEES_ALL_PROJECTS,
    Action,
    AgendaItem,
    Blocker,
    Instruction,
    LampOverride,
    Period,
    Project,
    Snapshot,
    current_limits,
)
from projects.periods import period_before
from projects.plan.rows import NodeRow, node_rows
from projects.readings import frozen_nodes

NODES_SHOWN = 7
# As many as an agenda has parts, and one more for the table of the minutes.
NUMERALS = (
    gettext_lazy("一"),
    gettext_lazy("二"),
    gettext_lazy("三"),
    gettext_lazy("四"),
    gettext_lazy("五"),
    gettext_lazy("六"),
    gettext_lazy("七"),
    gettext_lazy("八"),
)
RANK_DIGITS = 6  # no agenda is longer


@dataclass(frozen=True)
class Line:
    """A line of the agenda as the page shows it. `item` is None before the freeze, when it is only a preview.

    `project` is None for the line of the projects that nobody answers for; `name` is the project's of that week.
    `reasons` are dicts with the keys section, text and code, as they are kept.
    """

    rank: int
    section: AgendaSection
    project: Project | None
    name: str
    why: str
    reasons: list[dict[str, str]]
    actions: list[str]
    minutes: int
    handling: Handling
    system: str
    declared: str
    item: Any = None  # its AgendaItem, once it is written
    merged: list[str] = field(default_factory=list)

    @property
    def differ(self) -> bool:
        """两灯不一致."""
        return bool(self.declared) and Lamp(self.system).contradicts(self.declared)

    @property
    def taken(self) -> bool:
        """Whether the meeting takes it up."""
        return self.handling == Handling.TAKE

    def as_json(self) -> dict[str, Any]:
        """As `manage.py agenda` prints it."""
        return {
            "rank": self.rank,
            "section": str(self.section),
            "project": self.project.code if self.project else None,
            "name": self.name,
            "why": self.why,
            "reasons": [*([] if self.project else [self.why]), *(reason["text"] for reason in self.reasons)],
            "actions": self.actions,
            "minutes": self.minutes,
            "handling": str(self.handling),
        }


@dataclass(frozen=True)
class Part:
    """A part of the agenda with the lines that are shown, and how many it has in all."""

    section: AgendaSection
    lines: list[Line]
    count: int
    number: int

    @property
    def title(self) -> str:
        """一、红灯项目."""
        return _("%(n)s、%(part)s") % {"n": NUMERALS[self.number - 1], "part": self.section.label}


class Agenda(Sequence[Line]):
    """The agenda of the projects that a person may see: a sequence of lines of which only those are loaded that are
    asked for. As written at the freeze; before it, as it would be now.

    `minutes` is what everything that is taken up is estimated to take, `taken` how many lines these are.
    """

    counts: dict[AgendaSection, int]
    minutes: int
    taken: int

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
        numbered = enumerate((each for each in AgendaSection if self.counts.get(each)), start=1)
        return [Part(each, by_section[each], self.counts[each], n) for n, each in numbered if by_section[each]]


def agenda_for(period: Period, user: User, *, now: dt.datetime) -> Agenda:
    """The agenda of a week for who reads it."""
    return Preview(period, user, now) if period.frozen_at is None else Written(period, user)


class Written(Agenda):
    """As the freeze wrote it down. `rank` is that of a line that is looked for; one query counts and finds it."""

    def __init__(self, period: Period, user: User, rank: str = "") -> None:
        self.period, self.items = period, period.agenda.visible_to(user)
        asked = int(rank) if rank.isdecimal() and len(rank) < RANK_DIGITS else 0
        took = Q(handling=Handling.TAKE)
        found = list(
            self.items.order_by()
            .values_list("section")
            .annotate(
                n=Count("pk"),
                until=Count("pk", filter=Q(rank__lte=asked)),
                there=Count("pk", filter=Q(rank=asked)),
                taken=Count("pk", filter=took),
                minutes=Sum("minutes", filter=took, default=0),
                merged=Count("pk", filter=Q(handling=Handling.MERGED)),
            )
        )
        self.counts = {AgendaSection(section): n for section, n, *_rest in found}
        there = sum(row[3] for row in found)
        self.place = sum(row[2] for row in found) if there else 1
        self.taken, self.minutes = sum(row[4] for row in found), sum(row[5] for row in found)
        self.merged = sum(row[6] for row in found)

    def _load(self, start: int, stop: int) -> list[Line]:
        return [_written(item) for item in self._with_lamps().order_by("rank")[start:stop]]

    def _with_lamps(self) -> Any:
        frozen = self.period.snapshots.filter(project=OuterRef("project"))
        return self.items.select_related("project", "noted_by", "merged_into").annotate(
            system=Subquery(frozen.values("system")[:1]), declared=Subquery(frozen.values("declared")[:1])
        )

    def taken_after(self, place: int, around: dict[int, Line]) -> Line | None:
        """The next line that the meeting takes up; `around` are lines by place, of which the page has loaded many."""
        near = next((around[n] for n in sorted(around) if n > place and around[n].taken), None)
        if near or len(self) in around:
            return near
        found = self._with_lamps().taken().filter(rank__gt=around[place].rank).order_by("rank").first()
        return _written(found) if found else None

    def taken_before(self, place: int, around: dict[int, Line]) -> Line | None:
        """The line before that the meeting takes up."""
        near = next((around[n] for n in sorted(around, reverse=True) if n < place and around[n].taken), None)
        if near or 1 in around:
            return near
        found = self._with_lamps().taken().filter(rank__lt=around[place].rank).order_by("-rank").first()
        return _written(found) if found else None

    def merged_into(self, line: Line, around: dict[int, Line]) -> list[AgendaItem]:
        """The lines that were merged into this one."""
        if self.merged and len(self) > len(around):  # some may lie on other pages
            return list(self.items.filter(merged_into=line.item).order_by("rank"))
        return [each.item for each in around.values() if each.item.merged_into_id == line.item.pk]


def _written(item: AgendaItem) -> Line:
    kept: Any = item
    return Line(
        rank=item.rank,
        section=AgendaSection(item.section),
        project=item.project,
        name=item.project_name or item.why,
        why=item.why,
        reasons=item.reasons or [{"section": item.section, "text": item.why}],
        actions=item.actions,
        minutes=item.minutes,
        handling=Handling(item.handling),
        system=kept.system or Lamp.GREY,
        declared=kept.declared or "",
        item=item,
    )


class Preview(Agenda):
    """What it would be if the week froze now, from the same rules as the freeze."""

    def __init__(self, period: Period, user: User, now: dt.datetime) -> None:
        found, self.readings = preview_of(period, now=now)
        if not user.holds(*SEES_ALL_PROJECTS):
            keys = [line.project_id for line in found]
            seen = set(Project.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
            found = [line for line in found if line.project_id in seen]
        self.lines = found
        self.counts = dict(Counter(line.section for line in found))
        taken = [line for line in found if line.handling == Handling.TAKE]
        self.taken, self.minutes = len(taken), sum(line.minutes for line in taken)

    def _load(self, start: int, stop: int) -> list[Line]:
        shown = self.lines[start:stop]
        by_key = Project.objects.in_bulk([line.project_id for line in shown if line.project_id])
        return [
            self._line(start + n, line, by_key.get(line.project_id) if line.project_id else None)
            for n, line in enumerate(shown, start=1)
        ]

    def _line(self, rank: int, line: AgendaLine, project: Project | None) -> Line:
        reading = self.readings.get(line.project_id) if line.project_id else None
        return Line(
            rank=rank,
            section=line.section,
            project=project,
            name=project.name if project else line.why,
            why=line.why,
            reasons=[reason.as_kept() for reason in line.reasons],
            actions=[action.number for action in line.actions],
            minutes=line.minutes,
            handling=line.handling,
            system=reading.lamp if reading else Lamp.GREY,
            declared=reading.declared if reading else "",
        )


@dataclass(frozen=True)
class Money:
    """What a project had spent when the week froze, against its total and against its time. 万元, None = not known."""

    done_wan: Decimal | None
    total_wan: Decimal | None
    expected: Decimal | None

    @property
    def rate(self) -> Decimal | None:
        """完成率 as a fraction of one."""
        return self.done_wan / self.total_wan if self.total_wan and self.done_wan is not None else None


@dataclass(frozen=True)
class Slide:
    """One line on the wall: the frozen facts of its project, last week's promise, and what was issued today.

    Of a week that is over it tells nothing that came later. `project` is None for the line without one; then `nobody`
    are the projects that it lists.
    """

    line: Line
    project: Project | None
    snapshot: Snapshot | None = None
    promised: str = ""
    nodes: list[NodeRow] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    instructions: list[Instruction] = field(default_factory=list)
    money: Money | None = None
    due: list[tuple[Action, str, bool]] = field(default_factory=list)  # its words of that day, and whether late
    issued: list[Action] = field(default_factory=list)
    override: LampOverride | None = None
    merged: list[AgendaItem] = field(default_factory=list)

    @cached_property
    def reasons(self) -> list[tuple[str, list[str]]]:
        """What stands in the band, by part; due 交办单 and what is to be coordinated have places of their own."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.line.reasons:
            if each["section"] not in FOLDED:
                found[AgendaSection(each["section"]).label].append(each["text"])
        return list(found.items())


def slide(line: Line, period: Period, *, merged: list[AgendaItem], now: dt.datetime) -> Slide:
    """Load what stands behind one line, and behind it those that were merged into it."""
    if line.project is None:
        return Slide(line=line, project=None, merged=merged)
    project = timed(Project.objects.with_names().with_standing()).get(pk=line.project.pk)
    snapshot, last = _frozen(project, period, period_before(period))
    at, until = period.deadline or now, period.closed_at or now
    today = timezone.localdate(at)
    issued = period.actions.filter(project=project, issued_at__lte=until)
    return Slide(
        line=line,
        project=project,
        snapshot=snapshot,
        promised=last.next if last else "",
        nodes=_shown_nodes(snapshot, today) if snapshot else [],
        blockers=list(project.blockers.filter(open_blockers(at)).select_related("department")),
        instructions=list(project.instructions.filter(at__lte=until).select_related("by", "action")[:2]),
        money=_money(project, snapshot, today),
        due=_due(line),
        issued=list(issued.select_related("owner", "department").order_by("number")),
        override=_override(project, period, now),
        merged=merged,
    )


def _due(line: Line) -> list[tuple[Action, str, bool]]:
    """The 交办单 that were due when the week froze, with how late they were then."""
    if not line.actions:
        return []
    said = [each["text"] for each in line.reasons if each["section"] == AgendaSection.ACTION]
    words = {number: text.partition(number)[2].strip() for number in line.actions for text in said if number in text}
    rows = Action.objects.filter(number__in=line.actions).select_related("owner").order_by("due_on", "number")
    day = timezone.localdate(line.item.period.deadline) if line.item else timezone.localdate()
    late = WorkCalendar.load().working_days_late
    return [(each, words.get(each.number, ""), late(each.due_on, day) > 0) for each in rows]


def _money(project: Project, snapshot: Snapshot | None, today: dt.date) -> Money:
    if snapshot is None:
        return Money(None, project.total_investment_wan, None)
    return Money(snapshot.invested_wan, snapshot.total_wan, expected_share(project, today))


def _override(project: Project, period: Period, now: dt.datetime) -> LampOverride | None:
    """A leader's word that holds now; of a week that is over, the one that held when it ended."""
    if period.closed_at is None:
        present = project.standing.override
        return present if present and present.ends_on >= timezone.localdate(now) else None
    then = project.lamp_overrides.filter(made_at__lte=period.closed_at)
    held = then.in_force(timezone.localdate(period.closed_at))
    return held.select_related("by").order_by("-made_at").first()


def open_then(period: Period, user: User, *, now: dt.datetime) -> list[Action]:
    """未销号交办单: those that are open now; of a week that is over, those that were open when it ended."""
    until = period.closed_at or now
    rows = Action.objects.visible_to(user).filter(issued_at__lte=until)
    rows = rows.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=until))
    found = list(rows.select_related("project", "owner", "department").order_by("due_on", "number"))
    for action in found:
        if action.closed_at:  # struck off since: it was not then
            action.state = ActionState.SUBMITTED
    return found


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
