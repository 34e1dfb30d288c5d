"""Is the trail as it was written? Every line against its seal, every seal against the one before, every event against
its line, and every row of a register against its last event.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from core.enums import AuditKind
from core.guard.trail.histories import History, histories
from core.models import AuditCheck, AuditEvent
from core.models.guard import CHAIN_LOCK, CONTENT
from core.models.trail import CONTEXT, DIGEST

CHANGED, TAKEN_OUT, PUT_IN = "changed", "taken out", "put in"
UNSEEN = "written past the history"
WRITES = (AuditKind.CREATED, AuditKind.CHANGED, AuditKind.DELETED)
AT_ONCE = 2000

_CHAIN = f"""
    SELECT s.number, s.event_id, s.hash, CASE WHEN e.id IS NOT NULL THEN {CONTENT} END
    FROM core_auditseal s LEFT JOIN core_auditevent e ON e.id = s.event_id
    WHERE s.number > %s ORDER BY s.number LIMIT {AT_ONCE}
"""
_UNSEALED = """
    SELECT min(e.id) FROM core_auditevent e WHERE NOT EXISTS (SELECT FROM core_auditseal s WHERE s.event_id = e.id)
"""
# How long the chain was made last, and whether by a transaction that was committed: its number is the lower half, to be
# completed by what is counted now. None for one that is too long ago to be asked about.
_LENGTH = """
    SELECT length,
        pg_xact_status((near - CASE WHEN near > newest + (1::bigint << 31) THEN 1::bigint << 32 ELSE 0 END)::text::xid8)
    FROM (
        SELECT v >> 32 AS length, newest, (newest >> 32 << 32) | (v & 4294967295) AS near
        FROM coalesce(pg_sequence_last_value(pg_get_serial_sequence('core_auditseal', 'number')::regclass), 0) v,
            LATERAL (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS newest) n
    ) made WHERE length > 0
"""
_EVENTS = f"""
    SELECT line.id, e.pgh_id
    FROM (
        SELECT id, event, digest FROM core_auditevent
        WHERE "table" = %(table)s AND kind IN %(kinds)s AND event > %(after)s
    ) line
    FULL JOIN (SELECT pgh_id, {DIGEST} AS digest FROM {{events}} e {CONTEXT} WHERE pgh_id > %(after)s) e
        ON e.pgh_id = line.event
    WHERE line.digest IS DISTINCT FROM e.digest ORDER BY coalesce(e.pgh_id, line.event) LIMIT 1
"""
_ONE = f"""
    SELECT coalesce((SELECT b.hash FROM core_auditseal b WHERE b.number < s.number ORDER BY b.number DESC LIMIT 1), ''),
        s.hash, {CONTENT}
    FROM core_auditseal s JOIN core_auditevent e ON e.id = s.event_id WHERE e.id = %s
"""
_EVENT = f"SELECT {DIGEST} FROM {{events}} e {CONTEXT} WHERE pgh_id = %s"


# A row that is not what its last event says, or an event that says of a row that is no more that it is.
_LIVE = """
    SELECT coalesce(r.{key}, e.pgh_obj_id)
    FROM {table} r FULL JOIN (
        SELECT DISTINCT ON (pgh_obj_id) * FROM {events} ORDER BY pgh_obj_id, pgh_id DESC
    ) e ON e.pgh_obj_id = r.{key}
    WHERE CASE WHEN r.{key} IS NULL THEN e.pgh_label <> 'delete'
        ELSE e.pgh_id IS NULL OR e.pgh_label = 'delete' OR ({row}) IS DISTINCT FROM ({event}) END
    ORDER BY 1 LIMIT 1
"""


@dataclass(frozen=True)
class Fault:
    """The first place at which the trail is not as it was written. `number` is a seal's, `row` a row's of `table`."""

    why: str
    table: str
    row: int
    number: int | None = None

    def __str__(self) -> str:
        seal = f" (seal {self.number})" if self.number else ""
        return f"{self.table} {self.row}{seal}: {self.why}"


@dataclass(frozen=True)
class Verdict:
    """How many lines were read, and the first fault; `number` and `hash` are the chain's end."""

    rows: int
    number: int
    hash: str
    fault: Fault | None

    @property
    def ok(self) -> bool:
        return self.fault is None


def verify() -> Verdict:
    """Read the whole trail as it stands at one moment. Nothing is written, and nobody waits for longer than it takes to
    look how long the chain is. Within a transaction its own lines are sealed first.
    """
    if connection.in_atomic_block:
        connection.check_constraints()
    length = _length()
    with _one_moment():
        walk = _Walk(length)
        fault = walk.fault() or _unsealed() or _events() or _strange_contexts() or _live()
        return Verdict(walk.rows, walk.number, walk.hash, fault)


def line_holds(line: AuditEvent) -> bool:
    """Whether one line is still what its seal and the one before say, and its event what the line says, or what a later
    baseline says of it."""
    with _one_moment():
        found = _rows(_ONE, [line.pk])
        if not found:
            return False
        hash_before, sealed, content = found[0]
        whole = hashlib.sha256((hash_before + content).encode()).hexdigest() == sealed
        history = histories().get(line.table) if line.kind in WRITES else None
        return whole and (history is None or _event_holds(history, line))


def _event_holds(history: History, line: AuditEvent) -> bool:
    event = _rows(_EVENT.format(events=history.events), [line.event])
    if not event or event == [(line.digest,)]:
        return bool(event)
    baseline = AuditEvent.objects.filter(kind=AuditKind.BASELINE, table=line.table).order_by("pk").last()
    return bool(baseline and (baseline.event or 0) >= (line.event or 0) and _as_told(history, baseline))


def _as_told(history: History, baseline: AuditEvent) -> bool:
    """Whether the events up to a baseline are those of which it tells."""
    return history.digest(baseline.event or 0) == (baseline.row, baseline.event, baseline.digest)


class _Walk:
    """Along the chain, from the first line that is kept to the last."""

    def __init__(self, length: int) -> None:
        self.length, self.rows, self.number, self.hash = length, 0, 0, ""
        known = AuditCheck.objects.filter(ok=True).order_by("at", "pk")
        self.witnessed: dict[int, str] = dict(known.values_list("number", "hash"))

    def fault(self) -> Fault | None:
        forgotten = AuditEvent.objects.filter(kind=AuditKind.FORGOTTEN).order_by("pk").last()
        for number, event, sealed, content in self._seals():
            if forgotten and number == forgotten.row and content is None and not self.number:
                self.number, self.hash = number, sealed  # what was forgotten ends here
                continue
            if number != self.number + 1:
                return Fault(TAKEN_OUT, "core_auditseal", self.number + 1, self.number + 1)
            if content is None:
                return Fault(TAKEN_OUT, "core_auditevent", event, number)
            if hashlib.sha256((self.hash + content).encode()).hexdigest() != sealed:
                return Fault(CHANGED, "core_auditevent", event, number)
            if self.witnessed.get(number, sealed) != sealed:
                return Fault(CHANGED, "core_auditseal", number, number)
            self.rows, self.number, self.hash = self.rows + 1, number, sealed
        if self.number < max(self.length, *self.witnessed, 0):
            return Fault(TAKEN_OUT, "core_auditseal", self.number + 1, self.number + 1)
        return None

    def _seals(self) -> Iterator[tuple[Any, ...]]:
        last = 0
        while rows := _rows(_CHAIN, [last]):
            yield from rows
            last = rows[-1][0]


def _unsealed() -> Fault | None:
    ((found,),) = _rows(_UNSEALED)
    return Fault(PUT_IN, "core_auditevent", found) if found else None


def _events() -> Fault | None:
    baselines = {line.table: line for line in AuditEvent.objects.filter(kind=AuditKind.BASELINE).order_by("pk")}
    return next(filter(None, (_history(each, baselines.get(table)) for table, each in histories().items())), None)


def _history(history: History, baseline: AuditEvent | None) -> Fault | None:
    """Each event against its line; those before the baseline, which may have none, all together."""
    after = baseline.event if baseline and baseline.event else 0
    if baseline and not _as_told(history, baseline):
        return Fault(CHANGED, history.events, after)
    values = {"table": history.table, "kinds": tuple(WRITES), "after": after}
    for line, event in _rows(_EVENTS.format(events=history.events), values):
        if event is None:
            return Fault(TAKEN_OUT, history.events, AuditEvent.objects.get(pk=line).event or 0)
        return Fault(CHANGED if line else PUT_IN, history.events, event)
    return None


def _strange_contexts() -> Fault | None:
    """A context that no event names was written by nobody's event."""
    named = " UNION ALL ".join(f"SELECT pgh_context_id FROM {each.events}" for each in histories().values())
    found = _rows(f"SELECT id FROM pghistory_context EXCEPT ({named}) LIMIT 1")
    return Fault(f"{PUT_IN}: {found[0][0]}", "pghistory_context", 0) if found else None


def _live() -> Fault | None:
    """Each row of a register against its last event: who lets the triggers sleep writes without one."""
    for history in histories().values():
        for (row,) in _rows(_live_statement(history)):
            return Fault(UNSEEN, history.table, row)
    return None


def _live_statement(history: History) -> str:
    quote = connection.ops.quote_name
    kept = {field.column for field in history.event_model._meta.concrete_fields}
    key: Any = history.model._meta.pk
    columns = [quote(field.column) for field in history.model._meta.concrete_fields if field.column in kept]
    return _LIVE.format(
        key=quote(key.column),
        table=history.table,
        events=history.events,
        row=", ".join(f"r.{column}" for column in columns),
        event=", ".join(f"e.{column}" for column in columns),
    )


def _length() -> int:
    """How long the chain must be. Whoever seals at this moment is waited for, and so is no gap."""
    with transaction.atomic():
        _rows("SELECT pg_advisory_xact_lock_shared(%s)", [CHAIN_LOCK])
        made = _rows(_LENGTH)
    return made[0][0] if made and made[0][1] in ("committed", None) else 0


@contextmanager
def _one_moment() -> Iterator[None]:
    """One snapshot for all that is read, unless a transaction that has begun reads its own; moments in UTC."""
    outer = connection.in_atomic_block
    with transaction.atomic():
        if not outer:
            _rows("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        _rows("SET LOCAL TIME ZONE 'UTC'")
        yield


def _rows(statement: str, values: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
