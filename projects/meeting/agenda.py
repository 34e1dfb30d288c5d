"""周一调度会议程: it builds itself from the frozen week, red first.

Each project comes once, in the first part that it belongs to, with the reason why. A 交办单 that is due comes as a line
of its own and returns every Monday until it is struck off.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.clock import moment
from core.kernel.language import in_house_language
from core.kernel.workdays import WorkCalendar
from projects.enums import AgendaSection, Decision
from projects.lamps.rules import Limits, is_silent
from projects.models import Action, AgendaItem, Blocker, Period, Postponement, Snapshot, current_limits
from projects.periods import period_before


@dataclass(frozen=True)
class AgendaFacts:
    """What the agenda looks at of one project. `moved` are nodes whose date a leader moved since the last meeting."""

    project_id: int
    system: str
    declared: str
    reasons: tuple[str, ...]
    silent_periods: int
    moved: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True)
class ActionFacts:
    """A 交办单 that is due by the end of the week; `late` counts working days."""

    action_id: int
    project_id: int
    number: str
    due_on: dt.date
    late: int


@dataclass(frozen=True)
class AgendaLine:
    """A line of the agenda: a project, or a 交办单 of a project, and why it is there."""

    section: AgendaSection
    project_id: int
    why: str
    action_id: int | None = None


def build_agenda(projects: Iterable[AgendaFacts], actions: Iterable[ActionFacts], limits: Limits) -> list[AgendaLine]:
    """Put the facts in the order of the meeting. Pure: the same facts and limits give the same agenda."""
    lines = [line for facts in projects if (line := _line(facts, limits))]
    order = list(AgendaSection)
    lines.sort(key=lambda line: order.index(line.section))  # stable: within a part, as given
    due = sorted(actions, key=lambda action: (action.due_on, action.number))
    first_blocked = next((n for n, line in enumerate(lines) if line.section == AgendaSection.BLOCKER), len(lines))
    return [*lines[:first_blocked], *map(_action_line, due), *lines[first_blocked:]]


def _line(facts: AgendaFacts, limits: Limits) -> AgendaLine | None:
    """The first part of the agenda that a project belongs to, if any."""
    why = _("；").join(facts.reasons)
    if facts.system == Lamp.RED:
        return AgendaLine(AgendaSection.RED, facts.project_id, why)
    if facts.declared and Lamp(facts.system).contradicts(facts.declared):
        words = {"system": Lamp(facts.system).label, "declared": Lamp(facts.declared).label, "why": why}
        text = _("系统判%(system)s，申报%(declared)s：%(why)s") % words
        return AgendaLine(AgendaSection.DIFFER, facts.project_id, text)
    if is_silent(facts.silent_periods, limits):
        return AgendaLine(
            AgendaSection.SILENT, facts.project_id, _("连续 %(n)d 期未填报") % {"n": facts.silent_periods}
        )
    if facts.moved:
        return AgendaLine(AgendaSection.MOVED, facts.project_id, _("；").join(facts.moved))
    if facts.blocked:
        return AgendaLine(AgendaSection.BLOCKER, facts.project_id, _("；").join(facts.blocked))
    return None


def _action_line(action: ActionFacts) -> AgendaLine:
    words = {"number": action.number, "on": action.due_on, "late": action.late}
    text = _("交办单 %(number)s %(on)s 到期") % words
    if action.late:
        text = _("交办单 %(number)s 逾期 %(late)d 个工作日") % words
    return AgendaLine(AgendaSection.ACTION, action.project_id, text, action.action_id)


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
            )
            for rank, line in enumerate(lines, start=1)
        )
    return period.agenda.count()


def agenda_of(period: Period) -> list[AgendaLine]:
    """Build the agenda of a frozen week from its snapshots and from what happened until its deadline."""
    snapshots = list(period.snapshots.defer("plan", "done", "next").order_by("project__code"))
    keys = [each.project_id for each in snapshots]
    moved = _moves(period, keys)
    blocked = _blockers(period.deadline, keys) if period.deadline else {}
    facts = [_facts(each, moved.get(each.project_id, ()), blocked.get(each.project_id, ())) for each in snapshots]
    return build_agenda(facts, _due_actions(period), current_limits())


def _facts(snapshot: Snapshot, moved: tuple[str, ...], blocked: tuple[str, ...]) -> AgendaFacts:
    return AgendaFacts(
        project_id=snapshot.project_id,
        system=snapshot.system,
        declared=snapshot.declared,
        reasons=tuple(snapshot.reasons),
        silent_periods=snapshot.silent_periods,
        moved=moved,
        blocked=blocked,
    )


def _moves(period: Period, keys: list[int]) -> dict[int, tuple[str, ...]]:
    """Nodes that leaders moved between the deadline of the week before and this one."""
    before = period_before(period)
    since = (before.deadline if before else None) or moment(period.starts_on, dt.time())
    moves = Postponement.objects.filter(
        milestone__project__in=keys,
        state=Decision.APPROVED,
        follows__isnull=True,
        decided_at__gt=since,
        decided_at__lte=period.deadline,
    )
    found: dict[int, tuple[str, ...]] = {}
    for move in moves.select_related("milestone").order_by("decided_at"):
        if node := move.milestone:
            text = _("%(node)s由 %(from)s 延至 %(to)s") % {"node": node.name, "from": move.from_on, "to": move.to_on}
            found[node.project_id] = (*found.get(node.project_id, ()), text)
    return found


def _blockers(deadline: dt.datetime, keys: list[int]) -> dict[int, tuple[str, ...]]:
    """What projects ask to coordinate, raised by the deadline and open then."""
    found: dict[int, tuple[str, ...]] = {}
    still = Q(resolved_at__isnull=True) | Q(resolved_at__gt=deadline)
    raised = Blocker.objects.filter(still, project__in=keys, raised_at__lte=deadline)
    for blocker in raised.select_related("department"):
        days = (deadline - blocker.raised_at).days
        words = {"text": blocker.text, "who": blocker.department or _("待定部门"), "days": days}
        text = _("%(text)s（%(who)s，%(days)d 天）") % words
        found[blocker.project_id] = (*found.get(blocker.project_id, ()), text)
    return found


def _due_actions(period: Period) -> list[ActionFacts]:
    """交办单 of earlier weeks that are due by the end of this one and not struck off."""
    due = list(Action.objects.open().filter(due_on__lte=period.ends_on, issued_at__lt=period.deadline))
    today = period.meets_on or period.starts_on
    calendar = WorkCalendar.load()
    return [
        ActionFacts(each.pk, each.project_id, each.number, each.due_on, calendar.working_days_late(each.due_on, today))
        for each in due
    ]
