"""Files that people send: what is read of them, and what is refused, quickly and in words."""

import datetime as dt
import io
import os
import random
import subprocess
import sys
import time

import psutil
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.sheets import unpacking
from core.sheets.matching import find_table
from core.sheets.reading import FORMULA, Grid, grids, guarded, letter, unguarded
from enterprises.sheets import FirmKind
from tests.sheets.books import HOSTILE, book, with_part

SECONDS = 8  # on a machine that does other things; alone it is under 2
FUZZED = int(os.environ.get("ZONE_FUZZ", "200"))


def only(data: bytes) -> Grid:
    (grid,) = grids(data)
    return grid


def test_cells_are_text_numbers_days_and_answers() -> None:
    grid = only(book(["甲", 12.5, dt.date(2026, 11, 28), True, None, dt.datetime(2026, 1, 1, 8, 30)], name="台账"))
    assert (grid.name, grid.rows) == ("台账", [["甲", 12.5, dt.date(2026, 11, 28), True, None, "2026-01-01 08:30:00"]])


def test_a_formula_without_a_value_is_known_by_its_cell() -> None:
    grid = only(book(["甲", "=1+1"]))
    assert (grid.rows, grid.uncalculated) == ([["甲"]], frozenset({"B1"}))


def test_a_formula_with_a_value_is_its_value() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'
    )
    grid = only(with_part("xl/worksheets/sheet1.xml", sheet))
    assert (grid.rows, grid.formulas, grid.uncalculated) == ([[2.0]], 1, frozenset())


def test_merged_cells_are_told() -> None:
    assert only(book(["甲", "乙"], ["丙", None], merged=["A1:B1"])).merged == [(0, 0, 0, 1)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_csv_in_every_encoding(encoding: str, comma: str) -> None:
    grid = only(f"简称{comma}电话\r\n甲{comma}0731\r\n".encode(encoding))
    assert (grid.rows, grid.is_text) == ([["简称", "电话"], ["甲", "0731"]], True)


@given(st.text(max_size=40))
def test_what_was_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(FORMULA)


@pytest.mark.parametrize(("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_excel_does(index: int, name: str) -> None:
    assert letter(index) == name


@pytest.mark.parametrize("which", HOSTILE)
def test_hostile_files_are_refused_quickly_in_words(which: str, django_user_model: type) -> None:
    data, began = HOSTILE[which](), time.monotonic()
    with pytest.raises(ValidationError) as refused:
        find_table(grids(data), FirmKind(django_user_model()))
    assert time.monotonic() - began < SECONDS
    (said,) = refused.value.messages
    assert said.endswith("。")


@pytest.mark.parametrize("which", HOSTILE)
def test_hostile_files_take_little_memory(which: str) -> None:
    """The child says itself how much it had at most; without the limit a bomb takes what it likes (control below)."""
    assert _peak_mb(HOSTILE[which]()) < 150


def test_the_memory_of_a_child_is_measured() -> None:
    """Control: what a child takes is seen."""
    assert _run("x = bytearray(300 << 20)", b"") > 300


def _peak_mb(data: bytes) -> float:
    """Megabytes that the child had at most, above what it began with."""
    return _run(
        f"import sys; sys.path.insert(0, {str(unpacking.PROGRAM.parent)!r}); import unpacking; unpacking.main()", data
    )


def _run(program: str, data: bytes) -> float:
    look = "int([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1])"
    lines = f"before = {look}\n{program}\nimport sys; sys.stderr.write(str(({look} - before) / 1024))"
    done = subprocess.run([sys.executable, "-c", lines], input=data, capture_output=True, check=True)
    return float(done.stderr.decode().split()[-1])


def mutated(data: bytes, seed: int) -> bytes:
    """The same file with some bytes changed, cut or doubled."""
    chance, made = random.Random(seed), bytearray(data)
    for _time in range(chance.randint(1, 12)):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randint(1, 40)]
            case 2:
                made[at:at] = made[at : at + chance.randint(1, 40)]
            case _:
                made[at : at + 4] = bytes(chance.randrange(256) for _byte in range(4))
    return bytes(made)


def test_mutated_workbooks_never_break_the_reader() -> None:
    """Each is read, or refused in words. `ZONE_FUZZ=10000` makes a long run of it."""
    whole = book(["简称", "全称", "电话"], ["甲", "甲有限公司", "0731"], ["乙", "=1+1", 12.5], merged=["A1:B1"])
    inside = [with_part("xl/worksheets/sheet1.xml", mutated(_sheet(whole), seed)) for seed in range(FUZZED // 2)]
    for data in [*inside, *(mutated(whole, seed) for seed in range(FUZZED - FUZZED // 2))]:
        try:
            read = _in_process(data)
        except ValidationError:
            continue
        assert all(isinstance(grid, Grid) for grid in read)


def _sheet(data: bytes) -> bytes:
    import zipfile

    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def _in_process(data: bytes) -> list[Grid]:
    return grids(data)


def test_the_tests_processes_are_gone() -> None:
    """No child outlives its reading."""
    assert not [child for child in psutil.Process().children() if "unpacking" in " ".join(child.cmdline())]
