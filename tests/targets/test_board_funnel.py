"""The funnel of the board is that of the finance room: needs followed through, never wider, opened to their rows."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.models import User
from finance.funnel import funnel
from targets import beside
from targets.figures.telling import FIGURES, tell
from targets.readings import read_all
from tests.finance.scene import banker, drawn, institution, line, need, person
from tests.one_number import differing, shown_on

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 3, 10)
STEPS = ["needs_raised", "needs_matched", "needs_granted", "needs_drawn"]


@pytest.fixture
def _money() -> None:
    call_command("load_facts", verbosity=0)
    by = person("tang")
    over = line(1000, need=need(amount_wan=Decimal(800)))  # more than was asked
    drawn(over, 900, by=by)
    part = line(300, institution=institution("示例乙银行"), need=need(amount_wan=Decimal(500)))
    part.lower(amount_wan=Decimal(100), reason="示例", on=ON, by=by, client_id=uuid.uuid4())
    need(amount_wan=Decimal(70))  # nobody was asked
    line(4000, institution=institution("示例乙银行"))  # in answer to no need


def board() -> beside.Money:
    return beside.money(read_all(ON), ON)


@pytest.mark.usefixtures("_money")
def test_no_step_is_wider_and_what_was_reported_stands_beside() -> None:
    found = board()
    assert [row.figure for row in found.rows] == STEPS
    assert [row.value * 10_000 for row in found.rows] == [1370, 1300, 1000, 800]
    granted, drew = found.sums
    assert (granted.figure, drew.figure) == ("credit_granted", "credit_drawn")
    assert granted.reported
    assert drew.reported
    assert (granted.reported.reported, drew.reported.reported) == (Decimal("11.25"), Decimal("1.25"))
    assert granted.value == granted.reported.reported + granted.reported.later > found.rows[2].value
    assert [each.label for each in found.told] == ["融资需求", "已对接", "已授信", "已放款", "累计授信", "累计放款"]


@pytest.mark.usefixtures("_money")
@pytest.mark.parametrize("key", STEPS)
def test_each_step_opens_to_rows_of_needs_that_make_it(key: str) -> None:
    told, step = tell(key, ON), key.removeprefix("needs_")
    assert told.value == getattr(funnel(ON), step).wan / 10_000
    assert sum(row.value for row in told.rows) == told.value
    assert all(row.value > 0 for row in told.rows)


@pytest.mark.usefixtures("_money")
def test_of_a_bank_the_rows_are_those_it_may_see() -> None:
    clerk = banker("qian", "示例乙银行")
    rows = FIGURES["needs_granted"].rows(ON, "", clerk)
    assert [row.value * 10_000 for row in rows] == [200]


def test_without_a_need_the_steps_say_so_and_the_report_is_still_told() -> None:
    call_command("load_facts", verbosity=0)
    found = board()
    assert all(row.silent for row in found.rows)
    assert [each.label for each in found.told] == ["累计授信", "累计放款"]


@pytest.mark.usefixtures("_money")
def test_board_and_room_show_the_same_steps(client: Any) -> None:
    client.force_login(User.objects.create(username="lead", roles=["leader"]))
    today = timezone.localdate().isoformat()
    pages = {url: shown_on(client.get(url).content.decode()) for url in ("/dashboard/", "/finance/funnel/")}
    steps = [
        {(each.key, each.value) for each in shown if each.key in STEPS and each.as_of == today}
        for shown in pages.values()
    ]
    assert steps[0] == steps[1]
    assert {key for key, _value in steps[0]} == set(STEPS)
    assert not differing((each, url) for url, shown in pages.items() for each in shown)
