"""One demo for all tests that look at it, and its leader."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings

from core.models import User
from tests.demo_database import DemoDatabase


@pytest.fixture(scope="session")
def _demo_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[DemoDatabase]:
    """The demo of this worker."""
    with django_db_blocker.unblock():
        made = DemoDatabase()
    yield made
    with django_db_blocker.unblock():
        made.drop()


@pytest.fixture(scope="module")
def demo(_demo_database: DemoDatabase, django_db_blocker: Any, media: Any) -> Iterator[None]:
    """The demo for a module; what its tests change is taken back at its end."""
    ours = override_settings(MEDIA_ROOT=media, ZONE_DEMO=True)
    with django_db_blocker.unblock(), ours, _demo_database.on_the_demo():
        yield


@pytest.fixture
def leader(demo: None, client_for: Any) -> Client:
    return client_for(User.objects.get(username="leader"))
