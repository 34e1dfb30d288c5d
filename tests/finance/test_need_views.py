"""Pages of financing needs: registered once, passed on, and followed through the funnel."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from core.enums import Role
from core.models import User
from finance.enums import NeedState
from finance.models import FinancingNeed
from tests.edits import shown
from tests.finance.scene import Browser, firm, institution, line, need, need_form, person, said
from tests.races import at_once

pytestmark = pytest.mark.django_db


class TestNeeds:
    def test_an_officer_registers_and_passes_on(self, officer: User, client_for: Browser) -> None:
        client, bank = client_for(officer), institution()
        assert client.post("/finance/needs/new/", need_form(enterprise=firm())).status_code == 302
        row = FinancingNeed.objects.get()
        assert (row.amount_wan, row.state, row.institution) == (1200, NeedState.OPEN, None)
        data = need_form(enterprise=firm(), institution=bank, state="matched", purpose="研发投入")
        data |= shown(client, f"/finance/needs/{row.pk}/edit/")
        assert client.post(f"/finance/needs/{row.pk}/edit/", data).status_code == 302
        row.refresh_from_db()
        assert (row.institution, row.state, row.purpose) == (bank, NeedState.MATCHED, "研发投入")

    def test_the_same_tap_again_registers_nothing(self, officer: User, client_for: Browser) -> None:
        data, client = need_form(enterprise=firm()), client_for(officer)
        ways = {client.post("/finance/needs/new/", data)["Location"] for _ in range(3)}
        assert ways == {f"/finance/needs/{FinancingNeed.objects.get().pk}/"}

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"state": "matched"}, "请选择对接机构"),
            ({"state": "granted"}, "还没有对应的授信"),
            ({"raised_on": "2099-01-01"}, "日期不能晚于今天"),
            ({"amount_wan": "0"}, "“金额”要大于 0。"),
            ({"purpose": ""}, "请填写用途。"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, officer: User, client_for: Browser, fields: dict[str, Any], words: str
    ) -> None:
        response = client_for(officer).post("/finance/needs/new/", need_form(enterprise=firm()) | fields)
        assert words in said(response)
        assert FinancingNeed.objects.count() == 0

    def test_a_need_with_a_line_stays_granted(self, officer: User, client_for: Browser) -> None:
        asked = need(institution=institution(), state=NeedState.GRANTED)
        line(1000, need=asked)
        client, url = client_for(officer), f"/finance/needs/{asked.pk}/edit/"
        data = need_form(enterprise=asked.enterprise, institution=institution())
        assert "状态由授信决定" in said(client.post(url, data | {"state": "withdrawn"}))
        assert client.post(url, data | {"state": "granted"}).status_code == 302

    def test_banks_and_leaders_do_not_write_needs(self, clerk: User, client_for: Browser) -> None:
        asked = need(institution=institution())
        for user in (clerk, person("lu", Role.LEADER)):
            client = client_for(user)
            assert client.get(f"/finance/needs/{asked.pk}/edit/").status_code == 403
            assert client.post("/finance/needs/new/", need_form(enterprise=firm())).status_code == 403
        assert FinancingNeed.objects.count() == 1

    def test_ways_on_for_those_who_may_go_them(self, officer: User, clerk: User, client_for: Browser) -> None:
        asked = need(institution=institution())
        need(institution=institution(), state=NeedState.WITHDRAWN)
        answer, change = f"/finance/lines/new/?need={asked.pk}", f"/finance/needs/{asked.pk}/edit/"
        pages = [said(client_for(user).get("/finance/needs/")) for user in (officer, clerk, person("lu", Role.LEADER))]
        assert [(answer in page, change in page) for page in pages] == [(True, True), (True, False), (False, False)]
        assert pages[0].count("/finance/lines/new/?need=") == 2  # the waiting one, as a row and as a card

    def test_filters_and_orders(self, officer: User, client_for: Browser) -> None:
        small = need(amount_wan=Decimal(100), enterprise=firm("阿示例"), raised_on=dt.date(2025, 1, 1))
        big = need(amount_wan=Decimal(900), enterprise=firm("子示例"), institution=institution(), state="matched")
        client = client_for(officer)
        for query, found in [
            ("?state=open", [small]),
            ("?year=2025", [small]),
            (f"?institution={institution().pk}", [big]),
            ("?q=zsl", [big]),
            ("?sort=amount", [small, big]),
            ("?sort=-amount", [big, small]),
            ("?sort=firm", [small, big]),
            ("?sort=on", [small, big]),
            ("", [big, small]),
        ]:
            assert list(client.get(f"/finance/needs/{query}").context["page_obj"]) == found, query


@pytest.mark.django_db(transaction=True)
def test_six_taps_at_once_are_one_need(client_for: Browser) -> None:
    officer, data = person("tang"), need_form(enterprise=firm())
    clients = [client_for(officer) for _ in range(6)]
    answers = at_once(*[lambda c=client: c.post("/finance/needs/new/", data).status_code for client in clients])
    assert (answers, FinancingNeed.objects.count()) == ([302] * 6, 1)
