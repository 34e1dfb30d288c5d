"""走势探究 and the charts that are walked through by keyboard, in a browser that obeys the Content-Security-Policy."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE

TWO = "/dashboard/explore/?line=zone_output&line=talent_total"
PIXELS = """canvas => {
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0);
  const data = pen.getImageData(0, 0, copy.width, copy.height).data;
  const seen = {};
  for (let n = 0; n < data.length; n += 4) {
    if (data[n + 3] !== 255) continue;
    const ink = `${data[n]},${data[n + 1]},${data[n + 2]}`;
    seen[ink] = (seen[ink] || 0) + 1;
  }
  return seen;
}"""


def plot(page: Page) -> Locator:
    return page.locator("[data-plot]")


def said(page: Page) -> str:
    return plot(page).get_attribute("aria-valuetext") or ""


def cell(page: Page, row: int, column: int) -> str:
    """A figure of the table, the latest row first, without what stands small below it."""
    told = page.locator("[data-values] tbody tr").nth(row).locator("th, td").nth(column)
    return told.inner_text().split("\n")[0].strip()


def inks(page: Page) -> dict[str, int]:
    """The colours of the drawing, and how many points have each."""
    return plot(page).locator("canvas").first.evaluate(PIXELS)


def test_the_keyboard_reads_the_table(seat: Seat) -> None:
    me = seat("leader", DESK)
    assert me.open(TWO) == 200
    plot(me.page).focus()
    for row, key in enumerate(("ArrowRight", "ArrowLeft", "ArrowLeft")):
        me.page.keyboard.press(key)
        words = said(me.page)
        assert words.startswith(f"{cell(me.page, row, 0)}：")
        assert f" {cell(me.page, row, 1)} 亿元，计划 {cell(me.page, row, 2)}" in words
        assert f" {cell(me.page, row, 3)} 名" in words
    me.page.keyboard.press("Home")
    last = me.page.locator("[data-values] tbody tr").count() - 1
    assert said(me.page).startswith(f"{cell(me.page, last, 0)}：")
    me.page.keyboard.press("Escape")
    me.page.keyboard.press("Tab")  # no trap
    assert not plot(me.page).evaluate("each => each.contains(document.activeElement)")
    assert me.faults == []


def test_zooming_draws_less_of_it_and_all_brings_it_back(seat: Seat) -> None:
    me = seat("leader", DESK, reduced_motion="reduce")
    me.open(TWO)
    whole = inks(me.page)
    plot(me.page).focus()
    me.page.keyboard.press("+")
    me.page.keyboard.press("+")
    expect(plot(me.page)).to_be_focused()
    near = inks(me.page)
    assert near != whole
    me.page.keyboard.press("Home")  # the first point comes into the window
    assert inks(me.page) != near
    me.press("全部")
    me.page.mouse.move(0, 0)
    me.page.wait_for_timeout(200)  # the rule of the pointer goes a moment later
    assert inks(me.page) == whole
    me.press("放大")
    assert inks(me.page) != whole
    assert me.faults == []


def test_lines_are_added_and_taken_away_and_back_works(seat: Seat) -> None:
    me = seat("leader", DESK)
    me.open("/dashboard/explore/")
    me.page.get_by_label("添加一条线").select_option("talent_total:cluster:optics")
    expect(me.page.locator("[data-legend]")).to_have_count(2)
    assert "add=talent_total%3Acluster%3Aoptics" in me.page.url
    me.press("起点 = 100")
    expect(me.page.locator("[data-line='2']")).to_have_attribute("data-unit", "")
    assert re.search("line=zone_output&line=talent_total:cluster:optics.*measure=index", me.page.url)
    me.page.locator(".ex-off").first.click()
    expect(me.page.locator("[data-legend]")).to_have_count(1)
    me.page.go_back()
    expect(me.page.locator("[data-legend]")).to_have_count(2)
    me.page.reload()
    me.look()
    assert me.faults == []


def test_dark_is_drawn_in_its_own_inks(seat: Seat) -> None:
    me = seat("leader", DESK, reduced_motion="reduce")
    me.open(TWO)
    bright = inks(me.page)
    assert bright.get("29,79,145", 0) > 100  # the first line's ink of day
    me.page.emulate_media(color_scheme="dark")
    of = "document.querySelector('[data-plot] canvas')"
    me.page.wait_for_function(f"() => ({PIXELS})({of})['138,184,245'] > 100")
    assert inks(me.page).get("29,79,145", 0) == 0
    assert me.faults == []


def test_without_script_the_server_has_drawn_the_same(seat: Seat) -> None:
    me = seat("leader", DESK, java_script_enabled=False)
    me.page.goto(me.base + TWO)
    assert me.page.locator(".ex-panel svg.chart").first.is_visible()
    assert not plot(me.page).is_visible()
    assert me.page.locator(".ex-panel").count() == 2  # 亿元, 名
    assert cell(me.page, 0, 1) in me.page.inner_text(".ex-legend")
    me.page.get_by_role("button", name="添加").click()
    assert me.page.locator("[data-legend]").count() == 2


def test_paper_has_the_servers_drawing(seat: Seat) -> None:
    me = seat("leader", DESK)
    me.open(TWO)
    assert plot(me.page).is_visible()
    assert not me.page.locator(".ex-panel").first.is_visible()
    me.page.emulate_media(media="print")
    assert not plot(me.page).is_visible()
    assert me.page.locator(".ex-panel").first.is_visible()
    assert me.faults == []


def test_it_fits_a_phone(seat: Seat) -> None:
    me = seat("leader", PHONE, has_touch=True)
    me.open(TWO)
    me.touch()
    me.squeeze()
    me.speak("en")
    me.page.goto(me.base + TWO)
    me.squeeze()
    assert me.faults == []


@pytest.mark.parametrize(
    ("path", "chart"),
    [
        ("/dashboard/zone_output/", ".bigchart svg"),
        ("/dashboard/zone_output/", ".cmp-weeks svg"),
        ("/dashboard/compare/", "table svg[data-walk]"),
        ("/projects/chart/", ".gantt td svg[data-walk]"),
    ],
)
def test_a_chart_of_the_server_is_walked_through(seat: Seat, path: str, chart: str) -> None:
    me = seat("leader", DESK)
    assert me.open(path) == 200
    svg, bubble = me.page.locator(chart).first, me.page.locator(".walk-say")
    points = int(svg.get_attribute("aria-valuemax") or 0)
    assert svg.get_attribute("aria-label")
    svg.focus()
    me.page.keyboard.press("End")
    expect(svg).to_have_attribute("aria-valuenow", str(points))
    last = svg.get_attribute("aria-valuetext")
    expect(bubble).to_have_text(last or "?")
    assert svg.locator(".at").count() == 1
    me.page.keyboard.press("ArrowLeft")
    expect(svg).to_have_attribute("aria-valuenow", str(points - 1))
    expect(bubble).to_have_text(svg.get_attribute("aria-valuetext") or "?")
    me.page.keyboard.press("Home")
    me.page.keyboard.press("ArrowLeft")
    expect(svg).to_have_attribute("aria-valuenow", "1")
    me.page.keyboard.press("Tab")
    expect(bubble).to_be_hidden()
    assert svg.locator(".at").count() == 0
    me.look()
    assert me.faults == []


def test_the_mark_says_what_the_table_says(seat: Seat) -> None:
    me = seat("leader", DESK)
    me.open("/dashboard/zone_output/")
    me.page.locator(".bigchart svg").first.focus()
    me.page.keyboard.press("End")
    me.page.keyboard.press("ArrowLeft")
    me.page.get_by_text("以表格查看").click()
    row = me.page.locator(".keys tbody tr").nth(1).locator("td")
    day, value, path = (row.nth(n).inner_text() for n in (0, 1, 3))
    told = me.page.locator(".bigchart svg").first.get_attribute("aria-valuetext")
    assert told == f"{day[:7]}：{value} 亿元，计划 {path}"
