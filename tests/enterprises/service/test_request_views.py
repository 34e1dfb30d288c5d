"""Pages of requests: the department answers and finishes, others find nothing."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.enums import RequestState
from enterprises.models import Enterprise
from tests.enterprises.scene import as_user, asked, department, person, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def handler() -> User:
    return person("he", Role.HANDLER, department=department("construction"))


def _answer(days: int = 3) -> dict[str, str]:
    on = timezone.localdate() + dt.timedelta(days=days)
    return {"answer-text": "三日内办理", "answer-promised_on": on.isoformat(), "answer-client_id": str(uuid.uuid4())}


def _finish(text: str = "许可已发") -> dict[str, str]:
    return {"finish-text": text, "finish-client_id": str(uuid.uuid4())}


def test_a_handler_answers_and_finishes(handler: User, officer: User, mine: Enterprise) -> None:
    row, client = asked(mine, officer), as_user(handler)
    client.post(reverse("enterprises:request_answer", args=[row.pk]), _answer())
    row.refresh_from_db()
    assert row.state == RequestState.ANSWERED
    client.post(reverse("enterprises:request_finish", args=[row.pk]), _finish())
    row.refresh_from_db()
    assert row.state == RequestState.DONE
    page = text_of(client.get(reverse("enterprises:request_detail", args=[row.pk])))
    assert "三日内办理" in page
    assert "许可已发" in page
    assert "办结诉求" not in page  # no button where nothing is left to do


def test_what_is_done_is_not_done_again_and_says_so(handler: User, officer: User, mine: Enterprise) -> None:
    row = asked(mine, officer, state=RequestState.DONE, done_on=timezone.localdate())
    url = reverse("enterprises:request_finish", args=[row.pk])
    page = text_of(as_user(handler).post(url, _finish("又一次"), follow=True))
    assert "这条诉求待企业确认" in page
    assert not row.changes.exists()


def test_an_answer_with_a_passed_day_is_shown_again(handler: User, officer: User, mine: Enterprise) -> None:
    row = asked(mine, officer)
    page = text_of(as_user(handler).post(reverse("enterprises:request_answer", args=[row.pk]), _answer(days=-1)))
    assert "承诺日期不能早于今天" in page
    assert "三日内办理" in page
    assert not row.changes.exists()


@pytest.mark.parametrize("name", ["request_answer", "request_finish"])
def test_another_department_reaches_no_request(name: str, officer: User, mine: Enterprise) -> None:
    row = asked(mine, officer)
    stranger = person("fu", Role.HANDLER, department=department("people"))
    response = as_user(stranger).post(reverse(f"enterprises:{name}", args=[row.pk]), _answer() | _finish())
    assert response.status_code == 404
    assert not row.changes.exists()


def test_who_only_watches_the_firm_has_no_buttons(officer: User, mine: Enterprise) -> None:
    both = person("ge", Role.LIAISON, Role.HANDLER, department=department("people"))
    mine.liaisons.create(officer=both, starts_on=dt.date(2020, 1, 1))
    row, client = asked(mine, officer), as_user(both)
    assert "提交答复" not in text_of(client.get(reverse("enterprises:request_detail", args=[row.pk])))
    assert client.post(reverse("enterprises:request_answer", args=[row.pk]), _answer()).status_code == 403


def test_the_inbox_starts_with_the_most_pressing_promise(handler: User, officer: User, mine: Enterprise) -> None:
    today = timezone.localdate()
    done = asked(mine, officer, state=RequestState.DONE, done_on=today)
    later, late, open_end = (
        asked(mine, officer, promised_on=on) for on in (today + dt.timedelta(5), today - dt.timedelta(1), None)
    )
    page = as_user(handler).get(reverse("enterprises:request_list"))
    assert [row.pk for row in page.context["page_obj"]] == [late.pk, later.pk, open_end.pk, done.pk]
    assert "超时 1 天" in text_of(page)
    assert "余 5 天" in text_of(page)


def test_what_is_promised_for_today_is_due_today_and_not_at_a_minute(
    handler: User, officer: User, mine: Enterprise
) -> None:
    asked(mine, officer, promised_on=timezone.localdate(), state=RequestState.ANSWERED)
    page = text_of(as_user(handler).get(reverse("enterprises:request_list")))
    assert "今天到期" in page
    assert "23:59" not in page


@pytest.mark.parametrize(
    ("query", "count"), [("due=overdue", 1), ("due=open", 2), ("due=done", 1), ("state=answered", 0)]
)
def test_filters_of_the_requests(query: str, count: int, handler: User, officer: User, mine: Enterprise) -> None:
    asked(mine, officer)
    asked(mine, officer, promised_on=timezone.localdate() - dt.timedelta(days=1))
    asked(mine, officer, state=RequestState.DONE, done_on=timezone.localdate())
    response = as_user(handler).get(reverse("enterprises:request_list") + f"?{query}")
    assert response.context["page_obj"].paginator.count == count


def test_a_limit_in_a_year_without_holidays_is_reckoned(handler: User, officer: User, mine: Enterprise) -> None:
    row, client = asked(mine, officer), as_user(handler)
    address = reverse("enterprises:request_detail", args=[row.pk])
    type(row).objects.filter(pk=row.pk).update(done_by=dt.datetime(2020, 3, 2, 9, tzinfo=dt.UTC))
    before = client.get(address).content.decode().count("按推算")
    type(row).objects.filter(pk=row.pk).update(done_by=dt.datetime(2035, 1, 2, 9, tzinfo=dt.UTC))
    assert client.get(address).content.decode().count("按推算") == before + 1
