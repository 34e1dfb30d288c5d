"""作战图 as geometry: where the bars, the nodes and the ticks of the time chart lie, in whole pixels.

Pure: dates in, pixels out. The page only draws what is computed here.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.workdays import ONE_DAY
from projects.courses import Pause
from projects.enums import MilestoneKind, Stage

LEAST_TICK_PX = 44  # two labels never touch
MARGIN_DAYS = 12
APART_PX = 6  # nearer ones would hide each other
DELAY_LABEL_PX = 72  # room for +118 天 behind the last bar


@dataclass(frozen=True)
class Zoom:
    """A scale: pixels a hundred days, and how many months (0: one week) lie between two ticks."""

    key: str
    px_per_hundred_days: int
    months: int


ZOOMS = {zoom.key: zoom for zoom in (Zoom("week", 800, 0), Zoom("month", 240, 1), Zoom("quarter", 100, 3))}
DEFAULT_ZOOM = "quarter"


@dataclass(frozen=True)
class Tick:
    """A line of the axis with its label; `year` is set where a year begins to be shown."""

    x: int
    label: str
    year: str = ""


@dataclass(frozen=True)
class Axis:
    """The stretch of time that is drawn. `end` is the last day shown."""

    start: dt.date
    end: dt.date
    zoom: Zoom

    def x(self, day: dt.date) -> int:
        """Pixels from the left edge to the morning of a day; days outside lie at the edge."""
        inside = min(max(day, self.start), self.end)
        return (inside - self.start).days * self.zoom.px_per_hundred_days // 100

    @property
    def width(self) -> int:
        return self.x(self.end) + DELAY_LABEL_PX

    @property
    def ticks(self) -> list[Tick]:
        """Weeks or months, thinned out so that labels keep their distance."""
        days = self._mondays() if self.zoom.months == 0 else self._months(self.zoom.months)
        found: list[Tick] = []
        shown_year = 0
        for day in days:
            x = self.x(day)
            if found and x - found[-1].x < LEAST_TICK_PX:
                continue
            year = _("%(year)d 年") % {"year": day.year} if day.year != shown_year else ""
            shown_year = day.year
            label = f"{day:%m-%d}" if self.zoom.months == 0 else _("%(month)d 月") % {"month": day.month}
            found.append(Tick(x, label, year))
        return found

    def _mondays(self) -> Iterable[dt.date]:
        day = self.start + ONE_DAY * (-self.start.weekday() % 7)
        while day <= self.end:
            yield day
            day += ONE_DAY * 7

    def _months(self, step: int) -> Iterable[dt.date]:
        year, month = self.start.year, self.start.month
        while (day := dt.date(year, month, 1)) <= self.end:
            if day >= self.start and (month - 1) % step == 0:
                yield day
            year, month = (year + month // 12, month % 12 + 1)


@dataclass(frozen=True)
class NodeDates:
    """A node as the chart needs it."""

    name: str
    kind: str
    closes: str
    baseline_on: dt.date
    planned_on: dt.date
    actual_on: dt.date | None


@dataclass(frozen=True)
class Bar:
    """A bar, or None where there is nothing of the kind."""

    x: int
    width: int


@dataclass(frozen=True)
class Diamond:
    """A node on its bar."""

    x: int
    css: str
    title: str


@dataclass(frozen=True)
class Strip:
    """The line of one project: baseline below, plan and actual above, what it slips by at the end."""

    baseline: Bar
    plan: Bar | None
    actual: Bar | None
    delay: Bar | None
    delay_css: str
    delay_words: str
    label_x: int
    diamonds: tuple[Diamond, ...]
    pauses: tuple[Bar, ...] = ()


def axis_for(nodes: Iterable[NodeDates], today: dt.date, zoom: Zoom) -> Axis:
    """The axis that holds every date of these nodes, and today."""
    days = [today]
    for node in nodes:
        days += [node.baseline_on, node.planned_on, node.actual_on or today]
    first, last = min(days) - ONE_DAY * MARGIN_DAYS, max(days) + ONE_DAY * MARGIN_DAYS
    return Axis(first.replace(day=1), last, zoom)


def strip(
    nodes: Sequence[NodeDates], lamp: Lamp, today: dt.date, axis: Axis, pauses: Iterable[Pause] = ()
) -> Strip | None:
    """Lay one project out; None without nodes. Works begin with 开工 where the plan has it, else at the first node.

    A pause is a gap in what was done; one that lasts reaches to today.
    """
    if not nodes:
        return None
    begin = next((node for node in nodes if node.closes == Stage.STARTED), nodes[0])
    last = max(nodes, key=lambda node: node.planned_on)
    done = all(node.actual_on for node in nodes)
    finish = max(node.actual_on for node in nodes if node.actual_on) if done else None
    until = finish or today
    planned_end = last.planned_on
    baseline_end = max(node.baseline_on for node in nodes)
    begun = begin.actual_on is not None and begin.actual_on <= today
    slip = ((finish or planned_end) - baseline_end).days
    end = max(planned_end, until) if not done else until
    plan_from = max(today, begin.actual_on) if begun and begin.actual_on else begin.planned_on
    words = _("+%(n)d 天") % {"n": slip} if slip > 0 and not done else ""
    return Strip(
        baseline=_bar(axis, min(begin.baseline_on, baseline_end), baseline_end),
        plan=_bar(axis, plan_from, planned_end) if not done and planned_end > plan_from else None,
        actual=_bar(axis, begin.actual_on, until) if begun and begin.actual_on else None,
        delay=_bar(axis, max(baseline_end, today), planned_end)
        if words and planned_end > max(baseline_end, today)
        else None,
        delay_css="g-red" if lamp == Lamp.RED else "g-amber",
        delay_words=words,
        label_x=axis.x(end) + 10,
        diamonds=_diamonds(nodes, axis),
        pauses=tuple(_bar(axis, pause.starts_on, pause.ends_on or today) for pause in pauses),
    )


def _bar(axis: Axis, start: dt.date, end: dt.date) -> Bar:
    x = axis.x(start)
    return Bar(x, max(axis.x(end) - x, 1))


def _diamonds(nodes: Sequence[NodeDates], axis: Axis) -> tuple[Diamond, ...]:
    """Stage nodes, or every node of a plan that has none; the baseline's place only where it differs."""
    shown = [node for node in nodes if node.kind == MilestoneKind.STAGE] or list(nodes)
    found = []
    for node in shown:
        on = node.actual_on or node.planned_on
        if abs(axis.x(node.baseline_on) - axis.x(on)) >= APART_PX:
            words = _("%(node)s 原基线 %(on)s") % {"node": node.name, "on": node.baseline_on}
            found.append(Diamond(axis.x(node.baseline_on), "g-base", words))
        words = {"node": node.name, "on": on}
        text = _("%(node)s %(on)s 完成") % words if node.actual_on else _("%(node)s 计划 %(on)s") % words
        found.append(Diamond(axis.x(on), "g-done" if node.actual_on else "g-open", text))
    return tuple(found)
