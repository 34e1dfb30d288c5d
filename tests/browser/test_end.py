"""From an opening balance to 销号: a pause, a postponement, and a mistake that is taken back, in real browsers."""

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.kernel.workdays import WorkCalendar
from core.models import User
from projects.enums import Decision, Life
from projects.models import LifeChange, Postponement, Project
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE, Visitor

NAME = "澄岳储能装备项目"


@pytest.fixture
def begun(site: str, db: None) -> Iterator[Project]:
    """A key project that began two years ago, with a frozen plan: one node done, one to come."""
    today, officer = timezone.localdate(), User.objects.get(username="project")
    project = Project.objects.create(
        code="YH-2024-900",
        name=NAME,
        key_listed_on=today - dt.timedelta(days=300),
        leader=User.objects.get(username="leader"),
        responsible=officer,
        reporter=officer,
        due_on=today + dt.timedelta(days=90),
        total_investment_wan=100_000,
        is_example=True,
    )
    calendar = WorkCalendar.load()
    days = [today - dt.timedelta(days=200), calendar.working_days_after(today, 20)]
    for rank, (name, on) in enumerate(zip(("主体封顶", "竣工验收"), days, strict=True), 1):
        project.milestones.create(
            rank=rank, name=name, baseline_on=on, planned_on=on, actual_on=on if rank == 1 else None
        )
    project.freeze_baseline(on=today - dt.timedelta(days=250))
    yield project
    call_command("load_demo", "--fresh", verbosity=0, stdout=io.StringIO())


def decide(boss: Visitor, project: Project, word: str) -> None:
    """The leader finds the request in the list and says 同意."""
    boss.open("/projects/decisions/")
    row = boss.page.locator("li.decide").filter(has_text=project.name).filter(has_text=word)
    row.get_by_role("button", name="同意", exact=True).click()
    boss.page.locator("#toasts").get_by_text("已决定").wait_for()


def test_from_an_opening_balance_to_the_end(seat: Seat, begun: Project) -> None:
    me, boss, today = seat("project", DESK), seat("leader", DESK), timezone.localdate()
    page, home = me.page, f"/projects/{begun.code}/"

    me.open(f"{home}investment/")
    me.press("记期初投资")
    me.look()
    page.locator("#id_as_of").fill(f"{today.year - 1}-12-31")
    page.locator("#id_wan").fill("68,000")
    page.locator("#id_source").fill(f"{today.year - 1} 年统计台账")
    me.press("记下")
    page.get_by_text("另有上线前完成 68,000 万元").wait_for()
    assert "68,000" in me.page.goto(me.base + home).text()

    pause_and_resume(me, boss, begun, today)
    postpone_and_take_back(me, boss, begun)
    finish(me, begun, today)
    assert me.faults == boss.faults == []


def pause_and_resume(me: Visitor, boss: Visitor, project: Project, today: dt.date) -> None:
    """The clock stops by a leader's word and goes on with new dates by another."""
    page, life = me.page, f"/projects/{project.code}/life/"
    before = project.milestones.get(rank=2).planned_on
    me.open(f"{life}pause/")
    page.locator("#id_on").fill((today - dt.timedelta(days=14)).isoformat())
    page.locator("#id_until").fill((today + dt.timedelta(days=30)).isoformat())
    page.locator("#id_reason").fill("企业年内资金统筹")
    me.press("提请暂停")
    page.get_by_text("提请暂停，等待领导决定").wait_for()
    project.refresh_from_db()
    assert project.life == Life.RUNNING
    decide(boss, project, "暂停")
    me.open(f"/projects/{project.code}/")
    assert "预计" in page.locator(".phead .note-amber").first.inner_text()
    assert page.locator(".phead-lamps").inner_text().count("灰灯") == 1

    me.open(f"{life}resume/")
    page.locator("#id_reason").fill("资金到位")
    me.press("提请复工")
    page.get_by_text("提请复工，等待领导决定").wait_for()
    decide(boss, project, "复工")
    project.refresh_from_db()
    last = project.milestones.get(rank=2)
    assert project.life == Life.RUNNING
    assert last.planned_on > before
    assert last.paused_days == (last.planned_on - before).days


def postpone_and_take_back(me: Visitor, boss: Visitor, project: Project) -> None:
    """A wrong date is asked for and taken back; the right one is asked for and granted."""
    page, node = me.page, project.milestones.get(rank=2)
    calendar = WorkCalendar.load()
    wrong, right = (calendar.working_days_after(node.planned_on, n) for n in (200, 10))
    for on in (wrong, right):
        me.open(f"/projects/{project.code}/plan/{node.pk}/postpone/")
        page.locator("#id_to_on").fill(on.isoformat())
        page.locator("#id_reason").fill("设备到货推迟")
        me.press("提交申请")
        page.get_by_text("等待联点领导决定").first.wait_for()
        if on == wrong:
            page.once("dialog", lambda dialog: dialog.accept())
            page.get_by_role("button", name="撤回").first.click()
            page.get_by_text("已撤回").first.wait_for()
    decide(boss, project, "竣工验收")
    node.refresh_from_db()
    assert node.planned_on == right
    assert set(Postponement.objects.filter(milestone=node, resumption=False).values_list("to_on", "state")) == {
        (wrong, Decision.WITHDRAWN),
        (right, Decision.APPROVED),
    }


def finish(me: Visitor, project: Project, today: dt.date) -> None:
    """销号 is put aside while a node is open, and done when it is not."""
    page, life = me.page, f"/projects/{project.code}/life/"
    me.open(f"{life}finish/")
    page.locator("#id_evidence").fill("竣工验收意见")
    me.press("存为待销号")
    page.get_by_text("存为待销号，办齐后提交").wait_for()
    project.milestones.get(rank=2).complete(on=today)
    me.open(f"{life}finish/")
    me.resize(*PHONE)
    me.look()
    me.resize(*DESK)
    assert page.locator("#id_evidence").input_value() == "竣工验收意见"
    page.locator("form button.btn-primary", has_text="销号").click()
    page.get_by_text("已销号").first.wait_for()
    project.refresh_from_db()
    assert (project.life, project.closed_on) == (Life.FINISHED, today)
    assert list(LifeChange.objects.filter(project=project).order_by("pk").values_list("act", flat=True)) == [
        "pause",
        "resume",
        "finish",
    ]
    assert not project.owes_updates
