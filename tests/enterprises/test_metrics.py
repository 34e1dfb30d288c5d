"""What this room tells the targets: rows and sums as of a date, in 万元."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from core.enums import Role
from core.models import Cluster
from enterprises import metrics
from enterprises.firm.page import figures_of
from enterprises.models import Enterprise, MonthlyFigures
from tests.enterprises.conftest import ISSUED
from tests.enterprises.scene import firm, person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def _month(of: Enterprise, month: str, wan: int, *, reported: str, **fields: Any) -> MonthlyFigures:
    known = {"source": "企业月报", "month": dt.date.fromisoformat(month), "output_wan": wan}
    return MonthlyFigures.objects.create(enterprise=of, reported_on=dt.date.fromisoformat(reported), **known | fields)


def test_champions_count_from_the_day_of_recognition(plans: Callable[..., None]) -> None:
    plans()
    assert metrics.champion_entries(ISSUED - DAY).count() == 0
    assert metrics.champion_entries(ISSUED).count() == 1
    assert metrics.champions_in_plan(ISSUED).count() == 2


def test_the_reserve_counts_from_the_day_of_entry_and_stands_at_its_latest_stage(plans: Callable[..., None]) -> None:
    plans()
    assert metrics.listing_entries(ISSUED - DAY).count() == 0
    assert metrics.listing_entries(ISSUED).count() == 2
    assert metrics.listing_funnel(ISSUED) == {"shareholding": 1, "": 1}
    assert metrics.listing_funnel(ISSUED + 90 * DAY) == {"tutoring": 1, "": 1}


def test_output_is_what_was_verified_and_reported_by_the_day() -> None:
    optics = Cluster.objects.create(key="test-optics", name="示例高地")
    checker = person("shen", Role.PROJECT_OFFICER)
    inside, outside = firm("示例甲", cluster=optics), firm("示例乙")
    _month(inside, "2026-01-01", 100, reported="2026-02-10", verified_by=checker)
    _month(inside, "2026-02-01", 200, reported="2026-03-10")  # nobody verified it
    _month(outside, "2026-01-01", 40, reported="2026-02-12", verified_by=checker)
    day = dt.date.fromisoformat
    assert [row.output_wan for row in metrics.output_rows(day("2026-02-09"))] == []
    assert [(each.month, each.cluster, each.output_wan) for each in metrics.output_sums()] == [
        (day("2026-01-01"), "test-optics", Decimal(100)),
        (day("2026-01-01"), None, Decimal(40)),
    ]
    assert [row.output_wan for row in metrics.output_rows(day("2026-03-31"), optics.key)] == [Decimal(100)]


def test_a_firm_grows_against_the_same_months_only() -> None:
    of = firm()
    assert figures_of(of).output_wan is None
    for month, wan in [("2025-01-01", 100), ("2026-01-01", 120), ("2026-02-01", 130)]:
        _month(of, month, wan, reported="2026-03-10")
    found = figures_of(of)
    assert (found.output_wan, found.growth) == (Decimal(250), None)  # February of last year is missing
    _month(of, "2025-02-01", 100, reported="2026-03-11")
    _month(of, "2025-03-01", 900, reported="2026-03-11")  # not yet reached this year
    assert figures_of(of).growth == Decimal("0.25")


def test_the_latest_month_says_how_many_firms_have_reported_it() -> None:
    optics, checker = Cluster.objects.create(key="test-optics", name="示例高地"), person("shen", Role.PROJECT_OFFICER)
    inside, outside = firm("示例甲", cluster=optics), firm("示例乙")
    for of in (inside, outside):
        _month(of, "2025-12-01", 100, reported="2026-01-09", verified_by=checker)
    _month(inside, "2026-01-01", 100, reported="2026-02-03", verified_by=checker)
    _month(outside, "2026-01-01", 100, reported="2026-02-10", verified_by=checker)
    day = dt.date.fromisoformat
    assert metrics.reporting(day("2026-01-08")) is None
    assert metrics.reporting(day("2026-02-05")) == (day("2026-01-01"), 1, 2, 0)
    assert metrics.reporting(day("2026-02-05"), optics.key) == (day("2026-01-01"), 1, 1, 0)
    assert metrics.reporting(day("2026-02-10")) == (day("2026-01-01"), 2, 2, 0)
    _month(outside, "2025-01-01", 100, reported="2025-02-09", verified_by=checker)
    assert metrics.reporting(day("2026-02-05")) == (day("2026-01-01"), 1, 2, 1)
    assert metrics.reporting(day("2026-02-10")) == (day("2026-01-01"), 2, 2, 0)


@pytest.mark.parametrize("on", ["2026-02-02", "2026-02-03", "2026-02-15", "2026-02-16", "2026-02-20", "2026-03-01"])
def test_the_three_ways_to_the_twelve_months_agree(on: str) -> None:
    """Firms that report one after the other, one after the 15th, one that never does; a month filled in much later."""
    checker, optics = person("shen", Role.PROJECT_OFFICER), Cluster.objects.create(key="test-optics", name="示例高地")
    first, second, late, gone = (firm(f"示例{n}号", cluster=optics if n == 1 else None) for n in range(4))
    for of in (first, second, late, gone):
        _month(of, "2025-01-01", 100 + of.pk % 7, reported="2025-02-09", verified_by=checker)
        _month(of, "2025-12-01", 50, reported="2026-01-09", verified_by=checker)
    _month(first, "2026-01-01", 11, reported="2026-02-03", verified_by=checker)
    _month(second, "2026-01-01", 12, reported="2026-02-10", verified_by=checker)
    _month(late, "2026-01-01", 13, reported="2026-02-20", verified_by=checker)
    _month(gone, "2025-06-01", 40, reported="2026-02-20", verified_by=checker)
    day = dt.date.fromisoformat(on)
    for cluster in (None, optics.key):
        by_row = sum(row.output_wan for row in metrics.year_rows(day, cluster))
        by_sum = sum(each.output_wan for each in metrics.year_sums(day, cluster))
        track = [wan for at, wan in metrics.year_track(cluster) if at <= day]
        assert by_row == by_sum == track[-1], cluster


def test_a_corrected_month_keeps_the_day_on_which_it_was_reported() -> None:
    clerk, checker = person("lin", Role.LIAISON), person("shen", Role.PROJECT_OFFICER)
    day = dt.date.fromisoformat
    row = MonthlyFigures(enterprise=firm(), month=day("2026-01-01"), output_wan=100, source="企业月报")
    row.report(by=clerk, today=day("2026-02-09"))
    row.verify(by=checker)
    row.output_wan = Decimal(90)
    row.report(by=clerk, today=day("2026-05-20"))
    assert [each.output_wan for each in metrics.output_rows(day("2026-03-01"))] == [], "nobody has verified it anew"
    row.verify(by=checker)
    assert [each.output_wan for each in metrics.output_rows(day("2026-03-01"))] == [Decimal(90)]
    assert metrics.output_rows(day("2026-02-08")).count() == 0
    row.month = day("2026-02-01")
    row.report(by=clerk, today=day("2026-05-21"))
    assert row.reported_on == day("2026-05-21"), "another month is another report"
