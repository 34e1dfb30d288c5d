"""Unpack a workbook. Run as a program, it does so within limits of memory and time.

Stands alone: nothing of the product is imported, so that the program starts quickly and knows no secrets. What it says
is JSON: the sheets with their cells from A1 on. A date is {"d": "2026-11-28"}, a fault of Excel {"e": "#N/A"}.
"""

import datetime as dt
import io
import json
import re
import resource
import struct
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

MEMORY_MB = 130
CPU_SECONDS = 20
MOST_SHEETS = 20
MOST_ROWS = 21_000
MOST_COLUMNS = 300
MOST_CELLS = 1_500_000
MOST_PARTS = 2_000
MOST_UNPACKED = 120 << 20
MOST_PACKED_TIMES = 150  # a sheet of plain rows packs 10 to 20 times
LIMITS, BROKEN, LOCKED, MACRO, ENTITIES = 3, 4, 5, 6, 7  # exit codes
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORMULA = re.compile(
    rb'<c\b[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)\s*(<v>[^<]+</v>|<is>)?', re.DOTALL
)


FAULTY = re.compile(rb'<c\b(?=[^>]*?\bt="e")[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')  # #N/A, #REF!


class Refused(Exception):
    """Why a file is not read: one of the exit codes."""


def unpacked(data: bytes) -> dict[str, Any]:
    """The sheets of a workbook. Raises Refused, and whatever the reader raises for a broken file."""
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(LOCKED)
        if "_VBA_PROJECT_CUR".encode("utf-16-le") in data:
            raise Refused(MACRO)
    formulas = _faults_of_old(data) if data.startswith(OLE) else _looked_through(data)
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book, sheets = CalamineWorkbook.from_filelike(io.BytesIO(data)), []
    for number, known in enumerate(book.sheets_metadata[:MOST_SHEETS]):
        if known.typ != SheetTypeEnum.WorkSheet or known.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_index(number)
        if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
            raise Refused(LIMITS)
        if sheet.total_height * sheet.total_width > MOST_CELLS:
            raise Refused(LIMITS)
        calculated, empty = formulas.get(known.name, (0, []))
        sheets.append(
            {
                "name": known.name,
                "rows": [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)],
                "merged": [[list(first), list(last)] for first, last in sheet.merged_cell_ranges or []],
                "formulas": calculated,
                "uncalculated": empty,
            }
        )
    return {"sheets": sheets}


def _cell(value: Any) -> Any:
    if value == "" or value is None:
        return None
    if isinstance(value, dt.datetime):
        return {"d": f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M:%S}"}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    if isinstance(value, str | bool | int | float):
        return value
    return str(value)


def _looked_through(data: bytes) -> dict[str, tuple[int, list[str]]]:
    """Of each sheet, by its name: how many formulas have a value, and the cells whose formula has none.

    Refuses what is made to burst, what hides entities, and macros.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refused(LIMITS)
        names = {part.filename for part in parts}
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise Refused(MACRO)
        found: dict[str, tuple[int, list[str]]] = {}
        titles = _titles(packed) if "xl/workbook.xml" in names else {}
        for part in parts:
            if not part.filename.endswith((".xml", ".rels")):
                continue
            if part.file_size > 1 << 20 and part.file_size > MOST_PACKED_TIMES * max(part.compress_size, 1):
                raise Refused(LIMITS)
            text = packed.read(part)
            if b"<!DOCTYPE" in text[:4096] or b"<!ENTITY" in text:
                raise Refused(ENTITIES)
            if part.filename.startswith("xl/worksheets/") and (b"<f" in text or b't="e"' in text):
                cells = [(match[1].decode(), bool(match[2])) for match in FORMULA.finditer(text)]
                empty = [cell for cell, has_value in cells if not has_value]
                empty += [match[1].decode() for match in FAULTY.finditer(text)]
                found[titles.get(part.filename, part.filename)] = (sum(has for _cell, has in cells), empty)
        return found


def _titles(packed: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet that each part of the package holds."""
    import html

    try:
        targets = packed.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return {}
    book, paths = packed.read("xl/workbook.xml").decode("utf-8", "replace"), {}
    for link in re.findall(r"<Relationship\b[^>]*>", targets):
        said = dict(re.findall(r'(\w+)="([^"]*)"', link))
        paths[said.get("Id", "")] = said.get("Target", "")
    titles = {}
    for sheet in re.findall(r"<sheet\b[^>]*>", book):
        said = dict(re.findall(r'([\w:]+)="([^"]*)"', sheet))
        target = paths.get(said.get("r:id", ""), "").lstrip("/").removeprefix("xl/")
        titles[f"xl/{target}"] = html.unescape(said.get("name", ""))
    return titles


# --- Files of Excel 97–2003 -------------------------------------------------------------------------------------------
def _faults_of_old(data: bytes) -> dict[str, tuple[int, list[str]]]:
    """Of each sheet of an .xls the same: the reader gives an empty cell for #N/A, and says nothing of it."""
    found: dict[str, tuple[int, list[str]]] = {}
    book = _stream(data, "Workbook")
    starts = {}
    for kind, body in _records(book, 0):
        if kind == 0x85 and len(body) > 8:  # a sheet: where it begins, and its name
            wide, text = body[7] & 1, body[8:]
            starts[text[: body[6] * 2].decode("utf-16-le") if wide else text[: body[6]].decode("latin-1")] = body[:4]
    for name, start in starts.items():
        count, faults = 0, []
        for kind, body in _records(book, int.from_bytes(start, "little")):
            if kind not in (0x06, 0x205) or len(body) < 8:  # a formula; a truth or a fault
                continue
            is_fault = body[7] == 1 if kind == 0x205 else len(body) > 13 and body[12:14] == b"\xff\xff" and body[6] == 2
            count += kind == 0x06 and not is_fault
            if is_fault:
                row, column = struct.unpack_from("<HH", body)
                faults.append(f"{_letters(column)}{row + 1}")
        found[name] = (count, faults)
    return found


def _letters(column: int) -> str:
    return _letters(column // 26 - 1) + chr(65 + column % 26) if column > 25 else chr(65 + column)


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a part of the book, to its end; parts inside it, as of charts, are passed over."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        depth += (kind == 0x809) - (kind == 0x0A)
        if depth == 1:
            yield kind, book[at + 4 : at + 4 + length]
        if depth <= 0:
            return
        at += 4 + length


def _stream(data: bytes, name: str) -> bytes:
    """A stream of a compound file; empty when there is none."""
    size, small = 1 << struct.unpack_from("<H", data, 30)[0], 1 << struct.unpack_from("<H", data, 32)[0]
    if not 64 <= small * 8 <= size * 8 <= 1 << 16:
        raise Refused(BROKEN)
    first_directory, cutoff, first_small = struct.unpack_from("<I4xII", data, 48)
    listed, at = list(struct.unpack_from("<109I", data, 76)), struct.unpack_from("<I", data, 68)[0]

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    while at < 0xFFFFFFFA and len(listed) < len(data) // size + 109:
        more = struct.unpack(f"<{size // 4}I", sector(at))
        listed, at = [*listed, *more[:-1]], more[-1]
    table = b"".join(sector(number) for number in listed if number < 0xFFFFFFFA)
    fat = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])

    def chain(start: int, follow: Sequence[int]) -> list[int]:
        numbers: list[int] = []
        while start < len(follow) and len(numbers) <= len(follow):
            numbers.append(start)
            start = follow[start]
        return numbers

    def whole(start: int) -> bytes:
        return b"".join(map(sector, chain(start, fat)))

    directory = whole(first_directory)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    for entry in entries:
        if entry[: max(entry[64] - 2, 0)].decode("utf-16-le", "replace") == name:
            start, length = struct.unpack_from("<II", entry, 116)
            if length >= cutoff:
                return whole(start)[:length]
            links, root = whole(first_small), whole(struct.unpack_from("<I", entries[0], 116)[0])
            follow = struct.unpack(f"<{len(links) // 4}I", links[: len(links) // 4 * 4])
            return b"".join(root[n * small : (n + 1) * small] for n in chain(start, follow))[:length]
    return b""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_MB << 20, MEMORY_MB << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """A workbook on standard input, its cells on standard output; the exit status says why there are none."""
    _limited()
    try:
        found = unpacked(sys.stdin.buffer.read())
        json.dump(found, sys.stdout, ensure_ascii=True, separators=(",", ":"))
    except Refused as why:
        return why.args[0]
    except MemoryError:
        return LIMITS
    except BaseException as error:  # whatever a reader raises for a file that was made to break it
        if "assword" in type(error).__name__:
            return LOCKED
        return LIMITS if "memory" in str(error).lower() else BROKEN
    return 0


PROGRAM = Path(__file__).resolve()

if __name__ == "__main__":
    sys.exit(main())
