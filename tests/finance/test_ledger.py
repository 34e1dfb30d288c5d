"""The ledger of a line: what each verb puts down, what does not fit, and what the database refuses by itself."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from core.kernel.taps import refused_by
from core.models import User
from finance.enums import DecisionKind
from finance.models import (
    IN_FORCE,
    WITHIN_DRAWN,
    WITHIN_LIMIT,
    CreditLine,
    DoesNotFit,
    LineDecision,
    OverLimit,
    Repayment,
    Reversal,
)
from tests.finance.scene import GRANTED_ON, draw, drawn, left_of, line, person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LATER, LAST = GRANTED_ON + 30 * DAY, GRANTED_ON + 60 * DAY


@pytest.fixture
def by() -> User:
    return person("tang")


def tap(by: User, on: dt.date = LATER, **said: Any) -> dict[str, Any]:
    """What every verb is told."""
    return {"on": on, "by": by, "client_id": uuid.uuid4(), **said}


def fresh(of: CreditLine) -> CreditLine:
    return CreditLine.objects.get(pk=of.pk)


class TestRepaid:
    def test_what_is_owed_is_paid_back_and_frees_nothing(self, by: User) -> None:
        given = line(1000)
        draw(given, 800, by)
        given.repay(amount_wan=Decimal(300), **tap(by))
        now = fresh(given)
        assert (now.drawn_wan, now.repaid_wan, now.owed_wan, now.undrawn_wan) == (800, 300, 500, 200)
        with pytest.raises(DoesNotFit) as refused:
            given.repay(amount_wan=Decimal(501), **tap(by))
        assert refused.value.left_wan == 500

    def test_of_a_line_that_revolves_it_is_drawn_again(self, by: User) -> None:
        given = line(1000, is_revolving=True)
        draw(given, 1000, by)
        given.repay(amount_wan=Decimal(600), **tap(by))
        draw(given, 600, by, on=LATER)
        assert (fresh(given).drawn_wan, left_of(given)) == (1600, 0)
        with pytest.raises(OverLimit):
            draw(given, 1, by, on=LATER)

    def test_not_before_it_was_drawn(self, by: User) -> None:
        given = line(1000)
        draw(given, 500, by, on=LATER)
        with pytest.raises(DoesNotFit) as refused:
            given.repay(amount_wan=Decimal(1), **tap(by, GRANTED_ON))
        assert refused.value.left_wan == 0

    def test_a_second_press_is_the_first(self, by: User) -> None:
        given, said = line(1000), tap(by, amount_wan=Decimal(500))
        draw(given, 500, by)
        assert given.repay(**said) == given.repay(**said)
        assert Repayment.objects.count() == 1


class TestReversed:
    def test_a_wrong_drawdown_frees_what_it_took(self, by: User) -> None:
        given = line(1000)
        row = draw(given, 900, by)
        given.reverse(row, amount_wan=Decimal(810), reason="多填一位", **tap(by))
        row.refresh_from_db()
        assert (row.amount_wan, row.left_wan, left_of(given)) == (900, 90, 910)
        with pytest.raises(DoesNotFit) as refused:
            given.reverse(row, amount_wan=Decimal(91), reason="多填一位", **tap(by))
        assert refused.value.left_wan == 90

    def test_not_what_was_paid_back_since(self, by: User) -> None:
        given = line(1000)
        row = draw(given, 900, by)
        back = given.repay(amount_wan=Decimal(600), **tap(by))
        with pytest.raises(DoesNotFit) as refused:
            given.reverse(row, amount_wan=Decimal(400), reason="错", **tap(by))
        assert refused.value.left_wan == 300
        given.reverse(back, amount_wan=Decimal(600), reason="错", **tap(by))
        assert fresh(given).repaid_wan == 0
        given.reverse(row, amount_wan=Decimal(900), reason="错", **tap(by))
        assert fresh(given).drawn_wan == 0

    def test_a_repayment_whose_money_was_drawn_again_stands(self, by: User) -> None:
        given = line(1000, is_revolving=True)
        draw(given, 1000, by)
        back = given.repay(amount_wan=Decimal(600), **tap(by))
        draw(given, 500, by, on=LATER)
        with pytest.raises(DoesNotFit) as refused:
            given.reverse(back, amount_wan=Decimal(101), reason="错", **tap(by))
        assert refused.value.left_wan == 100

    def test_not_of_another_line_and_not_before_its_day(self, by: User) -> None:
        given, other = line(1000), line(1000)
        row = draw(other, 100, by, on=LATER)
        with pytest.raises(DoesNotFit):
            given.reverse(row, amount_wan=Decimal(1), reason="错", **tap(by))
        with pytest.raises(ValidationError, match="早于"):
            other.reverse(row, amount_wan=Decimal(1), reason="错", **tap(by, GRANTED_ON))


class TestDecided:
    def test_lowered_is_gone_until_it_is_taken_back_once(self, by: User) -> None:
        given = line(1000)
        draw(given, 300, by)
        with pytest.raises(DoesNotFit) as refused:
            given.lower(amount_wan=Decimal(701), reason="风险", **tap(by))
        assert refused.value.left_wan == 700
        decided = given.lower(amount_wan=Decimal(500), reason="风险", **tap(by))
        assert (fresh(given).lowered_wan, left_of(given)) == (500, 200)
        given.take_back(decided, reason="填错", **tap(by, LAST))
        assert (fresh(given).lowered_wan, left_of(given)) == (0, 700)
        with pytest.raises(ValidationError, match="已经更正过"):
            given.take_back(decided, reason="填错", **tap(by, LAST))

    def test_ended_nothing_is_drawn_and_what_is_owed_is_paid_back(self, by: User) -> None:
        given = line(1000)
        draw(given, 300, by)
        decided = given.end(reason="企业外迁", **tap(by))
        assert (fresh(given).ended_on, left_of(given)) == (LATER, 0)
        with pytest.raises(ValidationError, match="已终止"):
            draw(given, 1, by, on=LAST)
        given.repay(amount_wan=Decimal(300), **tap(by, LAST))
        given.take_back(decided, reason="误登", **tap(by, LAST))
        assert (fresh(given).ended_on, left_of(given)) == (None, 700)

    def test_not_ended_before_money_that_was_drawn(self, by: User) -> None:
        given = line(1000)
        draw(given, 300, by, on=LAST)
        with pytest.raises(ValidationError, match="还有放款"):
            given.end(reason="企业外迁", **tap(by))

    def test_extended_it_is_drawn_from_again_and_taken_back_only_while_it_is_not(self, by: User) -> None:
        given = line(1000, expires_on=LATER)
        with pytest.raises(ValidationError, match="到期日期"):
            draw(given, 1, by, on=LAST)
        decided = given.extend(until=LAST, reason="续贷", **tap(by))
        assert (decided.was, fresh(given).expires_on) == (LATER, LAST)
        row = draw(given, 1, by, on=LAST)
        with pytest.raises(ValidationError, match="已有放款"):
            given.take_back(decided, reason="误登", **tap(by, LAST))
        given.reverse(row, amount_wan=Decimal(1), reason="误登", **tap(by, LAST))
        given.take_back(decided, reason="误登", **tap(by, LAST))
        assert fresh(given).expires_on == LATER

    def test_what_is_taken_back_is_a_decision_of_this_line(self, by: User) -> None:
        given, other = line(1000), line(1000)
        decided = other.lower(amount_wan=Decimal(1), reason="风险", **tap(by))
        with pytest.raises(ValidationError, match="不能更正"):
            given.take_back(decided, reason="填错", **tap(by))


class TestEveryDayFits:
    def test_a_day_between_is_asked_too(self, by: User) -> None:
        given = line(1000)
        row = draw(given, 1000, by)
        given.reverse(row, amount_wan=Decimal(1000), reason="错", **tap(by, LAST))
        with pytest.raises(OverLimit) as refused:
            draw(given, 1, by, on=LATER)
        assert refused.value.left_wan == 0
        assert draw(given, 1000, by, on=LAST)


class TestTheLastWall:
    """Statements past every form and verb."""

    def refused(self, sql: str, *values: object) -> str:
        with pytest.raises(DatabaseError) as error, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
        return f"{error.value} {refused_by(error.value)}"

    def put(self, table: str, by: User, **said: object) -> str:
        said = {"recorded_by_id": by.pk, "client_id": uuid.uuid4(), "on": LATER, **said}
        columns, marks = ", ".join(f'"{name}"' for name in said), ", ".join(["%s"] * len(said))
        return self.refused(f"INSERT INTO finance_{table} ({columns}) VALUES ({marks})", *said.values())

    def test_every_row_that_does_not_fit(self, by: User) -> None:
        given = line(1000)
        row = drawn(given, 900, by=by)
        assert WITHIN_LIMIT in self.put("drawdown", by, line_id=given.pk, amount_wan=101)
        assert WITHIN_DRAWN in self.put("repayment", by, line_id=given.pk, amount_wan=901)
        said = {"line_id": given.pk, "drawdown_id": row.pk, "reason": "x"}
        assert "drawn_reversed_within" in self.put("reversal", by, **said, amount_wan=901)
        assert "reversal_positive" in self.put("reversal", by, **said, amount_wan=-1)
        assert "repaid_positive" in self.put("repayment", by, line_id=given.pk, amount_wan=-1)
        lower = {"line_id": given.pk, "kind": "lower", "reason": "x"}
        assert WITHIN_LIMIT in self.put("linedecision", by, **lower, amount_wan=101)
        assert "lowered_positive" in self.put("linedecision", by, **lower, amount_wan=-101)

    def test_a_reversal_belongs_to_its_line_and_to_one_row(self, by: User) -> None:
        given, other = line(1000), line(1000)
        row = drawn(given, 900, by=by)
        assert "reversal_of_its_line" in self.put(
            "reversal", by, line_id=other.pk, drawdown_id=row.pk, amount_wan=1, reason="x"
        )
        assert "reversal_of_one" in self.put("reversal", by, line_id=given.pk, amount_wan=1, reason="x")

    def test_a_correction_takes_back_what_was_decided_and_no_more(self, by: User) -> None:
        given = line(1000)
        decided = given.lower(amount_wan=Decimal(100), reason="风险", **tap(by))
        said = {"line_id": given.pk, "kind": "correct", "corrects_id": decided.pk, "reason": "x"}
        assert "corrects_its_line" in self.put("linedecision", by, **said, amount_wan=200)
        for sql in ("UPDATE finance_linedecision SET amount_wan = 1", "DELETE FROM finance_linedecision"):
            assert "Cannot" in self.refused(sql)
        assert LineDecision.objects.get().kind == DecisionKind.LOWER

    def test_nothing_is_drawn_from_a_line_that_is_over(self, by: User) -> None:
        expired, ended = line(1000, expires_on=GRANTED_ON + DAY), line(1000)
        row = drawn(ended, 500, by=by)
        ended.end(reason="外迁", **tap(by, GRANTED_ON))
        ended.reverse(row, amount_wan=Decimal(500), reason="错", **tap(by, GRANTED_ON))
        for given in (expired, ended):
            assert IN_FORCE in self.put("drawdown", by, line_id=given.pk, amount_wan=1)

    def test_a_line_is_not_lowered_or_made_to_revolve_no_more_below_what_is_used(self, by: User) -> None:
        given = line(1000, is_revolving=True)
        drawn(given, 1000, by=by)
        given.repay(amount_wan=Decimal(500), **tap(by))
        drawn(given, 400, by=by, on=LATER)
        assert WITHIN_LIMIT in self.refused(
            "UPDATE finance_creditline SET is_revolving = false WHERE id = %s", given.pk
        )
        assert WITHIN_LIMIT in self.refused("UPDATE finance_creditline SET granted_wan = 899 WHERE id = %s", given.pk)


def test_a_recount_finds_and_mends_every_kept_sum(by: User) -> None:
    given = line(1000)
    row = draw(given, 600, by)
    given.repay(amount_wan=Decimal(100), **tap(by))
    given.reverse(row, amount_wan=Decimal(50), reason="错", **tap(by))
    given.lower(amount_wan=Decimal(200), reason="风险", **tap(by))
    assert list(CreditLine.objects.differences()) == []
    CreditLine.objects.filter(pk=given.pk).update(drawn_wan=1, repaid_wan=0, lowered_wan=0, ended_on=LATER)
    found = {each.column: (each.kept, each.counted) for each in CreditLine.objects.differences()}
    assert found == {"drawn_wan": (1, 550), "repaid_wan": (0, 100), "lowered_wan": (0, 200), "ended_on": (LATER, None)}
    assert CreditLine.objects.recount() == 1
    assert list(CreditLine.objects.differences()) == []
    assert Reversal.objects.count() == 1
