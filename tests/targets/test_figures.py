"""The figures by their keys: each is the sum of its rows, and its parts make the whole."""

import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from finance.models import CreditLine, Drawdown
from projects.models import Project
from targets import facts
from targets.cuts.parts import CUT_BY
from targets.enums import Unit
from targets.figures.telling import FIGURES, tell, tell_all
from tests.finance.scene import drawn, line
from tests.one_number import Shown, differing, shown_on
from tests.world import World

pytestmark = pytest.mark.django_db
WHOLE = {
    "zone_output",
    "champion_firms",
    "champions_planned",
    "listing_reserve",
    "undrawn_registered",
    "decisions_pending",
}
REPORTED_TWICE = {"credit_granted", "credit_drawn", "credit_undrawn"}  # a reported sum may be set anew


def days() -> list[dt.date]:
    today = timezone.localdate()
    return [today, today - dt.timedelta(days=8), today - dt.timedelta(days=90), dt.date(2021, 4, 6)]


@pytest.fixture
def everything(shared_world: World) -> World:
    """The world with the targets of the article."""
    facts.load()
    return shared_world


def test_each_is_the_sum_of_its_rows(everything: World) -> None:
    assert len(FIGURES) >= 25
    seen = 0
    for day in days():
        for told in tell_all(day):
            rows = sum((row.value for row in told.rows), Decimal(0))
            assert rows == (told.value or 0), f"{told.key} {told.scope} {day}"
            assert all(row.unit == told.unit for row in told.rows), told.key
            seen += bool(told.value)
    assert seen > 20, "the control: there is something to add up"


def test_the_parts_make_the_whole(everything: World) -> None:
    """By each kind of part for itself; the wings hold parks, and the main park belongs to none."""
    today = timezone.localdate()
    cut = {key for key, figure in FIGURES.items() if key in CUT_BY and figure.scopes(today)}
    for key in WHOLE | cut:
        by_kind: dict[str, Decimal] = {}
        for scope in FIGURES[key].scopes(today):
            kind = scope.partition(":")[0]
            by_kind[kind] = by_kind.get(kind, Decimal(0)) + (tell(key, today, scope).value or 0)
        whole = tell(key, today).value or Decimal(0)
        assert by_kind.pop("wing", Decimal(0)) <= whole, key
        assert {kind: each for kind, each in by_kind.items() if each != whole} == {}, key
    assert len(cut) == len(CUT_BY)


def test_recounted_by_other_means(everything: World) -> None:
    later = line(2345, granted_on=dt.date(2026, 1, 5), expires_on=None)
    drawn(later, 345, on=dt.date(2026, 2, 1))
    granted = sum(each.granted_wan for each in CreditLine.objects.all() if each.granted_on <= dt.date(2026, 1, 31))
    taken = sum(each.amount_wan for each in Drawdown.objects.all() if each.on <= dt.date(2026, 1, 31))
    assert tell("credit_registered", dt.date(2026, 1, 31)).value == Decimal(granted) / 10_000
    assert tell("drawn_registered", dt.date(2026, 1, 31)).value == Decimal(taken) / 10_000
    today = timezone.localdate()
    listed = [each for each in Project.objects.all() if each.key_listed_on and each.key_listed_on <= today]
    on_list = [each for each in listed if each in Project.objects.key(today)]
    assert tell("key_projects", today).value == len(on_list)


def test_the_command_prints_them_all(everything: World) -> None:
    out = io.StringIO()
    call_command("figures", "--as-of", "2021-04-06", "--json", stdout=out)
    told: list[dict[str, Any]] = json.loads(out.getvalue())
    assert {each["key"] for each in told} == set(FIGURES)
    assert all(set(each) == {"key", "scope", "value", "unit", "rows"} for each in told)
    by_key = {each["key"]: each for each in told if not each["scope"]}
    assert (by_key["credit_reported"]["value"], by_key["drawn_reported"]["value"]) == (11.25, 1.25)
    assert by_key["zone_output"]["value"] is None
    assert by_key["unassigned_output"]["value"] == 300
    assert by_key["credit_reported"]["unit"] == Unit.YI.label


def test_a_page_that_says_another_number_is_found(everything: World) -> None:
    """The control of the walk over all pages."""
    right = '<b data-figure="unassigned_output" data-as-of="2021-04-06" data-scope="" data-value="300">300</b>'
    assert differing({(each, "here") for each in shown_on(right)}) == []
    wrong = shown_on(right.replace('"300"', '"299"'))
    assert wrong == [Shown("unassigned_output", "2021-04-06", "", "299")]
    assert len(differing({(each, "here") for each in wrong})) == 1
