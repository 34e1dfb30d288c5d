"""目标看板 without the demo: an empty house, and the bare facts."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from core.enums import Role
from core.models import User

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
