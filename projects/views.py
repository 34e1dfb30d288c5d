"""Pages of the projects' room. Each loads its project through `visible_to`: what one may not see is a 404."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import figures
from core.enums import Role
from core.models import Attachment
from core.photos import photo_response
from enterprises.models import Enterprise
from projects.chart import chart_rows, in_order, lampbar, reported_period, totals
from projects.conflicts import carried, project_choices, resolved, update_choices
from projects.enums import Duty
from projects.filters import ProjectFilter
from projects.forms import MilestoneFormSet, ProjectForm, SubmissionForm, UnchangedForm, UpdateForm
from projects.history import history_of
from projects.investment import doubts
from projects.lamps import lamp_of
from projects.meeting import open_actions
from projects.meeting_forms import InstructionForm
from projects.models import SHANGHAI, Conflict, Period, PeriodClosed, Project, Update
from projects.page import project_page
from projects.periods import open_period
from projects.reporting import deadline_words, desk_of, lamp_to_declare, sheet_of

PAGE_SIZE = 20
SHOWN_WITH = ("enterprise", "park", "cluster", "leader", "task_force", "responsible", "reporter")


def _visible_project(request: HttpRequest, code: str) -> Project:
    projects = Project.objects.visible_to(request.user).select_related(*SHOWN_WITH)
    return get_object_or_404(projects, code=code)


def _demand(request: HttpRequest, permission: str, project: Project) -> None:
    """Refuse (403) somebody who sees the project but may not do this to it."""
    if not request.user.has_perm(permission, project):
        raise PermissionDenied(permission)


# --- Looking -----------------------------------------------------------------------------------------------------
def project_list(request: HttpRequest) -> HttpResponse:
    """重点项目: lamp counts, filters, sorting, 20 a page."""
    now = timezone.now()
    projects = Project.objects.visible_to(request.user).select_related(*SHOWN_WITH)
    filterset = ProjectFilter(request.GET, queryset=projects, request=request)
    period = reported_period(now)
    rows = chart_rows(filterset.qs, period, now=now)
    lamp = filterset.lamp_chosen
    listed = in_order([row for row in rows if not lamp or row.matches(lamp)], filterset.order)
    context = {
        "filter": filterset,
        "lampbar": lampbar(rows),
        "page_obj": Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page")),
        "totals": totals(listed),
        "key": Project.objects.visible_to(request.user).key().count(),
        "period": period,
        "collects": period.deadline is not None and now < period.deadline,
        "now": now,
    }
    return render(request, "projects/project_list.html", context)


def project_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one project on one page."""
    project, now = _visible_project(request, code), timezone.now()
    everything = request.GET.get("updates") == "all"
    context = {
        "project": project,
        "page": project_page(project, now=now, all_updates=everything),
        "actions": open_actions(project, request.user),
        "instructions": project.instructions.select_related("by", "action")[:5],
        "instruction_form": InstructionForm(),
        "today": timezone.localdate(now),
        "may_update": request.user.has_perm("projects.update_project", project),
        "may_change": request.user.has_perm("projects.change_project", project),
    }
    context["may_hand_over"] = context["may_change"] or request.user.holds(Role.LEADER)
    return render(request, "projects/project_detail.html", context)


def project_history(request: HttpRequest, code: str) -> HttpResponse:
    """历史: who changed what."""
    project = _visible_project(request, code)
    page_obj = Paginator(history_of(project), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "projects/project_history.html", {"project": project, "page_obj": page_obj})


def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The projects of one firm, as a fragment of the firm's page; empty when there are none."""
    enterprise = get_object_or_404(Enterprise.objects.visible_to(request.user), pk=pk)
    now = timezone.now()
    projects = Project.objects.visible_to(request.user).filter(enterprise=enterprise).select_related(*SHOWN_WITH)
    rows = in_order(chart_rows(projects, reported_period(now), now=now), "")
    return render(request, "projects/_enterprise.html", {"rows": rows}) if rows else HttpResponse("")


def update_photo(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """A photo of an update that this person may see, or one they have just sent with an unsaved form."""
    seen = Q(update_photo__update_of__in=Update.objects.visible_to(request.user))
    own = Q(uploaded_by=request.user, update_photo__isnull=True, visit_photo__isnull=True)
    return photo_response(get_object_or_404(Attachment.objects.filter(seen | own), key=key))


# --- The weekly update -----------------------------------------------------------------------------------------------
def update_form(request: HttpRequest, code: str) -> HttpResponse:
    """填报本周进展: one page; after saving, the next project that waits."""
    project, now = _visible_project(request, code), timezone.now()
    _demand(request, "projects.update_project", project)
    period = open_period(now)
    if request.method == "POST":
        return _receive_update(request, project, period, now)
    saved = project.updates.filter(period=period).first()
    form = UpdateForm(project=project, period=period, saved=saved, by=request.user, now=now)
    return _show_update(request, form, period, now)


def _receive_update(request: HttpRequest, project: Project, period: Period, now: dt.datetime) -> HttpResponse:
    saved = project.updates.filter(period=period).first()
    data, tap = request.POST, SubmissionForm(request.POST)
    if tap.is_valid() and (same := project.updates.of_tap(tap.cleaned_data["submission_id"])):
        return _after_update(request, project, same.period, first=same.version == 1)  # the same tap again
    if "resolve" in data and saved:
        data = resolved(data, update_choices(data, saved))
    form = UpdateForm(data, request.FILES, project=project, period=period, saved=saved, by=request.user, now=now)
    if not form.is_valid():
        return _show_update(request, form, period, now)
    if form.cleaned_data["period"] != period.key:
        return _ask_for_open_period(request, form, period, now)
    found = doubts(project, period, form.cleaned_data["investment_wan"])
    if found and form.cleaned_data["confirmed"] != str(form.cleaned_data["investment_wan"]):
        return _show_update(request, form, period, now, doubts=found)
    try:
        update = Update.objects.submit(
            project=project,
            period=period,
            by=request.user,
            now=now,
            submission_id=form.cleaned_data["submission_id"],
            expected_version=form.cleaned_data["version"],
            content=form.content(),
        )
    except Conflict as conflict:
        return _show_update_conflict(request, form, conflict.saved, now)
    except PeriodClosed:  # frozen between the press and the lock
        return _ask_for_open_period(request, form, open_period(timezone.now()), now)
    except ValidationError as error:
        form.add_error("photos" if form.cleaned_data["photos"] else None, error)
        return _show_update(request, form, period, now)
    return _after_update(request, project, period, first=update.version == 1)


def _after_update(request: HttpRequest, project: Project, period: Period, *, first: bool) -> HttpResponse:
    """Say what was saved, and go on to the next project that waits."""
    said = {"project": project.name, "week": figures.week_name(period)}
    draft = f"draft:{_draft_key(project, period)}"
    desk = desk_of(request.user, period)
    following = desk.next_after(project) if first else None
    if following:
        text = _("已提交%(project)s%(week)s进展，下一个。")
        messages.success(request, text % said, extra_tags=draft)
        return redirect("projects:update_form", following.code)
    if first and project in desk.owed:
        text = _("已提交%(project)s%(week)s进展，你负责的项目均已填报。")
        messages.success(request, text % said, extra_tags=draft)
        return redirect("workbench")
    messages.success(request, _("已提交%(project)s%(week)s进展。") % said, extra_tags=draft)
    return redirect("projects:project_detail", project.code)


def _draft_key(project: Project, period: Period) -> str:
    return f"update-{project.pk}-{period.key}"


def _ask_for_open_period(request: HttpRequest, form: UpdateForm, period: Period, now: dt.datetime) -> HttpResponse:
    """The deadline passed while the person was writing: the same text, now for the next open period."""
    data, saved = form.data.copy(), form.project.updates.filter(period=period).first()
    data["period"], data["version"] = period.key, str(saved.version if saved else 0)
    again = UpdateForm(data, request.FILES, project=form.project, period=period, saved=saved, by=request.user, now=now)
    again.is_valid()
    return _show_update(request, again, period, now, late=True)


def _show_update(request: HttpRequest, form: UpdateForm, period: Period, now: dt.datetime, **also: Any) -> HttpResponse:
    """The form, as new or with what was typed; photos sent with a press that was not saved are kept."""
    kept = form.keep_photos(by=request.user, now=now) if form.is_bound else []
    project, sheet = form.project, sheet_of(form.project, period, now=now)
    form.fields["investment_wan"].help_text = sheet.invested.words
    context = {
        "form": form,
        "project": project,
        "sheet": sheet,
        "deadline": deadline_words(period),
        "place": desk_of(request.user, period).place(project),
        "draft_key": _draft_key(project, period),
        "kept_photos": kept,
        "unchanged_id": uuid.uuid4(),
        **also,
    }
    return render(request, "projects/update_form.html", context)


def _show_update_conflict(request: HttpRequest, form: UpdateForm, saved: Update, now: dt.datetime) -> HttpResponse:
    """409: both versions field by field, with every character that was typed."""
    kept = form.keep_photos(by=request.user, now=now)
    carry = [pair for pair in carried(form.data) if pair[0] not in ("kept_photos", "period")]
    carry += [("kept_photos", str(photo.key)) for photo in kept] + [("period", saved.period.key)]
    context = {
        "title": _("%(week)s进展") % {"week": figures.week_name(saved.period)},
        "what": _("没有保存：%(who)s在你填写时已提交这一周的进展") % {"who": saved.author},
        "project": form.project,
        "choices": update_choices(form.data, saved),
        "saved_by": saved.author,
        "saved_at": saved.submitted_at,
        "photos": len(kept),
    }
    return _show_conflict(request, context, carry, saved.version, now)


def _show_conflict(
    request: HttpRequest, context: dict[str, Any], carry: list[tuple[str, str]], version: int, now: dt.datetime
) -> HttpResponse:
    same = sum(choice.same for choice in context["choices"])
    context |= {
        "carry": carry,
        "version": version,
        "submission_id": uuid.uuid4(),
        "now": now,
        "same": same,
        "different": len(context["choices"]) - same,
    }
    return render(request, "projects/conflict.html", context, status=409)


def update_unchanged(request: HttpRequest, code: str) -> HttpResponse:
    """本周无变化, in one tap from the workbench, the list or the form."""
    project, now = _visible_project(request, code), timezone.now()
    _demand(request, "projects.update_project", project)
    period, form = open_period(now), UnchangedForm(request.POST)
    if form.is_valid() and (same := project.updates.of_tap(form.cleaned_data["submission_id"])):
        return _after_unchanged(request, project, same.period, form)  # the same tap again
    if not form.is_valid() or form.cleaned_data["period"] != period.key:
        messages.warning(request, _("没有提交：填报期已变化，请核对后再点一次。"))
        return _back(project, form)
    reading = lamp_of(project, now.astimezone(SHANGHAI).date(), now=now)
    try:
        Update.objects.submit_unchanged(
            project=project,
            period=period,
            by=request.user,
            now=now,
            submission_id=form.cleaned_data["submission_id"],
            declared=lamp_to_declare(reading.lamp),
        )
    except PeriodClosed:
        messages.warning(request, _("没有提交：填报期已变化，请核对后再点一次。"))
        return _back(project, form)
    except Conflict as conflict:
        said = {"who": conflict.saved.author, "at": figures.stamp(conflict.saved.submitted_at)}
        messages.warning(request, _("没有提交：%(who)s已于 %(at)s 填报这一周，内容未改动。") % said)
        return _back(project, form)
    return _after_unchanged(request, project, period, form)


def _after_unchanged(request: HttpRequest, project: Project, period: Period, form: UnchangedForm) -> HttpResponse:
    """Say what was saved, and go back to where the tap came from."""
    if form.cleaned_data["place"] == "form":
        return _after_update(request, project, period, first=True)
    said = {"project": project.name, "week": figures.week_name(period)}
    draft = f"draft:{_draft_key(project, period)}"
    messages.success(request, _("%(project)s%(week)s已报无变化。") % said, extra_tags=draft)
    return _back(project, form)


def _back(project: Project, form: UnchangedForm) -> HttpResponse:
    """Where the tap came from; the project's page when nobody said."""
    place = form.cleaned_data.get("place", "")
    pages = {"workbench": reverse("workbench"), "list": reverse("projects:project_list")}
    return redirect(pages.get(place) or reverse("projects:project_detail", args=[project.code]))


# --- The register ----------------------------------------------------------------------------------------------------
def project_create(request: HttpRequest) -> HttpResponse:
    """新建项目, with its plan."""
    today, tap = timezone.localdate(), request.POST.get("client_id", "")
    if same := Project.objects.visible_to(request.user).registered_as(tap):
        return redirect("projects:project_detail", same.code)  # the same tap again
    form = ProjectForm(request.POST or None, today=today, initial={"responsible": request.user.pk})
    nodes = MilestoneFormSet(request.POST or None, project=None, today=today)
    if request.method == "POST" and all([form.is_valid(), nodes.is_valid()]):
        try:
            project = _register(request, form, nodes, today)
        except ValidationError as error:
            form.add_error(None if hasattr(error, "error_dict") else "stage_on", error)
        else:
            messages.success(
                request, _("已新建%(project)s。") % {"project": project.name}, extra_tags="draft:project-new"
            )
            return redirect("projects:project_detail", project.code)
    return render(request, "projects/project_form.html", {"form": form, "nodes": nodes})


@transaction.atomic
def _register(request: HttpRequest, form: ProjectForm, nodes: MilestoneFormSet, today: dt.date) -> Project:
    code = Project.objects.next_code(today)  # locks: registrations come one after the other
    project = form.save(commit=False)
    project.stage, project.client_id = "", form.cleaned_data["client_id"]
    project.code = project.code or code
    project.validate_unique()
    project.save()
    project.record_holders(dict.fromkeys(Duty), on=today, by=request.user)
    return _write_plan(request, project, form, nodes, today)


def _write_plan(
    request: HttpRequest, project: Project, form: ProjectForm, nodes: MilestoneFormSet, today: dt.date
) -> Project:
    project.plan_milestones(nodes.rows())
    stage, on = form.cleaned_data["stage"], form.cleaned_data["stage_on"]
    if stage and (on or stage != project.stage):
        project.enter_stage(stage, on=on or today, by=request.user)
    return project


def project_edit(request: HttpRequest, code: str) -> HttpResponse:
    """修改项目: refused with both versions when somebody else saved first."""
    project, now = _visible_project(request, code), timezone.now()
    _demand(request, "projects.change_project", project)
    today, data = timezone.localdate(now), request.POST or None
    if data is not None and "resolve" in data:
        data = resolved(data, project_choices(data, project, ProjectForm(instance=project, today=today)))
    form = ProjectForm(data, instance=_visible_project(request, code), today=today)
    nodes = MilestoneFormSet(data, project=project, today=today)
    if request.method == "POST" and all([form.is_valid(), nodes.is_valid()]):
        try:
            _amend(request, project, form, nodes, today)
        except Conflict as conflict:
            return _show_project_conflict(request, form, conflict.saved, now)
        except ValidationError as error:
            form.add_error("stage_on", error)
        else:
            text = _("已保存%(project)s。") % {"project": form.cleaned_data["name"]}
            messages.success(request, text, extra_tags=f"draft:project-{project.pk}")
            return redirect("projects:project_detail", project.code)
    return render(request, "projects/project_form.html", {"form": form, "nodes": nodes, "project": project})


@transaction.atomic
def _amend(request: HttpRequest, project: Project, form: ProjectForm, nodes: MilestoneFormSet, today: dt.date) -> None:
    before = project.holders
    saved = project.amend(form.values(), expected_version=form.cleaned_data["version"] or 0)
    saved.record_holders(before, on=today, by=request.user)
    _write_plan(request, saved, form, nodes, today)


def _show_project_conflict(request: HttpRequest, form: ProjectForm, saved: Project, now: dt.datetime) -> HttpResponse:
    latest = next((entry for entry in history_of(saved)), None)
    who = latest.who if latest and latest.who else _("他人")
    context = {
        "title": _("修改项目"),
        "what": _("没有保存：%(who)s在你填写时已修改这个项目") % {"who": who},
        "project": saved,
        "choices": project_choices(form.data, saved, ProjectForm(instance=saved, today=form.today)),
        "saved_by": who,
        "saved_at": latest.at if latest else None,
    }
    return _show_conflict(request, context, carried(form.data), saved.version, now)
