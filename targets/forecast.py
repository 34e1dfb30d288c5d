"""推算: what a figure comes to on its due date if the last twelve months go on, and how far that may be off.

The pace is the Theil–Sen slope: the median of the slopes between every two of thirteen month ends, so that a single
leap or a month that was reported late does not move it. The range is where the figure ends in eight of ten cases: the
months' own scatter about that pace adds up with the time left, and the doubt about the pace itself grows with it.
How often that held is in docs/forecast.md; tests/targets/test_forecast.py counts it anew.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from dateutil.relativedelta import relativedelta

from targets.indicators import Track, value_at

MONTHS = 12
FEWEST = 3  # dated changes, and month ends, below which nothing is forecast
DAYS_A_MONTH = Decimal("30.4375")
METHOD = "theil_sen_12_months"

# Of ten cases eight lie within so many deviations; Student's t by the months that were seen, less one for the pace.
WITHIN = {2: "1.886", 3: "1.638", 4: "1.533", 5: "1.476", 6: "1.440", 7: "1.415", 8: "1.397", 9: "1.383", 10: "1.372"}
WITHIN_OF_MANY = "1.363"
MOST_ALIKE = Decimal("0.6")


@dataclass(frozen=True)
class Forecast:
    """The figure of the due date in its own unit: as likely above as below `median`, in 8 of 10 cases within the range.

    `pace` is what a month added lately.
    """

    due: dt.date
    median: Decimal
    low: Decimal
    high: Decimal
    pace: Decimal

    def is_within(self, value: Decimal) -> bool:
        """Whether a figure lies in the range."""
        return self.low <= value <= self.high


def forecast(track: Track, as_of: dt.date, due: dt.date, *, empty: Decimal | None) -> Forecast | None:
    """Look ahead from a day to the due date; None after it, and where fewer than three dated points are known."""
    seen = [point for point in track if as_of - relativedelta(months=MONTHS) <= point.on <= as_of]
    values = month_ends(track, as_of, empty=empty)
    if due <= as_of or len(seen) < FEWEST or len(values) < FEWEST:
        return None
    pace = slope(values)
    left = months_between(as_of, due)
    middle, off = values[-1] + pace * left, spread(values, pace, left)
    return Forecast(due, max(middle, Decimal(0)), max(middle - off, Decimal(0)), max(middle + off, Decimal(0)), pace)


def month_ends(track: Track, as_of: dt.date, *, empty: Decimal | None) -> list[Decimal]:
    """The figure of the day and of the twelve months' distances before it, oldest first, since something was known."""
    days = [day for n in range(MONTHS, -1, -1) if track and (day := as_of - relativedelta(months=n)) >= track[0].on]
    values = [value_at(track, day, empty=empty) for day in days]
    return [value for value in values if value is not None]


def slope(values: Sequence[Decimal]) -> Decimal:
    """Theil–Sen: the median of all slopes between two of the values, a month apart each."""
    return median((later - sooner) / (j - i) for (i, sooner), (j, later) in combinations(enumerate(values), 2))


def spread(values: Sequence[Decimal], pace: Decimal, left: Decimal) -> Decimal:
    """Half the width of the range after so many months: scatter adds up with time, a wrong pace with its square."""
    steps = [later - sooner - pace for sooner, later in pairwise(values)]
    known = len(steps)
    scatter = (sum((step * step for step in steps), Decimal(0)) / (known - 1)).sqrt()
    factor = Decimal(WITHIN.get(known - 1, WITHIN_OF_MANY if known > 1 else "3.078"))
    return factor * scatter * (left + left * left / known).sqrt() * _lasting(steps)


def _lasting(steps: Sequence[Decimal]) -> Decimal:
    """How much wider the range is where a good month is followed by a good one, by the correlation of neighbours."""
    whole = sum((step * step for step in steps), Decimal(0))
    alike = sum((one * other for one, other in pairwise(steps)), Decimal(0)) / whole if whole else Decimal(0)
    alike = min(max(alike, Decimal(0)), MOST_ALIKE)
    return ((1 + alike) / (1 - alike)).sqrt()


def months_between(one: dt.date, other: dt.date) -> Decimal:
    """The time from one day to another in months of 30.4 days."""
    return (other - one).days / DAYS_A_MONTH


def needed_a_month(value: Decimal, goal: Decimal, as_of: dt.date, due: dt.date) -> Decimal | None:
    """What each month that is left must add to reach the goal on its date; None when no day is left."""
    return max(goal - value, Decimal(0)) / months_between(as_of, due) if due > as_of else None
