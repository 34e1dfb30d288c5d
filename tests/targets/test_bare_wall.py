"""大屏 of a house that has just begun: what is missing is said, and never shown as nought."""

import pytest
from django.test import Client
from django.utils import timezone

from targets import facts
from targets.models import WallToken
from targets.wall import links, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def token() -> WallToken:
    return links.make(place="空", days=1, now=timezone.now())


def test_what_nobody_reported_is_said_and_not_nought(token: WallToken) -> None:
    facts.load()
    screen, order = Client(), pages.order_of(token.pages, timezone.now())
    assert len(order) == 8
    wall = "".join(screen.get(links.path_of(token), {"page": page}).content.decode() for page in order)
    assert "尚无报送" in wall
    assert "尚无登记" in wall
    assert ">0.00<" not in wall


def test_without_a_programme_there_is_no_wall(token: WallToken) -> None:
    assert Client().get(links.path_of(token)).status_code == 404
