"""四到, counted from the records."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.kernel.clock import SHANGHAI
from enterprises.enums import RequestState
from enterprises.models import Confirmation
from enterprises.service.four_promises import Kept, months_of
from tests.enterprises.scene import asked, firm, person, visit

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_each_promise_is_counted_in_its_month() -> None:
    officer, leader = person("zhou", Role.LIAISON), person("lu", Role.LEADER)
    mine, other = firm(officer=officer), firm("示例别厂")
    visit(mine, officer, on=dt.date(2026, 11, 3), asked_for=True)
    visit(mine, officer, on=dt.date(2026, 11, 4))
    visit(mine, officer, on=dt.date(2026, 11, 5), mode="phone")
    visit(mine, officer, on=dt.date(2026, 10, 5), asked_for=True)
    asked(mine, officer, first_answer_by=at("2026-11-02T12:00"), first_answered_at=at("2026-11-02T11:00"))
    asked(mine, officer, first_answer_by=at("2026-11-02T12:00"), first_answered_at=at("2026-11-02T13:00"))
    asked(mine, officer, first_answer_by=at("2026-11-20T12:00"))  # past, and nobody answered
    asked(mine, officer, first_answer_by=at("2026-11-30T12:00"))  # still time
    done = {"state": RequestState.DONE, "done_on": dt.date(2026, 10, 20)}
    kept = asked(mine, officer, promised_on=dt.date(2026, 10, 20), **done)
    asked(mine, officer, promised_on=dt.date(2026, 10, 19), **done)
    asked(other, officer, promised_on=dt.date(2026, 10, 19))
    asked(mine, officer, promised_on=dt.date(2026, 11, 23))  # due today, and still time
    asked(mine, officer, promised_on=dt.date(2026, 11, 26), state=RequestState.DONE, done_on=dt.date(2026, 11, 20))
    for solved, rating in ((True, 5), (True, 3), (False, None)):
        Confirmation.objects.create(
            request=kept,
            secret_hash=f"{solved}{rating}",
            asked_by=officer,
            asked_at=NOW,
            expires_at=NOW,
            used_at=at("2026-11-10T09:00"),
            solved=solved,
            rating=rating,
        )
    november, october = months_of(leader, NOW, count=2)
    assert (november.first, october.first) == (dt.date(2026, 11, 1), dt.date(2026, 10, 1))
    assert november.uncalled == Kept(1, 2)
    assert november.prompt == Kept(1, 3)
    assert november.caring == Kept(1, 3)
    assert november.kept == Kept(1, 1)
    assert Kept().share is None
    assert october.uncalled == Kept(1, 1)
    assert october.kept == Kept(1, 3)
    assert months_of(officer, NOW, count=2)[1].kept == Kept(1, 2), "one sees one's own firms"


def test_a_year_of_months_crosses_the_new_year() -> None:
    months = months_of(person("lu", Role.LEADER), at("2026-02-03T09:00"), count=4)
    assert [f"{month.first:%Y-%m}" for month in months] == ["2026-02", "2026-01", "2025-12", "2025-11"]


def test_the_page_names_no_person() -> None:
    officer, leader = person("zhou", Role.LIAISON), person("lu", Role.LEADER)
    visit(firm(officer=officer), officer, on=timezone.localdate(), asked_for=True)
    client = Client()
    client.force_login(leader)
    page = client.get(reverse("enterprises:four_promises")).content.decode()
    assert "100" in page
    assert officer.name not in page
