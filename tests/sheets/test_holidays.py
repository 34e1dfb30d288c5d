"""A holiday notice from a table."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.enums import Role
from core.kernel.workdays import WorkCalendar
from core.models import CalendarYear, User, Workday
from core.office.following import begin, follow
from tests.projects.scene import FRIDAY, person
from tests.sheets.scene import book, bring, came_to, exported, filled, kind, take_back, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
HEADS = ["日期", "放假或上班", "名称", "来源"]
NOTICE = "国办发明电〔2027〕9号"
MONDAY, SUNDAY = dt.date(2028, 10, 2), dt.date(2028, 10, 8)


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)


@pytest.fixture
def admin() -> User:
    return person("admin", Role.ADMIN)


def test_a_notice_makes_the_year_official_and_goes_back(admin: User) -> None:
    begin("test")
    rows = [
        {"日期": "2028年10月2日", "放假或上班": "放假", "名称": "国庆节", "来源": NOTICE},
        {"日期": dt.datetime(2028, 10, 8), "放假或上班": "上班", "名称": "国庆节", "来源": NOTICE},
    ]
    batch, results = bring("holidays", admin, filled(kind("holidays", admin), *rows))
    assert wrong(results) == []
    calendar = WorkCalendar.load()
    assert (calendar.is_working(MONDAY), calendar.is_working(SUNDAY)) == (False, True)
    assert calendar.footing(MONDAY) == "official"
    assert CalendarYear.objects.get(year=2028).source == NOTICE
    seen: list[bool] = []
    follow("test", lambda old, new, _key: seen.append(old.is_working(SUNDAY) is not new.is_working(SUNDAY)) or 0)
    assert seen == [True], "what was counted is counted again by the next tick"
    assert came_to(bring("holidays", admin, filled(kind("holidays", admin), *rows))[1]) == ["same"] * 2
    assert take_back(batch, admin) == []
    assert not Workday.objects.filter(on__year=2028).exists()
    assert WorkCalendar.load().footing(MONDAY) == "assumed"


def test_a_day_that_is_worked_after_all_goes_back(admin: User) -> None:
    Workday.objects.create(on=MONDAY, is_working=False, name="国庆节")
    batch, results = bring("holidays", admin, book(HEADS, [MONDAY.isoformat(), "上班", "调休", NOTICE]))
    assert results[0].changes == {"is_working": "上班", "name": "调休", "source": NOTICE}
    assert Workday.objects.get(on=MONDAY).is_working
    assert take_back(batch, admin) == []
    day = Workday.objects.get(on=MONDAY)
    assert (day.is_working, day.name) == (False, "国庆节")
    assert not CalendarYear.objects.filter(year=2028).exists()


def test_another_notice_of_a_year_takes_the_place_of_the_first(admin: User) -> None:
    bring("holidays", admin, book(HEADS, [MONDAY.isoformat(), "放假", "国庆节", "第一号"]))
    _batch, results = bring("holidays", admin, book(["日期", "来源"], [MONDAY.isoformat(), NOTICE]))
    assert results[0].changes == {"source": NOTICE}
    assert CalendarYear.objects.get(year=2028).source == NOTICE


def test_every_error_of_a_row_is_told_at_its_cell(admin: User) -> None:
    _batch, results = bring("holidays", admin, book(HEADS, ["2090-01-01", "半天", "长" * 41, "长" * 81]))
    assert [head for _row, head, _said in wrong(results)] == HEADS


def test_what_somebody_changed_since_stays(admin: User) -> None:
    batch, _results = bring("holidays", admin, book(HEADS, [MONDAY.isoformat(), "放假", "国庆节", NOTICE]))
    Workday.objects.filter(on=MONDAY).update(name="国庆")
    assert take_back(batch, admin) == ["写入后又有改动"]


def test_only_administrators_keep_the_calendar() -> None:
    officer = person("wang")
    _batch, results = bring("holidays", officer, book(HEADS, [MONDAY.isoformat(), "放假", "国庆节", NOTICE]))
    assert wrong(results) == [(2, "日期", "你没有维护工作日历的权限。")]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_whatever_people_wrote_comes_back_the_same(name: str, admin: User) -> None:
    Workday.objects.all().delete()
    CalendarYear.objects.all().delete()
    _batch, results = bring("holidays", admin, book(HEADS, [MONDAY.isoformat(), "放假", name, name]))
    if came_to(results) == ["new"]:
        assert came_to(bring("holidays", admin, exported(kind("holidays", admin)))[1]) == ["same"]
    else:
        assert wrong(results), "what is not taken is refused in words"
