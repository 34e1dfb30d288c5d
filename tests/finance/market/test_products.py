"""Products: whose they are, how they end, and what names them."""

import datetime as dt
import threading
import uuid
from contextlib import nullcontext
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from core.models import User
from finance.enums import PassingState
from finance.market.forms import ProductStateForm
from finance.market.sheets import ProductRows
from finance.models import CreditLine, Measure, Passing, Product
from finance.models import market as market_models
from tests.core.sheets.table import NEW, SAME, came_to, faults, taken
from tests.finance.market.scene import passed, product, product_form
from tests.finance.scene import Browser, banker, institution, line_form, need, person, said
from tests.races import at_once

pytestmark = pytest.mark.django_db


def offered(row: Passing, of: Product | None) -> None:
    row.offer(market_product=of, offered_wan=Decimal(500), rate=Decimal("3.45"), term_months=24)


class TestWhose:
    def test_a_bank_keeps_its_own_and_sees_no_other(self, clerk: User, other: Any, client_for: Browser) -> None:
        foreign = product("乙行专用贷", institution=other, rate_from=Decimal("7.77"))
        client = client_for(clerk)
        assert client.post("/finance/market/new/", product_form(institution=other)).status_code == 302
        assert Product.objects.exclude(pk=foreign.pk).get().institution == institution()
        for page in ("/finance/market/", "/finance/market/?state=past", "/finance/institutions/"):
            for word in ("乙行专用贷", "7.77"):
                assert word not in said(client.get(page)), page
        for way in ("", "edit/"):
            assert client.get(f"/finance/market/{foreign.pk}/{way}").status_code == 404
        assert client.post(f"/finance/market/{foreign.pk}/end/", {"on": "2026-03-02", "reason": "x"}).status_code == 404
        assert "乙行专用贷" in said(client_for(person("zhang")).get("/finance/market/"))

    def test_a_bank_asks_for_no_firm(self, clerk: User, client_for: Browser) -> None:
        asked = need(purpose="机密用途")
        page = said(client_for(clerk).get(f"/finance/market/?firm={asked.enterprise_id}&need={asked.pk}"))
        assert ("机密用途" in page, asked.enterprise.short_name in page) == (False, False)

    def test_promises_are_public_and_who_fulfils_them_is_not(
        self, clerk: User, other: Any, client_for: Browser
    ) -> None:
        measure = Measure.objects.create(name="绿色通道", institution=other, source="报道")
        product("乙行专用贷", institution=other).fulfils.create(measure=measure)
        page = said(client_for(clerk).get("/finance/market/"))
        assert ("绿色通道" in page, "本机构以外不显示" in page, "乙行专用贷" in page) == (True, True, False)
        assert "乙行专用贷" in said(client_for(person("zhang")).get("/finance/market/"))

    def test_its_measures_are_its_institutions(self, officer: User, other: Any, client_for: Browser) -> None:
        measure = Measure.objects.create(name="绿色通道", institution=other)
        form = product_form(institution=institution(), measures=measure)
        assert "另一家机构承诺的" in said(client_for(officer).post("/finance/market/new/", form))
        form = product_form(institution=other, measures=measure)
        assert client_for(officer).post("/finance/market/new/", form).status_code == 302
        assert list(Product.objects.get().measures.all()) == [measure]

    def test_nothing_names_a_product_of_another_bank(self, officer: User, other: Any) -> None:
        foreign, row = product(institution=other), passed(officer)
        with pytest.raises(ValidationError, match="另一家机构"):
            offered(row, foreign)
        with pytest.raises(IntegrityError), transaction.atomic():
            Passing.objects.filter(pk=row.pk).update(market_product=foreign)
        with pytest.raises(IntegrityError), transaction.atomic():
            CreditLine.objects.create(
                enterprise=row.need.enterprise,
                institution=institution(),
                granted_wan=1,
                granted_on=row.on,
                product=foreign,
            )


class TestLife:
    def test_it_is_registered_once_for_each_press_and_name(self, officer: User, client_for: Browser) -> None:
        form, client = product_form(institution=institution()), client_for(officer)
        for _again in range(2):
            assert client.post("/finance/market/new/", form).status_code == 302
        again = form | {"client_id": str(uuid.uuid4()), "name": "科 创贷"}
        assert client.post("/finance/market/new/", again).status_code == 200
        assert Product.objects.count() == 1

    def test_it_ends_with_a_reason_and_is_shown_apart(self, officer: User, client_for: Browser) -> None:
        made, client = product(), client_for(officer)
        row = passed(officer)
        offered(row, made)
        assert client.post(f"/finance/market/{made.pk}/end/", {"on": "2026-03-02", "reason": ""}).status_code == 200
        sent = {"on": "2026-03-02", "reason": "政策到期"}
        for _again in range(2):
            assert client.post(f"/finance/market/{made.pk}/end/", sent).status_code == 302
        made.refresh_from_db()
        assert (made.ends_on, made.ended_why) == (dt.date(2026, 3, 2), "政策到期")
        client.get("/finance/market/")  # says that it is done
        assert "科创贷" not in said(client.get("/finance/market/"))
        assert "政策到期" in said(client.get("/finance/market/?state=past"))
        assert client.get(f"/finance/market/{made.pk}/edit/").status_code == 302
        row.refresh_from_db()
        assert (row.state, row.market_product, row.product) == (PassingState.OFFERED, made, "科创贷")
        with pytest.raises(ValidationError, match="已停办"):
            offered(passed(officer, of=need()), made)

    def test_it_does_not_end_before_it_begins(self) -> None:
        with pytest.raises(ValidationError, match="早于开办日期"):
            product().end(on=dt.date(2025, 1, 1), reason="x")


class TestNamed:
    def test_from_a_fitting_product_the_need_is_pushed(self, officer: User, clerk: User, client_for: Browser) -> None:
        made, asked, client = product(most_wan=Decimal(2000), rate_from=Decimal("3.45")), need(), client_for(officer)
        page = said(client.get(f"/finance/market/?firm={asked.enterprise_id}"))
        assert f"/finance/needs/{asked.pk}/pass/?product={made.pk}" in page
        form = client.get(f"/finance/needs/{asked.pk}/pass/?product={made.pk}").context["form"]
        sent = {name: form[name].value() for name in ("client_id", "on", "answer_by")}
        sent |= {"institution": institution().pk, "market_product": made.pk}
        assert client.post(f"/finance/needs/{asked.pk}/pass/", sent).status_code == 302
        row = Passing.objects.get()
        assert row.market_product == made
        desk = client_for(clerk).get("/finance/desk/")
        assert desk.context["form"]["rate"].value() == Decimal("3.45")
        assert "推送的产品" in said(desk)
        sent = {"market_product": made.pk, "offered_wan": "500", "rate": "3.5", "term_months": "24"}
        sent["seen"] = desk.context["form"]["seen"].value()
        assert client_for(clerk).post(f"/finance/desk/{row.pk}/?answer=offer", sent).status_code == 302
        row.refresh_from_db()
        assert (row.product, row.state) == ("科创贷", PassingState.OFFERED)
        assert "科创贷" in said(client.get(f"/finance/needs/{asked.pk}/"))

    def test_a_line_uses_the_quota_up(self, officer: User, client_for: Browser) -> None:
        made, asked = product(quota_wan=Decimal(1500)), need()
        sent = line_form(enterprise=asked.enterprise, institution=institution(), product=made)
        assert client_for(officer).post("/finance/lines/new/", sent).status_code == 302
        assert Product.objects.with_used().get().quota_left_wan == 300
        assert "专项额度余 300 万元" in said(client_for(officer).get("/finance/market/"))

    def test_more_than_the_quota_or_the_most_is_asked_once(self, officer: User, client_for: Browser) -> None:
        made, asked, client = product(quota_wan=Decimal(1000), most_wan=Decimal(800)), need(), client_for(officer)
        sent = line_form(enterprise=asked.enterprise, institution=institution(), product=made)
        page = client.post("/finance/lines/new/", sent)
        assert page.status_code == 200
        assert "超过产品最高额度 800 万元" in said(page)
        assert "专项额度只余 1,000 万元" in said(page)
        assert not CreditLine.objects.exists()

    @pytest.mark.parametrize("passed_before", [False, True])
    def test_a_line_names_no_product_that_was_over(
        self, officer: User, client_for: Browser, passed_before: bool
    ) -> None:
        """But for one that was named to the firm before it ended."""
        made, asked = product(), need()
        if passed_before:
            passed(officer, of=asked, product=made)
        made.end(on=dt.date(2026, 2, 20), reason="政策到期")
        sent = line_form(enterprise=asked.enterprise, institution=institution(), product=made, need=asked)
        assert client_for(officer).post("/finance/lines/new/", sent).status_code == (302 if passed_before else 200)

    def test_an_offer_ends_in_the_future_and_more_than_the_need_is_asked(
        self, officer: User, clerk: User, client_for: Browser
    ) -> None:
        row = passed(officer, of=need(amount_wan=Decimal(500)))
        page = client_for(clerk).get("/finance/desk/").context["form"]
        sent = {"product": "贷", "rate": "3.5", "seen": page["seen"].value(), "offered_wan": "500"}
        late = client_for(clerk).post(f"/finance/desk/{row.pk}/?answer=offer", sent | {"valid_until": "2026-01-01"})
        assert "报价有效到的日期已过" in said(late)
        more = client_for(clerk).post(f"/finance/desk/{row.pk}/?answer=offer", sent | {"offered_wan": "9000"})
        assert "超过待授信的 500 万元" in said(more)
        row.refresh_from_db()
        assert row.state == PassingState.WAITING

    def test_a_product_stays_with_its_institution(self, other: object) -> None:
        """Whoever writes: an administrator's form, a hand at the database."""
        made = product()
        form = ProductStateForm(instance=made)
        assert form.fields["institution"].disabled
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            Product.objects.filter(pk=made.pk).update(institution=institution("示例乙银行"))

    def test_the_best_stand_on_the_firms_page(self, officer: User, client_for: Browser) -> None:
        for n, rate in enumerate(("5.1", "3.1", "4.1", "2.1")):
            product(f"示例贷{n}", rate_from=Decimal(rate), needs_orders=n == 3)
        page = said(client_for(officer).get(f"/finance/of-firm/{need().enterprise_id}/products/"))
        assert [word in page for word in ("示例贷0", "示例贷1", "示例贷2", "示例贷3")] == [True, True, True, False]


class TestTables:
    HEADS = ("机构", "产品", "类别", "担保方式", "最高额度", "年利率", "开办日期")
    ROW = ("示例甲银行", "科创贷", "贷款", "信用", 800, 3.45, "2026-01-05")

    def test_a_product_comes_in_once(self, officer: User) -> None:
        institution()
        assert came_to(taken(ProductRows(officer), self.HEADS, self.ROW)[1]) == [NEW]
        assert came_to(taken(ProductRows(officer), self.HEADS, self.ROW)[1]) == [SAME]
        assert Product.objects.get().most_wan == 800

    def test_not_of_another_bank(self, other: Any) -> None:
        rival = banker("rival", "示例乙银行")
        institution()
        assert set(faults(taken(ProductRows(rival), self.HEADS, self.ROW)[1][0])) == {"institution"}
        assert not Product.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestEndedWhileOffered:
    """An offer reads that the product is to be had; then it is ended; then the offer is written."""

    def both(self, officer: User, guarded: bool) -> tuple[list[Any], Product]:
        made, read, today = product(), threading.Event(), timezone.localdate()
        row, seen = passed(officer), Product.is_offered

        def slowly(self: Product, on: dt.date) -> bool:
            found = seen(self, on)
            read.set()
            threading.Event().wait(0.5)  # the other one goes on meanwhile, unless a lock keeps it waiting
            return found

        def end() -> float:
            read.wait(timeout=10)
            made.end(on=today, reason="政策到期")
            return timezone.now().timestamp()

        def offer() -> float:
            with transaction.atomic():
                offered(row, made)
                done = timezone.now().timestamp()
            connection.close()
            return done

        unlocked = patch.object(market_models, "locked", lambda model, pk: model._base_manager.get(pk=pk))
        with patch.object(Product, "is_offered", slowly), nullcontext() if guarded else unlocked:
            results = at_once(offer, end)
        return results, made

    def test_the_end_waits_for_the_offer(self, officer: User) -> None:
        (offered_at, ended_at), _made = self.both(officer, guarded=True)
        assert offered_at < ended_at

    def test_the_control_without_the_lock_it_does_not(self, officer: User) -> None:
        (offered_at, ended_at), _made = self.both(officer, guarded=False)
        assert offered_at > ended_at
