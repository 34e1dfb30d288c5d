"""A row costs few queries, and what is not asked of the database is known: no rule is left out for speed."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.enums import Role
from core.models import Park, User
from enterprises.models import Enterprise, EnterpriseGrade
from tests.enterprises.scene import CODE, person
from tests.sheets.scene import book, bring, came_to, wrong

pytestmark = pytest.mark.django_db

HEADS = ["简称", "全称", "园区", "等级", "等级状态", "联系人", "电话"]
ROW_COSTS = 5  # a savepoint and its end; the firm, its grade and its contact


@pytest.fixture
def clerk() -> User:
    Park.objects.get_or_create(key="p", defaults={"name": "示例园"})
    return person("clerk", Role.PROJECT_OFFICER)


def rows(count: int, start: int = 0) -> list[list[Any]]:
    return [
        [f"{chr(0x4E00 + n * 3)}{chr(0x5500 + n * 7)}制造", "", "示例园", "龙头", "培育", "张三", "0731-88888888"]
        for n in range(start, start + count)
    ]


def queries(clerk: User, count: int, start: int) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert came_to(bring("firms", clerk, book(HEADS, *rows(count, start)))[1]) == ["new"] * count
    return len(asked)


def test_a_new_firm_costs_few_queries(clerk: User) -> None:
    few, many = queries(clerk, 2, 0), queries(clerk, 12, 100)
    assert (many - few) / 10 <= ROW_COSTS


def test_a_name_or_a_code_that_is_taken_is_refused_also_by_a_merged_firm(clerk: User) -> None:
    kept = Enterprise.objects.create(short_name="存续制造")
    Enterprise.objects.create(short_name="并入 ABC", merged_into=kept)
    _batch, results = bring("firms", clerk, book(["简称", "地址"], ["并入ａｂｃ", "长沙"]))
    assert [(head, bool(words)) for _row, head, words in wrong(results)] == [("简称", True)]


def test_two_rows_of_one_file_cannot_take_the_same_code(clerk: User) -> None:
    _batch, results = bring(
        "firms",
        clerk,
        book(["简称", "统一社会信用代码"], ["甲乙制造", CODE], ["丙丁实业", CODE]),
    )
    assert came_to(results) == ["new", "wrong"]


def test_a_new_firm_has_each_grade_once(clerk: User) -> None:
    heads = ["简称", "等级", "等级状态", "等级2", "等级状态2"]
    _batch, results = bring("firms", clerk, book(heads, ["甲乙制造", "龙头", "培育", "龙头", "培育"]))
    assert [(head, words) for _row, head, words in wrong(results)] == [("等级2", "这个等级已经登记过。")]
    assert not EnterpriseGrade.objects.exists()


def test_a_park_that_is_not_there_is_refused_in_each_row(clerk: User) -> None:
    heads = ["简称", "园区"]
    _batch, results = bring("firms", clerk, book(heads, ["甲乙制造", "示例园"], ["丙丁实业", "无此园"]))
    assert [(row, head) for row, head, _words in wrong(results)] == [(3, "园区")]
