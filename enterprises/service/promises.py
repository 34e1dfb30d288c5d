"""Promises to firms are made in working days and kept as dates."""

import datetime as dt

from core.kernel.workdays import ONE_DAY, WorkCalendar

LONGEST_BREAK = dt.timedelta(days=14)  # no run of days off in China is longer


def promised_by(days: int, *, today: dt.date) -> dt.date:
    """The last day of a promise of so many working days, counted from tomorrow. Two queries."""
    calendar = WorkCalendar.load(today, today + dt.timedelta(days=2 * days) + LONGEST_BREAK)
    day = today
    while days > 0:
        day += ONE_DAY
        days -= calendar.is_working(day)
    return day
