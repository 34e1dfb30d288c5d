"""目标看板 and the page behind every number, on the demo's rows."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.enums import Role
from core.models import User
from targets.indicators import INDICATORS
from targets.models import Programme, Target
from targets.readings import read_all

pytestmark = pytest.mark.django_db
INSIDE = {
    Role.LEADER,
    Role.PROJECT_OFFICER,
    Role.LIAISON,
    Role.HANDLER,
    Role.TALENT_OFFICER,
    Role.FINANCE_OFFICER,
    Role.AUDITOR,
}


def said(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize("role", Role.values)
def test_who_opens_it(demo: None, client_for: Any, role: str) -> None:
    client = client_for(User.objects.holding(role).filter(roles=[role]).first())
    expected = 200 if role in INSIDE else 403
    assert client.get("/dashboard/").status_code == expected
    assert client.get("/dashboard/zone_output/").status_code == expected


@pytest.mark.parametrize("key", INDICATORS)
def test_the_rows_make_the_number(leader: Client, key: str) -> None:
    """Each number opens to rows whose sum it is; the layout counts highlands, of which each is a row."""
    today = timezone.localdate()
    reading = next(each for each in read_all(today) if each.target.key == key)
    rows = INDICATORS[key].rows(today, None)
    assert rows
    assert all(row.source for row in rows)
    if key == "layout":
        assert len(rows) == 3
    else:
        assert sum((row.value for row in rows), Decimal(0)) == reading.value
    page = leader.get(f"/dashboard/{key}/")
    assert page.status_code == 200
    assert page.context["row_count"] + page.context["hidden"] == len(rows)


def test_who_sees_fewer_rows_sees_the_same_number(demo: None, client_for: Any) -> None:
    liaison = client_for(User.objects.get(username="liaison"))
    page = liaison.get("/dashboard/talent_total/")
    leader = client_for(User.objects.get(username="leader")).get("/dashboard/talent_total/")
    assert page.context["row_count"] == 0
    assert page.context["hidden"] == leader.context["row_count"] > 500
    assert page.context["reading"].value == leader.context["reading"].value


def test_another_day_shows_other_numbers_and_only_what_was_known(leader: Client) -> None:
    today = timezone.localdate()
    then = today - dt.timedelta(days=200)
    now, earlier = leader.get("/dashboard/"), leader.get(f"/dashboard/?as_of={then}")
    assert earlier.context["as_of"] == then
    before = earlier.context["by_key"]["talent_total"].value
    assert 0 < before < now.context["by_key"]["talent_total"].value
    assert all(row.on <= then for row in INDICATORS["talent_total"].rows(then, None))


@pytest.mark.parametrize(
    "asked", ["2099-01-01", "0001-01-01", "1999-12-31", "2026-02-30", "soon", "20261301", "%00x", "9" * 40, "²"]
)
def test_a_day_that_is_none_is_said_and_today_is_shown(leader: Client, asked: str) -> None:
    page = leader.get(f"/dashboard/?as_of={asked}")
    assert page.status_code == 200
    assert page.context["as_of"] == timezone.localdate()
    assert page.context["form"].refusals()


def test_an_unknown_parameter_is_said(leader: Client) -> None:
    assert "没有名为 colour 的条件" in said(leader.get("/dashboard/?colour=blue"))


def test_the_first_and_the_last_day_of_the_programme(leader: Client) -> None:
    programme = Programme.objects.get()
    first = leader.get(f"/dashboard/?as_of={programme.starts_on}")
    assert first.status_code == 200
    assert first.context["days_gone"] == 0
    assert first.context["gone"] == 0


def test_an_unknown_target_is_not_found(leader: Client) -> None:
    assert leader.get("/dashboard/nothing/").status_code == 404


def test_targets_stand_in_the_order_of_1133(demo: None) -> None:
    digits = [target.digit for target in Target.objects.filter(parent=None).exclude(digit="")]
    assert digits == ["1", "1", "3", "3"]


def test_the_sum_under_the_rows_of_a_target_is_its_figure(leader: Client) -> None:
    for key in INDICATORS:
        page = leader.get(f"/dashboard/{key}/")
        assert ('fig-sum">' in said(page)) == (key != "layout"), key
    page = said(leader.get("/dashboard/credit_granted/"))
    assert re.search(
        r"合计 <b>[\d.]+</b> 亿元</span>\s*<span>与页首一致</span>\s*<span>其中未列明细的报送 11\.25 亿元", page
    )


@pytest.mark.parametrize("url", ["/finance/", "/finance/funnel/", "/dashboard/credit_granted/"])
def test_what_was_reported_without_rows_is_named_in_the_same_words(leader: Client, url: str) -> None:
    words = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", said(leader.get(url))))
    own = re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", said(leader.get("/finance/"))))
    sentence = re.search(r"逐笔登记的授信[\d.]+亿元；未列明细的报送11\.25亿元.*?累计授信[\d.]+亿元", own)
    assert sentence
    assert sentence[0] in words
