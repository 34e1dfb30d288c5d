"""Monthly figures from a table."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import Role
from core.kernel import history
from core.models import User
from enterprises.models import Enterprise, MonthlyFigures
from tests.enterprises.scene import firm
from tests.projects.scene import FRIDAY, person
from tests.sheets.scene import book, bring, came_to, exported, filled, kind, take_back, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
CODE = "91430100MA4L16X52G"


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)


@pytest.fixture
def wang() -> User:
    return person("wang")


@pytest.fixture
def jia() -> Enterprise:
    made = firm("甲一科技")
    made.full_name = "湖南甲一科技有限公司"
    made.save()
    made.aliases.create(name="甲一")
    return made


def figures(of: Enterprise, month: str, **fields: Any) -> MonthlyFigures:
    defaults: dict[str, Any] = {"output_wan": 100, "source": "月报", "reported_on": dt.date(2026, 11, 2)}
    return MonthlyFigures.objects.create(enterprise=of, month=dt.date.fromisoformat(f"{month}-01"), **defaults | fields)


@pytest.mark.parametrize("called", ["甲一科技", "湖南甲一科技有限公司", "甲一"])
def test_a_firm_is_found_by_any_of_its_names(called: str, jia: Enterprise, wang: User) -> None:
    row = {"企业": called, "月份": "2026年10月", "产值（万元）": "1.2亿", "从业人员（人）": "120人", "来源": "月报"}
    batch, results = bring("figures", wang, filled(kind("figures", wang), row))
    assert wrong(results) == []
    made = jia.figures.get()
    assert (made.month, made.output_wan, made.employees) == (dt.date(2026, 10, 1), 12000, 120)
    assert (made.entered_by, made.reported_on, made.verified_by) == (wang, FRIDAY.date(), None)
    assert came_to(bring("figures", wang, filled(kind("figures", wang), row))[1]) == ["same"]
    assert came_to(bring("figures", wang, exported(kind("figures", wang)))[1]) == ["same"]
    assert take_back(batch, wang) == []
    assert not MonthlyFigures.objects.exists()


def test_another_word_for_the_firm_takes_no_verification_away(jia: Enterprise, wang: User) -> None:
    row = figures(jia, "2026-10", entered_by=wang, verified_by=person("zhao"))
    assert came_to(bring("figures", wang, book(["企业", "月份", "产值"], ["甲一", "2026-10", 100]))[1]) == ["same"]
    row.refresh_from_db()
    assert row.verified_by is not None


def test_a_changed_month_has_to_be_verified_anew_and_goes_back(jia: Enterprise, wang: User) -> None:
    zhao, liaison = person("zhao"), person("zhou", Role.LIAISON)
    row = figures(jia, "2026-10", verified_by=zhao, entered_by=liaison)
    batch, results = bring("figures", wang, book(["企业", "月份", "产值（亿元）"], ["甲一", "2026.10月", 0.015]))
    assert wrong(results)[0][:2] == (2, "月份")
    batch, results = bring("figures", wang, book(["企业", "月份", "产值（亿元）"], ["甲一", "2026-10", 0.015]))
    assert came_to(results) == ["changed"]
    assert results[0].changes["output_wan"] == "150"
    assert results[0].changes["verified_by"] == ""
    row.refresh_from_db()
    assert (row.output_wan, row.verified_by, row.entered_by) == (150, None, wang)
    assert take_back(batch, wang) == []
    row.refresh_from_db()
    assert (row.output_wan, row.verified_by, row.entered_by) == (100, zhao, liaison)
    assert row.reported_on == dt.date(2026, 11, 2)


def test_figures_that_did_not_come_back_whole_are_not_verified(jia: Enterprise, wang: User) -> None:
    row = figures(jia, "2026-10", verified_by=person("zhao"))
    was = history.newest(row)
    row.output_wan = 101
    row.report(by=wang, today=FRIDAY.date())
    row.give_back(was)
    row.refresh_from_db()
    assert (row.verified_by, row.entered_by) == (None, wang)


def test_ten_times_the_month_before_is_asked_about(jia: Enterprise, wang: User) -> None:
    figures(jia, "2026-09")
    heads = ["企业", "月份", "产值", "来源", "认定"]
    _batch, results = bring("figures", wang, book(heads, ["甲一", "2026-10", 1000, "月报", ""]))
    assert came_to(results) == ["asked"]
    assert came_to(bring("figures", wang, book(heads, ["甲一", "2026-10", 1000, "月报", "是"]))[1]) == ["new"]


def test_every_error_of_a_row_is_told_at_its_cell(jia: Enterprise, wang: User) -> None:
    heads = ["企业", "月份", "产值（万元）", "从业人员（人）", "来源"]
    _batch, results = bring("figures", wang, book(heads, ["甲一", "2026-11", "-5", "十个", "长" * 61]))
    assert [head for _row, head, _said in wrong(results)] == heads[1:]
    assert wrong(results)[0][2] == "只能填报已经过完的月份。"


@pytest.mark.parametrize(
    ("code", "name", "head", "said"),
    [
        ("", "甲二科技", "企业", "没有找到“甲二科技”，请先导入这家企业。"),
        ("", "", "统一社会信用代码", "请填统一社会信用代码或企业名称。"),
        ("123", "甲一", "统一社会信用代码", "应为 18 位，现在是 3 位。"),
    ],
)
def test_a_row_names_its_firm(code: str, name: str, head: str, said: str, jia: Enterprise, wang: User) -> None:
    data = book(["统一社会信用代码", "企业", "月份", "产值"], [code, name, "2026-10", 1])
    assert wrong(bring("figures", wang, data)[1]) == [(2, head, said)]


def test_two_rows_of_a_month_are_one_too_many(jia: Enterprise, wang: User) -> None:
    heads = ["企业", "月份", "产值", "来源"]
    data = book(heads, ["甲一", "2026-10", 1, "月报"], ["甲一科技", "2026-10", 2, "月报"])
    _batch, results = bring("figures", wang, data)
    assert came_to(results) == ["new", "wrong"]
    assert not MonthlyFigures.objects.exists(), "all or nothing"
    batch, _results = bring("figures", wang, data, partial=True)
    assert batch is not None
    assert MonthlyFigures.objects.get().output_wan == 1


def test_a_liaison_officer_reports_for_their_own_firms_only() -> None:
    officer = person("zhou", Role.LIAISON)
    firm("甲一科技", officer)
    firm("乙二机电", person("tang", Role.LIAISON))
    heads = ["企业", "月份", "产值", "来源"]
    data = book(heads, ["甲一科技", "2026-10", 1, "月报"], ["乙二机电", "2026-10", 2, "月报"])
    _batch, results = bring("figures", officer, data)
    assert came_to(results) == ["new", "wrong"]
    assert wrong(results) == [(3, "企业", "没有找到“乙二机电”：没有这家企业，或者不由你联系。")]
    assert kind("figures", officer).rows().count() == 0


def test_a_refusal_does_not_tell_which_firms_there_are() -> None:
    """Of a firm of somebody else's, by its names and its code, and of one that nobody knows, the same is said."""
    officer = person("zhou", Role.LIAISON)
    mine = firm("甲一科技", officer)
    other = firm("乙二机电", person("tang", Role.LIAISON))
    other.uscc, other.full_name = CODE, "湖南乙二机电有限公司"
    other.save()
    other.aliases.create(name="乙二")
    other.aliases.create(name="甲一科技")
    heads, none = ["统一社会信用代码", "企业", "月份", "产值", "来源"], "91430100MA4L000013"
    known = [
        ["", "乙二机电"],
        ["", "湖南乙二机电有限公司"],
        ["", "乙二"],
        [CODE, ""],
        [CODE, "丙三"],
        [CODE, "甲一科技"],
    ]
    unknown = [
        ["", "丁四机电"],
        ["", "湖南丁四机电有限公司"],
        ["", "丁四"],
        [none, ""],
        [none, "丙三"],
        [none, "甲一科技"],
    ]
    told = []
    for rows in (known, unknown):
        said = [
            bring("figures", officer, book(heads, [*row, "2026-10", 1, "月报"], ["", "无", "2026-10", 1, "月报"]))[1]
            for row in rows
        ]
        words = [(came_to(each), wrong(each)) for each in said]
        text = repr(words)
        for name in (CODE, none, *(name for _code, name in [*known[:3], *unknown[:3]])):
            text = text.replace(name, "…")
        told.append(text)
    assert told[0] == told[1]
    assert mine.figures.count() == 0


def test_what_is_verified_since_stays(jia: Enterprise, wang: User) -> None:
    heads = ["企业", "月份", "产值", "来源"]
    batch, _results = bring("figures", wang, book(heads, ["甲一", "2026-10", 1, "月报"]))
    assert jia.figures.get().verify(by=person("zhao"))
    assert len(take_back(batch, wang)) == 1
    assert jia.figures.exists()


def test_only_who_entered_a_month_takes_it_back(jia: Enterprise, wang: User) -> None:
    heads = ["企业", "月份", "产值", "来源"]
    batch, _results = bring("figures", wang, book(heads, ["甲一", "2026-10", 1, "月报"]))
    assert take_back(batch, person("zhao")) == ["只有录入人能撤回，且须在核实之前。"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(source=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_whatever_people_wrote_comes_back_the_same(source: str, jia: Enterprise, wang: User) -> None:
    MonthlyFigures.objects.all().delete()
    data = book(["企业", "月份", "产值", "来源"], ["甲一", "2026-10", 1, source])
    _batch, results = bring("figures", wang, data)
    if came_to(results) == ["new"]:
        assert came_to(bring("figures", wang, exported(kind("figures", wang)))[1]) == ["same"]
    else:
        assert wrong(results), "what is not taken is refused in words"
