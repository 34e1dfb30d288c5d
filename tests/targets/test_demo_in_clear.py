"""A dump of the demo, its cache, queue, mails and logs, searched for its telephones and documents in clear: none.

`tests/test_nothing_in_clear.py` asks the same of each cell of a small world.
"""

import logging
import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import get_connection
from django.db import connection
from django.test import Client

from core.guard.backup.postgres import Database, program
from core.models import User
from core.post.deliveries import send_owed
from enterprises.models import Contact
from talent import identity
from talent.models import Talent
from tests.test_nothing_in_clear import told, written

pytestmark = pytest.mark.django_db
SHORTEST = 11  # signs of a telephone
RUN = re.compile(rb"\d[\d-]{9,}[\dX]")
HEX = re.compile(rb"(?:3\d){11,}(?:58)?")  # the same signs as hexadecimal bytes


def numbers() -> set[bytes]:
    """Every telephone and document of the demo, as it was typed and in its signs alone."""
    typed = {
        *(identity.number_of(row.identity) for row in Talent.objects.all()),
        *(row.phone for model in (Talent, Contact, User) for row in model.objects.all()),
    }
    signs = {text for each in typed for text in (each, re.sub(r"[^0-9A-Z]", "", each))}
    return {sign.encode() for sign in signs if len(sign) >= SHORTEST}


def found(text: bytes, signs: set[bytes]) -> set[bytes]:
    """Which of the numbers stand in a text, also within longer rows of digits."""
    lengths = {len(sign) for sign in signs}
    runs = {*RUN.findall(text), *(bytes.fromhex(each.decode()) for each in HEX.findall(text))}
    parts = (run[at : at + long] for run in runs for long in lengths for at in range(len(run) - long + 1))
    return {part for part in parts if part in signs}


def dumped() -> bytes:
    """Everything that was committed, as pg_dump writes it in plain."""
    database = Database.of_settings()
    pg_dump = program("pg_dump", at_least=connection.pg_version // 10_000)
    words = ["--format=plain", "--no-owner", f"--dbname={database.name}"]
    return subprocess.run([pg_dump, *words], check=True, capture_output=True, env=database.environment()).stdout


@pytest.fixture
def signs(demo: None) -> set[bytes]:
    known = numbers()
    assert len(known) > 600  # the control: the demo has them
    return known


def test_the_search_finds_one_that_stands_in_clear(signs: set[bytes]) -> None:
    sign = next(iter(signs))
    for text in (b"\t" + sign + b"\n", b"99" + sign + b"1", sign.hex().encode()):
        assert found(b"phone: " + text, signs) == {sign} or sign in found(text, signs)


def test_a_dump_of_the_demo_tells_no_number(signs: set[bytes]) -> None:
    text = dumped()
    assert text.count(b"COPY ") > 100
    assert b"talent_talent" in text
    assert found(text, signs) == set()


def test_neither_do_cache_logs_mails_and_cells_after_pages_were_read(
    signs: set[bytes], caplog: pytest.LogCaptureFixture, capfd: Any, settings: Any, tmp_path: Path
) -> None:
    caplog.set_level(logging.INFO)
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path)
    settings.EMAIL_ENABLED = True
    somebody = Talent.objects.exclude(identity="").exclude(phone="").order_by("pk")[0]
    for name in ("leader", "talent", "liaison", "admin"):
        client = Client()
        client.force_login(User.objects.get(username=name))
        for url in ("/talent/", f"/talent/{somebody.pk}/", f"/search/?q={somebody.phone}", "/workbench/", "/me/"):
            client.get(url)
        for field in ("phone", "identity"):
            client.post(f"/talent/{somebody.pk}/reveal/", {"field": field, "reason": "check"})
    send_owed()
    get_connection().close()
    cells = "\n".join(cell for _place, cell in told())
    kept = "\n".join(f"{key} {value!r}" for key, value in getattr(cache, "_cache", {}).items())
    lines = "\n".join(written(each) for each in caplog.records if not each.name.startswith("django.db"))
    mails = "\n".join(path.read_text() for path in tmp_path.iterdir())
    for place, text in {"cells": cells, "cache": kept, "log": lines, "mails": mails}.items():
        assert found(text.encode(), signs) == set(), place
    assert _told(capfd.readouterr(), signs) == set()


def _told(texts: Iterable[str], signs: set[bytes]) -> set[bytes]:
    return set().union(*(found(text.encode(), signs) for text in texts))


@pytest.mark.redis
def test_the_queue_in_redis_tells_no_number(signs: set[bytes]) -> None:
    import redis

    queue = redis.Redis.from_url(os.environ["ZONE_TEST_REDIS_URL"])
    texts = [key + (queue.dump(key) or b"") for key in queue.scan_iter(count=1000)]
    assert found(b"\n".join(texts), signs) == set()
