"""需协调事项: the list, one with its answers, and what each side may do to it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel import access
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import demand, load, page_of
from core.kernel.workdays import WorkCalendar
from enterprises.enums import HandoffKind, HandoffOutcome
from enterprises.models import NotInHand, VisitHandoff
from enterprises.service.taking import NOT_IN_HAND, handoff_named
from projects.meeting.blocker_forms import AnswerForm, RaiseForm, ReplyForm, TransferForm
from projects.meeting.escalation import LEADER_AFTER, TASK_FORCE_AFTER
from projects.meeting.lists import blockers_found
from projects.models import SEES_ALL_PROJECTS, Blocker, Project
from projects.papers.forms import PapersForm

REPLY = "projects:blocker_reply"
PANEL_ROWS = 8


@opens_default("blockers")
def blocker_list(request: HttpRequest) -> HttpResponse:
    """Every blocker that this person may see, open ones first shown."""
    found = blockers_found(request)
    context = {
        "filter": found.filter,
        "page_obj": page_of(request, found.rows),
        "today": timezone.localdate(),
        "open_count": Blocker.objects.open().count() if request.user.holds(*SEES_ALL_PROJECTS) else None,
    }
    return render(request, "projects/blocker_list.html", context)


def _blocker(request: HttpRequest, pk: int) -> Blocker:
    rows = Blocker.objects.with_answered().select_related(
        "project__enterprise", "project__task_force", "department", "raised_by", "resolved_by"
    )
    return load(request, rows, pk=pk)


def blocker_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One blocker with its answers and its age."""
    return _show(request, _blocker(request, pk))


def _show(request: HttpRequest, blocker: Blocker, **also: Any) -> HttpResponse:
    raised, today = timezone.localdate(blocker.raised_at), timezone.localdate()
    until = timezone.localdate(blocker.resolved_at) if blocker.resolved_at else today
    may_answer = blocker.resolved_at is None and request.user.has_perm("projects.answer_blocker", blocker)
    may_resolve = blocker.resolved_at is None and request.user.has_perm("projects.resolve_blocker", blocker)
    answered = getattr(blocker, "is_answered", False)
    context = {
        "blocker": blocker,
        "reply": ReplyForm() if may_resolve and answered and access.may_send(request.user, REPLY) else None,
        "answers": blocker.answers.select_related("by"),
        "days": WorkCalendar.load().working_days_late(raised, until),
        "limits": {"task_force": TASK_FORCE_AFTER, "leader": LEADER_AFTER},
        "form": AnswerForm() if may_answer else None,
        "transfer": TransferForm() if may_answer else None,
        "may_resolve": may_resolve,
        "papers": list(blocker.papers.shown()),
        "papers_form": PapersForm() if _may_file(request, blocker) else None,
        **also,
    }
    return render(request, "projects/blocker_detail.html", context)


def _may_file(request: HttpRequest, blocker: Blocker) -> bool:
    """Whether this person may put papers to it."""
    may = request.user.has_perm("projects.file_blocker_paper", blocker)
    return may and blocker.resolved_at is None and access.may_send(request.user, "projects:blocker_papers")


def blocker_raise(request: HttpRequest, code: str) -> HttpResponse:
    """需协调事项 of a project, at any time and as many as there are."""
    project = load(request, Project.objects.select_related("task_force"), code=code)
    demand(request, "projects.update_project", project)
    handoff = handoff_named(request, HandoffKind.PROJECT)
    form = RaiseForm(request.POST or None, initial={"text": handoff.note} if handoff else None)
    if request.method == "POST" and form.is_valid():
        try:
            blocker = _put_up(request, project, form, handoff)
        except NotInHand:
            form.add_error(None, NOT_IN_HAND)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("已提出，协调部门会收到通知。"), extra_tags=f"draft:blocker-new-{project.pk}")
            return redirect("projects:blocker_detail", blocker.pk)
    return render(request, "projects/blocker_raise.html", {"form": form, "project": project, "handoff": handoff})


@transaction.atomic
def _put_up(request: HttpRequest, project: Project, form: RaiseForm, handoff: VisitHandoff | None) -> Blocker:
    """Raise it, and close the hand-off that it comes from, unless this very press did both before."""
    user, now = request.user, timezone.now()
    made = form.made_before(Blocker.objects.filter(project=project, raised_by=user))
    blocker = made or Blocker.objects.put_up(project, **form.cleaned_data, by=user, now=now)
    if handoff and not made:
        text = f"{project}：{blocker.text}"
        handoff.close(HandoffOutcome.REGISTERED, text=text, by=user, now=now)
    return blocker


def handoff_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The projects of a firm of which a visit heard, each with the way to put it up as 需协调事项."""
    handoff = load(request, VisitHandoff.objects.select_related("visit"), pk=pk)
    firm = handoff.visit.enterprise_id
    projects = Project.objects.visible_to(request.user).filter(enterprise=firm).order_by("pk")[:PANEL_ROWS]
    context = {"handoff": handoff, "projects": projects}
    return render(request, "projects/_handoff.html", context)


def blocker_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """不同意答复, by who raised it or answers for the project."""
    blocker, form = _blocker(request, pk), ReplyForm(request.POST)
    if not request.user.has_perm("projects.resolve_blocker", blocker):
        return _not_yours(request, blocker)
    if not form.is_valid():
        return _show(request, blocker, reply=form)
    try:
        blocker.reply(**form.cleaned_data, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, blocker, reply=form)
    messages.success(request, _("已转告承办部门，重新计时。"), extra_tags=f"draft:blocker-reply-{blocker.pk}")
    return redirect("projects:blocker_detail", blocker.pk)


def blocker_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回, by who raised it or answers for the project."""
    blocker = _blocker(request, pk)
    if not request.user.has_perm("projects.resolve_blocker", blocker):
        return _not_yours(request, blocker)
    blocker.withdraw(at=timezone.now(), by=request.user)
    messages.success(request, _("已撤回。"))
    return redirect("projects:blocker_detail", blocker.pk)


def blocker_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The department's answer."""
    blocker, form = _blocker(request, pk), AnswerForm(request.POST)
    if not request.user.has_perm("projects.answer_blocker", blocker):
        return _not_yours(request, blocker)
    if not form.is_valid():
        return _show(request, blocker, form=form)
    try:
        blocker.answer(**form.cleaned_data, by=request.user, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return _show(request, blocker, form=form)
    messages.success(request, _("已答复，已通知提出人。"), extra_tags=f"draft:blocker-{blocker.pk}")
    return redirect("projects:blocker_detail", blocker.pk)


def blocker_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """转办 to another department. Whoever hands it on may no longer see it afterwards."""
    blocker, form = _blocker(request, pk), TransferForm(request.POST)
    if not request.user.has_perm("projects.answer_blocker", blocker):
        return _not_yours(request, blocker)
    if not form.is_valid():
        return _show(request, blocker, transfer=form)
    try:
        blocker.transfer(form.cleaned_data["department"], by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("已转%(department)s办理。") % {"department": form.cleaned_data["department"]})
    return redirect("projects:blocker_list")


def blocker_resolve(request: HttpRequest, pk: int) -> HttpResponse:
    """确认解决, by who raised it or answers for the project."""
    blocker = _blocker(request, pk)
    if not request.user.has_perm("projects.resolve_blocker", blocker):
        return _not_yours(request, blocker)
    blocker.resolve(at=timezone.now(), by=request.user)
    messages.success(request, _("已确认解决。"))
    return redirect("projects:blocker_detail", blocker.pk)


def _not_yours(request: HttpRequest, blocker: Blocker) -> HttpResponse:
    """Somebody who reads this but has nothing to say to it."""
    messages.warning(request, _("没有保存：由承办部门答复，由提出人确认解决。"))
    return redirect("projects:blocker_detail", blocker.pk)
