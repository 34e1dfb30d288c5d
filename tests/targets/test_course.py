"""The page of a target: what it is held against, its 52 weeks, its chart, and all targets side by side."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.test import Client
from django.utils import timezone

from enterprises.metrics import year_sums
from enterprises.models import MonthlyFigures
from targets.course.compared import WEEKS, compared, moved, said, spark, weeks
from targets.course.drawing import FLOOR, TOP, chart
from targets.course.steps import months, steps
from targets.course.why import why
from targets.models import Target
from targets.readings import TargetReading, days_before, read_all, read_target

pytestmark = pytest.mark.django_db
KEYS = ("zone_output", "talent_total", "champion_firms", "cluster_biomedical", "credit_granted")


@pytest.fixture
def today(demo: None) -> dt.date:
    return timezone.localdate()


@pytest.fixture
def readings(today: dt.date) -> dict[str, TargetReading]:
    return {each.target.key: each for each in read_all(today)}


@pytest.mark.parametrize("key", KEYS)
def test_a_reading_carried_back_is_the_reading_of_that_day(
    readings: dict[str, TargetReading], today: dt.date, key: str
) -> None:
    """What the weeks are drawn from, against a reading that asks the registers anew."""
    for days in (0, 1, 7, 30, 100, 365, 600):
        day = today - dt.timedelta(days=days)
        back, anew = readings[key].back_on(day), read_target(readings[key].target, day)
        assert (back.value, back.elapsed, back.lamp, back.path) == (anew.value, anew.elapsed, anew.lamp, anew.path)
        assert back.data_as_of == anew.data_as_of


@pytest.mark.parametrize("key", KEYS)
def test_what_is_written_is_the_difference(readings: dict[str, TargetReading], key: str) -> None:
    reading = readings[key]
    for each in compared(reading):
        then = reading.at(each.day) if each.day else reading.path
        assert then is not None
        assert reading.value is not None
        assert Decimal(each.then) == round(then, 2 if reading.target.is_money else 0)
        written = Decimal((each.moved or "0").replace("−", "-"))
        assert abs(written - (reading.value - then)) <= (Decimal("0.005") if reading.target.is_money else 0)


def test_a_day_before_the_first_row_is_no_comparison(readings: dict[str, TargetReading]) -> None:
    """A register of nobody yet is no figure to grow from."""
    reading = readings["talent_total"]
    first = reading.track[0].on
    told = compared(reading.back_on(first))
    assert [each.then for each in told] == ["", "", ""]
    assert compared(reading.back_on(first + dt.timedelta(weeks=1)))[0].then  # the control


@pytest.mark.parametrize(
    ("difference", "unit", "words"),
    [("0.004", "yi", ""), ("-0.004", "yi", ""), ("0.005", "yi", "+0.01"), ("-3", "head", "−3"), ("12", "head", "+12")],
)
def test_nothing_moves_below_the_last_place(difference: str, unit: str, words: str) -> None:
    assert moved(Decimal(difference), unit) == words


def test_the_strip_has_a_week_each_and_says_since_when(readings: dict[str, TargetReading], today: dt.date) -> None:
    told = weeks(readings["talent_total"])
    assert [each.day for each in told] == [today - dt.timedelta(weeks=n) for n in range(WEEKS - 1, -1, -1)]
    assert [each.lamp for each in told] == [
        read_target(readings["talent_total"].target, each.day).lamp for each in told
    ]
    last = [each.lamp == told[-1].lamp for each in told][::-1]
    run = last.index(False)
    assert f"已 {run} 周" in said(told)
    assert f"{told[-run].day:%-d}日" in said(told)
    assert said(told[-run:]) == f"近 {run} 周均为{told[-1].lamp.label}"


def test_a_line_of_a_year_stays_in_its_box(readings: dict[str, TargetReading]) -> None:
    for reading in readings.values():
        points = [[float(n) for n in pair.split(",")] for pair in spark(weeks(reading)).split()]
        assert all(0 <= x <= 156 and 0 <= y <= 26 for x, y in points)


def test_the_months_add_up_to_the_figure(readings: dict[str, TargetReading]) -> None:
    for key in ("talent_total", "champion_firms", "credit_granted"):
        told = months(readings[key])
        assert told[-1].value == readings[key].value
        assert sum(each.added or 0 for each in told) + told[0].value == readings[key].value


def test_a_year_that_fills_is_no_growth(readings: dict[str, TargetReading]) -> None:
    """The output of a year grows with each month that joins it: where reports began lately, that is no step."""
    whole = readings["zone_output"]
    late = [point for point in whole.track if point.on >= whole.as_of - relativedelta(months=14)]
    told = months(replace(whole, track=late))
    silent = [each.added is None for each in told]
    assert silent == sorted(silent, reverse=True)
    assert whole.indicator.fills_in <= sum(silent) < len(told)
    assert all(each.added is not None for each in months(whole))  # the control


@pytest.mark.parametrize("key", KEYS)
def test_everything_is_drawn_on_the_paper(readings: dict[str, TargetReading], key: str) -> None:
    reading = readings[key]
    told = months(reading)
    drawn, bars = chart(reading, told), steps(reading, told)
    assert drawn is not None
    assert bars is not None
    for line in (drawn.actual, drawn.plan, drawn.forecast, drawn.band):
        for x, y in ([float(n) for n in pair.split(",")] for pair in line.split()):
            assert 0 <= x <= 1000
            assert TOP - 0.1 <= y <= FLOOR + 0.1
    for bar in bars.bars:
        assert float(bar.x) >= 0
        assert float(bar.x) + float(bar.width) <= 100.01
        assert float(bar.y) >= 25.9
        assert float(bar.y) + float(bar.height) <= 116.1
    if drawn.ahead:
        assert abs(float(drawn.ahead.y) - float(drawn.now.y)) > 12 or float(drawn.now.x) < 40
        assert drawn.ahead.text in reading.sentence() or key == "credit_granted"
    if bars.needed and "可达到目标" not in reading.sentence():
        assert bars.needed.text in reading.sentence()
    if bars.pace and bars.needed:
        due = reading.forecast.due if reading.forecast else reading.as_of
        left = (due.year - reading.as_of.year) * 12 + due.month - reading.as_of.month
        assert sum(bar.look == "c-need" for bar in bars.bars) == left


def test_why_names_the_parts_that_are_behind_the_furthest_first(readings: dict[str, TargetReading]) -> None:
    told = why(readings["zone_output"], list(readings.values()))
    assert "cluster_biomedical" in {part.reading.target.key for part in told.parts}
    points = [part.points for part in told.parts]
    assert points == sorted(points, reverse=True)
    assert points[-1] > 0
    assert told.gap
    assert told.gap.missing == 300
    assert "少" in told.lamp
    assert "落后" in told.lamp
    assert why(readings["cluster_optics"], list(readings.values())).parts == []


def test_the_page_says_it_all_in_one_look(today: dt.date, leader: Client) -> None:
    page = leader.get("/dashboard/zone_output/").content.decode()
    for words in ("为什么", "差在哪里", "怎么推算", "较上个周一", "环比", "同比", "较当日路径", "近 52 周灯色"):
        assert words in page, words
    assert "月末数减上月末数" in page
    assert "以表格查看" in page
    assert f"?as_of={days_before(today)['month']}" in page


def test_all_targets_stand_side_by_side(leader: Client) -> None:
    page = leader.get("/dashboard/compare/").content.decode()
    assert all(f"/dashboard/{target.key}/" in page for target in Target.objects.all())
    assert len(re.findall(r'class="c-actual"', page)) >= 2 * len(KEYS)


def test_the_third_digit_says_first_what_its_tile_says(leader: Client) -> None:
    """One word, one number: the sum under the worst lamp, then how many highlands have broken through."""
    tile = next(each for each in leader.get("/dashboard/").context["tiles"] if each.key == "layout")
    page = leader.get("/dashboard/compare/")
    line = next(each for each in page.context["lines"] if each.reading.target.key == "layout")
    assert (line.value, line.goal, line.lamp) == (tile.value, tile.goal, tile.lamp)
    assert line.weeks[-1].lamp == tile.lamp
    assert line.beside == "已突破 0/3"
    html = page.content.decode()
    assert 'data-figure="layout_output"' in html
    assert 'data-figure="layout"' not in html


def test_a_single_figure_without_a_goal_is_drawn(readings: dict[str, TargetReading]) -> None:
    """As after the bare facts: one report, no target, no path; an axis from nought holds it."""
    whole = readings["credit_drawn"]
    alone = replace(whole, track=whole.track[:1], value=whole.track[0].value)
    drawn = chart(alone, months(alone))
    assert drawn is not None
    assert drawn.base == ""


def test_no_figure_falls_because_firms_report_one_after_the_other(today: dt.date) -> None:
    """What is held against last month is the twelve months of the same firms, on each day of the report."""
    target = Target.objects.get(key="zone_output")
    rows = MonthlyFigures.objects.filter(verified_by__isnull=False)
    latest = rows.latest("month").month
    days = sorted(set(rows.filter(month=latest).values_list("reported_on", flat=True)))
    before = read_target(target, days[0] - dt.timedelta(days=1))
    run = [read_target(target, day) for day in days]
    assert before.value is not None
    for each in run:
        assert each.value == sum(row.value for row in each.indicator.rows(each.as_of, None))
        assert each.value is not None
        assert abs(each.value / before.value - 1) < Decimal("0.02")
    alone = [each for each in year_sums(days[0]) if each.month != latest - relativedelta(years=1)]
    assert sum(each.output_wan for each in alone) / 10_000 / before.value < Decimal("0.98"), "the control: it fell"
    firms = rows.filter(month=latest, reported_on=days[0]).count()
    assert why(run[0], []).filling.startswith(f"{latest:%Y-%m} 月报已核实 {firms} 家")
    assert "上年同月" in why(run[0], []).filling


def test_from_the_sixteenth_a_missing_month_is_missing(today: dt.date) -> None:
    target, a_month = Target.objects.get(key="zone_output"), relativedelta(months=1)
    rows = MonthlyFigures.objects.filter(verified_by__isnull=False)
    latest = rows.latest("month").month
    rows.filter(month=latest).order_by("output_wan").last().delete()
    waited, no_longer = (read_target(target, latest + a_month + relativedelta(day=day)) for day in (15, 16))
    missing = [each.output_wan for each in year_sums(waited.as_of) if each.month == latest - relativedelta(years=1)]
    assert missing
    assert waited.value is not None
    assert no_longer.value == waited.value - sum(missing) / 10_000
    for each in (waited, no_longer):
        assert each.value == sum(row.value for row in each.indicator.rows(each.as_of, None))
    assert "不计" in why(no_longer, []).filling
