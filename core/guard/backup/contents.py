"""What is in a database, in few words: rows and a hash for each table, sequences, and how many triggers."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from psycopg2.extensions import connection as Connection
from psycopg2.sql import SQL, Identifier

from core.guard.backup.postgres import execute

# What the text of a value depends on beside the value.
PINNED = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "iso_8601",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "lc_monetary": "C",
    "xmloption": "content",
    "search_path": "pg_catalog",
}
OURS = "n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'"
_TABLES = f"""
    SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND {OURS} ORDER BY 1, 2
"""
_SEQUENCES = """
    SELECT schemaname || '.' || sequencename, coalesce(last_value, 0) FROM pg_sequences
    WHERE schemaname !~ '^pg_temp' ORDER BY 1
"""
_TRIGGERS = f"""
    SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND {OURS}
"""
_ROWS = SQL("SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM ONLY {}.{} AS t")


@dataclass(frozen=True)
class Table:
    """How many rows a table has, and the sum of their hashes, which no order changes."""

    rows: int
    hash: str


@dataclass(frozen=True)
class Contents:
    """A database as it was at one moment. `triggers` are those that are awake."""

    tables: dict[str, Table]
    sequences: dict[str, int]
    triggers: int

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> "Contents":
        """Raises KeyError or TypeError for what `as_dict` has not written."""
        tables = {name: Table(**each) for name, each in told["tables"].items()}
        return cls(tables, dict(told["sequences"]), told["triggers"])


def is_empty(database: Connection) -> bool:
    """Whether nobody has made tables yet."""
    return not execute(database, _TABLES)


def read(database: Connection) -> Contents:
    """What a connection sees; in a transaction of its own kind (REPEATABLE READ) all of it at one moment."""
    for name, value in PINNED.items():
        execute(database, f"SET {name} = %s", value)
    tables = {
        f"{schema}.{table}": Table(*execute(database, _ROWS.format(Identifier(schema), Identifier(table)))[0])
        for schema, table in execute(database, _TABLES)
    }
    return Contents(tables, dict(execute(database, _SEQUENCES)), execute(database, _TRIGGERS)[0][0])


def differences(wanted: Contents, found: Contents) -> Iterator[str]:
    """In words, everything in which a restored database is not what the manifest says.

    A sequence is no part of a snapshot: the dump may have read it later, but never earlier.
    """
    for name in sorted(wanted.tables.keys() | found.tables.keys()):
        yield from _table(name, wanted.tables.get(name), found.tables.get(name))
    for name, value in wanted.sequences.items():
        if found.sequences.get(name, -1) < value:
            yield f"the sequence {name} stands at {found.sequences.get(name)}, it was at {value}"
    if wanted.triggers != found.triggers:
        yield f"{found.triggers} triggers are awake, there were {wanted.triggers}"


def _table(name: str, wanted: Table | None, found: Table | None) -> Iterator[str]:
    if wanted is None or found is None:
        yield f"the table {name} is {'missing' if found is None else 'not in the manifest'}"
    elif wanted.rows != found.rows:
        yield f"the table {name} has {found.rows} rows, there were {wanted.rows}"
    elif wanted.hash != found.hash:
        yield f"the rows of {name} are not the same"
