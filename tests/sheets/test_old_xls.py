"""Files of Excel 97–2003, as LibreOffice writes them: days, codes, merged cells and formulas are read as of xlsx."""

import datetime as dt
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from core.enums import Role
from core.sheets import unpacking
from core.sheets.reading import Grid, grids
from enterprises.models import Enterprise
from tests.enterprises.scene import CODE, person
from tests.sheets.scene import bring, came_to
from tests.sheets.test_reading import FUZZED, mutated

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here: nobody wrote a real .xls"),
]


@pytest.fixture(scope="module")
def xls(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("xls")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["企业台账"])
    sheet.merge_cells("A1:F1")
    sheet.append(["简称", "统一社会信用代码", "等级", "等级状态", "等级日期", "等级依据", "联系人", "电话", "地址"])
    sheet.append(
        ["甲一科技", CODE, "龙头", "认定", dt.date(2024, 5, 6), "长工信〔2024〕1号", "张三", "07318888", "长沙"]
    )
    sheet.append(["乙二机电", None, None, None, None, None, None, None, None])
    sheet["G4"], sheet["H4"] = '="李"&"四"', "=1/0"
    sheet.merge_cells("I3:I4")
    (folder / "a.xlsx").write_bytes(_bytes(book))
    _convert(folder, "a.xlsx")
    return (folder / "a.xls").read_bytes()


def _bytes(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _convert(folder: Path, name: str) -> None:
    command = ["soffice", f"-env:UserInstallation=file://{folder}/p", "--headless", "--convert-to", "xls"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / name)], check=True, capture_output=True, timeout=120
    )


def test_the_cells_are_as_in_a_new_file(xls: bytes) -> None:
    assert xls.startswith(unpacking.OLE)
    (grid,) = grids(xls)
    assert isinstance(grid, Grid)
    assert grid.rows[2][1] == CODE
    assert grid.rows[2][4] == dt.date(2024, 5, 6)
    assert grid.rows[2][7] == "07318888", "a telephone keeps its nought"
    assert grid.rows[3][6] == "李四", "a formula is its value"
    assert (grid.formulas, grid.uncalculated) == (1, {"H4"})
    assert {(0, 0, 0, 5), (2, 8, 3, 8)} <= set(grid.merged)


def test_it_is_imported(xls: bytes) -> None:
    _batch, results = bring("firms", person("clerk", Role.PROJECT_OFFICER), xls, partial=True)
    assert came_to(results) == ["new", "wrong"]
    assert [(fault.letter, "错误值" in fault.message) for fault in results[1].faults] == [("H", True)]
    made = Enterprise.objects.get()
    assert (made.uscc, made.address) == (CODE, "长沙")
    assert [(each.on, each.evidence) for each in made.grades.all()] == [(dt.date(2024, 5, 6), "长工信〔2024〕1号")]


def test_mutated_files_are_read_or_refused_in_words(xls: bytes) -> None:
    """`ZONE_FUZZ=10000` makes a long run of it."""
    for seed in range(FUZZED // 4):
        try:
            read = grids(mutated(xls, seed))
        except ValidationError:
            continue
        assert all(isinstance(grid, Grid) for grid in read)
