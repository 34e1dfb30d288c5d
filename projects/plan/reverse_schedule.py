"""倒排时间表: the latest dates of every node, counted back from the target date on the working-day calendar.

The rule: a node takes its working days from `starts_on` to `due_on`, both included; it starts on a later day than each
node it waits for is due; and nothing could start later without moving the end. Holidays and make-up days (调休) count
as the State Council's notices say.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.kernel.workdays import ONE_DAY, WorkCalendar

SLACK_DAYS = 60  # loaded beyond what the working days need: the longest run of holidays, with room to spare
CALENDAR_DAYS_A_WORKING_DAY = 2


@dataclass(frozen=True)
class Node:
    """What has to be done: `working_days` ≥ 1, after the nodes whose keys are named."""

    key: str
    name: str
    working_days: int
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slot:
    """When a node has to be worked on at the latest. Both days are working days."""

    node: Node
    starts_on: dt.date
    due_on: dt.date


class BrokenPlan(ValueError):
    """The nodes cannot be put in order. The message is one sentence that names them."""


class Cycle(BrokenPlan):
    """Nodes wait for each other in a circle."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__(f"these nodes wait for each other: {' → '.join(keys)}")
        self.keys = tuple(keys)


class UnknownNode(BrokenPlan):
    """A node waits for one that is not in the plan."""

    def __init__(self, key: str, after: str) -> None:
        super().__init__(f"{key} waits for {after}, which is not in the plan")
        self.key, self.after = key, after


def reverse_schedule(nodes: Iterable[Node], end: dt.date, calendar: WorkCalendar) -> list[Slot]:
    """Give every node its latest dates, the earliest due first; the last is due on `end` or the working day before.

    Raises Cycle or UnknownNode for a plan that cannot be worked.
    """
    waited_for = in_order(nodes)
    starts: dict[str, dt.date] = {}
    slots = []
    for place in range(len(waited_for) - 1, -1, -1):
        node = waited_for[place]
        followers = [starts[each.key] for each in waited_for[place + 1 :] if node.key in each.after]
        due_on = calendar.last_working_day(min(followers) - ONE_DAY if followers else end)
        starts[node.key] = calendar.first_of(node.working_days, until=due_on)
        slots.append(Slot(node, starts[node.key], due_on))
    rank = {node.key: place for place, node in enumerate(waited_for)}
    return sorted(slots, key=lambda slot: (slot.due_on, slot.starts_on, rank[slot.node.key]))


def in_order(nodes: Iterable[Node]) -> list[Node]:
    """Put every node behind those it waits for, otherwise as given. Raises Cycle or UnknownNode."""
    waiting = {node.key: node for node in nodes}
    for node in waiting.values():
        if missing := next((key for key in node.after if key not in waiting), None):
            raise UnknownNode(node.key, missing)
    ordered: list[Node] = []
    while waiting:
        ready = next((node for node in waiting.values() if not waiting.keys() & set(node.after)), None)
        if ready is None:
            raise Cycle(_circle(waiting))
        ordered.append(waiting.pop(ready.key))
    return ordered


def _circle(waiting: dict[str, Node]) -> list[str]:
    """Follow the waiting from any node until it comes back to one already met."""
    path = [next(iter(waiting))]
    while path.count(path[-1]) == 1:
        path.append(next(key for key in waiting[path[-1]].after if key in waiting))
    return path[path.index(path[-1]) :]


def late_by(slot: Slot, from_on: dt.date, calendar: WorkCalendar) -> int:
    """Working days already lost when the node has not begun on the morning of `from_on`; 0 when it may still wait."""
    return calendar.working_days_between(slot.starts_on, from_on)


def calendar_for(nodes: Iterable[Node], end: dt.date, *, since: dt.date | None = None) -> WorkCalendar:
    """Load as much of the calendar as a plan that ends on `end` can touch, and the days from `since` on."""
    days = sum(node.working_days for node in nodes) * CALENDAR_DAYS_A_WORKING_DAY + SLACK_DAYS
    try:
        start = end - ONE_DAY * days
    except OverflowError:
        start = dt.date.min
    return WorkCalendar.load(min(start, since or start), max(end, since or end))


def faults(slots: Sequence[Slot], calendar: WorkCalendar) -> list[str]:
    """Whatever breaks the rule in a schedule, in words for developers; empty when it holds. Used by the tests."""
    by_key = {slot.node.key: slot for slot in slots}
    found = []
    for slot in slots:
        if not (calendar.is_working(slot.starts_on) and calendar.is_working(slot.due_on)):
            found.append(f"{slot.node.key} begins or ends on a day off")
        if calendar.working_days_between(slot.starts_on, slot.due_on + ONE_DAY) != slot.node.working_days:
            found.append(f"{slot.node.key} does not take its {slot.node.working_days} working days")
        found += [f"{slot.node.key} before {key}" for key in slot.node.after if by_key[key].due_on >= slot.starts_on]
    found += [f"{b.node.key} out of order" for a, b in pairwise(slots) if b.due_on < a.due_on]
    return found
