"""Migrations that would lock or lose are refused; those that do the same without are not."""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tools import migration_safety
from tools.console import ROOT, Trouble
from tools.migration_safety import REFUSED, check, complaints_of, later_migrations, program

pytestmark = pytest.mark.django_db
HEAD = """
from django.contrib.postgres import operations as concurrently
from django.db import migrations, models
import pgtrigger.compiler
import pgtrigger.migrations

class Migration(migrations.Migration):
    atomic = {atomic}
    dependencies = [("core", "{after}")]
    operations = [{operations}]
"""
NEW = '("user", "sample", models.IntegerField({how}))'
BAD = {
    "not null": (f"migrations.AddField{NEW.format(how='default=1')}", {"ban-drop-default"}),
    "not null at once": (
        'migrations.RunSQL("ALTER TABLE core_user ADD COLUMN sample int NOT NULL")',
        {"adding-required-field"},
    ),
    "not null later": (
        'migrations.AlterField("user", "last_login", models.DateTimeField())',
        {"adding-not-nullable-field"},
    ),
    "drop column": ('migrations.RemoveField("user", "last_login")', {"ban-drop-column"}),
    "drop table": ('migrations.DeleteModel("Heartbeat")', {"ban-drop-table"}),
    "rename column": ('migrations.RenameField("user", "last_login", "seen")', {"renaming-column"}),
    "rename table": ('migrations.RenameModel("Heartbeat", "Pulse")', {"renaming-table"}),
    "type": ('migrations.AlterField("user", "last_login", models.DateField(null=True))', {"changing-column-type"}),
    "index": (
        'migrations.AddIndex("user", models.Index(fields=["last_login"], name="sample"))',
        {"require-concurrent-index-creation"},
    ),
    "index after one of a new table": (
        'migrations.CreateModel("Fresh", [("id", models.BigAutoField(primary_key=True)), ("a", models.TextField())]),'
        'migrations.AddIndex("fresh", models.Index(fields=["a"], name="fresh_a")),'
        'migrations.AddIndex("user", models.Index(fields=["last_login"], name="sample"))',
        {"require-concurrent-index-creation"},
    ),
    "check": (
        'migrations.AddConstraint("user", models.CheckConstraint(condition=models.Q(id__gt=0), name="sample"))',
        {"constraint-missing-not-valid"},
    ),
    "unique": (
        'migrations.AddConstraint("user", models.UniqueConstraint(fields=["last_login"], name="sample"))',
        {"disallowed-unique-constraint", "constraint-missing-not-valid"},
    ),
}
GOOD = {
    "nullable": f"migrations.AddField{NEW.format(how='null=True')}",
    "default of the database": f"migrations.AddField{NEW.format(how='db_default=1')}",
    "new table with an index": (
        'migrations.CreateModel("Fresh", [("id", models.BigAutoField(primary_key=True)), ("a", models.TextField())]),'
        'migrations.AddIndex("fresh", models.Index(fields=["a"], name="fresh_a"))'
    ),
    "check that is validated later": (
        'concurrently.AddConstraintNotValid("user",'
        ' models.CheckConstraint(condition=models.Q(id__gt=0), name="sample"))'
    ),
    "trigger": (
        'pgtrigger.migrations.AddTrigger("heartbeat", pgtrigger.compiler.Trigger(name="sample",'
        " sql=pgtrigger.compiler.UpsertTriggerSql(func='IF NEW.name IS NULL THEN RETURN NULL; END IF; RETURN NEW;',"
        " hash='x', operation='UPDATE', pgid='pgtrigger_sample', table='core_heartbeat', when='BEFORE')))"
    ),
}


@pytest.fixture
def migrations(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the migrations of core, to which a test may add a second."""
    folder = tmp_path / f"of_{tmp_path.name}"  # modules are kept: each test needs a name of its own
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "0001_initial.py").write_bytes((ROOT / "core/migrations/0001_initial.py").read_bytes())
    monkeypatch.syspath_prepend(tmp_path)
    settings.MIGRATION_MODULES = {"core": folder.name}
    return folder


def add(folder: Path, operations: str, *, atomic: bool = True) -> None:
    text = HEAD.format(operations=operations, after="0001_initial", atomic=atomic)
    (folder / "0002_sample.py").write_text(text)


def test_what_is_committed_neither_locks_nor_loses() -> None:
    assert check().endswith("none locks or loses.")


def test_the_first_migrations_are_left_alone(migrations: Path) -> None:
    assert later_migrations() == []
    add(migrations, "")
    assert later_migrations() == [("core", "0002_sample")]


@pytest.mark.parametrize(("operations", "rules"), BAD.values(), ids=BAD)
def test_a_migration_that_locks_or_loses_is_refused(migrations: Path, operations: str, rules: set[str]) -> None:
    add(migrations, operations)
    with pytest.raises(Trouble) as refused:
        check()
    said = str(refused.value)
    assert {line.split(":")[0].strip() for line in said.splitlines() if line.startswith("    ")} == rules
    assert said.startswith("core.0002_sample: ")


@pytest.mark.parametrize("operations", GOOD.values(), ids=GOOD)
def test_a_migration_that_does_not_is_fine(migrations: Path, operations: str) -> None:
    add(migrations, operations)
    assert check() == "1 migrations after the first, and none locks or loses."


@pytest.mark.django_db(transaction=True)  # Django makes no index concurrently while a transaction is open
def test_an_index_that_is_made_concurrently_is_fine(migrations: Path) -> None:
    index = 'models.Index(fields=["last_login"], name="sample")'
    add(migrations, f'concurrently.AddIndexConcurrently("user", {index})', atomic=False)
    assert check() == "1 migrations after the first, and none locks or loses."


def test_what_was_looked_at_is_let_through(migrations: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(migrations, BAD["drop column"][0])
    monkeypatch.setitem(migration_safety.ALLOWED, ("core.0002_sample", "ban-drop-column"), "nobody reads it")
    assert check().startswith("1 migrations")


def test_every_rule_is_one_that_squawk_knows() -> None:
    def said(rules: Iterable[str]) -> str:
        command = [program(), "--exclude", ",".join(rules)]
        return subprocess.run(command, input="", capture_output=True, text=True).stderr

    assert "invalid rule name" not in said(REFUSED.keys() - {"syntax-error"})
    assert "invalid rule name" in said(["ban-everything"]), "the control"


def test_what_cannot_be_read_is_not_let_through() -> None:
    assert [each.rule for each in complaints_of("a.b", "ALTER TABEL x;")] == ["syntax-error"]
