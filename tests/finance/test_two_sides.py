"""The firm says its own figure by a one-time link; neither the bank nor the zone can say it for the firm."""

import datetime as dt
import re
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from core.enums import Role
from core.models import Notice, User
from finance.enums import SideKind, SideState
from finance.forms import CreditLineForm
from finance.models import CreditLine, Drawdown, MoneyConfirmation, SideMoved, shown
from finance.sheets import LINE_COLUMNS
from finance.sides import sides, tally
from finance.telling import chase
from tests.finance.scene import GRANTED_ON, Browser, banker, drawn, line, person, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawdown(officer: User, clerk: User) -> Drawdown:
    return drawn(line(1500), 500, by=clerk)


def address(page: Any) -> str:
    found = re.search(r"http://testserver(/finance/confirm/[^/\s]+/)", said(page))
    assert found
    return found[1]


def ask(client: Client, kind: str, row: Any) -> str:
    return address(client.post(f"/finance/sides/{kind}/{row.pk}/ask/", {"client_id": str(uuid.uuid4())}))


def send(url: str, row: Any, answer: str = "same", **fields: Any) -> Any:
    """As a messenger without cookies sends it."""
    return Client(enforce_csrf_checks=True).post(url, {"answer": answer, "seen": shown(row), "words": "", **fields})


def state(kind: SideKind, user: User) -> str:
    return sides(kind, user).get().side


class TestTheFirmsOwnWord:
    def test_the_bank_asks_and_the_firm_agrees(self, clerk: User, officer: User, client_for: Browser) -> None:
        row = line(1500)
        assert state(SideKind.LINE, clerk) == SideState.WAITING
        url = ask(client_for(clerk), "line", row)
        page = said(Client().get(url))
        assert "1,500" in page
        assert "示例电驱" in page
        assert "已收到" in said(send(url, row))
        row.refresh_from_db()
        assert row.confirmed_on == timezone.localdate()
        assert state(SideKind.LINE, clerk) == SideState.AGREED
        assert send(url, row).status_code == 404  # once

    def test_neither_who_asked_nor_anybody_signed_in_can_answer(
        self, clerk: User, officer: User, drawdown: Drawdown, client_for: Browser
    ) -> None:
        url = ask(client_for(clerk), "drawdown", drawdown)
        for user in (clerk, officer, person("lin", Role.LEADER), person("zhou", Role.LIAISON)):
            client = client_for(user)
            assert client.get(url).status_code == 403
            assert client.post(url, {"answer": "same", "seen": shown(drawdown)}).status_code == 403
        assert MoneyConfirmation.objects.get().used_at is None

    def test_another_figure_is_a_difference_and_a_reversal_closes_it(
        self, clerk: User, officer: User, drawdown: Drawdown, client_for: Browser
    ) -> None:
        url = ask(client_for(clerk), "drawdown", drawdown)
        assert "差额 50" in said(send(url, drawdown, "other", said_wan="450"))
        row = sides(SideKind.DRAWDOWN, officer).get()
        assert (row.side, row.difference) == (SideState.DIFFERS, Decimal(-50))
        assert tally(officer).differs == 1
        assert {each.user for each in Notice.objects.filter(title__contains="两边不一致")} == {clerk, officer}
        told = {"on": timezone.localdate(), "by": clerk, "client_id": uuid.uuid4()}
        drawdown.line.reverse(drawdown, amount_wan=Decimal(50), reason="按借据", **told)
        assert state(SideKind.DRAWDOWN, officer) == SideState.AGREED

    def test_words_of_the_finance_officer_close_it_until_the_figure_moves(
        self, clerk: User, officer: User, drawdown: Drawdown, client_for: Browser
    ) -> None:
        send(ask(client_for(clerk), "drawdown", drawdown), drawdown, "none", words="没收到")
        way = f"/finance/sides/drawdown/{drawdown.pk}/explain/"
        assert client_for(clerk).post(way, {"words": "x"}).status_code == 403
        assert client_for(officer).post(way, {"words": "受托支付给供应商"}).status_code == 302
        assert state(SideKind.DRAWDOWN, officer) == SideState.EXPLAINED
        told = {"on": timezone.localdate(), "by": clerk, "client_id": uuid.uuid4()}
        drawdown.line.reverse(drawdown, amount_wan=Decimal(50), reason="按借据", **told)
        assert state(SideKind.DRAWDOWN, officer) == SideState.DIFFERS

    def test_what_the_bank_changed_meanwhile_is_shown_again_and_nothing_is_taken(
        self, clerk: User, officer: User, client_for: Browser
    ) -> None:
        row = line(1500)
        url, seen = ask(client_for(clerk), "line", row), shown(row)
        CreditLine.objects.filter(pk=row.pk).update(granted_wan=1600)
        again = Client().post(url, {"answer": "same", "seen": seen})
        assert again.status_code == 409
        assert "1,600" in said(again)
        link = MoneyConfirmation.objects.get()
        assert link.used_at is None
        with pytest.raises(SideMoved):
            link.answer(said_wan=None, said_on=None, words="", seen=seen, now=timezone.now())

    def test_a_figure_that_is_changed_after_the_word_is_a_difference(
        self, clerk: User, officer: User, client_for: Browser
    ) -> None:
        row = line(1500)
        send(ask(client_for(clerk), "line", row), row)
        CreditLine.objects.filter(pk=row.pk).update(granted_wan=1600)
        assert state(SideKind.LINE, officer) == SideState.DIFFERS

    @pytest.mark.parametrize(("answer", "words"), [("other", "请填写贵公司的金额或日期"), ("none", "请简单说明")])
    def test_what_is_missing_is_said(
        self, answer: str, words: str, clerk: User, officer: User, drawdown: Drawdown, client_for: Browser
    ) -> None:
        assert words in said(send(ask(client_for(clerk), "drawdown", drawdown), drawdown, answer))
        assert MoneyConfirmation.objects.get().used_at is None


class TestLinks:
    def test_a_new_one_ends_the_one_before(self, clerk: User, drawdown: Drawdown, client_for: Browser) -> None:
        client = client_for(clerk)
        first, second = ask(client, "drawdown", drawdown), ask(client, "drawdown", drawdown)
        assert Client().get(first).status_code == 404
        assert Client().get(second).status_code == 200

    def test_guesses_are_counted(self, drawdown: Drawdown) -> None:
        client = Client()
        codes = [client.get(f"/finance/confirm/guess{n}/").status_code for n in range(22)]
        assert (codes[0], codes[-1]) == (404, 429)

    def test_another_bank_neither_asks_nor_sees(self, drawdown: Drawdown, client_for: Browser) -> None:
        stranger = client_for(banker("other", "示例丁银行"))
        assert stranger.get(f"/finance/sides/drawdown/{drawdown.pk}/").status_code == 404
        sent = {"client_id": str(uuid.uuid4())}
        assert stranger.post(f"/finance/sides/drawdown/{drawdown.pk}/ask/", sent).status_code == 404
        assert "示例电驱" not in said(stranger.get("/finance/sides/?what=drawdown"))

    def test_the_database_wants_one_subject_and_one_answer(self, clerk: User, drawdown: Drawdown) -> None:
        now = timezone.now()
        kept = {"asked_by": clerk, "asked_at": now, "expires_at": now}
        for n, wrong in enumerate(
            [{}, {"line": drawdown.line, "drawdown": drawdown}, {"line": drawdown.line, "agrees": True}]
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                MoneyConfirmation.objects.create(secret_hash=str(n), **kept, **wrong)

    def test_a_press_of_elsewhere_makes_none(self, clerk: User, drawdown: Drawdown) -> None:
        number, now = uuid.uuid4(), timezone.now()
        MoneyConfirmation.ask_firm(drawdown, by=clerk, now=now, number=number)
        with pytest.raises(ValidationError):
            MoneyConfirmation.ask_firm(drawdown.line, by=clerk, now=now, number=number)


def test_nobody_types_that_the_firm_confirmed() -> None:
    assert "confirmed_on" not in CreditLineForm.base_fields
    assert next(column for column in LINE_COLUMNS if column.name == "confirmed_on").shown_only


def test_what_is_confirmed_by_nobody_in_five_working_days_is_said_once(clerk: User, drawdown: Drawdown) -> None:
    now = timezone.now()
    MoneyConfirmation.ask_firm(drawdown, by=clerk, now=now, number=uuid.uuid4())
    assert chase(now + dt.timedelta(days=1)) == 0
    assert chase(now + dt.timedelta(days=15)) == 1
    assert chase(now + dt.timedelta(days=16)) == 0
    assert Notice.objects.get(title__contains="还没有确认").user == clerk


def test_the_list_is_filtered_and_goes_out(officer: User, clerk: User, drawdown: Drawdown, client_for: Browser) -> None:
    client = client_for(officer)
    for way in ("", "?what=drawdown&side=waiting", "?what=repayment", "?side=differs", "?q=示例"):
        assert client.get(f"/finance/sides/{way}").status_code == 200
    assert "示例电驱" in said(client.get("/finance/sides/?what=drawdown"))
    assert "示例电驱" not in said(client.get("/finance/sides/?what=drawdown&side=agreed"))
    assert "企业确认" in said(client_for(clerk).get("/finance/desk/"))
    assert drawdown.on == GRANTED_ON
