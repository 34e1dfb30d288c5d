"""The figures of a date: nothing of tomorrow leaks into yesterday, and the share of time goes from nought to one."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.enums import Lamp
from enterprises.metrics import year_to
from targets import facts
from targets.enums import Comparison, Unit
from targets.indicators import INDICATORS, Point, value_at
from targets.models import Programme, ReportedFact, Target
from targets.readings import TargetReading, days_before, elapsed, find_gap, planned_at, read_all
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
    assert year_to(dt.date(*latest, 1)).first == dt.date(*first, 1)


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


def on_days(*values: tuple[dt.date, int], as_of: dt.date, key: str = "champion_firms", **fields: Any) -> TargetReading:
    track = [Point(day, Decimal(value)) for day, value in values]
    goal = {"unit": Unit.FIRM, "value": Decimal(30), "due_on": dt.date(2027, 12, 31)} | fields
    now = value_at(track, as_of, empty=INDICATORS[key].empty)
    return TargetReading(Target(key=key, **goal), as_of, track, now, Decimal("0.5"), ())


class TestSilence:
    """Nothing that is missing is shown as nought."""

    def test_a_register_without_a_row_says_so_and_has_no_lamp(self) -> None:
        found = on_days(as_of=dt.date(2026, 11, 30))
        assert (found.value, found.is_registered, found.lamp) == (0, False, Lamp.GREY)
        assert "尚无登记" in found.sentence()
        assert on_days((dt.date(2026, 1, 1), 1), as_of=dt.date(2026, 11, 30)).lamp == Lamp.RED, "the control"

    def test_an_ended_programme_tells_its_result_and_forecasts_nothing(self) -> None:
        after = on_days(*((dt.date(2027, n, 1), n) for n in range(1, 13)), as_of=dt.date(2028, 1, 1))
        assert after.forecast is None
        assert after.sentence() == "计划期已结束，距目标差 18 家。"


class TestCompared:
    """较上个周一, 环比, 同比: the figures of then."""

    @pytest.mark.parametrize(
        ("on", "monday"),
        [((2026, 11, 30), (2026, 11, 23)), ((2026, 12, 1), (2026, 11, 30)), ((2026, 11, 29), (2026, 11, 23))],
    )
    def test_last_monday_is_before_the_day(self, on: tuple[int, int, int], monday: tuple[int, int, int]) -> None:
        assert days_before(dt.date(*on))["week"] == dt.date(*monday)

    def test_a_months_end_has_a_month_before(self) -> None:
        assert days_before(dt.date(2026, 3, 31))["month"] == dt.date(2026, 2, 28)
        assert days_before(dt.date(2028, 2, 29))["year"] == dt.date(2027, 2, 28)

    def test_each_is_the_figure_of_its_day(self) -> None:
        months = [(dt.date(2025, 11, 2), 3), (dt.date(2026, 10, 30), 12), (dt.date(2026, 11, 24), 13)]
        found = on_days(*months, as_of=dt.date(2026, 11, 30)).compared
        assert {name: value for name, (_day, value) in found.items()} == {"week": 12, "month": 12, "year": 3}


class TestAhead:
    """月均须由 … 提高到 …."""

    def test_too_slow_says_what_each_month_must_bring(self) -> None:
        found = on_days(*((dt.date(2026, n, 1), n) for n in range(1, 12)), as_of=dt.date(2026, 11, 30))
        assert "差 6 家" in found.sentence()
        assert "月均须由 1.0 提高到 1.5 家" in found.sentence()

    def test_fast_enough_says_so(self) -> None:
        found = on_days(*((dt.date(2026, n, 1), 2 * n) for n in range(1, 12)), as_of=dt.date(2026, 11, 30))
        assert found.sentence().endswith("可达到目标。")

    def test_two_reports_are_too_few(self) -> None:
        found = on_days((dt.date(2026, 9, 1), 1), (dt.date(2026, 10, 1), 2), as_of=dt.date(2026, 11, 30))
        assert found.sentence() == "可比的数据不足三期，不作推算。"

    def test_a_year_that_fills_is_no_pace(self) -> None:
        months = [(dt.date(2026, n, 9), 60 * n) for n in range(1, 12)]
        goal = {"unit": Unit.YI, "value": Decimal(1000)}
        assert on_days(*months, as_of=dt.date(2026, 11, 30), key="zone_output", **goal).forecast is None
        assert on_days(*months, as_of=dt.date(2026, 11, 30), **goal).forecast is not None, "the control: a register"
        more = [*months, *((dt.date(2027, n, 9), 720 + n) for n in range(1, 5))]
        found = on_days(*more, as_of=dt.date(2027, 4, 30), key="zone_output", **goal).forecast
        assert found is not None
        assert found.pace < 2
