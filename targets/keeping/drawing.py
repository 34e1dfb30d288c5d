"""当时所知 in the chart of a target: its line, its figure and its forecast beside those that are known now."""

from collections.abc import Sequence
from dataclasses import dataclass

from targets.course.drawing import FLOOR, NEAR, WIDTH, Chart, Words
from targets.evidence import figure
from targets.indicators import Point
from targets.keeping.snapshots import Run
from targets.models import TargetSnapshot
from targets.readings import TargetReading

ABOVE = 14  # pixels between a dot and the word over it
MOST_RIGHT = 78  # percent beyond which a word stands left of its dot


@dataclass(frozen=True)
class Mark:
    """A day that was told otherwise: percent from the left, pixels from above, and the figure of then."""

    x: str
    y: str
    run: Run


@dataclass(frozen=True)
class ThenDrawn:
    """What was known in one night: the line until the day, its last figure, and where it was to lead."""

    line: str
    dot: Mark
    words: Words
    forecast: str
    ahead: Words | None
    ahead_y: str


def marks(chart: Chart, runs: Sequence[Run]) -> list[Mark]:
    """A ring on the last day of each run that was corrected later."""
    return [_mark(chart, run) for run in runs if run.value is not None]


def _mark(chart: Chart, run: Run) -> Mark:
    assert run.value is not None
    return Mark(f"{chart.scale.x(run.last):.2f}", f"{chart.scale.y(run.value):.1f}", run)


def then_drawn(
    chart: Chart, reading: TargetReading, known: Sequence[TargetSnapshot], snapshot: TargetSnapshot
) -> ThenDrawn | None:
    """Draw what was known in the night after the day of a reading, on the scale of what is known now."""
    if snapshot.value is None or reading.value is None:
        return None
    scale, unit = chart.scale, reading.target.unit
    nights = [each for each in known if scale.start <= each.as_of <= snapshot.as_of and each.value is not None]
    points = [Point(each.as_of, each.value) for each in nights if each.value is not None]
    x, y = scale.x(snapshot.as_of), scale.y(snapshot.value)
    over = y - ABOVE if snapshot.value >= reading.value else min(y + NEAR, FLOOR - ABOVE)
    words = Words(f"{x:.2f}", f"{over:.1f}", "end" if x > MOST_RIGHT else "start", figure(snapshot.value, unit))
    dot = Mark(f"{x:.2f}", f"{y:.1f}", Run(snapshot.as_of, snapshot.as_of, words.text, "", snapshot.value))
    if snapshot.forecast is None or reading.forecast is None:
        return ThenDrawn(scale.line(points), dot, words, "", None, "")
    end = scale.y(snapshot.forecast)
    apart = -1 if snapshot.forecast >= reading.forecast.median else 1
    ahead = Words("100", f"{end + apart * NEAR:.1f}", "end", figure(snapshot.forecast, unit))
    line = f"{x * WIDTH / 100:.1f},{y:.1f} {WIDTH}.0,{end:.1f}"
    return ThenDrawn(scale.line(points), dot, words, line, ahead, f"{end:.1f}")
