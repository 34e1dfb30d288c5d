"""余量: how early every node could be done when all begins today, and what that leaves until it must be done. Pure."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core.kernel.workdays import ONE_DAY, WorkCalendar
from projects.plan.reverse_schedule import Node, Slot, in_order, reverse_schedule


@dataclass(frozen=True)
class Early:
    """The earliest window of a node, and the working days between its earliest and its latest end (below 0: short).

    `critical`: no other open node has less, so a day saved here, and only here, is a day earlier at the end.
    """

    slot: Slot
    starts_on: dt.date
    due_on: dt.date
    slack: int
    critical: bool = False


@dataclass(frozen=True)
class Reach:
    """What a plan can reach: its open nodes, and the earliest possible end, None when all is done.

    `short` counts the working days by which that lies behind the end that is wanted; below 0 there is time to spare.
    """

    nodes: list[Early]
    end: dt.date | None
    short: int = 0

    @property
    def critical(self) -> list[Early]:
        """关键链, the earliest first."""
        return sorted((each for each in self.nodes if each.critical), key=lambda each: each.due_on)


def signed_days(start: dt.date, end: dt.date, calendar: WorkCalendar) -> int:
    """Working days from one working day to another, with their sign."""
    after, before = start + ONE_DAY, end + ONE_DAY
    return calendar.working_days_between(after, before) or -calendar.working_days_between(before, after)


def reach(
    slots: Sequence[Slot], end: dt.date, calendar: WorkCalendar, *, today: dt.date, done: Collection[str] = ()
) -> Reach:
    """Lay the open nodes forward from today. What is done holds up nobody."""
    latest = {slot.node.key: slot for slot in slots}
    first = today if calendar.is_working(today) else calendar.working_days_after(today, 1)
    found: dict[str, Early] = {}
    for node in in_order(slot.node for slot in slots):
        if node.key in done:
            continue
        waited = [found[key].due_on for key in node.after if key in found]
        starts_on = calendar.working_days_after(max(waited), 1) if waited else first
        due_on = calendar.working_days_after(starts_on, node.working_days - 1)
        slot = latest[node.key]
        found[node.key] = Early(slot, starts_on, due_on, signed_days(due_on, slot.due_on, calendar))
    least = min((each.slack for each in found.values()), default=0)
    nodes = [replace(each, critical=each.slack == least) for each in found.values()]
    earliest = max((each.due_on for each in nodes), default=None)
    wanted = calendar.last_working_day(end)
    return Reach(nodes, earliest, signed_days(wanted, earliest, calendar) if earliest else 0)


def squeezed(
    slots: Sequence[Slot], end: dt.date, calendar: WorkCalendar, *, today: dt.date, done: Collection[str]
) -> Node | None:
    """The longest node of the critical chain, with as few working days less as make the plan reach its end.

    None when nothing is short, or when no single node can make up for it.
    """
    found = reach(slots, end, calendar, today=today, done=done)
    if found.short <= 0:
        return None
    nodes = [slot.node for slot in slots]
    for each in sorted(found.critical, key=lambda early: -early.slot.node.working_days):
        node = each.slot.node
        less = replace(node, working_days=node.working_days - found.short)
        if less.working_days < 1:
            return None
        others = [less if each.key == node.key else each for each in nodes]
        if reach(reverse_schedule(others, end, calendar), end, calendar, today=today, done=done).short <= 0:
            return less
    return None
