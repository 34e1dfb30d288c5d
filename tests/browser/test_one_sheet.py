"""What is handed to a leader or pinned to a wall is one sheet: the one A4 of a week, and the dashboard on one A3."""

import dataclasses
import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from core.models import Department
from projects.models import Action, Period, Project
from targets.brief import views
from targets.brief.content import Brief, Order, Red, brief
from tests.browser.conftest import Seat
from tests.browser.paper import A3, A4, formats
from tests.browser.visitor import DESK, Visitor

MANY = 40
# The rules of brief.css that hold the sheet to its height; without them what is too much goes on overleaf.
UNBOUND = "@media all { .onepage { height: auto !important; overflow: visible !important; } }"


@pytest.fixture
def week(site: str, db: None) -> Period:
    return Period.objects.filter(frozen_at__isnull=False).order_by("-starts_on")[1]


def longest(model: Any, name: str) -> str:
    """As many characters as the field takes."""
    return "示" * model._meta.get_field(name).max_length


def fullest(told: Brief) -> Brief:
    """The same week, were everything red and late, and every name as long as its field allows."""
    name = longest(Project, "name")
    red = Red(name, "欧阳示例", name, 60, name)
    order = Order("示例", longest(Action, "title"), name, "欧阳示例", longest(Department, "name"), told.as_of, 365)
    headline = "一红、一黄、一绿、一项已达标：差在生物医疗产值、新能源汽车产值和光电信息产值"
    return dataclasses.replace(told, headline=headline, reds=[red] * MANY, orders=[order] * MANY)


def waiting(_user: Any) -> list[tuple[str, Any]]:
    """What waits for a leader's word, forty times."""
    on = dt.date(2026, 12, 31)
    row = SimpleNamespace(
        about=SimpleNamespace(name=longest(Project, "name")),
        action=SimpleNamespace(title=longest(Action, "title")),
        from_on=on,
        to_on=on,
    )
    return [("action", row)] * MANY


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "brief", lambda period: fullest(brief(period)))
    monkeypatch.setattr(views, "pending_for", waiting)


@pytest.fixture
def uncut(full: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule that cuts the lists of the sheet, switched off."""
    for name in ("REDS_A_SHEET", "WAITING_A_SHEET", "ORDERS_A_SHEET"):
        monkeypatch.setattr(views, name, MANY)


def the_sheet(seat: Seat, week: Period, **options: Any) -> Visitor:
    me = seat("leader", DESK, **options)
    assert me.open(f"/dashboard/brief/{week.key}/sheet/") == 200
    return me


def printed(me: Visitor) -> list[tuple[int, int]]:
    """The sheets of a print, each with its format."""
    return formats(me.page.pdf(prefer_css_page_size=True))


def hidden(me: Visitor) -> list[int]:
    """How many pixels of the one A4 lie beside it and below its end, where nobody reads them."""
    me.page.emulate_media(media="print")
    beyond = "at => [at.scrollWidth - at.clientWidth, at.scrollHeight - at.clientHeight]"
    return me.page.locator(".onepage").evaluate(beyond)


def test_the_usual_week_is_one_a4(seat: Seat, week: Period) -> None:
    me = the_sheet(seat, week)
    assert printed(me) == [A4]
    assert hidden(me) == [0, 0]
    assert me.faults == []


@pytest.mark.usefixtures("full")
def test_the_fullest_week_is_one_a4_and_all_of_it_is_on_it(seat: Seat, week: Period) -> None:
    me = the_sheet(seat, week)
    assert me.page.locator(".onepage-reds tbody tr").count() == views.REDS_A_SHEET
    assert me.page.locator(".onepage-tick tr").count() == views.WAITING_A_SHEET
    assert me.page.locator(".onepage-due li").count() == views.ORDERS_A_SHEET
    assert printed(me) == [A4]
    assert hidden(me) == [0, 0]


@pytest.mark.usefixtures("uncut")
def test_the_control_with_lists_that_are_not_cut_it_is_more(seat: Seat, week: Period) -> None:
    """Both looks can fail: what is too much lies below the end of the sheet, or goes on overleaf."""
    me = the_sheet(seat, week, bypass_csp=True)
    assert hidden(me)[1] > 0
    me.page.add_style_tag(content=UNBOUND)
    assert len(printed(me)) > 1


def test_the_dashboard_is_one_a3(seat: Seat) -> None:
    me = seat("leader", DESK, bypass_csp=True)
    assert me.open("/dashboard/") == 200
    assert printed(me) == [A3]
    me.page.add_style_tag(content="@media print { .print-board { zoom: 1; } }")
    assert len(printed(me)) > 1, "the control: as large as the other prints it would be more"
