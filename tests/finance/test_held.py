"""An amount that nobody believes at sight moves no figure until another person approves it."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import Notice, User
from finance.enums import HeldState, HeldWhy
from finance.funnel import funnel
from finance.metrics import granted
from finance.models import CreditLine, HeldEntry, MoneyLimit, NeedsSecond
from finance.second import approve
from tests.finance.scene import Browser, banker, draw, draw_form, firm, institution, line, line_form, need, person, said

pytestmark = pytest.mark.django_db
MUCH = "5,000,000"  # 500 亿


@pytest.fixture
def second() -> User:
    return person("second")


def figures() -> Any:
    whole = funnel(timezone.localdate()).whole
    return (CreditLine.objects.totals(), granted(), whole.granted_wan, whole.drawn_wan)


def enter(client: Any, amount: str = MUCH, **fields: Any) -> dict[str, Any]:
    form = line_form(enterprise=firm(), institution=institution(), granted_wan=amount, **fields)
    assert client.post("/finance/lines/new/", form)["Location"] == "/finance/held/"
    return form


def test_no_figure_moves(officer: User, client_for: Browser) -> None:
    line(1000)
    before = figures()
    enter(client_for(officer))
    assert figures() == before
    assert HeldEntry.objects.get().why == HeldWhy.LIMIT
    page = said(client_for(officer).get("/finance/"))
    assert "待第二人复核" in page
    assert "5,000,000" not in page


def test_the_same_press_is_kept_once(officer: User, client_for: Browser) -> None:
    client = client_for(officer)
    form = enter(client)
    client.post("/finance/lines/new/", form)
    assert HeldEntry.objects.count() == 1


def test_ten_times_the_need_asks_and_ten_times_does_not(officer: User, client_for: Browser) -> None:
    asked = need(amount_wan=Decimal(100))
    enter(client_for(officer), "1,000.01", need=asked)
    assert HeldEntry.objects.get().why == HeldWhy.NEED
    form = line_form(enterprise=firm(), institution=institution(), granted_wan="1000", need=asked)
    client_for(officer).post("/finance/lines/new/", form)
    assert CreditLine.objects.get().granted_wan == 1000


class TestTheSecondPerson:
    def test_another_approves_and_then_it_counts(self, officer: User, second: User, client_for: Browser) -> None:
        enter(client_for(officer))
        held = HeldEntry.objects.get()
        assert {each.user for each in Notice.objects.filter(title__contains="待复核")} == {second}
        client_for(second).post(f"/finance/held/{held.pk}/approve/")
        made = CreditLine.objects.get()
        held.refresh_from_db()
        assert (held.state, held.decided_by) == (HeldState.APPROVED, second)
        assert made.granted_wan == Decimal(MUCH.replace(",", ""))
        client_for(second).post(f"/finance/held/{held.pk}/approve/")
        assert CreditLine.objects.count() == 1

    def test_never_who_entered_it(self, officer: User, client_for: Browser) -> None:
        client = client_for(officer)
        enter(client)
        held = HeldEntry.objects.get()
        client.post(f"/finance/held/{held.pk}/approve/")
        with pytest.raises(ValidationError):
            approve(held, by=officer, now=timezone.now())
        assert not CreditLine.objects.exists()
        now = timezone.now()
        with pytest.raises(IntegrityError), transaction.atomic():
            HeldEntry.objects.update(state=HeldState.APPROVED, decided_by=officer, decided_at=now)

    def test_a_bank_approves_its_own_only(self, clerk: User, client_for: Browser) -> None:
        line(100)  # so that the bank knows the firm
        enter(client_for(clerk))
        held = HeldEntry.objects.get()
        stranger = banker("stranger", "示例丁银行")
        assert client_for(stranger).post(f"/finance/held/{held.pk}/approve/").status_code == 404
        assert "示例电驱" not in said(client_for(stranger).get("/finance/held/"))
        colleague = banker("colleague", "示例甲银行")
        client_for(colleague).post(f"/finance/held/{held.pk}/approve/")
        assert CreditLine.objects.latest("pk").institution.name == "示例甲银行"
        assert CreditLine.objects.count() == 2

    def test_dropped_is_gone_for_good(self, officer: User, second: User, client_for: Browser) -> None:
        enter(client_for(officer))
        held = HeldEntry.objects.get()
        client_for(officer).post(f"/finance/held/{held.pk}/drop/")
        client_for(second).post(f"/finance/held/{held.pk}/approve/")
        held.refresh_from_db()
        assert held.state == HeldState.DROPPED
        assert not CreditLine.objects.exists()


def test_raising_a_line_and_drawing_wait_too(officer: User, second: User, client_for: Browser) -> None:
    row, client = line(1000), client_for(officer)
    MoneyLimit.objects.create(most_wan=Decimal(500))
    with pytest.raises(NeedsSecond):
        draw(row, 600, officer)
    assert client.post(f"/finance/lines/{row.pk}/draw/", draw_form("600"))["Location"] == "/finance/held/"
    page = client.get(f"/finance/lines/{row.pk}/edit/")
    form = line_form(enterprise=firm(), institution=institution(), granted_wan="1100")
    form |= {"seen": page.context["form"].initial["seen"]}
    assert client.post(f"/finance/lines/{row.pk}/edit/", form)["Location"] == "/finance/held/"
    row.refresh_from_db()
    assert (row.granted_wan, row.drawn_wan) == (1000, 0)
    for held in HeldEntry.objects.order_by("pk"):
        client_for(second).post(f"/finance/held/{held.pk}/approve/")
    row.refresh_from_db()
    assert row.drawn_wan == 600
    assert row.drawdowns.get().recorded_by == officer
    assert row.granted_wan == 1100


def test_what_no_zone_has_is_refused_at_once(officer: User, client_for: Browser) -> None:
    before = figures()
    form = line_form(enterprise=firm(), institution=institution(), granted_wan="999,999,999,999.99")
    assert client_for(officer).post("/finance/lines/new/", form).status_code == 200
    assert figures() == before
    assert not HeldEntry.objects.exists()


def test_one_limit_at_most() -> None:
    MoneyLimit.objects.create(most_wan=Decimal(500))
    with pytest.raises(IntegrityError), transaction.atomic():
        MoneyLimit.objects.create(most_wan=Decimal(600))
