"""目标看板 without the demo: an empty house, and the bare facts."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from core.enums import Lamp, Role
from core.models import User
from targets.course.compared import spark, weeks
from targets.course.drawing import chart
from targets.course.steps import months
from targets.readings import read_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client_for: Any) -> Client:
    return client_for(User.objects.create(username="boss", name="示例领导", roles=[Role.LEADER]))


def test_an_empty_house_says_what_to_do(leader: Client) -> None:
    page = leader.get("/dashboard/")
    assert page.status_code == 200
    assert "load_facts" in page.content.decode()


def test_facts_alone_show_null_as_not_reported(leader: Client) -> None:
    call_command("load_facts", verbosity=0)
    page = leader.get("/dashboard/?as_of=2021-04-06").content.decode()
    assert "尚无报送" in page
    assert "11.25" in page
    assert "300 亿元目标未落实承接主体" in page


def test_an_empty_house_compares_nothing(leader: Client) -> None:
    assert leader.get("/dashboard/compare/").status_code == 200


def test_facts_alone_are_not_drawn_and_held_against_nothing(leader: Client) -> None:
    """Nothing that is missing is shown as nought."""
    call_command("load_facts", verbosity=0)
    silent = [each for each in read_all(timezone.localdate()) if not each.is_registered]
    assert silent
    for reading in silent:
        assert months(reading) == []
        assert chart(reading, []) is None
        assert spark(weeks(reading)) == ""
        assert {each.lamp for each in weeks(reading)} == {Lamp.GREY}
        page = leader.get(f"/dashboard/{reading.target.key}/").content.decode()
        assert reading.indicator.silence in page
        assert "较上个周一" not in page
    page = leader.get("/dashboard/compare/").content.decode()
    assert "尚无登记" in page
    assert "尚无报送" in page
