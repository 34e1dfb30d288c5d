"""Pages of credit lines: who sees which, what is said, and what a press of a button saves."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from core.enums import Role
from core.models import Cluster, User
from finance.enums import NeedState, StuckReason
from finance.models import CreditLine, Drawdown, FinancingNeed
from tests.edits import shown
from tests.finance.scene import Browser, draw_form, drawn, firm, institution, line, line_form, need, person, said
from tests.races import at_once

pytestmark = pytest.mark.django_db


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
        for url in ("/finance/", "/finance/needs/"):
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
        assert [(row.amount, row.room, row.owed) for row in response.context["entries"]] == [
            (200, 500, 500),
            (300, 700, 300),
        ]
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
            ({"granted_wan": "0"}, "“授信”要大于 0。"),
            ({"granted_wan": "abc"}, "“授信”要填数字，以万元计"),
            ({"granted_on": "2099-01-01"}, "日期不能晚于今天"),
            ({"expires_on": "2026-03-02"}, "到期日期要晚于授信日期"),
            ({"enterprise": 0}, "“企业”没有这个选项"),
            ({"stuck_reason": "lazy"}, "“未放款原因”没有这个选项"),
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
        first.settle()
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
        assert second.state == NeedState.PARTLY  # the other line still answers it

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
        assert "“企业”没有这个选项" in said(response)

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
def test_six_taps_at_once_are_one_line_in_answer_to_one_need(client_for: Browser) -> None:
    officer, asked = person("tang"), need(institution=institution())
    data = line_form(enterprise=asked.enterprise, institution=asked.institution, need=asked)
    clients = [client_for(officer) for _ in range(6)]
    answers = at_once(*[lambda c=client: c.post("/finance/lines/new/", data) for client in clients])
    assert {answer["Location"] for answer in answers} == {f"/finance/lines/{CreditLine.objects.get().pk}/"}
    asked.refresh_from_db()
    assert asked.state == NeedState.GRANTED


class TestTakingALineBack:
    def test_a_mistake_goes_and_its_need_waits_again(self, officer: User, client_for: Browser) -> None:
        asked = need(institution=institution())
        given = line(1000, need=asked)
        asked.settle()
        url = f"/finance/lines/{given.pk}/withdraw/"
        assert url in said(client_for(officer).get(f"/finance/lines/{given.pk}/"))
        answer = client_for(officer).post(url, follow=True)
        assert "已撤回 示例电驱 的授信" in said(answer)
        assert not CreditLine.objects.exists()
        asked.refresh_from_db()
        assert (asked.state, asked.institution) == (NeedState.MATCHED, given.institution)
        assert CreditLine.pgh_event_model.objects.filter(pgh_obj_id=given.pk, granted_wan=1000).exists()
        assert client_for(officer).post(url).status_code == 404

    def test_what_is_drawn_from_stays(self, officer: User, client_for: Browser) -> None:
        given = line(1000)
        drawn(given, 1)
        url = f"/finance/lines/{given.pk}/withdraw/"
        assert url not in said(client_for(officer).get(f"/finance/lines/{given.pk}/"))
        assert "已有放款或决定，不能撤回" in said(client_for(officer).post(url, follow=True))
        assert CreditLine.objects.filter(pk=given.pk).exists()

    def test_another_bank_finds_nothing_and_a_leader_may_not(
        self, clerk: User, client_for: Browser, other: Any
    ) -> None:
        theirs = line(777, institution=other)
        url = f"/finance/lines/{theirs.pk}/withdraw/"
        assert client_for(clerk).post(url).status_code == 404
        assert client_for(person("lu", Role.LEADER)).post(url).status_code == 403
        assert CreditLine.objects.exists()
