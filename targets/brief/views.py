"""周调度通报: the frozen weeks with their files, the job that makes them, and the one A4 for the leader."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel import figures
from core.kernel.forms import OnceForm
from core.kernel.http import HttpRequest
from core.kernel.language import in_house_language
from core.kernel.pages import page_of
from core.sheets.views import attached
from projects.meeting.minutes import unreal
from projects.models import Period
from projects.periods import week_named
from projects.plan.decisions import pending_for
from targets.brief.bars import lamp_bars
from targets.brief.content import brief
from targets.brief.making import FORMS, Files, ask, files_of, place
from targets.brief.word import bars_words, frozen_words

# What one A4 has room for; what is more is counted.
REDS_A_SHEET, WAITING_A_SHEET, ORDERS_A_SHEET = 4, 4, 6


def _frozen(week: str) -> Period:
    """A frozen week. Raises Http404 for one that still collects."""
    period = week_named(week)
    if period.frozen_at is None:
        raise Http404(week)
    return period


def _files(week: str) -> Files:
    return files_of([_frozen(week)])[0]


def brief_list(request: HttpRequest) -> HttpResponse:
    """Every frozen week, the latest first, with what there is of its brief."""
    page = page_of(request, Period.objects.filter(frozen_at__isnull=False).order_by("-starts_on"))
    page.object_list = files_of(list(page.object_list))
    return render(request, "targets/brief_list.html", {"page_obj": page, "form": OnceForm()})


def brief_week(request: HttpRequest, week: str) -> HttpResponse:
    """The brief of a week: its files, or how far they are."""
    return render(request, "targets/brief_week.html", {"files": _files(week), "form": OnceForm()})


def brief_make(request: HttpRequest, week: str) -> HttpResponse:
    """Ask a worker for the files."""
    period, form = _frozen(week), OnceForm(request.POST)
    if form.is_valid():
        try:
            ask(period, key=form.cleaned_data["client_id"], by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
    return redirect("targets:brief_week", period.key)


def brief_state(request: HttpRequest, week: str) -> HttpResponse:
    """The progress, as a part of the page that fetches itself; at its end the page is fetched anew."""
    files = _files(week)
    response = render(request, "core/export/_progress.html", {"job": files.running, "job_in_steps": True})
    if files.running is None:
        response["HX-Refresh"] = "true"
    return response


def brief_file(request: HttpRequest, week: str, form: str) -> HttpResponse:
    """The Word or the Excel file that is kept."""
    job = _files(week).made
    if job is None or form not in FORMS:
        raise Http404(form)
    with job.file.storage.open(place(job, form), "rb") as stored:
        return attached(stored.read(), f"{job.name}.{form}", FORMS[form])


def waiting_words(kind: str, row: Any) -> tuple[str, str, str]:
    """What waits for a leader's word: its kind, the project, and what is asked."""
    if kind == "waiver":
        said = {"on": figures.date_cell(row.on), "stage": row.get_stage_display(), "nodes": _("、").join(row.missing)}
        return _("容缺推进"), row.about.name, _("%(on)s 进入%(stage)s，未完成：%(nodes)s") % said
    if kind == "life":
        return row.get_act_display(), row.about.name, row.reason
    what = row.action.title if kind == "action" else row.milestone.name
    said = {"what": what, "from": figures.date_cell(row.from_on), "to": figures.date_cell(row.to_on)}
    return _("延期"), row.about.name, _("%(what)s由 %(from)s 改至 %(to)s") % said


def brief_sheet(request: HttpRequest, week: str) -> HttpResponse:
    """一页纸: the week on one A4, with what waits for the leader who asks."""
    period = _frozen(week)
    try:
        told = brief(period)
    except ValidationError as error:
        raise Http404(week) from error
    waiting = pending_for(request.user) if request.user.holds(Role.LEADER) else None
    shown = list(waiting[:WAITING_A_SHEET]) if waiting is not None else []
    count = len(waiting) if waiting is not None else 0
    context: dict[str, Any] = {
        "told": told,
        "period": period,
        "frozen": frozen_words(told),
        "bars": lamp_bars(told.weeks),
        "bars_words": bars_words(told),
        "first": told.goals[0] if told.goals else None,
        "reds": told.reds[:REDS_A_SHEET],
        "more_reds": max(0, len(told.reds) - REDS_A_SHEET),
        "waits": waiting is not None,
        "waiting": [waiting_words(kind, row) for kind, row in shown],
        "waiting_count": count,
        "more_waiting": count - len(shown),
        "orders": told.orders[:ORDERS_A_SHEET],
        "more_orders": max(0, len(told.orders) - ORDERS_A_SHEET),
        "unreal": unreal(),
        "title": _("“1133工程”一页纸"),
    }
    with in_house_language():  # a paper of the zone, whatever its reader speaks
        return render(request, "targets/brief_sheet.html", context)
