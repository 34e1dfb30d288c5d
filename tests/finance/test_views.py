"""Pages of 产融对接 in the browser's eyes: who may, what is said, what is saved, and what a bank never meets."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import Role
from core.models import Cluster, User
from finance.enums import NeedState, StuckReason
from finance.models import CreditLine, Drawdown, FinancingNeed
from finance.panels import workbench
from tests.edits import shown
from tests.finance.scene import GRANTED_ON, banker, drawn, firm, institution, line, need, person
from tests.races import at_once

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
LISTS = ["/finance/", "/finance/needs/", "/finance/institutions/"]


@pytest.fixture
def officer() -> User:
    return person("tang")


@pytest.fixture
def clerk() -> User:
    return banker("bank", "示例甲银行")


@pytest.fixture
def other() -> Any:
    return institution("示例乙银行")


def said(response: Any) -> str:
    return response.content.decode()


def line_form(**fields: Any) -> dict[str, Any]:
    form = {
        "client_id": str(uuid.uuid4()),
        "granted_wan": "1,200",
        "granted_on": "2026-03-02",
        "expires_on": "2027-03-01",
    }
    return form | {name: getattr(value, "pk", value) for name, value in fields.items()}


def draw_form(amount: Any, **fields: Any) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4()), "amount_wan": amount, "on": "2026-03-03"} | fields


def need_form(**fields: Any) -> dict[str, Any]:
    form = {
        "client_id": str(uuid.uuid4()),
        "amount_wan": "1200",
        "purpose": "设备购置",
        "raised_on": "2026-02-02",
        "state": "open",
    }
    return form | {name: getattr(value, "pk", value) for name, value in fields.items()}


class TestLines:
    def test_the_sums_follow_the_filters(self, officer: User, client_for: Browser, other: Any) -> None:
        nev = Cluster.objects.create(key="nev", name="示例高地")
        drawn(line(10000, enterprise=firm("示例光学", cluster=nev)), 2500)
        line(30000, institution=other, granted_on=dt.date(2025, 5, 5), stuck_reason=StuckReason.PAPERWORK)
        drawn(line(20000, confirmed_on=dt.date(2026, 4, 1)), 20000)
        client = client_for(officer)
        for query, granted, used, rows in [
            ("", 60000, 22500, 3),
            ("?q=slgx", 10000, 2500, 1),
            ("?q=乙银行", 30000, 0, 1),
            (f"?institution={other.pk}", 30000, 0, 1),
            (f"?cluster={nev.pk}", 10000, 2500, 1),
            ("?year=2026", 30000, 22500, 2),
            ("?use=none", 30000, 0, 1),
            ("?use=part", 10000, 2500, 1),
            ("?use=full", 20000, 20000, 1),
            ("?stuck_reason=paperwork", 30000, 0, 1),
            ("?stuck_reason=unsaid", 10000, 2500, 1),
            ("?confirmed=yes", 20000, 20000, 1),
            ("?confirmed=no", 40000, 2500, 2),
            ("?q=没有这家", 0, 0, 0),
        ]:
            response = client.get(f"/finance/{query}")
            totals = response.context["totals"]
            assert (totals.granted_wan, totals.drawn_wan) == (granted, used), query
            assert response.context["page_obj"].paginator.count == rows, query
        assert "没有符合条件的授信" in said(client.get("/finance/?q=没有这家"))
        page = said(client.get("/finance/"))
        assert ("6.00" in page, "2.25" in page, "37.5%" in page) == (True, True, True)

    @pytest.mark.parametrize("query", ["use=all", "year=abc", "year=1987", "institution=x", "sort=secret", "cluster=0"])
    def test_what_a_filter_does_not_know_is_said_and_changes_nothing(
        self, officer: User, client_for: Browser, query: str
    ) -> None:
        line(1000)
        response = client_for(officer).get(f"/finance/?{query}")
        assert response.status_code == 200
        assert 'role="alert"' in said(response)
        assert response.context["page_obj"].paginator.count == 1

    def test_an_unknown_filter_is_named(self, officer: User, client_for: Browser) -> None:
        for url in LISTS[:2]:
            assert "没有名为 colour 的筛选条件" in said(client_for(officer).get(f"{url}?colour=red"))

    def test_every_order_and_its_reverse(self, officer: User, client_for: Browser) -> None:
        small, big = (
            line(100, enterprise=firm("阿示例"), granted_on=dt.date(2025, 1, 1)),
            line(900, enterprise=firm("子示例")),
        )
        drawn(big, 50)
        client = client_for(officer)
        for way in ("firm", "granted", "drawn", "left", "on"):
            assert list(client.get(f"/finance/?sort={way}").context["page_obj"]) == [small, big], way
            assert list(client.get(f"/finance/?sort=-{way}").context["page_obj"]) == [big, small], way

    def test_twenty_a_page(self, officer: User, client_for: Browser) -> None:
        for _ in range(21):
            line(100)
        client = client_for(officer)
        assert len(client.get("/finance/").context["page_obj"]) == 20
        assert len(client.get("/finance/?page=2&sort=granted").context["page_obj"]) == 1
        assert client.get("/finance/").context["totals"].granted_wan == 2100

    def test_one_line_with_what_is_left_after_each_drawdown(self, officer: User, client_for: Browser) -> None:
        given = line(1000, need=need(purpose="二期厂房建设"))
        drawn(given, 300)
        drawn(given, 200, on=dt.date(2026, 5, 1))
        response = client_for(officer).get(f"/finance/lines/{given.pk}/")
        assert [(row.amount_wan, row.left) for row in response.context["drawdowns"]] == [(200, 500), (300, 700)]
        assert ("二期厂房建设" in said(response), "登记放款" in said(response)) == (True, True)

    def test_a_leader_looks_and_nothing_more(self, client_for: Browser) -> None:
        given, client = line(1000), client_for(person("lu", Role.LEADER))
        page = said(client.get(f"/finance/lines/{given.pk}/"))
        assert ("登记放款" in page, "修改授信" in page) == (False, False)
        assert "登记授信" not in said(client.get("/finance/"))
        assert client.post(f"/finance/lines/{given.pk}/draw/", draw_form(10)).status_code == 403
        assert client.post("/finance/lines/new/", line_form()).status_code == 403
        assert client.post(f"/finance/lines/{given.pk}/edit/", line_form()).status_code == 403
        assert Drawdown.objects.count() == 0

    def test_empty_pages_say_what_will_be_here(self, officer: User, clerk: User, client_for: Browser) -> None:
        assert "还没有授信" in said(client_for(officer).get("/finance/"))
        assert "还没有融资需求" in said(client_for(officer).get("/finance/needs/"))
        assert "转给你所在机构的需求" in said(client_for(clerk).get("/finance/needs/"))


class TestSavingALine:
    def test_an_officer_registers_one(self, officer: User, client_for: Browser) -> None:
        data = line_form(
            enterprise=firm(), institution=institution(), granted_wan="１,２００ 万元", stuck_reason="paperwork"
        )
        response = client_for(officer).post("/finance/lines/new/", data)
        saved = CreditLine.objects.get()
        assert response["Location"] == f"/finance/lines/{saved.pk}/"
        assert (saved.granted_wan, saved.granted_on) == (Decimal(1200), dt.date(2026, 3, 2))
        assert (saved.expires_on, saved.stuck_reason) == (dt.date(2027, 3, 1), "paperwork")

    def test_the_same_tap_again_registers_nothing_and_arrives_at_the_same_page(
        self, officer: User, client_for: Browser
    ) -> None:
        asked = need(institution=institution())
        data = line_form(enterprise=firm(), institution=institution(), need=asked)
        client = client_for(officer)
        places = {client.post("/finance/lines/new/", data)["Location"] for _ in range(3)}
        assert places == {f"/finance/lines/{CreditLine.objects.get().pk}/"}

    def test_a_number_that_another_bank_used_is_no_way_to_its_line(
        self, clerk: User, client_for: Browser, other: Any
    ) -> None:
        theirs, asked = line(777, institution=other), need(institution=institution())
        data = line_form(enterprise=asked.enterprise, client_id=theirs.client_id)
        response = client_for(clerk).post("/finance/lines/new/", data)
        assert response.status_code == 200
        assert "这张表单已经用过" in said(response)
        assert "777" not in said(response)
        assert CreditLine.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"granted_wan": "0"}, "大于或等于"),
            ({"granted_wan": "abc"}, "输入一个数字"),
            ({"granted_on": "2099-01-01"}, "日期不能晚于今天"),
            ({"expires_on": "2026-03-02"}, "到期日期要晚于授信日期"),
            ({"confirmed_on": "2026-03-01"}, "确认日期不能早于授信日期"),
            ({"confirmed_on": "2099-01-01"}, "日期不能晚于今天"),
            ({"enterprise": 0}, "选择一个有效的选项"),
            ({"stuck_reason": "lazy"}, "lazy"),
            ({"client_id": "x"}, "这张表单不完整"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, officer: User, client_for: Browser, fields: dict[str, Any], words: str
    ) -> None:
        data = line_form(enterprise=firm(), institution=institution()) | fields
        response = client_for(officer).post("/finance/lines/new/", data)
        assert response.status_code == 200
        assert words in said(response)
        assert CreditLine.objects.count() == 0
        assert 'value="2027-03-01"' in said(response) or "expires_on" in fields

    def test_from_a_need_the_form_begins_with_it_and_the_need_is_granted(
        self, clerk: User, client_for: Browser
    ) -> None:
        asked = need(institution=institution(), amount_wan=Decimal(850), state=NeedState.MATCHED)
        client = client_for(clerk)
        form = client.get(f"/finance/lines/new/?need={asked.pk}").context["form"]
        assert (form["need"].value(), form["granted_wan"].value()) == (asked.pk, Decimal(850))
        client.post("/finance/lines/new/", line_form(enterprise=asked.enterprise, need=asked))
        asked.refresh_from_db()
        assert (asked.state, CreditLine.objects.get().need) == (NeedState.GRANTED, asked)

    def test_a_need_that_no_line_answers_any_more_waits_again(self, officer: User, client_for: Browser) -> None:
        client = client_for(officer)
        first, second = need(institution=institution()), need(institution=institution())
        given = line(1000, need=first)
        first.answer(institution=institution())
        url = f"/finance/lines/{given.pk}/edit/"
        data = line_form(enterprise=given.enterprise, institution=given.institution, need=second) | shown(client, url)
        assert client.post(url, data).status_code == 302
        for row in (first, second):
            row.refresh_from_db()
        assert (first.state, second.state) == (NeedState.MATCHED, NeedState.GRANTED)
        line(500, need=second)
        data = line_form(enterprise=given.enterprise, institution=given.institution, need="") | shown(client, url)
        assert client.post(url, data).status_code == 302
        second.refresh_from_db()
        assert second.state == NeedState.GRANTED  # the other line still answers it

    def test_a_need_that_one_may_not_see_begins_nothing(self, clerk: User, client_for: Browser, other: Any) -> None:
        foreign = need(institution=other, purpose="机密用途")
        for value in (foreign.pk, "x", 0):
            response = client_for(clerk).get(f"/finance/lines/new/?need={value}")
            assert "找不到这项待授信的需求" in said(response)
            assert "机密用途" not in said(response)

    def test_a_need_of_another_firm_or_for_another_institution_is_refused(
        self, officer: User, client_for: Browser, other: Any
    ) -> None:
        strange, promised = need(enterprise=firm("示例光学")), need(institution=other)
        client = client_for(officer)
        for asked, words in ((strange, "另一家企业的"), (promised, "已转给另一家机构")):
            data = line_form(enterprise=firm(), institution=institution(), need=asked)
            assert words in said(client.post("/finance/lines/new/", data))
        assert CreditLine.objects.count() == 0
        assert not FinancingNeed.objects.filter(state=NeedState.GRANTED).exists()

    def test_a_bank_registers_for_itself_whatever_it_sends(self, clerk: User, client_for: Browser, other: Any) -> None:
        asked = need(institution=institution())
        data = line_form(enterprise=asked.enterprise, institution=other)
        client_for(clerk).post("/finance/lines/new/", data)
        assert CreditLine.objects.get().institution == institution()

    def test_a_bank_offers_no_firm_that_it_has_nothing_to_do_with(
        self, clerk: User, client_for: Browser, other: Any
    ) -> None:
        ours, theirs = need(institution=institution()).enterprise, line(institution=other, enterprise=firm("示例光学"))
        client = client_for(clerk)
        assert list(client.get("/finance/lines/new/").context["form"].fields["enterprise"].queryset) == [ours]
        response = client.post("/finance/lines/new/", line_form(enterprise=theirs.enterprise))
        assert "选择一个有效的选项" in said(response)

    def test_a_bank_role_without_institution_is_told(self, client_for: Browser) -> None:
        response = client_for(person("lost", Role.BANK)).post("/finance/lines/new/", line_form())
        assert "还没有所属机构" in said(response)

    def test_an_edit_is_kept_and_never_goes_below_what_is_drawn(self, officer: User, client_for: Browser) -> None:
        given, client = line(1000), client_for(officer)
        drawn(given, 800)
        data = line_form(enterprise=given.enterprise, institution=given.institution)
        data |= shown(client, f"/finance/lines/{given.pk}/edit/")
        response = client.post(f"/finance/lines/{given.pk}/edit/", data | {"granted_wan": "799"})
        assert "已放款 800 万元，授信不能低于它" in said(response)
        assert client.post(f"/finance/lines/{given.pk}/edit/", data | {"granted_wan": "800"}).status_code == 302
        given.refresh_from_db()
        assert (given.granted_wan, given.expires_on) == (800, dt.date(2027, 3, 1))

    def test_a_bank_edits_its_own_and_does_not_find_the_others(
        self, clerk: User, client_for: Browser, other: Any
    ) -> None:
        ours, theirs = line(1000), line(1000, institution=other)
        client = client_for(clerk)
        data = line_form(enterprise=ours.enterprise, institution=other, granted_wan="1100")
        data |= shown(client, f"/finance/lines/{ours.pk}/edit/")
        assert client.post(f"/finance/lines/{ours.pk}/edit/", data).status_code == 302
        ours.refresh_from_db()
        assert (ours.granted_wan, ours.institution) == (1100, institution())
        for url in (f"/finance/lines/{theirs.pk}/edit/", f"/finance/lines/{theirs.pk}/draw/"):
            assert client.get(url).status_code == 404
            assert client.post(url, data).status_code == 404
        assert client.get(f"/finance/lines/{theirs.pk}/").status_code == 404
        theirs.refresh_from_db()
        assert theirs.granted_wan == 1000


@pytest.mark.django_db(transaction=True)
class TestSixTapsAtOnce:
    def test_are_one_line_in_answer_to_one_need(self, client_for: Browser) -> None:
        officer, asked = person("tang"), need(institution=institution())
        data = line_form(enterprise=asked.enterprise, institution=asked.institution, need=asked)
        clients = [client_for(officer) for _ in range(6)]
        answers = at_once(*[lambda c=client: c.post("/finance/lines/new/", data) for client in clients])
        assert {answer["Location"] for answer in answers} == {f"/finance/lines/{CreditLine.objects.get().pk}/"}
        asked.refresh_from_db()
        assert asked.state == NeedState.GRANTED

    def test_are_one_need(self, client_for: Browser) -> None:
        officer, data = person("tang"), need_form(enterprise=firm())
        clients = [client_for(officer) for _ in range(6)]
        answers = at_once(*[lambda c=client: c.post("/finance/needs/new/", data).status_code for client in clients])
        assert (answers, FinancingNeed.objects.count()) == ([302] * 6, 1)


class TestDrawing:
    def test_money_is_recorded_with_who_recorded_it(self, clerk: User, client_for: Browser) -> None:
        given = line(1000)
        response = client_for(clerk).post(f"/finance/lines/{given.pk}/draw/", draw_form("1,000"))
        row = Drawdown.objects.get()
        assert response["Location"] == f"/finance/lines/{given.pk}/"
        assert (row.amount_wan, row.on, row.recorded_by) == (1000, dt.date(2026, 3, 3), clerk)

    def test_too_much_is_said_at_the_field_with_what_still_fits(self, officer: User, client_for: Browser) -> None:
        given = line(1000)
        drawn(given, 950)
        response = client_for(officer).post(f"/finance/lines/{given.pk}/draw/", draw_form("50.01"))
        assert response.context["form"].errors["amount_wan"] == ["超过授信，还可放款 50 万元。"]
        assert ("50.01" in said(response), Drawdown.objects.count()) == (True, 1)

    def test_the_same_tap_again_records_nothing(self, officer: User, client_for: Browser) -> None:
        given, data = line(1000), draw_form(1000)
        client = client_for(officer)
        places = {client.post(f"/finance/lines/{given.pk}/draw/", data)["Location"] for _ in range(3)}
        assert (places, Drawdown.objects.count()) == ({f"/finance/lines/{given.pk}/"}, 1)

    def test_a_number_used_on_another_line_tells_nothing_of_it(
        self, clerk: User, client_for: Browser, other: Any
    ) -> None:
        theirs, ours = drawn(line(1000, institution=other), 777), line(1000)
        data = draw_form(10, client_id=str(theirs.client_id))
        response = client_for(clerk).post(f"/finance/lines/{ours.pk}/draw/", data)
        assert "这张表单已经用过" in said(response)
        assert ("777" in said(response), Drawdown.objects.count()) == (False, 1)

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"on": "2026-03-01"}, "放款日期早于授信日期"),
            ({"on": "2026-06-02"}, "放款日期晚于授信的到期日期"),
            ({"on": "2099-01-01"}, "日期不能晚于今天"),
            ({"on": "31.12."}, "输入一个有效的日期"),
            ({"amount_wan": "0"}, "大于或等于"),
            ({"amount_wan": "-5"}, "大于或等于"),
            ({"amount_wan": "0.001"}, "小数"),
            ({"amount_wan": ""}, "必填"),
            ({"client_id": "x"}, "这张表单不完整"),
        ],
    )
    def test_what_is_wrong_is_said(
        self, officer: User, client_for: Browser, fields: dict[str, Any], words: str
    ) -> None:
        given = line(1000, expires_on=dt.date(2026, 6, 1))
        response = client_for(officer).post(f"/finance/lines/{given.pk}/draw/", draw_form(10) | fields)
        assert words in said(response)
        assert Drawdown.objects.count() == 0

    @pytest.mark.django_db(transaction=True)
    def test_eight_forms_at_once_never_overrun(self, client_for: Browser) -> None:
        officer, given = person("tang"), line(500)
        clients = [client_for(officer) for _ in range(8)]
        answers = at_once(
            *[
                lambda c=client: c.post(f"/finance/lines/{given.pk}/draw/", draw_form(80)).status_code
                for client in clients
            ]
        )
        assert sorted(answers) == [200] * 2 + [302] * 6
        assert given.left_wan == 20


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
        assert {client.post("/finance/needs/new/", data)["Location"] for _ in range(3)} == {"/finance/needs/"}
        assert FinancingNeed.objects.count() == 1

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"state": "matched"}, "请选择对接机构"),
            ({"state": "granted"}, "还没有对应的授信"),
            ({"raised_on": "2099-01-01"}, "日期不能晚于今天"),
            ({"amount_wan": "0"}, "大于或等于"),
            ({"purpose": ""}, "必填"),
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
        assert "状态只能是已授信" in said(client.post(url, data | {"state": "withdrawn"}))
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

    def test_the_funnel_and_what_is_stuck(self, officer: User, client_for: Browser) -> None:
        need(amount_wan=Decimal(40000))
        drawn(line(20000, stuck_reason=StuckReason.COLLATERAL), 5000)
        line(1000)
        context = client_for(officer).get("/finance/needs/").context
        steps = [(step.wan, step.width) for step in context["funnel"]]
        assert steps == [(40000, "100.00%"), (0, "0.00%"), (21000, "52.50%"), (5000, "12.50%")]
        stuck = [(row.label, row.value, row.wan) for row in context["stuck"]]
        assert stuck == [("抵押担保不足", "collateral", 15000), ("未登记原因", "unsaid", 1000)]


class TestABankMeetsNothingForeign:
    """Rows, sums, filter choices, years: a bank's pages are made of its own institution."""

    @pytest.fixture
    def _foreign(self, other: Any) -> None:
        rival = firm("外行企业")
        theirs = line(55555, institution=other, enterprise=rival, granted_on=dt.date(2019, 1, 7))
        drawn(theirs, 3333, on=dt.date(2019, 2, 7))
        need(institution=other, enterprise=rival, amount_wan=Decimal(44444), raised_on=dt.date(2018, 1, 7))
        need(enterprise=rival, amount_wan=Decimal(66666))

    @pytest.mark.usefixtures("_foreign")
    def test_in_no_list_filter_or_sum(self, clerk: User, client_for: Browser, other: Any) -> None:
        drawn(line(10000), 2500)
        need(institution=institution(), amount_wan=Decimal(7000))
        client = client_for(clerk)
        for url in [*LISTS, "/finance/?q=外行", "/finance/?q=乙银行", "/finance/lines/new/", "/workbench/"]:
            page = said(client.get(url)).replace('value="外行"', "").replace('value="乙银行"', "")
            page = page.replace("关键词：外行 ", "").replace("关键词：乙银行 ", "")
            for word in ("外行", "乙银行", "55,555", "3,333", "44,444", "66,666", "2019", "2018"):
                assert word not in page, (url, word)
        assert client.get("/finance/").context["totals"] == (10000, 2500)
        steps = client.get("/finance/needs/").context["funnel"]
        assert [step.wan for step in steps] == [7000, 7000, 10000, 2500]
        refused = client.get(f"/finance/?institution={other.pk}")
        assert 'role="alert"' in said(refused)
        assert refused.context["page_obj"].paginator.count == 1


@pytest.mark.parametrize(
    "url",
    ["lines/new/", "lines/{line}/edit/", "lines/{line}/draw/", "needs/new/", "needs/{need}/edit/"],
)
def test_an_empty_form_says_what_is_missing(officer: User, client_for: Browser, url: str) -> None:
    given = line(1000, need=need())
    response = client_for(officer).post(f"/finance/{url.format(line=given.pk, need=given.need_id)}", {})
    assert response.status_code == 200
    assert "这个字段是必填项" in said(response)


class TestPanels:
    def test_the_workbench_shows_what_waits(self, officer: User, clerk: User, other: Any) -> None:
        now = timezone.now()
        ours, free = need(institution=institution()), need()
        need(institution=institution(), state=NeedState.GRANTED)
        open_line, foreign = line(1000), line(500, institution=other)
        drawn(line(100), 100)
        line(100, expires_on=GRANTED_ON + dt.timedelta(days=1))
        panel = workbench(officer, now)
        assert panel is not None
        assert (list(panel["needs"]), list(panel["lines"])) == ([ours, free], [open_line, foreign])
        assert (panel["needs_count"], panel["lines_count"], panel["left"]) == (2, 2, 1500)
        panel = workbench(clerk, now)
        assert panel is not None
        assert (list(panel["needs"]), list(panel["lines"]), panel["left"]) == ([ours], [open_line], 1000)
        assert workbench(person("lu", Role.LEADER), now) is None

    def test_a_firm_shows_its_lines_and_open_needs(self, officer: User, client_for: Browser) -> None:
        given = line(1234)
        need(purpose="研发投入")
        need(purpose="已有授信", state=NeedState.GRANTED)
        page = said(client_for(officer).get(f"/finance/of-firm/{given.enterprise_id}/"))
        assert ("1,234" in page, "研发投入" in page, "已有授信" in page) == (True, True, False)

    def test_a_firm_without_any_shows_nothing(self, officer: User, client_for: Browser) -> None:
        response = client_for(officer).get(f"/finance/of-firm/{firm().pk}/")
        assert (response.status_code, said(response).strip()) == (200, "")
        assert client_for(officer).get("/finance/of-firm/0/").status_code == 404

    def test_a_bank_does_not_open_the_panel_of_a_firm(self, clerk: User, client_for: Browser) -> None:
        assert client_for(clerk).get(f"/finance/of-firm/{line().enterprise_id}/").status_code == 403


@pytest.mark.parametrize("url", [*LISTS, "/finance/of-firm/{firm}/", "/finance/lines/{line}/", "/workbench/"])
def test_three_rows_cost_what_one_costs(officer: User, client_for: Browser, url: str) -> None:
    def one_more(n: int) -> CreditLine:
        bank = institution(f"示例银行{n}")
        bank.branches.create(name=f"示例支行{n}")
        need(institution=bank, enterprise=firm(f"示例{n}"))
        drawn(line(1000, institution=bank, enterprise=firm(f"示例{n}")), 10)
        given = line(1000, institution=bank)
        drawn(CreditLine.objects.earliest("pk"), 10, by=person(f"clerk{n}"))
        return given

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    first, client = one_more(1), client_for(officer)
    address = url.format(firm=first.enterprise_id, line=CreditLine.objects.earliest("pk").pk)
    client.get(address)
    before = cost()
    one_more(2)
    one_more(3)
    assert cost() == before
