"""Figures as of a day, of everybody's rows or of what one person sees."""

import datetime as dt
from decimal import Decimal

import pytest

from finance import metrics
from finance.enums import StuckReason
from tests.finance.scene import banker, drawn, institution, line, need

pytestmark = pytest.mark.django_db
MARCH, JUNE = dt.date(2026, 3, 31), dt.date(2026, 6, 30)


def test_nothing_after_the_day_counts() -> None:
    need(institution=institution())
    need(raised_on=dt.date(2026, 5, 5))
    given = line(1000)
    line(500, granted_on=dt.date(2026, 5, 6))
    drawn(given, 300)
    drawn(given, 100, on=dt.date(2026, 5, 7))
    assert metrics.funnel(MARCH) == metrics.Funnel(Decimal(1200), Decimal(1200), Decimal(1000), Decimal(300))
    assert metrics.funnel(JUNE) == metrics.Funnel(Decimal(2400), Decimal(1200), Decimal(1500), Decimal(400))
    assert metrics.funnel(dt.date(2025, 1, 1)) == metrics.Funnel(*[Decimal(0)] * 4)


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
    assert metrics.funnel(JUNE, clerk) == metrics.Funnel(Decimal(700), Decimal(700), Decimal(600), Decimal(200))
    assert metrics.undrawn(JUNE, clerk) == [(StuckReason.PAPERWORK, Decimal(400))]
