"""系统灯: what the published rules say of a project, with the rule that fired.

Pure: facts, a day, a calendar and limits go in. Every page that shows a lamp asks here, and nowhere else.

Lateness is counted in working days, a slide in calendar days, silence in periods that met.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.workdays import WorkCalendar
from projects.enums import Stage


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


Rule = Callable[[ProjectFacts, dt.date, WorkCalendar, Limits], Reason | None]


def late(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Reason | None:
    """The node that is overdue the longest."""
    overdue = [(calendar.working_days_late(node.planned_on, today), node) for node in facts.open_milestones]
    days, node = max(overdue, key=lambda found: found[0], default=(0, None))
    if node is None or days == 0:
        return None
    text = _("%(node)s逾期 %(days)d 个工作日") % {"node": node.name, "days": days}
    if days > limits.late_red_over:
        return Reason(Lamp.RED, text, _("超过 %(days)d 个工作日") % {"days": limits.late_red_over})
    return Reason(Lamp.AMBER, text, _("未超过 %(days)d 个工作日") % {"days": limits.late_red_over})


def slid(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Reason | None:
    """The node whose plan moved the furthest from its baseline."""
    node = max(facts.open_milestones, key=lambda node: node.slid_days, default=None)
    if node is None or node.slid_days < limits.slid_amber_from:
        return None
    text = _("%(node)s滑动 %(days)d 天") % {"node": node.name, "days": node.slid_days}
    if node.slid_days > limits.slid_red_over:
        return Reason(Lamp.RED, text, _("超过 %(days)d 天") % {"days": limits.slid_red_over})
    return Reason(Lamp.AMBER, text, _("达到 %(days)d 天") % {"days": limits.slid_amber_from})


def is_silent(periods: int, limits: Limits) -> bool:
    """静默: whether so many periods without an update are too many."""
    return periods >= limits.silent_amber_from


def silent(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Reason | None:
    """Nobody reported for several periods."""
    if not is_silent(facts.silent_periods, limits):
        return None
    text = _("连续 %(n)d 期未填报") % {"n": facts.silent_periods}
    return Reason(Lamp.AMBER, text, _("达到 %(n)d 期") % {"n": limits.silent_amber_from})


def unchanged(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Reason | None:
    """无变化 again and again."""
    if facts.unchanged_periods < limits.unchanged_amber_from:
        return None
    text = _("连续 %(n)d 期报无变化") % {"n": facts.unchanged_periods}
    return Reason(Lamp.AMBER, text, _("达到 %(n)d 期") % {"n": limits.unchanged_amber_from})


def overdue_action(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Reason | None:
    """The 交办单 that is overdue the longest."""
    overdue = [(calendar.working_days_late(due_on, today), number) for number, due_on in facts.overdue_actions]
    days, number = max(overdue, default=(0, ""))
    if days == 0:
        return None
    text = _("交办单 %(number)s 逾期 %(days)d 个工作日") % {"number": number, "days": days}
    if days > limits.action_red_over:
        return Reason(Lamp.RED, text, _("超过 %(days)d 个工作日") % {"days": limits.action_red_over})
    return Reason(Lamp.AMBER, text, _("未超过 %(days)d 个工作日") % {"days": limits.action_red_over})


RULES: tuple[Rule, ...] = (late, slid, overdue_action, silent, unchanged)


@dataclass(frozen=True)
class Verdict:
    """The system lamp with its reasons, the worst first."""

    lamp: Lamp
    reasons: tuple[Reason, ...]

    @property
    def why(self) -> str:
        """The reasons of this lamp as one sentence without a full stop."""
        return _("；").join(str(reason) for reason in self.reasons)


def system_lamp(facts: ProjectFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Verdict:
    """Apply the rules. Pure: the same facts on the same day give the same lamp.

    红灯追回先转黄灯一期: what was red when the last week froze stays amber until the next one freezes.
    """
    if facts.closed:
        return Verdict(Lamp.DONE, (Reason(Lamp.DONE, _("已销号")),))
    if not facts.milestones:
        return Verdict(Lamp.GREY, (Reason(Lamp.GREY, _("节点待补录")),))
    if facts.stage == Stage.PRODUCING and not facts.open_milestones:
        return Verdict(Lamp.DONE, (Reason(Lamp.DONE, _("已达产，节点全部完成")),))
    fired = [reason for rule in RULES if (reason := rule(facts, today, calendar, limits))]
    if fired:
        fired.sort(key=lambda reason: -reason.lamp.severity)  # stable: of one lamp, in the order of the rules
        return Verdict(fired[0].lamp, tuple(fired))
    if facts.was_red:
        return Verdict(Lamp.AMBER, (Reason(Lamp.AMBER, _("上期红灯，追回后先转黄灯一期")),))
    if all(node.planned_on > today for node in facts.open_milestones) and len(facts.open_milestones) == len(
        facts.milestones
    ):
        return Verdict(Lamp.GREY, (Reason(Lamp.GREY, _("节点均未到期")),))
    return Verdict(Lamp.GREEN, (Reason(Lamp.GREEN, _("节点按期，填报正常")),))


def milestone_lamp(node: MilestoneFacts, today: dt.date, calendar: WorkCalendar, limits: Limits) -> Lamp:
    """The lamp of one node, by the same limits."""
    if node.actual_on is not None:
        return Lamp.DONE
    facts = ProjectFacts(stage="", milestones=(node,))
    fired = [reason.lamp for rule in (late, slid) if (reason := rule(facts, today, calendar, limits))]
    return Lamp.worst(fired)
