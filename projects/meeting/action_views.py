"""Pages of 交办单 and 批示."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.office.photos import photo_response
from core.typed.cleaning import asked_for
from projects.enums import ActionState, EntryKind
from projects.meeting import actions
from projects.meeting.forms import CorrectForm, GiveForm, HandOnForm, LaterForm, RevokeForm, StepForm, projects_given
from projects.meeting.lists import actions_found
from projects.models import SEES_ALL_PROJECTS, Action, Paper, Project
from projects.periods import given_in

CORRECTED = ("title", "requirements", "due_on")


@opens_default("actions")
def action_list(request: HttpRequest) -> HttpResponse:
    """Every 交办单 that this person may see."""
    found, today = actions_found(request), timezone.localdate()
    context = {
        "filter": found.filter,
        "page_obj": page_of(request, found.rows),
        "today": today,
        "totals": Action.objects.left(today) if request.user.holds(*SEES_ALL_PROJECTS) else None,
    }
    return render(request, "projects/action_list.html", context)


def action_give(request: HttpRequest) -> HttpResponse:
    """交办一件事 by a leader, in the week that meets next; it leads back to the desk or the project where it began."""
    now, code = timezone.now(), asked_for(request, "project")
    about = load(request, projects_given(request.user), code=code) if code else None
    draft = f"give-{code}" if about else "give"
    form = GiveForm(request.POST or None, today=timezone.localdate(now), user=request.user, initial={"project": about})
    if form.is_bound and form.is_valid():
        asked = ("project", "title", "requirements", "owner", "due_on", "client_id")
        values = {name: form.cleaned_data[name] for name in asked}
        try:
            action = actions.issue(period=given_in(now), by=request.user, now=now, **values)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("已生成交办单 %(number)s。") % {"number": action.number}
            messages.success(request, said, extra_tags=f"draft:{draft}")
            return redirect("projects:project_detail", about.code) if about else redirect("workbench")
    return render(request, "projects/action_give.html", {"form": form, "about": about, "draft": draft})


def _action(request: HttpRequest, number: str) -> Action:
    rows = Action.objects.select_related(
        "project__enterprise", "project__leader", "owner", "department", "period", "issued_by", "closed_by"
    )
    return load(request, rows, number=number)


def _papers() -> Prefetch:
    """The papers of lines of 办理情况."""
    return Prefetch("papers", Paper.objects.shown())


def _steps(request: HttpRequest, action: Action) -> tuple[EntryKind, ...]:
    """What this person may write down now: owners work, leaders judge."""
    if not action.is_open:
        return ()
    works = request.user.has_perm("projects.work_action", action)
    judges = request.user.holds(Role.LEADER) and action.state == ActionState.SUBMITTED
    judging = (EntryKind.CLOSED, EntryKind.RETURNED) if judges else ()
    return (*judging, *((EntryKind.PROGRESS, EntryKind.PROOF) if works else ()))


def action_detail(request: HttpRequest, number: str) -> HttpResponse:
    """One 交办单 with everything that was done about it."""
    return _show_action(request, _action(request, number))


def _show_action(request: HttpRequest, action: Action, form: StepForm | None = None, **also: Any) -> HttpResponse:
    kinds = _steps(request, action)
    visible = Project.objects.visible_to(request.user)
    context = {
        "action": action,
        "entries": action.entries.select_related("by", "photo").prefetch_related(_papers()),
        "form": form or (StepForm(kinds=kinds) if kinds else None),
        "waiting": action.postponements.filter(decided_at__isnull=True).select_related("requested_by").first(),
        "later": LaterForm() if request.user.has_perm("projects.work_action", action) else None,
        "hand_on": HandOnForm() if request.user.holds(Role.LEADER) and action.is_open else None,
        "may_project": visible.filter(pk=action.project_id).exists(),
        "today": timezone.localdate(),
        **also,
    }
    return render(request, "projects/action_detail.html", context)


VERBS = {
    EntryKind.PROGRESS: actions.report,
    EntryKind.PROOF: actions.hand_in,
    EntryKind.RETURNED: actions.send_back,
    EntryKind.CLOSED: actions.strike_off,
}


def action_step(request: HttpRequest, number: str) -> HttpResponse:
    """A line of 办理情况: progress, proof, sent back, struck off."""
    action = _action(request, number)
    kinds = _steps(request, action)
    form = StepForm(request.POST, request.FILES, kinds=kinds)
    if not form.is_valid():
        if form.made_before(action.entries.filter(by=request.user)):
            return redirect("projects:action_detail", action.number)  # the same tap again
        if not kinds:
            return _not_yours(request, action)
        return _show_action(request, action, form)
    kind = EntryKind(form.cleaned_data["kind"])
    values = {"text": form.cleaned_data["text"], "client_id": form.cleaned_data["client_id"]}
    values |= {"by": request.user, "now": timezone.now()}
    if kind in (EntryKind.PROGRESS, EntryKind.PROOF):
        values["papers"] = form.cleaned_data["papers"]
    if kind == EntryKind.PROOF:
        values["photo"] = form.photo
    try:
        VERBS[kind](action, **values)
    except ValidationError as error:
        refuse(form, error, "photos" if "photos" in form.fields and form.photo else None)
        return _show_action(request, action, form)
    at_desk = request.POST.get("place") == "workbench"
    draft = f"draft:{'judge' if at_desk else 'action'}-{action.pk}"
    messages.success(request, _("已登记：%(what)s。") % {"what": kind.label}, extra_tags=draft)
    return redirect("workbench") if at_desk else redirect("projects:action_detail", action.number)


def _not_yours(request: HttpRequest, action: Action) -> HttpResponse:
    """Somebody who reads this action but has nothing to write down now; a second press finds it ended."""
    if not action.is_open:
        words = {"state": action.get_state_display()}
        messages.info(request, _("交办单%(state)s，不能再登记。") % words)
        return redirect("projects:action_detail", action.number)
    messages.warning(request, _("没有登记：由责任人办理，报请销号后由领导销号。"))
    return redirect("projects:action_detail", action.number)


def action_later(request: HttpRequest, number: str) -> HttpResponse:
    """延期申请 by the owner."""
    action = _action(request, number)
    if not request.user.has_perm("projects.work_action", action):
        return _not_yours(request, action)
    form = LaterForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_for_later(action, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error("to_on", error)
        else:
            messages.success(request, _("已提交延期申请，等待领导决定。"))
            return redirect("projects:action_detail", action.number)
    return _show_action(request, action, later=form)


def action_hand_on(request: HttpRequest, number: str) -> HttpResponse:
    """转交 by a leader, as when the owner moves to another post."""
    action, form = _action(request, number), HandOnForm(request.POST)
    if not form.is_valid():
        return _show_action(request, action, hand_on=form)
    try:
        actions.hand_on(action, **form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        form.add_error("to", error)
        return _show_action(request, action, hand_on=form)
    messages.success(request, _("已转交%(to)s。") % {"to": form.cleaned_data["to"]})
    return redirect("projects:action_detail", action.number)


@transaction.atomic
def action_correct(request: HttpRequest, number: str) -> HttpResponse:
    """更正或撤销 by a leader: other words while its owner has not begun, or an end without a result."""
    action, today = _action(request, number), timezone.localdate()
    if not action.is_open:
        words = {"state": action.get_state_display()}
        messages.warning(request, _("交办单%(state)s，不能更正或撤销。") % words)
        return redirect("projects:action_detail", action.number)
    form = CorrectForm(request.POST or None, instance=_action(request, number), today=today)
    if form.is_bound and form.is_valid():
        values = {name: form.cleaned_data[name] for name in (*CORRECTED, "client_id")}
        try:
            actions.correct(action, **values, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("已更正，责任人会收到提醒。"))
            return redirect("projects:action_detail", action.number)
    return _show_correction(request, action, form if action.is_fresh else None)


def action_revoke(request: HttpRequest, number: str) -> HttpResponse:
    """撤销 by a leader, with a reason."""
    action, form = _action(request, number), RevokeForm(request.POST)
    if not form.is_valid():
        instance = _action(request, number)
        fresh = CorrectForm(instance=instance, today=timezone.localdate()) if action.is_fresh else None
        return _show_correction(request, action, fresh, form)
    try:
        actions.revoke(action, **form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, _("交办单已撤销，责任人会收到提醒。"))
    return redirect("projects:action_detail", action.number)


def _show_correction(
    request: HttpRequest, action: Action, form: CorrectForm | None, revoking: RevokeForm | None = None
) -> HttpResponse:
    context = {"action": action, "form": form, "revoking": revoking or RevokeForm()}
    return render(request, "projects/action_correct.html", context)


def action_print(request: HttpRequest, number: str) -> HttpResponse:
    """交办单 on A4."""
    action, now = _action(request, number), timezone.now()
    snapshot = action.period.snapshots.filter(project=action.project).first()
    context = {
        "action": action,
        "entries": action.entries.select_related("by"),
        "told_by_kind": (EntryKind.RETURNED, EntryKind.CORRECTED, EntryKind.REVOKED),
        "snapshot": snapshot,
        "now": now,
    }
    return render(request, "projects/action_print.html", context)


def action_photo(request: HttpRequest, number: str, pk: int) -> FileResponse:
    """The photo of one line of 办理情况."""
    entry = get_object_or_404(_action(request, number).entries.select_related("photo"), pk=pk)
    if entry.photo is None:
        raise Http404(number)
    return photo_response(entry.photo)
