"""Rows that are worked out from rows of other tables: how PostgreSQL tells which of them a statement concerns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pgtrigger


@dataclass(frozen=True)
class Source:
    """How a row of a table names what is worked out from it: SQL that selects the keys from `{rows}`.

    With `columns` an update counts only when one of them changes.
    """

    keys: str
    columns: tuple[str, ...] = ()

    def of(self, *rows: str) -> str:
        """SQL for the keys of the rows that a statement wrote: one set, or the old and the new of an update."""
        if self.columns and len(rows) > 1:
            then, now = (", ".join(f"{row}.{name}" for name in self.columns) for row in ("o", "n"))
            changed = f"JOIN old_rows o USING (id) WHERE ({now}) IS DISTINCT FROM ({then})"
            rows = tuple(f"(SELECT {each}.* FROM new_rows n {changed}) AS changed_{each}" for each in ("o", "n"))
        return " UNION ".join(self.keys.format(rows=each) for each in rows)


def on_each_write(name: str, source: Source, does: str, *, inserts: bool = True) -> Iterator[pgtrigger.Trigger]:
    """A trigger for each way to write to the source: only then does PostgreSQL tell which rows it was.

    `does` is what to do, with `{keys}` in the place of what `source` selects.
    """
    ways: Iterable[tuple[str, pgtrigger.Operation, dict[str, str]]] = (
        ("inserted", pgtrigger.Insert, {"new": "new_rows"}),
        ("updated", pgtrigger.Update, {"old": "old_rows", "new": "new_rows"}),
        ("deleted", pgtrigger.Delete, {"old": "old_rows"}),
    )
    for way, operation, rows in ways:
        if way == "inserted" and not inserts:
            continue
        yield pgtrigger.Trigger(
            name=f"{name}_{way}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**rows),
            func=does.format(keys=source.of(*rows.values())),
        )
