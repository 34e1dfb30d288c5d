"""What people send: xlsx and xls through a child with limits, csv in UTF-8 or GB18030. Each becomes grids of cells."""

import csv
import datetime as dt
import io
import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.sheets import unpacking

MAX_MB = 20
PATIENCE = 30  # seconds that a child may take on a busy machine
FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # what a spreadsheet would work out instead of showing
GUARD = "'"  # what a table in text puts before it
DELIMITERS = ",\t;，"

Value = None | str | bool | int | float | dt.date


@dataclass
class Grid:
    """A sheet, its cells from A1 on; a row may be shorter than others."""

    name: str
    rows: list[list[Value]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, column; last row, column; from 0
    formulas: int = 0
    uncalculated: frozenset[str] = frozenset()  # cells whose formula has no value, as B7
    is_text: bool = False  # of a csv, where every cell is text


def letter(index: int) -> str:
    """A, B … Z, AA: the name of a column, counted from 0."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def grids(data: bytes) -> list[Grid]:
    """The sheets of a file by its content. Raises ValidationError saying why it is not read."""
    if len(data) > MAX_MB << 20:
        raise _refused(_("文件超过 %(mb)d MB，请分成几份再传。") % {"mb": MAX_MB}, "too_large")
    if not data.strip(b"\0 \r\n\t"):
        raise _refused(_("文件是空的，请重新选择。"), "empty")
    if data.startswith((b"PK", unpacking.OLE)):
        return [_grid(sheet) for sheet in _unpacked(data)["sheets"]]
    if data.startswith((b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"{\\rtf")):
        raise _refused(_("这不是表格文件，请传 xlsx、xls 或 csv。"), "no_table")
    return [_of_text(data)]


def _unpacked(data: bytes) -> dict[str, Any]:
    child = [sys.executable, "-I", str(unpacking.PROGRAM)]
    try:
        done = subprocess.run(child, input=data, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise _refused(_too_much(), "limits") from error
    if done.returncode == 0:
        return json.loads(done.stdout)
    words = {
        unpacking.LOCKED: _("这个文件有打开密码，请去掉密码后再传。"),
        unpacking.MACRO: _("这个文件带有宏，请另存为普通的 xlsx 再传。"),
        unpacking.ENTITIES: _("这个文件里有不该出现的内容，请用 Excel 或 WPS 另存为 xlsx 再传。"),
        unpacking.BROKEN: _("打不开这个文件，请确认它是 xlsx、xls 或 csv，并且没有损坏。"),
    }
    raise _refused(words.get(done.returncode, _too_much()), "unreadable")


def _too_much() -> str:
    return _("这个文件展开后太大，最多 %(rows)d 行、%(columns)d 列，请删去多余的内容，或分成几份再传。") % {
        "rows": unpacking.MOST_ROWS - 1_000,
        "columns": unpacking.MOST_COLUMNS,
    }


def _refused(words: str, code: str) -> ValidationError:
    return ValidationError(words, code=code)


def _grid(said: dict[str, Any]) -> Grid:
    rows = [[_value(cell) for cell in row] for row in said["rows"]]
    merged = [(first[0], first[1], last[0], last[1]) for first, last in said["merged"]]
    return Grid(said["name"], rows, merged, said["formulas"], frozenset(said["uncalculated"]))


def _value(cell: Any) -> Value:
    if not isinstance(cell, dict):
        return cell
    said = cell["d"]
    return dt.date.fromisoformat(said) if len(said) == len("2026-11-28") else said


def _of_text(data: bytes) -> Grid:
    """A csv. What is guarded against being worked out is taken as it was before."""
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    rows: list[list[Value]] = []
    csv.field_size_limit(1 << 20)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([unguarded(cell) or None for cell in row])
            if len(rows) > unpacking.MOST_ROWS or len(row) > unpacking.MOST_COLUMNS:
                raise _refused(_too_much(), "limits")
    except csv.Error as error:
        raise _refused(_("这个 csv 读不懂，请用 Excel 或 WPS 另存为 xlsx 再传。"), "unreadable") from error
    return Grid("csv", rows, is_text=True)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "utf-16"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _refused(_("这个 csv 的编码读不懂，请存为 UTF-8 或 GB18030，或另存为 xlsx 再传。"), "encoding")


def guarded(text: str) -> str:
    """Text for a cell of a csv that no spreadsheet takes for a formula. A guard that was there is guarded as well."""
    return f"{GUARD}{text}" if text.startswith((*FORMULA, GUARD)) else text


def unguarded(text: str) -> str:
    """The text before it was `guarded`."""
    return text[1:] if text.startswith(GUARD) and text[1:].startswith((*FORMULA, GUARD)) else text
