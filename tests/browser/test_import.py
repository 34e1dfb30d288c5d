"""A person sends a table with errors, mends the marked workbook, and imports it; in a real browser."""

import io
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from core.models import ImportBatch
from core.office import jobs
from enterprises.models import Enterprise
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE
from tests.sheets.books import book

NAME = "澄岳储能测试厂"


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_a_mended_error_workbook_is_imported_and_taken_back(
    seat: Seat, site: str, tmp_path: Path, size: tuple[int, int]
) -> None:
    me = seat("project", size)
    page, table = me.page, tmp_path / "台账.xlsx"
    table.write_bytes(
        book(["企业台账"], ["简称", "产业高地", "备注"], [NAME, "没有的高地", "x"], [f"{NAME}乙", None, "y"])
    )
    me.open("/import/firms/")
    page.locator("[name=file]").set_input_files(table)
    me.press("上传并预览")
    page.get_by_text("正在读取").first.wait_for()
    jobs.run_owed(timezone.now())
    page.get_by_text("2 行里").wait_for()
    me.look()
    with page.expect_download() as got:
        page.get_by_role("link", name="下载标错工作簿").click()
    marked = tmp_path / "标错.xlsx"
    got.value.save_as(marked)
    mended = load_workbook(io.BytesIO(marked.read_bytes()))
    sheet = mended.worksheets[0]
    assert "产业高地" in str(sheet["D3"].value)
    sheet["B3"].value = None
    if asks := [cell for cell in sheet[2] if cell.value == "认定"]:
        sheet.cell(4, asks[0].column).value = "是另一家"
    mended.save(marked)
    me.open("/import/firms/")
    page.locator("[name=file]").set_input_files(marked)
    me.press("上传并预览")
    page.get_by_text("正在读取").first.wait_for()
    jobs.run_owed(timezone.now())
    page.get_by_text("2 行里").wait_for()
    batch = ImportBatch.objects.latest("pk")
    if batch.asks:
        page.get_by_role("radio").last.check()
        me.press("按选择重新预览")
        page.get_by_text("正在读取").first.wait_for()
        jobs.run_owed(timezone.now())
        page.get_by_text("2 行里 2 行可以写入").wait_for()
    me.press("写入 2 行")
    page.get_by_text("正在写入").first.wait_for()
    jobs.run_owed(timezone.now())
    page.get_by_text("已写入：新增 2 行").wait_for()
    me.look()
    assert Enterprise.objects.filter(short_name__startswith=NAME).count() == 2
    page.once("dialog", lambda dialog: dialog.accept())
    me.press("撤销 2 行")
    page.get_by_text("2 行已退回原样").wait_for()
    me.look()
    assert not Enterprise.objects.filter(short_name__startswith=NAME).exists()
    assert me.faults == []
