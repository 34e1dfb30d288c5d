"""What every builder of the demo shares: the day it is made for, its own dice, and the working calendar.

Nothing here reads the clock: the same seed and day give the same rows.
"""

import datetime as dt
import random
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.utils import timezone

from core.kernel.clock import moment
from core.kernel.workdays import ONE_DAY, WorkCalendar
from targets.models import Programme

Row = TypeVar("Row", bound=models.Model)

NAMESPACE = uuid.UUID("11330000-0000-5000-8000-000000001133")
FIRST_YEAR_OF_ARTICLE, SECOND_YEAR_OF_ARTICLE = 2021, 2022


def shift_for(today: dt.date) -> int:
    """Years by which the programme moves, so that today lies in its second year."""
    return today.year - SECOND_YEAR_OF_ARTICLE


SPEAKS_AT = dt.time(9, 30)  # when Monday's meeting has begun


def latest_day(now: dt.datetime) -> dt.date:
    """The last day whose moment has come: a demo of this morning, made at night, would tell of what is to come."""
    today = timezone.localdate(now)
    return today if moment(today, SPEAKS_AT) <= now else today - ONE_DAY


@dataclass(frozen=True)
class Setting:
    """The day, the dice and the calendar of one demo."""

    today: dt.date
    seed: int
    programme: Programme
    calendar: WorkCalendar

    @classmethod
    def make(cls, *, today: dt.date, seed: int, programme: Programme) -> "Setting":
        """Begin a demo with the calendar as it is."""
        return cls(today=today, seed=seed, programme=programme, calendar=WorkCalendar.load())

    @property
    def now(self) -> dt.datetime:
        """The moment the demo speaks of: half past nine, when Monday's meeting has begun."""
        return moment(self.today, SPEAKS_AT)

    def dice(self, room: str) -> random.Random:
        """Dice of one room: another room throwing more often changes nothing here."""
        return random.Random(f"{self.seed}:{room}")

    def numbered(self, rows: Iterable[Row]) -> list[Row]:
        """Give the rows of one model identifiers that are the same in every demo of this seed."""
        listed = list(rows)
        columns = listed[0]._meta.concrete_fields if listed else ()
        fields = [field for field in columns if isinstance(field, models.UUIDField)]
        for number, row in enumerate(listed):
            for field in fields:
                name = f"{self.seed}:{row._meta.label}:{field.name}:{number}"
                setattr(row, field.attname, uuid.uuid5(NAMESPACE, name))
        return listed

    def day(self, offset: int) -> dt.date:
        """Today plus so many days."""
        return self.today + ONE_DAY * offset

    @staticmethod
    def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
        """A moment of a day in Shanghai."""
        return moment(day, dt.time(hour, minute))

    def workday_before(self, day: dt.date) -> dt.date:
        """This day when it is worked, else the last working day before it."""
        while not self.calendar.is_working(day):
            day -= ONE_DAY
        return day

    def workday_after(self, day: dt.date, count: int = 0) -> dt.date:
        """The day `count` working days later; with 0 this day, or the next one that is worked."""
        while not self.calendar.is_working(day):
            day += ONE_DAY
        for _step in range(count):
            day += ONE_DAY
            while not self.calendar.is_working(day):
                day += ONE_DAY
        return day

    def workdays_from_today(self, count: int) -> dt.date:
        """The working day so many working days from today; before today when negative."""
        if count >= 0:
            return self.workday_after(self.today, count)
        day = self.workday_before(self.today)
        for _step in range(-count):
            day = self.workday_before(day - ONE_DAY)
        return day

    def past_workday(self, day: dt.date) -> dt.date:
        """A working day at or before yesterday, near this day."""
        return self.workday_before(min(day, self.day(-1)))
