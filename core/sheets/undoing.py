"""撤销: an import is taken back as a whole, but for rows that somebody changed since; these are named and left."""

import datetime as dt
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import BatchState, RowOutcome
from core.kernel import figures, history
from core.kernel.language import in_house_language
from core.models import ImportBatch, ImportRow, Job, User
from core.office import jobs
from core.sheets.acting import system
from core.sheets.batches import in_state, person, still_allowed
from core.sheets.importing import CLEAR, Importer
from core.sheets.kinds import CONFIRM, Kind, Part, kinds
from core.sheets.matching import Cell, Line

MOST_LOOKED_AT = 200  # rows of which a page says beforehand whether they go back
UNDO = "import_undo"  # a kind of jobs
MASK = "****"  # what stands for the digits of a number that the person does not see


@in_house_language()
def undo(
    batch: ImportBatch, *, by: User, now: dt.datetime, pulse: jobs.Pulse | None = None
) -> tuple[int, list[ImportRow]]:
    """Take back what nobody changed since; return how many rows that were, and those that stay.

    New ones are taken away, the last first; changed ones get their former cells, through the form of the page. What
    stayed an earlier time is tried again. Raises ValidationError for an import that is not written, or of which nothing
    is left to take back.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, url="core:import_undo", imported=batch.pk):
        batch = to_take_back(batch)
        kind = still_allowed(kinds()[batch.kind](person(by)))
        kind.takes_back = True
        written = list(still_there(batch).order_by("-number"))
        for row in written:
            row.left = left_because(kind, row) or _taken_back(kind, row)
            row.undone = not row.left
            if pulse:
                pulse.step()
        ImportRow.objects.bulk_update(written, ["left", "undone"], batch_size=500)
        batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, now, by
        batch.save()
    left = [row for row in reversed(written) if row.left]
    return len(written) - len(left), left


def still_there(batch: ImportBatch) -> QuerySet[ImportRow]:
    """The rows that the import wrote and nobody took back."""
    return batch.rows.filter(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED), undone=False)


def to_take_back(batch: ImportBatch) -> ImportBatch:
    """The batch, locked. Raises ValidationError for one of which nothing is there to take back."""
    batch = in_state(batch, BatchState.WRITTEN, BatchState.UNDONE)
    if not still_there(batch).exists():
        raise ValidationError(_("这次导入已全部撤销。"))
    return batch


@jobs.work(UNDO)
def undo_owed(job: Job, pulse: jobs.Pulse) -> str:
    """Take back an import of many rows, in the background."""
    batch = ImportBatch.objects.get(pk=job.asked["batch"])
    if not still_there(batch).exists():  # a worker that was taken for dead has done it
        return ""
    gone, left = undo(batch, by=job.by or system(), now=timezone.now(), pulse=pulse)
    return _("%(gone)d 行退回原样，%(left)d 行保持现状。") % {"gone": gone, "left": len(left)}


def owe_undo(batch: ImportBatch, *, by: User, now: dt.datetime) -> None:
    """Let a worker take it back. Raises ValidationError for an import that is not written, or is taken back already."""
    with transaction.atomic():
        batch = to_take_back(batch)
        if not (batch.job and batch.job.kind == UNDO and batch.job.is_open):
            batch.job = jobs.ask(UNDO, by=by, now=now, total=batch.writable, batch=batch.pk)
            batch.save(update_fields=["job"])


def left_because(kind: Kind, row: ImportRow) -> str:
    """Why a row stays when its import is taken back; "" for one that goes back."""
    saved = kind.load(row.key) if row.key else None
    if saved is None:
        return _("已不在系统中")
    if row.outcome == RowOutcome.CHANGED and not row.before and not row.after:
        return _("原来的内容属个人信息，已按期清除")
    latest = history.newest(saved) if hasattr(saved, "pgh_event_model") else None
    if latest is not None and row.event is not None and latest.pgh_id != row.event:
        by = history.people().get(history.actor(latest)) or _("他人")
        return _("%(who)s %(at)s 又改过") % {"who": by, "at": figures.stamp(latest.pgh_created_at)}
    importer = Importer(kind)
    after = {name: value for name, value in row.after.items() if not importer.columns[name].is_secret}
    said = {name: importer.columns[name].holds.read(value) for name, value in after.items() if value}
    now = importer.words(kind.cells(saved), saved, said)
    if any(now.get(name, "") != value for name, value in after.items()):
        return _("写入后又有改动")
    return ""


def _taken_back(kind: Kind, row: ImportRow) -> str:
    """Take one row back; why that cannot be, or ""."""
    saved = kind.load(row.key or 0)
    try:
        with transaction.atomic():
            if row.outcome == RowOutcome.NEW:
                for part in kind.parts:  # what somebody put beside it since stays, and holds it
                    _take_new_away(part, row, list(part.rows(saved)))
                kind.remove(kind.load(row.key or 0))
                return ""
            return _restored(kind, row, saved)
    except ValidationError as error:
        return " ".join(error.messages)[:200]
    except (ProtectedError, RestrictedError, IntegrityError):
        return _("已有别的记录挂在它上面")


def _restored(kind: Kind, row: ImportRow, saved: Any) -> str:
    """Give a row its former cells; why that was refused, or ""."""
    importer = Importer(kind, {str(row.number): CONFIRM})
    changed = {name for name, value in row.after.items() if value != row.before.get(name, "")}
    if any(MASK in row.before.get(name, "") or importer.columns[name].is_secret for name in changed):
        return _("含有加掩码的号码，不能自动退回")
    for part in kind.parts:
        _take_new_away(part, row, list(part.rows(saved)))
    cells = {
        name: Cell(importer.columns[name], "", row.before.get(name, "") or CLEAR[0])
        for name in changed
        if "." not in name or any(row.before.get(other) for other in changed if _same_group(other, name))
    }
    result = importer.take_one(Line(row.number, cells), known=saved)
    if result.faults or result.question:
        said = [fault.message for fault in result.faults] or [result.question.text if result.question else ""]
        return "；".join(said)[:200]
    kind.give_back(kind.load(kind.number(result.row)), row.batch_id)
    return ""


def _same_group(one: str, other: str) -> bool:
    return one.rpartition(".")[0] == other.rpartition(".")[0]


def _take_new_away(part: Part, row: ImportRow, there: list[Any]) -> None:
    """Rows beside the row that the import made."""
    for name, value in row.after.items():
        group, _dot, column = name.rpartition(".")
        if column == part.key and group.startswith(f"{part.name}.") and value and not row.before.get(name):
            for each in [each for each in there if part.same(each, value)][-1:]:
                part.remove(each)
