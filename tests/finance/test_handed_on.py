"""A need of money that a visit heard of: taken up it becomes a row, and who heard it sees where it stands."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.enums import HandoffKind, HandoffOutcome, VisitMode
from enterprises.models import Visit, VisitHandoff
from finance.enums import NeedState
from finance.models import CreditLine, FinancingNeed
from tests.finance.scene import firm, institution, person

pytestmark = pytest.mark.django_db

NOTE = "流动资金缺口约 500 万元，有订单无抵押。"


@pytest.fixture
def officer() -> User:
    return person("tang", Role.FINANCE_OFFICER)


@pytest.fixture
def handoff(officer: User) -> VisitHandoff:
    said = {"mode": VisitMode.ON_SITE, "on": dt.date(2026, 11, 2), "notes": "谈了资金", "created_at": timezone.now()}
    visit = Visit.objects.create(enterprise=firm(), officer=person("zhou", Role.LIAISON), **said)
    row = visit.handoffs.create(kind=HandoffKind.FINANCING, note=NOTE)
    row.take(by=officer, now=timezone.now())
    return row


def test_taken_up_it_is_followed_to_the_credit_line(client: Client, officer: User, handoff: VisitHandoff) -> None:
    client.force_login(officer)
    url = reverse("finance:need_create") + f"?handoff={handoff.pk}"
    page = client.get(url)
    initial = page.context["form"].initial
    assert (initial["enterprise"], initial["purpose"], initial["raised_on"]) == (firm(), NOTE, dt.date(2026, 11, 2))
    sent = {"client_id": str(uuid.uuid4()), "enterprise": firm().pk, "amount_wan": "500", "purpose": "流动资金"}
    sent |= {"raised_on": "2026-11-02", "state": NeedState.OPEN}
    for _tap in range(3):
        client.post(url, sent)
    need = FinancingNeed.objects.get()
    handoff.refresh_from_db()
    assert (need.handoff, handoff.outcome) == (handoff, HandoffOutcome.REGISTERED)
    assert (handoff.outcome_text, handoff.news) == ("500 万元 流动资金", "待对接")
    line = {"enterprise": firm(), "institution": institution(), "granted_on": dt.date(2026, 11, 9)}
    CreditLine.objects.create(need=need, granted_wan=Decimal(200), **line)
    need.settle()
    handoff.refresh_from_db()
    assert handoff.news == "部分授信"
    assert "200" not in handoff.news


def test_from_one_that_is_closed_nothing_is_made(client: Client, officer: User, handoff: VisitHandoff) -> None:
    handoff.close(HandoffOutcome.EXPLAINED, text="企业已与开户行谈妥", by=officer, now=timezone.now())
    client.force_login(officer)
    sent = {"client_id": str(uuid.uuid4()), "enterprise": firm().pk, "amount_wan": "500", "purpose": "流动资金"}
    sent |= {"raised_on": "2026-11-02", "state": NeedState.OPEN}
    page = client.post(reverse("finance:need_create") + f"?handoff={handoff.pk}", sent)
    assert "已不在你手上" in page.content.decode()
    assert not FinancingNeed.objects.exists()
