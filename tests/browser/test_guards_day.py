"""The auditor's day and the security administrator's, at a desk and on a phone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from core.enums import Role
from core.models import User
from enterprises.models import Enterprise
from tests.browser.conftest import Seat
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.zone_tracker.trail.scene import acting

SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
PASSWORD = "four-quiet-rivers-1133"


def log_in_as(me: Visitor, username: str) -> Page:
    """Through the door, by the card of a demo account."""
    me.open("/login/")
    me.page.locator(f"[data-username={username}]").click()
    me.press("登录")
    me.page.wait_for_url(lambda url: "/login/" not in url)
    return me.page


def asked_for(me: Visitor, field: str, text: str) -> None:
    """Type into a field of the filter, which a phone folds away, and send it."""
    box, unfold = me.page.locator(f".filters [name={field}]"), me.page.locator("[data-unfold]:visible")
    if unfold.count() and not box.is_visible():
        unfold.click()
    box.fill(text)
    box.press("Enter")
    me.page.wait_for_url(f"**{field}=**")


def write_as(person: User, address: str) -> Enterprise:
    """A firm that this person has just written to."""
    firm = Enterprise.objects.visible_to(person).first()
    assert firm is not None
    with acting(person):
        Enterprise.objects.filter(pk=firm.pk).update(address=address)
    return firm


@SIZES
def test_the_auditors_day(seat: Seat, tmp_path: Path, size: tuple[int, int]) -> None:
    liaison, address = User.objects.get(username="liaison"), f"示例路 {size[0]} 号"
    firm, me = write_as(liaison, address), seat(None, size)
    page = log_in_as(me, "auditor")
    me.open("/audit/")
    asked_for(me, "person", str(liaison))
    me.look()
    page.locator("tr, li").filter(has_text="修改").locator("a[href*='line=']:visible").first.click()
    page.locator(".audit-picked").get_by_text("校验通过").wait_for()
    assert address in page.locator(".audit-picked").inner_text()
    assert firm.short_name in page.locator(".audit-picked h2").inner_text()
    me.look()
    opened = page.url

    me.press(f"{liaison}这一天做了什么", exact=False)
    page.get_by_role("heading", name=f"{liaison}这一天做了什么").wait_for()
    assert address in me.text()
    me.look()
    me.press("连同读取")
    page.wait_for_url("**?read")
    me.look()

    page.goto(opened)
    me.press("这一行谁动过", exact=False)
    page.get_by_role("heading", name=f"谁动过 {firm.short_name}").wait_for()
    assert str(liaison) in me.text()
    me.look()

    page.goto(opened)
    page.get_by_role("link", name="导出", exact=True).first.click()
    page.locator("input[name=as][value=csv]").check()
    me.look()
    with page.expect_download() as taken:
        page.locator("main").get_by_role("button", name="导出", exact=True).click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    assert file.suffix == ".csv"
    assert address in file.read_text("utf-8-sig")
    me.open("/audit/")
    assert "导出" in page.locator("main").inner_text()
    assert me.faults == []


def ask_for_a_role(me: Visitor, person: User) -> None:
    """Find the account, and ask that this person keep the talents."""
    me.open("/accounts/")
    asked_for(me, "q", person.name)
    me.look()
    me.press(person.name)
    me.page.wait_for_url(f"**/accounts/{person.pk}/")
    me.look()
    me.press("申请调整角色")
    me.page.locator("label").filter(has_text=str(Role.TALENT_OFFICER.label)).first.click()
    me.page.locator("#id_reason").fill("新到岗")
    me.look()
    me.press("提交申请")
    me.page.get_by_text("已提交，须由另一位管理员决定").first.wait_for()
    me.look()
    assert not me.page.get_by_role("button", name="同意", exact=True).count(), "who asked does not decide"
    person.refresh_from_db()
    assert person.roles == []


def approve_it(chief: Visitor, person: User) -> None:
    """The second person finds it on the workbench."""
    chief.open("/workbench/")
    chief.page.locator(f"a[href='/accounts/{person.pk}/']:visible").first.click()
    chief.page.wait_for_url(f"**/accounts/{person.pk}/")
    chief.look()
    chief.press("同意")
    chief.page.get_by_text("已同意，角色即时生效").first.wait_for()
    chief.look()
    person.refresh_from_db()
    assert person.roles == [Role.TALENT_OFFICER]


def link_for(me: Visitor, person: User) -> str:
    """A one-time link, as it is shown this once; returns its path."""
    me.open(f"/accounts/{person.pk}/")
    me.press("生成一次性链接")
    words = me.page.locator("#link-words")
    words.wait_for()
    me.look()
    found = re.search(r"https?://[^/]+(/\S+)", words.input_value())
    assert found is not None
    return found[1]


@SIZES
def test_the_security_administrators_day(seat: Seat, size: tuple[int, int]) -> None:
    person = User.objects.create_user(f"newcomer-{size[0]}", name=f"示例新人{size[0]}", roles=[])
    me, chief, stranger = seat(None, size), seat("admin", size), seat(None, size)
    log_in_as(me, "security")
    ask_for_a_role(me, person)
    approve_it(chief, person)
    path = link_for(me, person)

    assert stranger.open(path) == 200
    assert path not in stranger.page.url, "the secret leaves the address"
    for field in ("#id_new_password1", "#id_new_password2"):
        stranger.page.locator(field).fill(PASSWORD)
    stranger.press("保存新密码")
    stranger.page.wait_for_url("**/login/**")
    stranger.page.locator("#id_username").fill(person.username)
    stranger.page.locator("#id_password").fill(PASSWORD)
    stranger.press("登录")
    stranger.page.wait_for_url(lambda url: "/login/" not in url)
    stranger.open("/notices/")
    assert f"{person}的角色已调整" in stranger.text()
    assert stranger.open("/talent/") == 200

    late = seat(None, size)
    assert late.open(path) == 404
    assert "链接已失效" in late.text()
    assert [visitor.faults for visitor in (me, chief, stranger, late)] == [[], [], [], []]
