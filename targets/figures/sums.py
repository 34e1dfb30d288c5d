"""The line under the rows of a page: what they add up to, beside the figure at the head of the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.kernel.figures import adding_up, rounded
from targets.enums import Unit
from targets.evidence import Rows

FEWEST_PLACES, MOST_PLACES = 2, 6  # of 亿元: the amounts of a row have two decimals of 万元


@dataclass(frozen=True)
class Sum:
    """What the rows add up to that a person sees, the figure itself, how many rows they may not see, and what of the
    rows was reported without lines of its own. All in the unit of the figure, written to `places` decimals.

    `head` is the figure as it stands at the head of the page, where that is not its rounded value.
    """

    unit: Unit
    seen: Decimal
    whole: Decimal
    hidden: int
    reported: Decimal
    places: int
    head: Decimal | None = None

    @property
    def agrees(self) -> bool:
        """Whether the rows that are seen are the whole figure."""
        return self.seen == self.whole

    @property
    def shown(self) -> list[Decimal]:
        """What is seen and what is not, as they are written: together they are the figure at the head."""
        parts, head = [self.seen, self.whole - self.seen], self.head if self.places == FEWEST_PLACES else None
        return [each or Decimal(0) for each in adding_up(parts, self.places, head)]

    @property
    def said(self) -> str:
        return f"{self.shown[0]:f}"

    @property
    def besides_said(self) -> str:
        """What the rows come to that this person may not see."""
        return f"{self.shown[1]:f}"

    @property
    def head_said(self) -> str:
        """The figure as the head of the page writes it, where the rows need more decimals than that."""
        if self.unit != Unit.YI or self.places == FEWEST_PLACES:
            return ""
        return f"{rounded(self.whole, FEWEST_PLACES) if self.head is None else self.head:f}"

    @property
    def reported_said(self) -> str:
        return f"{rounded(self.reported, FEWEST_PLACES):f}"


def sum_of(
    rows: Rows, everything: Rows, value: Decimal | None, unit: Unit, places: int, head: Decimal | None = None
) -> Sum | None:
    """The sum under some of the rows of a figure. None where it has no rows at all."""
    count, seen = len(everything), len(rows)
    if not count:
        return None
    first = rows.head if rows.found is not None else ()
    reported = sum((row.value for row in first if not row.url), Decimal(0))
    return Sum(unit, rows.total, value or Decimal(0), count - seen, reported, places, head)


def as_written(values: Sequence[Decimal], unit: Unit, total: Decimal) -> tuple[int, list[Decimal]]:
    """All values of a figure's rows as they are written, and their decimals: they add up to `total`, as it is written.

    Money has two decimals like the figure at the head; more where a row would else be written as nought.
    """
    fewest, most = (FEWEST_PLACES, MOST_PLACES) if unit == Unit.YI else (0, 0)
    for places in range(fewest, most):
        shown = _written(values, places, total)
        if all(written or not value for written, value in zip(shown, values, strict=True)):
            return places, shown
    return most, _written(values, most, total)


def _written(values: Sequence[Decimal], places: int, total: Decimal) -> list[Decimal]:
    whole = total if places <= FEWEST_PLACES else None
    return [each or Decimal(0) for each in adding_up(values, places, whole)]
