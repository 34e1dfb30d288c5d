"""What every test stands on: cheap passwords, files in a folder of their own, and no silent skips."""

import importlib
import itertools
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from coverage import Coverage
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client, override_settings
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from core.kernel.keeping.freshness import forget, remembered_queries
from core.models import Instance, User
from core.models.trail import emptying
from core.office.instance import make_number
from projects.models import Standing
from tests.world import World, make_world
from tools.console import ROOT
from tools.coverage import FLOORED, WALKS
from zone_tracker.recount import recount

HERE = Path(__file__).parent
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the machine may be
settings.load_profile("busy")
NEEDS = {
    "browser": "ZONE_TEST_CHROMIUM",
    "redis": "ZONE_TEST_REDIS_URL",
    "nginx": "ZONE_TEST_NGINX",
    "systemd": "ZONE_TEST_SYSTEMD_ANALYZE",
}
# What takes long begins first, so that no worker waits for another at the end; the browser's files come together,
# so that each worker makes its site once.
LONGEST_FIRST = (
    "browser/",
    "process/",
    "test_canary.py",
    "test_attacks.py",
    "test_access.py",
    "core/guard/backup/",
    "zone_tracker/test_first_migrations.py",
    "demo/",
    "zone_tracker/test_admin.py",
    "core/sheets/test_exports.py",
    "test_sense.py",
    "test_language.py",
    "zone_tracker/test_search_at_scale.py",
    "targets/",
)


def pytest_configure(config: pytest.Config) -> None:
    """Hand files to the workers in our order; by itself xdist begins with those that hold the most tests.

    What a test starts is not measured (tools/coverage.py): it may run in a copy, and ends as it ends.
    """
    config.option.loadscopereorder = False
    if hasattr(config, "workerinput"):
        os.environ.pop("COVERAGE_PROCESS_START", None)


def place(item: pytest.Item) -> int:
    """Where a test's file stands among the longest, after them when it is none of them."""
    return next((n for n, each in enumerate(LONGEST_FIRST) if file_of(item).startswith(each)), len(LONGEST_FIRST))


def file_of(item: pytest.Item) -> str:
    """A test's file, as seen from this folder."""
    return item.path.relative_to(HERE).as_posix()


def pytest_collection_finish() -> None:
    """Import what has a floor while all is measured, so that no walk is the first to import it."""
    for pattern in itertools.chain(*FLOORED.values()) if Coverage.current() else ():
        for path in ROOT.glob(pattern):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Put the measuring down while a walk is on its way, with all that is made for it."""
    measuring = Coverage.current() if file_of(item).startswith(WALKS) else None
    if measuring is None:
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test whose machine is missing says so; dev.py tells it loudly and fails in CI."""
    if hasattr(config, "workerinput"):  # alone, pytest-django's order stands: what commits comes last
        items.sort(key=place)
    for item in items:
        for mark, variable in NEEDS.items():
            if item.get_closest_marker(mark) and not os.environ.get(variable):
                item.add_marker(pytest.mark.skip(reason=f"{variable} is not set"))


DATABASE = frozenset({"db", "transactional_db", "shared_world"})


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """After each test that had the database nothing that is kept may differ, unless it is known to be due.

    A whole product under a clock of its own, as a browser meets it, is not asked: only its own tick knows the time.
    """
    outcome = yield
    ours = DATABASE & set(getattr(item, "fixturenames", ())) and not item.get_closest_marker("browser")
    if ours and not connection.needs_rollback:
        assert [each for each in recount(timezone.now()) if not each.due] == []
    assert [query for query in remembered_queries() if unwatched(*query)] == []
    return outcome


def unwatched(topics: str, sql: str) -> set[str]:
    """The tables of a remembered query that none of its topics hears of: a write there would go unnoticed."""
    return set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)) - {
        model._meta.db_table
        for model, trigger in pgtrigger.registered()
        if trigger.name in {f"bumps_{topic}" for topic in topics.split()}
    }


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Give a database that was kept from another run the number of this host."""
    if str(connection.settings_dict["NAME"]).startswith("test_"):  # else no test of this run asks for the database
        with django_db_blocker.unblock():
            Instance.objects.all().delete()
            make_number()


@pytest.fixture(autouse=True)
def _cheap_and_apart(settings: Any, media: Path) -> Iterator[None]:
    """Hash passwords quickly; keep files out of the real media folder, a language and pieces of pages inside."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = media
    settings.ZONE_BACKUP_DIR = ""
    forget()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_list_of_static_files() -> Iterator[None]:
    """Let WhiteNoise look for a static file when one is asked for.

    Every test client makes the middleware anew, and a list of all static files, made each time, takes longer than most
    pages do.
    """
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def _tests_may_empty_the_trail() -> Iterator[None]:
    """A test that commits empties every table afterwards; elsewhere nobody may.

    Rows are deleted from the tables that have some, past all triggers: to truncate all tables makes hundreds of new
    files, on which the commit waits. Where the server does not let us, they are truncated.
    """
    flush, truncate = DatabaseOperations.execute_sql_flush, DatabaseOperations.sql_flush

    def allowed(operations: Any, statements: list[str]) -> None:
        with emptying():
            flush(operations, statements)

    def emptied(operations: Any, style: Any, tables: list[str], **options: Any) -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone() != (True,) or options.get("reset_sequences") or not tables:
                return truncate(operations, style, tables, **options)
            quoted = map(operations.quote_name, tables)
            cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in quoted))
            filled = [table for (table,) in cursor.fetchall()]
        return ["SET LOCAL session_replication_role = replica", *(f"DELETE FROM {table}" for table in filled)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", allowed)
        patch.setattr(DatabaseOperations, "sql_flush", emptied)
        yield


@pytest.fixture(autouse=True)
def _the_minute_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a page is asked for, the tick takes up what is due: rows that a test wrote past the verbs, and time."""
    ask = Client.request

    def tick_and_ask(client: Client, **request: Any) -> Any:
        watched, connection.force_debug_cursor = connection.force_debug_cursor, False  # no part of the page's cost
        if Standing.objects.due(now := timezone.now()).exists():
            Standing.objects.renew_due(now)
        connection.force_debug_cursor = watched
        return ask(client, **request)

    monkeypatch.setattr(Client, "request", tick_and_ask)


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One media folder for the whole run."""
    return tmp_path_factory.mktemp("media")


@pytest.fixture
def client_for() -> Callable[[User], Client]:
    """A browser in which this person is logged in."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture(scope="module")
def _world_of_the_module(django_db_setup: None, django_db_blocker: Any, media: Path) -> Iterator[World]:
    """One world for a whole module, rolled back at its end."""
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "never on the real database"
        made = make_world()
        Standing.objects.renew_due(timezone.now())  # once, instead of before the first page of each test
        connection.check_constraints()  # and what comes at the end of a transaction, likewise
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def shared_world(_world_of_the_module: World, django_db_blocker: Any) -> Iterator[World]:
    """The module's world; what a test changes in it is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _world_of_the_module
        transaction.set_rollback(True)
