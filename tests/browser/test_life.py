"""From a signed lead to 销号, as the people whose work it is, each in a browser of their own."""

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.models import User
from projects.enums import ActionState, LeadState, PeriodState
from projects.models import Action, Lead, Period, Project
from projects.periods import open_period
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE, Visitor

NAME = "澄岳光学模组项目"
WORK = "请住建部门三日内书面答复管线迁改方案。"


@pytest.fixture
def monday(site: str, db: None) -> Iterator[Period]:
    """The week that collects updates now. The test freezes it, so the site gets a new demo afterwards."""
    yield open_period(timezone.now())
    call_command("load_demo", "--fresh", verbosity=0, stdout=io.StringIO())


def sign_a_lead(me: Visitor, today: dt.date) -> Project:
    """招商: a lead is written down, followed, and signed; nothing of it is typed again."""
    page = me.page
    me.open("/projects/leads/")
    me.press("新增线索")
    me.look()
    page.locator("#id_name").fill(NAME)
    page.locator("#id_firm_name").fill("澄岳光学（示例）")
    page.locator("label").filter(has_text="自主招商").first.click()
    page.locator("#id_investment_wan").fill("36000")
    me.press("保存")
    page.get_by_role("heading", name=NAME).wait_for()
    page.locator("#id_text").fill("投资方第二次到园区看厂房。")
    me.press("记下")
    page.get_by_text("投资方第二次到园区看厂房。").wait_for()

    page.locator("#id_on").fill((today + dt.timedelta(days=1)).isoformat())
    me.press("确定")
    page.get_by_text("不能晚于今天").wait_for()
    assert Lead.objects.get(name=NAME).state == LeadState.OPEN
    page.locator("#id_on").fill(today.isoformat())
    me.press_five_times("form[action$='/end/'] button")
    page.wait_for_url("**/projects/YH-*/")
    project = Project.objects.get(name=NAME)
    assert (project.stage, project.total_investment_wan, project.partner) == ("signed", 36000, "澄岳光学（示例）")
    return project


def plan_it(me: Visitor, project: Project, today: dt.date) -> None:
    """四定, then 倒排: too early a date says at which node it is too late; the next one is frozen."""
    page = me.page
    me.open(f"/projects/{project.code}/edit/")
    page.locator("#id_key_listed_on").fill(today.isoformat())
    page.locator("#id_leader").select_option(index=1)
    page.locator("#id_task_force").select_option(index=1)
    me.press("保存修改")
    page.wait_for_url(lambda url: url.endswith(f"{project.code}/"))

    me.open(f"/projects/{project.code}/plan/")
    page.locator("#id_end").fill((today + dt.timedelta(days=200)).isoformat())
    me.press("倒排")
    page.get_by_text("个工作日，卡在").wait_for()
    page.locator("#id_end").fill((today + dt.timedelta(days=1500)).isoformat())
    me.press("倒排")
    page.get_by_text("来得及：没有节点已过最迟开始日期。").wait_for()
    me.look()
    me.press("采用并冻结基线")
    page.get_by_text("基线已冻结，改期须经延期申请").wait_for()
    project.refresh_from_db()
    assert project.baseline_frozen_on == today
    assert project.milestones.count() > 5


def report_it(me: Visitor, project: Project) -> None:
    """The week's update from a phone, red although the system sees nothing, with a blocker."""
    page = me.page
    me.open(f"/projects/{project.code}/update/")
    page.locator("#id_done").fill("完成选址踏勘。")
    page.locator(".lampick label").filter(has_text="红灯").click()
    me.press("提交本周进展")
    page.wait_for_url(lambda url: not url.endswith(f"{project.code}/update/"))


def freeze_it(me: Visitor, period: Period) -> None:
    """The leader does not wait for the deadline: 提前截止填报, asked once and meant."""
    page = me.page
    me.open(f"/projects/weeks/{period.key}/")
    page.once("dialog", lambda dialog: dialog.dismiss())
    me.press("提前截止填报")
    period.refresh_from_db()
    assert period.frozen_at is None, "a no is a no"
    page.once("dialog", lambda dialog: dialog.accept())
    me.press("提前截止填报")
    page.wait_for_url(f"**/weeks/{period.key}/agenda/")
    me.look()
    period.refresh_from_db()
    assert period.state == PeriodState.FROZEN


def close_it(me: Visitor, period: Period) -> None:
    """The meeting is over."""
    me.open(f"/projects/weeks/{period.key}/agenda/")
    me.page.once("dialog", lambda dialog: dialog.accept())
    me.press("办结本期调度")
    me.page.get_by_text("已结束").first.wait_for()
    period.refresh_from_db()
    assert period.state == PeriodState.CLOSED


def decide_on_it(me: Visitor, period: Period, owner: User) -> Action:
    """The meeting: the line is found on the agenda, and what is decided there becomes a 交办单."""
    page = me.page
    me.open("/projects/meeting/")
    me.open(f"/projects/weeks/{period.key}/present/")
    page.locator(".meet-ag").get_by_role("link", name=NAME).click()
    page.get_by_role("heading", name=NAME).wait_for()
    me.look()
    line = page.url
    page.keyboard.press("d")
    page.keyboard.type("答复管线迁改方案")
    page.keyboard.press("Escape")
    me.open(f"/projects/weeks/{period.key}/present/")  # the meeting turns to another line and back
    page.goto(line)
    assert page.locator("#id_title").input_value() == "答复管线迁改方案", "what was typed is still there"
    page.locator("#id_requirements").fill(WORK)
    page.locator("#id_owner").fill(str(owner))
    me.press_five_times("form[action$='/action/'] button")
    page.locator(".decd").wait_for()
    action = Action.objects.get(project__name=NAME)
    assert (action.owner, action.requirements, action.state) == (owner, WORK, ActionState.OPEN)
    assert action.number in me.text()
    return action


def test_from_a_signed_lead_to_the_action_struck_off(seat: Seat, photo: Path, monday: Period) -> None:
    today = timezone.localdate()
    officer, leader = User.objects.get(username="project"), User.objects.get(username="leader")
    desk, phone, wall, chair = seat(officer, DESK), seat(officer, PHONE), seat(leader, (1920, 1080)), seat(leader, DESK)

    project = sign_a_lead(desk, today)
    plan_it(desk, project, today)
    report_it(phone, project)
    freeze_it(chair, monday)
    action = decide_on_it(wall, monday, officer)

    phone.open("/workbench/")
    phone.press(f"{action.number} {action.title}")
    phone.page.locator("label").filter(has_text="报请销号").click()
    phone.page.locator("#id_text").fill("住建部门已书面答复，管线下周迁改。")
    phone.page.locator("input[type=file]").first.set_input_files(photo)
    phone.look()
    phone.press("登记")
    phone.page.get_by_text("住建部门已书面答复").wait_for()
    action.refresh_from_db()
    assert action.state == ActionState.SUBMITTED, "who does the work does not strike it off"

    chair.open(f"/projects/actions/{action.number}/")
    chair.page.get_by_text("销号", exact=True).click()
    chair.page.locator("#id_text").fill("情况属实。")
    chair.press("登记")
    chair.page.get_by_text("已销号").first.wait_for()
    close_it(chair, monday)
    chair.look()
    action.refresh_from_db()
    assert (action.state, action.closed_by) == (ActionState.CLOSED, leader)
    assert [visitor.faults for visitor in (desk, phone, wall, chair)] == [[], [], [], []]
