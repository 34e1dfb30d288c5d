"""The working-day calendar: Monday to Friday, corrected by the State Council's holidays and make-up days (调休).

The tables are seeded from `chinesecalendar` after each migrate; the library raises outside its years. There the days
off that the law itself gives (core/kernel/statutory.py) are all that is known, and what is counted with them is
"assumed", 按推算, until the notice is loaded. All counting is in Shanghai dates.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from core.kernel.keeping.freshness import kept
from core.kernel.statutory import KNOWN, statutory_days
from core.models import CalendarYear, Workday

ONE_DAY = dt.timedelta(days=1)

Footing = Literal["official", "assumed"]  # what a date was counted with, as other programs read it


class _Moved(NamedTuple):
    """Days that are exceptions, in order, and the sums of what they move: `sums[n]` after the first n of them."""

    days: list[dt.date]
    sums: list[int]


@dataclass(frozen=True)
class WorkCalendar:
    """The calendar as the tables have it; ask it as many questions as you like.

    `exceptions` maps a date to whether it is worked; `years` are those with an official notice. The days off by law are
    off in every year, also in one whose notice is only half entered, unless an exception says otherwise.
    """

    exceptions: dict[dt.date, bool] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    @classmethod
    def load(cls) -> "WorkCalendar":
        """The calendar of this moment, kept by the process until somebody changes it."""
        return kept("calendar", cls._read)

    @classmethod
    def _read(cls) -> "WorkCalendar":
        days = Workday.objects.values_list("on", "is_working")
        return cls(dict(days), frozenset(CalendarYear.objects.values_list("year", flat=True)))

    def is_working(self, on: dt.date) -> bool:
        """Whether people work on this date."""
        return self._days.get(on, on.isoweekday() <= 5)

    def is_official(self, days: Iterable[dt.date]) -> bool:
        """Whether every one of these days lies in a year whose notice is loaded."""
        return all(day.year in self.years for day in days)

    @property
    def last_year(self) -> int:
        """The last year whose notice is loaded; the one before all known without any."""
        return max(self.years, default=KNOWN.start - 1)

    def footing(self, *days: dt.date) -> Footing:
        """What these days were counted with: the State Council's notices, or for one of them only the law."""
        return "official" if self.is_official(days) else "assumed"

    def working_days_late(self, due: dt.date, today: dt.date) -> int:
        """Working days that have passed since the due date; 0 on or before it. Today counts when it is worked."""
        return max(self._worked_until(today) - self._worked_until(due), 0) if due < today else 0

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Working days from `start` until the day before `end`; 0 when it does not lie before it."""
        return self.working_days_late(start - ONE_DAY, end - ONE_DAY)

    def _worked_until(self, day: dt.date) -> int:
        """Working days from the beginning of time until this day, which counts too."""
        weeks, weekday = divmod(day.toordinal() - 1, 7)  # day 1 was a Monday
        before = bisect_right(self._moved.days, day)
        return weeks * 5 + min(weekday + 1, 5) + self._moved.sums[before]

    @cached_property
    def _days(self) -> dict[dt.date, bool]:
        """Every day that is not as its weekday says, or that the law names."""
        return {day: False for year in KNOWN for day in statutory_days(year)} | self.exceptions

    @cached_property
    def _moved(self) -> "_Moved":
        """By how many days the exceptions until a date move the count of Mondays to Fridays."""
        moves = {on: int(works) - int(on.isoweekday() <= 5) for on, works in sorted(self._days.items())}
        return _Moved(list(moves), [0, *accumulate(moves.values())])

    def working_days_after(self, on: dt.date, days: int) -> dt.date:
        """The working day that lies so many working days after a date."""
        for _n in range(days):
            on += ONE_DAY
            while not self.is_working(on):
                on += ONE_DAY
        return on

    def last_working_day(self, until: dt.date) -> dt.date:
        """The day itself, or the last working day before it."""
        while not self.is_working(until):
            until -= ONE_DAY
        return until

    def first_of(self, working_days: int, *, until: dt.date) -> dt.date:
        """The first of so many working days (at least one) that end on `until`, a working day."""
        for _n in range(working_days - 1):
            until = self.last_working_day(until - ONE_DAY)
        return until


def seed_calendar(**_kwargs: object) -> None:
    """Copy the library's years into our tables. Runs after every migrate; a row that an admin changed is kept."""
    from chinese_calendar import constants

    source = "国务院办公厅节假日安排（chinesecalendar）"
    days = {day: (False, name) for day, name in constants.holidays.items()}
    days |= {day: (True, name) for day, name in constants.workdays.items()}
    years = sorted({day.year for day in days})
    CalendarYear.objects.bulk_create([CalendarYear(year=year, source=source) for year in years], ignore_conflicts=True)
    Workday.objects.bulk_create(
        [Workday(on=day, is_working=working, name=str(name)) for day, (working, name) in days.items()],
        ignore_conflicts=True,
        batch_size=1000,
    )
