"""Restore a backup into an empty database, and say whether all of it came back.

Everything that can be wrong with the backup is found before the first row is written. PostgreSQL makes triggers after
the rows are in, so none fires while they are loaded; they are counted afterwards.
"""

import os
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

from psycopg2.extensions import connection as Connection

from core.guard.backup import contents, manifest
from core.guard.backup.manifest import DUMP, MEDIA, Manifest, differing, fingerprint_of_key
from core.guard.backup.postgres import JOBS, BackupError, Database, execute, major_of, program, run
from core.guard.backup.retention import backups_in

FIRST = 3  # complaints that are told


@dataclass(frozen=True)
class Place:
    """Where a backup is restored to."""

    database: Database
    media: Path


@dataclass(frozen=True)
class Outcome:
    """What came back, and in words what did not."""

    tables: int
    rows: int
    files: int
    differing: list[str]

    @property
    def equal(self) -> bool:
        return not self.differing


def newest(folder: Path) -> Path:
    """The backup that is meant: the folder itself, or the newest of those in it. Raises BackupError without one."""
    if (folder / manifest.NAME).exists():
        return folder
    found = backups_in(folder) if folder.is_dir() else {}
    if not found:
        raise BackupError(f"There is no backup in {folder}.")
    return max(found, key=lambda path: found[path])


def ready(backup: Path, place: Place) -> Manifest:
    """The manifest of a backup that may be restored there. Raises BackupError when anything speaks against it."""
    wanted = manifest.read(backup)
    if wanted.identity_key != fingerprint_of_key():
        raise BackupError("ZONE_IDENTITY_KEY is not the key of this backup: identity numbers could not be read.")
    with place.database.connect() as target:
        if not contents.is_empty(target):
            raise BackupError(f"The database {place.database.name} is not empty; restore into a new one.")
        if (here := major_of(target)) < wanted.server:
            raise BackupError(f"The backup is from PostgreSQL {wanted.server}; this server is {here}.")
    _refuse(backup, list(differing(backup, wanted.files)), "The backup is damaged")
    taken = [
        name for name in wanted.media() if (place.media / name).exists() and _differs(place.media, name, wanted.media())
    ]
    _refuse(backup, [f"{name} is another file there" for name in taken], f"{place.media} holds other files")
    return wanted


def restore(backup: Path, place: Place, wanted: Manifest) -> Outcome:
    """Load a backup that is `ready`, and compare every table and file with its manifest.

    Raises BackupError when PostgreSQL refuses; the database then holds a part, and is to be made anew.
    """
    with place.database.connect() as target:
        pg_restore = program("pg_restore", at_least=max(wanted.dumped_by, major_of(target)))
    words = ["--format=directory", f"--jobs={JOBS}", "--exit-on-error", "--no-owner", "--no-privileges"]
    words += ["--dbname", place.database.name, str(backup / DUMP)]
    run(pg_restore, *words, environment=place.database.environment())
    for name in wanted.media():
        _copy(backup / MEDIA / name, place.media / name)
    return compare(place, wanted)


def compare(place: Place, wanted: Manifest) -> Outcome:
    """Every table and file that is there, against the manifest."""
    with place.database.connect() as target:
        target.autocommit = True
        execute(target, "ANALYZE")  # a dump brings no statistics
        found = contents.read(target)
    differ = [*contents.differences(wanted.contents, found), *differing(place.media, wanted.media())]
    return Outcome(len(found.tables), found.rows, len(wanted.media()), differ)


def renumber(database: Database) -> None:
    """Give a restored database a number of its own: no host knows it, so it is in quarantine until it is adopted."""
    with database.connect() as target, target:
        _renumber(target)


def _renumber(target: Connection) -> None:
    execute(target, "DELETE FROM public.core_instance")
    execute(target, "INSERT INTO public.core_instance (id, number) VALUES (1, %s)", str(uuid.uuid4()))


def _differs(folder: Path, name: str, wanted: manifest.Files) -> bool:
    return any(differing(folder, {name: wanted[name]}))


def _refuse(backup: Path, complaints: list[str], why: str) -> None:
    if complaints:
        raise BackupError(f"{why} ({backup}): {in_words(complaints)}.")


def in_words(complaints: list[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(complaints) - FIRST
    return "; ".join(complaints[:FIRST]) + (f"; and {more} more" if more > 0 else "")


def _copy(source: Path, target: Path) -> None:
    """Copy a file so that a half one never stands under its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, made)
    made.replace(target)
