"""走势探究: its numbers are those of other pages, its address holds what was chosen, and more of it costs the same."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from dateutil.relativedelta import relativedelta
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.utils import timezone

from core.models import User
from core.sheets.lists import Export
from targets.course.compared import compared
from targets.course.steps import months
from targets.cuts.parts import rounded, value_of
from targets.evidence import figure
from targets.explore.asked import MOST_LINES, MOST_POINTS, Asked, Grain, asked, days_of
from targets.explore.drawing import panels_of
from targets.explore.lines import Line, lines_of, rows_of, sentence
from targets.explore.lists import TRENDS
from targets.indicators import INDICATORS
from targets.programmes import current
from targets.readings import all_targets, read_all
from tests.one_number import differing, shown_on
from tests.zone_tracker.test_budgets import statements

pytestmark = pytest.mark.django_db
LINES = (
    "zone_output",
    "talent_total",
    "champion_firms",
    "credit_granted",
    "talent_total:cluster:optics",
    "credit_drawn:wing:xiangtan",
)
SIX = "&".join(f"line={code}" for code in LINES)


def ask(query: str) -> Asked:
    programme = current(timezone.localdate())
    assert programme
    return asked(RequestFactory().get(f"/?{query}"), programme)


def only(query: str) -> Line:
    (line,) = lines_of(ask(query))
    return line


@pytest.mark.parametrize("key", INDICATORS)
def test_a_line_is_the_track_of_its_target(demo: None, key: str) -> None:
    today = timezone.localdate()
    reading = next(each for each in read_all(today) if each.target.key == key)
    line = only(f"line={key}&since={today - relativedelta(years=3)}")
    first = reading.track[0].on
    assert [point.value for point in line.points] == [
        reading.at(point.on) if point.on >= first else None for point in line.points
    ]
    assert line.points[-1].on == today
    assert line.now == line.points[-1].value == reading.value
    year = next(each for each in compared(reading) if each.day == today - relativedelta(years=1))
    assert line.grown(line.points[-1]) == year.share


@pytest.mark.parametrize("key", ["zone_output", "talent_total", "credit_granted"])
def test_each_month_is_the_month_of_the_targets_own_table(demo: None, key: str) -> None:
    today = timezone.localdate()
    reading = next(each for each in read_all(today) if each.target.key == key)
    line = only(f"line={key}&since={reading.target.programme.starts_on}")
    here = {point.on: (line.written(point.value), line.written(point.path)) for point in line.points}
    told = {month.last: (month.written[0], month.written[2]) for month in months(reading)}
    assert told.keys() <= here.keys()
    assert {day: here[day] for day in told} == told


def test_a_part_is_the_part_of_its_page(demo: None) -> None:
    line = only("line=zone_output:cluster:optics&grain=week")
    today = timezone.localdate()
    for point in line.points[::13]:
        assert point.value == value_of("zone_output", "cluster:optics", point.on)
    assert line.points[-1].value == value_of("zone_output", "cluster:optics", today)
    assert not line.has_path


def test_an_index_begins_at_a_hundred_and_keeps_the_proportions(demo: None) -> None:
    plain, index = only("line=zone_output"), only("line=zone_output&measure=index")
    known = [(a.value, b.value) for a, b in zip(plain.points, index.points, strict=True) if a.value]
    base = known[0][0]
    assert known[0][1] == 100
    assert all(abs((b or 0) - (a or 0) / (base or 1) * 100) < Decimal("1e-9") for a, b in known)


def test_growth_is_drawn_where_a_year_before_is_known(demo: None) -> None:
    line = only("line=talent_total&measure=year")
    assert line.since is not None
    for point in line.points:
        assert (point.value is None) == (point.on - relativedelta(years=1) < line.since)
    assert line.unit == "%"


def test_what_lies_ahead_has_a_path_and_no_figure(demo: None) -> None:
    programme = current(timezone.localdate())
    assert programme
    line = only(f"line=zone_output&until={programme.ends_on}")
    ahead = [point for point in line.points if point.on > timezone.localdate()]
    assert ahead
    assert all(point.value is None and point.path is not None for point in ahead)
    assert ahead[-1].path == line.chosen.target.value


@pytest.mark.parametrize(
    ("since", "until", "grain", "days"),
    [
        ("2026-01-31", "2026-04-15", "month", "2026-01-31 2026-02-28 2026-03-31 2026-04-15"),
        ("2024-02-01", "2024-03-31", "month", "2024-02-29 2024-03-31"),
        ("2026-11-03", "2026-11-18", "week", "2026-11-09 2026-11-16 2026-11-18"),
        ("2026-11-02", "2026-11-09", "week", "2026-11-02 2026-11-09"),
    ],
)
def test_points_are_the_ends_of_months_or_mondays(since: str, until: str, grain: str, days: str) -> None:
    day = dt.date.fromisoformat
    assert days_of(day(since), day(until), Grain(grain), day("2030-01-01")) == [day(each) for each in days.split()]
    assert day("2026-03-02") in days_of(day("2026-01-31"), day("2026-04-15"), Grain.MONTH, day("2026-03-02"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("since=2026-05-01&until=2026-04-01", "开始日期须早于结束日期"),
        ("since=2001-01-01&grain=week", f"最多 {MOST_POINTS} 个点"),
        ("until=2036-01-01", "结束日期最晚到"),
        ("line=nothing", "没有名为 nothing 的指标"),
        ("line=zone_output:leader:leader", "没有名为 zone_output:leader:leader 的指标"),
        ("line=zone_output:park:nowhere", "没有名为 zone_output:park:nowhere 的指标"),
        ("lines=zone_output", "没有名为 lines 的条件"),
        ("measure=log", "log"),
        (f"{SIX}&line=listing_reserve", f"最多同时看 {MOST_LINES} 条线"),
    ],
)
def test_what_cannot_be_done_is_said(leader: Client, query: str, said: str) -> None:
    page = leader.get(f"/dashboard/explore/?{query}")
    assert page.status_code == 200
    assert said in page.content.decode()


def test_the_address_holds_what_was_chosen(demo: None) -> None:
    shown = ask(f"{SIX}&since=2025-01-05&until=2026-02-03&grain=week&measure=index")
    again = ask(shown.query()[1:])
    assert (again.lines, again.days, again.measure) == (shown.lines, shown.days, shown.measure)
    assert not shown.refusals
    assert len(shown.lines) == MOST_LINES


def test_nothing_is_drawn_that_the_table_does_not_say(leader: Client) -> None:
    """What the script reads is what is written beside it."""
    page = leader.get(f"/dashboard/explore/?{SIX}&measure=year").content.decode()
    cells = re.findall(r'<td class="r num[^"]*" data-v="([^"]*)">\s*([^\s<]+)', page)
    assert len(cells) > 100
    for plain, written in cells:
        assert written.replace("−", "-").replace("+", "") == (plain or "—")


def test_the_figures_of_today_are_those_of_their_functions(leader: Client) -> None:
    page = leader.get(f"/dashboard/explore/?{SIX}").content.decode()
    shown = shown_on(page)
    assert {(each.key, each.scope) for each in shown} >= {("zone_output", ""), ("talent_total", "cluster:optics")}
    assert differing((each, "explore") for each in shown) == []


def test_units_have_a_drawing_each_and_lines_stay_on_it(demo: None) -> None:
    shown = ask(f"{SIX}&since={timezone.localdate() - relativedelta(years=4)}")
    panels = panels_of(shown, lines_of(shown))
    assert [each.unit for each in panels] == ["亿元", "名", "家"]
    for line in (line for panel in panels for line in panel.lines):
        for x, y in (pair.split(",") for part in [*line.actual, line.path] for pair in part.split()):
            assert 0 <= float(x) <= 1000
            assert 40 <= float(y) <= 300.1


def test_it_says_the_highest_the_lowest_and_the_last(demo: None) -> None:
    line = only("line=zone_output")
    values = [point.value for point in line.points if point.value is not None]
    said = sentence([line])
    for each in (max(values), min(values), values[-1]):
        assert figure(each, "yi") in said
    assert "比计划少" in said
    row = rows_of(ask("line=zone_output"), [line])[-1]
    assert row.said.endswith(line.said(line.points[-1]))
    assert "亿元，计划" in row.said


def test_it_goes_out_as_a_file(demo: None) -> None:
    user = User.objects.get(username="leader")
    export = Export(TRENDS, user, QueryDict("line=zone_output&line=talent_total"))
    told = [row for part in export.found.parts() for _key, row in part]
    shown = ask("line=zone_output&line=talent_total")
    assert len(told) == 2 * len(shown.days)
    columns = {column.name: column for column in export.offered}
    latest = told[0]
    assert columns["value"].of(latest) == rounded(latest.at.value, 2)
    assert [columns[name].of(latest) for name in ("unit", "on")] == ["亿元", timezone.localdate()]


def test_more_weeks_and_more_lines_ask_nothing_more(leader: Client) -> None:
    """The registers are asked once for what each day added; then the page asks who is there, and what has moved."""
    today = timezone.localdate()
    urls = [
        f"/dashboard/explore/?line=zone_output&grain=week&since={today - relativedelta(weeks=12)}",
        f"/dashboard/explore/?{SIX}&grain=week&since={today - relativedelta(weeks=260)}",
    ]
    for url in urls:
        leader.get(url)
    few, many = (statements(leader, url) for url in urls)
    assert len(few) == len(many) <= 6, "\n".join(many)


def test_a_target_that_is_offered_is_not_drawn_yet(leader: Client) -> None:
    page = leader.get("/dashboard/explore/?line=zone_output").content.decode()
    assert '<option value="zone_output">' not in page
    assert all(f'<option value="{each.key}">' in page for each in all_targets() if each.key != "zone_output")


@pytest.mark.parametrize("page", ["/dashboard/", "/dashboard/compare/", "/dashboard/zone_output/"])
def test_other_pages_lead_there(leader: Client, page: str) -> None:
    assert "/dashboard/explore/" in leader.get(page).content.decode()


@pytest.mark.parametrize("page", ["/dashboard/", "/dashboard/zone_output/", "/projects/chart/", "/dashboard/explore/"])
def test_only_the_page_that_explores_loads_the_library(leader: Client, page: str) -> None:
    loads = "echarts" in leader.get(page).content.decode()
    assert loads == (page == "/dashboard/explore/")
