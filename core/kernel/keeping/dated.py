"""Sums by day: what a day added is kept, so the total of any day is looked up and never added up anew."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate


@dataclass(frozen=True)
class DaySums:
    """The days on which something was added, in order, and the total after each of them."""

    days: tuple[dt.date, ...] = ()
    totals: tuple[Decimal, ...] = ()

    @classmethod
    def of(cls, added: Iterable[tuple[dt.date, Decimal | int]]) -> "DaySums":
        """From what was added on which day, in any order; a day may come more than once."""
        by_day: dict[dt.date, Decimal] = {}
        for day, amount in added:
            by_day[day] = by_day.get(day, Decimal(0)) + amount
        days = sorted(by_day)
        return cls(tuple(days), tuple(accumulate(by_day[day] for day in days)))

    def total(self, on: dt.date) -> Decimal:
        """The total of a day; nothing before the first."""
        known = bisect_right(self.days, on)
        return self.totals[known - 1] if known else Decimal(0)

    def until(self, on: dt.date) -> list[tuple[dt.date, Decimal]]:
        """Each day until this one with its total."""
        known = bisect_right(self.days, on)
        return list(zip(self.days[:known], self.totals[:known], strict=True))

    def added(self, until: dt.date) -> list[tuple[dt.date, Decimal]]:
        """Each day until this one with what it added."""
        known = bisect_right(self.days, until)
        before = (Decimal(0), *self.totals[:known])
        return [(self.days[n], self.totals[n] - before[n]) for n in range(known)]
