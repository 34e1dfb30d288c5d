"""Fifty write the same ledger at the same moment, round after round, by every verb and past the verbs.

After every commit what is drawn and not paid back fits into what is granted and not lowered: a trigger of this test
writes each state of the lines down, and afterwards not one of them may be wrong. Its control: without the lock and
without the check the very same writers leave states that are.
"""

import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection

from core.models import User
from finance.models import CreditLine, DoesNotFit, Drawdown, LineDecision, Repayment, lines
from finance.models.lines import WITHIN_LIMIT
from tests.finance.scene import GRANTED_ON, line, person
from tests.finance.scene import drawn as drawn_past
from tests.sampling import one_in

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 50
VERBS = {"draw", "repay", "lower", "end", "take back", "past the verb", "reverse drawn", "reverse repaid", "refused"}
REFUSED = (DoesNotFit, ValidationError, IntegrityError)

WATCH = """
    CREATE TABLE ledger_seen (line int, granted numeric, drawn numeric, repaid numeric, lowered numeric);
    CREATE FUNCTION ledger_watch() RETURNS trigger AS $$ BEGIN
        INSERT INTO ledger_seen
        SELECT l.id, l.granted_wan,
            (SELECT coalesce(sum(amount_wan), 0) FROM finance_drawdown WHERE line_id = l.id)
            - (SELECT coalesce(sum(amount_wan), 0) FROM finance_reversal WHERE line_id = l.id AND drawdown_id > 0),
            (SELECT coalesce(sum(amount_wan), 0) FROM finance_repayment WHERE line_id = l.id)
            - (SELECT coalesce(sum(amount_wan), 0) FROM finance_reversal WHERE line_id = l.id AND repayment_id > 0),
            (SELECT coalesce(sum(CASE kind WHEN 'lower' THEN amount_wan WHEN 'correct' THEN -amount_wan END), 0)
             FROM finance_linedecision WHERE line_id = l.id)
        FROM finance_creditline l WHERE l.id = NEW.id;
        RETURN NULL;
    END $$ LANGUAGE plpgsql;
    CREATE CONSTRAINT TRIGGER ledger_watch AFTER UPDATE ON finance_creditline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_watch();
"""
WRONG = """
    SELECT count(*) FILTER (WHERE s.repaid > s.drawn OR s.drawn - s.repaid > s.granted - s.lowered
        OR (NOT l.is_revolving AND s.drawn > s.granted - s.lowered)), count(*)
    FROM ledger_seen s JOIN finance_creditline l ON l.id = s.line
"""


def run(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


@contextmanager
def watched() -> Iterator[None]:
    """Write down every committed state of the lines, as their rows say it, whatever is kept."""
    run(WATCH)
    try:
        yield
    finally:
        run("DROP TRIGGER ledger_watch ON finance_creditline; DROP FUNCTION ledger_watch; DROP TABLE ledger_seen")


def step(given: CreditLine, by: User, dice: random.Random) -> str:
    """One press of one of the verbs, with an amount that may or may not fit."""
    said: dict[str, Any] = {"on": GRANTED_ON, "by": by, "client_id": uuid.uuid4()}
    amount = Decimal(dice.randint(1, 400))
    drawn = list(Drawdown.objects.filter(line=given).order_by("?")[:1])
    back = list(Repayment.objects.filter(line=given).order_by("?")[:1])
    kinds = ("lower", "end")
    decided = list(LineDecision.objects.filter(line=given, kind__in=kinds, correction=None).order_by("?")[:1])
    verbs: dict[str, Callable[[], Any]] = {
        "draw": lambda: given.draw(amount_wan=amount, **said),
        "repay": lambda: given.repay(amount_wan=amount, **said),
        "lower": lambda: given.lower(amount_wan=amount / 8, reason="示例", **said),
        "end": lambda: given.end(reason="示例", **said),
        "past the verb": lambda: drawn_past(given, int(amount), by=by),
    }
    if drawn:
        verbs["reverse drawn"] = lambda: given.reverse(drawn[0], amount_wan=amount / 2, reason="示例", **said)
    if back:
        verbs["reverse repaid"] = lambda: given.reverse(back[0], amount_wan=amount / 2, reason="示例", **said)
    if decided:
        verbs["take back"] = lambda: given.take_back(decided[0], reason="示例", **said)
    name = dice.choice([*verbs, "draw", "draw", "repay"])
    try:
        verbs[name]()
    except REFUSED:
        return "refused"
    return name


def connected() -> None:
    """Come in when the server has room: other tests hold connections of their own for a while."""
    for _again in range(100):
        try:
            connection.ensure_connection()
            return
        except OperationalError:
            time.sleep(0.5)
    connection.ensure_connection()


def write(givens: list[CreditLine], by: User, rounds: int) -> Counter[str]:
    """All writers at once, so many rounds; all start each round together. What became of their presses."""
    barrier, told, faults = threading.Barrier(WRITERS), Counter[str](), list[BaseException]()

    def writer(seed: int) -> None:
        dice = random.Random(seed)
        try:
            connected()
            for _round in range(rounds):
                barrier.wait(timeout=60)
                told[step(dice.choice(givens), by, dice)] += 1
        except BaseException as fault:
            faults.append(fault)
            barrier.abort()
        finally:
            connection.close()

    threads = [threading.Thread(target=writer, args=(seed,)) for seed in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults, faults[0]
    return told


@pytest.mark.parametrize("rounds", one_in(2, [8, 100]))
def test_what_is_owed_never_exceeds_what_is_granted(rounds: int) -> None:
    by, givens = person("tang"), [line(1000), line(1000, is_revolving=True)]
    with watched():
        told = write(givens, by, rounds)
        wrong, seen = run(WRONG)
    assert wrong == 0
    assert seen >= WRITERS
    assert set(told) >= VERBS, told
    assert sum(told.values()) == WRITERS * rounds
    assert list(CreditLine.objects.differences()) == []


def test_the_control_without_lock_and_check_some_state_is_wrong() -> None:
    by, givens = person("tang"), [line(1000), line(1000, is_revolving=True)]
    constraint = next(each for each in CreditLine._meta.constraints if each.name == WITHIN_LIMIT)

    def unlocked(model: Any, pk: Any) -> Any:
        return model._base_manager.get(pk=pk)

    with connection.schema_editor() as editor:
        editor.remove_constraint(CreditLine, constraint)
    try:
        with watched(), patch.object(lines, "locked", unlocked):
            write(givens, by, 6)
            wrong, _seen = run(WRONG)
    finally:
        for table in ("reversal", "repayment", "drawdown", "linedecision", "creditline"):
            run(f"TRUNCATE finance_{table} CASCADE")
        with connection.schema_editor() as editor:
            editor.add_constraint(CreditLine, constraint)
    assert wrong > 0
