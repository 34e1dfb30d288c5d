"""一企一档: everything that happened with a firm, in one line of time. Each room tells its part to whom it permits."""

from collections.abc import Callable, Iterator

import enterprises.firm_events
import finance.firm_events
import projects.firm_events
import talent.firm_events
from core.models import User
from enterprises.events import Event
from enterprises.models import Enterprise

SOURCES: tuple[Callable[[Enterprise, User], Iterator[Event]], ...] = (
    enterprises.firm_events.events_of,
    projects.firm_events.events_of,
    finance.firm_events.events_of,
    talent.firm_events.events_of,
)


def timeline(firm: Enterprise, user: User) -> list[Event]:
    """The events of a firm that this person may see, newest first. A constant number of queries.

    The firm comes from `enterprises.firm_events.with_its_past`.
    """
    events = [event for source in SOURCES for event in source(firm, user)]
    return sorted(events, key=lambda event: event.on, reverse=True)
