"""A person takes a filtered list home, and does one thing to several of its rows on a phone; in a real browser."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from core.models import Job, User
from core.sheets.picking import DONE, SAME, outcomes_of
from projects.models import Project
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE

HEADS = ["项目名称", "园区", "阶段"]


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_filtered_list_goes_home_with_its_columns(
    seat: Seat, site: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    me = seat("leader", size)
    page = me.page
    me.open("/projects/?stage=started&sort=name")
    shown = page.locator("a.name:visible, a.pcard:visible b").all_inner_texts()
    me.press("导出")
    page.locator("[name=columns]").first.wait_for()
    for column in page.locator("[name=columns]").all():
        if column.get_attribute("value") not in ("name", "park", "stage"):
            column.uncheck()
    me.look()
    with page.expect_download() as got:
        page.locator("main button[type=submit]").last.click()
    got.value.save_as(tmp_path / "项目.xlsx")
    sheet = load_workbook(tmp_path / "项目.xlsx").active
    heads, *rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert list(heads) == HEADS
    assert {row[2] for row in rows} == {"开工"}
    leader = User.objects.get(username="leader")
    listed = Project.objects.visible_to(leader).shown().filter(stage="started")
    assert sorted(str(row[0]) for row in rows) == sorted(listed.values_list("name", flat=True))
    assert shown
    assert [str(row[0]) for row in rows[: len(shown)]] == [
        text.split("\n")[0].replace("示例", "").strip() for text in shown
    ]
    assert me.faults == []


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_three_projects_are_reminded_of_at_once(seat: Seat, site: str, size: tuple[int, int]) -> None:
    """Ticked, counted, asked about, done; the page of the result is loaded again, and the same again is nothing."""
    me = seat("leader", size)
    page, before = me.page, Job.objects.filter(kind="picked").count()
    me.open("/projects/?lamp=unreported")
    boxes = page.locator("[name=keys]:visible")
    assert page.locator("[data-picks] [type=submit]").first.is_disabled()
    for place in range(3):
        boxes.nth(place).check()
    assert page.locator("[data-pick-some]").inner_text() == "选中 3 行"
    me.look()
    me.press("提醒填报")
    assert page.locator(".pick-list li").count() == 3
    me.look()
    page.locator("[name=sure]").click()
    page.get_by_role("heading", name="办理结果").wait_for()
    me.look()
    page.reload()
    assert page.locator("[data-pick-result]").count() == 3
    job = Job.objects.filter(kind="picked").latest("pk")
    assert Job.objects.filter(kind="picked").count() == before + 1
    assert {each.what for each in outcomes_of(job)} <= {DONE, SAME}
    assert me.faults == []


def test_the_whole_filter_is_a_second_step(seat: Seat, site: str) -> None:
    me = seat("leader", DESK)
    page = me.page
    me.open("/projects/")
    page.locator("[data-pick-all-here]").click()
    page.locator("[data-pick-all]").click()
    count = Project.objects.visible_to(User.objects.get(username="leader")).shown().count()
    assert f"选中全部 {count} 行" in page.locator("[data-picks]").inner_text()
    me.press("提醒填报")
    assert page.locator(".pick-list li").count() == count
    assert me.faults == []


def test_paper_shows_no_ticks(seat: Seat, site: str) -> None:
    me = seat("leader", DESK)
    me.open("/projects/")
    me.page.emulate_media(media="print")
    assert me.page.locator("[name=keys]:visible, [data-picks]:visible, [data-pick-page]:visible").count() == 0
