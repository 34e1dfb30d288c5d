"""Pages of a line's ledger: each verb from its form, what is said where it does not fit, and who may."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest

from core.enums import Role
from core.models import User
from finance.models import CreditLine, LineDecision, Repayment, Reversal
from tests.finance.scene import Browser, banker, drawn, institution, line, person, said

pytestmark = pytest.mark.django_db
ON = "2026-03-05"


def sent(**fields: Any) -> dict[str, Any]:
    return {"client_id": str(uuid.uuid4()), "on": ON, **fields}


@pytest.fixture
def given() -> CreditLine:
    made = line(1000, expires_on=dt.date(2026, 6, 1))
    drawn(made, 600)
    return made


class TestFromTheForm:
    def test_paid_back_and_no_more_than_is_owed(self, officer: User, given: CreditLine, client_for: Browser) -> None:
        client, url = client_for(officer), f"/finance/lines/{given.pk}/repay/"
        assert "超过贷款余额，最多还 600 万元" in said(client.post(url, sent(amount_wan="601")))
        data = sent(amount_wan="100")
        assert [client.post(url, data).status_code for _n in range(2)] == [302, 302]
        assert Repayment.objects.get().amount_wan == 100

    def test_reversed_with_a_reason(self, officer: User, given: CreditLine, client_for: Browser) -> None:
        client, row = client_for(officer), given.drawdowns.get()
        url = f"/finance/lines/{given.pk}/drawdowns/{row.pk}/reverse/"
        assert 'value="600' in said(client.get(url))
        assert client.post(url, sent(amount_wan="540")).status_code == 200  # without one
        assert "最多冲销 600 万元" in said(client.post(url, sent(amount_wan="601", reason="错")))
        assert client.post(url, sent(amount_wan="540", reason="多填一位")).status_code == 302
        page = said(client.get(f"/finance/lines/{given.pk}/"))
        assert ("多填一位" in page, "-540" in page) == (True, True)
        assert Reversal.objects.get().drawdown == row

    def test_a_repayment_is_reversed(self, officer: User, given: CreditLine, client_for: Browser) -> None:
        client = client_for(officer)
        client.post(f"/finance/lines/{given.pk}/repay/", sent(amount_wan="100"))
        url = f"/finance/lines/{given.pk}/repayments/{Repayment.objects.get().pk}/reverse/"
        assert client.post(url, sent(amount_wan="100", reason="串户")).status_code == 302
        assert CreditLine.objects.get().repaid_wan == 0

    def test_lowered_extended_ended_and_taken_back(self, officer: User, given: CreditLine, client_for: Browser) -> None:
        client, base = client_for(officer), f"/finance/lines/{given.pk}"
        assert "最多下调 400 万元" in said(client.post(f"{base}/lower/", sent(amount_wan="401", reason="风险")))
        assert client.post(f"{base}/lower/", sent(reason="风险")).status_code == 200  # no amount
        assert client.post(f"{base}/lower/", sent(amount_wan="100", reason="风险")).status_code == 302
        assert "要晚于原来的" in said(client.post(f"{base}/extend/", sent(until="2026-05-01", reason="续")))
        assert client.post(f"{base}/extend/", sent(until="2026-09-01", reason="续")).status_code == 302
        assert client.post(f"{base}/end/", sent(reason="外迁")).status_code == 302
        assert "这笔授信已终止" in said(client.post(f"{base}/draw/", sent(amount_wan="1", on="2026-03-06")))
        end = LineDecision.objects.get(kind="end")
        assert client.post(f"{base}/decisions/{end.pk}/take-back/", sent(reason="误登")).status_code == 302
        now = CreditLine.objects.get()
        assert (now.lowered_wan, now.expires_on, now.ended_on) == (100, dt.date(2026, 9, 1), None)
        page = client.get(f"{base}/")
        assert [str(row.what) for row in page.context["entries"]] == ["更正：终止", "终止", "展期", "下调额度", "放款"]


class TestWhoMay:
    def test_the_own_bank_and_no_other(self, given: CreditLine, client_for: Browser) -> None:
        own, foreign = banker("own", "示例甲银行"), banker("foreign", "示例乙银行")
        row = given.drawdowns.get()
        tails = ("repay/", f"drawdowns/{row.pk}/reverse/", "lower/", "end/", "extend/")
        for tail in tails:
            url = f"/finance/lines/{given.pk}/{tail}"
            assert [client_for(user).get(url).status_code for user in (own, foreign)] == [200, 404], tail
            assert client_for(foreign).post(url, sent(amount_wan="1", reason="x")).status_code == 404
            assert client_for(person(f"lu{tail[:3]}", Role.LEADER)).get(url).status_code == 403
        assert not Reversal.objects.exists()

    def test_a_row_of_another_line_is_not_found(self, officer: User, given: CreditLine, client_for: Browser) -> None:
        other = line(1000, institution=institution("示例乙银行"))
        url = f"/finance/lines/{other.pk}/drawdowns/{given.drawdowns.get().pk}/reverse/"
        assert client_for(officer).get(url).status_code == 404


def test_the_funnel_page_shows_each_his_own(officer: User, client_for: Browser) -> None:
    clerk = banker("clerk", "示例甲银行")
    drawn(line(20000, stuck_reason="collateral"), 5000)
    line(40000, institution=institution("示例乙银行"), stuck_reason="paperwork")
    line(3000, expires_on=dt.date(2026, 3, 9))
    whole, own = (client_for(user).get("/finance/funnel/") for user in (officer, clerk))
    assert [part.label for part in whole.context["parts"]] == ["示例乙银行", "示例甲银行"]
    assert [part.label for part in own.context["parts"]] == ["示例甲银行"]
    assert "示例乙银行" not in said(own)
    sums = whole.context["sums"]
    assert sums.granted == sums.drawn + sums.undrawn + sums.expired + sums.lowered == Decimal("6.30")
    assert (sums.drawn, sums.expired) == (Decimal("0.50"), Decimal("0.30"))
    grid = whole.context["grid"]
    assert grid.sum == sum(row.sum for row in grid.rows) == sums.undrawn
    for row in grid.rows:
        for cell in row.cells:
            if cell.yi:
                assert client_for(officer).get(cell.url).context["totals"].undrawn_shown == cell.yi
