"""The formula of the competition: pure, from what each institution did in a season to its mark and place (decision 53).

Four marks of 0 to 100 each, weighted; the weights add up to 100:

- 转化率: of the needs that were passed to it in the season, what its lines paid out for them, at most what was asked.
- 平均天数: the fewest days of all, divided by its own; from a need's passing to its first drawdown, at least one day.
- 服务企业: its firms that drew money in the season, divided by the most of all.
- 首贷户: its firms whose first line in the register falls into the season, divided by the most of all.

What has no ground, as days where nothing was drawn, marks 0. An institution without any row is apart: it has no place.
Marks are compared as they are written, with one decimal; equal ones share a place, and the places after are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.kernel.figures import rounded

FULL = Decimal(100)
NONE = Decimal(0)


@dataclass(frozen=True)
class Deeds:
    """What an institution did in a season. Amounts in 万元; `days` are those of each need that was drawn."""

    institution: int
    asked_wan: Decimal = NONE
    drawn_wan: Decimal = NONE
    days: tuple[int, ...] = ()
    firms: int = 0
    first: int = 0

    @property
    def is_apart(self) -> bool:
        """Whether it has no row at all."""
        return not (self.asked_wan or self.drawn_wan or self.days or self.firms or self.first)

    @property
    def conversion(self) -> Decimal | None:
        """As a fraction of one; None where nothing was passed to it."""
        return self.drawn_wan / self.asked_wan if self.asked_wan else None

    @property
    def average(self) -> Decimal | None:
        """Days from passing to first money, one at least; None where nothing was drawn."""
        return max(Decimal(sum(self.days)) / len(self.days), Decimal(1)) if self.days else None


@dataclass(frozen=True)
class Weights:
    """How much each mark weighs; together 100."""

    conversion: int
    days: int
    firms: int
    first: int


@dataclass(frozen=True)
class Standing:
    """The place of an institution and its parts, each 0 to 100 before it is weighted; none for one that is apart."""

    deeds: Deeds
    conversion: Decimal = NONE
    days: Decimal = NONE
    firms: Decimal = NONE
    first: Decimal = NONE
    mark: Decimal = NONE
    place: int | None = None


def ranked(deeds: Iterable[Deeds], weights: Weights) -> list[Standing]:
    """Institutions by their marks, the highest first; those without a row last and without a place."""
    given = sorted(deeds, key=lambda each: each.institution)
    known = [each for each in given if not each.is_apart]
    fastest = min((each.average for each in known if each.average is not None), default=None)
    most_firms = max((each.firms for each in known), default=0)
    most_first = max((each.first for each in known), default=0)
    marked = []
    for each in known:
        parts = (
            (each.conversion or NONE) * FULL,
            fastest / each.average * FULL if fastest is not None and each.average is not None else NONE,
            _share(each.firms, most_firms),
            _share(each.first, most_first),
        )
        weighed = zip(parts, (weights.conversion, weights.days, weights.firms, weights.first), strict=True)
        mark = rounded(sum((part * weight for part, weight in weighed), NONE) / FULL, 1)
        marked.append((each, parts, mark))
    marked.sort(key=lambda row: (-row[2], row[0].institution))
    places = [1 + sum(other[2] > mark for other in marked) for _each, _parts, mark in marked]
    found = []
    for (each, parts, mark), place in zip(marked, places, strict=True):
        conversion, days, firms, first = (rounded(part, 1) for part in parts)
        found.append(Standing(each, conversion, days, firms, first, mark, place))
    return found + [Standing(each) for each in given if each.is_apart]


def _share(own: int, most: int) -> Decimal:
    return Decimal(own) / most * FULL if most else NONE
