"""Monday, for real: the prefork worker with its beat, a broker, PostgreSQL and a mail server, none of them faked."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from core.enums import DeliveryState, Role
from core.models import Delivery, Heartbeat, Notice, User
from core.office import instance
from projects.models import Project, Reminder
from tests.mailserver import MailServer, mail_server
from tests.silence import proxy

ROOT = Path(__file__).resolve().parent.parent.parent
MONDAY = dt.datetime.fromisoformat("2026-11-23T08:00:00+08:00")
PATIENCE = 45  # seconds

pytestmark = [pytest.mark.process, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def inbox() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def responsible() -> list[User]:
    """Three people, two key projects each."""
    people = []
    for n in range(3):
        user = User.objects.create_user(
            f"officer{n}", name=f"示例{n}", email=f"officer{n}@example.com", roles=[Role.PROJECT_OFFICER]
        )
        for k in range(2):
            Project.objects.create(
                code=f"P-{n}{k}", name=f"示例项目{n}{k}", key_listed_on=dt.date(2026, 1, 5), responsible=user
            )
        people.append(user)
    return people


def own_database_url() -> str:
    """The URL of the test's own database, for processes that are not Django's test runner."""
    s = connection.settings_dict
    if s["HOST"].startswith("/") or not s["HOST"]:
        return f"postgres:///{s['HOST']}/{s['NAME']}"
    return f"postgres://{s['USER']}:{s['PASSWORD']}@{s['HOST']}:{s['PORT'] or 5432}/{s['NAME']}"


@contextmanager
def worker(
    at: dt.datetime, inbox: MailServer, var: Path, name: str, broker: str = "", tick: float = 60
) -> Iterator[subprocess.Popen]:
    """The worker of `dev.py up`: prefork, with beat inside, on the broker given (the filesystem's by default)."""
    environment = os.environ | {
        "DATABASE_URL": own_database_url(),
        "CELERY_BROKER_URL": broker,
        "EMAIL_URL": f"smtp://127.0.0.1:{inbox.port}",
        "ZONE_VAR_DIR": str(var),
        "ZONE_DEMO": "1",
        "ZONE_TEST_TICK": str(tick),
        "PYTHONPATH": str(ROOT),
    }
    shutil.copytree(instance.file().parent, var / "instance", dirs_exist_ok=True)
    for folder in ("broker/queue", "broker/control"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(ROOT / "tests/process/worker_at.py"), at.isoformat()]
    command += ["worker", "-B", "-P", "prefork", "-c", "2", "-n", f"{name}@%h", "-s", str(var / f"beat-{name}")]
    with (var / f"{name}.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                try:
                    process.wait(timeout=15)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


def wait_until(reached: Callable[[], bool], var: Path, patience: float = PATIENCE) -> None:
    """Wait with patience; on failure show what the workers said."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if reached():
            return
        time.sleep(0.3)
    logs = "\n".join(f"{log.name}:\n{log.read_text()[-3000:]}" for log in var.glob("*.log"))
    pytest.fail(f"not reached within {patience} s\n{logs}")


def everybody_has_it_exactly_once(people: list[User], inbox: MailServer) -> None:
    assert Reminder.objects.count() == 2 * len(people)
    assert Notice.objects.count() == len(people)
    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}
    assert sorted(message["To"] for message in inbox.messages) == sorted(user.email for user in people)


def test_the_prefork_worker_delivers_mondays_reminder(
    responsible: list[User], inbox: MailServer, tmp_path: Path
) -> None:
    with worker(MONDAY, inbox, tmp_path, "one"):
        wait_until(lambda: len(inbox.messages) >= 3 and Heartbeat.objects.exists(), tmp_path)
        wait_until(lambda: not Delivery.objects.exclude(state=DeliveryState.SENT).exists(), tmp_path)
    everybody_has_it_exactly_once(responsible, inbox)
    assert "2 个项目待填报" in str(Notice.objects.first())


def test_two_workers_and_a_restart_after_a_kill_still_deliver_once(
    responsible: list[User], inbox: MailServer, tmp_path: Path
) -> None:
    late = MONDAY + dt.timedelta(hours=3)  # the hour was missed: nobody was up at eight
    with worker(late, inbox, tmp_path, "one") as first, worker(late, inbox, tmp_path, "two"):
        wait_until(lambda: Reminder.objects.exists(), tmp_path)
        os.killpg(first.pid, signal.SIGKILL)
        wait_until(lambda: Reminder.objects.count() == 6, tmp_path)
    restarted = late + dt.timedelta(minutes=6)  # leases of the killed worker have run out
    with worker(restarted, inbox, tmp_path, "three"):
        wait_until(lambda: Delivery.objects.filter(state=DeliveryState.SENT).count() == 3, tmp_path)
    assert (Reminder.objects.count(), Notice.objects.count()) == (6, 3)
    assert {message["To"] for message in inbox.messages} == {user.email for user in responsible}
    doubtful = Delivery.objects.filter(attempts__gt=1).count()
    assert len({message["Message-ID"] for message in inbox.messages}) == 3
    assert len(inbox.messages) <= 3 + doubtful  # a second copy only of what was in doubt, under the same Message-ID


def test_before_eight_nobody_is_woken(responsible: list[User], inbox: MailServer, tmp_path: Path) -> None:
    with worker(MONDAY - dt.timedelta(hours=1), inbox, tmp_path, "early"):
        wait_until(lambda: Heartbeat.objects.exists(), tmp_path)
        time.sleep(1)
    assert not Reminder.objects.exists()
    assert inbox.messages == []


@pytest.mark.redis
def test_the_same_on_real_redis(responsible: list[User], inbox: MailServer, tmp_path: Path) -> None:
    redis = os.environ["ZONE_TEST_REDIS_URL"]
    with worker(MONDAY, inbox, tmp_path, "one", broker=redis), worker(MONDAY, inbox, tmp_path, "two", broker=redis):
        wait_until(lambda: Delivery.objects.filter(state=DeliveryState.SENT).count() == 3, tmp_path)
    everybody_has_it_exactly_once(responsible, inbox)
    assert "2 个项目待填报" in str(Notice.objects.first())


@pytest.mark.redis
def test_a_worker_goes_on_after_a_redis_that_fell_silent(inbox: MailServer, tmp_path: Path) -> None:
    """The connections stay open, and what was sent through them is lost: nobody is told that Redis is away.

    The control was run by hand: without the time limits of the transport, no beat came within 90 s.
    """

    def beats() -> bool:
        return Heartbeat.objects.exists()

    port = int(os.environ["ZONE_TEST_REDIS_URL"].rsplit(":", 1)[1].split("/")[0])
    with proxy(port) as between:
        broker = f"redis://127.0.0.1:{between.port}/1"
        with worker(MONDAY, inbox, tmp_path, "one", broker=broker, tick=5) as process:
            wait_until(beats, tmp_path)
            between.silent.set()
            time.sleep(12)
            assert between.swallowed
            between.silent.clear()
            Heartbeat.objects.all().delete()
            wait_until(beats, tmp_path, patience=90)
            assert process.poll() is None
