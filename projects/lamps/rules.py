"""系统灯: what the published rules say of a project, with the rule that fired.

Pure: facts, a day, a calendar and limits go in. A rule gives a cause, in codes and dates; a page puts it into words.

Lateness is counted in working days, a slide in calendar days, silence in periods that met.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp
from core.kernel.workdays import WorkCalendar
from projects.enums import LampRule, Stage


@dataclass(frozen=True)
class Limits:
    """判灯规则: the published limits. "over" means more than, "from" means at least. People edit `LampLimits`."""

    late_red_over: int = 30  # working days since the planned date
    slid_red_over: int = 45  # days between baseline and present plan
    slid_amber_from: int = 10
    silent_amber_from: int = 2  # periods without an update
    unchanged_amber_from: int = 3  # periods of 无变化 in a row
    action_red_over: int = 10  # working days since a 交办单 was due


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class MilestoneFacts:
    """A node of the plan, as far as the lamp is concerned."""

    name: str
    baseline_on: dt.date
    planned_on: dt.date
    actual_on: dt.date | None = None
    paused_days: int = 0

    @property
    def slid_days(self) -> int:
        """Days that the plan moved away from the baseline, without those of a pause; negative when it moved forward."""
        return (self.planned_on - self.baseline_on).days - self.paused_days


@dataclass(frozen=True)
class ProjectFacts:
    """Everything the rules look at: `overdue_actions` as number and due date, `was_red` as the last week froze it.

    `assigned` says whether somebody answers for it: nobody else can be silent. While a project is paused nothing is
    judged; `resumes_on` is when that is expected to be over.
    """

    stage: str
    milestones: tuple[MilestoneFacts, ...] = ()
    silent_periods: int = 0
    assigned: bool = True
    unchanged_periods: int = 0
    closed: bool = False
    stopped: bool = False
    paused: bool = False
    resumes_on: dt.date | None = None
    overdue_actions: tuple[tuple[str, dt.date], ...] = ()
    was_red: bool = False

    @property
    def open_milestones(self) -> tuple[MilestoneFacts, ...]:
        return tuple(node for node in self.milestones if node.actual_on is None)

    def nothing_due(self, today: dt.date) -> bool:
        """Whether no node is done, and none was to be done by today."""
        return all(node.actual_on is None and node.planned_on > today for node in self.milestones)


@dataclass(frozen=True)
class Cause:
    """Why a lamp is lit, in codes and dates: nothing in it changes while days pass, so it can be kept.

    `about` names the node or the 交办单. `since` is when it was due. `n` counts what a saving changes: days slid,
    periods of 无变化; periods of silence pass by themselves, so whoever keeps a cause counts them anew.
    """

    rule: LampRule
    lamp: Lamp
    about: str = ""
    since: dt.date | None = None
    n: int = 0


@dataclass(frozen=True)
class Reason:
    """A rule that fired: what is so (主体封顶逾期 84 个工作日) and the limit it passed (超过 30 个工作日)."""

    lamp: Lamp
    text: str
    limit: str = ""

    def __str__(self) -> str:
        return _("%(text)s（%(limit)s）") % {"text": self.text, "limit": self.limit} if self.limit else self.text


@dataclass(frozen=True)
class Day:
    """What a rule measures with: the day, the working calendar, and the limits in force."""

    today: dt.date
    calendar: WorkCalendar
    limits: Limits

    def late(self, due_on: dt.date) -> int:
        """Working days that have passed since a date."""
        return self.calendar.working_days_late(due_on, self.today)


Rule = Callable[[ProjectFacts, Day], Cause | None]


def late(facts: ProjectFacts, day: Day) -> Cause | None:
    """The node that is overdue the longest."""
    overdue = [(day.late(node.planned_on), node) for node in facts.open_milestones]
    days, node = max(overdue, key=lambda found: found[0], default=(0, None))
    if node is None or days == 0:
        return None
    lamp = Lamp.RED if days > day.limits.late_red_over else Lamp.AMBER
    return Cause(LampRule.LATE, lamp, node.name, since=node.planned_on)


def slid(facts: ProjectFacts, day: Day) -> Cause | None:
    """The node whose plan moved the furthest from its baseline."""
    node = max(facts.open_milestones, key=lambda node: node.slid_days, default=None)
    if node is None or node.slid_days < day.limits.slid_amber_from:
        return None
    lamp = Lamp.RED if node.slid_days > day.limits.slid_red_over else Lamp.AMBER
    return Cause(LampRule.SLID, lamp, node.name, n=node.slid_days)


def is_silent(periods: int, limits: Limits) -> bool:
    """静默: whether so many periods without an update are too many."""
    return periods >= limits.silent_amber_from


def silent(facts: ProjectFacts, day: Day) -> Cause | None:
    """Nobody reported for several periods."""
    if not is_silent(facts.silent_periods, day.limits):
        return None
    return Cause(LampRule.SILENT, Lamp.AMBER, n=facts.silent_periods)


def unchanged(facts: ProjectFacts, day: Day) -> Cause | None:
    """无变化 again and again."""
    if facts.unchanged_periods < day.limits.unchanged_amber_from:
        return None
    return Cause(LampRule.UNCHANGED, Lamp.AMBER, n=facts.unchanged_periods)


def overdue_action(facts: ProjectFacts, day: Day) -> Cause | None:
    """The 交办单 that is overdue the longest."""
    overdue = [(day.late(due_on), number, due_on) for number, due_on in facts.overdue_actions]
    days, number, due_on = max(overdue, default=(0, "", None))
    if days == 0:
        return None
    lamp = Lamp.RED if days > day.limits.action_red_over else Lamp.AMBER
    return Cause(LampRule.ACTION, lamp, number, since=due_on)


def paused(facts: ProjectFacts, day: Day) -> Cause:
    """暂停: the clock stands still, until the day on which it was to go on has passed."""
    if facts.resumes_on is not None and day.late(facts.resumes_on):
        return Cause(LampRule.OVERSTAYED, Lamp.AMBER, since=facts.resumes_on)
    return Cause(LampRule.PAUSED, Lamp.GREY, since=facts.resumes_on)


RULES: tuple[Rule, ...] = (late, slid, overdue_action, silent, unchanged)


# --- In words -------------------------------------------------------------------------------------------------------
def _late_words(cause: Cause, day: Day) -> tuple[str, str]:
    text = _("%(node)s逾期 %(days)d 个工作日") % {"node": cause.about, "days": day.late(cause.since or day.today)}
    return text, _over(cause, day.limits.late_red_over)


def _action_words(cause: Cause, day: Day) -> tuple[str, str]:
    words = {"number": cause.about, "days": day.late(cause.since or day.today)}
    text = _("交办单 %(number)s 逾期 %(days)d 个工作日") % words
    return text, _over(cause, day.limits.action_red_over)


def _over(cause: Cause, limit: int) -> str:
    text = _("超过 %(days)d 个工作日") if cause.lamp == Lamp.RED else _("未超过 %(days)d 个工作日")
    return text % {"days": limit}


def _slid_words(cause: Cause, day: Day) -> tuple[str, str]:
    text = _("%(node)s滑动 %(days)d 天") % {"node": cause.about, "days": cause.n}
    if cause.lamp == Lamp.RED:
        return text, _("超过 %(days)d 天") % {"days": day.limits.slid_red_over}
    return text, _("达到 %(days)d 天") % {"days": day.limits.slid_amber_from}


def _silent_words(cause: Cause, day: Day) -> tuple[str, str]:
    return _("连续 %(n)d 期未填报") % {"n": cause.n}, _("达到 %(n)d 期") % {"n": day.limits.silent_amber_from}


def _unchanged_words(cause: Cause, day: Day) -> tuple[str, str]:
    return _("连续 %(n)d 期报无变化") % {"n": cause.n}, _("达到 %(n)d 期") % {"n": day.limits.unchanged_amber_from}


def _paused_words(cause: Cause, day: Day) -> tuple[str, str]:
    return (_("已暂停，预计 %(on)s 复工") % {"on": cause.since} if cause.since else _("已暂停")), ""


def _overstayed_words(cause: Cause, day: Day) -> tuple[str, str]:
    since = cause.since or day.today
    return _("暂停已过预计复工日 %(on)s，超 %(days)d 个工作日") % {"on": since, "days": day.late(since)}, ""


MEASURED: dict[LampRule, Callable[[Cause, Day], tuple[str, str]]] = {
    LampRule.LATE: _late_words,
    LampRule.SLID: _slid_words,
    LampRule.ACTION: _action_words,
    LampRule.SILENT: _silent_words,
    LampRule.UNCHANGED: _unchanged_words,
    LampRule.PAUSED: _paused_words,
    LampRule.OVERSTAYED: _overstayed_words,
}

SAID: dict[LampRule, Promise] = {
    LampRule.WAS_RED: gettext_lazy("上期红灯，追回后先转黄灯一期"),
    LampRule.CLOSED: gettext_lazy("已销号"),
    LampRule.STOPPED: gettext_lazy("已终止"),
    LampRule.FINISHED: gettext_lazy("已达产，节点全部完成"),
    LampRule.NO_PLAN: gettext_lazy("节点待补录"),
    LampRule.NOT_DUE: gettext_lazy("节点均未到期"),
    LampRule.ON_PLAN: gettext_lazy("节点按期，填报正常"),
}


def in_words(cause: Cause, day: Day) -> Reason:
    """A cause as people read it on a day, in their language."""
    if cause.rule in SAID:
        return Reason(cause.lamp, str(SAID[cause.rule]))
    return Reason(cause.lamp, *MEASURED[cause.rule](cause, day))


@dataclass(frozen=True)
class Verdict:
    """The system lamp with its causes, the worst first, and what they are measured with."""

    lamp: Lamp
    causes: tuple[Cause, ...]
    day: Day

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The causes in words."""
        return tuple(in_words(cause, self.day) for cause in self.causes)

    @property
    def why(self) -> str:
        """The reasons of this lamp as one sentence without a full stop."""
        return one_sentence(self.reasons)


def one_sentence(reasons: Iterable[object]) -> str:
    """Reasons as one sentence without a full stop."""
    return _("；").join(str(reason) for reason in reasons)


def system_lamp(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Verdict:
    """Apply the rules. Pure: the same facts on the same day give the same lamp.

    红灯追回先转黄灯一期: what was red when the last week froze stays amber until the next one freezes.
    """
    day = Day(today, calendar, limits)
    causes = _causes(facts, day)
    return Verdict(causes[0].lamp, causes, day)


def _causes(facts: ProjectFacts, day: Day) -> tuple[Cause, ...]:
    if facts.closed:
        return (Cause(LampRule.CLOSED, Lamp.DONE),)
    if facts.stopped:
        return (Cause(LampRule.STOPPED, Lamp.GREY),)
    if facts.paused:
        return (paused(facts, day),)
    if not facts.milestones:
        silence = silent(facts, day) if facts.assigned else None
        return (silence or Cause(LampRule.NO_PLAN, Lamp.GREY),)
    if facts.stage == Stage.PRODUCING and not facts.open_milestones:
        return (Cause(LampRule.FINISHED, Lamp.DONE),)
    fired = [cause for rule in RULES if (cause := rule(facts, day))]
    if fired:
        return tuple(sorted(fired, key=lambda cause: -cause.lamp.severity))  # of one lamp, in the order of the rules
    if facts.was_red:
        return (Cause(LampRule.WAS_RED, Lamp.AMBER),)
    if facts.nothing_due(day.today):
        return (Cause(LampRule.NOT_DUE, Lamp.GREY),)
    return (Cause(LampRule.ON_PLAN, Lamp.GREEN),)


def milestone_lamp(node: MilestoneFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Lamp:
    """The lamp of one node, by the same limits."""
    if node.actual_on is not None:
        return Lamp.DONE
    facts, day = ProjectFacts(stage="", milestones=(node,)), Day(today, calendar, limits)
    return Lamp.worst(cause.lamp for rule in (late, slid) if (cause := rule(facts, day)))
