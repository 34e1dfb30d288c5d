"""A need in the hands of several banks: each sees it and may answer it, and none learns who else was asked."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest

from core.models import User
from finance.forms import needs_for
from finance.models import FinancingNeed, Passing
from tests.finance.scene import Browser, banker, institution, line, line_form, need, person, said

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 3, 2)


@pytest.fixture
def passed(officer: User, clerk: User, other: Any) -> FinancingNeed:
    """A need passed to 甲 first and then to 乙, whose person is the second banker."""
    row = need(purpose="二期厂房")
    for bank in (institution(), other):
        Passing.pass_on(row, institution=bank, on=ON, by=officer, client_id=uuid.uuid4())
    row.refresh_from_db()
    return row


@pytest.fixture
def second(other: Any) -> User:
    return banker("second", other.name)


def test_each_bank_that_was_asked_sees_it_and_a_third_does_not(
    passed: FinancingNeed, clerk: User, second: User
) -> None:
    third = banker("third", "示例丙银行")
    for user, seen in ((clerk, True), (second, True), (third, False)):
        assert FinancingNeed.objects.visible_to(user).filter(pk=passed.pk).exists() is seen
        assert needs_for(user).filter(pk=passed.pk).exists() is seen
        assert user.has_perm("finance.view_financingneed", passed) is seen


def test_what_is_taken_back_is_seen_no_more_and_may_not_be_answered(passed: FinancingNeed, clerk: User) -> None:
    passed.passings.get(institution=institution()).take_back(reason="企业改主意")
    passed.refresh_from_db()
    assert not FinancingNeed.objects.visible_to(clerk).exists()
    assert not passed.may_be_answered_by(institution())
    line(300, need=passed, institution=institution("示例乙银行"))
    passed.settle()
    assert not passed.may_be_answered_by(institution())  # also when another answered a part


def test_the_second_bank_answers_by_the_form(passed: FinancingNeed, second: User, client_for: Browser) -> None:
    sent = line_form(enterprise=passed.enterprise, need=passed, granted_wan="400", institution="")
    assert client_for(second).post("/finance/lines/new/", sent).status_code == 302
    passed.refresh_from_db()
    assert passed.lines.get().institution.name == "示例乙银行"
    assert passed.state == "partly"


def test_neither_learns_of_the_other(passed: FinancingNeed, clerk: User, second: User, client_for: Browser) -> None:
    line(777, need=passed)
    passed.settle()
    for address in ("/finance/needs/", "/workbench/"):
        page = said(client_for(second).get(address))
        assert "示例甲银行" not in page
        assert "777" not in page
    grouped = said(client_for(second).get("/finance/needs/?by=institution"))
    assert "示例甲银行" not in grouped
    assert "示例乙银行" in said(client_for(second).get("/finance/needs/"))
    assert "示例甲银行" in said(client_for(person("zhang")).get("/finance/needs/?by=institution"))
    assert passed.rest_wan == Decimal(423)
