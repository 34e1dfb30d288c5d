"""Two at once over one need, one passing, one link or one held entry, on real PostgreSQL.

Each race has a control: with the guard off the very same race ends wrong.
"""

import datetime as dt
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from core.kernel import history
from core.kernel.locks import locked
from core.models import User
from finance import second
from finance.enums import HeldState, HeldWhy, NeedState, PassingState, SideKind
from finance.models import CreditLine, FinancingNeed, HeldEntry, LinkOver, MoneyConfirmation, Passing, shown
from finance.models.passings import PassingQuerySet
from tests.finance.scene import banker, institution, line, line_form, need, person
from tests.races import at_once, during

pytestmark = pytest.mark.django_db(transaction=True)
Guard = Callable[[], AbstractContextManager[Any]]
ON = dt.date(2026, 2, 3)


def unlocked(model: Any, pk: Any) -> Any:
    """Reads without a lock."""
    return model._base_manager.get(pk=pk)


def passed(of: FinancingNeed, by: User) -> Passing:
    return Passing.pass_on(of, institution=institution(), by=by, on=ON, client_id=uuid.uuid4())


def offered(row: Passing) -> None:
    row.offer(product="科创贷", offered_wan=Decimal(500), rate=Decimal("3.45"), term_months=24)


class TestPassedAndWithdrawn:
    """One passes a need on while another withdraws it."""

    def race(self, without: Guard = nullcontext) -> tuple[FinancingNeed, Any]:
        by, asked = person("tang"), need()

        def withdraws() -> None:
            row = locked(FinancingNeed, asked.pk)
            row.state = NeedState.WITHDRAWN
            row.dated(ON).save()

        wrote = during(withdraws, lambda: passed(asked, by), without)
        asked.refresh_from_db()
        return asked, wrote

    def test_what_is_withdrawn_goes_to_nobody(self) -> None:
        asked, refused = self.race()
        assert isinstance(refused, ValidationError)
        assert (asked.state, Passing.objects.count()) == (NeedState.WITHDRAWN, 0)

    def test_control_without_the_lock_the_withdrawing_is_lost(self) -> None:
        asked, wrote = self.race(lambda: patch("finance.models.passings.locked", unlocked))
        assert isinstance(wrote, Passing)
        assert asked.state == NeedState.MATCHED


class TestTwoClerks:
    """Two of one bank have the same case open, and answer it."""

    def race(self, guard: Guard = nullcontext) -> tuple[Passing, list[int]]:
        row = passed(need(), person("tang"))
        clerks = [banker("qian", institution().name), banker("sun", institution().name)]
        browsers, url = [Client(), Client()], f"/finance/desk/{row.pk}/"
        for client, clerk in zip(browsers, clerks, strict=True):
            client.force_login(clerk)
        pages = [client.get(url).context["form"]["seen"].value() for client in browsers]
        offer = {"product": "科创贷", "offered_wan": "500", "rate": "3.45", "term_months": "24", "seen": pages[0]}
        no = {"reason": "行业暂缓", "seen": pages[1]}
        with guard():
            answers = at_once(
                lambda: browsers[0].post(f"{url}?answer=offer", offer).status_code,
                lambda: browsers[1].post(f"{url}?answer=decline", no).status_code,
            )
        row.refresh_from_db()
        return row, answers

    def test_the_second_is_shown_what_the_first_said(self) -> None:
        row, answers = self.race()
        assert sorted(answers) == [200, 302]
        assert row.state == (PassingState.OFFERED if answers[0] == 302 else PassingState.DECLINED)
        assert bool(row.reason) == (row.state == PassingState.DECLINED)

    def test_control_without_the_lock_one_overwrites_the_other(self) -> None:
        both, newest = threading.Barrier(2), history.newest

        def read_together(row: Any) -> Any:
            latest = newest(row)
            both.wait(timeout=10)
            return latest

        @contextmanager
        def off() -> Iterator[None]:
            with patch("core.kernel.forms.locked", unlocked), patch("core.kernel.forms.history.newest", read_together):
                yield

        row, answers = self.race(off)
        assert answers == [302, 302]
        assert (row.reason, row.offered_wan) == ("行业暂缓", Decimal(500))  # declined and offered in one


class TestOfferedAndTakenBack:
    """A bank offers in the moment in which the officer takes the need back from it."""

    def race(self, without: Guard = nullcontext) -> tuple[Passing, Any]:
        row = passed(need(), person("tang"))
        wrote = during(
            lambda: Passing.objects.get(pk=row.pk).take_back(reason="企业改变主意"),
            lambda: offered(Passing.objects.get(pk=row.pk)),
            without,
        )
        row.refresh_from_db()
        return row, wrote

    def test_what_was_taken_back_is_offered_no_more(self) -> None:
        row, refused = self.race()
        assert isinstance(refused, ValidationError)
        assert (row.state, row.offered_wan) == (PassingState.WITHDRAWN, None)

    def test_control_without_the_condition_the_offer_stands(self) -> None:
        row, wrote = self.race(lambda: patch.object(PassingQuerySet, "open", lambda self: self))
        assert wrote is None
        assert row.state == PassingState.OFFERED


class TestConfirmedTwice:
    """The link about a figure is open on two telephones: one agrees, the other says another amount."""

    def race(self, guard: Guard = nullcontext) -> tuple[MoneyConfirmation, list[Any]]:
        row, now = line(1500), timezone.now()
        secret = MoneyConfirmation.ask_firm(row, by=person("tang"), now=now, number=uuid.uuid4())
        links = [MoneyConfirmation.objects.opened_with(secret, now=now) for _n in range(2)]
        said = {"words": "", "seen": shown(row), "now": now}
        with guard():
            answers = at_once(
                lambda: links[0].answer(said_wan=None, said_on=None, **said),
                lambda: links[1].answer(said_wan=Decimal(900), said_on=row.granted_on, **said),
            )
        return MoneyConfirmation.objects.get(), answers

    def test_one_word_is_taken(self) -> None:
        kept, answers = self.race()
        (at,) = [n for n, each in enumerate(answers) if not isinstance(each, Exception)]
        assert isinstance(answers[1 - at], LinkOver)
        assert (kept.agrees, kept.said_wan) == ((True, 1500) if at == 0 else (False, 900))

    def test_control_a_link_that_is_never_used_up_takes_both(self) -> None:
        def uses(link: MoneyConfirmation, *, now: dt.datetime, **said: Any) -> bool:
            return bool(MoneyConfirmation.objects.filter(pk=link.pk).update(used_at=now, **said))

        _kept, answers = self.race(lambda: patch.object(MoneyConfirmation, "use", uses))
        assert sorted(answers) == [False, True]


class TestApprovedTwice:
    """An entry that waits for a second person."""

    def held(self) -> HeldEntry:
        bank, by = institution(), person("tang")
        data = {name: str(value) for name, value in line_form(enterprise=need().enterprise, institution=bank).items()}
        said = {"kind": SideKind.LINE, "institution": bank, "what": "示例", "amount_wan": Decimal(1000)}
        said |= {"why": HeldWhy.LIMIT, "data": data, "entered_by": by, "entered_at": timezone.now()}
        return HeldEntry.objects.create(client_id=uuid.uuid4(), **said)

    def race(self, guard: Guard = nullcontext) -> tuple[HeldEntry, list[Any]]:
        held, people, now = self.held(), [person("qian"), person("sun")], timezone.now()
        with guard():
            answers = at_once(*[lambda by=by: second.approve(held, by=by, now=now) for by in people])
        held.refresh_from_db()
        return held, answers

    def test_one_of_two_who_approve_is_told_that_it_is_done(self) -> None:
        held, answers = self.race()
        assert sorted(type(each).__name__ for each in answers) == ["CreditLine", "ValidationError"]
        assert (held.state, CreditLine.objects.count()) == (HeldState.APPROVED, 1)

    def test_control_without_the_lock_both_approve_and_the_line_is_still_one(self) -> None:
        both = threading.Barrier(2)

        def reads_together(model: Any, pk: Any) -> Any:
            row = unlocked(model, pk)
            both.wait(timeout=10)
            return row

        _held, answers = self.race(lambda: patch("finance.second.locked", reads_together))
        assert [type(each).__name__ for each in answers] == ["CreditLine", "CreditLine"]
        assert CreditLine.objects.count() == 1  # the press has its number: the second finds the line of the first

    def test_who_entered_it_approves_neither_by_the_verb_nor_past_it(self) -> None:
        held = self.held()
        with pytest.raises(ValidationError, match="登记人不能复核"):
            second.approve(held, by=held.entered_by, now=timezone.now())
        with pytest.raises(IntegrityError), transaction.atomic():
            held.decide(HeldState.APPROVED, by=held.entered_by, now=timezone.now())
        held.refresh_from_db()
        assert held.state == HeldState.WAITING

    def test_control_without_the_check_it_would_be_approved(self) -> None:
        held = self.held()
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE finance_heldentry DROP CONSTRAINT approved_by_another")
            held.decide(HeldState.APPROVED, by=held.entered_by, now=timezone.now())
            assert HeldEntry.objects.get().state == HeldState.APPROVED
            transaction.set_rollback(True)
