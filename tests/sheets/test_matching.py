"""Where the head is, which column is which, and which rows are none."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.models import User
from core.sheets.matching import Table, find_table
from core.sheets.reading import grids
from enterprises.figures_sheets import FiguresKind
from enterprises.sheets import FirmKind
from tests.sheets.books import book


def table(*rows: Sequence[Any], **more: Any) -> Table:
    return find_table(grids(book(*rows, **more)), FirmKind(User()))


def said(found: Table) -> list[dict[str, Any]]:
    return [{name: cell.value for name, cell in line.cells.items() if cell.value is not None} for line in found.lines]


def test_titles_above_the_head_and_any_order_of_columns() -> None:
    found = table(["企业台账"], [], ["制表：某某"], ["全称", "简称*"], ["甲有限公司", "甲"])
    assert (found.head_row, said(found)) == (4, [{"full_name": "甲有限公司", "short_name": "甲"}])
    assert found.lines[0].number == 5


def test_unknown_columns_are_named_and_left_out() -> None:
    assert table(["简称", "备注2", "全称"], ["甲", "x", "乙"]).unknown == [("B", "备注2")]


def test_blank_rows_samples_and_sums_are_no_rows() -> None:
    found = table(["简称", "全称"], [None, " "], ["示例", "示例公司"], ["甲", ""], ["合计", "1"])
    assert (said(found), found.blank, found.samples, found.sums) == ([{"short_name": "甲"}], 1, 1, 1)


def test_heads_are_known_without_width_marks_units_and_case() -> None:
    found = table(["（必填）简称：", " 统一社会 信用代码 *"], ["甲", "1"])
    assert [column.name for column in found.columns.values()] == ["short_name", "uscc"]


def test_a_cell_merged_downwards_holds_for_each_row() -> None:
    found = table(["园区", "简称", "全称"], ["雨花经开区", "甲", "a"], [None, "乙", "b"], merged=["A2:A3"])
    assert [each["park"] for each in said(found)] == ["雨花经开区", "雨花经开区"]


def test_a_cell_merged_over_columns_is_marked() -> None:
    found = table(["简称", "全称"], ["甲", None], merged=["A2:B2"])
    assert all(cell.is_spread for cell in found.lines[0].cells.values())


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["甲", "乙"], ["丙", "丁"]], "没有找到表头"),
        ([["简称", "全称", "简称"], ["甲", "乙", "丙"]], "有两列“简称”"),
        ([["园区", "地址"], ["甲", "乙"]], "缺少这些列：简称或全称"),
        ([["简称", "全称"]], "没有数据行"),
    ],
)
def test_what_is_no_table_is_refused_in_words(rows: list[list[str]], words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        table(*rows)
    assert words in refused.value.messages[0]


@pytest.mark.parametrize(
    ("first", "is_sum"), [("合计", True), ("合计：", True), ("总计 12", True), ("合计能源有限公司", False)]
)
def test_a_name_that_begins_like_a_sum_is_a_row(first: str, is_sum: bool) -> None:
    found = table(["简称", "全称"], ["甲", "乙"], [first, None])
    assert (found.sums, len(found.lines)) == ((1, 1) if is_sum else (0, 2))


@pytest.mark.parametrize("head", ["产值（百万元）", "产值（单位：美元）", "产值（千元）"])
def test_a_unit_that_nobody_can_reckon_with_is_refused(head: str) -> None:
    with pytest.raises(ValidationError, match="不认识"):
        figures(["企业", "月份", head], ["甲", "2026-01", 12.5])


@pytest.mark.parametrize(
    ("above", "head", "unit"),
    [
        ([], "产值（亿元）", "亿元"),
        ([], "产值（单位：亿元）", "亿元"),
        (["月报  单位：亿元"], "产值", "亿元"),
        (["单位：亿元"], "产值（万元）", "万元"),
        ([], "产值", ""),
    ],
)
def test_the_unit_of_the_head_or_of_the_title_counts(above: list[str], head: str, unit: str) -> None:
    found = figures(*([above] if above else []), ["企业", "月份", head], ["甲", "2026-01", 12.5])
    assert found.lines[0].cells["output_wan"].unit == unit


def test_a_second_sheet_with_the_same_heads_is_named() -> None:
    twice = [*grids(book(["简称", "全称"], ["甲", "乙"])), *grids(book(["简称", "全称"], ["丙", "丁"], name="二"))]
    assert find_table(twice, FirmKind(User())).others == [("二", 1)]


def figures(*rows: Sequence[Any]) -> Table:
    return find_table(grids(book(*rows)), FiguresKind(User()))
