"""kill -9 of a worker at any point of an import: none of its rows is there, or all; a rerun puts it right."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from core.enums import BatchState, Role
from core.models import ImportBatch, Job
from core.office import jobs
from core.sheets import batches
from enterprises.models import Enterprise
from tests.enterprises.scene import person
from tests.process.test_monday import own_database_url
from tests.sheets.books import book

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

FIRMS = 150
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
    environment = os.environ | {
        "DATABASE_URL": own_database_url(),
        "DJANGO_SETTINGS_MODULE": "zone_tracker.settings",
        "ZONE_DEMO": "1",
        "ZONE_VAR_DIR": str(media.parent),
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


def test_all_or_nothing_wherever_the_worker_dies(media: Any) -> None:
    clerk, chance = person("clerk", Role.PROJECT_OFFICER), random.Random(16)
    rows = [[f"{chr(0x4E00 + n * 3)}{chr(0x5500 + n * 7)}制造"] for n in range(FIRMS)]
    batch = batches.receive("firms", book(["简称", "全称"], *rows), "台账.xlsx", by=clerk, now=timezone.now())
    jobs.run_owed(timezone.now())
    batch.refresh_from_db()
    assert (batch.state, batch.new) == (BatchState.READ, FIRMS), batch.said
    batches.start(batch, partial=False, now=timezone.now())
    seen = set()
    for _kill in range(KILLS):
        process = worker(Path(settings.MEDIA_ROOT))
        time.sleep(chance.uniform(0, 1.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        seen.add(Enterprise.objects.count())
        assert Enterprise.objects.count() in (0, FIRMS)
        assert (ImportBatch.objects.get().state == BatchState.WRITTEN) == (Enterprise.objects.count() == FIRMS)
        Job.objects.filter(kind=batches.WRITE, state="running").update(heartbeat_at=None, state="owed", tries=0)
    worker(Path(settings.MEDIA_ROOT)).communicate()
    assert (Enterprise.objects.count(), ImportBatch.objects.get().state) == (FIRMS, BatchState.WRITTEN)
    assert jobs.run_owed(timezone.now()) == 0
    assert 0 in seen, "no kill came before the end: the test proves nothing"
