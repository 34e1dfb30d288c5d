"""One demo for all tests of a module, rolled back at its end, and its leader."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings

from core.models import User


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any, media: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media, ZONE_DEMO=True), transaction.atomic():
        call_command("load_demo", verbosity=0)
        connection.check_constraints()  # once, and not anew at the end of each test
        yield
        transaction.set_rollback(True)


@pytest.fixture
def leader(demo: None, client_for: Any) -> Client:
    return client_for(User.objects.get(username="leader"))
