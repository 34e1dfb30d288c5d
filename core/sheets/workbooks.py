"""Workbooks that we write: lists, templates, and a person's own sheet with its errors marked.

Everything that people typed is a text cell, so that no spreadsheet works anything out; numbers and days are themselves.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from core.kernel.language import in_house_language
from core.models import ImportRow
from core.sheets.cells import plain_text
from core.sheets.kinds import Column, Kind
from core.sheets.matching import ANSWER, ERRORS, SAMPLE, Table
from core.sheets.reading import Value, guarded, letter

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what no XML holds
LONGEST = 32_000  # characters of a cell
BOLD, TITLE, GREY = Font(bold=True), Font(bold=True, size=16), Font(color="5B6B7F")
LINE = Side(style="thin", color="D5DCE6")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD = PatternFill("solid", fgColor="E8EEF7")
RED, AMBER = PatternFill("solid", fgColor="F8D7DA"), PatternFill("solid", fgColor="FFF3CD")
WRAP = Alignment(wrap_text=True, vertical="top")
A4, A3 = 9, 8
WIDE = 150  # characters from which a list goes on A3
DROPPED = 5_000  # rows of a template that have drop-downs


def writable(text: str) -> str:
    """Text as a cell can hold it."""
    return UNWRITABLE.sub("", text)[:LONGEST]


def cell(sheet: Any, value: Value, **style: Any) -> Any:
    """A cell with its value by kind; text is kept as text."""
    if isinstance(value, str):
        made = WriteOnlyCell(sheet, value=writable(value))
        made.data_type, made.number_format = "s", "@"
    elif isinstance(value, dt.date):
        day: Any = value  # the stub knows moments only
        made = WriteOnlyCell(sheet, value=day)
        made.number_format = "yyyy-mm-dd hh:mm:ss" if isinstance(value, dt.datetime) else "yyyy-mm-dd"
    else:
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            made.number_format = "#,##0" if float(value).is_integer() else "#,##0.00"
    for name, what in style.items():
        setattr(made, name, what)
    return made


@dataclass
class Sheet:
    """A list as it is handed upward: its title, what stands below the title, its heads and rows."""

    title: str
    notes: Sequence[str]
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


@in_house_language()
def as_workbook(*tables: Sheet) -> bytes:
    """A list for Excel, or several, a sheet each: title, who made it and when, the filter in words, and a head that is
    printed on every page.

    Nothing stands below the last row.
    """
    book = Workbook(write_only=True)
    for table in tables:
        _add(book, table)
    return _bytes(book)


def _add(book: Workbook, table: Sheet) -> None:
    sheet = book.create_sheet(_sheet_name(table.title))
    last = get_column_letter(max(len(table.columns), 1))
    head_row = 3
    sheet.freeze_panes = f"B{head_row + 1}"
    widths = [column.holds.width for column in table.columns]
    for at, width in enumerate(widths):
        sheet.column_dimensions[letter(at)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A3 if sum(widths) > WIDE else A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.oddFooter.center.text = _("第 &P 页，共 &N 页")
    sheet.append([cell(sheet, table.title, font=TITLE)])
    sheet.append([cell(sheet, "　".join(table.notes), font=GREY)])
    sheet.append(
        [cell(sheet, str(column.head), font=BOLD, fill=HEAD, border=BOX, alignment=WRAP) for column in table.columns]
    )
    for row in table.rows:
        sheet.append([cell(sheet, value, border=BOX, alignment=WRAP) for value in row])
    sheet.auto_filter.ref = f"A{head_row}:{last}{head_row}"


def as_csv(table: Sheet) -> bytes:
    """A list as text, with the mark by which Excel knows UTF-8: its heads and its rows, and nothing else."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow([guarded(str(column.head)) for column in table.columns])
    for row in table.rows:
        lines.writerow([_in_text(value) for value in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def _in_text(value: Value) -> str:
    """A cell of a csv. What somebody typed is guarded; a number is itself, also below zero."""
    if isinstance(value, str):
        return guarded(writable(value))
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return plain_text(value)


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or "1"


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# --- A template ------------------------------------------------------------------------------------------------------
@in_house_language()
def template(kind: Kind) -> bytes:
    """An empty table of a kind: heads, a sample row that is never imported, drop-downs, and a sheet that explains.

    In the language of the house, whoever asks: it is known again by its heads.
    """
    columns = [column for column in kind.every_column() if not column.shown_only]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(str(kind.title)))
    lists = {column.name: column.holds.options() for column in columns}
    sheet.freeze_panes = "A4"
    for at, column in enumerate(columns):
        dimension = sheet.column_dimensions[letter(at)]
        dimension.width = max(column.holds.width, len(str(column.head)) * 2 + 2)
        dimension.number_format = "@" if column.holds.is_text else "General"
    _offer(sheet, columns, lists)
    sheet.append([cell(sheet, _("%(kind)s导入模板") % {"kind": kind.title}, font=TITLE)])
    sheet.append([cell(sheet, _("带 * 的列必填；写着“示例”的行不会导入；填法见“填写说明”。"), font=GREY)])
    starred = kind.stars()
    heads = [f"{column.head}*" if column.name in starred else str(column.head) for column in columns]
    sheet.append([cell(sheet, head, font=BOLD, fill=HEAD, border=BOX) for head in heads])
    sample = [SAMPLE] + [_example(column) for column in columns[1:]]
    sheet.append([cell(sheet, value, font=GREY) for value in sample])
    _explain(book, kind, columns)
    _dictionaries(book, columns, lists)
    return _bytes(book)


def _example(column: Column) -> Value:
    value = column.example
    if value is None and (options := column.holds.options()):
        return options[0]
    return value if isinstance(value, int | float | dt.date | None) else str(value)


def _offer(sheet: Any, columns: Sequence[Column], lists: Mapping[str, list[str]]) -> None:
    """Drop-downs from the sheet 字典. What is not in the list is said, not refused: a cell may hold two."""
    place = 0
    for at, column in enumerate(columns):
        if not lists[column.name]:
            continue
        source = f"{quote_sheetname(_('字典'))}!${letter(place)}$2:${letter(place)}${len(lists[column.name]) + 1}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True, errorStyle="warning")
        rule.add(f"{letter(at)}4:{letter(at)}{DROPPED}")
        sheet.data_validations.append(rule)
        place += 1


def _explain(book: Workbook, kind: Kind, columns: Sequence[Column]) -> None:
    sheet, starred = book.create_sheet(_("填写说明")), kind.stars()
    for at, width in enumerate((24, 10, 40, 60)):
        sheet.column_dimensions[letter(at)].width = width
    sheet.append([cell(sheet, head, font=BOLD, fill=HEAD) for head in (_("列名"), _("必填"), _("填什么"), _("说明"))])
    for column in columns:
        also = _("也认“%(heads)s”") % {"heads": "”“".join(column.also)} if column.also else ""
        note = "；".join(part for part in (str(column.note), also) if part)
        told = (str(column.head), _("必填") if column.name in starred else "", column.holds.rule(), note)
        sheet.append([cell(sheet, text, alignment=WRAP) for text in told])


def _dictionaries(book: Workbook, columns: Sequence[Column], lists: Mapping[str, list[str]]) -> None:
    offered = [column for column in columns if lists[column.name]]
    if not offered:
        return
    sheet = book.create_sheet(_("字典"))
    for at, _column in enumerate(offered):
        sheet.column_dimensions[letter(at)].width = 26
    sheet.append([cell(sheet, str(column.head), font=BOLD, fill=HEAD) for column in offered])
    for at in range(max(len(lists[column.name]) for column in offered)):
        sheet.append(
            [cell(sheet, lists[column.name][at]) if at < len(lists[column.name]) else None for column in offered]
        )


# --- Errors, marked ---------------------------------------------------------------------------------------------------
@in_house_language()
def error_workbook(kind: Kind, table: Table, rows: Iterable[ImportRow]) -> bytes:
    """The person's own sheet: the same heads, rows, order and values, one column 错误 more, and the cells marked.

    A row that asks something has a cell under 认定, in which the answer is written.
    """
    told = {row.number: row for row in rows if row.said or row.question}
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(table.grid.name if not table.grid.is_text else str(kind.title)))
    grid = [row[: _width(table)] for row in table.grid.rows]
    width = max(_width(table), 1)
    asks = any(row.question for row in told.values())
    sheet.freeze_panes = f"A{table.head_row + 1}"
    for at in range(width):
        column = table.columns.get(at)
        sheet.column_dimensions[letter(at)].width = column.holds.width if column else 14
    sheet.column_dimensions[letter(width)].width = 60
    for number, row in enumerate(grid, start=1):
        marked = _marks(table, told.get(number))
        cells = [
            cell(sheet, value, **({"fill": marked[at]} if at in marked else {})) for at, value in _filled(row, width)
        ]
        if number == table.head_row:
            cells.append(cell(sheet, ERRORS, font=BOLD, fill=HEAD))
            cells += [cell(sheet, ANSWER, font=BOLD, fill=HEAD)] if asks else []
        elif found := told.get(number):
            cells.append(cell(sheet, sentence(found), alignment=WRAP, font=Font(color="9B1C1C")))
        sheet.append(cells)
    last = letter(width + asks)
    sheet.auto_filter.ref = f"A{table.head_row}:{last}{max(len(grid), table.head_row)}"
    _list_errors(book, sheet.title, told.values())
    return _bytes(book)


def _width(table: Table) -> int:
    """The columns of the sheet, without our own of an earlier time at its end."""
    head = [str(value) if value is not None else "" for value in table.grid.rows[table.head_row - 1]]
    ours = [at for at, text in enumerate(head) if text in (ERRORS, ANSWER)]
    longest = max((len(row) for row in table.grid.rows), default=0)
    return min(ours) if ours and min(ours) > max(table.columns, default=0) else longest


def _filled(row: Sequence[Value], width: int) -> Iterable[tuple[int, Value]]:
    return ((at, row[at] if at < len(row) else None) for at in range(width))


def _marks(table: Table, row: ImportRow | None) -> dict[int, PatternFill]:
    """The colours of the cells of a row."""
    if row is None:
        return {}
    places = {column.name: at for at, column in table.columns.items()}
    marks = {places[fault["column"]]: RED for fault in row.said if fault["column"] in places}
    if (asked := row.question.get("column")) in places:
        marks[places[asked]] = AMBER
    return marks or {min(places.values(), default=0): RED if row.said else AMBER}


def sentence(row: ImportRow) -> str:
    """What is wrong in a row, cell by cell."""
    told = [
        f"{fault['letter']}{row.number} {fault['head']}：{fault['message']}"
        + (_("可填：%(hint)s。") % {"hint": fault["hint"]} if fault["hint"] else "")
        for fault in row.said
    ]
    if row.question:
        answers = "”“".join(words for _key, words, _what in row.question["answers"])
        told.append(_("%(text)s请在“认定”列填“%(answers)s”之一。") % {"text": row.question["text"], "answers": answers})
    return "\n".join(told)


def _list_errors(book: Workbook, title: str, rows: Iterable[ImportRow]) -> None:
    sheet = book.create_sheet(_("错误清单"))
    for at, width in enumerate((8, 8, 24, 30, 60)):
        sheet.column_dimensions[letter(at)].width = width
    heads = (_("行"), _("列"), _("列名"), _("读到的"), _("为什么不行"))
    sheet.append([cell(sheet, head, font=BOLD, fill=HEAD) for head in heads])
    for row in rows:
        for fault in row.said:
            link = cell(sheet, str(row.number))
            link.hyperlink = f"#{quote_sheetname(title)}!{fault['letter'] or 'A'}{row.number}"
            rest = (fault["letter"], fault["head"], fault["value"], fault["message"])
            sheet.append([link, *(cell(sheet, text, alignment=WRAP) for text in rest)])


def made_note(user: object) -> str:
    """制表 and when."""
    return _("制表：%(who)s %(at)s") % {"who": user, "at": f"{timezone.localtime():%Y-%m-%d %H:%M}"}
