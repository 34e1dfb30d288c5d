"""`manage.py funnel`: exact keys, sums that agree with the figures, and what was reported beside them."""

import datetime as dt
import json
import uuid
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from core.models import User
from finance.models import CreditLine
from targets.figures.telling import tell_all
from tests.finance.scene import drawn, institution, line, need, person

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 3, 10)
KEYS = ["needs", "matched", "granted_for_needs", "drawn_for_needs", "granted", "drawn", "repaid", "undrawn", "expired"]
KEYS += ["lowered", "reported", "by_institution"]


def told(*args: str) -> dict[str, Any]:
    out = StringIO()
    call_command("funnel", "--as-of", ON.isoformat(), "--json", *args, stdout=out)
    return json.loads(out.getvalue())


def tap(by: User) -> dict[str, Any]:
    return {"on": ON, "by": by, "client_id": uuid.uuid4()}


@pytest.fixture
def _money() -> None:
    by = person("tang")
    given = line(1000, need=need(amount_wan=Decimal(800)))
    row = drawn(given, 600, by=by)
    given.reverse(row, amount_wan=Decimal(100), reason="错", **tap(by))
    given.repay(amount_wan=Decimal(50), **tap(by))
    given.lower(amount_wan=Decimal(200), reason="风险", **tap(by))
    line(300, institution=institution("示例乙银行"), expires_on=dt.date(2026, 3, 9))
    turning = line(100, institution=institution("示例乙银行"), is_revolving=True)
    drawn(turning, 100, by=by)
    turning.repay(amount_wan=Decimal(40), **tap(by))
    line(9999, granted_on=dt.date(2026, 3, 11))
    need(amount_wan=Decimal(5), raised_on=dt.date(2026, 3, 11))


@pytest.mark.usefixtures("_money")
def test_one_object_with_these_keys() -> None:
    call_command("load_facts", verbosity=0)
    found = told()
    assert list(found) == KEYS
    amounts = {key: found[key] for key in KEYS[:10]}
    assert amounts == {
        "needs": "800.00", "matched": "800.00", "granted_for_needs": "800.00", "drawn_for_needs": "500.00",
        "granted": "1400.00", "drawn": "600.00", "repaid": "90.00", "undrawn": "340.00", "expired": "300.00",
        "lowered": "200.00",
    }  # fmt: skip
    assert found["reported"] == {"granted": "112500.00", "drawn": "12500.00"}
    assert found["by_institution"] == [
        {"institution": "示例甲银行", "granted": "1000.00", "drawn": "500.00"},
        {"institution": "示例乙银行", "granted": "400.00", "drawn": "100.00"},
    ]


@pytest.mark.usefixtures("_money")
def test_of_lines_that_do_not_revolve_the_four_make_what_is_granted() -> None:
    term, turning = (
        {key: Decimal(told("--lines", which)[key]) for key in KEYS[4:10]} for which in ("term", "revolving")
    )
    assert term["granted"] == term["drawn"] + term["undrawn"] + term["expired"] + term["lowered"] == 1300
    assert turning["granted"] + turning["repaid"] == turning["drawn"] + turning["undrawn"] == 140


@pytest.mark.usefixtures("_money")
def test_the_sums_are_those_of_the_figures() -> None:
    figures = {each.key: each.value for each in tell_all(ON) if not each.scope}
    found = told()
    for key, name in (("granted", "credit_registered"), ("drawn", "drawn_registered"), ("needs", "needs_raised"),
                      ("matched", "needs_matched"), ("undrawn", "undrawn_registered")):  # fmt: skip
        assert Decimal(found[key]) == (figures[name] or 0) * 10_000, key


def test_an_empty_house_prints_noughts() -> None:
    found = told()
    assert {found[key] for key in KEYS[:10]} == {"0.00"}
    assert (found["reported"], found["by_institution"]) == ({"granted": "0.00", "drawn": "0.00"}, [])
    assert not CreditLine.objects.exists()
