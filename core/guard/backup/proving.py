"""Once a night: make a backup, restore it beside the real database, compare, and write down how it went."""

import datetime as dt
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2
import structlog
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from psycopg2.sql import SQL, Identifier

from core.enums import Role
from core.guard.backup.making import BackupBusyError, back_up
from core.guard.backup.postgres import BackupError, Database, execute, first_line
from core.guard.backup.restoring import Outcome, Place, in_words, ready, restore
from core.kernel.clock import moment
from core.models import BackupProof, User
from core.office import health
from core.office.instance import silent_in_quarantine
from core.post.notices import Message, tell

log = structlog.get_logger(__name__)

PROVED_AT = dt.time(2, 30)
SCRATCH = "zone_proof_"
LONGEST_NAME = 63  # of a database, in bytes
ONE_AT_A_TIME = 0x7A6F6E65  # an advisory lock of the real database


@silent_in_quarantine
def prove_tonight(now: dt.datetime) -> int:
    """Prove the backup unless a proof since the last 02:30 was good, and tell when there is none; return 1 for a proof.

    Where no folder is configured nothing is done, nor by a copy, whose backups would drive out those of the real one.
    A run that finds another one at work leaves it alone.
    """
    if not settings.ZONE_BACKUP_DIR:
        return 0
    proved = 0
    if not BackupProof.objects.filter(ok=True, at__gte=last_night(now)).exists():
        proved = int(prove(Path(settings.ZONE_BACKUP_DIR), now=now) is not None)
    tell_when_unproved(now)
    return proved


def last_night(now: dt.datetime) -> dt.datetime:
    """The latest moment at which a proof was due."""
    today = timezone.localdate(now)
    due = moment(today, PROVED_AT)
    return due if due <= now else moment(today - dt.timedelta(days=1), PROVED_AT)


def prove(folder: Path, *, now: dt.datetime) -> BackupProof | None:
    """Make a backup in the folder, restore it into a scratch database and compare; write down how it ended.

    None when another proof is at work.
    """
    began, proof = time.monotonic(), BackupProof(at=now, ok=False)
    try:
        with _scratch(Database.of_settings()) as database, TemporaryDirectory() as media:
            made, told = back_up(folder, now=now)
            proof.bytes = told.bytes
            place = Place(database, Path(media))
            _write_down(proof, restore(made, place, ready(made, place)))
    except BackupBusyError:
        return None
    except (BackupError, psycopg2.Error, OSError) as error:
        proof.error = str(error) if isinstance(error, BackupError) else first_line(error)
    proof.seconds = round(time.monotonic() - began, 1)
    proof.save()
    if proof.ok:
        log.info("backup proved", seconds=proof.seconds, bytes=proof.bytes)
    else:
        log.error("backup not proved", error=proof.error)
    return proof


def _write_down(proof: BackupProof, outcome: Outcome) -> None:
    proof.tables, proof.rows, proof.ok = outcome.tables, outcome.rows, outcome.equal
    proof.error = in_words(outcome.differing)


@contextmanager
def _scratch(real: Database) -> Iterator[Database]:
    """An empty database beside the real one, dropped afterwards; what a killed run left is dropped first.

    Raises BackupBusyError while another proof of the same database holds its name, BackupError when the role may not
    make databases.
    """
    name = f"{SCRATCH}{real.name}"[:LONGEST_NAME]
    drop = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
    with real.connect() as server:
        server.autocommit = True
        if not execute(server, "SELECT pg_try_advisory_lock(%s)", ONE_AT_A_TIME)[0][0]:
            raise BackupBusyError("Another proof is at work.")
        try:
            execute(server, drop)
            execute(server, SQL("CREATE DATABASE {} TEMPLATE template0").format(Identifier(name)))
        except psycopg2.errors.InsufficientPrivilege as error:
            raise BackupError("The database's role may not make a scratch database: ALTER ROLE … CREATEDB.") from error
        try:
            yield real.beside(name)
        finally:
            execute(server, drop)


def tell_when_unproved(now: dt.datetime) -> None:
    """Tell each administrator, once a day, that the backup failed or was not proved for over a day."""
    state = health.state_of_backup(now)
    if state not in (health.FAILED, health.LATE):
        return
    last = BackupProof.objects.first()
    title, key = _("数据备份未通过验证，请尽快处理"), f"backup:{timezone.localdate(now)}"
    why = last.error if last else ""
    tell(
        [Message(each, title, why, reverse("core:notices"), f"{key}:{each.pk}") for each in _administrators()],
        now=now,
    )


def _administrators() -> list[User]:
    return list(User.objects.holding(Role.ADMIN))
