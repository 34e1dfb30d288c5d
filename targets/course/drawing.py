"""The large chart of a target: its path, what was done, and what is forecast.

Widths are percentages and heights pixels, so the server draws without knowing how wide the page is. Every figure
that was reached stands in the table beneath (`Month`), too.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from targets.course.steps import Month
from targets.evidence import figure
from targets.indicators import Point
from targets.readings import TargetReading, planned_at

WIDTH = 1000  # of the box that the lines are drawn in
TOP, FLOOR = 46, 300  # pixels from above, of 326: the highest figure, the axis
LINES = 4
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
FROM_NOUGHT = Decimal("0.45")  # of the highest; an axis that begins higher says so
NEAR = 26  # pixels within which two words would touch


@dataclass(frozen=True)
class Line:
    """A level line of the grid: pixels from above, and its figure."""

    y: str
    label: str


@dataclass(frozen=True)
class Words:
    """A word in the chart: percent from the left, pixels from above, and which side of it is there."""

    x: str
    y: str
    anchor: str
    text: str

    @property
    def off(self) -> int:
        """How many pixels it stands off what it names."""
        return -8 if self.anchor == "end" else 8


@dataclass(frozen=True)
class Stop:
    """A point that the mark stops at: percent from the left, pixels from above, and what it says."""

    x: str
    y: str
    said: str


@dataclass(frozen=True)
class Chart:
    """The course of a target, ready to be drawn. Texts are empty where there is nothing to say."""

    scale: "Scale"
    base: str
    grid: list[Line]
    goal_y: str
    actual: str
    area: str
    plan: str
    forecast: str
    band: str
    now_x: str
    now_y: str
    now: Words
    ahead: Words | None
    ahead_y: str
    gap: Words | None
    years: list[Words]
    stops: list[Stop]


@dataclass(frozen=True)
class Scale:
    """Days and figures on the drawing."""

    start: dt.date
    end: dt.date
    base: Decimal
    top: Decimal

    def x(self, on: dt.date) -> float:
        """Percent from the left."""
        return min(100.0, max(0.0, (on - self.start).days / max(1, (self.end - self.start).days) * 100))

    def y(self, value: Decimal) -> float:
        """Pixels from above."""
        return FLOOR - (FLOOR - TOP) * float((value - self.base) / (self.top - self.base))

    def line(self, points: Sequence[Point]) -> str:
        """Points of a polyline in the box."""
        return " ".join(f"{self.x(point.on) * WIDTH / 100:.1f},{self.y(point.value):.1f}" for point in points)


def chart(reading: TargetReading, told: Sequence[Month]) -> Chart | None:
    """Draw the course of a target; None while nothing was reported or registered."""
    value, target, ahead = reading.value, reading.target, reading.forecast
    if not told or value is None:
        return None
    start, end = target.programme.starts_on, target.due_on or target.programme.ends_on
    done = [Point(max(month.last, start), month.value) for month in told if month.value is not None]
    plan = _plan(reading, start, end)
    seen = [point.value for point in [*done, *plan]]
    seen += [target.value] if target.value else []
    seen += [ahead.low, ahead.high] if ahead else []
    scale, grid = scaled(start, end, seen)
    now_x, now_y = scale.x(reading.as_of), scale.y(value)
    line, now = scale.line(done), Point(reading.as_of, value)
    words = _ahead_words(reading, scale)
    return Chart(
        scale=scale,
        base=f"{scale.base:f}" if scale.base else "",
        grid=grid,
        goal_y=f"{scale.y(target.value):.1f}" if target.value else "",
        actual=line,
        area=f"{line} {now_x * WIDTH / 100:.1f},{FLOOR} {scale.x(done[0].on) * WIDTH / 100:.1f},{FLOOR}",
        plan=scale.line(plan),
        forecast=scale.line([now, Point(end, ahead.median)]) if ahead else "",
        band=scale.line([now, Point(end, ahead.high), Point(end, ahead.low)]) if ahead else "",
        now_x=f"{now_x:.2f}",
        now_y=f"{now_y:.1f}",
        now=_now_words(now_x, now_y, figure(value, target.unit), words),
        ahead=words,
        ahead_y=f"{scale.y(ahead.median):.1f}" if ahead else "",
        gap=_gap_words(reading, scale),
        years=years_on(scale),
        stops=[_stop(month, scale) for month in told if month.value is not None],
    )


def _stop(month: Month, scale: Scale) -> Stop:
    return Stop(f"{scale.x(month.last):.2f}", f"{scale.y(month.value or Decimal(0)):.1f}", month.said)


def _plan(reading: TargetReading, start: dt.date, end: dt.date) -> list[Point]:
    if not reading.plan:
        return []
    days = sorted({start, *(point.on for point in reading.plan if start < point.on < end), end})
    return [Point(day, planned_at(reading.plan, day)) for day in days]


def scaled(start: dt.date, end: dt.date, seen: Sequence[Decimal]) -> tuple[Scale, list[Line]]:
    """An axis that holds all figures, with some round lines; from nought unless they all lie high."""
    low, top = min(seen), max(seen)
    base = min(low, Decimal(0))
    top = max(top, Decimal(0)) if base < 0 else top or Decimal(1)
    if top == base:
        top = base + 1
    step = _step(top - base)
    if top * FROM_NOUGHT < low < top:
        step = _step(top - low)
        base = ((low - (top - low) / 10) / step).to_integral_value(ROUND_FLOOR) * step
    scale = Scale(start, end, base, top)
    first = int((base / step).to_integral_value(ROUND_CEILING))
    lines = [step * n for n in range(first, int(top / step) + 1)]
    # None so near to the highest figure that the two words touch.
    return scale, [Line(f"{scale.y(each):.1f}", f"{each:f}") for each in lines if scale.y(each) > TOP + NEAR]


def _step(room: Decimal) -> Decimal:
    """A round step of which some four make the room."""
    rough = room / LINES
    power = Decimal(10) ** rough.adjusted()
    step = next(each * power for each in STEPS if each * power >= rough)
    return Decimal(f"{step.normalize():f}")


def _ahead_words(reading: TargetReading, scale: Scale) -> Words | None:
    """The forecast at the right edge, below its range; above it where there is no room below."""
    if reading.forecast is None:
        return None
    below = scale.y(reading.forecast.low) + 22
    y = below if below < FLOOR - 22 else scale.y(reading.forecast.high) - 24
    goal_y = scale.y(reading.target.value) if reading.target.value else 0.0
    if abs(y - 6 - goal_y) < NEAR / 2:
        y = goal_y + NEAR
    return Words("100", f"{y:.1f}", "end", figure(reading.forecast.median, reading.target.unit))


def _now_words(x: float, y: float, text: str, ahead: Words | None) -> Words:
    """The figure of the day below its dot, clear of the forecast's words."""
    under = y + 26 if y + 26 < FLOOR - 8 else y - 14
    if ahead and x > 40 and abs(under - float(ahead.y)) < NEAR:
        under = y - 14
    return Words(f"{x:.2f}", f"{under:.1f}", "start" if x < 15 else "end", text)


def _gap_words(reading: TargetReading, scale: Scale) -> Words | None:
    goal, ahead = reading.target.value, reading.forecast
    if goal is None or ahead is None or reading.target.is_reached_by(ahead.median):
        return None
    y = (scale.y(goal) + scale.y(ahead.median)) / 2 + 5
    return Words("99", f"{y:.1f}", "end", figure(goal - ahead.median, reading.target.unit))


def years_on(scale: Scale) -> list[Words]:
    """The first and the last month, and the years that begin between them with room for their name."""
    found = [Words("0", "", "start", f"{scale.start:%Y-%m}")]
    for year in range(scale.start.year + 1, scale.end.year + 1):
        x = scale.x(dt.date(year, 1, 1))
        if 20 <= x <= 80:
            found.append(Words(f"{x:.2f}", "", "middle", f"{year}-01"))
    return [*found, Words("100", "", "end", f"{scale.end:%Y-%m}")]
