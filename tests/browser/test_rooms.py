"""A talent officer's day, a bank clerk's day, and the firm that says whether the bank's figure is true."""

import datetime as dt

from django.utils import timezone

from core.models import User
from enterprises.models import VisitHandoff
from finance.models import CreditLine, FinancingNeed, Passing
from talent.models import Talent, TalentNeed
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE, Visitor

NUMBER, SAME_NUMBER = "430111199003070019", "430111 19900307 0019"  # invented, with a right check digit
LINE, DRAWN = 600, 200  # 万元


def save(me: Visitor) -> None:
    """Send the form of the page, and see what comes of it."""
    button = me.page.locator("button[type=submit].btn-primary").last
    with me.page.expect_navigation():
        button.click()
    me.look()


def shown_link(me: Visitor) -> str:
    """The path of the one-time link that stands on the page."""
    words = me.page.locator("#confirm-words")
    words.wait_for()
    link = words.input_value().splitlines()[-1]
    assert link.startswith(me.base)
    return link.removeprefix(me.base)


def test_a_talent_officers_day(seat: Seat) -> None:
    """A need heard on a visit becomes a row; a head counts once its evidence is whole, and never twice."""
    me = seat("talent", DESK)
    waiting = VisitHandoff.objects.filter(kind="talent", taken_at=None).select_related("visit__enterprise")[0]
    firm = waiting.visit.enterprise
    me.open("/workbench/")
    me.press(f"承接 {firm}的人才需求")
    me.page.get_by_text(f"已承接 {firm} 的需求").wait_for()
    me.look()
    assert waiting.note in me.text()
    assert me.page.locator("#id_enterprise").input_value() == str(firm)
    me.page.locator("#id_what").fill("示例焊接工程师")
    me.page.locator("#id_heads").fill("2")
    save(me)
    waiting.refresh_from_db()
    need = TalentNeed.objects.get(what="示例焊接工程师")
    assert (need.enterprise, need.heads) == (firm, 2)
    assert waiting.closed_at

    today = timezone.localdate()
    me.open("/talent/new/")
    me.page.locator("#id_name").fill("示例焊工甲")
    me.page.locator("label").filter(has_text="工匠技能型").click()
    me.page.locator("#id_arrived_on").fill(str(today - dt.timedelta(30)))
    me.page.locator("#id_identity_number").fill(NUMBER)
    save(me)
    assert "没有填企业" in me.text(), "asked, not refused"
    save(me)
    row = Talent.objects.get(name="示例焊工甲")
    assert "待佐证" in me.text()
    for kind in ("contract", "insurance"):
        me.open(f"/talent/{row.pk}/proofs/new/{kind}/")
        me.page.locator("#id_number").fill("示例 1 号")
        me.page.locator("#id_on").fill(str(today - dt.timedelta(30)))
        save(me)
    me.open(f"/talent/{row.pk}/edit/")
    me.page.locator("#id_recognised_on").fill(str(today - dt.timedelta(10)))
    me.page.locator("#id_evidence").fill("示例认定文件 1 号")
    save(me)
    assert "待佐证" in me.text(), "no firm is named yet"
    me.open(f"/talent/{row.pk}/edit/")
    me.page.locator("#id_enterprise").fill(str(firm))
    save(me)
    assert "待佐证" not in me.text()
    assert row.spans.filter(until=None).exists()
    assert NUMBER not in me.page.content()

    me.open("/talent/new/")
    me.page.locator("#id_name").fill("示例焊工乙")
    me.page.locator("label").filter(has_text="工匠技能型").click()
    me.page.locator("#id_arrived_on").fill(str(today))
    me.page.locator("#id_identity_number").fill(SAME_NUMBER)
    save(me)
    assert "这个证件号码已经登记过" in me.text()
    assert not Talent.objects.filter(name="示例焊工乙").exists()
    assert me.faults == []


def test_a_need_becomes_money_and_the_firm_confirms_it(seat: Seat) -> None:
    """Passed on, offered, granted, drawn; the bank cannot answer for the firm, whose word closes the link."""
    need = FinancingNeed.objects.filter(state="open", amount_wan__gt=LINE).exclude(passings__isnull=False)[0]
    bank = User.objects.get(username="bank").bank_member.institution
    officer = seat("finance", DESK)
    officer.open(f"/finance/needs/{need.pk}/pass/")
    officer.page.locator("#id_institution").select_option(str(bank.pk))
    officer.page.locator("#id_shared_0").check()
    save(officer)
    passing = Passing.objects.get(need=need, institution=bank)

    clerk = seat("bank", DESK)
    assert clerk.open(f"/finance/desk/{passing.pk}/?answer=offer") == 200
    assert str(need.enterprise) in clerk.text()
    clerk.page.locator("#id_offered_wan").fill(str(LINE))
    clerk.page.locator("#id_rate").fill("3.85")
    offer_product(clerk)
    save(clerk)
    passing.refresh_from_db()
    assert (passing.state, passing.offered_wan) == ("offered", LINE)

    clerk.open(f"/finance/lines/new/?need={need.pk}&passing={passing.pk}")
    clerk.page.locator("#id_granted_wan").fill(str(LINE))
    clerk.page.locator("#id_granted_on").fill(str(timezone.localdate()))
    save(clerk)
    line = CreditLine.objects.get(need=need, institution=bank)
    clerk.open(f"/finance/lines/{line.pk}/draw/")
    clerk.page.locator("#id_amount_wan").fill(str(DRAWN))
    save(clerk)
    drawn = line.drawdowns.get()
    need.refresh_from_db()
    assert need.state == "partly", "the rest stays open for others"

    officer.open(f"/finance/sides/drawdown/{drawn.pk}/")
    officer.press("生成确认链接")
    link = shown_link(officer)
    assert clerk.open(link) == 403
    assert "不能替企业确认" in clerk.text()
    firm = seat(None, PHONE)
    assert firm.open(link) == 200
    assert f"{DRAWN} 万元" in firm.text()
    firm.page.locator("label").get_by_text("不一致", exact=True).click()
    firm.page.locator("#id_said_wan").fill("150")
    firm.press_five_times("#confirm-form button")
    firm.page.get_by_text("差额 50 万元").wait_for()
    firm.look()
    assert drawn.confirmations.count() == 1
    assert firm.open(link) == 404

    officer.open("/finance/sides/?what=drawdown&side=differs")
    assert str(need.enterprise) in officer.text()
    assert (officer.faults, clerk.faults, firm.faults) == ([], [], [])


def offer_product(clerk: Visitor) -> None:
    """Name what is offered."""
    clerk.page.locator("#id_product").fill("示例流动资金贷款")
