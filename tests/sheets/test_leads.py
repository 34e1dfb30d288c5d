"""招商线索 from a table."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import Role
from core.models import Notice, User
from projects.enums import AdviserKind, LeadState
from projects.models import Adviser, Lead
from tests.projects.scene import FRIDAY, person
from tests.sheets.scene import book, bring, came_to, exported, filled, kind, take_back, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
HEADS = ["项目名称", "渠道", "跟进人", "收到日期"]


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)


@pytest.fixture
def wang() -> User:
    return person("wang")


def own(wang: User, name: str = "机器人总部") -> list[str]:
    return [name, "自主招商", str(wang), "2026-11-02"]


def test_a_filled_template_makes_a_lead_and_tells_who_follows_it(wang: User) -> None:
    zhao, agency = person("zhao"), Adviser.objects.create(name="某某机构", kind=AdviserKind.AGENCY, since=FRIDAY.date())
    row = {
        "项目名称": "机器人总部",
        "投资方": "某某集团",
        "渠道": "委托招商",
        "招商顾问或机构": "某某机构",
        "意向投资（万元）": "2亿元",
        "跟进人": str(zhao),
        "收到日期": "2026/11/2",
    }
    batch, results = bring("leads", wang, filled(kind("leads", wang), row))
    assert wrong(results) == []
    made = Lead.objects.get()
    assert (made.adviser, made.investment_wan, made.officer, made.state) == (agency, 20000, zhao, LeadState.OPEN)
    assert Notice.objects.get().user == zhao
    assert came_to(bring("leads", wang, filled(kind("leads", wang), row))[1]) == ["same"]
    assert came_to(bring("leads", wang, exported(kind("leads", wang)))[1]) == ["same"]
    assert take_back(batch, wang) == []
    assert not Lead.objects.exists()


def test_a_change_is_told_and_goes_back(wang: User) -> None:
    bring("leads", wang, book(HEADS, own(wang)))
    zhao = person("zhao")
    data = book(["项目名称", "投资方", "跟进人"], ["机器人 总部", "某某集团", str(zhao)])
    batch, results = bring("leads", wang, data)
    assert results[0].changes == {"firm_name": "某某集团", "officer": str(zhao)}
    assert [notice.user for notice in Notice.objects.all()] == [zhao]
    assert take_back(batch, wang) == []
    lead = Lead.objects.get()
    assert (lead.name, lead.firm_name, lead.officer) == ("机器人总部", "", wang)


def test_every_error_of_a_row_is_told_at_its_cell(wang: User) -> None:
    heads = [*HEADS, "意向投资（万元）", "意向园区"]
    _batch, results = bring("leads", wang, book(heads, ["机器人总部", "朋友", "某某", "2027-01-01", "多", "火星"]))
    assert {head for _row, head, _said in wrong(results)} == set(heads[1:])


def test_the_channel_decides_about_the_adviser(wang: User) -> None:
    Adviser.objects.create(name="张顾问", kind=AdviserKind.AGENCY, since=FRIDAY.date())
    _batch, results = bring("leads", wang, book([*HEADS, "招商顾问"], [*own(wang), "张顾问"]))
    assert wrong(results) == [(2, "招商顾问或机构", "自主招商不填招商顾问。")]


def test_a_lead_that_ended_is_not_changed_but_may_stay_in_the_table(wang: User) -> None:
    batch, _results = bring("leads", wang, book(HEADS, own(wang)))
    Lead.objects.get().lose(on=dt.date(2026, 11, 10), reason="没谈成", today=FRIDAY.date())
    assert came_to(bring("leads", wang, exported(kind("leads", wang)))[1]) == ["same"]
    _batch, results = bring("leads", wang, book(["项目名称", "投资方"], ["机器人总部", "某某集团"]))
    assert [said for _row, _head, said in wrong(results)] == ["这条线索已终止，不能再改。"]
    assert len(take_back(batch, wang)) == 1
    assert Lead.objects.exists()


def test_a_lead_with_notes_stays(wang: User) -> None:
    batch, _results = bring("leads", wang, book(HEADS, own(wang)))
    Lead.objects.get().notes.create(on=FRIDAY.date(), text="去过", by=wang)
    assert take_back(batch, wang) == ["已有跟进挂在它上面"]


def test_nobody_else_sees_or_writes_leads(wang: User) -> None:
    bring("leads", wang, book(HEADS, own(wang)))
    assert not kind("leads", person("zhou", Role.LIAISON)).rows().exists()
    leader = person("li", Role.LEADER)
    _batch, results = bring("leads", leader, book(["项目名称", "投资方"], ["机器人总部", "某某集团"]))
    assert wrong(results) == [(2, "项目名称", "你没有登记线索的权限。")]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXT, party=TEXT)
def test_whatever_people_wrote_comes_back_the_same(name: str, party: str, wang: User) -> None:
    Lead.objects.all().delete()
    _batch, results = bring("leads", wang, book([*HEADS, "投资方"], [*own(wang, name), party]))
    if came_to(results) == ["new"]:
        assert came_to(bring("leads", wang, exported(kind("leads", wang)))[1]) == ["same"]
    else:
        assert wrong(results), "what is not taken is refused in words"
