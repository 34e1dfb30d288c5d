"""Values that a process keeps and never shows stale: the calendar, the limits of the lamps, the weeks.

A value is kept together with the revision of its topic (core/models/freshness.py). Who asks reads the revisions, all of
them with one query a request, and makes the value anew when its own has moved.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.http import HttpRequest, HttpResponse

Value = TypeVar("Value")

_seen: ContextVar[dict[str, str] | None] = ContextVar("revisions", default=None)
_unmoved: ContextVar[bool] = ContextVar("unmoved", default=False)
_kept: dict[tuple[str, str], tuple[str, Any]] = {}
_served: OrderedDict[Hashable, tuple[str, str]] = OrderedDict()
_one_at_a_time = Lock()  # a worker answers on several threads
_remembered: OrderedDict[tuple[str, str, str], tuple[str, Any]] = OrderedDict()
MOST_SERVED, MOST_REMEMBERED = 64, 512
MOVED = "moved"  # no topic: this request has written since it asked
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")

_REVISIONS = "SELECT topic, string_agg(stamp::text, ' ' ORDER BY shard) FROM core_revision GROUP BY topic"


def revision(topic: str) -> str:
    """What a topic's tables are at now: two readings that are equal saw the same rows. "" before the first write."""
    return _all().get(topic, "")


def _all() -> dict[str, str]:
    seen = _seen.get()
    if seen and (MOVED not in seen or _unmoved.get()):
        return seen
    with connection.cursor() as cursor:
        cursor.execute(_REVISIONS)
        found = dict(cursor.fetchall())
    if seen is not None:
        seen.clear()
        seen.update(found, read="")  # not empty from now on, also before the first write
    return found


def everything() -> str:
    """The revisions of all topics as one word."""
    return repr(sorted(_all().items()))


def revisions(*topics: str) -> str:
    """The revisions of several topics as one word."""
    return "|".join(f"{topic}:{revision(topic)}" for topic in topics)


def kept(topics: str, make: Callable[[], Value], *, part: str = "") -> Value:
    """The process's own copy of what `make` reads from the tables of topics, made anew after any write to them.

    `topics` are parted by blanks; `part` tells two values of the same ones apart. Whoever gets the value does not
    change it.
    """
    now = revisions(*topics.split())
    then, value = _kept.get((topics, part), (None, None))
    if then != now:
        value = make()
        _kept[topics, part] = now, value
    return value  # pyright: ignore[reportReturnType]  # what was kept under a topic is what its `make` made


def served(key: Hashable, make: Callable[[], str]) -> str:
    """A piece of a page as it was made last, as long as nobody has written to any topic since; else made anew.

    `key` holds everything that the piece depends on beside the topics: day, language, what the person may see. It lives
    in the process, so that no page waits for another server; the oldest of many goes.
    """
    now, (then, piece) = everything(), _served.get(key, ("", ""))
    if then != now or not piece:
        piece = make()
    _put(_served, key, (now, piece), most=MOST_SERVED)
    return piece


def remembered(topics: str, rows: Any, make: Callable[[], Value], *, part: str = "") -> Value:
    """What `make` reads of exactly the rows of this QuerySet (their sums, the years that occur), as long as nobody has
    written to the topics since.

    `topics` name every table that the query touches; two people with the same query share the answer. `part` tells two
    answers about the same rows apart. The oldest of many goes.
    """
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:  # no rows at all, known without asking
        return make()
    key, now = (topics, sql, f"{params} {part}"), revisions(*topics.split())
    then, value = _remembered.get(key, (None, None))
    if then != now:
        value = make()
    _put(_remembered, key, (now, value), most=MOST_REMEMBERED)
    return value  # pyright: ignore[reportReturnType]  # what is remembered under a key is what its `make` made


def _put(store: OrderedDict[Any, Any], key: Hashable, what: tuple[str, Any], *, most: int) -> None:
    """Keep this as the newest; the oldest of many goes."""
    with _one_at_a_time:
        store[key] = what
        store.move_to_end(key)
        while len(store) > most:
            store.popitem(last=False)


def remembered_queries() -> list[tuple[str, str]]:
    """Topics and SQL of everything that is remembered: each table of the one is to be among those of the other."""
    return [(topics, sql) for topics, sql, _params in _remembered]


def forget() -> None:
    """Let every piece of a page be made anew."""
    _served.clear()
    _remembered.clear()


@contextmanager
def read_once() -> Iterator[None]:
    """Within it the revisions are asked for once, and once more after each statement of its own that writes."""
    token = _seen.set({})
    try:
        with connection.execute_wrapper(_after_a_write):
            yield
    finally:
        _seen.reset(token)


def _after_a_write(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Whoever has written reads what it has written: the freeze of a week, then which weeks are over."""
    result = execute(sql, params, many, context)
    if sql.lstrip()[:8].upper().startswith(WRITES) and (seen := _seen.get()):
        seen[MOVED] = ""
    return result


@contextmanager
def unmoved() -> Iterator[None]:
    """Within it a request goes by what it read before it wrote: what it wrote is none of what is asked for here."""
    token = _unmoved.set(True)
    try:
        yield
    finally:
        _unmoved.reset(token)


class FreshnessMiddleware:
    """A request asks for the revisions once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with read_once():
            return self.get_response(request)
