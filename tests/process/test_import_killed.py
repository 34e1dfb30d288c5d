"""kill -9 of a worker at any point of an import: none of its rows is there, or all; a rerun puts it right."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.enums import BatchState, Role
from core.models import ImportBatch, Job, User
from core.office import instance, jobs
from core.sheets import batches
from core.sheets.undoing import undo
from enterprises.models import Enterprise
from tests.enterprises.scene import person
from tests.process.test_monday import own_database_url
from tests.sheets.books import book

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

FIRMS = 150
WORKERS = "import killed"  # what the database calls the sessions of these workers
PATIENCE = 30  # seconds
KILLS = int(os.environ.get("ZONE_KILLS", "4"))
WORKER = """
import django; django.setup()
from django.utils import timezone
from core.office import jobs
print("ready", flush=True)
jobs.run_owed(timezone.now())
"""


def worker(media: Path) -> "subprocess.Popen[str]":
    """A process that does what is owed, on the test's own database; it says when it begins."""
    shutil.copytree(instance.file().parent, media.parent / "instance", dirs_exist_ok=True)  # else it is in quarantine
    environment = os.environ | {
        "DATABASE_URL": own_database_url(),
        "DJANGO_SETTINGS_MODULE": "zone_tracker.settings",
        "ZONE_DEMO": "1",
        "ZONE_VAR_DIR": str(media.parent),
        "PGAPPNAME": WORKERS,
    }
    program = WORKER.replace(
        "django.setup()", f"django.setup(); from django.conf import settings; settings.MEDIA_ROOT={str(media)!r}"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], env=environment, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def all_gone() -> None:
    """Wait until the database has ended the sessions of dead workers: until then one holds its locks, and may commit
    what it was last told.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_stat_activity where application_name = %s", [WORKERS])
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    pytest.fail(f"a dead worker's session lives on after {PATIENCE} s")


def sent(clerk: User) -> ImportBatch:
    """A file of new firms, read, its writing owed."""
    rows = [[f"{chr(0x4E00 + n * 3)}{chr(0x5500 + n * 7)}制造"] for n in range(FIRMS)]
    batch = batches.receive("firms", book(["简称", "全称"], *rows), "台账.xlsx", by=clerk, now=timezone.now())
    jobs.run_owed(timezone.now())
    batch.refresh_from_db()
    assert (batch.state, batch.new) == (BatchState.READ, FIRMS), batch.said
    batches.start(batch, partial=False, now=timezone.now())
    return batch


def test_all_or_nothing_wherever_the_worker_dies(media: Any) -> None:
    clerk, chance = person("clerk", Role.PROJECT_OFFICER), random.Random(16)
    batch, cut_off = sent(clerk), 0  # kills within the writing
    for _kill in range(KILLS):
        process = worker(Path(settings.MEDIA_ROOT))
        time.sleep(chance.uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        all_gone()
        assert Enterprise.objects.count() in (0, FIRMS)
        batch.refresh_from_db()
        assert (batch.state == BatchState.WRITTEN) == (Enterprise.objects.count() == FIRMS)
        begun = Job.objects.filter(kind=batches.WRITE, state="running")
        cut_off += begun.update(heartbeat_at=None, state="owed", tries=0) and batch.state == BatchState.WRITING
        if batch.state == BatchState.WRITTEN:  # the next ones are to die, too
            jobs.run_owed(timezone.now())
            assert undo(batch, by=clerk, now=timezone.now()) == (FIRMS, [])
            batch = sent(clerk)
    worker(Path(settings.MEDIA_ROOT)).communicate()
    batch.refresh_from_db()
    assert (Enterprise.objects.count(), batch.state) == (FIRMS, BatchState.WRITTEN)
    assert jobs.run_owed(timezone.now()) == 0
    assert cut_off, "no kill came within the writing: the test proves nothing"
