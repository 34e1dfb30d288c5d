"""The clock of requests: it runs in working hours, on working days, and stands still in between.

A pure piece of arithmetic on spans of the day and the working-day calendar; `WorkingSpan.objects.load` brings both.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from core.kernel.clock import SHANGHAI, moment
from core.kernel.workdays import ONE_DAY, WorkCalendar

Span = tuple[dt.time, dt.time]


class Allowance(Protocol):
    """What a kind of request allows, in working hours."""

    first_answer_hours: int
    plan_hours: int
    done_hours: int


class Clock(NamedTuple):
    """When the first answer, the plan and the end are due, in Shanghai time."""

    first_answer_by: dt.datetime
    plan_by: dt.datetime
    done_by: dt.datetime


@dataclass(frozen=True)
class WorkingHours:
    """The hours of a working day, in order, and which days are worked."""

    spans: tuple[Span, ...]
    calendar: WorkCalendar

    def after(self, start: dt.datetime, working: dt.timedelta) -> dt.datetime:
        """The moment when so much working time (more than none) has passed since `start`."""
        for begins, ends in self._open_from(start):
            if working <= ends - begins:
                return begins + working
            working -= ends - begins
        raise AssertionError("there is always another working day")

    def at_most_until(self, end: dt.datetime, working: dt.timedelta) -> dt.datetime:
        """The first moment from which no more than so much working time (more than none) is left until `end`."""
        day = end.astimezone(SHANGHAI).date()
        while True:
            for begins, ends in reversed(list(self._open_on(day))):
                span = min(ends, end) - begins
                if dt.timedelta() <= span and working < span:
                    return min(ends, end) - working
                working -= max(span, dt.timedelta())
            day -= ONE_DAY

    def between(self, start: dt.datetime, end: dt.datetime) -> dt.timedelta:
        """The working time from `start` until `end`; none when it does not lie before it."""
        passed = dt.timedelta()
        for begins, ends in self._open_from(start):
            if begins >= end:
                break
            passed += min(ends, end) - begins
        return passed

    def clock(self, at: dt.datetime, limits: Allowance) -> Clock:
        """The three limits of a request that was raised at a moment."""
        allowed = (limits.first_answer_hours, limits.plan_hours, limits.done_hours)
        return Clock(*(self.after(at, dt.timedelta(hours=hours)) for hours in allowed))

    def _open_from(self, start: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """Stretches of working time from a moment on, without end. Spans that overlap count once."""
        at = start.astimezone(SHANGHAI)
        day = at.date()
        while True:
            for begins, ends in self._open_on(day):
                if ends > at:
                    yield max(at, begins), ends
            day += ONE_DAY

    def _open_on(self, day: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """The stretches of working time of one day, in order, none over another."""
        at = moment(day, dt.time())
        for begins, ends in self.spans if self.calendar.is_working(day) else ():
            begin, end = max(at, moment(day, begins)), moment(day, ends)
            if begin < end:
                yield begin, end
                at = end
