"""Many draw from one line at the same moment, on real PostgreSQL.

What is drawn is kept on the line, whose own check refuses; without the trigger that keeps it the line overruns.
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
from tests.finance.scene import GRANTED_ON, draw, drawn, left_of, line, person
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Guard = Callable[[], AbstractContextManager[None]]
DRAWING = 16  # twelve times 80 fit into 1000


def without_trigger() -> AbstractContextManager[None]:
    return pgtrigger.ignore("finance.Drawdown:keeps_drawn")


def total(of: CreditLine) -> Decimal:
    return of.drawdowns.aggregate(total=Sum("amount_wan"))["total"] or Decimal(0)


class TestTheLimitHolds:
    def test_through_the_verb(self) -> None:
        officer, given = person("tang"), line(1000)
        results = at_once(*[lambda: draw(given, 80, officer)] * DRAWING)
        assert sum(isinstance(result, Drawdown) for result in results) == 12
        assert sum(isinstance(result, OverLimit) for result in results) == DRAWING - 12
        assert total(given) == 960

    def test_past_the_verb_the_check_alone(self) -> None:
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
            if left_of(given) < 80:
                return "refused"
            both_have_read.wait(timeout=10)
            drawn(given, 80, by=officer)
            return "drawn"

    def test_without_the_trigger_it_overruns(self) -> None:
        officer, given, both = person("tang"), line(100), threading.Barrier(2)
        results = at_once(*[lambda: self.reads_then_writes(given, officer, both, without_trigger)] * 2)
        assert results == ["drawn", "drawn"]
        assert (total(given), left_of(given)) == (160, 100)
        with without_trigger():
            Drawdown.objects.all().delete()

    def test_with_the_trigger_the_very_same_holds(self) -> None:
        officer, given, both = person("tang"), line(100), threading.Barrier(2)
        results = at_once(*[lambda: self.reads_then_writes(given, officer, both, nullcontext)] * 2)
        assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "str"]
        assert total(given) == 80


class TestWhatIsKept:
    def test_two_at_once_are_both_in_it(self) -> None:
        officer, given = person("tang"), line(1000)
        at_once(*[lambda: drawn(given, 30, by=officer)] * 8)
        assert (total(given), left_of(given)) == (240, 760)

    def test_raised_moved_and_taken_back(self) -> None:
        first, second = line(1000), line(500)
        row = drawn(first, 300)
        Drawdown.objects.filter(pk=row.pk).update(amount_wan=200)
        assert left_of(first) == 800
        Drawdown.objects.filter(pk=row.pk).update(line=second)
        assert (left_of(first), left_of(second)) == (1000, 300)
        row.delete()
        assert left_of(second) == 500

    def test_a_recount_finds_and_mends_what_slipped_past_the_trigger(self) -> None:
        given = line(1000)
        with without_trigger():
            drawn(given, 300)
        found = list(CreditLine.objects.differences())
        assert [(each.column, each.kept, each.counted) for each in found] == [("drawn_wan", 0, 300)]
        assert (CreditLine.objects.recount(), left_of(given)) == (1, 700)


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


def test_a_line_is_withdrawn_or_drawn_from_and_never_both() -> None:
    for _time in range(6):
        officer, given = User.objects.get_or_create(username="tang", roles=["finance_officer"])[0], line(1000)
        results = at_once(given.withdraw, lambda given=given, officer=officer: draw(given, 10, officer))
        gone = not CreditLine.objects.filter(pk=given.pk).exists()
        assert (True in results) == gone
        assert any(isinstance(each, CreditLine.DoesNotExist) for each in results) == gone
        assert Drawdown.objects.filter(line_id=given.pk).exists() != gone
