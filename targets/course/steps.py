"""What each month added to a target, and what each month that is left must add: the table and the bars."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from core.enums import Lamp
from targets.course.compared import moved
from targets.enums import Unit
from targets.evidence import figure
from targets.forecast import needed_a_month
from targets.readings import TargetReading

TOP, FLOOR = 26, 116  # pixels from above, of 122
NEIGHBOURS = 5  # bars that the words of the pace lie above


@dataclass(frozen=True)
class Month:
    """A month of the table: the figure on its last day (or on the day that is read), what it added, and the path."""

    unit: str
    last: dt.date
    value: Decimal | None
    added: Decimal | None
    path: Decimal | None
    lamp: Lamp

    @property
    def written(self) -> tuple[str, str, str]:
        """Figure, what was added and the path as the unit is written; a dash where there is none."""
        added = "" if self.added is None else moved(self.added, self.unit) or figure(self.added, self.unit)
        said = [figure(each, self.unit) if each is not None else "—" for each in (self.value, self.path)]
        return said[0], added or "—", said[1]

    @property
    def said(self) -> str:
        """The month in words, as the mark on the chart says it."""
        value, _added, path = self.written
        words = f"{self.last:%Y-%m}{_('：')}{value} {Unit(self.unit).label}"
        return words if self.path is None else words + _("，计划 %(path)s") % {"path": path}

    @property
    def step_said(self) -> str:
        """What the month added, in words."""
        return f"{self.last:%Y-%m}{_('：')}{self.written[1]} {Unit(self.unit).label}"


def months(reading: TargetReading) -> list[Month]:
    """Every month of the programme up to the day, since something was known; the oldest first."""
    if not reading.track:
        return []
    first = max(reading.target.programme.starts_on, reading.track[0].on).replace(day=1)
    whole = reading.track[0].on + relativedelta(months=reading.indicator.fills_in)
    found, before = [], reading.back_on(first - dt.timedelta(days=1))
    while first <= reading.as_of:
        then = reading.back_on(min(first + relativedelta(day=31), reading.as_of))
        added = None if then.value is None or first <= whole else then.value - (before.value or Decimal(0))
        found.append(Month(reading.target.unit, then.as_of, then.value, added, then.path, then.lamp))
        first, before = first + relativedelta(months=1), then
    return found


@dataclass(frozen=True)
class Bar:
    """A month's bar: left edge and width in percent, top and height in pixels."""

    x: str
    width: str
    y: str
    height: str
    look: str
    said: str = ""


@dataclass(frozen=True)
class Label:
    """A level with its word: from and to in percent, its height and that of the word in pixels from above."""

    start: str
    end: str
    y: str
    words_y: str
    text: str


@dataclass(frozen=True)
class Steps:
    """All bars, the line of nought, the pace of the last twelve months, and what is needed from now on."""

    bars: list[Bar]
    zero_y: str
    pace: Label | None
    needed: Label | None


@dataclass(frozen=True)
class Room:
    """Months side by side, and how high a figure reaches."""

    start: dt.date
    end: dt.date
    top: Decimal
    low: Decimal

    @property
    def slot(self) -> Decimal:
        """The place of a month in percent."""
        return Decimal(100) / (self._place(self.end) + 1)

    def _place(self, on: dt.date) -> int:
        return (on.year - self.start.year) * 12 + on.month - self.start.month

    def after(self, on: dt.date) -> Decimal:
        """Where the month of a day ends, in percent."""
        return min(self.slot * (self._place(on) + 1), Decimal(100))

    def y(self, value: Decimal) -> Decimal:
        """Pixels from above."""
        return TOP + (self.top - value) * (FLOOR - TOP) / ((self.top - self.low) or Decimal(1))

    def bar(self, on: dt.date, value: Decimal, look: str, said: str = "") -> Bar:
        """A bar from nought up or down, with a sixth of its place free on both sides."""
        left, high = self.slot * self._place(on) + self.slot / 6, self.y(max(value, Decimal(0)))
        height = abs(self.y(value) - self.y(Decimal(0)))
        return Bar(f"{left:.2f}", f"{self.slot * 2 / 3:.2f}", f"{high:.1f}", f"{height:.1f}", look, said)


def steps(reading: TargetReading, told: Sequence[Month]) -> Steps | None:
    """Draw the months; None while no whole month is known."""
    known = [(month.last, month.added, month.step_said) for month in told if month.added is not None]
    if not known:
        return None
    start, end = reading.target.programme.starts_on, reading.target.due_on or reading.target.programme.ends_on
    must, pace = _needed(reading), reading.forecast.pace if reading.forecast else None
    heights = [
        Decimal(0),
        *(added for _on, added, _said in known),
        *(each for each in (must, pace) if each is not None),
    ]
    room = Room(start, end, max(heights), min(heights))
    lately = reading.as_of - relativedelta(months=12)
    bars = [room.bar(on, added, "c-bar-now" if on > lately else "c-bar", said) for on, added, said in known]
    now = room.after(reading.as_of)
    decimals = 2 if reading.target.is_money else 1
    late = needed = None
    if pace is not None:
        highest = max([pace, *(added for _on, added, _said in known[-NEIGHBOURS:])])
        late = _label(room, max(now - 12 * room.slot, Decimal(0)), now, pace, highest, decimals)
    if must is not None:
        on = reading.as_of.replace(day=1) + relativedelta(months=1)
        while on <= end:
            bars.append(room.bar(on, must, "c-need"))
            on += relativedelta(months=1)
        needed = _label(room, now, Decimal(100), must, must, decimals)
    return Steps(bars, f"{room.y(Decimal(0)):.1f}", late, needed)


def _needed(reading: TargetReading) -> Decimal | None:
    """What each month must add; None where that is no question, or nothing is forecast."""
    goal, ahead = reading.target.value, reading.forecast
    if not goal or ahead is None or reading.value is None or reading.target.is_reached_by(reading.value):
        return None
    return needed_a_month(reading.value, goal, reading.as_of, ahead.due)


def _label(room: Room, start: Decimal, end: Decimal, value: Decimal, above: Decimal, decimals: int) -> Label:
    y, words_y = f"{room.y(value):.1f}", f"{room.y(above) - 7:.1f}"
    return Label(f"{start:.2f}", f"{end:.2f}", y, words_y, f"{value:.{decimals}f}")
