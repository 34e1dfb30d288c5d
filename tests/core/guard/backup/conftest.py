"""A small database of our own with committed rows, for programs that look at it from outside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from psycopg2.sql import SQL, Identifier

from core.guard.backup.postgres import Database, execute
from tests.world import make_world


@contextmanager
def standing_in(name: str) -> Iterator[None]:
    """The product on another database of the same server, as another DATABASE_URL would have it."""
    given = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = given


def make_database(name: str, template: str = "template0") -> None:
    with Database("postgres").connect() as server:
        server.autocommit = True
        execute(server, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        execute(server, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))


def drop_database(name: str) -> None:
    with Database("postgres").connect() as server:
        server.autocommit = True
        execute(server, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


@pytest.fixture(scope="module")
def source(django_db_blocker: Any) -> Iterator[str]:
    """A database with the tests' world in it, committed; tests copy it."""
    worker, given = os.environ.get("PYTEST_XDIST_WORKER", ""), str(connection.settings_dict["NAME"])
    name = f"test_{given.removeprefix('test_')}{worker}_backup"
    with django_db_blocker.unblock():
        make_database(name)
        with standing_in(name):
            call_command("migrate", verbosity=0)
            make_world()
        yield name
        drop_database(name)


@pytest.fixture
def house(source: str, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator["House"]:
    """The product on a copy of that database, with files of its own."""
    given = House(f"{source}_copy", f"{source}_new", tmp_path)
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "media"
    (tmp_path / "media" / "photos").mkdir(parents=True)
    (tmp_path / "media" / "photos" / "图.jpg").write_bytes(b"picture")
    with django_db_blocker.unblock():
        make_database(given.name, template=source)
        make_database(given.other)
        with standing_in(given.name):
            call_command("adopt")
            yield given
        drop_database(given.name)
        drop_database(given.other)


class House:
    """An installation, and an empty database beside it."""

    def __init__(self, name: str, other: str, folder: Path) -> None:
        self.name, self.other, self.backups = name, other, folder / "backups"
        self.media = folder / "other-media"

    @contextmanager
    def elsewhere(self, settings: Any) -> Iterator[None]:
        """The other machine: an empty database, no files."""
        settings.MEDIA_ROOT, settings.VAR_DIR = self.media, self.backups.parent / "other-var"
        with standing_in(self.other):
            yield
