"""A node moves: which others have to move with it, and no further than they must. Pure.

Slack is used first: a node whose window still begins after all that it waits for stays where it is, and with it
whatever waits for it alone. Windows hold exactly their working days, and none begins or ends on a day off.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter

from core.kernel.workdays import WorkCalendar


@dataclass(frozen=True)
class Window:
    """An open node: the day it is due, the working days it takes, and the nodes it waits for."""

    key: int
    due_on: dt.date
    working_days: int
    after: frozenset[int] = frozenset()

    def starts_on(self, calendar: WorkCalendar) -> dt.date:
        """The latest day on which it can begin."""
        return calendar.first_of(self.working_days, until=calendar.last_working_day(self.due_on))

    def begin(self, on: dt.date, calendar: WorkCalendar) -> "Window":
        """The same work begun on a working day."""
        due_on = calendar.working_days_after(on, self.working_days - 1)
        return Window(self.key, due_on, self.working_days, self.after)


def moved(windows: Iterable[Window], key: int, to_on: dt.date, calendar: WorkCalendar) -> dict[int, Window]:
    """The node of this key, due on `to_on`, and all that have to give way to it, the nearest first."""
    by_key = {each.key: each for each in windows}
    found: dict[int, Window] = {}
    for each in TopologicalSorter({window.key: window.after for window in by_key.values()}).static_order():
        if each == key:
            found[each] = Window(each, to_on, by_key[each].working_days, by_key[each].after)
            continue
        pushing = [found[before].due_on for before in by_key[each].after if before in found]
        if not pushing:
            continue
        begins = calendar.working_days_after(max(pushing), 1)
        if by_key[each].starts_on(calendar) < begins:
            found[each] = by_key[each].begin(begins, calendar)
    return found
