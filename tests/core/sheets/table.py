"""Tables for the tests of every kind: made, imported, exported and filled in."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from openpyxl import Workbook, load_workbook

from core.enums import RowOutcome
from core.models import ImportBatch, User
from core.sheets.batches import import_now
from core.sheets.importing import Result
from core.sheets.kinds import Kind, kinds
from core.sheets.workbooks import Sheet, as_workbook, template

SAME, NEW, CHANGED, WRONG, ASKED = (
    RowOutcome.SAME,
    RowOutcome.NEW,
    RowOutcome.CHANGED,
    RowOutcome.WRONG,
    RowOutcome.ASKED,
)


def kind_of(key: str, user: User) -> Kind:
    return kinds()[key](user)


def sheet(*rows: Sequence[Any]) -> bytes:
    """A workbook of these rows; the first is the head."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def taken(kind: Kind, *rows: Sequence[Any], partial: bool = False) -> tuple[ImportBatch | None, list[Result]]:
    """Import these rows; the first is the head."""
    return taken_file(kind, sheet(*rows), partial=partial)


def taken_file(kind: Kind, data: bytes, *, partial: bool = False) -> tuple[ImportBatch | None, list[Result]]:
    return import_now(kind, data, "表.xlsx", dry=False, partial=partial, now=timezone.now())


def came_to(results: Sequence[Result]) -> list[RowOutcome]:
    return [result.outcome for result in results]


def faults(result: Result) -> dict[str, str]:
    """What is wrong in a row, by columns."""
    return {fault.column: fault.message for fault in result.faults}


def exported(kind: Kind) -> bytes:
    """All rows of a kind, as a list hands them out."""
    rows = list(kind.rows())
    most = {part.name: max([1, *(len(part.rows(row)) for row in rows)]) for part in kind.parts}
    columns = kind.every_column(most)
    cells = [kind.cells(row) for row in rows]
    lines = [[each.get(column.name) for column in columns] for each in cells]
    return as_workbook(Sheet(str(kind.title), ["制表"], columns, lines))


def filled(kind: Kind, said: dict[str, Any]) -> bytes:
    """The kind's template with one row filled in, below its sample."""
    book = load_workbook(io.BytesIO(template(kind)))
    page = book.worksheets[0]
    heads = [cell.value for cell in page[3]]
    page.append([said.get(str(head).rstrip("*")) for head in heads])
    assert set(said) <= {str(head).rstrip("*") for head in heads}
    return _bytes(book)
