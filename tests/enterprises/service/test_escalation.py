"""Late requests go up, and everybody hears of each height once."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.enums import Role
from core.kernel.clock import SHANGHAI
from core.kernel.keeping import ticking
from core.models import AT_ONCE, Delivery, Notice, Round, User, Workday
from enterprises.enums import RequestEscalation
from enterprises.models import LiaisonAssignment, Request
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


# --- Only what is due is looked at ------------------------------------------------------------
def told_when(half_hours: range) -> dict[str, dt.datetime]:
    """What is told, and when, by ticks each half-hour from nothing told."""
    Notice.objects.all().delete()
    Request.objects.update(escalation=RequestEscalation.DEPARTMENT, next_step_at=AT_ONCE)
    for half in half_hours:
        escalate_requests(MONDAY_NINE + dt.timedelta(minutes=30 * half))
    return dict(Notice.objects.values_list("dedupe_key", "created_at"))


def test_the_next_moment_loses_nothing(row: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ticks that see only what is due tell the same at the same moment as ticks that look at everything."""
    for hour in (9, 11, 14.5, 17, 20):
        other = row.kind.raise_request(row.enterprise, text="缺水", by=row.raised_by, now=MONDAY_NINE)
        Request.objects.filter(pk=other.pk).update(due_at=at(hour, day=24))
    four_days = range(4 * 48 + 2)
    monkeypatch.setattr(ticking, "world", lambda _topics, now: str(now))
    everything = told_when(four_days)
    monkeypatch.setattr(ticking, "world", lambda _topics, _now: "still")
    assert told_when(four_days) == everything
    assert len({key.split(":")[2] + key.split(":")[1] for key in everything}) == 6 * 4


def test_a_worker_that_was_down_for_days_tells_what_is_owed_now(row: Request) -> None:
    escalate_requests(at(9.1))
    escalate_requests(at(15, day=26))
    row.refresh_from_db()
    assert {"已超时", "超时两个工作日以上"} <= {title for _name, title in heard()}
    assert row.next_step_at is None


def test_when_nothing_is_new_a_tick_asks_little_and_writes_nothing(row: Request) -> None:
    escalate_requests(at(9.1))
    for _n in range(3):
        with CaptureQueriesContext(connection) as queries:
            escalate_requests(at(9.2))
        assert [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
        assert len(queries) <= 6
        row.kind.raise_request(row.enterprise, text="缺水", by=row.raised_by, now=MONDAY_NINE)
        escalate_requests(at(9.1))


def test_more_than_a_batch_is_one_run(row: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "BATCH", 2)
    for _n in range(4):
        row.kind.raise_request(row.enterprise, text="缺水", by=row.raised_by, now=MONDAY_NINE)
    assert escalate_requests(at(15, day=26)) == 5
    Request.objects.update(escalation=0, next_step_at=AT_ONCE)
    assert escalate_requests(at(15, day=26)) == 5, "also without a round over everything"


def _a_new_handler(row: Request) -> None:
    person("yan", Role.HANDLER, department=row.department)


def _a_handler_who_comes_over(row: Request) -> None:
    User.objects.filter(username="fu").update(department=row.department)


def _another_officer(row: Request) -> None:
    new = person("xu", Role.LIAISON)
    LiaisonAssignment.objects.create(enterprise=row.enterprise, officer=new, starts_on=dt.date(2026, 11, 1))


def _another_firm(row: Request) -> None:
    Request.objects.update(enterprise=firm("示例乙", officer=person("xu", Role.LIAISON)))


@pytest.mark.parametrize("change", [_a_new_handler, _a_handler_who_comes_over, _another_officer, _another_firm])
def test_who_joins_hears_of_it_in_the_next_minute(row: Request, change: Callable[[Request], None]) -> None:
    escalate_requests(at(15))
    before = heard()
    change(row)
    escalate_requests(at(15.1))
    assert len(heard()) > len(before)


def test_a_holiday_that_is_entered_moves_the_next_moment(row: Request) -> None:
    escalate_requests(at(15))
    row.refresh_from_db()
    Workday.objects.update_or_create(on=dt.date(2026, 11, 24), defaults={"is_working": False})
    escalate_requests(at(15.1))
    then, now = row.next_step_at, Request.objects.get(pk=row.pk).next_step_at
    assert then
    assert now
    assert then < now


def test_a_log_in_is_no_reason_to_look_at_everything(row: Request) -> None:
    escalate_requests(at(15))
    seen = Round.objects.get(task="enterprises.requests").seen
    User.objects.get(username="he").save(update_fields=["last_login"])
    assert ticking.world("calendar hours people", at(15)) == seen


def test_what_is_closed_has_no_next_moment(row: Request) -> None:
    assert Request.objects.get().next_step_at == AT_ONCE
    row.finish(text="已增容", by=User.objects.get(username="he"), now=at(10))
    assert row.next_step_at is None
