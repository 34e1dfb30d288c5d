"""What a draft remembers, in a real browser: only what was changed, and upon what it was typed."""

import json
from typing import Any

import pytest
from django.contrib.messages import SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from playwright.sync_api import Page

from tests.core.kernel.test_scripts import LIST_PAGE, SITE, Site, browser, draw, page

__all__ = ("browser", "page")  # fixtures
pytestmark = [pytest.mark.browser]

FORM = """{% extends "layout/focus.html" %}{% block title %}登记{% endblock %}{% block content %}
<form id="f" method="post" action="/saved/" data-draft>
{% if token %}<input type="hidden" name="seen" value="{{ token }}" data-by="示例乙" data-at="11-30 09:00">{% endif %}
{% if makes %}<input type="hidden" name="client_id" value="x">{% endif %}
<label for="a">地址</label><input id="a" name="a" value="{{ a }}">
<label for="b">用途</label><textarea id="b" name="b">{{ b }}</textarea>
<label for="s">状态</label><select id="s" name="s"><option value="1">待对接</option>
<option value="2"{% if s == 2 %} selected{% endif %}>已对接</option></select>
<label><input type="checkbox" name="c" value="on"{% if c %} checked{% endif %}>属实</label>
<label for="p">材料</label><input id="p" type="file" name="p">
<div data-repeat="row" data-max="9"><input type="hidden" name="row-TOTAL_FORMS" value="{{ rows|length }}">
<input type="hidden" name="row-INITIAL_FORMS" value="{{ rows|length }}"><div data-repeat-list>
{% for key in rows %}<div data-repeat-item><input type="hidden" name="row-{{ forloop.counter0 }}-pk" value="{{ key }}">
<input name="row-{{ forloop.counter0 }}-text" value="行{{ key }}" aria-label="行"></div>{% endfor %}</div>
<template data-repeat-empty><div data-repeat-item><input type="hidden" name="row-__prefix__-pk">
<input name="row-__prefix__-text" aria-label="行"></div></template>
<button type="button" data-repeat-add>再加一行</button></div>
</form>{% endblock %}{% block sticky %}<button type="submit" form="f">保存</button>{% endblock %}"""
KEY = "zt:draft:0:/saved/"


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def row(site: Site) -> dict[str, Any]:
    """What the server's row says; a test changes it, as another person would."""
    values: dict[str, Any] = {"a": "一号", "b": "", "s": 1, "c": False, "token": 7, "makes": False, "rows": [11, 12]}
    site.pages["/f/"] = lambda: draw(FORM, **values)
    return values


def open_form(page: Page) -> None:
    page.goto(f"{SITE}/f/")


def type_into(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.fill(f"#{name}", value)
    page.wait_for_timeout(600)


def kept(page: Page) -> dict[str, Any]:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEY}') || '{{}}'"))


def note(page: Page) -> str:
    return page.inner_text("[data-draft-note]") if page.locator("[data-draft-note]").count() else ""


def test_only_what_was_changed_is_kept_with_what_stood_there(page: Page, row: dict[str, Any]) -> None:
    open_form(page)
    type_into(page, b="流动资金")
    assert [(each["name"], each["value"], each["was"]) for each in kept(page)["fields"]] == [("b", "流动资金", "")]
    assert kept(page)["basis"] == {"seen": "7"}
    type_into(page, b="")
    assert kept(page) == {}


def test_over_a_newer_row_the_rest_is_new_and_the_form_says_it_is_older(page: Page, row: dict[str, Any]) -> None:
    open_form(page)
    type_into(page, b="我的用途")
    row |= {"a": "二号", "b": "别人的用途", "s": 2, "token": 8}
    open_form(page)
    assert page.input_value("#a") == "二号"
    assert page.input_value("#s") == "2"
    assert page.input_value("#b") == "我的用途"
    assert page.input_value("[name=seen]") == "7", "the server is to ask"
    assert "示例乙在 11-30 09:00 改过这条记录" in note(page)
    assert "用途现为：别人的用途。" in note(page)
    assert "二号" not in note(page), "what was not touched needs no word"
    type_into(page, b="我的用途，再写")
    assert kept(page)["basis"] == {"seen": "7"}, "until the server has asked"


def test_over_the_same_row_nothing_is_said_but_that_it_came_back(page: Page, row: dict[str, Any]) -> None:
    open_form(page)
    page.select_option("#s", "2")
    page.check("[name=c]")
    page.wait_for_timeout(600)
    open_form(page)
    assert page.input_value("#s") == "2"
    assert page.is_checked("[name=c]")
    assert "改过" not in note(page)
    assert "现为" not in note(page)


def test_a_draft_of_what_the_row_says_already_is_none(page: Page, row: dict[str, Any]) -> None:
    """The press arrived, its answer did not."""
    open_form(page)
    type_into(page, b="流动资金")
    row |= {"b": "流动资金", "token": 8}
    open_form(page)
    assert (note(page), kept(page)) == ("", {})
    assert page.input_value("[name=seen]") == "8"


def test_a_form_that_cannot_say_upon_what_keeps_the_newer_value(page: Page, row: dict[str, Any]) -> None:
    row["token"] = None
    open_form(page)
    type_into(page, a="我的地址", b="我的用途")
    row["a"] = "别人的地址"
    open_form(page)
    assert page.input_value("#a") == "别人的地址"
    assert page.input_value("#b") == "我的用途"
    assert "地址现为：别人的地址。你填的是：我的地址。" in note(page)
    type_into(page, b="我的用途，再写")
    assert "我的地址" in json.dumps(kept(page), ensure_ascii=False), "what waits beside the form is kept, too"
    page.click("text=用我的")
    assert page.input_value("#a") == "我的地址"


def test_a_form_for_a_new_row_is_filled_whatever_it_proposes_today(page: Page, row: dict[str, Any]) -> None:
    row |= {"token": None, "makes": True}
    open_form(page)
    type_into(page, a="2026-11-01")
    row["a"] = "2026-12-01"
    open_form(page)
    assert page.input_value("#a") == "2026-11-01"
    assert "现为" not in note(page)


def test_rows_are_found_by_their_key_when_others_moved_them(page: Page, row: dict[str, Any]) -> None:
    open_form(page)
    page.fill("[name=row-1-text]", "改过的十二")
    page.click("[data-repeat-add]")
    page.fill("[name=row-2-text]", "我加的")
    page.wait_for_timeout(600)
    row |= {"rows": [10, 11, 12], "token": 8}
    open_form(page)
    assert [page.input_value(f"[name=row-{n}-text]") for n in range(4)] == ["行10", "行11", "改过的十二", "我加的"]
    row["rows"] = [11]
    open_form(page)
    assert "改过的十二" in note(page), "the row is gone, the text is not"
    assert page.input_value("[name=row-1-text]") == "我加的"


def test_a_chosen_file_is_named_as_lost(page: Page, row: dict[str, Any]) -> None:
    open_form(page)
    page.set_input_files("#p", {"name": "授信批复.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"})
    page.wait_for_timeout(600)
    open_form(page)
    assert "请重新选择：授信批复.pdf。" in note(page)
    assert "已恢复" not in note(page)
    open_form(page)
    assert note(page) == "", "said once"


@pytest.mark.parametrize(
    ("messages", "method", "stays"),
    [
        ([Message(SUCCESS, "已保存")], "GET", False),
        ([Message(SUCCESS, "已保存"), Message(WARNING, "没有提交")], "GET", True),
        ([Message(WARNING, "没有提交")], "GET", True),
        ([], "GET", True),
        ([Message(SUCCESS, "已保存")], "POST", True),
    ],
)
def test_what_was_sent_is_forgotten_when_the_next_page_says_it_is_saved(
    page: Page, site: Site, row: dict[str, Any], messages: list[Message], method: str, stays: bool
) -> None:
    answer = draw(LIST_PAGE, messages=messages).replace('data-method="GET"', f'data-method="{method}"')
    site.pages["/next/"] = lambda: answer
    site.pages["/other/"] = lambda: draw(LIST_PAGE, messages=[Message(SUCCESS, "已保存")])
    open_form(page)
    type_into(page, b="流动资金")
    page.goto(f"{SITE}/other/")
    assert kept(page), "another page's success is none of this form's"
    open_form(page)
    page.click(".sticky button")
    page.wait_for_timeout(200)
    page.goto(f"{SITE}/next/")
    assert bool(kept(page)) is stays
    page.goto(f"{SITE}/other/")
    assert bool(kept(page)) is stays, "only the very next page decides"


def test_nobody_s_draft_stays_longer_than_it_may(page: Page, row: dict[str, Any]) -> None:
    open_form(page)
    day = 24 * 3600 * 1000
    put = "([key, age]) => localStorage.setItem(key, JSON.stringify({at: Date.now() - age, fields: [], basis: {}}))"
    page.evaluate(put, ["zt:draft:5:old", 15 * day])
    page.evaluate(put, ["zt:draft:5:young", 13 * day])
    open_form(page)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('zt:draft:5'))") == [
        "zt:draft:5:young"
    ]
