"""What the weekly updates add up to, against the total and against time."""

import datetime as dt
from decimal import Decimal

import pytest

from core.kernel.clock import SHANGHAI
from projects.enums import Stage
from projects.investment.sums import YearOfInvestment, doubts, expected_share, invested, timed
from projects.models import Project, Standing
from tests.projects.scene import node, person, project, report

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=SHANGHAI)


def stood(of: Project) -> Project:
    """The project as a page loads it, after the tick."""
    Standing.objects.renew_due(NOW)
    return timed(Project.objects.with_standing()).get(pk=of.pk)


def test_updates_add_up_against_the_total() -> None:
    officer, given = person("wang"), project(total_investment_wan=1000)
    for on in ("2026-11-09", "2026-11-16"):
        report(given, on, officer, investment_wan=Decimal("125.50"))
    found = invested(stood(given), TODAY)
    assert (found.done_wan, found.rate, found.as_of) == (Decimal(251), Decimal("0.251"), dt.date(2026, 11, 16))


def test_the_day_of_the_figure_is_a_matter_of_shanghai_not_of_utc() -> None:
    given = project()
    monday_morning = dt.datetime(2026, 11, 23, 7, 30, tzinfo=SHANGHAI)  # still Sunday in UTC
    report(given, "2026-11-23", person("wang"), submitted_at=monday_morning)
    assert invested(stood(given), TODAY).as_of == TODAY


def test_nothing_known_is_not_zero() -> None:
    found = invested(stood(project()), TODAY)
    assert (found.done_wan, found.rate, found.expected, found.as_of) == (0, None, None, None)


def test_time_runs_from_the_first_stage_to_the_due_date() -> None:
    officer, given = person("wang"), project(due_on=dt.date(2026, 12, 31))
    node(given, 1, "2026-06-01")
    assert expected_share(stood(given), dt.date(2026, 9, 15)) == pytest.approx(Decimal(106) / 213)
    given.enter_stage(Stage.SIGNED, on=dt.date(2026, 1, 1), by=officer)
    assert expected_share(stood(given), dt.date(2026, 7, 2)) == Decimal("0.5")
    assert expected_share(stood(given), dt.date(2027, 7, 2)) == 1
    assert expected_share(stood(given), dt.date(2025, 7, 2)) == 0


@pytest.mark.parametrize(
    ("amount", "codes"),
    [
        ("500", []),
        ("999.99", []),
        ("1000", ["unusual"]),
        ("4900", ["unusual"]),
        ("4900.01", ["over_total", "unusual"]),
        ("0", []),
    ],
)
def test_doubts(amount: str, codes: list[str]) -> None:
    officer, given = person("wang"), project(total_investment_wan=5000)
    report(given, "2026-11-16", officer, investment_wan=Decimal(100))
    saved = report(given, "2026-11-23", officer, investment_wan=Decimal(4000))  # this week's own figure is replaced
    last = given.updates.before(saved.period).first()
    found = doubts(stood(given), Decimal(amount), saved=saved, last=last)
    said = {"over_total": "超过总投资", "unusual": "倍"}
    assert len(found) == len(codes)
    assert all(said[code] in doubt for code, doubt in zip(codes, found, strict=True))


def test_a_total_that_is_only_a_floor_is_never_exceeded() -> None:
    given = project(total_investment_wan=10, investment_is_floor=True)
    assert doubts(stood(given), Decimal(5000), saved=None, last=None) == []


def test_a_first_week_is_compared_with_nothing() -> None:
    officer, given = person("wang"), project()
    assert doubts(stood(given), Decimal(5000), saved=None, last=None) == []
    last = report(given, "2026-11-16", officer, investment_wan=0, unchanged=True)
    assert doubts(stood(given), Decimal(5000), saved=None, last=last) == []


@pytest.mark.parametrize(
    ("year", "today", "share"),
    [
        (2025, TODAY, Decimal(1)),
        (2027, TODAY, Decimal(0)),
        (2026, dt.date(2026, 12, 31), Decimal(1)),
        (2026, dt.date(2026, 1, 1), Decimal(1) / 365),
        (2028, dt.date(2028, 1, 1), Decimal(1) / 366),
    ],
)
def test_a_year_is_over_has_not_begun_or_goes_by_its_days(year: int, today: dt.date, share: Decimal) -> None:
    assert YearOfInvestment(year=year, planned_wan=None, entries=[], today=today).expected == share


def test_a_year_without_a_plan_has_no_rate() -> None:
    assert YearOfInvestment(year=2026, planned_wan=None, entries=[], today=TODAY).rate is None
    assert YearOfInvestment(year=2026, planned_wan=Decimal(10), entries=[], today=TODAY).rate == 0
