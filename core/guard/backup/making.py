"""Make one backup: a folder that is whole, or is not there."""

import datetime as dt
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from core.guard.backup import contents, keys, retention
from core.guard.backup.manifest import (
    DUMP,
    MEDIA,
    Files,
    Manifest,
    files_below,
    fingerprint_of_key,
    fingerprint_of_product,
    measure,
)
from core.guard.backup.postgres import JOBS, BackupError, Database, execute, major_of, program, run, version_of

LOCK = ".lock"
UNFINISHED = ".unfinished-"
READABLE_BY_US = 0o700


class BackupBusyError(BackupError):
    """Another run works in the same folder."""


def back_up(folder: Path, *, recipient: str = "", now: dt.datetime) -> tuple[Path, Manifest]:
    """Make a backup in the folder, under the name of its moment, and remove those that need not stay.

    Raises BackupError with one sentence, and leaves no half backup behind.
    """
    with only_one(folder):
        done = folder / f"{timezone.localtime(now):%Y-%m-%d-%H%M%S}"
        if done.exists():
            raise BackupError(f"{done} is there already.")
        with _unfinished(folder, done.name) as made:
            told = _fill(made, recipient=recipient, now=now)
            told.write(made)
            _reach_the_disk(made)
            made.rename(done)
        retention.clear_out(folder)
    return done, told


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder. Raises BackupBusyError when another run holds it, BackupError when nobody can write there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / LOCK).open("w")
    except OSError as error:
        raise BackupError(f"{folder} cannot be written to ({error.strerror}).") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupBusyError(f"Another backup works in {folder}.") from error
        yield


@contextmanager
def _unfinished(folder: Path, name: str) -> Iterator[Path]:
    """A folder for what is being made; gone afterwards unless it was renamed. So is what a killed run left."""
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left)
    made = folder / f"{UNFINISHED}{name}"
    made.mkdir(mode=READABLE_BY_US)
    try:
        yield made
    except OSError as error:
        raise BackupError(f"The backup could not be written: {error.strerror} ({error.filename}).") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _fill(made: Path, *, recipient: str, now: dt.datetime) -> Manifest:
    """Write everything but the manifest: the keys first, since they fail soonest, and the media after the snapshot, so
    that each row finds its file."""
    if recipient:
        keys.write(made, recipient=recipient)
    server, dumped_by, found = _dump(Database.of_settings(), made / DUMP)
    _copy_media(Path(settings.MEDIA_ROOT), made / MEDIA)
    files: Files = dict(measure(made, path) for path in files_below(made))
    return Manifest(
        at=now,
        product=fingerprint_of_product(),
        server=server,
        dumped_by=dumped_by,
        identity_key=fingerprint_of_key(),
        contents=found,
        files=files,
    )


def _dump(database: Database, target: Path) -> tuple[int, int, contents.Contents]:
    """Dump the database and count what is in it, both from one snapshot; return the versions of server and program."""
    with database.connect() as source:
        source.set_session(isolation_level="REPEATABLE READ", readonly=True)
        pg_dump = program("pg_dump", at_least=major_of(source))
        ((snapshot,),) = execute(source, "SELECT pg_export_snapshot()")
        words = ["--format=directory", f"--jobs={JOBS}", f"--file={target}", "--no-owner", "--no-privileges"]
        words += ["--compress=1", f"--snapshot={snapshot}", "--dbname", database.name]
        run(pg_dump, *words, environment=database.environment())
        return major_of(source), version_of(pg_dump), contents.read(source)


def _copy_media(source: Path, target: Path) -> None:
    target.mkdir()
    for path in files_below(source):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):  # deleted meanwhile
            shutil.copyfile(path, copy)


def _reach_the_disk(folder: Path) -> None:
    """Wait until everything below the folder would survive a power cut."""
    for path in files_below(folder):
        with path.open("rb") as written:
            os.fsync(written.fileno())
