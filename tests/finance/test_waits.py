"""What needs without credit wait for: told apart in the funnel, each with the list of its needs; a bank is not told."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.enums import Role
from core.models import User
from finance.enums import NeedState, NeedWait
from finance.funnel import funnel
from finance.models import FinancingNeed, Institution, Passing
from finance.waits import waits
from tests.finance.scene import banker, institution, line, need, person, said

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 2, 3)
TODAY = dt.date(2026, 2, 13)


def passed(of: FinancingNeed, to: Institution, by: User) -> Passing:
    return Passing.pass_on(of, institution=to, by=by, on=ON, client_id=uuid.uuid4())


@pytest.fixture
def needs() -> dict[str, FinancingNeed]:
    """One that waits for each thing, and what waits for nothing."""
    by, one, two = person("tang"), institution(), institution("示例乙银行")
    rows = {each.value: need(amount_wan=Decimal(100 * n)) for n, each in enumerate(NeedWait, 1)}
    passed(rows["institution"], one, by)
    passed(rows["institution"], two, by).decline(reason="行业暂缓")  # the other one still owes its answer
    passed(rows["firm"], one, by).ask(question="订单多少")
    passed(rows["offered"], one, by).offer(product="贷", offered_wan=Decimal(9), rate=Decimal(3), term_months=1)
    passed(rows["declined"], one, by).decline(reason="行业暂缓")
    passed(rows["declined"], two, by).take_back(reason="改主意")
    back = passed(rows["passing"], one, by)
    back.take_back(reason="改主意")  # it is as if nobody had been asked
    over = line(50, need=rows["ended"], granted_on=ON)
    rows["ended"].settle()
    over.end(on=ON, reason="企业改用自有资金", by=by, client_id=uuid.uuid4())
    need(state=NeedState.WITHDRAWN)
    answered = need(amount_wan=Decimal(900))
    line(100, need=answered)
    answered.settle()
    return rows


def test_each_waits_for_one_thing(needs: dict[str, FinancingNeed]) -> None:
    found = waits(FinancingNeed.objects.all(), TODAY)
    assert [(each.what.value, each.needs, each.wan) for each in found] == [
        (name, 1, row.amount_wan) for name, row in needs.items()
    ]
    days = {each.what: each.days for each in found}
    assert (days[NeedWait.PASSING], days[NeedWait.INSTITUTION]) == (11, 10)  # since it was raised, and passed on
    assert {each.what: each.reasons for each in found if each.reasons} == {NeedWait.DECLINED: ["行业暂缓"]}


def test_they_are_what_the_funnel_has_without_credit(needs: dict[str, FinancingNeed]) -> None:
    """The needs of all kinds are those between the first step and the third."""
    found, told = funnel(timezone.localdate()), waits(FinancingNeed.objects.all(), TODAY)
    assert sum(each.needs for each in told) == found.raised.needs - found.granted.needs == len(needs)


def test_by_name_alone_waits_for_the_institution() -> None:
    need(institution=institution(), matched_on=ON, state=NeedState.MATCHED)
    (found,) = waits(FinancingNeed.objects.all(), TODAY)
    assert (found.what, found.days) == (NeedWait.INSTITUTION, 10)


def test_the_funnel_opens_each_to_the_list_of_its_needs(client: Any, needs: dict[str, FinancingNeed]) -> None:
    client.force_login(person("lead", Role.LEADER))
    page = client.get("/finance/funnel/")
    rows = page.context["waits"].rows
    assert (len(rows), page.context["waits"].sum) == (6, Decimal("0.21"))
    for row, asked in zip(rows, needs.values(), strict=True):
        assert row.url in said(page)
        assert list(client.get(row.url).context["page_obj"].object_list) == [asked]


def test_without_anything_open_nothing_is_shown(client: Any) -> None:
    client.force_login(person("lead", Role.LEADER))
    assert client.get("/finance/funnel/").context["waits"].rows == []


def test_a_bank_is_not_told_what_others_answered(client: Any, needs: dict[str, FinancingNeed]) -> None:
    client.force_login(banker("qian", "示例乙银行"))
    page = client.get("/finance/funnel/")
    assert page.context["waits"] is None
    all_of_them = client.get("/finance/needs/").context["page_obj"].object_list
    asked = client.get("/finance/needs/?waits=declined")
    assert list(asked.context["page_obj"].object_list) == list(all_of_them)
    assert "行业暂缓" not in said(page)
    assert timezone.localdate() >= TODAY
