"""走势探究 as the server draws it: for paper, and where no script runs. A drawing for each unit, over the same days."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from targets.course.drawing import Scale, Words, scaled, years_on
from targets.explore.asked import Asked
from targets.explore.lines import At, Line
from targets.indicators import Point


@dataclass(frozen=True)
class Drawn:
    """A line: its stretches, its path, and where its last point lies in percent and pixels."""

    place: int
    actual: list[str]
    path: str
    x: str
    y: str


@dataclass(frozen=True)
class Panel:
    """The lines of one unit. `now_x` is today's place in percent, empty where today is not among the days."""

    unit: str
    base: str
    grid: list[tuple[str, str]]
    lines: list[Drawn]
    months: list[Words]
    now_x: str

    @property
    def lifted(self) -> bool:
        """Whether the axis begins above nought, which is to be said."""
        return self.base not in ("", "0") and not self.base.startswith("-")


def panels_of(shown: Asked, lines: Sequence[Line]) -> list[Panel]:
    """Draw all lines that are known, those of a unit together, in the order in which they were chosen."""
    known = [line for line in lines if line.is_known]
    order = list(dict.fromkeys(line.unit for line in known))
    by_unit = groupby(sorted(known, key=lambda line: order.index(line.unit)), key=lambda line: line.unit)
    return [_panel(shown, unit, list(several)) for unit, several in by_unit]


def _panel(shown: Asked, unit: str, lines: Sequence[Line]) -> Panel:
    values = [
        value for line in lines for point in line.points for value in (point.value, point.path) if value is not None
    ]
    scale, grid = scaled(shown.since, shown.until, values)
    now = f"{scale.x(shown.today):.2f}" if shown.since <= shown.today <= shown.until else ""
    return Panel(
        unit=unit,
        base=f"{scale.base:f}" if scale.base else "",
        grid=[(each.y, each.label) for each in grid],
        lines=[_drawn(line, scale) for line in lines],
        months=years_on(scale),
        now_x=now,
    )


def _drawn(line: Line, scale: Scale) -> Drawn:
    stretches = [list(each) for known, each in groupby(line.points, key=lambda point: point.value is not None) if known]
    last = stretches[-1][-1]
    path = [Point(point.on, point.path) for point in line.points if point.path is not None]
    return Drawn(
        line.place,
        [scale.line(_points(each)) for each in stretches],
        scale.line(path) if len(path) > 1 else "",
        f"{scale.x(last.on):.2f}",
        f"{scale.y(last.value or Decimal(0)):.1f}",
    )


def _points(points: Sequence[At]) -> list[Point]:
    return [Point(point.on, point.value) for point in points if point.value is not None]
