"""Workbooks for tests: some rows as a file, and files that are made to hurt."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from openpyxl import Workbook, load_workbook

ROWS = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def book(*rows: Sequence[Any], name: str = "Sheet1", merged: Iterable[str] = ()) -> bytes:
    """A workbook of one sheet with these rows."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    return saved(made)


def saved(made: Workbook) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def cells(data: bytes, sheet: int = 0) -> list[tuple[Any, ...]]:
    """The rows of a workbook that we wrote."""
    return list(load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows(values_only=True))


def with_part(path: str, text: str | bytes, data: bytes | None = None) -> bytes:
    """A workbook one part of which is another."""
    source, buffer = zipfile.ZipFile(io.BytesIO(data or book(["简称"]))), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name != path:
                made.writestr(name, source.read(name))
        made.writestr(path, text)
    return buffer.getvalue()


def _bomb() -> bytes:
    return with_part("xl/worksheets/sheet1.xml", b"<a>" + b" " * (100 << 20) + b"</a>")


def _many_bombs() -> bytes:
    return with_part("xl/media/zero.bin", b"\0" * (130 << 20))


def _entities() -> bytes:
    layers = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    return with_part("xl/worksheets/sheet1.xml", f'<!DOCTYPE x [<!ENTITY a0 "ha">{layers}]><x>&a8;</x>')


def _million_rows() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(1, 1_000_001))
    return with_part("xl/worksheets/sheet1.xml", ROWS.format(rows))


def _far_cell() -> bytes:
    cell = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return with_part("xl/worksheets/sheet1.xml", ROWS.format(cell))


def _macro() -> bytes:
    return with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")


def _cut() -> bytes:
    whole = book(["简称"], ["甲"])
    return whole[: len(whole) // 2]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a zip bomb": _bomb,
    "a large part": _many_bombs,
    "an entity bomb": _entities,
    "a million empty rows": _million_rows,
    "a cell far away": _far_cell,
    "a macro workbook": _macro,
    "a cut workbook": _cut,
    "no workbook": lambda: b"PK\x03\x04" + b"x" * 100,
    "an old file that is none": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "an encrypted one": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    ),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "nothing": lambda: b"",
    "bytes of no encoding": lambda: b"\x81\xff\xfe\x00\x9d" * 20,
}
