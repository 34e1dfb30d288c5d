"""招商线索: the list with what came of it, one lead with its notes, and its end: signed or lost."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import demand, load, page_of
from core.kernel.taps import once
from projects.attraction.forms import EndForm, LeadForm, NoteForm, RedateForm, ReopenForm
from projects.attraction.lists import leads_found
from projects.attraction.signing import reason_against, redate, unsign
from projects.attraction.yields import yields_of
from projects.enums import AttractKind, LeadState
from projects.models import Lead

ADVISERS_A_PAGE = 10


@opens_default("leads")
def lead_list(request: HttpRequest) -> HttpResponse:
    """招商线索, and what came of them by channel and by adviser."""
    rows = Lead.objects.visible_to(request.user).select_related("adviser", "officer", "cluster", "project")
    found, today = leads_found(request), timezone.localdate()
    yields = yields_of(rows, today)
    context = {
        "filter": found.filter,
        "page_obj": page_of(request, found.rows),
        "by_channel": yields.by_channel,
        "by_adviser": page_of(request, yields.by_adviser, size=ADVISERS_A_PAGE, param="advisers"),
        "today": today,
    }
    return render(request, "projects/lead_list.html", context)


def _lead(request: HttpRequest, pk: int) -> Lead:
    rows = Lead.objects.select_related("adviser", "officer", "park", "cluster", "project")
    return load(request, rows, pk=pk)


def lead_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One lead."""
    return _show(request, _lead(request, pk))


def _show(request: HttpRequest, lead: Lead, **also: Any) -> HttpResponse:
    officer = request.user.holds(Role.PROJECT_OFFICER)
    works = officer and lead.state == LeadState.OPEN
    signed = lead.project if officer and lead.state == LeadState.SIGNED else None
    redates = signed is not None and request.user.has_perm("projects.change_project", signed)
    context = {
        "lead": lead,
        "signed": signed,
        "against": reason_against(lead, request.user, now=timezone.now()) if signed else "",
        "redate_form": RedateForm(initial={"on": lead.closed_on}) if redates else None,
        "notes": lead.notes.select_related("by"),
        "kinds": [str(kind.label) for kind in AttractKind if kind in lead.attract_kinds],
        "note_form": NoteForm() if works else None,
        "end_form": EndForm(initial={"on": timezone.localdate()}) if works else None,
        "reopen_form": ReopenForm() if officer and lead.state == LeadState.LOST else None,
        **also,
    }
    return render(request, "projects/lead_detail.html", context)


@transaction.atomic
def lead_create(request: HttpRequest) -> HttpResponse:
    """新增线索."""
    first = {"officer": request.user.pk, "received_on": timezone.localdate()}
    form = LeadForm(request.POST or None, user=request.user, initial=first)
    if form.is_bound and (lead := form.keep(now=timezone.now())):
        messages.success(request, _("已登记线索。"), extra_tags="draft:lead-new")
        return redirect("projects:lead_detail", lead.pk)
    return render(request, "projects/lead_form.html", {"form": form})


@transaction.atomic
def lead_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """修改线索, as long as it is open."""
    lead = _lead(request, pk)
    if lead.state != LeadState.OPEN:
        messages.warning(request, _("这条线索%(state)s，不能再改。") % {"state": lead.get_state_display()})
        return redirect("projects:lead_detail", lead.pk)
    form = LeadForm(request.POST or None, user=request.user, instance=_lead(request, pk))
    if form.is_bound and form.keep(now=timezone.now()):
        messages.success(request, _("已保存线索。"), extra_tags=f"draft:lead-{lead.pk}")
        return redirect("projects:lead_detail", lead.pk)
    return render(request, "projects/lead_form.html", {"form": form, "lead": lead})


def lead_note(request: HttpRequest, pk: int) -> HttpResponse:
    """跟进."""
    lead, form = _lead(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, lead, note_form=form)
    values = {"lead": lead, "on": timezone.localdate(), "text": form.cleaned_data["text"], "by": request.user}
    if lead.state == LeadState.OPEN:
        try:
            once(lead.notes.all(), form.cleaned_data["client_id"], **values)
        except ValidationError as error:
            form.add_error(None, error)
            return _show(request, lead, note_form=form)
        messages.success(request, _("已记下跟进情况。"))
    return redirect("projects:lead_detail", lead.pk)


def lead_end(request: HttpRequest, pk: int) -> HttpResponse:
    """签约 or 终止. A signed lead leads to its project."""
    lead, form, now = _lead(request, pk), EndForm(request.POST), timezone.now()
    if not form.is_valid():
        return _show(request, lead, end_form=form)
    on = form.cleaned_data["on"]
    try:
        if form.cleaned_data["how"] == EndForm.SIGN:
            project = lead.sign(on=on, by=request.user, now=now)
            messages.success(request, _("已签约，线索转为项目%(code)s。") % {"code": project.code})
            return redirect("projects:project_detail", project.code)
        lead.lose(on=on, reason=form.cleaned_data["reason"], today=timezone.localdate(now))
    except ValidationError as error:
        form.add_error("on", error)
        return _show(request, lead, end_form=form)
    messages.success(request, _("线索已终止。"))
    return redirect("projects:lead_detail", lead.pk)


def lead_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """重新跟进 a lost lead, with the reason."""
    lead, form = _lead(request, pk), ReopenForm(request.POST)
    if not form.is_valid():
        return _show(request, lead, reopen_form=form)
    try:
        lead.reopen(**form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, _("线索已重新跟进。"))
    return redirect("projects:lead_detail", lead.pk)


def lead_unsign(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回签约."""
    lead = _lead(request, pk)
    try:
        unsign(lead, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, _("没有撤回：%(why)s。") % {"why": error.messages[0]})
    else:
        messages.success(request, _("已撤回签约，线索继续跟进。"))
    return redirect("projects:lead_detail", lead.pk)


def lead_redate(request: HttpRequest, pk: int) -> HttpResponse:
    """更正签约日期, by who may change the project."""
    lead, form = _lead(request, pk), RedateForm(request.POST)
    if lead.project is None:
        return redirect("projects:lead_detail", lead.pk)
    demand(request, "projects.change_project", lead.project)
    if not form.is_valid():
        return _show(request, lead, redate_form=form)
    try:
        redate(lead, on=form.cleaned_data["on"], by=request.user, today=timezone.localdate())
    except ValidationError as error:
        form.add_error("on", error)
        return _show(request, lead, redate_form=form)
    messages.success(request, _("已更正签约日期。"))
    return redirect("projects:lead_detail", lead.pk)
