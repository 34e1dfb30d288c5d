"""Drafts between two people, and across a session that ends while somebody writes."""

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Route

from core.enums import Role
from core.models import User
from enterprises.models import Enterprise
from projects.models import Project, Update
from projects.periods import open_period
from tests.browser.conftest import Seat
from tests.browser.test_staff import two_on_one_project
from tests.browser.visitor import DESK, PHONE, Visitor

PASSWORD = "demo1133"
Edited = tuple[Project, User, User, str]


def leave_a_draft(me: Visitor, path: str, **values: str) -> None:
    """Type, wait until it is kept, and go away."""
    me.page.goto(me.base + path)
    for name, value in values.items():
        me.page.locator(f"#id_{name}").fill(value)
    me.page.wait_for_timeout(900)
    me.page.goto(me.base + "/me/")


def end_session(me: Visitor) -> None:
    me.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)


def log_in_again(me: Visitor, username: str) -> None:
    me.page.locator("#id_username").fill(username)
    me.page.locator("#id_password").fill(PASSWORD)
    me.press("登录")
    me.page.wait_for_url(lambda url: "/login/" not in url)


@pytest.fixture
def edited(site: str, db: None) -> Edited:
    """A project that two people may change, those two, and its edit page."""
    officers = list(User.objects.holding(Role.PROJECT_OFFICER).order_by("pk"))
    for project in Project.objects.order_by("pk"):
        may = [each for each in officers if each.has_perm("projects.change_project", project)]
        if len(may) > 1:
            return project, may[0], may[1], f"/projects/{project.code}/edit/"
    raise AssertionError("the demo has no project that two people may change")


def colleague_saves(seat: Seat, colleague: User, path: str, partner: str) -> None:
    them = seat(colleague, DESK)
    them.page.goto(them.base + path)
    them.page.locator("#id_total_investment_wan").fill("66666")
    them.page.locator("#id_partner").fill(partner)
    them.press("保存修改")
    them.page.wait_for_url(lambda url: not url.endswith("/edit/"))


def test_a_draft_over_a_row_that_somebody_changed_leads_to_both_versions(seat: Seat, edited: Edited) -> None:
    project, officer, colleague, path = edited
    me = seat(officer, DESK)
    leave_a_draft(me, path, source="甲的来源", partner="甲写的合作方")
    colleague_saves(seat, colleague, path, "乙写的合作方")

    me.page.goto(me.base + path)
    note = me.page.locator("[data-draft-note]")
    assert f"此后{colleague}在" in note.inner_text()
    assert "合作方现为：乙写的合作方。" in note.inner_text()
    assert me.page.locator("#id_total_investment_wan").input_value() == "66,666"
    assert me.page.locator("#id_partner").input_value() == "甲写的合作方"
    me.look()
    with me.page.expect_navigation() as answer:
        me.press("保存修改")
    assert answer.value.status == 409
    project.refresh_from_db()
    assert (project.partner, int(project.total_investment_wan)) == ("乙写的合作方", 66666), "nothing was overwritten"
    me.page.locator("[name=pick_partner][value=theirs]").check(force=True)
    me.press("按所选保存")
    me.page.wait_for_url(lambda url: not url.endswith("/edit/"))
    project.refresh_from_db()
    assert (project.partner, project.source) == ("乙写的合作方", "甲的来源")
    me.page.goto(me.base + path)
    assert me.page.locator("[data-draft-note]").count() == 0
    assert me.faults == []


def test_without_the_version_the_draft_would_overwrite(seat: Seat, edited: Edited) -> None:
    """The control: the same, but the form says the version of today, as it did before drafts kept theirs."""
    project, officer, colleague, path = edited
    me = seat(officer, DESK)
    leave_a_draft(me, path, partner="丙写的合作方")
    colleague_saves(seat, colleague, path, "乙写的合作方")
    me.page.goto(me.base + path)
    project.refresh_from_db()
    me.page.locator("form[data-draft] [name=version]").evaluate(
        "(token, now) => { token.value = now; }", project.version
    )
    me.press("保存修改")
    me.page.wait_for_url(lambda url: not url.endswith("/edit/"))
    project.refresh_from_db()
    assert project.partner == "丙写的合作方", "the other person's value is gone, without a word"


def test_a_draft_of_the_week_over_a_colleague_s_report(seat: Seat) -> None:
    project, officer, colleague = two_on_one_project()
    path, week = f"/projects/{project.code}/update/", open_period(timezone.now())
    me, them = seat(officer, PHONE), seat(colleague, DESK)
    leave_a_draft(me, path, done="甲的半句")
    them.page.goto(them.base + path)
    them.page.locator("#id_done").fill("乙报的完成")
    them.page.locator("#id_next").fill("乙报的下一步")
    them.page.locator(".lampick label").filter(has_text="绿灯").click()
    them.press("提交本周进展")
    them.page.wait_for_url(lambda url: not url.endswith(path))

    me.page.goto(me.base + path)
    assert f"此后{colleague}在" in me.page.locator("[data-draft-note]").inner_text()
    assert me.page.locator("#id_done").input_value() == "甲的半句"
    assert me.page.locator("#id_next").input_value() == "乙报的下一步"
    with me.page.expect_navigation() as answer:
        me.press("提交修改")
    assert answer.value.status == 409
    assert Update.objects.get(project=project, period=week).done == "乙报的完成"


def test_a_firm_s_form_is_refused_once_with_what_it_says_now(seat: Seat) -> None:
    firm = Enterprise.objects.standing().order_by("pk").first()
    path = f"/enterprises/{firm.pk}/edit/"
    me, them = seat("project", DESK), seat(two_on_one_project()[2], DESK)
    leave_a_draft(me, path, address="草稿里的地址")
    them.page.goto(them.base + path)
    them.page.locator("#id_short_name").fill("新简称")
    them.page.locator("button[form=firm-form]").click()
    them.page.wait_for_url(lambda url: not url.endswith("/edit/"))

    me.page.goto(me.base + path)
    assert me.page.locator("#id_short_name").input_value() == "新简称"
    me.page.locator("button[form=firm-form]").click()
    me.page.get_by_text("改过这条记录。你填的都还在").wait_for()
    assert me.page.locator("#id_address").input_value() == "草稿里的地址"
    me.page.locator("button[form=firm-form]").click()
    me.page.wait_for_url(lambda url: not url.endswith("/edit/"))
    firm.refresh_from_db()
    assert (firm.short_name, firm.address) == ("新简称", "草稿里的地址")
    me.page.goto(me.base + path)
    assert me.page.locator("[data-draft-note]").count() == 0, "what is saved is no draft"


def test_a_word_of_the_leader_outlives_the_session(seat: Seat) -> None:
    """The panel of a page, which has no page of its own to come back to."""
    me, project = seat("leader", DESK), Project.objects.order_by("pk").first()
    path, text = f"/projects/{project.code}/", "请本周内把用地手续办完。"
    me.page.goto(me.base + path)
    me.page.locator("#id_text").fill(text)
    end_session(me)
    me.page.locator(f"form[action='{path}instruct/'] button[type=submit]").click()
    me.page.get_by_text("刚才的内容没有提交").wait_for()
    me.look()
    assert not project.instructions.filter(text=text).exists()
    log_in_again(me, "leader")
    assert me.page.url == me.base + path
    assert me.page.locator("#id_text").input_value() == text
    me.page.locator(f"form[action='{path}instruct/'] button[type=submit]").click()
    me.page.locator("#toasts").get_by_text("批示已记下").wait_for()
    assert project.instructions.filter(text=text).count() == 1
    assert me.page.locator("#id_text").input_value() == ""
    assert me.faults == []


@pytest.mark.parametrize(
    ("who", "path", "name", "value", "form"),
    [
        ("finance", "/finance/needs/new/", "purpose", "流动资金", "need-form"),
        ("talent", "/talent/new/", "title", "总工程师", "talent-form"),
        ("finance", "/finance/lines/new/", "granted_wan", "1,200", "line-form"),
    ],
)
def test_a_register_s_form_outlives_the_session(
    who: str, path: str, name: str, value: str, form: str, seat: Seat
) -> None:
    me = seat(who, PHONE)
    me.page.goto(me.base + path)
    me.page.locator(f"#id_{name}").fill(value)
    end_session(me)
    me.page.locator(f"button[form={form}]").click()
    me.page.get_by_text("刚才的内容没有提交").wait_for()
    log_in_again(me, who)
    assert me.page.url == me.base + path
    assert me.page.locator(f"#id_{name}").input_value() == value


def test_another_person_at_the_same_machine_meets_no_draft(seat: Seat) -> None:
    me = seat("finance", DESK)
    leave_a_draft(me, "/finance/needs/new/", purpose="他人的用途")
    end_session(me)
    me.enter_as("leader")
    me.page.goto(me.base + "/me/")
    end_session(me)
    me.enter_as("finance")
    me.page.goto(me.base + "/finance/needs/new/")
    assert me.page.locator("#id_purpose").input_value() == "他人的用途", "leaving without a word keeps one's own"
    me.page.goto(me.base + "/me/")
    me.press("退出登录")
    me.page.wait_for_url("**/login/")
    assert me.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('zt:draft:'))") == []


def test_a_visit_that_met_an_ended_session_leads_to_the_log_in_and_is_sent(seat: Seat) -> None:
    me = seat("liaison", PHONE)
    me.page.goto(me.base + "/enterprises/visits/new/")
    me.page.locator("#id_notes").fill("谈了订单与用工。")
    end_session(me)
    me.press("保存走访")
    me.page.get_by_text("登录已过期。已存在这部手机").wait_for()
    me.look()
    me.page.get_by_role("link", name="重新登录").click()
    log_in_again(me, "liaison")
    me.page.get_by_text("已发送：记录走访").wait_for()
    assert me.page.url == me.base + "/enterprises/visits/new/"


def test_what_waited_in_the_phone_comes_back_as_typed_upon_what_it_was(seat: Seat) -> None:
    """Reported by a colleague meanwhile: what is taken up again from 待发送 overwrites nothing either."""
    project, officer, colleague = two_on_one_project()
    path, week = f"/projects/{project.code}/update/", open_period(timezone.now())
    me, them = seat(officer, PHONE), seat(colleague, DESK)
    for person, done in ((me, "甲在路上写的"), (them, "乙报的完成")):
        person.page.goto(person.base + path)
        person.page.locator("#id_done").fill(done)
        person.page.locator("#id_next").fill("继续")
        person.page.locator(".lampick label").filter(has_text="绿灯").click()
    end_session(me)
    me.press("提交本周进展")
    me.page.get_by_text("登录已过期。已存在这部手机").wait_for()
    them.press("提交本周进展")
    them.page.wait_for_url(lambda url: not url.endswith(path))

    me.enter_as(officer)
    with me.page.expect_response(lambda answer: answer.url.endswith(path) and answer.status == 409):
        me.page.goto(me.base + "/outbox/")
    me.page.locator("[data-outbox-list] [data-edit]").first.click()
    me.page.wait_for_url("**/update/#outbox=*")
    me.page.wait_for_function("() => document.getElementById('id_done').value === '甲在路上写的'")
    with me.page.expect_navigation() as answer:
        me.press("提交修改")
    assert answer.value.status == 409
    assert Update.objects.get(project=project, period=week).done == "乙报的完成"


def test_parts_of_a_page_show_one_line_when_the_session_ends(seat: Seat) -> None:
    me, firm = seat("project", DESK), Enterprise.objects.standing().order_by("pk").first()

    def too_late(route: Route) -> None:
        end_session(me)
        route.continue_()

    me.page.route("**/timeline/**", too_late)
    me.page.goto(me.base + f"/enterprises/{firm.pk}/")
    me.page.get_by_role("link", name="重新登录").first.wait_for()
    assert me.page.locator("#login").count() == 0
    assert me.page.locator("h1, h2").filter(has_text="登录").count() == 0
