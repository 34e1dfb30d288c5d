"""导出: choose the form and the columns, take the file, or wait for it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.enums import AuditKind, JobState
from core.guard import audit
from core.kernel.forms import OnceForm
from core.kernel.http import HttpRequest
from core.kernel.language import in_house_language
from core.kernel.pages import load
from core.models import Job
from core.office import jobs
from core.sheets.exports import CSV, EXPORT, FORMS, KEPT_FOR, MOST_AT_ONCE, XLSX, ask, made, name_of
from core.sheets.lists import COLUMNS, FORM, Export, Listing, listings
from core.sheets.views import attached

FORM_WORDS = ((XLSX, gettext_lazy("Excel（xlsx）")), (CSV, gettext_lazy("文本（csv）")))


def listing_called(key: str) -> Listing:
    """The list of a key. Raises Http404."""
    if key not in listings():
        raise Http404(key)
    return listings()[key]


def export_for(request: HttpRequest, key: str, query: QueryDict) -> Export:
    """What is asked for. Raises Http404, also for who may not open the list."""
    chosen = [name for each in query.getlist(COLUMNS) for name in each.split(",")]
    try:
        return Export(listing_called(key), request.user, query, chosen)
    except PermissionDenied as error:
        raise Http404(key) from error


def _form(query: QueryDict) -> str:
    return query[FORM] if query.get(FORM) in FORMS else XLSX


def list_export(request: HttpRequest, key: str) -> HttpResponse:
    """What goes out, in which form, and which columns of it."""
    export = export_for(request, key, request.GET)
    export.found  # noqa: B018  # a week that nobody opened is a 404 before anything is drawn
    context: dict[str, Any] = {
        "export": export,
        "count": export.found.count,
        "words": export.words,
        "errors": export.errors,
        "back": export.listing.url(export.query),
        "columns": [(column, export.is_chosen(column.name)) for column in export.offered],
        "key_name": export.kind.columns[0].name if export.kind else "",
        "hidden": [(name, value) for name, values in export.query.lists() for value in values],
        "forms": FORM_WORDS,
        "form_chosen": _form(request.GET),
        "is_long": export.found.count > MOST_AT_ONCE,
        "most": MOST_AT_ONCE,
        "days": KEPT_FOR.days,
        "form": OnceForm(),
    }
    return render(request, "core/export/choose.html", context)


def list_file(request: HttpRequest, key: str) -> HttpResponse:
    """The file at once; of a long list the way leads to the page that asks a worker."""
    form = _form(request.GET)
    with in_house_language():  # its filter, too, is said in the file
        export = export_for(request, key, request.GET)
        is_long = export.found.count > MOST_AT_ONCE
    if is_long:
        return redirect(f"{reverse('core:list_export', args=[key])}?{request.GET.urlencode()}")
    return attached(made(export, form, request=request), name_of(export, form), FORMS[form])


def list_job(request: HttpRequest, key: str) -> HttpResponse:
    """Ask a worker for the file. The tick of the minute takes it up: no page waits for the broker (decision 20)."""
    form = OnceForm(request.POST)
    if not form.is_valid():
        return redirect("core:list_export", key)
    query = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "client_id"):
        query.pop(name, None)
    export = export_for(request, key, query)
    press, now = form.cleaned_data["client_id"], timezone.now()
    try:
        with transaction.atomic(), in_house_language():  # the title is kept, and said in the notice
            job = ask(export, _form(request.POST), key=press, by=request.user, now=now)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect(f"{reverse('core:list_export', args=[key])}?{query.urlencode()}")
    return redirect("core:export_job", job.pk)


# --- A long export ---------------------------------------------------------------------------------------------------
def _job(request: HttpRequest, pk: int) -> Job:
    """One's own: a file holds what its person sees. Raises Http404."""
    return load(request, Job.objects.filter(kind=EXPORT, by=request.user), pk=pk)


def export_job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a long export is, and its file."""
    job = _job(request, pk)
    listing = listing_called(job.asked["list"])
    context = {"job": job, "back": listing.url(QueryDict(job.asked["query"])), "days": KEPT_FOR.days}
    return render(request, "core/export/job.html", context)


def export_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress, as a part of the page that fetches itself; at its end the page is fetched anew."""
    job = _job(request, pk)
    response = render(request, "core/export/_progress.html", {"job": job})
    if not job.is_open:
        response["HX-Refresh"] = "true"
    return response


def export_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """取消."""
    jobs.stop(_job(request, pk))
    return redirect("core:export_job", pk)


def export_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The finished file, for as long as its person may open the list."""
    job = _job(request, pk)
    if job.state != JobState.DONE or not job.name:
        raise Http404(job.key)
    if not listings()[job.asked["list"]].may_open(request.user):
        raise PermissionDenied(job.asked["list"])
    with job.file.open("rb") as stored:
        data = stored.read()
    audit.record(AuditKind.DOWNLOADED, user=request.user, request=request, what=f"{request.path} {job.name}"[:200])
    return attached(data, job.name, FORMS[job.asked["form"]])
