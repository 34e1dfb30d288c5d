"""Imports as jobs: read, looked at, written once, stopped, taken up anew; never half."""

import datetime as dt
import threading
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.enums import BatchState, JobState, Role
from core.models import MOST_TRIES, ImportBatch, Job, User
from core.office import jobs
from core.sheets import batches, undoing
from enterprises.models import Enterprise
from tests.enterprises.scene import firm, person
from tests.races import at_once
from tests.sheets.books import HOSTILE, book

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clerk(media: Any) -> User:
    return person("clerk", Role.PROJECT_OFFICER)


def sent(by: User, *names: str, data: bytes | None = None) -> ImportBatch:
    """A file that a worker has read."""
    rows = [[name] for name in names]
    batch = batches.receive("firms", data or book(["简称", "全称"], *rows), "台账.xlsx", by=by, now=timezone.now())
    jobs.run_owed(timezone.now())
    batch.refresh_from_db()
    return batch


def written(batch: ImportBatch, *, partial: bool = False) -> ImportBatch:
    batches.start(batch, partial=partial, now=timezone.now())
    jobs.run_owed(timezone.now())
    batch.refresh_from_db()
    return batch


def test_a_look_writes_nothing_and_writing_writes_what_was_shown(clerk: User) -> None:
    firm("旧厂")
    batch = sent(clerk, "甲一科技", "旧厂")
    assert (batch.state, batch.new, batch.same, Enterprise.objects.count()) == (BatchState.READ, 1, 1, 1)
    batch = written(batch)
    assert (batch.state, Enterprise.objects.count(), batch.said) == (
        BatchState.WRITTEN,
        2,
        "新增 1 行，修改 0 行，没有变化 1 行。",
    )
    event = Enterprise.objects.get(short_name="甲一科技").pgh_event_model.objects.latest("pgh_id")
    assert event.pgh_context.metadata["imported"] == batch.pk
    assert event.pgh_context.metadata["user"] == clerk.pk


def test_what_moved_after_the_look_is_looked_at_again(clerk: User) -> None:
    batch = sent(clerk, "甲一科技", "乙二机电")
    firm("乙二机电")
    batch = written(batch)
    assert (batch.state, Enterprise.objects.count()) == (BatchState.READ, 1)
    assert "又有变化" in batch.said or batch.new == 1
    assert written(batch).state == BatchState.WRITTEN


def test_a_second_start_is_refused(clerk: User) -> None:
    batch = sent(clerk, "甲一科技")
    batches.start(batch, partial=False, now=timezone.now())
    with pytest.raises(ValidationError, match="正在写入"):
        batches.start(batch, partial=False, now=timezone.now())
    assert Job.objects.filter(kind=batches.WRITE).count() == 1


def test_two_workers_write_once(clerk: User) -> None:
    batch = sent(clerk, *(f"厂{n}号公司" for n in range(12)))
    batches.start(batch, partial=True, now=timezone.now())
    done = at_once(*(lambda: jobs.run_owed(timezone.now()) for _worker in range(2)))
    assert sorted(done) == [0, 1]
    assert Enterprise.objects.count() == batch.new


def test_a_job_is_stopped_and_nothing_is_written(clerk: User) -> None:
    batch = sent(clerk, *(f"厂{n}号" for n in range(3)))
    job = batches.start(batch, partial=True, now=timezone.now())
    jobs.stop(job)
    batch.refresh_from_db()
    assert (batch.state, Job.objects.get(pk=job.pk).state) == (BatchState.READ, JobState.CANCELLED)
    assert not Enterprise.objects.exists()


def test_a_running_job_hears_that_it_is_to_stop(clerk: User) -> None:
    begun, heard = threading.Event(), []

    @jobs.work("test")
    def endless(job: Job, pulse: jobs.Pulse) -> str:
        begun.set()
        end = timezone.now() + dt.timedelta(seconds=20)
        while timezone.now() < end:
            pulse.step()
        heard.append("never")
        return ""

    job = jobs.ask("test", by=clerk, now=timezone.now())

    def stops() -> None:
        assert begun.wait(timeout=10)
        jobs.stop(job)

    try:
        at_once(lambda: jobs.run_owed(timezone.now()), stops)
    finally:
        del jobs.WORK["test"]
    job.refresh_from_db()
    assert (job.state, heard) == (JobState.CANCELLED, [])


def test_what_a_dead_worker_left_is_taken_up_and_ends_in_words_at_last(clerk: User) -> None:
    batch = sent(clerk, "甲一科技")
    job = batches.start(batch, partial=False, now=timezone.now())
    fell_silent = timezone.now() - dt.timedelta(minutes=2)
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, heartbeat_at=timezone.now(), tries=1)
    assert jobs.run_owed(timezone.now()) == 0  # somebody works on it
    Job.objects.filter(pk=job.pk).update(heartbeat_at=fell_silent, tries=MOST_TRIES)
    assert jobs.run_owed(timezone.now()) >= 1
    job.refresh_from_db()
    assert (job.state, Enterprise.objects.exists()) == (JobState.FAILED, False)
    assert "都中断了" in job.said
    batch.refresh_from_db()
    assert batch.state == BatchState.READ


def test_a_fault_of_ours_ends_in_words(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = sent(clerk, "甲一科技")

    def breaks(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("not for people")

    monkeypatch.setattr(batches, "_written", breaks)
    batch = written(batch)
    job = Job.objects.filter(kind=batches.WRITE).get()
    assert (job.state, Enterprise.objects.exists()) == (JobState.FAILED, False)
    assert "not for people" not in job.said
    assert batch.state in (BatchState.READ, BatchState.READING)


@pytest.mark.parametrize("which", ["a cut workbook", "a macro workbook", "nothing"])
def test_a_file_that_cannot_be_read_says_why(clerk: User, which: str) -> None:
    batch = sent(clerk, data=HOSTILE[which]() or b" ")
    assert (batch.state, batch.said[-1]) == (BatchState.REFUSED, "。")


def test_dropped_files_are_thrown_away(clerk: User) -> None:
    batch = sent(clerk, "甲一科技")
    storage, name = batch.file.storage, batch.file.name
    assert storage.exists(name)
    batches.drop(batch)
    batch.refresh_from_db()
    assert (batch.state, bool(batch.file), storage.exists(name)) == (BatchState.DROPPED, False, False)
    with pytest.raises(ValidationError):
        batches.start(batch, partial=False, now=timezone.now())


def test_a_reading_that_is_stopped_leaves_no_file(clerk: User) -> None:
    batch = batches.receive("firms", book(["简称", "全称"], ["甲", None]), "x.xlsx", by=clerk, now=timezone.now())
    storage, name = batch.file.storage, batch.file.name
    assert batch.job is not None
    jobs.stop(batch.job)
    batch.refresh_from_db()
    assert (batch.state, bool(batch.file), storage.exists(name)) == (BatchState.DROPPED, False, False)


def test_one_press_sent_often_at_once_is_one_file(clerk: User) -> None:
    data, key = book(["简称", "全称"], ["甲", None]), uuid.uuid4()
    sends = [lambda: batches.receive("firms", data, "x.xlsx", by=clerk, now=timezone.now(), key=key) for _n in range(3)]
    made = at_once(*sends)
    assert {batch.pk for batch in made} == {ImportBatch.objects.get().pk}
    other = person("other", Role.PROJECT_OFFICER)
    with pytest.raises(ValidationError):
        batches.receive("firms", data, "x.xlsx", by=other, now=timezone.now(), key=key)


def test_many_rows_are_taken_back_in_the_background(clerk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = written(sent(clerk, "甲一科技", "乙二机电"))
    undoing.owe_undo(batch, by=clerk, now=timezone.now())
    undoing.owe_undo(batch, by=clerk, now=timezone.now())  # the same press again
    assert Job.objects.filter(kind=undoing.UNDO).count() == 1
    jobs.run_owed(timezone.now())
    batch.refresh_from_db()
    assert (batch.state, Enterprise.objects.exists()) == (BatchState.UNDONE, False)


def test_stopping_a_second_reading_keeps_what_the_first_one_showed(clerk: User) -> None:
    firm("澄观光学")
    batch = sent(clerk, "澄观光学1")
    jobs.stop(batches.answer(batch, {"2": "new"}, now=timezone.now()))
    batch.refresh_from_db()
    assert (batch.state, batch.asks, bool(batch.file)) == (BatchState.READ, 1, True)
