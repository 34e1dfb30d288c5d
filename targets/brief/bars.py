"""Geometry of the chart of lamps: one bar a week, red below amber. The page and the picture for Word draw the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from targets.brief.content import LampWeek

FLOOR, CEILING = 74, 16  # pixels from above, as in the chart of a target; above a bar stand its numbers
GAP = 0.2  # of a bar's place, on both sides


@dataclass(frozen=True)
class Bar:
    """A week: where it stands in percent, and its two parts in pixels from above, both from zero."""

    week: int
    red: int
    amber: int
    left: float
    width: float
    middle: float
    red_y: float
    amber_y: float

    @property
    def red_height(self) -> float:
        return round(FLOOR - self.red_y, 1)

    @property
    def amber_height(self) -> float:
        return round(self.red_y - self.amber_y, 1)

    @property
    def words(self) -> str:
        """4/10: red, then amber."""
        return f"{self.red}/{self.amber}"

    @property
    def words_y(self) -> float:
        return self.amber_y - 4


def lamp_bars(weeks: Sequence[LampWeek]) -> list[Bar]:
    """The bars of these weeks; the highest reaches the ceiling."""
    highest = max((each.red + each.amber for each in weeks), default=0) or 1
    unit, slot = (FLOOR - CEILING) / highest, 100 / max(1, len(weeks))
    return [
        Bar(
            week=each.week,
            red=each.red,
            amber=each.amber,
            left=round(slot * (place + GAP), 2),
            width=round(slot * (1 - 2 * GAP), 2),
            middle=round(slot * (place + 0.5), 2),
            red_y=round(FLOOR - unit * each.red, 1),
            amber_y=round(FLOOR - unit * (each.red + each.amber), 1),
        )
        for place, each in enumerate(weeks)
    ]
