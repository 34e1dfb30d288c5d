"""Tables as people send them, and what came of each row."""

import io
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from openpyxl import Workbook, load_workbook

from core.models import ImportBatch, User
from core.sheets.batches import import_now
from core.sheets.importing import Result
from core.sheets.kinds import Kind, kinds
from core.sheets.undoing import undo
from core.sheets.workbooks import Sheet, as_workbook, template

HEAD_ROW = 3  # of our templates


def kind(key: str, user: User) -> Kind:
    return kinds()[key](user)


def book(heads: Iterable[str], *rows: Iterable[Any]) -> bytes:
    """A workbook with its head in the first row."""
    made = Workbook()
    for row in (heads, *rows):
        made.active.append(list(row))
    return _bytes(made)


def filled(of: Kind, *rows: dict[str, Any]) -> bytes:
    """The template of a kind with rows below the sample, by the heads of its columns."""
    made = load_workbook(io.BytesIO(template(of)))
    sheet = made.worksheets[0]
    places = {str(cell.value).rstrip("*"): cell.column for cell in sheet[HEAD_ROW]}
    for number, row in enumerate(rows, start=HEAD_ROW + 2):
        for head, value in row.items():
            sheet.cell(number, places[head], value)
    return _bytes(made)


def _bytes(made: Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def exported(of: Kind) -> bytes:
    """The list of all rows of a kind, with the columns that they need."""
    rows = list(of.rows().order_by(*of.order))
    most = {part.name: max([1, *(len(part.rows(row)) for row in rows)]) for part in of.parts}
    columns = of.every_column(most)
    cells = [of.cells(row) for row in rows]
    return as_workbook(Sheet(str(of.title), ["制表"], columns, [[row.get(c.name) for c in columns] for row in cells]))


def bring(key: str, user: User, data: bytes, *, partial: bool = False) -> tuple[ImportBatch | None, list[Result]]:
    """Import a file."""
    return import_now(kind(key, user), data, "表.xlsx", dry=False, partial=partial, now=timezone.now())


def came_to(results: Iterable[Result]) -> list[str]:
    """What became of each row."""
    return [str(result.outcome) for result in results]


def wrong(results: Iterable[Result]) -> list[tuple[int, str, str]]:
    """Each refusal: the row that Excel shows, the head of the column, and the sentence."""
    return [(each.line.number, fault.head, fault.message) for each in results for fault in each.faults]


def take_back(batch: ImportBatch | None, by: User) -> list[str]:
    """Undo an import; why rows stay."""
    assert batch is not None
    _count, left = undo(batch, by=by, now=timezone.now())
    return [row.left for row in left]
