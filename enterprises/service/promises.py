"""Promises to firms are made in working days and kept as dates."""

import datetime as dt

from core.kernel.workdays import ONE_DAY, WorkCalendar


def promised_by(days: int, *, today: dt.date) -> dt.date:
    """The last day of a promise of so many working days, counted from tomorrow."""
    calendar = WorkCalendar.load()
    day = today
    while days > 0:
        day += ONE_DAY
        days -= calendar.is_working(day)
    return day
