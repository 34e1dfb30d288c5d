"""A need in the hands of several institutions: each answers for itself, and sees nothing of the others."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.enums import Role
from core.models import User
from enterprises.models import Contact, MonthlyFigures
from finance.enums import NeedState, PassingState, SharedFact
from finance.models import CreditLine, FinancingNeed, Institution, Passing
from tests.finance.scene import Browser, banker, institution, line_form, need, need_form, person, said

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 2, 3)


def passed(of: FinancingNeed, to: Institution, by: User, **fields: Any) -> Passing:
    return Passing.pass_on(of, institution=to, by=by, **{"on": ON, "client_id": uuid.uuid4(), **fields})


def offered(row: Passing, amount: int = 500) -> Passing:
    row.offer(product="科创贷", offered_wan=Decimal(amount), rate=Decimal("3.45"), term_months=24)
    return row


class TestPassedOn:
    def test_the_first_matches_the_need_and_the_second_changes_nothing_of_it(self, officer: User, other: Any) -> None:
        asked = need()
        first = passed(asked, institution(), officer)
        passed(asked, other, officer, on=ON + dt.timedelta(days=3))
        asked.refresh_from_db()
        assert (asked.institution, asked.matched_on, asked.state) == (institution(), ON, NeedState.MATCHED)
        assert first.answer_by == dt.date(2026, 2, 10)  # five working days

    def test_once_for_each_institution_and_once_for_each_press(self, officer: User) -> None:
        asked, tap = need(), uuid.uuid4()
        assert passed(asked, institution(), officer, client_id=tap) == passed(
            asked, institution(), officer, client_id=tap
        )
        with pytest.raises(ValidationError, match="已转给这家机构"):
            passed(asked, institution(), officer)

    def test_not_one_that_is_withdrawn(self, officer: User) -> None:
        with pytest.raises(ValidationError, match="不在对接"):
            passed(need(state=NeedState.WITHDRAWN), institution(), officer)

    def test_what_is_settled_is_answered_no_more(self, officer: User) -> None:
        row = passed(need(), institution(), officer)
        row.take_back(reason="企业改变主意")
        for answer in (lambda: offered(row), lambda: row.decline(reason="x"), lambda: row.ask(question="x")):
            with pytest.raises(ValidationError, match="已经结束"):
                answer()
        asked = FinancingNeed.objects.get()
        assert (asked.institution, asked.matched_on) == (None, ON)  # it was matched, and counts so

    def test_a_need_with_an_institution_is_passed_by_its_form(self, officer: User, client_for: Browser) -> None:
        data = need_form(enterprise=need().enterprise, institution=institution(), state="matched")
        assert client_for(officer).post("/finance/needs/new/", data).status_code == 302
        assert Passing.objects.get().institution == institution()


class TestTheDesk:
    def test_an_offer_over_a_part_leaves_the_rest_to_others(
        self, officer: User, clerk: User, client_for: Browser, other: Any
    ) -> None:
        asked = need()
        row, second = passed(asked, institution(), officer), passed(asked, other, officer)
        client, url = client_for(clerk), f"/finance/desk/{row.pk}/"
        form = client.get(url).context["form"]
        seen = {"seen": form["seen"].value()} if "seen" in form.fields else {}
        data = {"product": "科创贷", "offered_wan": "500", "rate": "3.45", "term_months": "24", **seen}
        assert client.post(f"{url}?answer=offer", data).status_code == 302
        row.refresh_from_db()
        assert (row.state, row.offered_wan) == (PassingState.OFFERED, 500)
        start = client_for(officer).get(f"/finance/lines/new/?need={asked.pk}&passing={row.pk}").context["form"]
        assert (start["granted_wan"].value(), start["institution"].value()) == (500, institution().pk)
        line = line_form(enterprise=asked.enterprise, institution=institution(), need=asked, granted_wan="500")
        assert client_for(officer).post("/finance/lines/new/", line).status_code == 302
        for each in (asked, row, second):
            each.refresh_from_db()
        assert (asked.state, asked.rest_wan) == (NeedState.PARTLY, 700)
        assert (row.state, second.state) == (PassingState.GRANTED, PassingState.WAITING)
        rival = banker("rival", "示例乙银行")
        line = line_form(enterprise=asked.enterprise, need=asked, granted_wan="700")
        assert client_for(rival).post("/finance/lines/new/", line).status_code == 302
        asked.refresh_from_db()
        assert (asked.state, CreditLine.objects.count()) == (NeedState.GRANTED, 2)

    def test_asked_back_and_told(self, officer: User, clerk: User, client_for: Browser) -> None:
        asked = need()
        row = passed(asked, institution(), officer)
        row.ask(question="有多少订单")
        row.tell(reply="六百万元")
        assert row.state == PassingState.WAITING
        page = said(client_for(clerk).get("/finance/desk/"))
        assert ("有多少订单" in page, "六百万元" in page) == (True, True)

    def test_a_bank_sees_its_own_and_what_was_agreed_and_that_others_were_asked(
        self, officer: User, clerk: User, client_for: Browser, other: Any
    ) -> None:
        asked = need()
        Contact.objects.create(enterprise=asked.enterprise, name="示例联系")
        months = {"output_wan": 1, "revenue_wan": 4321, "tax_wan": 8765, "source": "报表", "reported_on": ON}
        MonthlyFigures.objects.create(enterprise=asked.enterprise, month=dt.date(2026, 1, 1), **months)
        own = passed(asked, institution(), officer, shared=[SharedFact.REVENUE])
        foreign = offered(passed(asked, other, officer, shared=[SharedFact.CONTACT]), 888)
        client = client_for(clerk)
        page = said(client.get("/finance/desk/"))
        assert ("4,321" in page, "另有 1 家机构" in page) == (True, True)
        for word in ("8,765", "示例联系", "乙银行", "888", "科创贷"):
            assert word not in page, word
        assert client.get(f"/finance/desk/{foreign.pk}/").status_code == 404
        assert client.post(f"/finance/desk/{foreign.pk}/?answer=decline", {"reason": "x"}).status_code == 404
        assert client.get(f"/finance/lines/new/?need={asked.pk}&passing={foreign.pk}").context["form"].initial.get(
            "granted_wan"
        ) is None  # fmt: skip
        assert list(Passing.objects.visible_to(clerk)) == [own]
        foreign.refresh_from_db()
        assert foreign.state == PassingState.OFFERED

    def test_nobody_without_institution_meets_an_empty_form(self, client_for: Browser) -> None:
        client = client_for(person("lost", Role.BANK))
        for url in ("/finance/desk/", "/finance/lines/new/", "/workbench/", "/finance/", "/finance/needs/"):
            page = said(client.get(url))
            assert "还没有所属机构" in page, url
            assert 'name="granted_wan"' not in page, url


class TestTheOfficer:
    def test_passes_on_answers_and_takes_back(self, officer: User, client_for: Browser, other: Any) -> None:
        asked, client = need(), client_for(officer)
        url = f"/finance/needs/{asked.pk}/"
        data = {"client_id": str(uuid.uuid4()), "institution": other.pk, "on": "2026-02-03", "answer_by": "2026-02-10"}
        data |= {"shared": ["revenue", "contact"]}
        assert [client.post(f"{url}pass/", data).status_code for _n in range(2)] == [302, 302]
        row = Passing.objects.get()
        assert (row.by, row.shared) == (officer, ["revenue", "contact"])
        row.ask(question="有多少订单")
        form = client.get(f"{url}passings/{row.pk}/tell/").context["form"]
        seen = {"seen": form["seen"].value()} if "seen" in form.fields else {}
        assert client.post(f"{url}passings/{row.pk}/tell/", {"reply": "六百", **seen}).status_code == 302
        page = said(client.get(url))
        assert ("六百" in page, "示例乙银行" in page) == (True, True)
        form = client.get(f"{url}passings/{row.pk}/recall/").context["form"]
        seen = {"seen": form["seen"].value()} if "seen" in form.fields else {}
        assert client.post(f"{url}passings/{row.pk}/recall/", {"reason": "改找别家", **seen}).status_code == 302
        assert not Passing.objects.visible_to(banker("rival", "示例乙银行")).exists()

    def test_leaders_look_and_banks_do_not(self, officer: User, clerk: User, client_for: Browser) -> None:
        asked = need()
        passed(asked, institution(), officer)
        url = f"/finance/needs/{asked.pk}/"
        assert client_for(person("lu", Role.LEADER)).get(url).status_code == 200
        assert client_for(clerk).get(url).status_code == 403
        assert client_for(clerk).get(f"{url}pass/").status_code == 403
