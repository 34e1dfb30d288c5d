"""Heads in two rows, titles above, and sheets beside the one that is read."""

import io

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from core.enums import Role
from core.models import User
from core.sheets.matching import Table, find_table
from core.sheets.reading import grids
from tests.enterprises.scene import person
from tests.sheets.scene import kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return person("clerk", Role.PROJECT_OFFICER)


def table(clerk: User, *sheets: list[list[object]], merged: tuple[str, ...] = (), of: str = "firms") -> Table:
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    buffer = io.BytesIO()
    book.save(buffer)
    return find_table(grids(buffer.getvalue()), kind(of, clerk))


def said(found: Table) -> list[tuple[int, dict[str, object]]]:
    return [(line.number, {name: cell.value for name, cell in line.cells.items()}) for line in found.lines]


def test_a_head_in_two_rows_is_read_by_its_lower_names(clerk: User) -> None:
    rows = [["企业名称", "联系方式", None, "备注2"], [None, "联系人", "电话", None], ["甲制造", "张三", "0731", "x"]]
    found = table(clerk, rows, merged=("B1:C1", "A1:A2", "D1:D2"))
    assert found.head_row == 2
    assert said(found) == [(3, {"full_name": "甲制造", "contacts.1.name": "张三", "contacts.1.phone": "0731"})]
    assert found.unknown == [("D", "备注2")]


def test_a_title_over_all_columns_is_no_head_and_its_unit_counts(clerk: User) -> None:
    rows = [["重点企业月报 单位：亿元", None, None], ["企业名称", "月份", "产值"], ["甲制造", "2026-01", 1]]
    found = table(clerk, rows, merged=("A1:C1",), of="figures")
    assert (found.head_row, len(found.lines)) == (2, 1)
    assert {cell.unit for cell in found.lines[0].cells.values()} == {"", "亿元"}


def test_a_head_merged_over_its_data_swallows_no_row(clerk: User) -> None:
    rows = [["企业名称", "电话", None], ["甲制造", "0731", "138"], ["乙制造", "0732", "139"]]
    assert [number for number, _cells in said(table(clerk, rows, merged=("B1:C1",)))] == [2, 3]


def test_another_sheet_is_named_with_its_rows(clerk: User) -> None:
    heads: list[object] = ["企业名称", "电话"]
    found = table(clerk, [heads, ["甲制造", "1"]], [heads, ["乙制造", "2"], ["丙制造", "3"]], [heads])
    assert (found.grid.name, found.others) == ("表1", [("表2", 2)])


def test_a_template_that_nobody_filled_in_says_that_samples_stay_out(clerk: User) -> None:
    with pytest.raises(ValidationError) as refused:
        table(clerk, [["企业名称", "电话"], ["示例", "1"]])
    assert "写着“示例”的 1 行不导入" in refused.value.messages[0]
