"""The course of a project's life: when it was paused, went on, ended, was opened again. Pure: rows in, answers out."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from projects.enums import LifeAct

ENDS = (LifeAct.FINISH, LifeAct.STOP)
GOES_ON = (LifeAct.RESUME, LifeAct.REOPEN)


@dataclass(frozen=True)
class Turn:
    """An act that took place on a day; `until` is when a pause is expected to be over."""

    act: LifeAct
    on: dt.date
    until: dt.date | None = None


@dataclass(frozen=True)
class Pause:
    """A stretch without work: from a day to the day before it went on; None while it lasts."""

    starts_on: dt.date
    ends_on: dt.date | None


@dataclass(frozen=True)
class Course:
    """The turns of one project in the order of their days."""

    turns: tuple[Turn, ...] = ()

    @classmethod
    def of(cls, turns: Iterable[Turn]) -> "Course":
        """Bring turns into order; those of one day stay in the order in which they come."""
        return cls(tuple(sorted(turns, key=lambda turn: turn.on)))

    def last(self, day: dt.date) -> Turn | None:
        """The turn in force on a day; None while nothing has happened yet."""
        return next((turn for turn in reversed(self.turns) if turn.on <= day), None)

    def runs_since(self, day: dt.date) -> dt.date:
        """Since when it has been worked on without a break; the first of all days when there was none."""
        return max((turn.on for turn in self.turns if turn.act in GOES_ON and turn.on <= day), default=dt.date.min)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Every stretch without work, the first first. An end ends a pause as well."""
        found = []
        for turn, following in pairwise((*self.turns, None)):
            if turn and turn.act == LifeAct.PAUSE:
                found.append(Pause(turn.on, following.on - dt.timedelta(days=1) if following else None))
        return tuple(found)
