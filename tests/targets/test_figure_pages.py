"""The page behind each figure: what it says is the figure, its rows make it, and nobody sees more than they may."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape

from core.enums import Lamp, Role
from core.kernel.figures import plain
from finance.models import CreditLine, Drawdown, LineDecision, Repayment, Reversal
from targets import facts
from targets.figures.parts import groups
from targets.figures.telling import FIGURES
from tests.finance.scene import line
from tests.one_number import Shown, differing, shown_on
from tests.world import World
from zone_tracker.access import INSIDE

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(shared_world: World) -> World:
    """The world with the targets of the article."""
    facts.load()
    return shared_world


@pytest.fixture
def leader(everything: World, client_for: Any) -> Client:
    return client_for(everything.cast.leader)


def said(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize("key", FIGURES)
def test_the_page_says_the_figure_and_its_rows_make_it(leader: Client, key: str) -> None:
    today = timezone.localdate()
    for scope in ("", *FIGURES[key].scopes(today)):
        page = leader.get(f"/dashboard/figures/{key}/", {"scope": scope})
        assert page.status_code == 200
        told, value = page.context["told"], FIGURES[key].value(today, scope)
        assert str(told.meaning) in said(page)
        shown = {each for each in shown_on(said(page)) if each.scope == scope}
        if not page.context["silent"]:
            assert Shown(key, str(today), scope, plain(value or 0)) in shown
        assert differing((each, key) for each in shown_on(said(page))) == []
        if page.context["row_count"]:
            assert page.context["sum"].seen == value, "a leader sees every row"
            assert "<span>与页首一致</span>" in said(page)


def test_the_lines_of_a_page_add_up_as_they_are_written(leader: Client) -> None:
    """Two decimals like the head, and more only where a line would be written as nought; then the sum says why."""
    with pgtrigger.ignore("finance.LineDecision:stays"):
        for ledger in (Reversal, Repayment, Drawdown, LineDecision):
            ledger.objects.all().delete()
    CreditLine.objects.all().delete()
    for wan in ("123450", "76540", "34540"):  # 12.345, 7.654 and 3.454: rounded one by one they miss 23.45
        line(Decimal(wan))
    page = leader.get("/dashboard/figures/credit_registered/")
    lines = [each.said for each in page.context["page_obj"].object_list]
    assert sorted(lines) == ["12.35", "3.45", "7.65"]
    assert page.context["sum"].said == page.context["said"] == "23.45"
    line(Decimal("3.07"))
    page = leader.get("/dashboard/figures/credit_registered/")
    lines = [Decimal(each.said) for each in page.context["page_obj"].object_list]
    assert sum(lines) == Decimal(page.context["sum"].said) == Decimal("23.4533")
    assert all(lines)
    assert "页首按两位小数写作 23.45" in said(page)


def test_the_table_to_take_away_is_written_like_the_page(leader: Client) -> None:
    line(Decimal(123450))
    page = leader.get("/dashboard/figures/credit_registered/")
    assert "/lists/figure_rows/export/?key=credit_registered" in said(page)
    file = leader.get("/lists/figure_rows/file/?as=csv&key=credit_registered").content.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(file))
    written = [Decimal(row[heads.index("数值")]) for row in rows]
    assert written == [Decimal(each.said) for each in page.context["page_obj"].object_list]
    assert leader.get("/lists/figure_rows/file/?as=csv&key=no_such").status_code == 404


def test_the_rows_of_a_lamp_say_why_and_lead_to_the_rules(leader: Client) -> None:
    today = timezone.localdate()
    for day in (today, today - dt.timedelta(days=8)):
        met = 0
        for lamp in (Lamp.RED, Lamp.AMBER, Lamp.GREY):
            page = leader.get("/dashboard/figures/key_projects/", {"scope": f"lamp:{lamp}", "as_of": day})
            for each in page.context["page_obj"].object_list:
                met += bool(each.row.why)
                if day == today:
                    assert each.row.why
                    assert f'<a href="{each.row.url}#rules">{escape(each.row.why)}</a>' in said(page)
        assert met or day != today
    green = leader.get("/dashboard/figures/key_projects/", {"scope": "lamp:green"})
    assert not any(each.row.why for each in green.context["page_obj"].object_list)


def test_what_was_reported_without_rows_is_named_under_them(leader: Client) -> None:
    page = said(leader.get("/dashboard/figures/credit_granted/"))
    assert "其中未列明细的报送 11.25 亿元" in page


@pytest.mark.parametrize("role", Role.values)
def test_who_opens_it(everything: World, client_for: Any, role: str) -> None:
    person = next(each for each in everything.cast if each.roles == [role])
    assert client_for(person).get("/dashboard/figures/key_projects/").status_code == (200 if role in INSIDE else 403)


def test_who_sees_fewer_rows_is_told_how_many_and_nothing_of_them(everything: World, client_for: Any) -> None:
    client = client_for(everything.cast.project)
    for key in ("talent_total", "credit_registered", "requests_open"):
        page = client.get(f"/dashboard/figures/{key}/")
        context = page.context
        every = FIGURES[key].rows(timezone.localdate(), "", None)
        assert context["row_count"] + context["sum"].hidden == len(every)
        besides = Decimal(context["sum"].besides_said)
        assert context["sum"].seen + besides == FIGURES[key].value(timezone.localdate(), "")
        if context["row_count"] < len(every):
            assert "不在你的查看范围" in said(page)
    assert client.get("/dashboard/figures/talent_total/").context["row_count"] == 0, "the control: some are hidden"


def test_what_is_no_figure_and_no_part_of_one_is_not_there(leader: Client) -> None:
    assert leader.get("/dashboard/figures/no_such/").status_code == 404
    assert leader.get("/dashboard/figures/key_projects/?scope=lamp:blue").status_code == 404
    assert leader.get("/dashboard/figures/layout/?scope=lamp:red").status_code == 404


def test_a_day_that_cannot_be_is_refused_and_another_day_is_kept_in_the_links(leader: Client) -> None:
    page = said(leader.get("/dashboard/figures/key_projects/?as_of=2026-02-30&scope=lamp:red"))
    assert "note-red" in page
    day = timezone.localdate() - dt.timedelta(days=1)
    page = said(leader.get(f"/dashboard/figures/key_projects/?as_of={day}&scope=lamp:red"))
    assert "note-red" not in page
    assert f"?as_of={day}&amp;scope=lamp%3Agreen" in page
    assert 'name="scope" value="lamp:red"' in page


def test_more_rows_are_no_more_questions(leader: Client) -> None:
    def asked(key: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert leader.get(f"/dashboard/figures/{key}/").status_code == 200
        return len(caught)

    keys = ("credit_registered", "credit_granted", "undrawn_registered")
    for key in keys:
        asked(key)
    line(700)
    few = {key: asked(key) for key in keys}
    for wan in range(1, 30):
        line(wan)
    assert all(asked(key) <= few[key] for key in keys)


def test_parts_are_written_so_that_they_make_the_whole() -> None:
    values: dict[str, Decimal | None] = {
        "reason:none": Decimal("635.894"),
        "reason:collateral": Decimal("90.664"),
        "due:overdue": Decimal("14.564"),
    }
    (reasons, _due) = groups(values, "yi")
    assert [each.said for each in reasons] == ["635.90", "90.66"]


def test_lamps_of_all_projects_are_for_who_sees_all_projects(
    everything: World, leader: Client, client_for: Any
) -> None:
    """As on the dashboard and the map. The control: the same page shows them to a leader."""
    liaison = client_for(everything.cast.liaison)
    assert "scope=lamp%3Ared" in said(leader.get("/dashboard/figures/key_projects/"))
    page = liaison.get("/dashboard/figures/key_projects/")
    assert page.status_code == 200
    assert "scope=lamp%3A" not in said(page)
    assert liaison.get("/dashboard/figures/key_projects/?scope=lamp:red").status_code == 404
    assert leader.get("/dashboard/figures/key_projects/?scope=lamp:red").status_code == 200
