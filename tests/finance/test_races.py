"""Many draw from one line at the same moment, on real PostgreSQL.

Each guard alone holds; without both the line overruns.
"""

import threading
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal

import pgtrigger
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from core.models import User
from finance.models import CreditLine, Drawdown, OverLimit
from tests.finance.scene import GRANTED_ON, draw, drawn, line, person
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Guard = Callable[[], AbstractContextManager[None]]
DRAWING = 16  # twelve times 80 fit into 1000


def without_trigger() -> AbstractContextManager[None]:
    return pgtrigger.ignore("finance.Drawdown:drawn_within_limit")


def total(of: CreditLine) -> Decimal:
    return of.drawdowns.aggregate(total=Sum("amount_wan"))["total"] or Decimal(0)


class TestTheLimitHolds:
    @pytest.mark.parametrize("guards", [nullcontext, without_trigger], ids=["both guards", "the lock alone"])
    def test_through_the_verb(self, guards: Guard) -> None:
        officer, given = person("tang"), line(1000)

        def one() -> Drawdown:
            with guards():
                return draw(given, 80, officer)

        results = at_once(*[one] * DRAWING)
        assert sum(isinstance(result, Drawdown) for result in results) == 12
        assert sum(isinstance(result, OverLimit) for result in results) == DRAWING - 12
        assert total(given) == 960

    def test_past_the_verb_the_trigger_alone(self) -> None:
        officer, given = person("tang"), line(1000)
        results = at_once(*[lambda: drawn(given, 80, by=officer)] * DRAWING)
        assert sum(isinstance(result, Drawdown) for result in results) == 12
        assert sum(isinstance(result, IntegrityError) for result in results) == DRAWING - 12
        assert total(given) == 960


class TestTheControl:
    """A form that reads what is left and then writes, with nothing below it."""

    def reads_then_writes(
        self,
        given: CreditLine,
        officer: User,
        both_have_read: threading.Barrier,
        guard: Callable[[], AbstractContextManager],
    ) -> str:
        with guard():
            if given.left_wan < 80:
                return "refused"
            both_have_read.wait(timeout=10)
            drawn(given, 80, by=officer)
            return "drawn"

    def test_without_the_trigger_it_overruns(self) -> None:
        officer, given, both = person("tang"), line(100), threading.Barrier(2)
        results = at_once(*[lambda: self.reads_then_writes(given, officer, both, without_trigger)] * 2)
        assert results == ["drawn", "drawn"]
        assert total(given) == 160

    def test_with_the_trigger_the_very_same_holds(self) -> None:
        officer, given, both = person("tang"), line(100), threading.Barrier(2)
        results = at_once(*[lambda: self.reads_then_writes(given, officer, both, nullcontext)] * 2)
        assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "str"]
        assert total(given) == 80


class TestOtherRaces:
    def test_five_taps_are_one_drawdown(self) -> None:
        officer, given, tap = person("tang"), line(1000), uuid.uuid4()
        rows = at_once(*[lambda: draw(given, 800, officer, client_id=tap)] * 5)
        assert {row.pk for row in rows} == {Drawdown.objects.get().pk}

    @pytest.mark.parametrize("granted", [Decimal(799), Decimal(800)])
    def test_lowering_the_limit_waits_for_a_drawdown_under_way(self, granted: Decimal) -> None:
        officer, given, has_drawn = person("tang"), line(1000), threading.Event()

        def drawing() -> None:
            with transaction.atomic():
                given.draw(amount_wan=Decimal(800), on=GRANTED_ON, by=officer, client_id=uuid.uuid4())
                has_drawn.set()
                with connection.cursor() as cursor:
                    cursor.execute("select pg_sleep(0.4)")

        def lowering() -> int:
            has_drawn.wait(timeout=10)
            return CreditLine.objects.filter(pk=given.pk).update(granted_wan=granted)

        _none, lowered = at_once(drawing, lowering)
        given.refresh_from_db()
        assert total(given) == 800
        if granted < 800:
            assert isinstance(lowered, IntegrityError)
            assert given.granted_wan == 1000
        else:
            assert (lowered, given.granted_wan) == (1, granted)
