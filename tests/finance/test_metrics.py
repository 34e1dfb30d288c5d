"""Figures as of a day, of everybody's rows or of what one person sees."""

import datetime as dt
from decimal import Decimal

import pytest

from core.models import User
from finance import metrics
from finance.enums import StuckReason
from tests.finance.scene import banker, drawn, institution, line, need

pytestmark = pytest.mark.django_db
MARCH, JUNE = dt.date(2026, 3, 31), dt.date(2026, 6, 30)


def sums(day: dt.date, user: User | None = None) -> tuple[Decimal, ...]:
    found = metrics.funnel(day, user)
    return (found.raised_wan, found.matched_wan, found.granted_wan, found.drawn_wan)


def test_nothing_after_the_day_counts() -> None:
    need(institution=institution())
    need(raised_on=dt.date(2026, 5, 5))
    given = line(1000)
    line(500, granted_on=dt.date(2026, 5, 6))
    drawn(given, 300)
    drawn(given, 100, on=dt.date(2026, 5, 7))
    assert sums(MARCH) == (1200, 1200, 1000, 300)
    assert sums(JUNE) == (2400, 1200, 1500, 400)
    assert sums(dt.date(2025, 1, 1)) == (0, 0, 0, 0)


def test_a_day_itself_counts() -> None:
    given = line(1000)
    assert list(metrics.credit_lines(given.granted_on)) == [given]
    assert list(metrics.drawdowns(drawn(given, 5).on).values_list("amount_wan", flat=True)) == [5]
    assert metrics.needs(need().raised_on).count() == 1


def test_stuck_money_by_reason_largest_first() -> None:
    drawn(line(1000, stuck_reason=StuckReason.COLLATERAL), 400)
    line(300, stuck_reason=StuckReason.COLLATERAL)
    line(2000, stuck_reason=StuckReason.NOT_NEEDED)
    drawn(line(100, stuck_reason=StuckReason.PAPERWORK), 100)
    line(9999)
    said = [(StuckReason.NOT_NEEDED, Decimal(2000)), (StuckReason.COLLATERAL, Decimal(900))]
    assert metrics.stuck(MARCH) == said
    assert metrics.undrawn(MARCH) == [*said, ("", Decimal(9999))]


def test_stuck_money_of_a_day_knows_nothing_of_later_drawdowns() -> None:
    drawn(line(1000, stuck_reason=StuckReason.COLLATERAL), 1000, on=dt.date(2026, 5, 1))
    assert metrics.stuck(MARCH) == [(StuckReason.COLLATERAL, Decimal(1000))]
    assert metrics.stuck(JUNE) == []


def test_a_bank_gets_the_figures_of_its_own_rows() -> None:
    clerk, other = banker("bank", "示例甲银行"), institution("示例乙银行")
    need(institution=institution(), amount_wan=Decimal(700))
    need(institution=other)
    need()
    drawn(line(600, stuck_reason=StuckReason.PAPERWORK), 200)
    drawn(line(5000, institution=other, stuck_reason=StuckReason.COLLATERAL), 1000)
    assert sums(JUNE, clerk) == (700, 700, 600, 200)
    assert metrics.undrawn(JUNE, clerk) == [(StuckReason.PAPERWORK, Decimal(400))]
