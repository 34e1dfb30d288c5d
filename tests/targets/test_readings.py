"""The figures of a date: nothing of tomorrow leaks into yesterday, and the share of time goes from nought to one."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.enums import Lamp
from targets import facts
from targets.enums import Comparison, Unit
from targets.evidence import first_month
from targets.indicators import INDICATORS, Point, value_at
from targets.models import Programme, ReportedFact, Target
from targets.readings import TargetReading, elapsed, find_gap, planned_at, read_all
from tests.finance.scene import drawn, line
from tests.talent.scene import counted, talent

DAYS = st.dates(dt.date(2021, 1, 1), dt.date(2027, 12, 31))
AMOUNTS = st.decimals(0, 10_000, places=2)
POINTS = st.lists(st.builds(Point, DAYS, AMOUNTS), max_size=12, unique_by=lambda point: point.on)
PROGRAMME = Programme(starts_on=dt.date(2021, 4, 6), ends_on=dt.date(2023, 12, 31))


def ordered(points: list[Point]) -> list[Point]:
    return sorted(points, key=lambda point: point.on)


@given(POINTS, DAYS, st.builds(Point, DAYS, AMOUNTS))
def test_a_later_fact_changes_no_earlier_day(points: list[Point], on: dt.date, later: Point) -> None:
    if later.on <= on or later.on in {point.on for point in points}:
        return
    assert value_at(ordered([*points, later]), on, empty=None) == value_at(ordered(points), on, empty=None)


@given(POINTS, DAYS)
def test_the_figure_of_a_day_is_the_latest_until_then(points: list[Point], on: dt.date) -> None:
    until = [point for point in ordered(points) if point.on <= on]
    assert value_at(ordered(points), on, empty=None) == (until[-1].value if until else None)


@given(DAYS)
def test_the_share_of_time_stays_between_nought_and_one(on: dt.date) -> None:
    share = elapsed(Target(due_on=PROGRAMME.ends_on, value=1), on, PROGRAMME)
    assert share is not None
    assert 0 <= share <= 1
    assert (share == 0) == (on <= PROGRAMME.starts_on)
    assert (share == 1) == (on >= PROGRAMME.ends_on)


@given(POINTS.filter(bool), DAYS, DAYS)
def test_a_rising_path_expects_no_less_later(points: list[Point], one: dt.date, other: dt.date) -> None:
    values = sorted(point.value for point in points)
    path = [Point(point.on, value) for point, value in zip(ordered(points), values, strict=True)]
    assert planned_at(path, min(one, other)) <= planned_at(path, max(one, other))
    assert values[0] <= planned_at(path, one) <= values[-1]


@pytest.mark.parametrize(
    ("latest", "first"),
    [((2026, 12), (2026, 1)), ((2026, 11), (2025, 12)), ((2026, 1), (2025, 2))],
)
def test_twelve_months_end_with_the_latest(latest: tuple[int, int], first: tuple[int, int]) -> None:
    assert first_month(dt.date(*latest, 1)) == dt.date(*first, 1)


def reading(value: str | None, share: str, goal: str = "100", comparison: str = Comparison.AT_LEAST) -> TargetReading:
    target = Target(key="zone_output", unit=Unit.YI, value=Decimal(goal), comparison=comparison)
    on = dt.date(2022, 1, 1)
    actual = None if value is None else Decimal(value)
    return TargetReading(target, on, [Point(on, actual)] if actual is not None else [], actual, Decimal(share), ())


@pytest.mark.parametrize(
    ("value", "share", "lamp"),
    [
        (None, "0.5", Lamp.GREY),
        ("50", "0.5", Lamp.GREEN),
        ("49.99", "0.5", Lamp.AMBER),
        ("40", "0.5", Lamp.AMBER),
        ("39.99", "0.5", Lamp.RED),
        ("100", "0.5", Lamp.DONE),
    ],
)
def test_the_lamp_follows_the_published_rule(value: str | None, share: str, lamp: Lamp) -> None:
    assert reading(value, share).lamp == lamp


def test_to_exceed_is_more_than_to_reach() -> None:
    assert reading("100", "1").lamp == Lamp.DONE
    assert reading("100", "1", comparison=Comparison.MORE_THAN).lamp == Lamp.GREEN
    assert reading("100.01", "1", comparison=Comparison.MORE_THAN).lamp == Lamp.DONE


@pytest.mark.django_db
class TestWhatDoesNotAddUp:
    def test_300_of_1000_are_nobodys(self) -> None:
        facts.load()
        gap = find_gap(list(Target.objects.select_related("parent")))
        assert gap is not None
        assert (gap.owned, gap.missing) == (700, 300)

    def test_nothing_is_said_when_the_parts_make_the_whole(self) -> None:
        facts.load()
        Target.objects.filter(key="cluster_nev").update(value=800)
        assert find_gap(list(Target.objects.select_related("parent"))) is None


def actual(key: str, on: dt.date) -> Decimal | None:
    return INDICATORS[key].value(on)


@pytest.mark.django_db
class TestAsOf:
    def test_a_head_counts_from_its_recognition_and_with_its_evidence(self) -> None:
        counted("李示例", recognised_on=dt.date(2026, 5, 6))
        talent("王示例")
        assert actual("talent_total", dt.date(2026, 5, 5)) == 0
        assert actual("talent_total", dt.date(2026, 5, 6)) == 1
        assert actual("talent_engineer", dt.date(2026, 5, 6)) == 1
        assert actual("talent_leading", dt.date(2026, 5, 6)) == 0

    def test_a_reported_sum_stands_until_lines_are_added_to_it(self) -> None:
        facts.load()
        line(5000, granted_on=dt.date(2021, 4, 6))  # is part of what was reported that day
        later = line(2000, granted_on=dt.date(2021, 6, 1), expires_on=None)
        drawn(later, 500, on=dt.date(2021, 7, 1))
        assert actual("credit_granted", dt.date(2021, 4, 5)) is None
        assert actual("credit_granted", dt.date(2021, 5, 31)) == Decimal("11.25")
        assert actual("credit_granted", dt.date(2021, 6, 1)) == Decimal("11.45")
        assert actual("credit_drawn", dt.date(2021, 6, 30)) == Decimal("1.25")
        assert actual("credit_drawn", dt.date(2021, 7, 1)) == Decimal("1.30")

    def test_a_later_report_sets_the_level_anew(self) -> None:
        facts.load()
        line(2000, granted_on=dt.date(2021, 6, 1), expires_on=None)
        fact = ReportedFact.objects.get(key="credit_granted")
        fact.pk, fact.on, fact.value = None, dt.date(2021, 7, 1), Decimal("12.00")
        fact.save()
        assert actual("credit_granted", dt.date(2021, 6, 30)) == Decimal("11.45")
        assert actual("credit_granted", dt.date(2021, 7, 1)) == Decimal("12.00")

    def test_every_target_has_its_indicator_and_the_other_way_round(self) -> None:
        facts.load()
        assert {target.key for target in Target.objects.all()} == set(INDICATORS)
        assert [each.target.key for each in read_all(dt.date(2021, 4, 6))] == [t.key for t in Target.objects.all()]
