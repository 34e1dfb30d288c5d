"""A file that somebody sent: received, read, looked at, written as a whole, taken back as a whole.

Reading and writing are jobs (core/office/jobs.py). Writing is one transaction, in which the batch itself becomes
written: after a death of the worker there is all of it or nothing, and a second try finds what the first one did.
"""

import datetime as dt
import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import BatchState, JobState, RowOutcome
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.taps import FOREIGN
from core.models import ImportBatch, ImportRow, Job, User
from core.office import jobs
from core.office.papers import clean_name
from core.sheets.acting import acting as acting_as
from core.sheets.acting import system
from core.sheets.importing import FRESH, SECRET, Importer, Result
from core.sheets.kinds import Kind, kinds
from core.sheets.lists import heads_beside
from core.sheets.matching import Line, Table, find_table
from core.sheets.reading import grids

READ, WRITE = "import_read", "import_write"  # kinds of jobs
AT_ONCE = 500
WAITS, PERSONAL_WAITS = dt.timedelta(days=7), dt.timedelta(days=1)  # how long a file is kept that nobody writes
PERSONAL_KEPT = dt.timedelta(days=7)  # how long what is people's own is remembered for taking it back


def kind_for(batch: ImportBatch) -> Kind:
    """The batch's kind, acting as whoever sent the file."""
    return kinds()[batch.kind](person(batch.by))


def still_allowed(kind: Kind) -> Kind:
    """The kind; raises ValidationError when its person may import it no more: roles change while a file waits."""
    if not kind.may_import(kind.user):
        raise ValidationError(_("你现在没有导入%(kind)s的权限。") % {"kind": kind.title}, code="not_allowed")
    return kind


def person(user: User | None) -> User:
    """Who acts: the machine, where its account is meant."""
    return acting_as(user) if user else system()


def receive(
    kind: str, data: bytes, name: str, *, by: User, now: dt.datetime, key: uuid.UUID | None = None
) -> ImportBatch:
    """Keep a file that is to be imported, and owe its reading. `key` is the number of the press that sent it."""
    batch = ImportBatch(
        key=key or uuid.uuid4(), kind=kind, by=by, name=clean_name(name), sha256=hashlib.sha256(data).hexdigest()
    )
    batch.created_at = now
    batch.file.save(f"{batch.sha256[:16]}", ContentFile(data), save=False)
    try:
        with transaction.atomic():
            batch.save()
            batch.job = jobs.ask(READ, by=by, now=now, batch=batch.pk)
            batch.save(update_fields=["job"])
    except IntegrityError:  # the same press, at the same moment, or the number of somebody else's
        batch.file.storage.delete(batch.file.name)
        if same := ImportBatch.objects.filter(by=by, key=batch.key).first():
            return same
        raise ValidationError(_("这张表单已经用过，请刷新页面后再填。"), code=FOREIGN) from None
    return batch


def table_of(batch: ImportBatch, kind: Kind) -> Table:
    """The batch's file, its head found. Raises ValidationError."""
    with batch.file.open("rb") as stored:
        table = find_table(grids(stored.read()), kind)
    table.set_aside(heads_beside(kind) if table.unknown else ())
    return table


# --- Reading ---------------------------------------------------------------------------------------------------------
@jobs.work(READ)
def read(job: Job, pulse: jobs.Pulse) -> str:
    """Write all lines and roll back: what is kept is what each came to."""
    batch = ImportBatch.objects.select_related("by").get(pk=job.asked["batch"])
    if batch.state != BatchState.READING:
        return ""
    kind = still_allowed(kind_for(batch))
    table = table_of(batch, kind)
    pulse.total = len(table.lines)
    results = looked_at(kind, table.lines, batch.answers, pulse)
    with transaction.atomic():
        batch = locked(ImportBatch, batch.pk)
        if batch.state != BatchState.READING:
            return ""
        keep(batch, results, table)
        batch.state, batch.read_at = BatchState.READ, timezone.now()
        batch.save()
    return _("已读取 %(n)d 行。") % {"n": batch.total}


class _Back(Exception):
    """Rolls the transaction of a look back."""


def looked_at(
    kind: Kind, lines: Iterable[Line], answers: dict[str, str], pulse: jobs.Pulse | None = None
) -> list[Result]:
    """What the lines would come to; nothing is written."""
    results: list[Result] = []
    try:
        with transaction.atomic():
            for result in Importer(kind, answers).take(lines):
                results.append(_without_row(kind, result))
                if pulse:
                    pulse.step(wrong=result.outcome == RowOutcome.WRONG)
            raise _Back
    except _Back:
        return results


def _without_row(kind: Kind, result: Result) -> Result:
    """What is kept of a result until all lines are done: a row with all it has loaded is heavy."""
    result.row = kind.number(result.row) if result.row is not None and result.row.pk is not None else None
    return result


def keep(batch: ImportBatch, results: list[Result], table: Table) -> None:
    """Put down what each line came to, instead of what was there."""
    batch.rows.all().delete()
    batch.total, batch.read_as = len(results), table.as_told()
    batch.read_as["heads"] = {column.name: str(column.head) for column in kinds()[batch.kind](person(batch.by)).known()}
    events = _events(kinds()[batch.kind], [result.row for result in results if result.row])
    for result in results:
        result.event = events.get(result.row)
    counted = Counter(result.outcome for result in results)
    batch.count({str(outcome): count for outcome, count in counted.items()})
    told = [_row(batch, result) for result in results if result.outcome != RowOutcome.SAME]
    ImportRow.objects.bulk_create(told, batch_size=AT_ONCE)


def _events(kind: type[Kind], keys: list[int]) -> dict[int, int]:
    """The latest number in the history of each of these rows."""
    if not hasattr(kind.model, "pgh_event_model"):
        return {}
    events = kind.model.pgh_event_model.objects.filter(pgh_obj__in=keys).order_by()
    return dict(events.values_list("pgh_obj").annotate(Max("pgh_id")))


def _row(batch: ImportBatch, result: Result) -> ImportRow:
    question = result.question.__dict__ if result.question else {}
    changes = result.changes
    hidden = {column.name for column in kind_for(batch).known() if column.is_secret} if batch.kind else set()
    before = {name: SECRET if name in hidden and value else value for name, value in result.before.items()}
    after = {name: value for name, value in result.after.items() if name not in hidden or value == FRESH}
    return ImportRow(
        batch=batch,
        number=result.line.number,
        outcome=result.outcome,
        label=result.label[:200],
        key=result.row,
        event=result.event,
        before=before,
        after=after if result.outcome == RowOutcome.NEW or changes else {},
        said=[fault.as_told() for fault in result.faults],
        question=question,
    )


@jobs.after(READ)
def after_reading(job: Job) -> None:
    """A file that could not be read says why."""
    if job.state == JobState.DONE:
        return
    with transaction.atomic():
        batch = locked(ImportBatch, job.asked["batch"])
        if batch.state != BatchState.READING:
            return
        batch.state, batch.said = BatchState.REFUSED, job.said
        if job.state == JobState.CANCELLED and batch.read_at:  # it was read before: what was shown then stays
            batch.state, batch.said = BatchState.READ, ""
        elif job.state == JobState.CANCELLED:
            batch.state = BatchState.DROPPED
            _forget(batch)
        batch.save()


# --- Answers, writing ------------------------------------------------------------------------------------------------
@transaction.atomic
def answer(batch: ImportBatch, answers: dict[str, str], *, now: dt.datetime) -> Job:
    """Take what the person decided about rows that ask, and look at the file anew. Raises ValidationError."""
    batch = in_state(batch, BatchState.READ)
    batch.answers |= answers
    job = batch.job = jobs.ask(READ, by=batch.by, now=now, batch=batch.pk)
    batch.state = BatchState.READING
    batch.save()
    return job


@transaction.atomic
def start(batch: ImportBatch, *, partial: bool, now: dt.datetime) -> Job:
    """Owe the writing. Raises ValidationError when it is begun already, or when rows are wrong and not left out."""
    batch = in_state(batch, BatchState.READ)
    if batch.in_doubt and not partial:
        raise ValidationError(_("还有 %(n)d 行不能写入。改好再传，或选择只写入正确的行。") % {"n": batch.in_doubt})
    if not batch.writable:
        raise ValidationError(_("没有要写入的行。"))
    batch.state, batch.is_partial = BatchState.WRITING, partial
    job = batch.job = jobs.ask(WRITE, by=batch.by, now=now, total=batch.total, batch=batch.pk)
    batch.save()
    return job


def in_state(batch: ImportBatch, *states: BatchState) -> ImportBatch:
    """The batch, locked. Raises ValidationError when it is past that."""
    batch = locked(ImportBatch, batch.pk)
    if batch.state not in states:
        raise ValidationError(_("这次导入现在是“%(state)s”，不能再做这一步。") % {"state": batch.get_state_display()})
    return batch


@jobs.work(WRITE)
def write(job: Job, pulse: jobs.Pulse) -> str:
    """Write all lines in one transaction, if they come to what the person was shown."""
    batch = ImportBatch.objects.select_related("by").get(pk=job.asked["batch"])
    if batch.state != BatchState.WRITING:
        return batch.said
    kind = still_allowed(kind_for(batch))
    table = table_of(batch, kind)
    with transaction.atomic(), acting(batch, job):
        batch = locked(ImportBatch, batch.pk)
        if batch.state != BatchState.WRITING:  # by a worker that was taken for dead
            return batch.said
        after_others(kind)
        shown = _as_shown(batch.rows.all())
        results = []
        for result in Importer(kind, batch.answers).take(table.lines):
            results.append(_without_row(kind, result))
            pulse.step(wrong=result.outcome == RowOutcome.WRONG)
        keep(batch, results, table)
        if _as_shown(batch.rows.all()) != shown:
            transaction.set_rollback(True)
            raise ValidationError(_("预览之后，系统里的数据又有变化。已重新读取，请再看一遍。"), code="moved")
        _written(batch)
    return batch.said


def after_others(kind: Kind) -> None:
    """Wait until no other import of this kind is being written: the same file, sent twice, would find nothing of
    what the other writes and write it once more.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"core.sheets {kind.key}"])


def _written(batch: ImportBatch) -> None:
    batch.state, batch.written_at = BatchState.WRITTEN, timezone.now()
    words = {"new": batch.new, "changed": batch.changed, "same": batch.same}
    batch.said = _("新增 %(new)d 行，修改 %(changed)d 行，没有变化 %(same)d 行。") % words
    if kinds()[batch.kind].is_personal:
        _forget(batch)
    batch.save()


def _as_shown(rows: Iterable[ImportRow]) -> list[tuple[Any, ...]]:
    """What decides whether a file still comes to what was shown: each row's outcome and the cells that would change."""
    return [(row.number, row.outcome, row.before, row.after) for row in rows]


def acting(batch: ImportBatch, job: Job | None = None) -> AbstractContextManager[Any]:
    """Within it the history says who, and from which import."""
    by = batch.by.pk if batch.by else None
    return pghistory.context(user=by, url="core:import_batch", imported=batch.pk, request_id=f"import-{batch.pk}")


@jobs.after(WRITE)
def after_writing(job: Job) -> None:
    """What was not written goes back to the preview; where the data moved meanwhile, it is read anew."""
    with transaction.atomic():
        batch = locked(ImportBatch, job.asked["batch"])
        if batch.state != BatchState.WRITING:
            return
        batch.state, batch.said = BatchState.READ, job.said
        if job.state == JobState.FAILED:
            batch.state = BatchState.READING
            batch.job = jobs.ask(READ, by=batch.by, now=timezone.now(), batch=batch.pk)
        batch.save()


# --- Ending ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def drop(batch: ImportBatch) -> None:
    """放弃: nothing was written, and the file is thrown away with all that was read. Raises ValidationError for what is
    written.
    """
    batch = in_state(batch, BatchState.READ, BatchState.REFUSED, BatchState.READING)
    if batch.state == BatchState.READING and batch.job:
        jobs.stop(batch.job)
        batch.refresh_from_db()
    batch.state = BatchState.DROPPED
    batch.rows.all().delete()
    _forget(batch)
    batch.save()


def sweep(now: dt.datetime) -> int:
    """Give up imports that nobody has gone on with, those of what is people's own the next day; return how many.

    What was people's own in an import that is written is forgotten, too, once it is not to be taken back any more.
    """
    waiting = ImportBatch.objects.filter(state__in=(BatchState.READ, BatchState.REFUSED, BatchState.READING))
    personal = [key for key, kind in kinds().items() if kind.is_personal]
    old = Q(created_at__lt=now - WAITS) | Q(kind__in=personal, created_at__lt=now - PERSONAL_WAITS)
    written = ImportRow.objects.filter(batch__kind__in=personal, batch__written_at__lt=now - PERSONAL_KEPT)
    written.exclude(before={}, after={}).update(before={}, after={}, label="")
    swept = 0
    for batch in waiting.filter(old):
        try:
            drop(batch)
        except ValidationError:  # somebody has just begun to write it
            continue
        swept += 1
    return swept


def _forget(batch: ImportBatch) -> None:
    """Throw the file away when this is committed, and what its wrong cells said."""
    for row in batch.rows.exclude(said=[]):
        row.said = [fault | {"value": ""} for fault in row.said]
        row.save(update_fields=["said"])
    if batch.file:
        storage, name = batch.file.storage, batch.file.name
        transaction.on_commit(lambda: storage.delete(name))
        batch.file = ""


@in_house_language()
@transaction.atomic
def import_now(
    kind: Kind, data: bytes, name: str, *, dry: bool, partial: bool, now: dt.datetime
) -> tuple[ImportBatch | None, list[Result]]:
    """Read and write a file at once, as the command line does; the batch is None where nothing was written.

    Raises ValidationError for a file that cannot be read.
    """
    table, results = find_table(grids(data), kind), []
    batch = ImportBatch(kind=kind.key, by=kind.user, name=clean_name(name), created_at=now, read_at=now)
    batch.sha256, batch.is_partial = hashlib.sha256(data).hexdigest(), partial
    batch.save()
    with transaction.atomic(), acting(batch):
        after_others(kind)
        results = [_without_row(kind, result) for result in Importer(kind).take(table.lines)]
        bad = any(result.outcome in (RowOutcome.WRONG, RowOutcome.ASKED) for result in results)
        counted = any(result.outcome in (RowOutcome.NEW, RowOutcome.CHANGED) for result in results)
        if dry or (bad and not partial) or not counted:
            transaction.set_rollback(True)
    if dry or (bad and not partial) or not counted:
        batch.delete()
        return None, results
    keep(batch, results, table)
    _written(batch)
    return batch, results
