"""上线准备: an empty zone is told what to set up, one step after the other, and a working one is left alone."""

import datetime as dt
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from core.enums import Role
from core.kernel.clock import SHANGHAI
from core.models import CalendarYear, Department, Notice, User
from enterprises.models import Enterprise, LiaisonAssignment, RequestKind
from finance.models import BankMember, Institution
from projects.models import Lead, Project, TaskForce
from targets import facts
from tests.world import World
from tests.zone_tracker.test_budgets import statements
from zone_tracker.models import ListLength
from zone_tracker.readiness import NEEDED_ROLES, ask_for_holidays, readiness, tables, years_to_load

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)


def missing() -> dict[str, str]:
    return {step.title: step.missing for step in readiness(TODAY).open}


@override_settings(EMAIL_ENABLED=False)
def test_a_fresh_installation_has_most_before_it() -> None:
    assert list(missing()) == ["目标与口径", "人员与角色", "专班", "邮件"]


def test_with_the_facts_come_firms_and_kinds_of_request_that_nobody_looks_after() -> None:
    facts.load()
    found = missing()
    assert found["谁联系哪家企业"] == f"{Enterprise.objects.standing().count()} 家企业还没有驻企联络员。"
    assert "目标与口径" not in found


def test_each_step_goes_when_it_is_done() -> None:
    facts.load()
    department = Department.objects.create(key="d", name="示例部门")
    people = {role: User.objects.create_user(role, roles=[role]) for role in (*NEEDED_ROLES, Role.BANK)}
    RequestKind.objects.create(key="k", name="示例诉求")
    force = TaskForce.objects.create(name="示例专班")
    assert missing()["专班"] == "1 个专班没有成员。"
    assert missing()["诉求由谁承办"].startswith(f"{RequestKind.objects.count()} 类")
    assert missing()["银行人员属于哪家机构"].startswith("1 名")
    RequestKind.objects.update(department=department)
    force.members.add(people[Role.LEADER])
    BankMember.objects.create(user=people[Role.BANK], institution=Institution.objects.first())
    for firm in Enterprise.objects.standing():
        LiaisonAssignment.objects.create(enterprise=firm, officer=people[Role.LIAISON], starts_on=TODAY)
    assert missing() == {}


def test_roles_that_nobody_active_holds_are_named() -> None:
    User.objects.create_user("chief", roles=[Role.LEADER])
    User.objects.create_user("gone", roles=[Role.HANDLER], is_active=False)
    words = missing()["人员与角色"]
    assert "部门经办" in words
    assert "园区领导" not in words


@pytest.mark.parametrize(("month", "years"), [(10, {2026}), (11, {2026, 2027}), (12, {2026, 2027})])
def test_the_next_years_holidays_are_due_from_november(month: int, years: set[int]) -> None:
    assert years_to_load(dt.date(2026, month, 1)) == years


def test_a_year_without_holidays_is_a_step() -> None:
    titles = [step.title for step in readiness(dt.date(2035, 3, 1)).open]
    assert "节假日与调休" in titles


def test_the_page_counts_and_leads_to_where_it_is_done(shared_world: World, client_for: Any) -> None:
    admin = client_for(shared_world.cast.admin)
    page = admin.get("/setup/")
    n = len(page.context["readiness"].open)
    assert n
    assert f"还差 {n} 步" in page.content.decode()
    for step in page.context["readiness"].open:
        assert not step.url or admin.get(step.url).status_code == 200
    assert "上线准备" in admin.get("/workbench/").content.decode()


@pytest.mark.parametrize(("url", "budget"), [("/setup/", 12), ("/workbench/", 13)])
def test_the_page_asks_as_much_as_a_page_about_one_thing(
    shared_world: World, client_for: Any, url: str, budget: int
) -> None:
    admin = client_for(shared_world.cast.admin)
    admin.get(url)
    assert len(statements(admin, url)) <= budget


def test_only_administrators_are_asked(shared_world: World, client_for: Any) -> None:
    leader = client_for(shared_world.cast.leader)
    assert leader.get("/setup/").status_code == 403
    assert "上线准备" not in leader.get("/workbench/").content.decode()


NOVEMBER = dt.datetime(2034, 11, 1, 8, tzinfo=SHANGHAI)


def test_administrators_are_asked_for_holidays_once_a_year_from_november_on() -> None:
    boss = User.objects.create_user("root", roles=[Role.ADMIN])
    CalendarYear.objects.create(year=2034, source="国办")
    assert ask_for_holidays(NOVEMBER - dt.timedelta(days=1)) == 0
    assert ask_for_holidays(NOVEMBER) == User.objects.holding(Role.ADMIN).count() > 0
    assert ask_for_holidays(NOVEMBER + dt.timedelta(days=20)) == 0
    (notice,) = Notice.objects.filter(user=boss)
    assert notice.title == "请录入 2035 年的节假日和调休"


def test_nobody_is_asked_for_what_is_there() -> None:
    User.objects.create_user("root", roles=[Role.ADMIN])
    CalendarYear.objects.bulk_create(CalendarYear(year=year, source="国办") for year in (2034, 2035))
    assert ask_for_holidays(NOVEMBER) == 0


class TestLists:
    """The lists that come in from Excel."""

    def test_some_rows_are_no_whole_list(self) -> None:
        firm = Enterprise.objects.create(short_name="示例甲厂")
        n = Enterprise.objects.count()
        assert told("firms") == (False, f"现有 {n}，应有多少还没有说明")
        say("firms", n + 1)
        assert told("firms") == (False, f"应有 {n + 1}，还差 1")
        Enterprise.objects.create(short_name="示例乙厂")
        assert told("firms") == (True, f"现有 {n + 1}，应有 {n + 1}")
        firm.delete()
        assert not told("firms")[0], "what was complete may be so no longer"

    def test_what_the_zone_has_not_is_passed_over_by_word_only(self) -> None:
        Lead.objects.all().delete()
        assert told("leads") == (False, "现有 0，应有多少还没有说明")
        say("leads", 0)
        assert told("leads") == (True, "没有，已跳过")

    def test_the_targets_say_how_many_projects_until_somebody_says_otherwise(self) -> None:
        facts.load()
        known = len(Project.objects.all())
        assert told("projects") == (False, f"应有 39，还差 {39 - known}")
        say("projects", known)
        assert told("projects")[0]

    def test_a_notice_lists_all_days_of_its_year(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("zone_tracker.readiness.years_to_load", lambda today: {2026})
        assert told("holidays")[0]
        monkeypatch.setattr("zone_tracker.readiness.years_to_load", lambda today: {2035})
        assert not told("holidays")[0]

    def test_what_is_missing_comes_first(self) -> None:
        say("users", 0)
        done = [table.done for table in tables(User(roles=[Role.ADMIN]))]
        assert True in done
        assert done == sorted(done)

    def test_an_administrator_says_it_on_the_page(self, shared_world: World, client_for: Any) -> None:
        admin = client_for(shared_world.cast.admin)
        assert "已记下企业应有多少" in admin.post("/setup/firms/", {"n": "70"}, follow=True).content.decode()
        row = ListLength.objects.get(kind="firms")
        assert (row.n, row.by) == (70, shared_world.cast.admin)
        admin.post("/setup/firms/", {"n": "-1"})
        admin.post("/setup/firms/", {"n": "很多"})
        row.refresh_from_db()
        assert row.n == 70
        assert admin.post("/setup/nothing/", {"n": "1"}).status_code == 404


def say(kind: str, n: int) -> None:
    by = User.objects.get_or_create(username="root", defaults={"roles": [Role.ADMIN]})[0]
    ListLength.objects.update_or_create(kind=kind, defaults={"n": n, "by": by, "at": timezone.now()})


def told(kind: str) -> tuple[bool, str]:
    """Whether a list is complete, and what is said of it."""
    table = next(table for table in tables(User(roles=[Role.ADMIN])) if table.key == kind)
    return table.done, table.said
