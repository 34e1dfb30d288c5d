"""园区领导 at a desk: any date, every number down to its rows, and what does not add up."""

import re

from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE

BIG = ".tile .tile-n, .big"


def figures(text: str) -> list[str]:
    return re.findall(r"\d+\.\d{2}", text)


def test_the_dashboard_as_of_another_day(seat: Seat) -> None:
    me = seat("leader", DESK)
    me.open("/")
    assert me.page.url.endswith("/dashboard/")
    today = me.text()
    assert "300 亿元目标未落实承接主体" in today
    for words in ("迈入千亿级园区", "千名专业人才", "30 家龙头和单项冠军", "三位一体与三个高地", "完成率", "序时"):
        assert words in today
    me.press("年初")
    me.page.wait_for_load_state()
    me.look()
    assert figures(me.text()) != figures(today)
    assert me.page.locator("#id_as_of").input_value().endswith("-01-01")
    me.page.locator("#id_as_of").fill("2099-01-01")
    me.press("查看")
    me.page.get_by_text("“截至”日期不能晚于今天").wait_for()
    assert me.faults == []


def test_each_number_opens_to_its_rows_and_its_source(seat: Seat) -> None:
    me = seat("leader", DESK)
    me.open("/dashboard/")
    ways = me.page.get_by_role("link", name="看明细").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    assert len(set(ways)) >= 4
    for way in ways:
        assert me.open(way) == 200
        assert "数字后面的明细" in me.text()
        assert "来源" in me.text()
    me.open(ways[0])
    me.page.locator("#rows table a").first.click()
    me.page.wait_for_url(re.compile(r"/enterprises/\d+/"))
    me.look()
    assert me.faults == []


def test_the_dashboard_on_a_phone_and_on_paper(seat: Seat) -> None:
    me = seat("leader", PHONE)
    me.open("/dashboard/")
    assert "未落实" in me.text()
    me.page.set_viewport_size({"width": 1040, "height": 1400})  # as wide as the sheet
    me.page.emulate_media(media="print")
    assert not me.page.locator("nav").first.is_visible()
    assert not me.page.get_by_role("button", name="查看").is_visible()
    assert me.page.locator(".tile h2").first.is_visible()
    assert me.faults == []


def test_a_wrong_address_leads_home(seat: Seat) -> None:
    me = seat("leader", DESK)
    assert me.open("/projects/NO-SUCH/") == 404
    assert "没有找到这个页面" in me.text()
    me.press("回到首页")
    me.page.wait_for_url("**/dashboard/")
    assert me.faults == []
