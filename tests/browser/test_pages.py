"""Every page of every role on a small phone, a phone and a desk: nothing reaches over the edge, nobody is shut out."""

import pytest
from django.utils import timezone

from core.models import AuditEvent, User
from enterprises.models import Enterprise, Request
from finance.models import CreditLine
from projects.models import Action, Period, Project
from talent.models import Talent
from tests.browser.conftest import Seat
from tests.browser.everywhere import ROLES, first_seen
from tests.browser.visitor import DESK, PHONE, SMALL
from tests.zone_tracker.trail.scene import acting

ZOOMED = (640, 400)  # 200 % of a window of 1280 × 800 leaves 640 × 400
EVERYBODY = ("/workbench/", "/search/?q=csd")
PAGES = {
    "leader": (
        "/dashboard/",
        "/projects/",
        "/projects/chart/",
        "/projects/board/",
        "/projects/meeting/",
        "/projects/weeks/{week}/present/",
        "/projects/weeks/{week}/meeting-day/",
        "/projects/decisions/",
        "/projects/handover/",
        "/projects/blockers/",
        "/projects/leads/",
        "/enterprises/",
        "/enterprises/plans/",
        "/talent/",
        "/finance/needs/",
    ),
    "project": (
        "/projects/new/",
        "{project}",
        "{project}edit/",
        "{project}history/",
        "{project}plan/",
        "{project}investment/",
        "{project}commitments/",
        "{project}after-care/",
        "{project}waiver/",
        "/projects/actions/",
        "{action}",
        "{action}print/",
        "/projects/weeks/{week}/",
        "/projects/leads/new/",
        "/enterprises/new/",
    ),
    "liaison": (
        "/enterprises/",
        "/enterprises/visits/",
        "/enterprises/requests/",
        "/enterprises/promises/",
        "{request}",
        "{firm}",
        "/enterprises/visits/new/",
    ),
    "handler": ("/enterprises/requests/", "/projects/"),
    "talent": ("/talent/", "{talent}", "{talent}edit/", "/talent/new/"),
    "finance": ("/finance/", "{line}", "{line}edit/", "/finance/needs/new/", "/finance/institutions/"),
    "bank": ("/finance/", "/finance/lines/new/", "/finance/institutions/"),
    "auditor": (
        "/dashboard/",
        "/projects/",
        "/finance/",
        "/audit/",
        "/audit/?line={event}&since={day}",
        "/audit/?q=nothing-is-called-so",
        "/audit/people/{busy}/{day}/",
        "/audit/people/{busy}/{day}/?read",
        "/audit/people/{person}/2001-01-01/",
        "/audit/rows/enterprises_enterprise/{touched}/",
        "/history/enterprise/{touched}/",
    ),
    "admin": ("/components/", "/accounts/", "/accounts/new/", "/accounts/{person}/", "/accounts/{person}/roles/"),
    "security": ("/accounts/", "/accounts/{person}/", "/accounts/{person}/edit/"),
}


def touched_firm() -> AuditEvent:
    """A line about a firm to which somebody has just written."""
    liaison = User.objects.get(username="liaison")
    with acting(liaison):
        Enterprise.objects.filter(pk=Enterprise.objects.visible_to(liaison)[0].pk).update(address=f"{timezone.now()}")
    return AuditEvent.objects.filter(user=liaison, table=Enterprise._meta.db_table)[0]


def address(page: str, who: User) -> str:
    """The page of the first row of its kind that this person works on."""
    event = touched_firm() if "/audit/" in page or "{touched}" in page else AuditEvent()
    project, firm = Project.objects.filter(responsible=who).first(), Enterprise.objects.visible_to(who).first()
    asked = Request.objects.visible_to(who).unconfirmed().first()
    return page.format(
        person=who.pk,
        event=event.pk,
        busy=event.user_id,
        touched=event.row,
        day=timezone.localdate(),
        project=f"/projects/{project.code}/" if project else "",
        firm=f"/enterprises/{firm.pk}/" if firm else "",
        talent=f"/talent/{Talent.objects.all()[0].pk}/",
        week=Period.objects.filter(frozen_at__isnull=False)[0].key,
        action=f"/projects/actions/{Action.objects.filter(owner=who)[:1].get().number}/" if "{action}" in page else "",
        request=f"/enterprises/requests/{asked.pk}/" if asked else "",
        line=f"/finance/lines/{CreditLine.objects.all()[0].pk}/",
    )


@pytest.mark.slow
@pytest.mark.parametrize("role", PAGES)
def test_pages_fit_and_are_open_to_all(seat: Seat, role: str) -> None:
    """What is named above, and of every route the page on which this role sees what no role before has seen there."""
    who = User.objects.get(username=role)
    me = seat(who, DESK)
    for page in dict.fromkeys((*EVERYBODY, *PAGES[role], *first_seen(role).values())):
        me.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        assert me.open(address(page, who) if "{" in page else page) == 200, page
        me.squeeze()
        me.resize(*ZOOMED)
        me.resize(*PHONE)
        me.touch()
        me.hear(but=("color-contrast",))  # the colours are those of the desk
    assert me.faults == []


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_pages_fit_in_english(seat: Seat, role: str) -> None:
    """English words are longer: the same pages in the smallest window."""
    me = seat(role, SMALL)
    me.speak("en")
    for page in first_seen(role).values():
        me.page.goto(me.base + page)
        me.squeeze()
    assert me.page.locator("html").get_attribute("lang") == "en"
    assert me.faults == []


def test_the_watch_can_fail(seat: Seat) -> None:
    """Negative control: what the visitor is to notice is noticed."""
    me = seat("leader", PHONE)
    me.open("/me/")
    me.page.evaluate(
        """() => {
          const wide = document.createElement('div');
          wide.innerHTML = '<img src="/static/none.png" width="900" height="10"><input><button>甲</button>';
          const thin = document.createElement('p');
          thin.textContent = '一字一行';
          thin.style.width = '1em';
          document.querySelector('main').append(wide, thin);
          const script = document.createElement('script');
          script.textContent = 'window.broken = true';
          document.body.append(script);
        }"""
    )
    me.look()
    me.touch()
    me.squeeze()
    told = "\n".join(me.faults)
    assert "px wide" in told
    assert "“一字一行” on 4 lines" in told
    assert "button. “甲”" in told
    assert "image-alt" in told
    assert "Content Security Policy" in told
    assert me.page.evaluate("window.broken") is None


def test_lists_filter_sort_page_and_come_back(seat: Seat) -> None:
    me = seat("leader", DESK)
    page = me.page
    me.open("/projects/")
    page.get_by_role("link", name="红灯").first.click()
    page.wait_for_url("**lamp=red**")
    red = page.locator("tbody tr").count()
    assert 0 < red < 20
    page.get_by_role("link", name="总投资（万元）").click()
    page.wait_for_url("**sort=**")
    assert "lamp=red" in page.url
    assert page.locator("tbody tr").count() == red
    page.go_back()
    page.wait_for_url(lambda url: "sort=" not in url)
    page.locator("select[name=stage]").select_option(index=1)
    page.wait_for_url("**stage=**")
    me.open("/enterprises/")
    page.get_by_role("link", name="下一页").click()
    page.wait_for_url("**page=2**")
    assert "21–40" in me.text()
    page.locator("header input[name=q]").fill("cgdq")
    page.locator("header input[name=q]").press("Enter")
    page.wait_for_url("**/search/**")
    me.look()
    assert me.faults == []


def test_wrong_password_keeps_the_name_and_english_is_a_press_away(seat: Seat) -> None:
    me = seat(None, PHONE)
    page = me.page
    me.open("/projects/")
    assert "/login/" in page.url
    page.locator("#id_username").fill("liaison")
    page.locator("#id_password").fill("wrong")
    me.press("登录")
    page.get_by_text("用户名或密码不对").wait_for()
    assert page.locator("#id_username").input_value() == "liaison"
    me.press("English")
    page.get_by_text("Demo accounts").wait_for()
    page.locator("[data-username=liaison]").click()
    me.press("Log in")
    page.wait_for_url("**/projects/")
    assert "Key projects" in me.text()
    assert me.faults == []
