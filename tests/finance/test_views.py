"""All pages of 产融对接 together: what a bank never meets, empty forms, panels, and what a list costs."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import Role
from core.models import User
from finance.enums import NeedState
from finance.models import CreditLine
from finance.panels import workbench
from tests.finance.scene import GRANTED_ON, LISTS, Browser, drawn, firm, institution, line, need, person, said

pytestmark = pytest.mark.django_db


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
        assert client.get("/finance/").context["totals"][:3] == (10000, 2500, 1)
        steps = client.get("/finance/funnel/").context["steps"]
        assert [step.yi for step in steps] == [Decimal("0.70"), Decimal("0.70"), 0, 0]
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
    assert re.search("请填写(授信|放款|金额)。", said(response))


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
        client.get(address)  # what the process keeps is made anew
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    first, client = one_more(1), client_for(officer)
    address = url.format(firm=first.enterprise_id, line=CreditLine.objects.earliest("pk").pk)
    client.get(address)
    client.get(address)  # what the first one wrote (the week that collects) is kept from now on
    before = cost()
    one_more(2)
    one_more(3)
    assert cost() == before
