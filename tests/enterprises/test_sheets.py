"""Firms from a table: by the rules of their page, all at once or not at all, and back again."""

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import BatchState, Role, RowOutcome
from core.models import ImportBatch, ImportRow, Park, User
from core.sheets.batches import import_now, keep
from core.sheets.importing import Result
from core.sheets.matching import find_table
from core.sheets.reading import grids
from core.sheets.undoing import undo
from core.sheets.workbooks import Sheet, as_workbook, error_workbook, template
from core.typed.cleaning import in_line
from enterprises.firm.duplicates import NameBook, namesakes
from enterprises.models import Enterprise
from enterprises.sheets import FirmKind
from tests.enterprises.scene import CODE, asked, contact, firm, person
from tests.sheets.books import book, cells

pytestmark = pytest.mark.django_db

HEADS = [
    "简称",
    "全称",
    "统一社会信用代码",
    "园区",
    "等级",
    "等级状态",
    "等级日期",
    "等级依据",
    "联系人",
    "电话",
    "认定",
]


@pytest.fixture
def clerk() -> User:
    return person("clerk", Role.PROJECT_OFFICER)


@pytest.fixture(autouse=True)
def park() -> Park:
    return Park.objects.create(key="main", name="雨花经开区", city="长沙", kind="main")


def row(short: str, **more: Any) -> list[Any]:
    return [short if head == "简称" else more.get(head) for head in HEADS]


def bring(
    by: User, *rows: list[Any], heads: list[str] = HEADS, dry: bool = False, partial: bool = False
) -> list[Result]:
    """Import rows; what each came to."""
    _batch, results = bring_in(by, book(heads, *rows), dry=dry, partial=partial)
    return results


def bring_in(
    by: User, data: bytes, *, dry: bool = False, partial: bool = False
) -> tuple[ImportBatch | None, list[Result]]:
    return import_now(FirmKind(by), data, "t.xlsx", dry=dry, partial=partial, now=timezone.now())


def outcomes(results: list[Result]) -> list[str]:
    return [str(result.outcome) for result in results]


def exported(by: User) -> bytes:
    """All firms as a list, with as many contacts, grades and other names as there are."""
    kind = FirmKind(by)
    rows = list(kind.rows())
    most = {part.name: max([1, *(len(part.rows(each)) for each in rows)]) for part in kind.parts}
    columns = kind.every_column(most)
    table = [[kind.cells(each).get(column.name) for column in columns] for each in rows]
    return as_workbook(Sheet("企业台账", ["制表"], columns, table))


def test_a_new_firm_with_grade_and_contact(clerk: User) -> None:
    full = {
        "园区": "雨花经开区",
        "等级": "龙头",
        "等级状态": "认定",
        "等级日期": "2021.4.6",
        "等级依据": "湘〔2021〕1号",
    }
    (result,) = bring(
        clerk, row("甲一科技", 统一社会信用代码=f" {CODE[:8]} {CODE[8:]}", 联系人="张", 电话=13800000001, **full)
    )
    made = Enterprise.objects.get(short_name="甲一科技")
    assert (result.outcome, made.uscc, str(made.park)) == (RowOutcome.NEW, CODE, "雨花经开区")
    assert [(str(each), str(each.on), each.evidence) for each in made.grades.all()] == [
        ("龙头", "2021-04-06", "湘〔2021〕1号")
    ]
    assert [(each.name, each.phone) for each in made.contacts.all()] == [("张", "13800000001")]


def test_the_same_file_again_adds_nothing(clerk: User) -> None:
    rows = [row("甲一科技", 联系人="张", 电话="0731-1"), row("乙二机电", 等级="龙头", 等级状态="培育")]
    assert outcomes(bring(clerk, *rows)) == ["new", "new"]
    assert outcomes(bring(clerk, *rows)) == ["same", "same"]
    assert (Enterprise.objects.count(), ImportBatch.objects.count()) == (2, 1)


def test_a_changed_cell_is_told_with_its_former_value_and_empty_ones_change_nothing(clerk: User) -> None:
    firm("甲一科技", full_name="甲一有限公司", uscc=CODE)
    (result,) = bring(clerk, row("甲一科技", 园区="雨花经开区"))
    assert (result.changes, result.before["park"]) == ({"park": "雨花经开区"}, "")
    assert Enterprise.objects.get().uscc == CODE


def test_what_is_to_be_emptied_is_said(clerk: User) -> None:
    firm("甲一科技", full_name="甲一有限公司")
    (result,) = bring(clerk, row("甲一科技", 全称="清空"))
    assert (result.changes, Enterprise.objects.get().full_name) == ({"full_name": ""}, "")


@pytest.mark.parametrize("by", ["code", "full", "short", "alias"])
def test_a_firm_is_found(clerk: User, by: str) -> None:
    made = firm("甲一科技", full_name="甲一有限公司", uscc=CODE if by == "code" else None)
    made.aliases.create(name="甲一老厂")
    said = {"code": row("别的名字", 统一社会信用代码=CODE), "full": row("某某", 全称="甲一有限公司")}
    said |= {"short": row("甲 一科技"), "alias": row("甲一老厂")}
    (result,) = bring(clerk, said[by], dry=True)
    assert result.row == made.pk


def test_every_error_of_every_row_at_once_and_nothing_written(clerk: User) -> None:
    results = bring(
        clerk,
        row("甲一科技"),
        row(
            "乙二机电",
            统一社会信用代码="914301",
            园区="火星",
            等级="龙",
            等级日期="2019-02-30",
            电话="1" * 30,
            联系人="李",
        ),
    )
    assert outcomes(results) == ["new", "wrong"]
    faults = {fault.column: fault for fault in results[1].faults}
    assert {"uscc", "park", "grades.1.grade", "grades.1.on", "contacts.1.phone"} <= set(faults)
    assert (faults["uscc"].letter, faults["uscc"].value) == ("C", "914301")
    assert faults["grades.1.grade"].hint == "龙头"
    assert not Enterprise.objects.exists()


def test_the_right_rows_alone(clerk: User) -> None:
    batch, results = bring_in(clerk, book(HEADS, row("甲一科技"), row("乙二机电", 园区="火星")), partial=True)
    assert batch is not None
    assert (outcomes(results), batch.new, batch.wrong) == (["new", "wrong"], 1, 1)
    assert [each.short_name for each in Enterprise.objects.all()] == ["甲一科技"]


def test_two_rows_for_one_firm_are_refused(clerk: User) -> None:
    firm("甲一科技")
    results = bring(clerk, row("甲一科技", 全称="甲"), row("甲一科技", 全称="乙"))
    assert outcomes(results) == ["changed", "wrong"]
    assert "第 2 行" in results[1].faults[0].message


def test_digits_that_excel_lost_are_refused_at_the_cell(clerk: User) -> None:
    (result,) = bring(clerk, row("甲一科技", 统一社会信用代码=914301001837648965))
    assert "末几位已丢失" in result.faults[0].message


def test_a_firm_that_is_nearly_another_is_asked_about(clerk: User) -> None:
    known = firm("澄观光学", full_name="澄观光学有限公司")
    (result,) = bring(clerk, row("澄观光学1"))
    assert (result.outcome, Enterprise.objects.count()) == (RowOutcome.ASKED, 1)
    assert result.question is not None
    same, typo, new = [words for _key, words, _what in result.question.answers]
    assert outcomes(bring(clerk, row("澄观光学1", 园区="雨花经开区", 认定=same))) == ["changed"]
    known.refresh_from_db()
    assert (known.short_name, [str(each) for each in known.aliases.all()]) == ("澄观光学", ["澄观光学1"])
    assert outcomes(bring(clerk, row("澄观光学2", 联系人="张", 认定=typo.replace("1", "2")))) == ["changed"]
    assert known.aliases.count() == 1
    assert outcomes(bring(clerk, row("澄观光学3", 认定=new))) == ["new"]


def test_round_trip_of_the_list(clerk: User) -> None:
    made = firm("甲一科技", full_name="甲一有限公司", uscc=CODE, address="=1+1", concerns="'x")
    made.aliases.create(name="老名")
    made.grades.create(grade="leader", status="cultivating")
    contact(made)
    contact(made, name="另一位")
    before = contents()
    batch, results = bring_in(clerk, exported(clerk))
    assert (batch, outcomes(results), contents()) == (None, ["same"], before)


def contents() -> list[Any]:
    firms = Enterprise.objects.order_by("pk").values()
    return [*firms, *(list(getattr(each, name).values()) for each in Enterprise.objects.all() for name in PARTS)]


PARTS = ("aliases", "grades", "contacts")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=st.text(max_size=40), full=st.text(max_size=40), name=st.text(min_size=1, max_size=20))
def test_round_trip_of_any_text(clerk: User, address: str, full: str, name: str) -> None:
    """What a page would have saved, an export and an import leave as it is."""
    Enterprise.objects.all().delete()
    made = firm("甲一科技", address=in_line(address), full_name=in_line(full))
    made.contacts.create(name=in_line(name) or "张", title=in_line(address)[:60])
    before = contents()
    _batch, results = bring_in(clerk, exported(clerk))
    assert [(result.outcome, result.changes) for result in results] == [(RowOutcome.SAME, {})]
    assert contents() == before


def test_undo_takes_new_ones_away_and_gives_changed_ones_their_former_cells(clerk: User) -> None:
    firm("旧厂", full_name="旧厂有限公司")
    rows = [row("甲一科技", 联系人="张", 电话="13800000001"), row("旧厂", 全称="改了", 联系人="李", 园区="雨花经开区")]
    batch, _results = bring_in(clerk, book(HEADS, *rows))
    assert batch is not None
    assert undo(batch, by=clerk, now=timezone.now()) == (2, [])
    left = Enterprise.objects.get()
    assert (left.short_name, left.full_name, left.park, left.contacts.count()) == ("旧厂", "旧厂有限公司", None, 0)
    batch.refresh_from_db()
    assert batch.state == BatchState.UNDONE


def test_undo_leaves_what_somebody_changed_since_and_names_it(clerk: User) -> None:
    firm("旧厂")
    batch, _results = bring_in(clerk, book(HEADS, row("甲一科技"), row("旧厂", 全称="改了")))
    changed = Enterprise.objects.get(short_name="旧厂")
    changed.address = "别处"
    changed.save()
    contact(Enterprise.objects.get(short_name="甲一科技"))
    assert batch is not None
    gone, left = undo(batch, by=clerk, now=timezone.now())
    assert (gone, [(each.label, bool(each.left)) for each in left]) == (1, [("旧厂", True)])
    assert [each.full_name for each in Enterprise.objects.all()] == ["改了"]


def test_undo_leaves_a_firm_on_which_something_hangs(clerk: User) -> None:
    batch, _results = bring_in(clerk, book(HEADS, row("甲一科技")))
    asked(Enterprise.objects.get(), clerk)
    assert batch is not None
    gone, left = undo(batch, by=clerk, now=timezone.now())
    assert (gone, len(left), Enterprise.objects.count()) == (0, 1, 1)


def test_the_error_workbook_is_the_persons_own_sheet_and_can_be_mended(clerk: User) -> None:
    data = book(
        ["台账"], [*HEADS[:4], "备注"], ["甲一科技", None, "914301", "火星", "x"], ["乙二机电", None, None, None, 5]
    )
    kind = FirmKind(clerk)
    table = find_table(grids(data), kind)
    _none, results = bring_in(clerk, data)
    batch = ImportBatch.objects.create(kind="firms", by=clerk, created_at=timezone.now())
    keep(batch, results, table)
    rows = cells(error_workbook(kind, table, ImportRow.objects.filter(batch=batch)))
    assert rows[1] == (*HEADS[:4], "备注", "错误")
    assert rows[2][:5] == ("甲一科技", None, "914301", "火星", "x")
    assert rows[2][5].startswith("C3 统一社会信用代码：")
    assert rows[3] == ("乙二机电", None, None, None, 5, None)
    mended = [list(each) for each in rows]
    mended[2][2], mended[2][3] = CODE, "雨花经开区"
    assert outcomes(bring(clerk, *mended[2:], heads=mended[1])) == ["new", "new"]


def test_the_template_is_read_and_its_sample_is_no_row(clerk: User) -> None:
    grid = next(each for each in grids(template(FirmKind(clerk))) if each.name == "企业")
    grid.rows.append([None, "甲一科技"])
    table = find_table([grid], FirmKind(clerk))
    assert (len(table.lines), table.samples) == (1, 1)


def test_the_book_finds_what_the_queries_find() -> None:
    """One rule, by index for one name and in memory for a list of thousands."""
    names = [
        "澄观光学",
        "澄观光电",
        "湖南澄观光学科技有限公司",
        "陈冠光学",
        "光学",
        "长沙析微",
        "析微电子",
        "ABC科技",
        "abc",
    ]
    for number, name in enumerate(names[:-2]):
        made = firm(name, full_name=f"{name}有限公司" if number % 2 else "")
        if number % 3 == 0:
            made.aliases.create(name=f"{name}老厂")
    known = NameBook()
    for name in [*names, "澄观光学老厂", "没有的"]:
        assert known.near(name) == set(namesakes(name).values_list("pk", flat=True)), name
        assert known.bearing(name) == set(Enterprise.objects.bearing([name]).values_list("pk", flat=True)), name


def test_who_may_import_firms(clerk: User) -> None:
    assert FirmKind.may_import(clerk)
    assert not FirmKind.may_import(person("bank", Role.BANK))


def test_another_name_that_is_another_firm_s_is_asked_about(clerk: User) -> None:
    firm("乙二机电").aliases.create(name="乙二")
    firm("甲一科技")
    heads = ["简称", "别名", "认定"]
    (result,) = bring(clerk, ["甲一科技", "乙二", ""], heads=heads)
    assert (str(result.outcome), result.question is not None) == ("asked", True)
    assert "也是乙二机电的名称" in result.question.text  # type: ignore[union-attr]
    assert outcomes(bring(clerk, ["甲一科技", "甲一", ""], heads=heads)) == ["changed"]
    assert outcomes(bring(clerk, ["甲一科技", "乙二", "是"], heads=heads)) == ["changed"]
    assert outcomes(bring(clerk, ["甲一科技", "乙二", ""], heads=heads)) == ["same"], "asked once"


def test_firms_that_share_a_name_are_named(clerk: User) -> None:
    for name, code in (("甲一科技", CODE), ("乙二机电", None)):
        made = firm(name)
        made.uscc = code
        made.save()
        made.aliases.create(name="同名")
    (result,) = bring(clerk, ["同名", "雨花"], heads=["简称", "地址"])
    assert [fault.message for fault in result.faults] == [
        f"这个名称不止一家企业在用：甲一科技 {CODE}、乙二机电。请填统一社会信用代码。"
    ]


def test_a_name_that_an_earlier_row_gave_is_known_to_the_later_ones(clerk: User) -> None:
    heads = ["简称", "别名", "地址"]
    results = bring(clerk, ["甲一科技", "卡宾", ""], ["卡宾", "", "某路"], heads=heads)
    assert outcomes(results) == ["new", "wrong"], "both rows are one firm"


def test_a_masked_telephone_changes_nothing(clerk: User) -> None:
    contact(firm("甲一科技"))
    (result,) = bring(clerk, row("甲一科技", 联系人="示例联系人", 电话="138****1234", 园区="雨花经开区"))
    assert (result.changes, Enterprise.objects.get().contacts.get().phone) == ({"park": "雨花经开区"}, "13800001234")


def test_a_list_of_full_names_makes_firms_and_renames_none(clerk: User) -> None:
    firm("曙光", full_name="湖南曙光有限公司")
    heads = ["企业名称", "园区"]
    results = bring(clerk, ["湖南曙光有限公司", "雨花经开区"], ["甲一科技有限公司", None], heads=heads)
    assert outcomes(results) == ["changed", "new"]
    assert {each.short_name: each.full_name for each in Enterprise.objects.all()} == {
        "曙光": "湖南曙光有限公司",
        "甲一科技有限公司": "甲一科技有限公司",
    }


def test_a_part_that_is_wrong_is_refused_at_its_cell(clerk: User) -> None:
    (result,) = bring(clerk, row("甲一科技", 等级="龙头", 联系人="张", 电话="1" * 30))
    assert {fault.column for fault in result.faults} == {"grades.1.status", "contacts.1.phone"}


def test_two_rows_that_may_be_one_firm_name_each_other(clerk: User) -> None:
    results = bring(clerk, row("澄观光学"), row("澄观光学1"))
    assert outcomes(results) == ["new", "asked"]
    assert results[1].question is not None
    assert "第 2 行" in results[1].question.text
    assert [words for _key, words, _what in results[1].question.answers] == ["是另一家"]
    assert outcomes(bring(clerk, row("澄观光学"), row("澄观光学1", 认定="是另一家"))) == ["new", "new"]
