"""The lines of 走势探究: the figures of a target or a part on the days that are asked for, by its page's functions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from dateutil.relativedelta import relativedelta
from django.urls import reverse
from django.utils.translation import gettext as _

from core.kernel.figures import date_cell, rounded, with_sign
from targets.evidence import figure
from targets.explore.asked import Asked, Chosen, Measure
from targets.explore.histories import History, history_of
from targets.readings import planned_at, read_target

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class At:
    """A line on a day. `value` and `path` are of the measure, `year` the growth over the year before in percent; each
    is None where it is not known.
    """

    on: dt.date
    value: Decimal | None
    path: Decimal | None
    year: Decimal | None


@dataclass(frozen=True)
class Line:
    """A line with its points. `place` from 1 says which colour and shape it has; `now` is its figure of today."""

    place: int
    chosen: Chosen
    measure: Measure
    points: list[At]
    now: Decimal | None
    since: dt.date | None

    @cached_property
    def name(self) -> str:
        return self.chosen.name

    @property
    def key(self) -> str:
        return self.chosen.target.key

    @property
    def scope(self) -> str:
        return self.chosen.group.scope if self.chosen.group else ""

    @cached_property
    def unit(self) -> str:
        """What its figures are in: 亿元, 名, per cent, or nothing for an index."""
        return {
            Measure.VALUE: str(self.chosen.target.get_unit_display()),
            Measure.INDEX: "",
            Measure.YEAR: "%",
        }[self.measure]

    @property
    def now_written(self) -> str:
        """Its figure of today as pages write it, whatever is drawn."""
        return figure(self.now, self.chosen.target.unit)

    @cached_property
    def has_path(self) -> bool:
        """Whether anything was planned for these days."""
        return any(point.path is not None for point in self.points)

    @property
    def is_known(self) -> bool:
        """Whether there is anything to draw."""
        return any(point.value is not None for point in self.points)

    def written(self, value: Decimal | None) -> str:
        """A figure of the line as it is written; a dash where none is known."""
        if value is None:
            return "—"
        if self.measure == Measure.VALUE:
            return figure(value, self.chosen.target.unit)
        return f"{rounded(value, 1):f}" if self.measure == Measure.INDEX else with_sign(rounded(value, 1))

    def drawn(self, value: Decimal | None) -> str:
        """A figure as programs read it: what is drawn is what is written."""
        return "" if value is None else self.written(value).replace("−", "-").replace("+", "")

    @staticmethod
    def grown(point: At) -> str:
        """同比 of a point as it is written."""
        return "" if point.year is None else f"{with_sign(point.year)}%"

    @property
    def url(self) -> str:
        """The page of the target, or the rows of the part."""
        page = reverse("targets:target_detail", args=[self.key])
        return f"{page}?scope={self.scope}#rows" if self.scope else page

    def said(self, point: At) -> str:
        """A point in words, without its day."""
        words = [f"{self.name} {self.written(point.value)}{' ' if self.unit not in ('', '%') else ''}{self.unit}"]
        if point.value is None:
            words = [f"{self.name} {_('尚无数据')}"]
        if point.path is not None:
            words.append(_("计划 %(path)s") % {"path": self.written(point.path)})
        if self.measure == Measure.VALUE and point.year is not None:
            words.append(_("同比 %(share)s") % {"share": self.grown(point)})
        return _("，").join(words)


def lines_of(shown: Asked) -> list[Line]:
    """Every line that is asked for on every day."""
    days = shown.days
    return [_line(place, chosen, shown, days) for place, chosen in enumerate(shown.lines, start=1)]


def _line(place: int, chosen: Chosen, shown: Asked, days: Sequence[dt.date]) -> Line:
    reading = read_target(chosen.target, shown.today)
    history: History = history_of(chosen.target.key, chosen.group) if chosen.group else reading.at
    since = reading.track[0].on if reading.track else None
    known = {day: history(day) if since and since <= day <= shown.today else None for day in days}
    plan = reading.plan if chosen.group is None else ()
    path = {day: planned_at(plan, day) if plan and day >= plan[0].on else None for day in days}
    year = {day: _growth(history, since, day) if known[day] is not None else None for day in days}
    if shown.measure == Measure.YEAR:
        points = [At(day, year[day], None, year[day]) for day in days]
    else:
        base = HUNDRED
        if shown.measure == Measure.INDEX:
            base = next((value for value in known.values() if value), None) or HUNDRED
        points = [At(day, _share(known[day], base), _share(path[day], base), year[day]) for day in days]
    return Line(place, chosen, shown.measure, points, history(shown.today) if since else None, since)


def _share(value: Decimal | None, base: Decimal) -> Decimal | None:
    """As it is, where the base is a hundred."""
    return value if value is None or base == HUNDRED else value / base * HUNDRED


def _growth(history: History, since: dt.date | None, day: dt.date) -> Decimal | None:
    """同比 in percent with one decimal, as a target's page tells it; None where nothing was known a year before."""
    before_on = day - relativedelta(years=1)
    now, before = history(day), history(before_on) if since and since <= before_on else None
    return rounded((now - before) / before * HUNDRED, 1) if now is not None and before else None


@dataclass(frozen=True)
class Row:
    """A day of the table with the point of each line."""

    on: dt.date
    label: str
    cells: list[tuple[Line, At]]

    @property
    def said(self) -> str:
        """The day in words: 2026-06：全区产值 741.12 亿元，计划 800.00，同比 +12.1%."""
        return f"{self.label}{_('：')}{_('；').join(line.said(point) for line, point in self.cells)}"


def rows_of(shown: Asked, lines: Sequence[Line]) -> list[Row]:
    """Every day in order. A whole month is named as a month."""
    return [
        Row(day, label_of(day, shown), [(line, line.points[place]) for line in lines])
        for place, day in enumerate(shown.days)
    ]


def label_of(day: dt.date, shown: Asked) -> str:
    """How a point is named: 2026-06 for the end of a month, else its day."""
    by_month = shown.grain == "month" and (day + dt.timedelta(days=1)).day == 1
    return f"{day:%Y-%m}" if by_month else date_cell(day)


def sentence(lines: Sequence[Line]) -> str:
    """What the chart shows, for who does not see it: of each line the highest, the lowest and the last point."""
    return " ".join(_sentence(line) for line in lines)


def _sentence(line: Line) -> str:
    known = [(point.value, point) for point in line.points if point.value is not None]
    if not known:
        return _("%(name)s：尚无数据。") % {"name": line.name}
    highest, lowest, (value, last) = (
        max(known, key=lambda each: each[0]),
        min(known, key=lambda each: each[0]),
        known[-1],
    )
    said = {
        "name": line.name,
        "high": line.written(highest[0]),
        "high_on": date_cell(highest[1].on),
        "low": line.written(lowest[0]),
        "low_on": date_cell(lowest[1].on),
        "last": line.written(value),
        "last_on": date_cell(last.on),
        "unit": line.unit,
    }
    words = (
        _("%(name)s：最高 %(high)s %(unit)s（%(high_on)s），最低 %(low)s（%(low_on)s），最近 %(last)s（%(last_on)s）")
        % said
    )
    if last.path is not None:
        by = abs(value - last.path)
        less = _("，比计划少 %(by)s") if value < last.path else _("，比计划多 %(by)s")
        words += less % {"by": line.written(by).removeprefix("+")}
    return words + _("。")
