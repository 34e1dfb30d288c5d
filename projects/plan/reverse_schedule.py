"""倒排时间表: the latest dates of every node, counted back from the target date on the working-day calendar.

The rule: a node takes its working days from `starts_on` to `due_on`, both included; it starts on a later day than each
node it waits for is due; and nothing could start later without moving the end. Holidays and make-up days (调休) count
as the State Council's notices say.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from core.kernel.workdays import ONE_DAY, WorkCalendar


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
    by_key = {node.key: node for node in nodes}
    for node in by_key.values():
        if missing := next((key for key in node.after if key not in by_key), None):
            raise UnknownNode(node.key, missing)
    sorter, place = TopologicalSorter({node.key: node.after for node in by_key.values()}), list(by_key).index
    try:
        sorter.prepare()
    except CycleError as error:
        raise Cycle(error.args[1][::-1]) from error
    ordered: list[Node] = []
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=place)
        sorter.done(first := ready.pop(0))
        ordered.append(by_key[first])
    return ordered


def late_by(slot: Slot, from_on: dt.date, calendar: WorkCalendar) -> int:
    """Working days already lost when the node has not begun on the morning of `from_on`; 0 when it may still wait."""
    return calendar.working_days_between(slot.starts_on, from_on)
