"""The first migrations make in one go what Django would make step by step; the command writes them from the models."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, connections, migrations, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from core.first_migration import FirstMigration
from tests.catalog import catalog
from zone_tracker.management.commands import refresh_initial_migrations as refresh


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: Any) -> Iterator[BaseDatabaseWrapper]:
    """A second database, without any tables."""
    with django_db_blocker.unblock():
        other = connection.copy(alias="second")
        other.settings_dict["NAME"] += "_second"
        name = connection.ops.quote_name(other.settings_dict["NAME"])
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
        connections.databases["second"], connections["second"] = other.settings_dict, other
        yield other
        other.close()
        del connections["second"], connections.databases["second"]
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def migrate(database: BaseDatabaseWrapper) -> None:
    """Every migration of every app."""
    executor = MigrationExecutor(database)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.mark.slow
def test_one_go_makes_what_single_steps_make(empty: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        for verb in ("apply", "mutate_state"):
            patched.setattr(FirstMigration, verb, getattr(migrations.Migration, verb))
        migrate(empty)
    at_once, by_steps = catalog(connection), catalog(empty)
    assert at_once - by_steps == set()
    assert by_steps - at_once == set()
    assert sum(line.startswith("trigger ") for line in at_once) > 50
    with transaction.atomic(using="second"), empty.cursor() as cursor:  # the control: losses are seen
        (table, trigger), *_ = _ask(cursor, "SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal")
        cursor.execute(f"DROP TRIGGER {trigger} ON {table}")
        (owner, check), *_ = _ask(
            cursor, "SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"
        )
        cursor.execute(f"ALTER TABLE {owner} DROP CONSTRAINT {check}")
        lost = at_once - catalog(empty)
        assert sorted(line.split()[0] for line in lost) == ["constraint", "trigger"]
        transaction.set_rollback(True, using="second")


def _ask(cursor: Any, question: str) -> list[tuple[str, str]]:
    cursor.execute(question)
    return cursor.fetchall()


def test_the_way_back_leaves_no_table_of_ours(empty: BaseDatabaseWrapper) -> None:
    migrate(empty)
    assert _tables_of_ours(empty)
    MigrationExecutor(empty).migrate([(label, None) for label in refresh.ours()])
    assert _tables_of_ours(empty) == []


def _tables_of_ours(database: BaseDatabaseWrapper) -> list[str]:
    names = tuple(f"{label}_" for label in refresh.ours())
    return [table for table in database.introspection.table_names() if table.startswith(names)]


def test_what_no_table_can_carry_is_refused(empty: BaseDatabaseWrapper) -> None:
    first = FirstMigration("0001_initial", "core")
    first.operations = [migrations.RunSQL("SELECT 1")]
    with pytest.raises(TypeError, match="cannot be part of a first migration"):
        first.apply(MigrationExecutor(empty).loader.project_state([]), empty.schema_editor())


@pytest.fixture
def house(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, which the command takes for ours."""
    for label, config in refresh.ours().items():
        shutil.copytree(Path(config.path) / "migrations", tmp_path / label / "migrations")
        monkeypatch.setattr(apps.get_app_config(label), "path", str(tmp_path / label))
    settings.BASE_DIR = tmp_path
    return tmp_path


def test_the_command_writes_what_is_committed_and_folds_what_came_later(house: Path, capsys: Any) -> None:
    committed = {path: path.read_text() for path in house.glob("*/migrations/0*.py")}
    later = house / "core/migrations/0002_later.py"
    later.write_text("operations = [migrations.AddField()]\n")
    (house / "talent/migrations/0001_initial.py").write_text("import a.module.that.moved\n")
    with pytest.raises(CommandError, match=r"core/migrations/0002_later.py, talent/migrations/0001_initial.py\."):
        call_command(refresh.Command(), check=True)
    assert later.exists()
    call_command(refresh.Command())
    assert {path: path.read_text() for path in house.glob("*/migrations/0*.py")} == committed
    assert capsys.readouterr().out.count("\n") == 2


def test_the_command_does_not_lose_what_no_model_says(house: Path) -> None:
    later = house / "core/migrations/0002_by_hand.py"
    later.write_text("operations = [migrations.RunSQL('SELECT 1')]\n")
    with pytest.raises(CommandError, match=r"0002_by_hand\.py holds SQL or Python of its own"):
        call_command(refresh.Command())
    assert later.exists()
