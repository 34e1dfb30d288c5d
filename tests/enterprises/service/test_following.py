"""A notice is loaded: clocks of open requests give the same working hours again, promises stay and are listed."""

import datetime as dt

import pytest

from core.enums import Role
from core.kernel.clock import SHANGHAI
from core.models import CalendarYear, Notice, User, Workday
from enterprises.models import Request
from enterprises.service import following
from enterprises.service.following import follow
from tests.enterprises.scene import department, firm, kind, person

pytestmark = pytest.mark.django_db
D = dt.date.fromisoformat
NOW = dt.datetime(2027, 9, 29, 9, tzinfo=SHANGHAI)  # a Wednesday; 1 October is the Friday


@pytest.fixture
def he() -> User:
    return person("he", Role.HANDLER, department=department())


@pytest.fixture
def row(he: User) -> Request:
    """Its first answer is due at once, its plan on Thursday, its end after 国庆."""
    following.begin()
    by = person("zhou", Role.LIAISON)
    allowed = kind(first_answer_hours=4, plan_hours=13, done_hours=26)
    return allowed.raise_request(firm(officer=by), text="缺电", by=by, now=NOW)


def load_notice() -> None:
    CalendarYear.objects.create(year=2027, source="国办")
    Workday.objects.bulk_create(Workday(on=D(f"2027-10-0{n}"), is_working=False) for n in range(1, 8))


def test_a_limit_gives_its_hours_again(row: Request, he: User) -> None:
    first, plan, done = row.first_answer_by, row.plan_by, row.done_by
    load_notice()
    assert follow(NOW) == 1
    row.refresh_from_db()
    assert (row.first_answer_by, row.plan_by) == (first, plan)
    assert done.astimezone(SHANGHAI).date() == D("2027-10-05"), "without the notice it is a working day"
    assert row.done_by == row.kind.clock(NOW).done_by
    assert row.done_by.astimezone(SHANGHAI).date() == D("2027-10-11")
    (notice,) = Notice.objects.filter(user=he, dedupe_key__startswith="calendar:")
    assert all(word in notice.body for word in ("10-05 ", "10-11 ", "办结时限"))
    assert "首次答复时限" not in notice.body


def test_it_happens_once(row: Request, he: User) -> None:
    load_notice()
    follow(NOW)
    assert follow(NOW) == 0
    assert Notice.objects.filter(user=he, dedupe_key__startswith="calendar:").count() == 1


def test_other_hours_of_the_kind_change_no_old_limit(row: Request) -> None:
    """What the row gave counts, not what the kind gives now."""
    type(row.kind).objects.filter(pk=row.kind_id).update(done_hours=65)
    load_notice()
    follow(NOW)
    row.refresh_from_db()
    assert row.done_by.astimezone(SHANGHAI).date() == D("2027-10-11")


def test_a_promise_stays_and_is_listed(row: Request, he: User) -> None:
    row.promised_on = D("2027-10-06")
    row.save()
    load_notice()
    assert follow(NOW) == 2
    row.refresh_from_db()
    assert row.promised_on == D("2027-10-06")
    assert "承诺 2027-10-06 不再是工作日" in Notice.objects.get(user=he, dedupe_key__startswith="calendar:").body


def test_a_limit_that_has_passed_is_history(row: Request) -> None:
    done = row.done_by
    load_notice()
    assert follow(done + dt.timedelta(days=1)) == 0
    row.refresh_from_db()
    assert row.done_by == done


def test_without_a_change_nothing_is_told(row: Request) -> None:
    """Negative control."""
    CalendarYear.objects.create(year=2027, source="国办")
    assert follow(NOW) == 0
    assert not Notice.objects.filter(dedupe_key__startswith="calendar:").exists()
