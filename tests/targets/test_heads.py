"""`manage.py heads` and the talents' overview: what they count is what the targets count, on any day."""

import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from core.enums import Role
from core.models import User
from talent.enums import Category, LeaversCount, LeftHow
from talent.models import HeadRule, Quota, Talent, leave
from targets import facts
from targets.heads.counted import added, by_firm, lacking, quarters, readings_of
from tests.talent.scene import counted, firm, person, talent

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2026, *at) for at in ((5, 5), (5, 6), (6, 30), (7, 1), (7, 20), (8, 1))]


def told(command: str, as_of: dt.date) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command(command, "--as-of", as_of.isoformat(), "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def _people() -> None:
    facts.load(facts.FACTS, shift_years=4)  # until the end of 2027
    leave(counted(), on=dt.date(2026, 7, 20), how=LeftHow.RESIGNED, note="")
    counted("赵示例", category=Category.LEADING)
    talent("钱示例")
    talent("孙示例", enterprise=firm(), category=Category.CRAFTSMAN)


@pytest.mark.usefixtures("_people")
@pytest.mark.parametrize("day", DAYS)
def test_heads_are_what_the_targets_count(day: dt.date) -> None:
    heads = {row["category"]: row for row in told("heads", day)}
    targets = {row["key"]: row for row in told("targets", day)}
    assert list(heads) == list(Category.values)
    for category, row in heads.items():
        assert set(row) == {"category", "goal", "counted", "unproven", "left"}
        assert row["counted"] == targets[f"talent_{category}"]["actual"]
        assert row["goal"] == targets[f"talent_{category}"]["target"]
    assert sum(row["counted"] for row in heads.values()) == targets["talent_total"]["actual"]


@pytest.mark.usefixtures("_people")
def test_everybody_of_the_register_is_told_once() -> None:
    for day in DAYS:
        rows = told("heads", day)
        assert sum(row["counted"] + row["unproven"] + row["left"] for row in rows) == Talent.objects.count(), day
    engineer = {day: next(row for row in told("heads", day) if row["category"] == "engineer") for day in DAYS}
    assert [engineer[day]["counted"] for day in DAYS] == [0, 1, 1, 0, 0, 0]
    assert [engineer[day]["left"] for day in DAYS] == [0, 0, 0, 0, 1, 1]
    HeadRule.objects.update(leavers=LeaversCount.YEAR)
    rows = [row for row in told("heads", DAYS[-1]) if row["category"] == "engineer"]
    assert (rows[0]["counted"], rows[0]["left"]) == (1, 1), "who left may still count, by that rule"


@pytest.mark.usefixtures("_people")
def test_the_parts_of_the_overview_make_the_whole(client_for: Callable[[User], Client]) -> None:
    today = timezone.localdate()
    Quota.objects.create(enterprise=firm("示例无人"), category=Category.LEADING, year=today.year, heads=5)
    client = client_for(person("qin", Role.LEADER))
    page = client.get("/talent/overview/")
    assert page.status_code == 200
    whole = page.context["whole"]
    assert whole.all == page.context["counted"] == sum(head.counted for head in Talent.objects.heads(today))
    assert whole.unproven == page.context["waiting"] == Talent.objects.unproven(today).count()
    for row in lacking(today):
        found = client.get(f"/talent/?missing={row.reason}")
        assert found.context["page_obj"].paginator.count == row.all
    assert added(by_firm(today, today.year)).quota == 5


@pytest.mark.usefixtures("_people")
def test_what_each_quarter_must_bring_adds_up_to_the_goal() -> None:
    for day in DAYS:
        for category, reading in readings_of(day).items():
            drawn = quarters(reading)
            assert drawn is not None
            gap = max(int(reading.target.value or 0) - int(reading.value or 0), 0)
            assert sum(quarter.need for quarter in drawn.each) == gap, (day, category)
