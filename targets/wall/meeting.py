"""周一调度 on the wall: before it, while it lasts, and after it. Nobody is named who answers for anything."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.figures import week_name
from core.models import User
from enterprises.models import Request
from projects.enums import ActionState, AgendaSection
from projects.meeting.lines import Line, agenda_for
from projects.models import Action, Period, Project, meeting_time
from projects.week.compare import rollcall
from targets.wall.discreet import discreet, named_in

LINES, ACTIONS = 4, 4
FITS = 22  # characters of a line of reasons


@dataclass(frozen=True)
class Item:
    """A line of the agenda; `state` is past, now or "" for what waits."""

    name: str
    lamp: Lamp
    why: str
    state: str

    @property
    def words(self) -> str:
        """已议、正在议、待议."""
        return {"past": _("已议"), "now": _("正在议")}.get(self.state, _("待议"))


@dataclass(frozen=True)
class Topic:
    """A part of the agenda: how many lines, and which of them is on while this part is."""

    name: str
    count: int
    done: int
    now: bool


@dataclass(frozen=True)
class Due:
    """A 交办单 with who answers for it (a department), and how its time stands."""

    title: str
    department: str
    lamp: Lamp
    words: str


@dataclass(frozen=True)
class Meeting:
    """The meeting of a week. `bar` tells of each line that it takes up whether it is past, now or to come.

    `used` are minutes since it began, None unless it lasts; `budget` is how many it may take, `minutes` how many
    are expected.
    """

    title: str
    said: str
    phase: str
    place: int
    bar: list[str]
    used: int | None
    budget: int
    minutes: int
    topics: list[Topic]
    heading: str
    items: list[Item]
    count: int
    due: list[Due]
    due_count: int
    closed: int
    issued: int
    reported: int
    asked: int
    overdue: int


def is_held(period: Period) -> bool:
    """Whether the week has a meeting at all."""
    return period.meets_on is not None and not period.cancelled


def meeting_of(period: Period, user: User, *, now: dt.datetime) -> Meeting:
    """The meeting of a week that holds one, as it stands."""
    agenda, today = agenda_for(period, user, now=now), timezone.localdate(now)
    phase = _phase(period, now)
    taken = [line for line in agenda[:] if line.taken]
    states = _states(taken, phase)
    at = next((n for n, state in enumerate(states) if state == "now"), len(taken) if phase == "after" else 0)
    section = taken[at].section if at < len(taken) else AgendaSection.RED
    topic = section if any(line.section == section for line in taken) else (taken[0].section if taken else section)
    ours = [(line, state) for line, state in zip(taken, states, strict=True) if line.section == topic]
    issued = Action.objects.visible_to(user).filter(period=period)
    due = Action.objects.visible_to(user).filter(due_on__lte=period.ends_on)
    actions = list(due.open().select_related("department").order_by("due_on", "number")[:ACTIONS])
    calls = rollcall(period, Project.objects.visible_to(user))
    reported, missing = calls.reported.count(), calls.missing.count()
    return Meeting(
        title=_title(period, today),
        said=_said(period, phase),
        phase=phase,
        place=min(at + 1, len(taken)),
        bar=states,
        used=_minutes(period, now) if phase == "now" else None,
        budget=meeting_time(),
        minutes=agenda.minutes,
        topics=_topics(taken, states, topic if phase == "now" else None),
        heading=str(topic.label),
        items=_items(ours),
        count=len(ours),
        due=_dues(actions, today),
        due_count=due.open().count(),
        closed=due.filter(state=ActionState.CLOSED, closed_at__date__gte=period.starts_on).count(),
        issued=issued.count(),
        reported=reported,
        asked=reported + missing,
        overdue=Request.objects.visible_to(user).overdue(now).count(),
    )


def _title(period: Period, today: dt.date) -> str:
    """Which week is meant, beside the one that the workbench says is being reported."""
    words = {"week": week_name(period)}
    this_week = period.meets_on is not None and period.meets_on.isocalendar()[:2] == today.isocalendar()[:2]
    if this_week:
        return _("本周调度会 %(week)s") % words
    if period.meets_on is not None and period.meets_on < today:
        return _("上次调度会 %(week)s") % words
    return _("下次调度会 %(week)s") % words


def _phase(period: Period, now: dt.datetime) -> str:
    if period.closed_at or (period.meets_on and timezone.localdate(now) > period.meets_on):
        return "after"
    begun = period.meets_at is not None and now >= period.meets_at
    return "now" if period.frozen_at and begun else "before"


def _said(period: Period, phase: str) -> str:
    begins = f"{timezone.localtime(period.meets_at):%H:%M}" if period.meets_at else ""
    day = f"{period.meets_on:%m-%d}" if period.meets_on else ""
    if phase == "after":
        return _("%(day)s 已开，数据已冻结") % {"day": day} if period.frozen_at else _("%(day)s 已过") % {"day": day}
    if phase == "before":
        return _("%(day)s %(at)s 开始") % {"day": day, "at": begins}
    return _("数据冻结于 %(at)s") % {"at": f"{timezone.localtime(period.frozen_at):%H:%M}"}


def _minutes(period: Period, now: dt.datetime) -> int:
    return max(0, int((now - period.meets_at).total_seconds()) // 60) if period.meets_at else 0


def _states(taken: list[Line], phase: str) -> list[str]:
    """What was discussed is past; the first that was not is on while the meeting is."""
    if phase == "before":
        return ["" for _line in taken]
    past = ["past" if phase == "after" or line.item.discussed_at else "" for line in taken]
    if phase == "now" and "" in past:
        past[past.index("")] = "now"
    return past


def _topics(taken: list[Line], states: list[str], now: AgendaSection | None) -> list[Topic]:
    found = []
    for section in AgendaSection:
        ours = [state for line, state in zip(taken, states, strict=True) if line.section == section]
        if ours:
            found.append(Topic(str(section.label), len(ours), ours.count("past"), section == now))
    return found


def _items(lines: list[tuple[Line, str]]) -> list[Item]:
    """The lines around the one that is on."""
    now = next((n for n, (_line, state) in enumerate(lines) if state == "now"), 0)
    first = max(0, min(now - 1, len(lines) - LINES))
    shown = lines[first : first + LINES]
    said = [_fitting([reason["text"] for reason in line.reasons]) for line, _state in shown]
    names = named_in(said)
    return [
        Item(line.name if line.project else _("责任待指定的项目"), Lamp(line.system), discreet(why, names), state)
        for (line, state), why in zip(shown, said, strict=True)
    ]


def _fitting(reasons: list[str]) -> str:
    """The first reason, and those after it that stand on the line as a whole: a figure is never cut off."""
    said = reasons[0] if reasons else ""
    for each in reasons[1:]:
        if len(said) + len(each) > FITS:
            break
        said = _("，").join((said, each))
    return said


def _dues(actions: list[Action], today: dt.date) -> list[Due]:
    names = named_in(action.title for action in actions)
    return [
        Due(
            discreet(action.title, names, instead=_("交办单 %(number)s") % {"number": action.number}),
            str(action.department or ""),
            *_time_of(action, today),
        )
        for action in actions
    ]


def _time_of(action: Action, today: dt.date) -> tuple[Lamp, str]:
    if action.state == ActionState.SUBMITTED:
        return Lamp.DONE, _("待销号")
    days = (action.due_on - today).days
    if days < 0:
        return Lamp.RED, _("逾期 %(n)d 天") % {"n": -days}
    return (Lamp.GREEN, _("余 %(n)d 天") % {"n": days}) if days else (Lamp.AMBER, _("今日到期"))
