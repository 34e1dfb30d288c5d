"""The pages of this room through the browser's eyes: firms, the workbench, hand-offs, plans, and what a list costs."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.enums import HandoffKind
from enterprises.models import Enterprise, EnterpriseAlias, VisitHandoff
from tests.enterprises.scene import PHONE, as_user, asked, contact, department, firm, kind, person, text_of, visit

pytestmark = pytest.mark.django_db


def test_the_list_shows_a_liaison_officer_only_the_assigned_firms(
    officer: User, mine: Enterprise, foreign: Enterprise
) -> None:
    page = text_of(as_user(officer).get(reverse("enterprises:enterprise_list")))
    assert mine.short_name in page
    assert foreign.short_name not in page
    assert "示例tang" not in page  # not even among the filter's choices


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=jiachang", {"示例甲厂"}),
        ("q=不存在", set()),
        ("grade=little_giant", {"示例甲厂"}),
        ("idle=30", {"示例乙厂"}),
        ("sort=visited", {"示例甲厂", "示例乙厂"}),
        ("page=99", {"示例甲厂", "示例乙厂"}),
    ],
)
def test_filters_of_the_firms(
    query: str, found: set[str], officer: User, mine: Enterprise, foreign: Enterprise
) -> None:
    mine.grades.create(grade="little_giant", status="recognised")
    visit(mine, officer)
    response = as_user(person("lu", Role.LEADER)).get(reverse("enterprises:enterprise_list") + f"?{query}")
    assert {each.short_name for each in response.context["page_obj"]} == found


@pytest.mark.parametrize("query", ["cluster=x", "grade=x", "sort=uscc", "idle=-1", "nonsense=1", "officer=999"])
def test_a_wrong_filter_is_said_and_breaks_nothing(query: str, mine: Enterprise) -> None:
    response = as_user(person("lu", Role.LEADER)).get(reverse("enterprises:enterprise_list") + f"?{query}")
    assert response.status_code == 200
    assert response.context["filter"].form.errors


def test_the_never_visited_firm_is_the_longest_without_a_visit(
    officer: User, mine: Enterprise, foreign: Enterprise
) -> None:
    visit(mine, officer)
    client, url = as_user(person("lu", Role.LEADER)), reverse("enterprises:enterprise_list")
    assert [each.pk for each in client.get(f"{url}?sort=visited").context["page_obj"]] == [foreign.pk, mine.pk]
    assert [each.pk for each in client.get(f"{url}?sort=-visited").context["page_obj"]] == [mine.pk, foreign.pk]


def test_who_may_not_see_visits_is_not_told_of_them(officer: User, mine: Enterprise) -> None:
    visit(mine, officer, notes="悄悄话")
    asked(mine, officer, text="想要许可证")
    client = as_user(person("song", Role.PROJECT_OFFICER))
    listed = client.get(reverse("enterprises:enterprise_list"))
    assert "idle" not in listed.context["filter"].form.fields
    assert "最近走访" not in text_of(listed)
    assert client.get(reverse("enterprises:enterprise_list") + "?idle=30").context["filter"].form.errors
    page = text_of(client.get(reverse("enterprises:enterprise_detail", args=[mine.pk])))
    for hidden in ("悄悄话", "想要许可证", "未办结诉求", 'id="visits"', 'id="requests"'):
        assert hidden not in page


@pytest.mark.parametrize("name", ["enterprise_detail", "enterprise_edit"])
def test_a_foreign_firm_is_not_there(name: str, officer: User, foreign: Enterprise) -> None:
    assert as_user(officer).get(reverse(f"enterprises:{name}", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "in_full"),
    [
        (Role.LEADER, False),  # in full with a reason only: tests/core/guard/personal/test_revealing.py
        (Role.AUDITOR, False),
        (Role.PROJECT_OFFICER, False),
        (Role.TALENT_OFFICER, False),
        (Role.FINANCE_OFFICER, False),
    ],
)
def test_telephone_numbers_are_masked_by_role(role: Role, in_full: bool, mine: Enterprise) -> None:
    contact(mine)
    page = text_of(as_user(person("reader", role)).get(reverse("enterprises:enterprise_detail", args=[mine.pk])))
    assert (PHONE in page) is in_full
    assert ("拨打电话" in page) is in_full
    assert ("138****1234" in page) is not in_full


def test_the_assigned_officer_may_call(officer: User, mine: Enterprise) -> None:
    contact(mine)
    page = text_of(as_user(officer).get(reverse("enterprises:enterprise_detail", args=[mine.pk])))
    assert f'href="tel:{PHONE}"' in page
    assert "记录走访" in page


def test_a_handler_sees_the_firm_that_asked_with_a_masked_number(officer: User, mine: Enterprise) -> None:
    ours = department("construction")
    contact(mine)
    asked(mine, officer, kind=kind("permit", ours), text="想要许可证")
    asked(mine, officer, kind=kind("labour", department("people")), text="别部门的事")
    visit(mine, officer, notes="悄悄话")
    handler = person("he", Role.HANDLER, department=ours)
    page = text_of(as_user(handler).get(reverse("enterprises:enterprise_detail", args=[mine.pk])))
    assert "想要许可证" in page
    for hidden in ("别部门的事", "悄悄话", PHONE):
        assert hidden not in page


def test_project_officers_create_firms_with_their_other_names() -> None:
    said = {
        "short_name": "示例新厂",
        "full_name": "示例新厂有限公司",
        "alias-TOTAL_FORMS": "1",
        "alias-INITIAL_FORMS": "0",
    }
    said |= {"alias-0-name": "小新", "alias-0-kind": "alias"}
    response = as_user(person("song", Role.PROJECT_OFFICER)).post(reverse("enterprises:enterprise_create"), said)
    made = Enterprise.objects.get()
    assert response.url == reverse("enterprises:enterprise_detail", args=[made.pk])
    assert [alias.name for alias in made.aliases.all()] == ["小新"]


def test_the_same_alias_twice_is_an_error_of_the_form(officer: User, mine: Enterprise) -> None:
    EnterpriseAlias.objects.create(enterprise=mine, name="小甲")
    said = {"short_name": "示例甲厂", "alias-TOTAL_FORMS": "1", "alias-INITIAL_FORMS": "0"}
    said |= {"alias-0-name": "小甲", "alias-0-kind": "alias"}
    response = as_user(officer).post(reverse("enterprises:enterprise_edit", args=[mine.pk]), said)
    assert "这个名称已经登记过" in text_of(response)
    assert mine.aliases.count() == 1


def test_an_alias_that_another_firm_bears_takes_one_more_press(officer: User, mine: Enterprise) -> None:
    """Of a firm that the person does not see only that there is one."""
    other = Enterprise.objects.create(short_name="示例乙厂")
    said = {"short_name": "示例甲厂", "alias-TOTAL_FORMS": "1", "alias-INITIAL_FORMS": "0"}
    said |= {"alias-0-name": "示例乙厂", "alias-0-kind": "alias"}
    page = text_of(as_user(officer).post(reverse("enterprises:enterprise_edit", args=[mine.pk]), said))
    assert "也是另一家企业的名称" in page
    assert not mine.aliases.exists()
    (seen,) = re.findall(r'name="alias-0-confirmed" value="(\w+)"', page)
    as_user(officer).post(reverse("enterprises:enterprise_edit", args=[mine.pk]), said | {"alias-0-confirmed": seen})
    assert [alias.name for alias in mine.aliases.all()] == [other.short_name]


def test_a_name_in_two_rows_is_an_error_of_the_form() -> None:
    said = {"short_name": "示例新厂", "alias-TOTAL_FORMS": "2", "alias-INITIAL_FORMS": "0"}
    said |= {f"alias-{n}-{field}": value for n in (0, 1) for field, value in (("name", "小新"), ("kind", "alias"))}
    response = as_user(person("song", Role.PROJECT_OFFICER)).post(reverse("enterprises:enterprise_create"), said)
    assert "同一个名称写了两遍" in text_of(response)
    assert not Enterprise.objects.exists()


def test_an_alias_can_be_removed(officer: User, mine: Enterprise) -> None:
    alias = mine.aliases.create(name="小甲")
    said = {"short_name": "示例甲厂", "alias-TOTAL_FORMS": "1", "alias-INITIAL_FORMS": "1", "alias-0-id": alias.pk}
    said |= {"alias-0-name": "小甲", "alias-0-kind": "alias", "alias-0-DELETE": "on"}
    as_user(officer).post(reverse("enterprises:enterprise_edit", args=[mine.pk]), said)
    assert not mine.aliases.exists()


def test_a_refused_name_keeps_what_was_typed_and_asks_to_confirm(mine: Enterprise) -> None:
    mine.aliases.create(name="小甲")
    said = {"short_name": "小甲", "address": "万家丽南路", "alias-TOTAL_FORMS": "0", "alias-INITIAL_FORMS": "0"}
    client, url = as_user(person("song", Role.PROJECT_OFFICER)), reverse("enterprises:enterprise_create")
    page = text_of(client.post(url, said))
    assert "万家丽南路" in page
    assert 'name="confirmed"' in page
    assert client.post(url, said | {"confirmed": "on"}).status_code == 302


def test_the_workbench_puts_the_firm_that_needs_me_first(officer: User, mine: Enterprise) -> None:
    today = timezone.localdate()
    fresh, late = firm("示例丙厂", officer), firm("示例丁厂", officer)
    visit(fresh, officer)
    asked(mine, officer, promised_on=today + dt.timedelta(days=3))
    asked(late, officer, promised_on=today - dt.timedelta(days=2))
    never = firm("示例戊厂", officer)
    page = text_of(as_user(officer).get(reverse("workbench")))
    places = [page.index(each.short_name) for each in (late, mine, never, fresh)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("role", "need", "status"),
    [
        (Role.FINANCE_OFFICER, HandoffKind.FINANCING, 302),
        (Role.TALENT_OFFICER, HandoffKind.TALENT, 302),
        (Role.TALENT_OFFICER, HandoffKind.FINANCING, 404),
        (Role.LEADER, HandoffKind.TALENT, 403),
    ],
)
def test_a_need_is_taken_by_the_officer_of_its_room(
    role: Role, need: HandoffKind, status: int, officer: User, mine: Enterprise
) -> None:
    handoff, taker = VisitHandoff.objects.create(visit=visit(mine, officer), kind=need), person("taker", role)
    assert as_user(taker).post(reverse("enterprises:handoff_take", args=[handoff.pk])).status_code == status
    handoff.refresh_from_db()
    assert handoff.taken_by == (taker if status == 302 else None)


def test_a_need_that_was_taken_stays_with_the_first(officer: User, mine: Enterprise) -> None:
    first, second = person("ma", Role.FINANCE_OFFICER), person("su", Role.FINANCE_OFFICER)
    handoff = VisitHandoff.objects.create(visit=visit(mine, officer), kind=HandoffKind.FINANCING)
    url = reverse("enterprises:handoff_take", args=[handoff.pk])
    assert mine.short_name in text_of(as_user(first).get(reverse("workbench")))
    as_user(first).post(url)
    assert "已有人承接" in text_of(as_user(second).post(url, follow=True))
    handoff.refresh_from_db()
    assert handoff.taken_by == first


def test_plans_show_what_is_missing_and_how_far_the_reserve_has_come(plans: Callable[..., None]) -> None:
    plans()
    answer = as_user(person("lu", Role.LEADER)).get(reverse("enterprises:plan_list"))
    page, sums = text_of(answer), answer.context["groups"][0]["sums"]
    assert (sums.size, sums.entered, sums.charted, sums.recognised) == (30, 2, 0, 1)
    assert "待指定" in page
    assert "辅导 1" in page
    assert "未启动 1" in page


# --- Queries --------------------------------------------------------------------------------------------------
LISTS = ["enterprise_list", "visit_list", "request_list", "plan_list"]


@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_the_database_the_same_for_one_row_and_for_three(
    name: str, officer: User, plans: Callable[..., None]
) -> None:
    client, url = as_user(person("lu", Role.LEADER)), reverse(f"enterprises:{name}")

    def grow(number: int) -> None:
        made = firm(f"示例{number}", officer)
        made.aliases.create(name="又名")
        made.grades.create(grade="little_giant", status="recognised")
        asked(made, officer, visit=visit(made, officer))
        plans(f"又{number}")

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    grow(1)
    client.get(url)
    one = count()
    grow(2)
    grow(3)
    client.get(url)  # what is kept of all firms is read anew once after they grew
    assert count() == one
