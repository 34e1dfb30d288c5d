"""The scripts in a real browser: drafts, one submit per form, repeated rows, photos, filters, log-in cards.

No server: pages are drawn here and given to the browser under an invented address, with the Content-Security-Policy of
the product, so that a script which needs more than it is allowed fails here.
"""

import json
import mimetypes
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django import forms
from django.conf import settings
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route, sync_playwright

from core.kernel.drawing.widgets import DateInput, LampPicker
from core.office.photo_fields import PhotosField
from core.typed.cleaning import cleaned
from zone_tracker.context import Shell

pytestmark = [pytest.mark.browser]

SITE = "http://zone.test"
STATIC = Path(settings.BASE_DIR) / "static"
CSP = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'"


class UpdateForm(forms.Form):
    done = forms.CharField(label="本周完成", max_length=300, widget=forms.Textarea({"rows": 3}))
    lamp = forms.ChoiceField(label="申报灯", choices=[("green", "绿灯"), ("red", "红灯")], widget=LampPicker)
    secret = forms.CharField(label="口令", widget=forms.PasswordInput)
    note = forms.CharField(label="私密", max_length=40, widget=forms.TextInput({"data-private": ""}), required=False)
    on = forms.DateField(label="日期", widget=DateInput)
    photos = PhotosField(label="照片", max_count=2, required=False)


class RequestRow(forms.Form):
    text = forms.CharField(label="诉求")


RequestRows = forms.formset_factory(RequestRow, extra=0, max_num=3)

UPDATE_PAGE = """{% extends "layout/focus.html" %}{% block title %}填报{% endblock %}{% block content %}
<p id="last">三层钢筋绑扎</p>
<form id="update" method="post" data-draft="update-1">{{ form }}
<button type="button" data-fill-from="#last" data-fill-to="#id_done" id="fill">带入</button>
<div data-repeat="form" data-max="3">{{ rows.management_form }}<div data-repeat-list></div>
<template data-repeat-empty><div data-repeat-item>{{ rows.empty_form }}
<button type="button" data-repeat-remove>移除</button></div></template>
<button type="button" data-repeat-add>再加一条</button></div></form>{% endblock %}
{% block sticky %}<button type="submit" form="update" name="how" value="full">提交</button>{% endblock %}"""

LIST_PAGE = """{% extends "base.html" %}{% block title %}清单{% endblock %}{% block content %}
<form method="get" data-auto-submit class="filters"><input name="q" class="f-q">
<select name="stage" class="f-s"><option value="">全部</option><option value="build">开工</option></select>
<button type="button" class="f-more" data-unfold aria-expanded="false">筛选</button></form>
<form method="post" data-confirm="确认删除？"><button id="danger">删除</button></form>{% endblock %}"""

CHOICE_PAGE = """{% extends "base.html" %}{% block title %}期限{% endblock %}{% block content %}
<form><label><input type="radio" name="due" value="friday" checked>周五</label>
<label><input type="radio" name="due" value="other">另选</label>
<p data-shown-for="due=other">另选日期</p>
<p data-shown-for="due=other"><input aria-invalid="true">请填写办结日期</p>
<label><input type="checkbox" name="firms" value="1">企业</label>
<p data-shown-for="firms">交接所选</p></form>{% endblock %}"""

LOGIN_PAGE = """{% extends "base.html" %}{% load static %}{% block title %}登录{% endblock %}
{% block extra_js %}<script src="{% static 'js/login.js' %}" defer></script>{% endblock %}{% block content %}
<form id="login" method="post"><input name="username"><input name="password" type="password"><button>登录</button>
</form><div data-login="login" data-password="demo1133">
<button type="button" data-username="leader">园区领导</button></div>{% endblock %}"""


class Site:
    """Pages by address, and what was posted to them."""

    def __init__(self) -> None:
        self.pages: dict[str, Callable[[], str]] = {}
        self.posts: list[str] = []
        self.asked: list[str] = []

    def answer(self, route: Route) -> None:
        request = route.request
        address = urlsplit(request.url)
        if address.path.startswith("/static/"):
            file = STATIC / address.path.removeprefix("/static/")
            if not file.exists():  # htmx comes from its package
                return route.fulfill(status=200, body="", content_type="text/javascript")
            kind = mimetypes.guess_type(file.name)[0] or "text/plain"
            return route.fulfill(status=200, body=file.read_bytes(), content_type=kind)
        if request.method == "POST":
            self.posts.append(request.post_data or "")
            return route.fulfill(status=204)  # the page stays, as on a slow line
        self.asked.append(request.url)
        page = self.pages.get(address.path)
        headers = {"Content-Security-Policy": CSP}
        body = page() if page else "<p>ok"
        return route.fulfill(status=200, body=body, content_type="text/html; charset=utf-8", headers=headers)


def draw(source: str, **values: Any) -> str:
    request = RequestFactory().get("/x/")
    return Template(source).render(Context({"request": request, "shell": Shell(request, demo=False), **values}))


def update_page(messages: list[Message] | None = None) -> str:
    return draw(UPDATE_PAGE, form=UpdateForm(use_required_attribute=False), rows=RequestRows(), messages=messages or [])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=os.environ["ZONE_TEST_CHROMIUM"], args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def site() -> Site:
    site = Site()
    site.pages["/update/"] = update_page
    site.pages["/saved/"] = lambda: draw(
        LIST_PAGE, messages=[Message(SUCCESS, "已提交第48周进展", extra_tags="draft:update-1")]
    )
    site.pages["/list/"] = lambda: draw(LIST_PAGE)
    site.pages["/choice/"] = lambda: draw(CHOICE_PAGE)
    site.pages["/login/"] = lambda: draw(LOGIN_PAGE)
    return site


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.route("**/*", site.answer)
    yield page
    context.close()
    assert not troubles


def stored(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate("localStorage.getItem('zt:draft:0:update-1') || '{}'"))


def type_draft(page: Page) -> None:
    page.goto(f"{SITE}/update/")
    page.fill("#id_done", "三层结构浇筑完成")
    page.check("[name=lamp][value=red]", force=True)
    page.fill("#id_secret", "不能留下")
    page.fill("#id_note", "也不能留下")
    page.wait_for_timeout(700)  # the script waits 400 ms for more typing


def test_a_draft_comes_back_with_a_notice_and_can_be_thrown_away(page):
    type_draft(page)
    assert "草稿已存本机" in page.inner_text("[data-draft-state]")
    assert "不能留下" not in json.dumps(stored(page), ensure_ascii=False)
    page.goto(f"{SITE}/update/")
    assert page.input_value("#id_done") == "三层结构浇筑完成"
    assert page.is_checked("[name=lamp][value=red]")
    assert page.input_value("#id_secret") == ""
    with page.expect_navigation():
        page.click("text=放弃草稿")
    assert page.input_value("#id_done") == ""
    assert stored(page) == {}


def test_a_part_is_shown_for_its_choice_and_while_it_holds_an_error(page):
    page.goto(f"{SITE}/choice/")
    assert page.is_hidden("text=另选日期")
    assert page.is_hidden("text=交接所选")
    assert page.is_visible("text=请填写办结日期")
    page.check("[value=other]")
    page.check("[name=firms]")
    assert page.is_visible("text=另选日期")
    assert page.is_visible("text=交接所选")
    page.check("[value=friday]")
    assert page.is_hidden("text=另选日期")


def test_a_draft_is_cleared_by_the_message_of_the_saved_page_only(page):
    type_draft(page)
    page.goto(f"{SITE}/list/")
    assert stored(page)["fields"]
    page.goto(f"{SITE}/saved/")
    assert page.is_visible("text=已提交第48周进展")
    assert stored(page) == {}


def test_a_draft_brings_back_added_rows(page):
    page.goto(f"{SITE}/update/")
    page.click("[data-repeat-add]")
    page.click("[data-repeat-add]")
    page.fill("#id_form-0-text", "招工 40 名")
    page.fill("#id_form-1-text", "对接镀膜企业")
    page.wait_for_timeout(700)
    page.goto(f"{SITE}/update/")
    assert page.input_value("#id_form-1-text") == "对接镀膜企业"
    assert page.input_value("[name=form-TOTAL_FORMS]") == "2"


def test_five_taps_are_one_submit_and_the_button_s_own_value_travels(page, site):
    page.goto(f"{SITE}/update/")
    for _tap in range(5):
        page.dispatch_event(".sticky button", "click")
        page.wait_for_timeout(50)
    assert page.is_disabled(".sticky button")
    assert len(site.posts) == 1
    assert "how" in site.posts[0]
    assert "full" in site.posts[0]


def test_rows_are_added_up_to_the_most_and_taken_away(page):
    page.goto(f"{SITE}/update/")
    for _ in range(3):
        page.click("[data-repeat-add]")
    assert page.is_hidden("[data-repeat-add]")
    page.fill("#id_form-1-text", "第二条")
    page.click("#id_form-1-text >> xpath=ancestor::*[@data-repeat-item] >> [data-repeat-remove]")
    assert page.is_hidden("#id_form-1-text")
    assert page.input_value("#id_form-1-text") == ""
    assert page.is_visible("[data-repeat-add]")
    assert page.input_value("[name=form-TOTAL_FORMS]") == "3"


def test_last_week_s_plan_is_taken_over_once_and_counted(page):
    page.goto(f"{SITE}/update/")
    assert page.inner_text("[data-count-for=id_done]") == "0 / 300"
    page.fill("#id_done", "塔吊检修")
    page.click("#fill")
    page.click("#fill")
    assert page.input_value("#id_done") == "塔吊检修\n三层钢筋绑扎"
    assert page.inner_text("[data-count-for=id_done]") == "11 / 300"


TYPED = [
    "三层结构浇筑完成",
    "  两端的空白不算 \n",
    "一\n二\n\n三",
    "😀𬭎㛃",
    "👨‍👩‍👧 ❤️‍🔥 👩🏽‍🚀",
    "零\u200b宽\ufeff字\u200d符\u202d\u2060",
    "软\v回车\u2028也算",
    "制表\t符",
    "软\u00ad连字\u3164\u2800",
    "e\u0301\u034f",
    "\u200b\u3164",
]


def test_the_browser_counts_as_the_server(page):
    page.goto(f"{SITE}/update/")
    for typed in TYPED:
        page.evaluate("text => { document.querySelector('#id_done').value = text; }", typed)
        page.dispatch_event("#id_done", "input", {"bubbles": True})
        sent = page.input_value("#id_done").replace("\n", "\r\n")
        kept = cleaned(sent).strip()
        assert page.inner_text("[data-count-for=id_done]") == f"{len(kept)} / 300", ascii(typed)


def test_what_is_pasted_is_not_cut_but_said_to_be_too_long(page):
    page.goto(f"{SITE}/update/")
    long = "\n".join(["示" * 20] * 15)
    page.focus("#id_done")
    page.keyboard.insert_text(long)
    assert page.input_value("#id_done") == long
    assert page.inner_text("[data-count-for=id_done]") == "314 / 300 超出 14 字，请删减"
    page.fill("#id_done", long[:-14])
    assert page.inner_text("[data-count-for=id_done]") == "300 / 300"
    page.focus("#id_note")
    page.keyboard.insert_text("示" * 45)
    assert page.input_value("#id_note") == "示" * 45
    assert "45 / 40 超出 5 字" in page.inner_text("#toasts")


def test_photos_are_shown_made_small_limited_and_removable(page):
    page.goto(f"{SITE}/update/")
    noise = page.evaluate(
        """() => new Promise(resolve => { const c = document.createElement('canvas'); c.width = 3000; c.height = 1500;
        const x = c.getContext('2d'); const d = x.createImageData(3000, 1500);
        for (let i = 0; i < d.data.length; i += 1) d.data[i] = (i * 2654435761) % 251; x.putImageData(d, 0, 0);
        c.toBlob(b => b.arrayBuffer().then(a => resolve(Array.from(new Uint8Array(a)))), 'image/png'); })"""
    )
    big = {"name": "IMG_1.png", "mimeType": "image/png", "buffer": bytes(noise)}
    assert len(big["buffer"]) > 600 * 1024
    page.set_input_files("[type=file]", [big, {**big, "name": "IMG_2.png"}, {**big, "name": "IMG_3.png"}])
    page.wait_for_selector(".shot img >> nth=1")
    assert page.locator(".shot img").count() == 2
    assert page.is_hidden(".shot-add")
    assert "最多 2 张照片" in page.inner_text("#toasts")
    sent = page.evaluate("Array.from(document.querySelector('[type=file]').files).map(f => [f.name, f.type, f.size])")
    assert [name for name, _kind, _size in sent] == ["IMG_1.jpg", "IMG_2.jpg"]
    assert all(size < len(big["buffer"]) for _name, _kind, size in sent)
    page.click(".shot-off >> nth=0")
    assert page.locator(".shot img").count() == 1
    assert page.evaluate("document.querySelector('[type=file]').files[0].name") == "IMG_2.jpg"


def test_the_browser_s_calendar_writes_into_the_date_field(page):
    page.goto(f"{SITE}/update/")
    page.fill("[data-date-pick]", "2026-11-23")
    assert page.input_value("#id_on") == "2026-11-23"
    page.fill("#id_on", "2026-12-01")
    page.focus("[data-date-pick]")
    assert page.input_value("[data-date-pick]") == "2026-12-01"


def test_a_changed_select_filters_at_once_and_leaves_empty_fields_out(page, site):
    page.goto(f"{SITE}/list/")
    assert page.is_hidden("[name=stage]")
    page.click("[data-unfold]")
    page.select_option("[name=stage]", "build")
    page.wait_for_url("**/list/?stage=build")


def test_a_dangerous_act_asks_first(page, site):
    page.goto(f"{SITE}/list/")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.click("#danger")
    assert site.posts == []
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#danger")
    page.wait_for_timeout(200)
    assert len(site.posts) == 1


def test_a_card_fills_the_log_in_form(page):
    page.goto(f"{SITE}/login/")
    page.click("[data-username=leader]")
    assert page.input_value("[name=username]") == "leader"
    assert page.input_value("[name=password]") == "demo1133"


def test_an_htmx_answer_may_say_something(page):
    page.goto(f"{SITE}/list/")
    page.evaluate(
        "document.body.dispatchEvent(new CustomEvent('zt:toast', {bubbles: true, detail: {value: '已保存'}}))"
    )
    assert page.is_visible("#toasts >> text=已保存")
