"""Refuse migrations that would lock a table for long or lose what it holds (decision 22).

python -m tools.migration_safety    asks squawk what it thinks of the SQL of every migration after the first of its app
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from tools.console import Trouble

FIRST = "0001_initial"  # makes its tables, so there is nothing to lock or lose (decision 13)
OLDEST = "15.0"  # PostgreSQL that we support
# The rules of squawk that we hold to. Its others are about taste (text or varchar, int or bigint) and time limits.
REFUSED = {
    "adding-not-nullable-field": "NOT NULL reads the whole table; add a CHECK … NOT VALID and validate it later",
    "adding-required-field": "pages of the old version cannot insert; give the column a db_default",
    "ban-alter-domain-with-add-constraint": "a domain's constraint reads every table that uses it",
    "ban-concurrent-index-creation-in-transaction": "set atomic = False",
    "ban-drop-column": "what it holds is lost, and pages of the old version read it; drop it one release later",
    "ban-drop-database": "everything is lost",
    "ban-drop-default": "pages of the old version cannot insert; give the column a db_default instead of a default",
    "ban-drop-not-null": "code of the old version does not expect an empty value",
    "ban-drop-table": "what it holds is lost, and pages of the old version read it; drop it one release later",
    "ban-truncate-cascade": "what the tables hold is lost",
    "changing-column-type": "the table is written anew under a lock; add another column and move to it",
    "constraint-missing-not-valid": "the whole table is read under a lock; use AddConstraintNotValid, then validate",
    "disallowed-unique-constraint": "the index is made under a lock; make it concurrently, then the constraint from it",
    "adding-field-with-default": "a value that is not constant writes the table anew under a lock",
    "adding-serial-primary-key-field": "the index is made under a lock",
    "renaming-column": "pages of the old version ask for the old name; keep it with db_column",
    "renaming-table": "pages of the old version ask for the old name; keep it with db_table",
    "require-concurrent-index-creation": "nobody can write meanwhile; use AddIndexConcurrently",
    "require-concurrent-index-deletion": "nobody can read meanwhile; use RemoveIndexConcurrently",
    "syntax-error": "squawk cannot read it",
}
# What was looked at and is right all the same: the migration, the rule, and why.
ALLOWED: dict[tuple[str, str], str] = {}


@dataclass(frozen=True)
class Complaint:
    """One statement of a migration that would lock or lose."""

    migration: str  # app.name
    rule: str
    statement: str

    def __str__(self) -> str:
        return f"{self.migration}: {self.statement}\n    {self.rule}: {REFUSED[self.rule]}"


def program() -> str:
    """Where squawk is: beside this Python. Raises Trouble when it is not."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    if found := shutil.which("squawk", path=places):
        return found
    raise Trouble("squawk is not here; requirements-dev.txt has it.")


def complaints_of(migration: str, sql: str) -> list[Complaint]:
    """What a migration's SQL would do to a database that is in use. Raises Trouble when squawk does not answer."""
    command = [program(), "--reporter", "json", "--pg-version", OLDEST, "--stdin-filepath", f"{migration}.sql"]
    done = subprocess.run(command, input=sql, capture_output=True, text=True)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        raise Trouble(f"squawk did not answer: {(done.stderr or done.stdout).strip()[-600:]}") from None
    lines = sql.splitlines()
    told = [Complaint(migration, each["rule_name"], lines[each["line"]].strip()) for each in found]
    return [each for each in dict.fromkeys(told) if each.rule in REFUSED and (migration, each.rule) not in ALLOWED]


def later_migrations() -> list[tuple[str, str]]:
    """The migrations of our apps that change tables which may hold rows: app and name."""
    from django.db.migrations.loader import MigrationLoader

    from zone_tracker.management.commands.refresh_initial_migrations import ours

    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {}
    return sorted((app, name) for app, name in known if app in ours() and name != FIRST)


def sql_of(app: str, name: str) -> str:
    """The statements with which Django would carry out a migration."""
    from django.core.management import call_command

    written = StringIO()
    call_command("sqlmigrate", app, name, stdout=written, no_color=True)
    return written.getvalue()


def check() -> str:
    """Look at every later migration; return a sentence. Raises Trouble with every complaint."""
    names = later_migrations()
    found = [each for app, name in names for each in complaints_of(f"{app}.{name}", sql_of(app, name))]
    if found:
        raise Trouble("\n".join(map(str, found)))
    return f"{len(names)} migrations after the first, and none locks or loses."


def main() -> int:
    """Return the exit code."""
    import django

    django.setup()
    try:
        print(check())
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
