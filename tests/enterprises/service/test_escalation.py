"""Late requests go up, and everybody hears of each height once."""

import datetime as dt

import pytest

from core.enums import Role
from core.kernel.clock import SHANGHAI
from core.models import Delivery, Notice, User
from enterprises.enums import RequestEscalation
from enterprises.models import Request
from enterprises.service.escalation import escalate_requests
from tests.enterprises.scene import department, firm, kind, person
from tests.races import at_once

MONDAY_NINE = dt.datetime(2026, 11, 23, 9, tzinfo=SHANGHAI)


@pytest.fixture
def row(db: None) -> Request:
    """Raised on Monday at nine; its first answer is due at half past two."""
    officer = person("zhou", Role.LIAISON)
    person("he", Role.HANDLER, department=department())
    person("fu", Role.HANDLER, department=department("people"))
    person("lu", Role.LEADER)
    return kind().raise_request(firm(officer=officer), text="缺电", by=officer, now=MONDAY_NINE)


def at(hour: float, day: int = 23) -> dt.datetime:
    return dt.datetime(2026, 11, day, tzinfo=SHANGHAI) + dt.timedelta(hours=hour)


def heard() -> list[tuple[str, str]]:
    return sorted(
        (notice.user.username, notice.title.split("：")[0]) for notice in Notice.objects.select_related("user")
    )


def test_each_height_is_told_once_to_whom_it_concerns(row: Request) -> None:
    escalate_requests(at(9.1))
    assert heard() == [("he", "新诉求")]
    escalate_requests(at(10.4))
    assert heard() == [("he", "新诉求")]
    escalate_requests(at(14))  # half an hour of working time before the limit
    assert heard() == [("he", "即将到期"), ("he", "新诉求")]
    for _n in range(3):
        escalate_requests(at(15))
    assert ("he", "已超时") in heard()
    assert ("zhou", "已超时") in heard()
    assert len(heard()) == 4
    escalate_requests(at(15, day=26))
    assert ("lu", "超时两个工作日以上") in heard()
    row.refresh_from_db()
    assert row.escalation == RequestEscalation.LEADERS
    assert "fu" not in {name for name, _title in heard()}, "another department hears nothing"


def test_what_is_new_or_late_goes_by_mail_and_what_is_soon_does_not(row: Request) -> None:
    User.objects.update(email="someone@example.com")
    for hour in (9.1, 14, 15, 15):
        escalate_requests(at(hour))
    mails = {(each.user.username, each.subject.split("：")[0]) for each in Delivery.objects.select_related("user")}
    assert mails == {("he", "新诉求"), ("he", "已超时"), ("zhou", "已超时")}
    assert Delivery.objects.count() == 3


def test_an_answer_in_time_moves_the_limit_and_nobody_else_hears(row: Request) -> None:
    row.answer(text="已派人看", by=User.objects.get(username="he"), now=at(10))
    escalate_requests(at(15))
    assert heard() == [("he", "新诉求")]


def test_what_is_done_is_not_taken_up(row: Request) -> None:
    row.finish(text="已增容", by=User.objects.get(username="he"), now=at(10))
    assert escalate_requests(at(15, day=27)) == 0
    assert heard() == []


def test_an_old_request_is_no_news(row: Request) -> None:
    escalate_requests(at(9, day=27))
    assert "新诉求" not in {title for _name, title in heard()}


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once(row: Request) -> None:
    risen = at_once(*[lambda: escalate_requests(at(15, day=26))] * 2)
    assert sum(risen) == 1
    assert len(heard()) == len(set(heard()))
