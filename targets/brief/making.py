"""The files of the brief, made by a worker: one job a week at a time, kept, and offered until newer ones are made.

Files say that they are behind once the template is another, or the week was closed since: before the meeting there are
no decisions to tell.
"""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from core.enums import JOB_OPEN, JobState
from core.kernel.locks import locked
from core.models import Job, User
from core.office import jobs
from projects.meeting.minutes import MIME
from projects.models import Period
from projects.periods import week_named
from targets.brief.content import brief, frozen_day
from targets.brief.sheets import workbook
from targets.brief.word import document, template_mark

BRIEF = "brief"  # a kind of jobs
STEPS = 3  # the rows, the Word file, the Excel file
DOCX, XLSX = "docx", "xlsx"
FORMS = {DOCX: MIME, XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True)
class Files:
    """What there is of a week: the job that runs, the last one that ended, and the files that are offered."""

    period: Period
    running: Job | None
    last: Job | None
    made: Job | None
    mark: str

    @property
    def is_behind(self) -> bool:
        """Whether the template or the week changed since the files were made."""
        return self.made is not None and self.made.asked["mark"] != self.mark


def mark_of(period: Period, template: str) -> str:
    """What the files of a week depend on besides the day of its figures."""
    return f"{template[:16]}-{'closed' if period.closed_at else 'open'}"


def files_of(periods: list[Period]) -> list[Files]:
    """What there is of these weeks, with one query."""
    template, by_week = template_mark(), dict[str, list[Job]]()
    found = Job.objects.filter(kind=BRIEF, asked__period__in=[each.key for each in periods])
    for job in found.order_by("-created_at", "-pk"):
        by_week.setdefault(job.asked["period"], []).append(job)
    return [_files(period, by_week.get(period.key, []), mark_of(period, template)) for period in periods]


def _files(period: Period, told: list[Job], mark: str) -> Files:
    running = next((job for job in told if job.is_open), None)
    made = next((job for job in told if job.state == JobState.DONE and job.name), None)
    return Files(period, running, told[0] if told else None, made, mark)


@transaction.atomic
def ask(period: Period, *, key: object, by: User, now: dt.datetime) -> Job:
    """Owe the files of a frozen week; the same press again finds what it asked for.

    Raises ValidationError for a week that still collects, and while its files are being made.
    """
    frozen_day(period)
    locked(Period, period.pk)  # two people who press at once: the second finds what runs
    owed = Job.objects.filter(kind=BRIEF, asked__period=period.key)
    if before := owed.filter(key=key, by=by).first():
        return before
    if owed.filter(state__in=JOB_OPEN).exists():
        raise ValidationError(_("本期通报正在生成，请稍候。"), code="running")
    asked = {"period": period.key, "mark": mark_of(period, template_mark())}
    return Job.objects.create(key=key, kind=BRIEF, by=by, asked=asked, total=STEPS, created_at=now)


@jobs.work(BRIEF)
def write(job: Job, pulse: jobs.Pulse) -> str:
    """Make both files, and throw away those that were made before. Raises ValidationError for a template that does
    not do.
    """
    period = week_named(job.asked["period"])
    told = brief(period)
    pulse.step()
    word = document(told)
    pulse.step()
    excel = workbook(told)
    pulse.step()
    store = job.file.storage
    with transaction.atomic():
        for form, data in ((DOCX, word), (XLSX, excel)):
            store.delete(place(job, form))
            saved = store.save(place(job, form), ContentFile(data))
            if form == DOCX:
                job.file.name = saved
        job.name = f"周调度通报-{period.key}"
        job.asked["mark"] = mark_of(period, template_mark())
        job.save(update_fields=["file", "name", "asked"])
        _forget_older(job)
    return _("通报已生成。")


def _forget_older(job: Job) -> None:
    older = Job.objects.filter(kind=BRIEF, asked__period=job.asked["period"]).exclude(pk=job.pk).exclude(name="")
    for each in older:
        for path in [place(each, form) for form in FORMS]:
            transaction.on_commit(partial(job.file.storage.delete, path))
    older.update(file="", name="")


@jobs.after(BRIEF)
def after_writing(job: Job) -> None:
    """The words of a stopped one are those of a brief."""
    if job.state == JobState.CANCELLED:
        Job.objects.filter(pk=job.pk).update(said=_("已取消，没有生成通报。"))


def place(job: Job, form: str) -> str:
    """Where a file lies."""
    return f"jobs/briefs/{job.key}.{form}"
