"""周一调度会议程: it builds itself from the frozen week, red first.

Each project comes once, in the first part that it belongs to, with everything that is to be said of it: its reasons,
its 交办单 that are due, and what it asks to coordinate. Projects that nobody answers for and that are there for their
silence only are one line. The time of the meeting decides what is proposed to be taken up, and what to be read.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.clock import moment
from core.kernel.language import in_house_language
from core.kernel.workdays import WorkCalendar
from projects.enums import AgendaSection, Decision, Handling, LampRule
from projects.lamps.reading import LampReading
from projects.lamps.rules import Limits, is_silent
from projects.models import (
    Action,
    AgendaItem,
    Blocker,
    Period,
    Postponement,
    Project,
    ProjectQuerySet,
    Snapshot,
    Update,
    current_limits,
    meeting_time,
    planned_then,
)
from projects.periods import period_before
from projects.readings import lamps_of

# Minutes that a line is estimated to take: by the part that it stands in, and for each further thing to be said.
MINUTES = {
    AgendaSection.RED: 5,
    AgendaSection.DIFFER: 4,
    AgendaSection.SILENT: 3,
    AgendaSection.OVERSTAYED: 3,
    AgendaSection.UNASSIGNED: 3,
    AgendaSection.MOVED: 2,
    AgendaSection.ACTION: 3,
    AgendaSection.BLOCKER: 3,
}
MINUTES_MORE, MINUTES_MOST = 1, 10
FOLDED = (AgendaSection.ACTION, AgendaSection.BLOCKER)  # each of these takes time of its own


@dataclass(frozen=True)
class AgendaFacts:
    """What the agenda looks at of one project. `moved` are nodes whose date a leader moved since the last meeting.

    `overstayed` is a pause that should be over. `assigned` says whether somebody answers for it; `name` and `code` are
    told where nobody does.
    """

    project_id: int
    system: str
    declared: str
    reasons: tuple[str, ...]
    silent_periods: int
    moved: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    overstayed: bool = False
    assigned: bool = True
    name: str = ""
    code: str = ""


@dataclass(frozen=True)
class ActionFacts:
    """A 交办单 that is due by the end of the week; `late` counts working days."""

    action_id: int
    project_id: int
    number: str
    due_on: dt.date
    late: int


@dataclass(frozen=True)
class Why:
    """One thing that is to be said of a project, and the part of the agenda that it belongs to.

    `code` names the project, in the line that lists several.
    """

    section: AgendaSection
    text: str
    code: str = ""

    def as_kept(self) -> dict[str, str]:
        """As JSON."""
        return {"section": str(self.section), "text": self.text} | ({"code": self.code} if self.code else {})


@dataclass(frozen=True)
class AgendaLine:
    """A line of the agenda: a project, everything that is to be said of it, and its 交办单 that are due.

    `project_id` is None for the one line of the projects that nobody answers for.
    """

    section: AgendaSection
    project_id: int | None
    reasons: tuple[Why, ...]
    actions: tuple[ActionFacts, ...] = ()
    head: str = ""  # of the line without a project
    handling: Handling = Handling.TAKE

    @property
    def why(self) -> str:
        """The reasons as one sentence without a full stop."""
        return self.head or _("；").join(reason.text for reason in self.reasons)

    @property
    def action_id(self) -> int | None:
        """The 交办单 that is due the longest, if any is."""
        return self.actions[0].action_id if self.actions else None

    @property
    def minutes(self) -> int:
        """Estimated minutes: those of its part, and one more for each further 交办单 or thing to coordinate."""
        folded = sum(reason.section in FOLDED for reason in self.reasons) - (self.section in FOLDED)
        return min(MINUTES[self.section] + MINUTES_MORE * folded, MINUTES_MOST)


def build_agenda(projects: Iterable[AgendaFacts], actions: Iterable[ActionFacts], limits: Limits) -> list[AgendaLine]:
    """Put the facts in the order of the meeting. Pure: the same facts and limits give the same agenda."""
    due: dict[int, list[ActionFacts]] = defaultdict(list)
    for action in sorted(actions, key=lambda action: (action.due_on, action.number)):
        due[action.project_id].append(action)
    lines, orphans = [], []
    for facts in projects:
        line = _line(facts, tuple(due.pop(facts.project_id, ())), limits)
        if line and not facts.assigned and all(reason.section == AgendaSection.SILENT for reason in line.reasons):
            orphans.append(facts)
        elif line:
            lines.append(line)
    lines += [_line_of_actions(project, tuple(rest)) for project, rest in due.items()]  # of projects off the key list
    if orphans:
        lines.append(_line_of_unassigned(orphans))
    order = list(AgendaSection)
    return sorted(lines, key=lambda line: order.index(line.section))  # stable: within a part, as given


def propose(lines: Iterable[AgendaLine], budget: int) -> list[AgendaLine]:
    """Propose to take up lines in their order as long as the minutes last; whatever follows is to be read."""
    proposed, left = [], budget
    for line in lines:
        left = left - line.minutes if line.minutes <= left else -1  # nothing overtakes a line that found no room
        proposed.append(replace(line, handling=Handling.TAKE if left >= 0 else Handling.READ))
    return proposed


def _line(facts: AgendaFacts, due: tuple[ActionFacts, ...], limits: Limits) -> AgendaLine | None:
    """Everything that is to be said of a project, in the first part that it belongs to, if any."""
    said = [*_lamp_said(facts, {action.number for action in due}, limits)]
    said += [Why(AgendaSection.MOVED, text) for text in facts.moved]
    said += [Why(AgendaSection.ACTION, _action_said(action)) for action in due]
    said += [Why(AgendaSection.BLOCKER, text) for text in facts.blocked]
    if not said:
        return None
    return AgendaLine(_first_part(facts, said, limits), facts.project_id, tuple(said), due)


def _first_part(facts: AgendaFacts, said: Sequence[Why], limits: Limits) -> AgendaSection:
    if facts.system == Lamp.RED:
        return AgendaSection.RED
    if _differs(facts):
        return AgendaSection.DIFFER
    if is_silent(facts.silent_periods, limits):
        return AgendaSection.SILENT
    return said[0].section


def _differs(facts: AgendaFacts) -> bool:
    return bool(facts.declared) and Lamp(facts.system).contradicts(facts.declared)


def _lamp_said(facts: AgendaFacts, due: set[str], limits: Limits) -> list[Why]:
    """What the lamps say. A 交办单 that stands below in its own words is not said twice."""
    if facts.overstayed:
        return [Why(AgendaSection.OVERSTAYED, text) for text in facts.reasons]
    silent = is_silent(facts.silent_periods, limits)
    told = [text for text in facts.reasons if not any(number in text for number in due)]
    if facts.system == Lamp.RED:
        return [Why(AgendaSection.RED, text) for text in told or facts.reasons[:1]]
    if _differs(facts):
        words = {"system": Lamp(facts.system).label, "declared": Lamp(facts.declared).label}
        words["why"] = _("；").join(told or facts.reasons)
        return [Why(AgendaSection.DIFFER, _("系统判%(system)s，申报%(declared)s：%(why)s") % words)]
    return [Why(AgendaSection.SILENT, _("连续 %(n)d 期未填报") % {"n": facts.silent_periods})] if silent else []


def _line_of_actions(project: int, due: tuple[ActionFacts, ...]) -> AgendaLine:
    said = tuple(Why(AgendaSection.ACTION, _action_said(action)) for action in due)
    return AgendaLine(AgendaSection.ACTION, project, said, due)


def _line_of_unassigned(projects: Sequence[AgendaFacts]) -> AgendaLine:
    said = tuple(Why(AgendaSection.UNASSIGNED, facts.name, facts.code) for facts in projects)
    head = _("%(n)d 个项目责任待指定") % {"n": len(projects)}
    return AgendaLine(AgendaSection.UNASSIGNED, None, said, head=head)


def _action_said(action: ActionFacts) -> str:
    words = {"number": action.number, "on": action.due_on, "late": action.late}
    if action.late:
        return _("交办单 %(number)s 逾期 %(late)d 个工作日") % words
    return _("交办单 %(number)s %(on)s 到期") % words


# --- From the database ------------------------------------------------------------------------------------------------
def write_agenda(period: Period) -> int:
    """Write the agenda of a frozen week down, once; return how many lines it has.

    The freeze calls this in its transaction, while it holds the lock of the period's row.
    """
    if not period.agenda.exists():
        with in_house_language():  # the reasons are kept in words
            lines = agenda_of(period)
            AgendaItem.objects.bulk_create(
                AgendaItem(
                    period=period,
                    rank=rank,
                    section=line.section,
                    project_id=line.project_id,
                    action_id=line.action_id,
                    why=line.why[:300],
                    reasons=[reason.as_kept() for reason in line.reasons],
                    actions=[action.number for action in line.actions],
                    minutes=line.minutes,
                    handling=line.handling,
                )
                for rank, line in enumerate(lines, start=1)
            )
    return period.agenda.count()


def agenda_of(period: Period) -> list[AgendaLine]:
    """Build the agenda of a frozen week from its snapshots and from what happened until its deadline."""
    snapshots = period.snapshots.defer("plan", "done", "next").select_related("project").order_by("project__code")
    facts = [_frozen(each) for each in snapshots]
    return agenda_at(period, facts, at=period.deadline or moment(period.starts_on, dt.time()))


def preview_of(period: Period, *, now: dt.datetime) -> tuple[list[AgendaLine], dict[int, LampReading]]:
    """The agenda as it would be if the week froze now, and how the lamps of its projects would be.

    Only projects are looked at that may come: the standings say which are calm.
    """
    at = min(now, period.deadline) if period.deadline else now
    reported = Update.objects.filter(period=period, submitted_at__lte=at).values("project")
    may_come = Q(standing__system=Lamp.RED) | Q(standing__differ=True) | Q(standing__silent_since__isnull=False)
    may_come |= Q(paused_on__isnull=False, resumes_on__lt=timezone.localdate(at))
    may_come |= Q(standing__due_at__lte=now)  # about to be worked out anew
    may_come |= Q(pk__in=Postponement.objects.filter(moves_of(period, at)).values("milestone__project"))
    may_come |= Q(pk__in=Blocker.objects.filter(open_blockers(at)).values("project"))
    may_come |= Q(pk__in=[action.project_id for action in due_actions(period, at)])
    if is_silent(1, current_limits()):
        may_come |= ~Q(pk__in=reported)
    projects = list(asked_in(period, at).filter(may_come).order_by("code"))
    readings = lamps_of(projects, timezone.localdate(at), now=at, closing=period)
    facts = [_standing(each, readings[each.pk]) for each in projects]
    return agenda_at(period, facts, at=at), readings


def asked_in(period: Period, at: dt.datetime) -> ProjectQuerySet:
    """Key projects that a week asks for and freezes: listed by its end, and not closed at that moment."""
    day = timezone.localdate(at)
    runs = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    return Project.objects.key(day).filter(runs, key_listed_on__lte=period.ends_on).defer("search_keys", "search_grams")


def agenda_at(period: Period, facts: Sequence[AgendaFacts], *, at: dt.datetime) -> list[AgendaLine]:
    """The agenda of a week that freezes at a moment, of projects as they stand then, ordered by their code.

    The freeze and the preview both come here, so that the one says what the other will.
    """
    keys = [each.project_id for each in facts]
    moved, blocked = _moves(period, keys, at), _blockers(at, keys)
    told = [
        replace(each, moved=moved.get(each.project_id, ()), blocked=blocked.get(each.project_id, ())) for each in facts
    ]
    return propose(build_agenda(told, due_actions(period, at), current_limits()), meeting_time())


def _frozen(snapshot: Snapshot) -> AgendaFacts:
    reasons = tuple(snapshot.reasons)
    facts = _facts(snapshot.project, snapshot.system, snapshot.declared, reasons, snapshot.silent_periods)
    return replace(facts, overstayed=snapshot.paused and snapshot.system == Lamp.AMBER)


def _standing(project: Project, reading: LampReading) -> AgendaFacts:
    facts = _facts(project, reading.lamp, reading.declared, reading.said, reading.silent_periods)
    return replace(facts, overstayed=any(cause.rule == LampRule.OVERSTAYED for cause in reading.causes))


def _facts(project: Project, system: str, declared: str, reasons: tuple[str, ...], silent: int) -> AgendaFacts:
    return AgendaFacts(
        project_id=project.pk,
        system=system,
        declared=declared,
        reasons=reasons,
        silent_periods=silent,
        assigned=bool(project.responsible_id or project.reporter_id),
        name=project.name,
        code=project.code,
    )


def moves_of(period: Period, at: dt.datetime) -> Q:
    """Dates of nodes that leaders moved between the deadline of the week before and this moment."""
    before = period_before(period)
    since = (before.deadline if before else None) or moment(period.starts_on, dt.time())
    return Q(state=Decision.APPROVED, follows__isnull=True, decided_at__gt=since, decided_at__lte=at)


def _moves(period: Period, keys: list[int], at: dt.datetime) -> dict[int, tuple[str, ...]]:
    """Nodes that leaders moved between the deadline of the week before and this one."""
    moves = Postponement.objects.filter(moves_of(period, at), milestone__project__in=keys)
    found: dict[int, tuple[str, ...]] = {}
    resumed = moves.filter(resumption=True).values("milestone__project").annotate(n=Count("pk")).order_by()
    for project, n in resumed.values_list("milestone__project", "n"):
        found[project] = (_("已复工，%(n)d 个节点按暂停的工作日顺延") % {"n": n},)
    own = moves.filter(resumption=False)
    for move in own.select_related("milestone").order_by("decided_at", "milestone__rank"):
        if node := move.milestone:
            text = _("%(node)s由 %(from)s 延至 %(to)s") % {"node": node.name, "from": move.from_on, "to": move.to_on}
            found[node.project_id] = (*found.get(node.project_id, ()), text)
    return found


def open_blockers(at: dt.datetime) -> Q:
    """Blockers that were raised by a moment and not settled then."""
    return (Q(resolved_at__isnull=True) | Q(resolved_at__gt=at)) & Q(raised_at__lte=at)


def _blockers(at: dt.datetime, keys: list[int]) -> dict[int, tuple[str, ...]]:
    """What projects ask to coordinate, raised by the deadline and open then; its age in working days."""
    found: dict[int, tuple[str, ...]] = {}
    calendar, today = WorkCalendar.load(), timezone.localdate(at)
    raised = Blocker.objects.filter(open_blockers(at), project__in=keys)
    for blocker in raised.select_related("department"):
        days = calendar.working_days_late(timezone.localdate(blocker.raised_at), today)
        words = {"text": blocker.text, "who": blocker.department or _("待定部门"), "days": days}
        text = _("%(text)s（%(who)s，已 %(days)d 个工作日）") % words
        found[blocker.project_id] = (*found.get(blocker.project_id, ()), text)
    return found


def due_actions(period: Period, at: dt.datetime) -> list[ActionFacts]:
    """交办单 of earlier weeks that are due by the end of this one and not struck off at a moment.

    Dates that moved later count as they were. Late is counted on the day that the lamps are counted on.
    """
    open_then = Q(closed_at__isnull=True) | Q(closed_at__gt=at)
    moved: dict[int | None, list[Postponement]] = defaultdict(list)
    later = Postponement.objects.filter(action__isnull=False, state=Decision.APPROVED, decided_at__gt=at)
    for move in later:
        moved[move.action_id].append(move)
    calendar, today = WorkCalendar.load(), timezone.localdate(at)
    rows = Action.objects.filter(open_then, Q(due_on__lte=period.ends_on) | Q(pk__in=moved), issued_at__lt=at)
    found = [(each, planned_then(each.due_on, moved[each.pk])) for each in rows]
    return [
        ActionFacts(each.pk, each.project_id, each.number, due_on, calendar.working_days_late(due_on, today))
        for each, due_on in found
        if due_on <= period.ends_on
    ]
