"""The weeks on the calendar: which are over, and when the next ends. Only what a leader fixed is told by its row."""

import datetime as dt
from collections.abc import Iterator, Mapping

from django.db.models import Q
from django.utils import timezone

from core.kernel.clock import moment
from core.kernel.keeping.freshness import kept
from core.kernel.workdays import WorkCalendar
from projects.models.week import Period, deadline_of

LOOK_BACK_WEEKS = 520  # ten years: a silence is as long as it is, not as long as we look
LOOK_AHEAD_WEEKS = 10  # no run of weeks without a meeting is longer

MetWeek = tuple[dt.date, dt.date]


def weeks_over(now: dt.datetime) -> list[MetWeek]:
    """Monday and meeting day of the weeks that met and whose deadline has passed, the latest first.

    Counted on the calendar, not on rows, so that weeks without a worker count as well. Next week is among them, for
    it collects now and may be frozen early.
    """
    year = timezone.localdate(now).year
    until = moment(dt.date(year, 12, 31), dt.time.max)  # one list a year is kept, however many moments are asked for
    ended = kept("calendar periods", lambda: list(_ended(-1, LOOK_BACK_WEEKS, until)), part=f"ended:{year}")
    return [(start, meets_on) for start, meets_on, deadline in ended if deadline <= now]


def deadlines_ahead(now: dt.datetime) -> list[tuple[dt.date, dt.date, dt.datetime]]:
    """Monday, meeting day and deadline of the weeks that are still collected or will be, the next first."""
    ended = list(_ended(-LOOK_AHEAD_WEEKS, 2, now))
    return [week for week in reversed(ended) if week[2] > now]


def _ended(first: int, last: int, now: dt.datetime) -> Iterator[tuple[dt.date, dt.date, dt.datetime]]:
    """The weeks from so many weeks ago (negative: ahead) that have a meeting, with their deadline, the latest first."""
    calendar, by_hand = WorkCalendar.load(), _dated_by_hand()
    today = timezone.localdate(now)
    monday = today - dt.timedelta(days=today.weekday())
    for start in (monday - dt.timedelta(weeks=n) for n in range(first, last)):
        days = (start + dt.timedelta(days=n) for n in range(7))
        meets_on = next((day for day in days if calendar.is_working(day)), None)
        deadline = deadline_of(meets_on)
        if row := by_hand.get(start):
            meets_on, deadline = row.meets_on, row.deadline
        if meets_on and deadline:
            yield start, meets_on, deadline


def _dated_by_hand() -> Mapping[dt.date, Period]:
    """The weeks whose day or freeze is written down, by their Monday, as the process keeps them."""

    def read() -> dict[dt.date, Period]:
        written = Period.objects.filter(~Q(change_reason="") | Q(frozen_at__isnull=False))
        return {period.starts_on: period for period in written}

    return kept("periods", read, part="by_hand")
