"""The line under the rows of a page: what they add up to, beside the figure at the head of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.kernel.figures import rounded
from targets.enums import Unit
from targets.evidence import Rows

FEWEST_PLACES, MOST_PLACES = 2, 6  # of 亿元: the amounts of a row have two decimals of 万元


@dataclass(frozen=True)
class Sum:
    """What the rows add up to that a person sees, the figure itself, how many rows they may not see, and what of the
    rows was reported without lines of its own. All in the unit of the figure, written to `places` decimals.
    """

    unit: Unit
    seen: Decimal
    whole: Decimal
    hidden: int
    reported: Decimal
    places: int

    @property
    def agrees(self) -> bool:
        """Whether the rows that are seen are the whole figure."""
        return self.seen == self.whole

    @property
    def said(self) -> str:
        return f"{rounded(self.seen, self.places):f}"

    @property
    def besides_said(self) -> str:
        """What the rows come to that this person may not see."""
        return f"{rounded(self.whole - self.seen, self.places):f}"

    @property
    def reported_said(self) -> str:
        return f"{rounded(self.reported, FEWEST_PLACES):f}"


def sum_of(rows: Rows, everything: Rows, value: Decimal | None, unit: Unit, places: int) -> Sum | None:
    """The sum under some of the rows of a figure. None where it has no rows at all."""
    count, seen = len(everything), len(rows)
    if not count:
        return None
    head = rows.head if rows.found is not None else ()
    reported = sum((row.value for row in head if not row.url), Decimal(0))
    return Sum(unit, rows.total, value or Decimal(0), count - seen, reported, places)


def places_of(unit: Unit, shown: Sequence[Decimal]) -> int:
    """How many decimals show these values as they are, so that they add up before the eyes of who reads them."""
    if unit != Unit.YI:
        return 0
    needed = [-int(value.normalize().as_tuple().exponent) for value in shown]
    return min(max([FEWEST_PLACES, *needed]), MOST_PLACES)
