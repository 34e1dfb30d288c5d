"""A running site with the demo in it, a Chromium, and people to sit in front of it."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.visitor import Visitor

CHROMIUM = ("--no-sandbox", "--disable-background-networking")
Seat = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, on rows that are really committed."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture
def _django_db_helper(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Instead of pytest-django's own: the tests of this folder share the site's rows, so none empties the tables."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="package")
def site(django_db_setup: None, django_db_blocker: Any, media: Path) -> Iterator[str]:
    """The address of a server on loopback with the demo of today, for all browser tests together."""
    cheap = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"], "MEDIA_ROOT": media}
    with django_db_blocker.unblock(), override_settings(ZONE_DEMO=True, **cheap):
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "never on the real database"
        call_command("load_demo", "--fresh", verbosity=0, stdout=io.StringIO())
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "never on the real database"
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser process. Its driver keeps an event loop in this thread; Django is told that this is meant.

    While the loop runs, Django keeps a connection of its own for this thread: it is closed before the loop ends.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=os.environ["ZONE_TEST_CHROMIUM"], args=[*CHROMIUM])
        yield browser
        connection.close()
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def seat(site: str, chromium: Browser, db: None, settings: Any) -> Iterator[Seat]:
    """Seats people: `seat("leader", DESK)`; without a name nobody is logged in. All leave when the test ends."""
    settings.ZONE_DEMO = True
    seated: list[Visitor] = []

    def sit(who: Any = None, size: tuple[int, int] = (1440, 900), **options: Any) -> Visitor:
        visitor = Visitor(chromium, site, size, **options)
        seated.append(visitor)
        return visitor.enter_as(who) if who else visitor

    yield sit
    for visitor in seated:
        visitor.close()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """What a phone's camera makes."""
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 1200), (90, 120, 150)).save(buffer, "JPEG")
    path = tmp_path / "site.jpg"
    path.write_bytes(buffer.getvalue())
    return path
