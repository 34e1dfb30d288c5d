"""店小二 on a phone and the departments behind: a visit, its request answered, its need taken, money in its limit."""

import datetime as dt
import time
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from core.enums import Role
from core.models import User
from enterprises.models import Enterprise, Request, Visit
from finance.models import CreditLine
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE

WORDS = "示例走访：新产线下月投产，电力增容还在排队。"
ASKED = "请协调 10 千伏增容，赶在投产前完成。"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "workshop.png"
    Image.new("RGB", (1200, 1600), (200, 190, 160)).save(path)
    return path


def test_a_visit_in_under_a_minute_and_what_becomes_of_it(seat: Seat, photo: Path) -> None:
    me = seat("liaison", PHONE)
    page = me.page
    me.open("/workbench/")
    began = time.monotonic()
    page.locator("nav.tabs").get_by_role("link", name="走访").click()
    page.wait_for_url("**/visits/new/**")
    me.look()
    firm = Enterprise.objects.looked_after_by(User.objects.get(username="liaison")).first()
    page.locator("#id_enterprise").select_option(str(firm.pk))
    page.locator("label").filter(has_text="电话").first.click()
    page.locator("#id_notes").fill(WORDS)
    me.press("加一条诉求")
    kind = page.locator("#id_request-0-kind option").filter(has_text="人才").first
    page.locator("#id_request-0-kind").select_option(value=kind.get_attribute("value"))
    page.locator("#id_request-0-text").fill(ASKED)
    page.locator("label.check").filter(has_text="融资需求").click()
    page.locator("input[type=file]").first.set_input_files(photo)
    me.press_five_times("button[form=visit-form]")
    page.wait_for_url("**/enterprises/*/")
    assert time.monotonic() - began < 60
    me.look()
    assert "已记录走访" in me.text()
    assert WORDS[:12] in me.text()
    visit = Visit.objects.get(notes=WORDS)
    assert (visit.enterprise, visit.mode, visit.photos.count()) == (firm, "phone", 1)
    asked = Request.objects.get(text=ASKED)
    assert me.faults == []

    handler = seat(User.objects.holding(Role.HANDLER).filter(department=asked.department)[0], DESK)
    assert handler.open(f"/enterprises/requests/{asked.pk}/") == 200
    handler.page.locator("#id_answer-text").first.fill("已联系供电公司，现场勘察排在本周。")
    handler.page.locator("#id_answer-promised_on").fill((timezone.localdate() + dt.timedelta(days=30)).isoformat())
    handler.press("提交答复")
    handler.page.get_by_text("已答复").first.wait_for()
    handler.look()
    handler.page.locator("form[action$='/finish/'] textarea").fill("增容已送电。")
    handler.press("办结诉求")
    handler.page.get_by_text("已办结").first.wait_for()
    asked.refresh_from_db()
    assert asked.state == "done"
    assert handler.faults == []

    officer = seat("finance", PHONE)
    officer.open("/workbench/")
    officer.press(f"承接 {firm}的融资需求")
    officer.page.get_by_text("已承接").first.wait_for()
    assert visit.handoffs.get().taken_by.username == "finance"
    assert officer.faults == []


def test_a_bank_sees_its_own_and_draws_within_the_limit(seat: Seat) -> None:
    me = seat("bank", DESK)
    own = User.objects.get(username="bank").bank_member.institution
    me.open("/finance/")
    shown = me.page.locator("tbody tr")
    assert shown.count() == min(20, CreditLine.objects.filter(institution=own).count())
    others = CreditLine.objects.exclude(institution=own)
    assert me.open(f"/finance/lines/{others[0].pk}/") == 404
    usable = CreditLine.objects.filter(institution=own).waiting(timezone.localdate())
    line = next(each for each in usable if each.undrawn_wan > 10)
    left = int(line.undrawn_wan)
    me.open(f"/finance/lines/{line.pk}/draw/")
    me.page.locator("#id_amount_wan").fill(str(left + 1))
    me.page.locator("button[type=submit]").last.click()
    me.page.get_by_text("超过授信").wait_for()
    me.look()
    assert me.page.locator("#id_amount_wan").input_value().replace(",", "") == str(left + 1)
    me.page.locator("#id_amount_wan").fill("10")
    me.page.locator("button[type=submit]").last.click()
    me.page.get_by_text("已登记放款 10 万元").wait_for()
    assert CreditLine.objects.get(pk=line.pk).undrawn_wan == left - 10
    assert me.faults == []


def test_the_firm_has_the_last_word(seat: Seat) -> None:
    """The officer makes a link on the phone; the firm, without an account, rates it; five taps are one answer."""
    liaison = User.objects.get(username="liaison")
    row = Request.objects.visible_to(liaison).unconfirmed().first()
    assert row, "the demo has one that awaits the firm"
    officer = seat(liaison, PHONE)
    officer.open(f"/enterprises/requests/{row.pk}/")
    officer.press("生成确认链接")
    words = officer.page.locator("#confirm-words")
    words.wait_for()
    officer.look()
    link = words.input_value().splitlines()[-1]
    assert link.startswith(officer.base)

    firm = seat(None, PHONE)
    assert firm.open(link.removeprefix(firm.base)) == 200
    assert row.text[:6] in firm.text()
    firm.page.locator("label").filter(has_text="已解决").click()
    firm.press("提交")
    firm.page.get_by_text("请选择满意程度").wait_for()
    firm.page.get_by_text("很满意", exact=True).click()
    firm.press_five_times("#confirm-form button")
    firm.page.get_by_text("感谢您的确认").wait_for()
    firm.look()
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert row.changes.filter(to_state="confirmed").count() == 1
    assert firm.open(link.removeprefix(firm.base)) == 404

    officer.open(f"/enterprises/requests/{row.pk}/")
    officer.page.get_by_text("企业已确认解决").wait_for()
    assert (officer.faults, firm.faults) == ([], [])
