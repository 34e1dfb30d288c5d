"""承诺兑现 and 售后服务 of one project: what was promised, what was reached, what is still done for it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.access import may_open
from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load
from core.models import User
from projects.aftercare.forms import (
    AfterCareForm,
    CareEditForm,
    CommitmentForm,
    FinishForm,
    ReadingEditForm,
    ReadingForm,
)
from projects.models import AfterCareItem, Commitment, CommitmentReading, Project

CHANGE, LIST = "projects.change_project", "projects:after_care"


# --- 承诺兑现 --------------------------------------------------------------------------------------------------------


@transaction.atomic
def commitments(request: HttpRequest, code: str) -> HttpResponse:
    """承诺兑现: signed against reached, with every dated reading."""
    project = load(request, Project.objects.select_related("enterprise"), code=code)
    may_change = request.user.has_perm(CHANGE, project)
    promise = CommitmentForm(prefix="promise", project=project)
    reading = ReadingForm(prefix="reading", project=project, initial={"on": timezone.localdate()})
    if request.method == "POST":
        demand(request, CHANGE, project)
        if "no_promise" in request.POST:
            _take_back(request, project)
            return redirect("projects:commitments", project.code)
        if "reading-value" in request.POST:
            reading = ReadingForm(request.POST, prefix="reading", project=project)
            if reading.is_valid() and _keep_reading(reading, request.user):
                messages.success(request, _("已登记兑现情况。"))
                return redirect("projects:commitments", project.code)
        else:
            promise = CommitmentForm(request.POST, prefix="promise", project=project)
            if promise.is_valid():
                said = promise.cleaned_data
                values = {"signed_value": said["signed_value"], "due_on": said["due_on"]}
                Commitment.objects.update_or_create(project=project, kind=said["kind"], defaults=values)
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


def _take_back(request: HttpRequest, project: Project) -> None:
    """删除 a promise that nothing was read of."""
    pk = request.POST["no_promise"]
    promise = project.commitments.filter(pk=int(pk)).first() if pk.isdecimal() else None
    try:
        if promise:
            promise.remove()
            messages.success(request, _("已删除承诺，历史中可查。"))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))


@transaction.atomic
def reading_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """更正 or 删除 one reading of a promise."""
    project = load(request, Project.objects.select_related("enterprise"), CHANGE, code=code)
    readings = CommitmentReading.objects.select_related("commitment").filter(commitment__project=project)
    reading = get_object_or_404(readings, pk=pk)
    if request.method == "POST" and "remove" in request.POST:
        reading.delete()
        messages.success(request, _("已删除兑现情况，历史中可查。"))
        return redirect("projects:commitments", project.code)
    form = ReadingEditForm(request.POST or None, instance=reading)
    if request.method == "POST" and form.is_valid():
        form.instance.by = request.user
        form.save()
        messages.success(request, _("已更正兑现情况。"))
        return redirect("projects:commitments", project.code)
    context = {"project": project, "reading": reading, "form": form, "kind": reading.commitment.get_kind_display()}
    return render(request, "projects/reading_form.html", context)


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
            (item, request.user.has_perm("projects.finish_aftercareitem", item))
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


def _item(request: HttpRequest, code: str, pk: int) -> AfterCareItem:
    items = AfterCareItem.objects.select_related("project", "owner")
    return load(request, items, "projects.finish_aftercareitem", pk=pk, project__code=code)


def _after(request: HttpRequest, code: str) -> HttpResponse:
    """Back to the project's list, or to the workbench for an owner who sees no more than the item."""
    seen = Project.objects.visible_to(request.user).filter(code=code).exists()
    return redirect("projects:after_care", code) if seen and may_open(request.user, LIST) else redirect("workbench")


@transaction.atomic
def after_care_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """修改或转交 one item that is open. Who it is handed on to is told."""
    item = _item(request, code, pk)
    if item.done_on:
        messages.warning(request, _("这一项已经办结，重新打开后再改。"))
        return _after(request, code)
    may_change = request.user.has_perm(CHANGE, item.project)
    form = CareEditForm(request.POST or None, instance=item, may_change=may_change)
    if request.method == "POST" and form.is_valid():
        form.save()
        if "owner" in form.changed_data:
            item.tell_owner(by=request.user, now=timezone.now())
        messages.success(request, _("已保存售后服务事项。"))
        return _after(request, code)
    return render(request, "projects/after_care_form.html", {"project": item.project, "item": item, "form": form})


def after_care_reopen(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """重新打开 what was 办结 by mistake."""
    if _item(request, code, pk).reopen():
        messages.success(request, _("已重新打开。"))
    return _after(request, code)
