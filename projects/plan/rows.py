"""The nodes of a plan as a page shows them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.workdays import WorkCalendar
from projects.lamps.rules import Limits, MilestoneFacts, milestone_lamp
from projects.models import Milestone

DAYS_A_PERCENT = 2  # of the deviation bar


@dataclass(frozen=True)
class NodeRow:
    """A line of the plan: `deviation` in words, `width` of its bar in percent, `css` its colour."""

    milestone: Milestone | MilestoneFacts
    lamp: Lamp
    word: str
    deviation: str
    width: str
    css: str
    is_late: bool
    waits_for: Sequence[str] = ()

    @property
    def on(self) -> dt.date:
        """When it was done, or when it is planned."""
        return self.milestone.actual_on or self.milestone.planned_on


def signed(days: int) -> str:
    """+15, −2, 0, with the real minus sign."""
    return f"+{days}" if days > 0 else f"−{-days}" if days < 0 else "0"


def node_rows(
    milestones: Sequence[Milestone | MilestoneFacts], today: dt.date, limits: Limits, *, runs: bool = True
) -> list[NodeRow]:
    """The lines of a plan, as it is or as a week froze it, with their state and deviation.

    While a project is paused, and after it has ended (`runs` is false), nothing of it is late.
    """
    calendar = WorkCalendar.load()
    return [_node_row(each, today, calendar, limits, runs) for each in milestones]


def _node_row(
    milestone: Milestone | MilestoneFacts, today: dt.date, calendar: WorkCalendar, limits: Limits, runs: bool
) -> NodeRow:
    dates = milestone.baseline_on, milestone.planned_on, milestone.actual_on
    node = MilestoneFacts(milestone.name, *dates, milestone.paused_days)
    still = not runs and not milestone.actual_on
    lamp = Lamp.GREY if still else milestone_lamp(node, today, calendar, limits)
    late = 0 if milestone.actual_on or still else calendar.working_days_late(milestone.planned_on, today)
    moved = ((milestone.actual_on or milestone.planned_on) - milestone.baseline_on).days - milestone.paused_days
    deviation = _("逾期 %(n)d 个工作日") % {"n": late} if late else _("%(days)s 天") % {"days": signed(moved)}
    length = (today - milestone.planned_on).days if late else abs(moved)
    width = f"{min(max(length / DAYS_A_PERCENT, 1 if length else 0), 100):.1f}%"
    css = "c-red" if late else "c-grey" if milestone.actual_on else "c-fill-3"
    word = _("未完成") if still else _node_word(lamp, late, today >= milestone.planned_on)
    return NodeRow(milestone, lamp, word, deviation, width, css, bool(late))


def _node_word(lamp: Lamp, late: int, due: bool) -> str:
    if lamp == Lamp.DONE:
        return _("完成")
    if late:
        return _("逾期")
    if lamp in (Lamp.RED, Lamp.AMBER):
        return _("滑动")
    return _("到期") if due else _("未到期")
