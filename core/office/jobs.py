"""Long work by a worker: claimed, with signs of life and of progress, stopped when asked, done anew after a death.

A job is done within a transaction of its own making, so its progress is told over a connection of its own: the pulse.
What a dead worker left is rolled back by the database; the next tick sees that the pulse stopped and begins anew.
"""

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.enums import JobState
from core.kernel.keeping.freshness import read_once
from core.kernel.language import in_house_language
from core.models import MOST_TRIES, Job, User
from core.office.instance import silent_in_quarantine

TASK = "core.run_owed_jobs"
BEAT = 1.0  # seconds between two signs of life
log = structlog.get_logger(__name__)


class Stopped(Exception):
    """Somebody asked for the job to be stopped, or another worker has taken it up."""


class Pulse:
    """Says in the background that the work lives and how far it is; `step` raises Stopped when it is to end."""

    def __init__(self, job: Job) -> None:
        self.job, self.done, self.wrong, self.total = job, 0, 0, job.total
        self._over, self._stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"pulse-{job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def step(self, done: int = 1, wrong: int = 0) -> None:
        """So much more is done. Raises Stopped."""
        self.done, self.wrong = self.done + done, self.wrong + wrong
        if self._stop.is_set():
            raise Stopped

    def _beat(self) -> None:
        mine = Job.objects.filter(pk=self.job.pk, claim=self.job.claim, state=JobState.RUNNING)
        try:
            while not self._over.wait(BEAT):
                told = mine.filter(is_to_stop=False).update(
                    done=self.done, wrong=self.wrong, total=self.total, heartbeat_at=timezone.now()
                )
                if not told:
                    self._stop.set()
        finally:
            connection.close()


Work = Callable[[Job, Pulse], str]
WORK: dict[str, Work] = {}
BROKEN: dict[str, str | Promise] = {}


def work(kind: str, broken: str | Promise = "") -> Callable[[Work], Work]:
    """Registers what does jobs of a kind: called with the job and its pulse, returns a sentence on what came of it.
    `broken` is said where it fails by a fault of ours, by default in the words of an import.

    It raises ValidationError for what people are told, and Stopped. Its writes are one transaction, in which it looks
    whether they were made before.
    """

    def register(function: Work) -> Work:
        WORK[kind], BROKEN[kind] = function, broken
        return function

    return register


def ask(kind: str, *, by: User | None, now: dt.datetime, total: int = 0, **asked: object) -> Job:
    """Owe a job, in the current transaction."""
    return Job.objects.create(kind=kind, by=by, asked=asked, total=total, created_at=now)


@silent_in_quarantine
def run_owed(now: dt.datetime) -> int:
    """Do what is owed, one job after the other; return how many were done."""
    count = 0
    while job := _claimed(now):
        _run(job)
        count += 1
    return count


def run(job: Job) -> None:
    """Do this one now, where the command line waits for it; nothing when somebody else works on it."""
    if claimed := _claimed(timezone.now(), job.pk):
        _run(claimed)


@transaction.atomic
def _claimed(now: dt.datetime, only: int | None = None) -> Job | None:
    """The next job that nobody works on, now this worker's. One that was begun too often ends with a sentence."""
    owed = Job.objects.owed(now).filter(**({"pk": only} if only else {}))
    job = owed.select_for_update(skip_locked=True).first()
    if job is None:
        return None
    job.tries, job.claim, job.heartbeat_at = job.tries + 1, uuid.uuid4(), now
    job.state, job.started_at, job.done, job.wrong = JobState.RUNNING, job.started_at or now, 0, 0
    job.save()
    return job


def _run(job: Job) -> None:
    state, said = JobState.DONE, ""
    try:
        if job.is_to_stop:
            raise Stopped
        if job.tries > MOST_TRIES:
            raise ValidationError(
                _("处理了 %(n)d 次都中断了，没有写入任何一行。请联系系统管理员。") % {"n": MOST_TRIES}
            )
        with Pulse(job) as pulse, in_house_language(), read_once():
            said = WORK[job.kind](job, pulse)
    except Stopped:
        state, said = JobState.CANCELLED, _("已取消，没有写入任何一行。")
    except ValidationError as error:
        state, said = JobState.FAILED, " ".join(error.messages)
    except Exception:
        log.exception("job failed", job=job.pk, kind=job.kind)
        nothing = _("系统出错，没有写入任何一行。请再试一次，或联系系统管理员。")
        state, said = JobState.FAILED, str(BROKEN.get(job.kind) or nothing)
    with in_house_language():
        _end(job, state, said)


def _end(job: Job, state: JobState, said: str) -> None:
    mine = Job.objects.filter(pk=job.pk, claim=job.claim, state=JobState.RUNNING)
    mine.update(state=state, said=said, ended_at=timezone.now(), heartbeat_at=timezone.now())
    if state == JobState.DONE:
        Job.objects.filter(pk=job.pk, state=state).update(done=F("total"))
    if failed := AFTER.get(job.kind):
        failed(Job.objects.get(pk=job.pk))


AFTER: dict[str, Callable[[Job], None]] = {}


def after(kind: str) -> Callable[[Callable[[Job], None]], Callable[[Job], None]]:
    """Registers what follows the end of a job of a kind, however it ended."""

    def register(function: Callable[[Job], None]) -> Callable[[Job], None]:
        AFTER[kind] = function
        return function

    return register


def stop(job: Job) -> None:
    """Ask for a job to be stopped; one that nobody has begun ends at once."""
    Job.objects.filter(pk=job.pk).update(is_to_stop=True)
    begun = Job.objects.filter(pk=job.pk, state=JobState.OWED)
    if begun.update(state=JobState.CANCELLED, ended_at=timezone.now(), said=_("已取消，没有写入任何一行。")):
        job.refresh_from_db()
        if ended := AFTER.get(job.kind):
            ended(job)
