"""Geometry of the walls. Everything is in shares of the drawing, so that one picture fits every screen."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from projects.chart.timeline import Axis
from targets.charts import CEILING, FLOOR, WIDTH, Trend
from targets.readings import TargetReading

TOP = CEILING - 6  # a little air above the goal
HEIGHT = FLOOR - TOP
STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
LINES = 3  # of the grid below the goal, at most
YEAR_ROOM = 12  # per cent of the width that the name of a year takes
UNDER, LOWEST = Decimal(12), Decimal(84)  # per cent below the lines, where the forecast is told


@dataclass(frozen=True)
class Mark:
    """A line of the grid with its figure, in per cent from the top."""

    y: str
    label: str


@dataclass(frozen=True)
class Fan:
    """The trend of a dashboard tile, as large as a wall: its lines, and where the words stand beside them.

    `box` is the part of the trend's drawing that is shown. Everything else is in per cent.
    """

    trend: Trend
    box: str
    goal_y: str
    now_x: str
    now_y: str
    end_y: str
    words_y: str
    grid: list[Mark]
    start: dt.date
    end: dt.date


def _percent(y: Decimal) -> str:
    return f"{(y - TOP) / HEIGHT * 100:.2f}"


def fan(reading: TargetReading, trend: Trend | None) -> Fan | None:
    """Lay the words of a highland's chart out; None while nothing was reported or no goal was stated."""
    goal, due = reading.target.value, reading.target.due_on
    if trend is None or not goal or due is None:
        return None
    goal_y = Decimal(trend.target_y)
    scale = (FLOOR - goal_y) / goal
    ahead = reading.forecast
    end_y = FLOOR - ahead.median * scale if ahead else Decimal(trend.dot_y)
    low_y = FLOOR - ahead.low * scale if ahead else end_y
    return Fan(
        trend=trend,
        box=f"0 {TOP} {WIDTH} {HEIGHT}",
        goal_y=_percent(goal_y),
        now_x=trend.now_percent,
        now_y=_percent(Decimal(trend.dot_y)),
        end_y=_percent(end_y),
        words_y=f"{min((max(low_y, Decimal(trend.dot_y)) - TOP) / HEIGHT * 100 + UNDER, LOWEST):.2f}",
        grid=[Mark(_percent(FLOOR - value * scale), f"{value:.0f}") for value in _round_steps(goal)],
        start=reading.target.programme.starts_on,
        end=due,
    )


def _round_steps(goal: Decimal) -> list[Decimal]:
    """Round figures between nought and the goal, none so near to it that the two labels touch."""
    rough = goal / (LINES + 1)
    power = Decimal(10) ** (len(f"{rough:.0f}") - 1)
    step = next((each * power for each in STEPS if each * power >= rough), rough)
    return [step * n for n in range(1, LINES + 1) if step * n <= goal * Decimal("0.9")]


@dataclass(frozen=True)
class Pillar:
    """A month's pillar: its left edge and top in per cent, `now` for the last."""

    x: str
    y: str
    height: str
    now: bool


def pillars(shares: Sequence[Decimal | None]) -> list[Pillar]:
    """Shares of one as pillars from nought, the oldest first; a month without any stays empty."""
    slot = Decimal(100) / max(len(shares), 1)
    return [
        Pillar(f"{slot * n:.2f}", f"{100 - share * 100:.2f}", f"{share * 100:.2f}", n == len(shares) - 1)
        for n, share in enumerate(shares)
        if share is not None
    ]


@dataclass(frozen=True)
class Year:
    """Where a year begins, in per cent."""

    x: str
    label: str


@dataclass(frozen=True)
class Chart:
    """The time axis of all projects on a wall. `width` is in the pixels of the strips, `today_x` in per cent."""

    width: int
    today_x: str
    years: list[Year]


def chart(axis: Axis, today: dt.date) -> Chart:
    """An axis as a wall shows it, with the years that have room for their name."""
    width = max(axis.x(axis.end), 1)
    starts = [max(dt.date(year, 1, 1), axis.start) for year in range(axis.start.year, axis.end.year + 1)]
    shares = [Decimal(axis.x(day)) / width * 100 for day in starts]
    at = axis.x(today)
    today_x = Decimal(at) / width * 100
    ends = [*(min(after, today_x) if share < today_x else after for share, after in pairwise([*shares, Decimal(100)]))]
    room = [end - share >= YEAR_ROOM for share, end in zip(shares, ends, strict=True)]
    years = [Year(f"{share:.2f}", str(day.year)) for day, share, fits in zip(starts, shares, room, strict=True) if fits]
    return Chart(width, f"{today_x:.2f}", years)
