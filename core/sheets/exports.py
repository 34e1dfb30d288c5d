"""Exports: a file at once, or, of long lists, by a worker. Each leaves a line on the audit trail.

A file that a worker made lies under the number of its job, so that a second try writes over the first one, and is
thrown away after a week.
"""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import AuditKind, JobState
from core.guard import audit
from core.kernel.language import in_house_language
from core.kernel.taps import FOREIGN
from core.models import Job, User
from core.office import jobs
from core.post.notices import Message, tell
from core.sheets.batches import person
from core.sheets.lists import Export, listings
from core.sheets.workbooks import as_csv, as_workbook

EXPORT = "export"  # a kind of jobs
MOST_AT_ONCE = 2_000  # rows of a file that somebody waits for
KEPT_FOR = dt.timedelta(days=7)
XLSX, CSV = "xlsx", "csv"
FORMS = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
MAKE = {XLSX: as_workbook, CSV: as_csv}


@in_house_language()
def made(export: Export, form: str, *, request: HttpRequest | None, pulse: jobs.Pulse | None = None) -> bytes:
    """The file, and the line on the trail that says who took which rows."""
    sheet = export.sheet(pulse.step if pulse else None)
    rows = list(sheet.rows)
    what = f"{export.listing.key}.{form} {len(rows)} {export.query.urlencode()}"
    model = getattr(export.found.rows, "model", None)
    about = (model._meta.db_table, None) if model else None
    sheet.rows = rows
    data = MAKE[form](sheet)
    audit.record(AuditKind.EXPORTED, user=export.user, request=request, what=what, about=about)
    for name in [column.name for column in sheet.columns if column.is_asked_for]:
        said = f"{export.listing.key}.{form} {name.removeprefix('list.')} {len(rows)}"
        audit.record(AuditKind.REVEALED, user=export.user, request=request, what=said, about=about)
    return data


@in_house_language()
def name_of(export: Export, form: str) -> str:
    """What the file is called when it is kept: 企业-2026-11-28.xlsx."""
    return f"{export.title}-{timezone.localdate():%Y-%m-%d}.{form}"[-150:]


def ask(export: Export, form: str, *, key: str, by: User, now: dt.datetime) -> Job:
    """Owe a file, in the current transaction; a second press, also at the same moment, finds what the first asked for.

    Raises ValidationError for the number of somebody else's press.
    """
    asked = {
        "list": export.listing.key,
        "query": export.query.urlencode(),
        "columns": export.chosen,
        "form": form,
        "title": export.title,
    }
    total = export.found.count
    try:
        with transaction.atomic():
            return Job.objects.create(key=key, kind=EXPORT, by=by, asked=asked, total=total, created_at=now)
    except IntegrityError:
        if before := Job.objects.filter(key=key, by=by, kind=EXPORT).first():
            return before
        raise ValidationError(_("这张表单已经用过，请刷新页面后再填。"), code=FOREIGN) from None


def export_of(job: Job) -> Export:
    """What a job is to put into a file. Raises PermissionDenied for a list that its person may not open any more."""
    asked, by = job.asked, person(job.by)
    return Export(listings()[asked["list"]], by, QueryDict(asked["query"]), asked["columns"])


@jobs.work(EXPORT, broken=gettext_lazy("系统出错，没有生成文件。请再试一次，或联系系统管理员。"))
def write(job: Job, pulse: jobs.Pulse) -> str:
    """Make the file, with what the person sees at this moment."""
    if job.by and not job.by.is_active:
        raise ValidationError(_("账号已停用，没有导出。"))
    form = job.asked["form"]
    try:
        export = export_of(job)
    except PermissionDenied as error:
        raise ValidationError(_("现在没有查看这份清单的权限，没有导出。")) from error
    with transaction.atomic():
        pulse.total = export.found.count
        data = made(export, form, request=None, pulse=pulse)
        _store(job).delete(_place(job))
        job.file.name = _store(job).save(_place(job), ContentFile(data))
        job.name = name_of(export, form)
        job.save(update_fields=["file", "name"])
    return _("文件已生成，保留 %(days)d 天。") % {"days": KEPT_FOR.days}


@jobs.after(EXPORT)
def after_writing(job: Job) -> None:
    """Tell who asked for it. What was stopped needs no notice; its words are those of an export."""
    if job.state == JobState.CANCELLED:
        Job.objects.filter(pk=job.pk).update(said=_("已取消，没有生成文件。"))
        return
    if job.by is None:
        return
    title = _("导出完成：%(what)s") if job.state == JobState.DONE else _("导出没有完成：%(what)s")
    url, words = reverse("core:export_job", args=[job.pk]), {"what": job.asked["title"]}
    message = Message(job.by, title, job.said, url, f"export:{job.pk}", words, personal=True)
    tell([message], now=timezone.now())


def sweep(now: dt.datetime) -> int:
    """Throw away files of exports that are a week old; return how many. The job stays, without its file."""
    old = Job.objects.filter(kind=EXPORT, created_at__lt=now - KEPT_FOR).exclude(state__in=_WORKING)
    gone = 0
    for job in old.exclude(name=""):
        _store(job).delete(_place(job))
        job.file, job.name = "", ""
        job.save(update_fields=["file", "name"])
        gone += 1
    return gone


_WORKING: Sequence[str] = (JobState.OWED, JobState.RUNNING)


def _place(job: Job) -> str:
    return f"jobs/exports/{job.key}.{job.asked['form']}"


def _store(job: Job) -> Storage:
    return job.file.storage
