"""The funnel as of any day: never wider, whole by institution, and each line drawn, undrawn, expired or lowered."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from core.enums import Role
from core.models import Cluster, User
from finance import metrics
from finance.books import books
from finance.enums import NeedState, StuckReason
from finance.funnel import CUTS, ageing, funnel
from finance.models import CreditLine, DoesNotFit
from tests.finance.market.scene import product
from tests.finance.scene import draw, drawn, firm, institution, line, need, person

pytestmark = pytest.mark.django_db
FIRST = dt.date(2026, 3, 2)
DAYS = 10


def on(day: int) -> dt.date:
    return FIRST + dt.timedelta(days=day)


def tap(by: User, day: int, **said: Any) -> dict[str, Any]:
    return {"on": on(day), "by": by, "client_id": uuid.uuid4(), **said}


def steps(day: int) -> tuple[Decimal, ...]:
    found = funnel(on(day))
    return tuple(each.wan for each in (found.raised, found.matched, found.granted, found.drawn))


def history(dice: Any, by: User) -> None:
    """Needs and lines with whatever happens to them, some of it in answer to each other."""
    banks = [institution(name) for name in ("示例甲银行", "示例乙银行")]
    for _n in range(dice.draw(st.integers(1, 4))):
        raised = dice.draw(st.integers(0, DAYS))
        passed = dice.draw(st.booleans())
        row = need(
            amount_wan=Decimal(dice.draw(st.integers(1, 300))),
            raised_on=on(raised),
            institution=banks[0] if passed else None,
            matched_on=on(dice.draw(st.integers(raised, DAYS))) if passed and dice.draw(st.booleans()) else None,
        )
        if dice.draw(st.integers(0, 4)) == 0:
            row.state, row.withdrawn_on = NeedState.WITHDRAWN, on(dice.draw(st.integers(raised, DAYS)))
            row.save()
        for _line in range(dice.draw(st.integers(0, 2))):
            begins = dice.draw(st.integers(0, DAYS))
            expires = dice.draw(st.one_of(st.none(), st.integers(begins + 1, DAYS + 2)))
            made = line(
                dice.draw(st.integers(1, 300)),
                granted_on=on(begins),
                expires_on=None if expires is None else on(expires),
                institution=dice.draw(st.sampled_from(banks)),
                need=row if dice.draw(st.booleans()) else None,
                is_revolving=dice.draw(st.booleans()),
                stuck_reason=dice.draw(st.sampled_from(["", *StuckReason.values])),
            )
            for _press in range(dice.draw(st.integers(0, 5))):
                press(dice, made, by)


def press(dice: Any, made: CreditLine, by: User) -> None:
    """One press of a verb; what does not fit is refused and changes nothing."""
    verb, amount = dice.draw(st.sampled_from(VERBS)), Decimal(dice.draw(st.integers(1, 200)))
    said = tap(by, dice.draw(st.integers(0, DAYS)))
    rows = made.drawdowns.all()
    try:
        if verb == "reverse" and rows:
            made.reverse(rows[0], amount_wan=amount, reason="示例", **said)
        elif verb in ("draw", "repay"):
            getattr(made, verb)(amount_wan=amount, **said)
        elif verb == "lower":
            made.lower(amount_wan=amount, reason="示例", **said)
        elif verb == "end":
            made.end(reason="示例", **said)
        elif verb == "extend":
            made.extend(until=on(DAYS + 5), reason="示例", **said)
        elif decided := made.decisions.exclude(kind="correct").first():
            made.take_back(decided, reason="示例", **said)
    except (DoesNotFit, ValidationError):
        pass


VERBS = ["draw", "draw", "repay", "reverse", "lower", "end", "extend", "take back"]


@settings(max_examples=30, phases=[Phase.generate])
@given(dice=st.data())
def test_on_every_day_of_any_history(dice: Any) -> None:
    with transaction.atomic():
        history(dice, person("tang"))
        for day in range(-1, DAYS + 4):
            found, wide = funnel(on(day)), steps(day)
            assert list(wide) == sorted(wide, reverse=True), day
            whole = found.whole
            assert sum(part.granted_wan for part in found.cuts["institution"].values()) == whole.granted_wan
            assert sum(part.drawn_wan for part in found.cuts["institution"].values()) == whole.drawn_wan
            assert (whole.granted_wan, whole.drawn_wan) == (
                metrics.granted().total(on(day)),
                metrics.drawn().total(on(day)),
            )
            term = funnel(on(day), revolving=False).whole
            parts = (term.drawn_wan, term.undrawn_wan, term.expired_wan, term.lowered_wan)
            assert sum(parts) == term.granted_wan, day
            assert min(parts) >= 0, day
            round_ = funnel(on(day), revolving=True).whole
            assert round_.granted_wan + round_.repaid_wan == (
                round_.drawn_wan + round_.undrawn_wan + round_.expired_wan + round_.lowered_wan
            )
            assert sum(map(sum, ageing(on(day)).values())) == whole.undrawn_wan
        now = {row.pk: row for row in CreditLine.objects.all()}
        for book in books(None).lines:  # at the end every day agrees with what the database keeps
            last, row = book.at(dt.date(2027, 1, 1)), now[book.pk]
            assert (last.drawn, last.repaid) == (row.drawn_wan, row.repaid_wan)
            assert last.undrawn + last.expired == row.undrawn_wan
        transaction.set_rollback(True)


class TestFollowedThrough:
    def test_a_line_over_more_than_was_asked_counts_what_was_asked(self) -> None:
        asked = need(amount_wan=Decimal(100), raised_on=on(0))
        drawn(line(300, granted_on=on(2), need=asked), 250, on=on(4))
        line(999, granted_on=on(1))
        assert [steps(day) for day in (0, 2, 4)] == [(100, 0, 0, 0), (100, 100, 100, 0), (100, 100, 100, 100)]
        assert (funnel(on(4)).granted_wan, funnel(on(4)).drawn_wan) == (1299, 250)

    def test_withdrawn_and_passed_on_their_days(self) -> None:
        need(amount_wan=Decimal(100), raised_on=on(0), institution=institution(), matched_on=on(3))
        need(amount_wan=Decimal(7), raised_on=on(0), state=NeedState.WITHDRAWN, withdrawn_on=on(5))
        assert [steps(day)[:2] for day in (0, 3, 5)] == [(107, 0), (107, 100), (100, 100)]
        assert metrics.needs(on(4)).count() == 2
        assert metrics.needs(on(5)).count() == metrics.needs(on(5)).matched(on(5)).count() == 1
        assert funnel(on(5)).withdrawn.wan == 7

    def test_lowered_ended_expired_and_extended_as_of_their_days(self) -> None:
        by, made = person("tang"), line(1000, granted_on=on(0), expires_on=on(4))
        draw(made, 100, by, on=on(0))
        made.lower(amount_wan=Decimal(200), reason="示例", **tap(by, 1))
        made.extend(until=on(8), reason="示例", **tap(by, 6))
        ended = made.end(reason="示例", **tap(by, 7))
        made.take_back(ended, reason="示例", **tap(by, 8))

        def of(day: int) -> tuple[Decimal, ...]:
            whole = funnel(on(day)).whole
            return (whole.undrawn_wan, whole.expired_wan, whole.lowered_wan)

        assert [of(day) for day in (0, 1, 5, 6, 7, 8, 9)] == [
            (900, 0, 0), (700, 0, 200), (0, 700, 200), (700, 0, 200), (0, 0, 900), (700, 0, 200), (0, 700, 200),
        ]  # fmt: skip

    def test_a_reversal_counts_from_its_day(self) -> None:
        by, made = person("tang"), line(1000, granted_on=on(0))
        row = draw(made, 900, by, on=on(1))
        made.reverse(row, amount_wan=Decimal(810), reason="多填一位", **tap(by, 3))
        assert [funnel(on(day)).drawn_wan for day in (0, 1, 3)] == [0, 900, 90]
        assert [metrics.drawdowns(on(day)).get().net_wan for day in (1, 3)] == [900, 90]

    def test_days_between(self) -> None:
        for days, amount in ((10, 1), (20, 2), (90, 3)):
            made = line(100, granted_on=on(days), need=need(raised_on=on(0)))
            drawn(made, amount, on=on(days + amount))
        whole = funnel(on(200)).whole
        assert (whole.days_to_grant, whole.days_to_draw) == (20, 2)

    def test_age_of_what_is_not_drawn(self) -> None:
        for age, amount in ((30, 1), (31, 2), (90, 4), (91, 8), (180, 16), (181, 32)):
            line(amount, granted_on=on(200 - age), stuck_reason=StuckReason.COLLATERAL)
        line(64, granted_on=on(0), expires_on=on(100))
        assert ageing(on(200)) == {"collateral": [1, 6, 24, 32]}


@pytest.mark.parametrize("by", CUTS)
def test_every_cut_is_the_whole(by: str, client_for: Any) -> None:
    """Lines that name no product, and firms of no highland, have a part of their own."""
    bank, other = institution("示例甲银行"), institution("示例乙银行")
    named = product("科创贷", institution=bank)
    highland = Cluster.objects.create(key="example", name="示例高地")
    drawn(line(300, institution=bank, product=named, enterprise=firm("示例光学", cluster=highland)), 100)
    drawn(line(200, institution=bank, enterprise=firm("示例电驱")), 50)
    line(100, institution=other, enterprise=firm("示例电驱"))
    found = funnel(dt.date(2026, 11, 30))
    parts = found.cuts[by].values()
    assert sum(part.granted_wan for part in parts) == found.whole.granted_wan == 600
    assert sum(part.drawn_wan for part in parts) == found.whole.drawn_wan == 150
    assert len(parts) == 2
    page = client_for(person("tang", Role.FINANCE_OFFICER)).get(f"/finance/funnel/?by={by}").content.decode()
    rows = {
        "product": f"market/{named.pk}/",
        "cluster": f"?cluster={highland.pk}",
        "institution": f"?institution={bank.pk}",
    }
    assert f'href="/finance/{rows[by]}"' in page
