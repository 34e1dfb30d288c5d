"""Pages of an import: choose a file, look at what it comes to, wait, and take it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.enums import AuditKind, BatchState, RowOutcome
from core.guard import audit
from core.kernel.http import HttpRequest
from core.kernel.pages import load, page_of
from core.models import ImportBatch, ImportRow
from core.office import jobs
from core.sheets import batches, undoing
from core.sheets.forms import UploadForm, WriteForm
from core.sheets.kinds import Kind, kinds
from core.sheets.workbooks import error_workbook, template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MINE_SHOWN = 5
PARTS = (RowOutcome.ASKED, RowOutcome.WRONG, RowOutcome.CHANGED, RowOutcome.NEW)
AT_STEP = {BatchState.READ: 2, BatchState.WRITING: 3, BatchState.WRITTEN: 4, BatchState.UNDONE: 4}


def importable(request: HttpRequest) -> list[type[Kind]]:
    """The kinds that this person may import."""
    return [kind for kind in kinds().values() if kind.may_import(request.user)]


def _kind(request: HttpRequest, key: str) -> Kind:
    """A kind that the person may import. Raises Http404 for any other."""
    if key not in kinds() or not kinds()[key].may_import(request.user):
        raise Http404(key)
    return kinds()[key](request.user)


def import_start(request: HttpRequest) -> HttpResponse:
    """导入: the first kind that the person may import; for who may import none, what they sent before."""
    found = importable(request)
    return redirect("core:import_upload", found[0].key) if found else redirect("core:import_list")


def import_upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a file of a kind."""
    chosen = _kind(request, kind)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, now = form.cleaned_data["file"], timezone.now()
        batch = ImportBatch.objects.filter(key=form.press, by=request.user).first()
        if batch is None:
            sent = {"by": request.user, "now": now, "key": form.cleaned_data["client_id"]}
            try:
                batch = batches.receive(kind, upload.read(), upload.name or "", **sent)
            except ValidationError as error:
                form.add_error(None, error)
        if batch:
            return redirect("core:import_batch", batch.pk)
    context = {
        "kind": chosen,
        "kinds": importable(request),
        "form": form,
        "columns": [column for column in chosen.every_column() if not column.shown_only],
        "mine": ImportBatch.objects.visible_to(request.user)[:MINE_SHOWN],
        "titles": {key: each.title for key, each in kinds().items()},
        "steps": _steps(1),
    }
    return render(request, "core/import/upload.html", context)


def import_list(request: HttpRequest) -> HttpResponse:
    """我的导入."""
    page = page_of(request, ImportBatch.objects.visible_to(request.user))
    titles = {key: each.title for key, each in kinds().items()}
    return render(request, "core/import/list.html", {"page_obj": page, "titles": titles})


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    return load(request, ImportBatch.objects.select_related("by", "job", "undone_by"), pk=pk)


def import_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that was sent: what it comes to, or what came of it."""
    batch = _batch(request, pk)
    kind = batches.kind_for(batch)
    context: dict[str, Any] = {"batch": batch, "kind": kind, "job": batch.job, "steps": _steps(_step(batch))}
    if _is_busy(batch):
        return render(request, "core/import/running.html", context)
    if batch.state in (BatchState.WRITTEN, BatchState.UNDONE):
        context["parts"] = _parts(request, batch, PARTS)
        if batch.state == BatchState.WRITTEN:
            context |= _undoable(batch, kind)
        else:
            context["left"] = list(batch.rows.exclude(left=""))
            context["gone"] = batch.rows.filter(undone=True).count()
        return render(request, "core/import/done.html", context)
    context["parts"], context["sentence"] = _parts(request, batch, PARTS), _sentence(batch)
    wrong = batch.rows.filter(outcome=RowOutcome.WRONG).values_list("said", flat=True)
    context["cells"] = sum(map(len, wrong))
    return render(request, "core/import/preview.html", context)


def _sentence(batch: ImportBatch) -> str:
    """What a file comes to, in one breath."""
    said = _("%(total)s 行里 %(ok)s 行可以写入") % {"total": batch.total, "ok": batch.writable}
    if batch.wrong:
        said += _("，%(n)s 行有错") % {"n": batch.wrong}
    return said + (_("，%(n)s 行要你认定") % {"n": batch.asks} if batch.asks else "")


def _is_busy(batch: ImportBatch) -> bool:
    """Whether a worker reads it, writes it or takes it back."""
    takes_back = batch.job is not None and batch.job.kind == undoing.UNDO and batch.job.is_open
    return takes_back or batch.state in (BatchState.READING, BatchState.WRITING)


def _step(batch: ImportBatch) -> int:
    return AT_STEP.get(BatchState(batch.state), 1)


def _steps(now: int) -> list[tuple[int, Any, str]]:
    """The four steps: number, words, and whether each is past or now."""
    words = (_("选择文件"), _("预览"), _("写入"), _("完成"))
    return [(n, word, "past" if n < now else "now" if n == now else "") for n, word in enumerate(words, start=1)]


def _parts(request: HttpRequest, batch: ImportBatch, outcomes: tuple[RowOutcome, ...]) -> dict[str, Any]:
    """The rows of each outcome, a page of each."""
    return {
        str(outcome): page_of(
            request, batch.rows.filter(outcome=outcome).select_related("batch"), param=f"{outcome}_page"
        )
        for outcome in outcomes
    }


def _undoable(batch: ImportBatch, kind: Kind) -> dict[str, Any]:
    """What taking back would do now: looked at row by row, as far as the page shows it."""
    written = batch.rows.filter(outcome__in=(RowOutcome.NEW, RowOutcome.CHANGED))
    stay: list[ImportRow] = []
    for row in written.select_related("batch")[: undoing.MOST_LOOKED_AT]:
        if why := undoing.left_because(kind, row):
            row.left = why
            stay.append(row)
    total = batch.new + batch.changed
    return {"stay": stay, "back": total - len(stay), "looked_at_all": total <= undoing.MOST_LOOKED_AT}


def import_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress, as a part of the page that fetches itself; at its end the page is fetched anew."""
    batch = _batch(request, pk)
    context = {"batch": batch, "job": batch.job, "kind": kinds()[batch.kind]}
    response = render(request, "core/import/_progress.html", context)
    if not _is_busy(batch):
        response["HX-Refresh"] = "true"
    return response


def import_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person decided about rows that ask."""
    batch = _batch(request, pk)
    known = {
        str(row.number): {key for key, _words, _what in row.question["answers"]}
        for row in batch.rows.filter(outcome=RowOutcome.ASKED)
    }
    answers = {
        number: given for number, keys in known.items() if (given := request.POST.get(f"row-{number}", "")) in keys
    }
    if not answers:
        messages.warning(request, _("还没有选，请先为要认定的行选一个答案。"))
        return redirect("core:import_batch", batch.pk)
    return _done(request, batch, lambda: batches.answer(batch, answers, now=timezone.now()))


def import_write(request: HttpRequest, pk: int) -> HttpResponse:
    """写入."""
    batch = _batch(request, pk)
    _kind(request, batch.kind)
    form = WriteForm(request.POST)
    partial = form.is_valid() and form.cleaned_data["partial"]
    return _done(request, batch, lambda: batches.start(batch, partial=partial, now=timezone.now()))


def import_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """放弃."""
    batch = _batch(request, pk)
    try:
        batches.drop(batch)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("core:import_batch", batch.pk)
    messages.success(request, _("已放弃这次导入，没有写入任何一行。"))
    return redirect("core:import_upload", batch.kind)


def import_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """取消 what a worker is doing; all of it goes back."""
    batch = _batch(request, pk)
    if batch.job:
        jobs.stop(batch.job)
    return redirect("core:import_batch", batch.pk)


def import_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """撤销 of the whole import."""
    batch = _batch(request, pk)
    _kind(request, batch.kind)
    if batch.writable > undoing.MOST_LOOKED_AT:
        return _done(request, batch, lambda: undoing.owe_undo(batch, by=request.user, now=timezone.now()))
    try:
        gone, left = undoing.undo(batch, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        words = {"gone": gone, "left": len(left)}
        messages.success(request, _("已撤销：%(gone)d 行退回原样，%(left)d 行保持现状。") % words)
    return redirect("core:import_batch", batch.pk)


def _done(request: HttpRequest, batch: ImportBatch, verb: Any) -> HttpResponse:
    try:
        with transaction.atomic():
            verb()
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("core:import_batch", batch.pk)


# --- Files -----------------------------------------------------------------------------------------------------------
def import_template(request: HttpRequest, kind: str) -> HttpResponse:
    """The template of a kind."""
    chosen = _kind(request, kind)
    return workbook(template(chosen), f"{chosen.title}模板")


def import_errors(request: HttpRequest, pk: int) -> HttpResponse:
    """标错工作簿: the person's own sheet with its errors marked."""
    batch = _batch(request, pk)
    if not batch.file or batch.state not in (BatchState.READ, BatchState.WRITTEN):
        raise Http404(batch.name)
    kind = batches.kind_for(batch)
    made = error_workbook(kind, batches.table_of(batch, kind), batch.rows.all())
    audit.record(AuditKind.DOWNLOADED, user=request.user, request=request, what=request.path, about=batch)
    return workbook(made, f"{batch.name.rpartition('.')[0] or batch.name}（标错）")


def import_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent."""
    batch = _batch(request, pk)
    if not batch.file:
        raise Http404(batch.name)
    with batch.file.open("rb") as stored:
        data = stored.read()
    audit.record(AuditKind.DOWNLOADED, user=request.user, request=request, what=request.path, about=batch)
    return attached(data, batch.name, "application/octet-stream")


def workbook(data: bytes, name: str) -> HttpResponse:
    """A workbook to be kept."""
    return attached(data, f"{name}.xlsx", XLSX)


def attached(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be kept, never shown by the browser itself."""
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
