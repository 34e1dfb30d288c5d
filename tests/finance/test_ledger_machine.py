"""A line against a plain model of it: presses of every verb in any order, on any day, of any amount.

The model knows rows and days only, and looks at every day anew; what it takes the line must take, and nothing else.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from finance.models import CreditLine, DoesNotFit
from tests.finance.scene import GRANTED_ON, line, person

pytestmark = pytest.mark.django_db
DAYS = 12
HOW = settings(max_examples=30, stateful_step_count=25, phases=[Phase.generate])
days = st.integers(0, DAYS - 1)
amounts = st.integers(1, 120)
nth = st.integers(0, 9)


@dataclass
class Put:
    """A row of the plain ledger."""

    kind: str
    day: int
    amount: int = 0
    of: "Put | None" = None
    until: int = 0
    was: int = 0
    row: Any = None


@dataclass
class Plain:
    """A line as somebody would keep it on paper."""

    granted: int
    revolving: bool
    expires: int
    ended: int | None = None
    rows: list[Put] = field(default_factory=list)

    def total(self, kind: str, day: int) -> int:
        """What rows of a kind come to on a day, less what was reversed or taken back by then."""
        mine = [each for each in self.rows if each.kind == kind and each.day <= day]
        off = [each for each in self.rows if each.of and each.of.kind == kind and each.day <= day]
        return sum(each.amount for each in mine) - sum(each.amount for each in off)

    def holds(self) -> bool:
        """Whether every day is as it may be."""
        for day in range(DAYS):
            drawn, repaid, lowered = (self.total(kind, day) for kind in ("draw", "repay", "lower"))
            if repaid > drawn or drawn - (repaid if self.revolving else 0) > self.granted - lowered:
                return False
        return all(self.left(each) >= 0 for each in self.rows)

    def left(self, row: Put) -> int:
        return row.amount - sum(each.amount for each in self.rows if each.of is row)

    def takes(self, row: Put) -> bool:
        """Put the row down where it fits; False where it does not."""
        self.rows.append(row)
        if self.holds():
            return True
        self.rows.pop()
        return False


class Ledger(RuleBasedStateMachine):
    """The same presses for the line and for the model."""

    @initialize(revolving=st.booleans(), expires=st.integers(3, DAYS))
    def begins(self, revolving: bool, expires: int) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.by = person("tang")
        self.line = line(200, is_revolving=revolving, expires_on=self.on(expires))
        self.plain = Plain(200, revolving, expires)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def on(self, day: int) -> dt.date:
        return GRANTED_ON + dt.timedelta(days=day)

    def both(self, row: Put, *, may: bool, verb: Any, **said: Any) -> bool:
        """The model and the line say the same; True when both took it."""
        said |= {"on": self.on(row.day), "by": self.by, "client_id": uuid.uuid4()}
        wanted = may and self.plain.takes(row)
        try:
            row.row = verb(**said)
            got = True
        except (DoesNotFit, ValidationError):
            got = False
        assert got == wanted, (row, said)
        return got

    @rule(day=days, amount=amounts)
    def draw(self, day: int, amount: int) -> None:
        ended = self.plain.ended
        may = day <= self.plain.expires and (ended is None or day <= ended)
        self.both(Put("draw", day, amount), may=may, verb=self.line.draw, amount_wan=Decimal(amount))

    @rule(day=days, amount=amounts)
    def repay(self, day: int, amount: int) -> None:
        self.both(Put("repay", day, amount), may=True, verb=self.line.repay, amount_wan=Decimal(amount))

    @rule(day=days, amount=amounts, which=nth)
    def reverse(self, day: int, amount: int, which: int) -> None:
        found = [each for each in self.plain.rows if each.kind in ("draw", "repay")]
        if not found:
            return
        of = found[which % len(found)]
        said, verb = {"amount_wan": Decimal(amount), "reason": "示例"}, partial(self.line.reverse, of.row)
        self.both(Put("off", day, amount, of), may=day >= of.day, verb=verb, **said)

    @rule(day=days, amount=amounts)
    def lower(self, day: int, amount: int) -> None:
        may, said = self.plain.ended is None, {"amount_wan": Decimal(amount), "reason": "示例"}
        self.both(Put("lower", day, amount), may=may, verb=self.line.lower, **said)

    @rule(day=days)
    def end(self, day: int) -> None:
        drawn = any(each.kind == "draw" and each.day > day and self.plain.left(each) for each in self.plain.rows)
        decided = any(each.kind in DECIDED and each.day > day for each in self.plain.rows)
        may = self.plain.ended is None and not drawn and not decided
        if self.both(Put("end", day), may=may, verb=self.line.end, reason="示例"):
            self.plain.ended = day

    @rule(day=days, until=st.integers(1, DAYS + 3))
    def extend(self, day: int, until: int) -> None:
        later = any(each.until and each.day > day for each in self.plain.rows)
        may = self.plain.ended is None and until > self.plain.expires and not later
        row = Put("extend", day, until=until, was=self.plain.expires)
        if self.both(row, may=may, verb=self.line.extend, until=self.on(until), reason="示例"):
            self.plain.expires = until

    @rule(day=days, which=nth)
    def take_back(self, day: int, which: int) -> None:
        found = [each for each in self.plain.rows if each.kind in ("lower", "end", "extend")]
        if not found:
            return
        of = found[which % len(found)]
        may = day >= of.day and not any(each.of is of for each in self.plain.rows)
        if of.kind == "extend":
            since = [each for each in self.plain.rows if each.kind == "draw" and each.day > of.was]
            may = may and self.plain.expires == of.until and not any(self.plain.left(each) for each in since)
        row = Put("correct", day, of.amount, of, until=of.was, was=of.until)
        if self.both(row, may=may, verb=partial(self.line.take_back, of.row), reason="示例"):
            if of.kind == "end":
                self.plain.ended = None
            if of.kind == "extend":
                self.plain.expires = of.was

    @invariant()
    def the_line_keeps_what_the_model_adds_up(self) -> None:
        if not hasattr(self, "plain"):
            return
        now, last = CreditLine.objects.get(pk=self.line.pk), DAYS
        sums = [self.plain.total(kind, last) for kind in ("draw", "repay", "lower")]
        assert [now.drawn_wan, now.repaid_wan, now.lowered_wan] == sums
        ended = None if self.plain.ended is None else self.on(self.plain.ended)
        assert (now.expires_on, now.ended_on) == (self.on(self.plain.expires), ended)
        free = self.plain.granted - sums[2] - sums[0] + (sums[1] if self.plain.revolving else 0)
        assert now.undrawn_wan == (0 if ended else free)


DECIDED = {"lower", "end", "extend", "correct"}


def test_a_line_does_what_a_plain_model_of_it_does() -> None:
    run_state_machine_as_test(Ledger, settings=HOW)


def test_the_control_a_model_that_takes_everything_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model says something: with one sentence of it wrong the two part."""
    monkeypatch.setattr(Plain, "holds", lambda self: True)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Ledger, settings=HOW)
