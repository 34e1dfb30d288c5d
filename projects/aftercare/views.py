"""承诺兑现 and 售后服务 of one project: what was promised, what was reached, what is still done for it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load
from core.models import User
from projects.aftercare.forms import AfterCareForm, CommitmentForm, FinishForm, ReadingForm
from projects.models import AfterCareItem, Commitment, CommitmentReading, Project

CHANGE = "projects.change_project"


# --- 承诺兑现 --------------------------------------------------------------------------------------------------------


def commitments(request: HttpRequest, code: str) -> HttpResponse:
    """承诺兑现: signed against reached, with every dated reading."""
    project = load(request, Project.objects.select_related("enterprise"), code=code)
    may_change = request.user.has_perm(CHANGE, project)
    promise = CommitmentForm(prefix="promise")
    reading = ReadingForm(prefix="reading", project=project, initial={"on": timezone.localdate()})
    if request.method == "POST":
        demand(request, CHANGE, project)
        if "reading-value" in request.POST:
            reading = ReadingForm(request.POST, prefix="reading", project=project)
            if reading.is_valid() and _keep_reading(reading, request.user):
                messages.success(request, _("已登记兑现情况。"))
                return redirect("projects:commitments", project.code)
        else:
            promise = CommitmentForm(request.POST, prefix="promise")
            if promise.is_valid():
                kind = promise.cleaned_data.pop("kind")
                Commitment.objects.update_or_create(project=project, kind=kind, defaults=promise.cleaned_data)
                messages.success(request, _("已保存承诺。"))
                return redirect("projects:commitments", project.code)
    context = {
        "project": project,
        "commitments": project.commitments.prefetch_related("readings__by"),
        "promise": promise if may_change else None,
        "reading": reading if may_change and project.commitments.exists() else None,
        "today": timezone.localdate(),
    }
    return render(request, "projects/commitments.html", context)


@transaction.atomic
def _keep_reading(form: ReadingForm, by: User) -> bool:
    """One reading a day; again for the same day corrects it."""
    cleaned = form.cleaned_data
    values = {"value": cleaned["value"], "source": cleaned["source"], "by": by}
    CommitmentReading.objects.update_or_create(commitment=cleaned["commitment"], on=cleaned["on"], defaults=values)
    return True


# --- 售后服务 ------------------------------------------------------------------------------------------------


def after_care(request: HttpRequest, code: str) -> HttpResponse:
    """售后服务: the open ones first."""
    project = load(request, Project.objects.select_related("enterprise"), code=code)
    may_change = request.user.has_perm(CHANGE, project)
    form = AfterCareForm()
    if request.method == "POST":
        demand(request, CHANGE, project)
        form = AfterCareForm(request.POST)
        if form.is_valid() and _register(form, project, request.user):
            messages.success(request, _("已登记售后服务事项。"))
            return redirect("projects:after_care", project.code)
    context = {
        "project": project,
        "items": [
            (item, item.done_on is None and request.user.has_perm("projects.finish_aftercareitem", item))
            for item in project.after_care.select_related("owner")
        ],
        "form": form if may_change else None,
        "today": timezone.localdate(),
    }
    return render(request, "projects/after_care.html", context)


def _register(form: AfterCareForm, project: Project, by: User) -> AfterCareItem | None:
    """Write the item down. None, with a word on the form, for a number that belongs to another project."""
    try:
        return AfterCareItem.objects.register(project, **form.cleaned_data, by=by, now=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return None


def after_care_finish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """办结 one item, with its result; its owner does so from the workbench."""
    items, form = AfterCareItem.objects.select_related("project"), FinishForm(request.POST)
    item = load(request, items, "projects.finish_aftercareitem", pk=pk, project__code=code)
    if form.is_valid():
        if item.finish(on=timezone.localdate(), result=form.cleaned_data["result"]):
            messages.success(request, _("已办结。"))
        else:
            messages.warning(request, _("这一项已经办结，记录未改动。"))
    else:
        messages.warning(request, _("请写办理结果，最多 200 字。"))
    return redirect("workbench") if request.POST.get("place") == "workbench" else redirect("projects:after_care", code)
