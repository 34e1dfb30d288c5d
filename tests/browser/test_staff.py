"""项目专员 on a phone: the week's updates, and two people on one project."""

from pathlib import Path

from django.utils import timezone

from core.enums import Role
from core.models import User
from projects.models import Project, Update
from projects.periods import open_period
from projects.week.reporting import desk_of
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE, Visitor

WAITING = "li.wk:not(.wk-done)"
FIVE_ANSWERS = """async () => {
  const form = document.getElementById('update');
  const send = () => fetch(location.href, {method: 'POST', body: new FormData(form)});
  const answers = await Promise.all([send(), send(), send(), send(), send()]);
  return answers.map(answer => answer.status);
}"""


def two_on_one_project() -> tuple[Project, User, User]:
    """A project that awaits its update, who answers for it, and a colleague of the task force."""
    officers = User.objects.holding(Role.PROJECT_OFFICER).exclude(username="project").order_by("pk")
    for officer in officers:
        for project in desk_of(officer, open_period(timezone.now())).waiting:
            colleagues = officers.filter(task_forces=project.task_force).exclude(pk=officer.pk)
            if project.responsible == officer and colleagues:
                return project, officer, colleagues[0]
    raise AssertionError("the demo leaves nobody with work to do")


def form_of_the_next(visitor: Visitor) -> Project:
    """Open the form of the first project that awaits its update."""
    visitor.page.goto(visitor.base + "/workbench/")
    row = visitor.page.locator(WAITING).first
    project = Project.objects.get(name=row.locator("a.name").inner_text())
    visitor.press("填报 " + project.name)
    visitor.page.wait_for_url("**/update/")
    return project


def test_a_week_in_a_few_taps(seat: Seat, photo: Path) -> None:
    me = seat(None, PHONE)
    page = me.page
    me.open("/login/")
    page.locator("[data-username=project]").click()
    me.press("登录")
    page.wait_for_url("**/workbench/")
    me.look()

    waiting = page.locator(WAITING).count()
    assert waiting >= 3
    first = page.locator(WAITING).first
    name = first.locator("a.name").inner_text()
    red = first.get_by_text("红灯").count() > 0
    first.get_by_role("button", name="无变化").click()
    if red:  # asked once
        page.get_by_role("button", name="确属无变化，提交").click()
    page.locator("#toasts").get_by_text("已报无变化").wait_for()
    assert page.locator(WAITING).count() == waiting - 1
    assert Update.objects.filter(project__name=name).latest("submitted_at").unchanged

    project = form_of_the_next(me)
    me.look()
    page.locator("#id_done").fill("三层梁板浇筑完成。")
    page.locator("#id_next").fill("四层支模。")
    page.wait_for_timeout(900)  # the draft is kept a moment after the last key
    page.reload()
    page.get_by_text("存在本机的草稿").wait_for()
    assert page.locator("#id_done").input_value() == "三层梁板浇筑完成。"

    page.locator("#id_investment_wan").fill("120")
    page.locator(".lampick label").filter(has_text="绿灯").click()
    page.locator("details summary").click()
    page.locator("input[type=file]").first.set_input_files(photo)
    me.press_five_times("button[form=update]")
    page.wait_for_url(lambda url: not url.endswith(f"{project.code}/update/"))
    update = Update.objects.filter(project=project).latest("submitted_at")
    assert (update.version, update.done, update.next) == (1, "三层梁板浇筑完成。", "四层支模。")
    assert update.photos.count() == 1
    page.goto(f"{me.base}/projects/{project.code}/update/")
    assert "存在本机的草稿" not in me.text(), "a saved draft is forgotten"
    assert me.faults == []


def test_five_answers_to_one_form_are_one_update(seat: Seat) -> None:
    """What a nervous finger and a bad line make of one form: five requests at once, past the page's own guard."""
    me = seat("project", PHONE)
    project = form_of_the_next(me)
    before = Update.objects.filter(project=project).count()
    me.page.locator("#id_done").fill("设备基础验收。")
    me.page.locator(".lampick label").filter(has_text="黄灯").click()
    assert me.page.evaluate(FIVE_ANSWERS) == [200] * 5
    assert Update.objects.filter(project=project).count() == before + 1
    assert Update.objects.filter(project=project).latest("submitted_at").version == 1


def test_a_wrong_figure_is_said_at_its_field_and_the_rest_is_kept(seat: Seat) -> None:
    project, officer, _colleague = two_on_one_project()
    me = seat(officer, PHONE)
    me.open(f"/projects/{project.code}/update/")
    me.page.locator("#id_done").fill("停工检修。")
    me.page.locator("#id_next").fill("下周复工。")
    me.page.locator("#id_investment_wan").fill("十二")
    me.page.locator(".lampick label").filter(has_text="红灯").click()
    me.press("提交本周进展")
    me.page.locator(".field-error").first.wait_for()
    me.look()
    assert me.page.locator("#id_next").input_value() == "下周复工。"
    assert me.page.locator("#id_investment_wan").input_value() == "十二"
    assert me.page.locator(".lampick input:checked").get_attribute("value") == "red"
    assert me.faults == []


def test_the_second_of_two_people_gets_both_versions(seat: Seat) -> None:
    project, officer, colleague = two_on_one_project()
    quick, slow = seat(officer, DESK), seat(colleague, PHONE)
    for me in (quick, slow):
        me.page.goto(f"{me.base}/projects/{project.code}/update/")
    for me, done in ((quick, "屋面防水完成。"), (slow, "屋面防水与保温完成，消防管道开始。")):
        me.page.locator("#id_done").fill(done)
        me.page.locator(".lampick label").filter(has_text="绿灯").click()

    quick.press("提交本周进展")
    quick.page.wait_for_url(lambda url: not url.endswith(f"{project.code}/update/"))
    with slow.page.expect_navigation() as answer:
        slow.press("提交本周进展")
    assert answer.value.status == 409
    slow.look()
    assert "没有保存" in slow.text()
    assert "屋面防水与保温完成，消防管道开始。" in slow.text().replace("\n", "")
    slow.press("按所选保存")
    slow.page.wait_for_url(lambda url: not url.endswith("/update/"))

    update = Update.objects.filter(project=project).latest("submitted_at")
    assert (update.version, update.done) == (2, "屋面防水与保温完成，消防管道开始。")
    slow.page.goto(f"{slow.base}/projects/{project.code}/history/")
    assert "屋面防水完成。" in slow.text(), "the other version stays in the history"
    assert quick.faults + slow.faults == []
