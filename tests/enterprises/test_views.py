"""The pages of this room through the browser's eyes: who gets what, and what a press of a button leaves behind."""

import datetime as dt
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.enums import Role
from core.models import User
from enterprises.enums import HandoffKind, RequestState
from enterprises.models import Enterprise, EnterpriseAlias, Request, Visit, VisitHandoff
from tests.enterprises.scene import PHONE, asked, contact, department, firm, kind, person, visit, visit_post

pytestmark = pytest.mark.django_db


def _as(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _text(response: Any) -> str:
    return response.content.decode()


def _photo() -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(data, "JPEG")
    return SimpleUploadedFile("shop.jpg", data.getvalue(), content_type="image/jpeg")


@pytest.fixture
def officer() -> User:
    return person("zhou", Role.LIAISON)


@pytest.fixture
def mine(officer: User) -> Enterprise:
    return firm("示例甲厂", officer)


@pytest.fixture
def foreign() -> Enterprise:
    return firm("示例乙厂", person("tang", Role.LIAISON))


# --- Firms ----------------------------------------------------------------------------------------------------
def test_the_list_shows_a_liaison_officer_only_the_assigned_firms(
    officer: User, mine: Enterprise, foreign: Enterprise
) -> None:
    page = _text(_as(officer).get(reverse("enterprises:enterprise_list")))
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
    response = _as(person("lu", Role.LEADER)).get(reverse("enterprises:enterprise_list") + f"?{query}")
    assert {each.short_name for each in response.context["page_obj"]} == found


@pytest.mark.parametrize("query", ["cluster=x", "grade=x", "sort=uscc", "idle=-1", "nonsense=1", "officer=999"])
def test_a_wrong_filter_is_said_and_breaks_nothing(query: str, mine: Enterprise) -> None:
    response = _as(person("lu", Role.LEADER)).get(reverse("enterprises:enterprise_list") + f"?{query}")
    assert response.status_code == 200
    assert response.context["filter"].form.errors


def test_the_never_visited_firm_is_the_longest_without_a_visit(
    officer: User, mine: Enterprise, foreign: Enterprise
) -> None:
    visit(mine, officer)
    client, url = _as(person("lu", Role.LEADER)), reverse("enterprises:enterprise_list")
    assert [each.pk for each in client.get(f"{url}?sort=visited").context["page_obj"]] == [foreign.pk, mine.pk]
    assert [each.pk for each in client.get(f"{url}?sort=-visited").context["page_obj"]] == [mine.pk, foreign.pk]


def test_who_may_not_see_visits_is_not_told_of_them(officer: User, mine: Enterprise) -> None:
    visit(mine, officer, notes="悄悄话")
    asked(mine, officer, text="想要许可证")
    client = _as(person("song", Role.PROJECT_OFFICER))
    listed = client.get(reverse("enterprises:enterprise_list"))
    assert "idle" not in listed.context["filter"].form.fields
    assert "最近走访" not in _text(listed)
    assert client.get(reverse("enterprises:enterprise_list") + "?idle=30").context["filter"].form.errors
    page = _text(client.get(reverse("enterprises:enterprise_detail", args=[mine.pk])))
    for hidden in ("悄悄话", "想要许可证", "未办结诉求", 'id="visits"', 'id="requests"'):
        assert hidden not in page


@pytest.mark.parametrize("name", ["enterprise_detail", "enterprise_edit"])
def test_a_foreign_firm_is_not_there(name: str, officer: User, foreign: Enterprise) -> None:
    assert _as(officer).get(reverse(f"enterprises:{name}", args=[foreign.pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "in_full"),
    [
        (Role.LEADER, True),
        (Role.AUDITOR, False),
        (Role.PROJECT_OFFICER, False),
        (Role.TALENT_OFFICER, False),
        (Role.FINANCE_OFFICER, False),
    ],
)
def test_telephone_numbers_are_masked_by_role(role: Role, in_full: bool, mine: Enterprise) -> None:
    contact(mine)
    page = _text(_as(person("reader", role)).get(reverse("enterprises:enterprise_detail", args=[mine.pk])))
    assert (PHONE in page) is in_full
    assert ("拨打电话" in page) is in_full
    assert ("138 **** 1234" in page) is not in_full


def test_the_assigned_officer_may_call(officer: User, mine: Enterprise) -> None:
    contact(mine)
    page = _text(_as(officer).get(reverse("enterprises:enterprise_detail", args=[mine.pk])))
    assert f'href="tel:{PHONE}"' in page
    assert "记录走访" in page


def test_a_handler_sees_the_firm_that_asked_with_a_masked_number(officer: User, mine: Enterprise) -> None:
    ours = department("construction")
    contact(mine)
    asked(mine, officer, kind=kind("permit", ours), text="想要许可证")
    asked(mine, officer, kind=kind("labour", department("people")), text="别部门的事")
    visit(mine, officer, notes="悄悄话")
    handler = person("he", Role.HANDLER, department=ours)
    page = _text(_as(handler).get(reverse("enterprises:enterprise_detail", args=[mine.pk])))
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
    response = _as(person("song", Role.PROJECT_OFFICER)).post(reverse("enterprises:enterprise_create"), said)
    made = Enterprise.objects.get()
    assert response.url == reverse("enterprises:enterprise_detail", args=[made.pk])
    assert [alias.name for alias in made.aliases.all()] == ["小新"]


def test_the_same_alias_twice_is_an_error_of_the_form(officer: User, mine: Enterprise) -> None:
    EnterpriseAlias.objects.create(enterprise=mine, name="小甲")
    said = {"short_name": "示例甲厂", "alias-TOTAL_FORMS": "1", "alias-INITIAL_FORMS": "0"}
    said |= {"alias-0-name": "小甲", "alias-0-kind": "alias"}
    response = _as(officer).post(reverse("enterprises:enterprise_edit", args=[mine.pk]), said)
    assert "这个名称已经登记过" in _text(response)
    assert mine.aliases.count() == 1


def test_a_name_in_two_rows_is_an_error_of_the_form() -> None:
    said = {"short_name": "示例新厂", "alias-TOTAL_FORMS": "2", "alias-INITIAL_FORMS": "0"}
    said |= {f"alias-{n}-{field}": value for n in (0, 1) for field, value in (("name", "小新"), ("kind", "alias"))}
    response = _as(person("song", Role.PROJECT_OFFICER)).post(reverse("enterprises:enterprise_create"), said)
    assert "同一个名称写了两遍" in _text(response)
    assert not Enterprise.objects.exists()


def test_an_alias_can_be_removed(officer: User, mine: Enterprise) -> None:
    alias = mine.aliases.create(name="小甲")
    said = {"short_name": "示例甲厂", "alias-TOTAL_FORMS": "1", "alias-INITIAL_FORMS": "1", "alias-0-id": alias.pk}
    said |= {"alias-0-name": "小甲", "alias-0-kind": "alias", "alias-0-DELETE": "on"}
    _as(officer).post(reverse("enterprises:enterprise_edit", args=[mine.pk]), said)
    assert not mine.aliases.exists()


def test_a_refused_name_keeps_what_was_typed_and_asks_to_confirm(mine: Enterprise) -> None:
    mine.aliases.create(name="小甲")
    said = {"short_name": "小甲", "address": "万家丽南路", "alias-TOTAL_FORMS": "0", "alias-INITIAL_FORMS": "0"}
    client, url = _as(person("song", Role.PROJECT_OFFICER)), reverse("enterprises:enterprise_create")
    page = _text(client.post(url, said))
    assert "万家丽南路" in page
    assert 'name="confirmed"' in page
    assert client.post(url, said | {"confirmed": "on"}).status_code == 302


# --- Visits ---------------------------------------------------------------------------------------------------
def test_five_taps_make_one_visit_with_one_set_of_requests(officer: User, mine: Enterprise) -> None:
    client, sent = _as(officer), visit_post(mine, handoffs=["talent"])
    sent |= {
        "request-TOTAL_FORMS": "1",
        "request-0-kind": kind().pk,
        "request-0-text": "缺焊工",
        "request-0-within": "5",
    }
    answers = [client.post(reverse("enterprises:visit_create"), sent) for _tap in range(5)]
    assert {answer.url for answer in answers} == {reverse("enterprises:enterprise_detail", args=[mine.pk])}
    assert (Visit.objects.count(), Request.objects.count(), VisitHandoff.objects.count()) == (1, 1, 1)


def test_rows_that_were_removed_are_skipped(officer: User, mine: Enterprise) -> None:
    sent = visit_post(mine) | {"request-TOTAL_FORMS": "2", "request-0-text": "", "request-1-text": "缺焊工"}
    sent |= {"request-1-kind": kind().pk}
    _as(officer).post(reverse("enterprises:visit_create"), sent)
    assert [row.text for row in Request.objects.all()] == ["缺焊工"]


def test_a_mistake_in_a_request_keeps_everything_typed(officer: User, mine: Enterprise) -> None:
    sent = visit_post(mine, notes="谈了新产线") | {"request-TOTAL_FORMS": "1", "request-0-text": "缺焊工"}
    response = _as(officer).post(reverse("enterprises:visit_create"), sent)
    page = _text(response)
    assert response.status_code == 200
    assert "谈了新产线" in page
    assert "缺焊工" in page
    assert sent["client_id"] in page
    assert not Visit.objects.exists()


def test_a_foreign_firm_cannot_be_visited(officer: User, mine: Enterprise, foreign: Enterprise) -> None:
    client, url = _as(officer), reverse("enterprises:visit_create")
    assert client.post(url, visit_post(foreign)).status_code == 200
    assert not Visit.objects.exists()
    assert foreign.short_name not in _text(client.get(f"{url}?enterprise={foreign.pk}"))


def test_a_form_number_of_somebody_else_is_refused_in_words(
    officer: User, mine: Enterprise, foreign: Enterprise
) -> None:
    theirs = visit(foreign, User.objects.get(username="tang"))
    response = _as(officer).post(reverse("enterprises:visit_create"), visit_post(mine, client_id=theirs.client_id))
    assert "这张表单已经用过" in _text(response)
    assert Visit.objects.count() == 1


def test_the_form_starts_with_the_firm_visited_last(officer: User, mine: Enterprise) -> None:
    other = firm("示例丙厂", officer)
    visit(other, officer)
    client, url = _as(officer), reverse("enterprises:visit_create")
    assert client.get(url).context["form"].initial["enterprise"] == other
    assert client.get(f"{url}?enterprise={mine.pk}").context["form"].initial["enterprise"] == mine
    assert client.get(f"{url}?enterprise=x").status_code == 200


def test_photos_of_a_visit_are_for_those_who_see_the_visit(
    officer: User, mine: Enterprise, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    _as(officer).post(reverse("enterprises:visit_create"), visit_post(mine, photos=[_photo(), _photo()]))
    photos = list(Visit.objects.get().photos.all())
    url = reverse("enterprises:visit_photo", args=[photos[0].attachment.key])
    response = _as(officer).get(url)
    assert len(photos) == 2
    assert response["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    assert _as(person("tang", Role.LIAISON)).get(url).status_code == 404
    assert _as(person("song", Role.PROJECT_OFFICER)).get(url).status_code == 403


def test_too_many_photos_are_refused(officer: User, mine: Enterprise) -> None:
    sent = visit_post(mine, photos=[_photo() for _n in range(7)])
    assert "photos" in _as(officer).post(reverse("enterprises:visit_create"), sent).context["form"].errors
    assert not Visit.objects.exists()


def test_a_foreign_visit_is_not_there(officer: User, foreign: Enterprise) -> None:
    hidden = visit(foreign, User.objects.get(username="tang"), notes="悄悄话")
    client = _as(officer)
    assert client.get(reverse("enterprises:visit_detail", args=[hidden.pk])).status_code == 404
    assert "悄悄话" not in _text(client.get(reverse("enterprises:visit_list")))


# --- Requests -------------------------------------------------------------------------------------------------
@pytest.fixture
def handler() -> User:
    return person("he", Role.HANDLER, department=department("construction"))


def _answer(days: int = 3) -> dict[str, str]:
    on = timezone.localdate() + dt.timedelta(days=days)
    return {"answer-text": "三日内办理", "answer-promised_on": on.isoformat(), "answer-client_id": str(uuid.uuid4())}


def _finish(text: str = "许可已发") -> dict[str, str]:
    return {"finish-text": text, "finish-client_id": str(uuid.uuid4())}


def test_a_handler_answers_and_finishes(handler: User, officer: User, mine: Enterprise) -> None:
    row, client = asked(mine, officer), _as(handler)
    client.post(reverse("enterprises:request_answer", args=[row.pk]), _answer())
    row.refresh_from_db()
    assert row.state == RequestState.ANSWERED
    client.post(reverse("enterprises:request_finish", args=[row.pk]), _finish())
    row.refresh_from_db()
    assert row.state == RequestState.DONE
    page = _text(client.get(reverse("enterprises:request_detail", args=[row.pk])))
    assert "三日内办理" in page
    assert "许可已发" in page
    assert "办结诉求" not in page  # no button where nothing is left to do


def test_what_is_done_is_not_done_again_and_says_so(handler: User, officer: User, mine: Enterprise) -> None:
    row = asked(mine, officer, state=RequestState.DONE, done_on=timezone.localdate())
    url = reverse("enterprises:request_finish", args=[row.pk])
    page = _text(_as(handler).post(url, _finish("又一次"), follow=True))
    assert "这条诉求待企业确认" in page
    assert not row.changes.exists()


def test_an_answer_with_a_passed_day_is_shown_again(handler: User, officer: User, mine: Enterprise) -> None:
    row = asked(mine, officer)
    page = _text(_as(handler).post(reverse("enterprises:request_answer", args=[row.pk]), _answer(days=-1)))
    assert "承诺日期不能早于今天" in page
    assert "三日内办理" in page
    assert not row.changes.exists()


@pytest.mark.parametrize("name", ["request_answer", "request_finish"])
def test_another_department_reaches_no_request(name: str, officer: User, mine: Enterprise) -> None:
    row = asked(mine, officer)
    stranger = person("fu", Role.HANDLER, department=department("people"))
    response = _as(stranger).post(reverse(f"enterprises:{name}", args=[row.pk]), _answer() | _finish())
    assert response.status_code == 404
    assert not row.changes.exists()


def test_who_only_watches_the_firm_has_no_buttons(officer: User, mine: Enterprise) -> None:
    both = person("ge", Role.LIAISON, Role.HANDLER, department=department("people"))
    mine.liaisons.create(officer=both, starts_on=dt.date(2020, 1, 1))
    row, client = asked(mine, officer), _as(both)
    assert "提交答复" not in _text(client.get(reverse("enterprises:request_detail", args=[row.pk])))
    assert client.post(reverse("enterprises:request_answer", args=[row.pk]), _answer()).status_code == 403


def test_the_inbox_starts_with_the_most_pressing_promise(handler: User, officer: User, mine: Enterprise) -> None:
    today = timezone.localdate()
    done = asked(mine, officer, state=RequestState.DONE, done_on=today)
    later, late, open_end = (
        asked(mine, officer, promised_on=on) for on in (today + dt.timedelta(5), today - dt.timedelta(1), None)
    )
    page = _as(handler).get(reverse("enterprises:request_list"))
    assert [row.pk for row in page.context["page_obj"]] == [late.pk, later.pk, open_end.pk, done.pk]
    assert "超时 1 天" in _text(page)
    assert "余 5 天" in _text(page)


def test_what_is_promised_for_today_is_due_today_and_not_at_a_minute(
    handler: User, officer: User, mine: Enterprise
) -> None:
    asked(mine, officer, promised_on=timezone.localdate(), state=RequestState.ANSWERED)
    page = _text(_as(handler).get(reverse("enterprises:request_list")))
    assert "今天到期" in page
    assert "23:59" not in page


@pytest.mark.parametrize(
    ("query", "count"), [("due=overdue", 1), ("due=open", 2), ("due=done", 1), ("state=answered", 0)]
)
def test_filters_of_the_requests(query: str, count: int, handler: User, officer: User, mine: Enterprise) -> None:
    asked(mine, officer)
    asked(mine, officer, promised_on=timezone.localdate() - dt.timedelta(days=1))
    asked(mine, officer, state=RequestState.DONE, done_on=timezone.localdate())
    response = _as(handler).get(reverse("enterprises:request_list") + f"?{query}")
    assert response.context["page_obj"].paginator.count == count


# --- Panels, hand-offs, plans ---------------------------------------------------------------------------------
def test_the_workbench_puts_the_firm_that_needs_me_first(officer: User, mine: Enterprise) -> None:
    today = timezone.localdate()
    fresh, late = firm("示例丙厂", officer), firm("示例丁厂", officer)
    visit(fresh, officer)
    asked(mine, officer, promised_on=today + dt.timedelta(days=3))
    asked(late, officer, promised_on=today - dt.timedelta(days=2))
    never = firm("示例戊厂", officer)
    page = _text(_as(officer).get(reverse("workbench")))
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
    assert _as(taker).post(reverse("enterprises:handoff_take", args=[handoff.pk])).status_code == status
    handoff.refresh_from_db()
    assert handoff.taken_by == (taker if status == 302 else None)


def test_a_need_that_was_taken_stays_with_the_first(officer: User, mine: Enterprise) -> None:
    first, second = person("ma", Role.FINANCE_OFFICER), person("su", Role.FINANCE_OFFICER)
    handoff = VisitHandoff.objects.create(visit=visit(mine, officer), kind=HandoffKind.FINANCING)
    url = reverse("enterprises:handoff_take", args=[handoff.pk])
    assert mine.short_name in _text(_as(first).get(reverse("workbench")))
    _as(first).post(url)
    assert "已有人承接" in _text(_as(second).post(url, follow=True))
    handoff.refresh_from_db()
    assert handoff.taken_by == first


def test_plans_show_what_is_missing_and_how_far_the_reserve_has_come(plans: Callable[..., None]) -> None:
    plans()
    answer = _as(person("lu", Role.LEADER)).get(reverse("enterprises:plan_list"))
    page, sums = _text(answer), answer.context["groups"][0]["sums"]
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
    client, url = _as(person("lu", Role.LEADER)), reverse(f"enterprises:{name}")

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
    assert count() == one
