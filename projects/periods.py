"""The week is an object: which period a date belongs to, when it meets, and which period collects updates now.

A period meets on the first working day of its ISO week in Shanghai, so the week of Monday 2021-04-05 (清明) met on
Tuesday 2021-04-06; a week without any working day has no meeting. The rule is 周一调度 read with the State Council's
holiday notices.
"""

import datetime as dt
from copy import copy
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from core.kernel.keeping.freshness import kept
from core.kernel.workdays import Footing, WorkCalendar
from projects.models import Period

WEEK = dt.timedelta(days=7)
LONGEST_KEY = len("2026-W48")
LONGEST_BREAK_WEEKS = 8  # no run of weeks without a working day is longer than this


@dataclass(frozen=True)
class Week:
    """The period that a date belongs to, as the calendar says. `meets_on` is None in a week without working days."""

    iso_year: int
    iso_week: int
    starts_on: dt.date
    ends_on: dt.date
    meets_on: dt.date | None
    calendar: Footing


def week_of(on: dt.date) -> Week:
    """Compute the week of a date. "assumed" when a day that decides it lies in a year whose notice is not loaded."""
    iso_year, iso_week, weekday = on.isocalendar()
    starts_on = on - dt.timedelta(days=weekday - 1)
    days = [starts_on + dt.timedelta(days=n) for n in range(7)]
    calendar = WorkCalendar.load()
    meets_on = next((day for day in days if calendar.is_working(day)), None)
    decisive = [day for day in days if meets_on is None or day <= meets_on]
    return Week(iso_year, iso_week, starts_on, days[-1], meets_on, calendar.footing(on, *decisive))


def ensure_period(on: dt.date) -> Period:
    """Return the period of a date, made when it is not there yet. Safe to call from many processes at once.

    It follows the calendar, where somebody may enter a holiday meanwhile, until people were reminded of its meeting,
    a leader moved it, or it was frozen.
    """
    week = week_of(on)
    known = _weeks().get((week.iso_year, week.iso_week))
    if known is not None and (known.meets_on == week.meets_on or not known.follows_the_calendar):
        return copy(known)
    period, _created = Period.objects.get_or_create(
        iso_year=week.iso_year,
        iso_week=week.iso_week,
        defaults={"starts_on": week.starts_on, "ends_on": week.ends_on, "meets_on": week.meets_on},
    )
    if period.meets_on != week.meets_on and period.follows_the_calendar and not period.reminders.exists():
        period.meets_on = week.meets_on
        period.save(update_fields=["meets_on"])
    return period


def _weeks() -> dict[tuple[int, int], Period]:
    """Every period by year and week, the latest first, as the process keeps them: some fifty a year."""

    def read() -> dict[tuple[int, int], Period]:
        rows = Period.objects.select_related("changed_by").order_by("-starts_on")
        return {(each.iso_year, each.iso_week): each for each in rows}

    return kept("periods people", read)


def open_period(now: dt.datetime) -> Period:
    """Return the period that collects updates at this moment: the next one whose deadline has not passed."""
    today = timezone.localdate(now)
    for weeks in range(LONGEST_BREAK_WEEKS):
        period = ensure_period(today + WEEK * weeks)
        if period.deadline and now < period.deadline:
            return period
    raise LookupError(f"no meeting within {LONGEST_BREAK_WEEKS} weeks of {today}")


def period_before(period: Period) -> Period | None:
    """Return the last period before this one that met, or None."""
    met = (each for each in _weeks().values() if each.starts_on < period.starts_on and each.meets_on)
    return copy(next(met, None))


def period_after(period: Period) -> Period | None:
    """Return the next period that is there after this one, or None."""
    later = [each for each in _weeks().values() if each.starts_on > period.starts_on]
    return copy(later[-1]) if later else None


def reported_period(now: dt.datetime) -> Period:
    """The period that people look at: a meeting that is prepared, until its midnight; otherwise what collects."""
    today = timezone.localdate(now)
    todays = ensure_period(today)
    prepared = todays.deadline is not None and todays.deadline <= now
    lasts = todays.meets_on is not None and todays.meets_on >= today
    return todays if prepared and lasts else open_period(now)


def given_in(now: dt.datetime) -> Period:
    """The period in which a 交办单 is given outside a meeting: the one people look at, the next once that is closed."""
    period = reported_period(now)
    return open_period(now) if period.closed_at else period


def week_named(key: str) -> Period:
    """The period with this key, 2026-W48. Raises Http404 for one that nobody opened."""
    year, _dash, week = key.partition("-W")
    short = len(key) <= LONGEST_KEY
    if not (short and year.isdecimal() and week.isdecimal() and (int(year), int(week)) in _weeks()):
        raise Http404(key)
    return copy(_weeks()[int(year), int(week)])
