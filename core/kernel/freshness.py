"""Values that a process keeps and never shows stale: the calendar, the limits of the lamps, the weeks.

A value is kept together with the revision of its topic (core/models/freshness.py). Who asks reads the revisions, all of
them with one query a request, and makes the value anew when its own has moved.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpRequest, HttpResponse

Value = TypeVar("Value")

_seen: ContextVar[dict[str, str] | None] = ContextVar("revisions", default=None)
_kept: dict[tuple[str, str], tuple[str, Any]] = {}

_REVISIONS = "SELECT topic, string_agg(stamp::text, ' ' ORDER BY shard) FROM core_revision GROUP BY topic"


def revision(topic: str) -> str:
    """What a topic's tables are at now: two readings that are equal saw the same rows. "" before the first write."""
    seen = _seen.get()
    if not seen:
        with connection.cursor() as cursor:
            cursor.execute(_REVISIONS)
            found = dict(cursor.fetchall())
        if seen is None:
            return found.get(topic, "")
        seen.update(found, **{"": "read"})
    return seen.get(topic, "")


def kept(topic: str, make: Callable[[], Value], *, part: str = "") -> Value:
    """The process's own copy of what `make` reads from a topic's tables, made anew after any write to them.

    `part` tells two values of one topic apart. Whoever gets the value does not change it.
    """
    now = revision(topic)
    then, value = _kept.get((topic, part), (None, None))
    if then != now:
        value = make()
        _kept[topic, part] = now, value
    return value  # pyright: ignore[reportReturnType]  # what was kept under a topic is what its `make` made


def look_again() -> None:
    """Ask for the revisions anew within a request: it has written to a topic itself."""
    if (seen := _seen.get()) is not None:
        seen.clear()


@contextmanager
def read_once() -> Iterator[None]:
    """Within it the revisions are asked for once, not at every use."""
    token = _seen.set({})
    try:
        yield
    finally:
        _seen.reset(token)


class FreshnessMiddleware:
    """A request asks for the revisions once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with read_once():
            return self.get_response(request)
