"""Geometry of the dashboard's drawings. The server draws; widths are percentages, so no script is needed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from targets.forecast import Forecast
from targets.indicators import Point, Track, value_at
from targets.readings import planned_at

WIDTH, FLOOR, CEILING = 300, Decimal(74), Decimal(23)
SAMPLES = 16


@dataclass(frozen=True)
class Trend:
    """A small trend: actual line and area, planned path, forecast with its range, goal; all in one 300 × 92 box."""

    actual: str
    area: str
    plan: str
    forecast: str
    band: str
    target_y: str
    now_x: str
    now_percent: str
    dot_y: str


@dataclass(frozen=True)
class TrendScale:
    """From days and figures to the box: zero lies on the floor, the largest figure at the ceiling."""

    start: dt.date
    end: dt.date
    top: Decimal

    def x(self, on: dt.date) -> Decimal:
        share = Decimal((on - self.start).days) / max(1, (self.end - self.start).days)
        return min(Decimal(1), max(Decimal(0), share)) * WIDTH

    def y(self, value: Decimal) -> Decimal:
        return FLOOR - (FLOOR - CEILING) * value / self.top if self.top else FLOOR

    def line(self, points: Sequence[Point]) -> str:
        return " ".join(f"{self.x(point.on):.1f},{self.y(point.value):.1f}" for point in points)


def trend(
    track: Track,
    *,
    as_of: dt.date,
    start: dt.date,
    end: dt.date,
    goal: Decimal | None,
    plan: Sequence[Point],
    forecast: Forecast | None,
    empty: Decimal | None,
) -> Trend | None:
    """Draw the track from `start` to `as_of`, with what was planned and what is forecast, and the range of that.

    None when nothing was reported yet.
    """
    value = value_at(track, as_of, empty=empty)
    if not track or value is None:
        return None
    goal = goal or value
    path = list(plan) or [Point(start, value_at(track, start, empty=Decimal(0)) or Decimal(0)), Point(end, goal)]
    highest = max([goal, value, forecast.high if forecast else Decimal(0), *(point.value for point in path)])
    scale = TrendScale(start, end, highest or Decimal(1))
    actual = _samples(track, max(start, track[0].on) if empty is None else start, as_of, empty)
    line = scale.line(actual)
    now, now_x = Point(as_of, value), scale.x(as_of)
    return Trend(
        actual=line,
        area=f"{line} {now_x:.1f},{FLOOR} {scale.x(actual[0].on):.1f},{FLOOR}",
        plan=scale.line([Point(day, planned_at(path, day)) for day in sorted({start, *(p.on for p in path), end})]),
        forecast=scale.line([now, Point(end, forecast.median)]) if forecast else "",
        band=scale.line([now, Point(end, forecast.high), Point(end, forecast.low)]) if forecast else "",
        target_y=f"{scale.y(goal):.1f}",
        now_x=f"{now_x:.1f}",
        now_percent=f"{now_x / 3:.2f}",
        dot_y=f"{scale.y(value):.1f}",
    )


def _samples(track: Track, start: dt.date, end: dt.date, empty: Decimal | None) -> list[Point]:
    days = max(1, (end - start).days)
    step = max(1, days // SAMPLES)
    sampled = [start + dt.timedelta(days=n) for n in range(0, days, step)] + [end]
    points = [(day, value_at(track, day, empty=empty)) for day in sampled]
    return [Point(day, value) for day, value in points if value is not None]


@dataclass(frozen=True)
class Segment:
    """A part of a bar: where it begins and how wide it is, in percent, its label and its look."""

    x: str
    width: str
    middle: str
    label: str
    name: str
    look: str


def segments(parts: Sequence[tuple[str, Decimal, str]], total: Decimal) -> list[Segment]:
    """Put (name, value, look) side by side on a bar of `total`."""
    found, left = [], Decimal(0)
    for name, value, look in parts:
        share = value / total * 100 if total else Decimal(0)
        found.append(
            Segment(
                f"{left:.2f}",
                f"{max(share - Decimal('0.3'), Decimal(0)):.2f}",
                f"{left + share / 2:.2f}",
                f"{value:.0f}",
                name,
                look,
            )
        )
        left += share
    return found
