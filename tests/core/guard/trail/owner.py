"""What the owner of the tables can do to the trail, and nobody else."""

import hashlib
import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from core.models import TrailContext
from core.models.guard import CONTENT


@contextmanager
def as_owner() -> Iterator[Any]:
    """The hand of somebody who may do everything: no trigger fires, and afterwards all is as it was."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        transaction.set_rollback(True)


def columns_of(cursor: Any, table: str) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND"
        " is_generated = 'NEVER' ORDER BY 1",
        [table],
    )
    return cursor.fetchall()


KEYS = {"id", "pgh_id", "number", "event_id"}
OTHER = {
    "key": "{0} + 1000000",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1",
    "smallint": "coalesce({0}, 0) + 1",
    "numeric": "coalesce({0}, 0) + 1",
    "double precision": "coalesce({0}, 0) + 1",
    "boolean": "NOT coalesce({0}, false)",
    "date": "coalesce({0}, DATE '2026-01-01') + 1",
    "timestamp with time zone": "coalesce({0}, now()) + interval '1 microsecond'",
    "time without time zone": "coalesce({0}, TIME '00:00') + interval '1 minute'",
    "jsonb": "coalesce({0}, '{{}}'::jsonb) || '{{\"x\": 1}}'::jsonb",
    "uuid": "gen_random_uuid()",
    "inet": "'192.0.2.1'::inet",
    "ARRAY": "CASE WHEN cardinality({0}) > 0 THEN {0}[:0] ELSE {0} END",
}


def change(cursor: Any, table: str, chance: random.Random) -> str:
    """One column of one row says something else. Wider texts than the column allows are no case."""
    column, kind = chance.choice(columns_of(cursor, table))
    if column in KEYS and kind != "uuid":
        kind = "key"
    other = OTHER.get(kind, "CASE WHEN {0} = 'x' THEN 'y' ELSE 'x' END").format(f'"{column}"')
    cursor.execute(
        f'UPDATE {table} SET "{column}" = {other} WHERE ctid = (SELECT ctid FROM {table} OFFSET %s LIMIT 1)'
        f' AND "{column}" IS DISTINCT FROM {other}',
        [chance.randrange(count(cursor, table))],
    )
    return f"{table}.{column} changed" if cursor.rowcount else ""


def take_out(cursor: Any, table: str, chance: random.Random) -> str:
    cursor.execute(
        f"DELETE FROM {table} WHERE ctid = (SELECT ctid FROM {table} OFFSET %s LIMIT 1)",
        [chance.randrange(count(cursor, table))],
    )
    return f"{table} taken out"


def put_in(cursor: Any, table: str, chance: random.Random) -> str:
    """A copy of a row with a key of its own."""
    names = [name for name, _kind in columns_of(cursor, table)]
    key = next(name for name in ("pgh_id", "number", "id") if name in names)
    fresh = {key: f"(SELECT max({key}) + 1 FROM {table})", "event_id": "-event_id"}
    if table == TrailContext._meta.db_table:
        fresh = {"id": "gen_random_uuid()"}
    copied, values = ", ".join(f'"{name}"' for name in names), ", ".join(fresh.get(name, f'"{name}"') for name in names)
    cursor.execute(
        f"INSERT INTO {table} ({copied}) SELECT {values} FROM {table} OFFSET %s LIMIT 1",
        [chance.randrange(count(cursor, table))],
    )
    return f"{table} put in"


def count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return cursor.fetchone()[0]


def forge(cursor: Any) -> None:
    """Seal the whole chain again, as only the owner of the tables can."""
    joined = "core_auditseal s JOIN core_auditevent e ON e.id = s.event_id"
    cursor.execute(f"SELECT s.number, {CONTENT} FROM {joined} ORDER BY s.number")
    sealed = ""
    for number, content in cursor.fetchall():
        sealed = hashlib.sha256((sealed + content).encode()).hexdigest()
        cursor.execute("UPDATE core_auditseal SET hash = %s WHERE number = %s", [sealed, number])
