"""PostgreSQL's own way in and out: rows as text by COPY, with the triggers of the tables asleep."""

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO, cast

from django.db import connection, models

from zone_tracker.demo.scale.block import KEY, Cells, Model

NULL = r"\N"


class _Chunks:
    """A file for COPY to read: each read gives the next chunk, whatever its length; nothing is held but that chunk."""

    def __init__(self, chunks: Iterable[str]) -> None:
        self._chunks = iter(chunks)

    def read(self, _size: int = -1) -> str:
        return next(self._chunks, "")


def pour(model: Model, columns: Sequence[str], chunks: Iterable[str]) -> None:
    """Write the lines of these chunks into the table of a model. A chunk is one or more whole lines, never empty."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN", cast(IO[str], _Chunks(chunks)))


def drawn(rows: "models.QuerySet[models.Model]", columns: Sequence[str]) -> list[Cells]:
    """Read these rows as text, in the order of their keys."""
    fields = {field.column: field.attname for field in rows.model._meta.concrete_fields}
    chosen = rows.order_by("pk").values_list(*(fields[column] for column in columns))
    out = io.StringIO()
    with connection.cursor() as cursor:
        query = cursor.mogrify(*chosen.query.sql_with_params()).decode()
        cursor.copy_expert(f"COPY ({query}) TO STDOUT", out)
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in out.getvalue().split("\n")[:-1]]


def what_may_sleep() -> str:
    """A superuser may let foreign keys sleep too, which takes two fifths off the time; an owner its own triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return "ALL" if cursor.fetchone() == (True,) else "USER"


@contextmanager
def triggers_asleep(tables: Iterable[str]) -> Iterator[None]:
    """Let no trigger of these tables fire. What stays awake of the foreign keys is checked after each statement.

    PostgreSQL alters no table with deferred checks still to come.
    """
    quoted, which = [connection.ops.quote_name(table) for table in dict.fromkeys(tables)], what_may_sleep()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {which}")
        yield
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {which}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def indexes_away(tables: Iterable[str]) -> Iterator[None]:
    """Let rows be poured in without the indexes of these tables, which are made at the end, each in one go.

    What is unique, or excludes, stays: it is looked at meanwhile. So does what stands beside a foreign key: standings
    are worked out by it in the same transaction, in which PostgreSQL passes over an index made anew on changed rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(_PLAIN_INDEXES, [list(tables)])
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in found:
            cursor.execute(definition)


_PLAIN_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique AND NOT indisexclusion AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE contype = 'f' AND conrelid = indrelid AND conkey[1] = indkey[0]
    ) ORDER BY indexrelid
"""


def highest_key(model: Model) -> int:
    """The highest key of a table, 0 when it is empty."""
    return model._base_manager.aggregate(highest=models.Max("pk"))["highest"] or 0


def settle_sequence(model: Model) -> None:
    """Let the next key of a table follow the highest that was poured in."""
    table = connection.ops.quote_name(model._meta.db_table)
    following = f"SELECT setval(pg_get_serial_sequence(%s, %s), max({KEY})) FROM {table} HAVING count(*) > 0"
    with connection.cursor() as cursor:
        cursor.execute(following, [table, KEY])
