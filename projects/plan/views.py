"""Pages of the plan: the reverse schedule, 延期申请, 容缺推进申请, and where leaders decide on them."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.pages import load, page_of
from projects.enums import STAGE_ORDER, Decision
from projects.models import (
    LampOverride,
    Milestone,
    PlanTemplate,
    Postponement,
    Project,
    current_limits,
    day_of,
    weeks_over,
)
from projects.plan.adopting import Draft, adopt, draft
from projects.plan.decisions import KINDS, pending_for, recent_decisions
from projects.plan.forms import DecisionForm, DraftForm, OverrideForm, PostponeForm, WaiverForm
from projects.plan.rows import node_rows
from projects.slips import slips_of


def _project(request: HttpRequest, code: str, permission: str = "") -> Project:
    return load(request, Project.objects.select_related("plan_template", "task_force"), permission, code=code)


def project_plan(request: HttpRequest, code: str) -> HttpResponse:
    """倒排时间表: the plan with its moves; without one, a draft to look at before anything is saved."""
    project, today = _project(request, code), timezone.localdate()
    moves = Postponement.objects.filter(milestone__project=project).select_related(
        "milestone", "requested_by", "decided_by", "follows__milestone"
    )
    rows = node_rows(list(project.milestones.all()), today, current_limits())
    names = {row.milestone.key: row.milestone.name for row in rows}
    rows = [replace(row, waits_for=[names[key] for key in row.milestone.after if key in names]) for row in rows]
    context: dict[str, Any] = {
        "project": project,
        "rows": rows,
        "moves": moves,
        "slips": slips_of(each for each in moves if each.state == Decision.APPROVED),
        "pending": {each.milestone_id for each in moves if each.decided_at is None},
        "waivers": project.waivers.select_related("requested_by", "decided_by"),
        "may_change": request.user.has_perm("projects.change_project", project),
        "today": today,
    }
    if not rows and context["may_change"]:
        context |= _drafted(request, project)
    return render(request, "projects/plan.html", context)


def _drafted(request: HttpRequest, project: Project) -> dict[str, Any]:
    """The form, and the draft when template and date were chosen."""
    today = timezone.localdate()
    chosen = project.plan_template or PlanTemplate.objects.first()
    initial = {"template": chosen, "end": project.due_on}
    form = DraftForm(request.GET if "end" in request.GET else None, today=today, initial=initial)
    found: Draft | None = None
    if form.is_valid():
        try:
            found = draft(project, form.cleaned_data["template"], form.cleaned_data["end"], today=today)
        except ValidationError as error:
            form.add_error("template", error)
    return {"form": form, "draft": found}


def plan_adopt(request: HttpRequest, code: str) -> HttpResponse:
    """采用: the draft that was looked at becomes the plan, frozen or still to be edited."""
    project, today = _project(request, code, "projects.change_project"), timezone.localdate()
    form = DraftForm(request.POST, today=today)
    try:
        if not form.is_valid():
            raise ValidationError(_("请先选择建设类型和目标日期。"))
        plan = draft(project, form.cleaned_data["template"], form.cleaned_data["end"], today=today)
        adopt(project, plan, freeze="freeze" in request.POST, by=request.user, today=today)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("已采用%(name)s的倒排时间表。") % {"name": plan.template})
    return redirect("projects:project_plan", project.code)


def plan_freeze(request: HttpRequest, code: str) -> HttpResponse:
    """冻结基线."""
    project = _project(request, code, "projects.change_project")
    try:
        project.freeze_baseline(on=timezone.localdate())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("基线已冻结，此后改期须经延期申请。"))
    return redirect("projects:project_plan", project.code)


def postpone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """延期申请 for one node."""
    project, now = _project(request, code, "projects.update_project"), timezone.now()
    milestone = get_object_or_404(Milestone.objects.select_related("project"), project=project, pk=pk)
    form = PostponeForm(request.POST or None, milestone=milestone, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        try:
            milestone.ask_postponement(**form.cleaned_data, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            said = _("已提交%(node)s的延期申请，等待联点领导决定。") % {"node": milestone.name}
            messages.success(request, said, extra_tags=f"draft:postpone-{milestone.pk}")
            return redirect("projects:project_plan", project.code)
    context = {"form": form, "project": project, "milestone": milestone, "followers": milestone.followers()}
    return render(request, "projects/postpone.html", context)


def waiver_create(request: HttpRequest, code: str) -> HttpResponse:
    """容缺推进申请: into a stage although nodes before it are open."""
    project, now = _project(request, code, "projects.change_project"), timezone.now()
    today = timezone.localdate(now)
    here = STAGE_ORDER.index(project.stage) if project.stage else -1
    shut = [stage for stage in STAGE_ORDER[here + 1 :] if project.open_before(stage)]
    form = WaiverForm(request.POST or None, today=today, initial={"stage": shut[0] if shut else "", "on": today})
    form.fields["stage"].choices = [(stage, stage.label) for stage in shut]
    if request.method == "POST" and form.is_valid():
        try:
            project.ask_waiver(**form.cleaned_data, by=request.user, now=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("已提交容缺推进申请，等待联点领导决定。"))
            return redirect("projects:project_plan", project.code)
    missing = [(stage.label, project.open_before(stage)) for stage in shut]
    return render(request, "projects/waiver.html", {"form": form, "project": project, "missing": missing})


def decision_list(request: HttpRequest) -> HttpResponse:
    """待决定: what waits for a leader's word, and what was decided of late."""
    context = {
        "pending": page_of(request, pending_for(request.user)),
        "recent": recent_decisions(request.user),
        "form": DecisionForm(),
        "today": timezone.localdate(),
    }
    return render(request, "projects/decision_list.html", context)


def decide(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A leader's word on any request. From the page of a 交办单 it leads back there, else to the list."""
    asked, form = load(request, KINDS[kind], pk=pk), DecisionForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    else:
        try:
            asked.decide(**form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, _("已决定：%(word)s。") % {"word": asked.get_state_display()})
    if kind == "action" and request.POST.get("place") == "action":
        return redirect("projects:action_detail", asked.action.number)
    return redirect("projects:decision_list")


def lamp_override(request: HttpRequest, code: str) -> HttpResponse:
    """调整灯色（人工）, by a leader; or 撤销 of the one in force."""
    project, now = _project(request, code), timezone.now()
    today = timezone.localdate(now)
    in_force = project.lamp_overrides.in_force(today).select_related("by").first()
    if request.method == "POST" and "withdraw" in request.POST:
        LampOverride.objects.take_back(project, now=now)
        messages.success(request, _("已撤销改判，恢复规则判灯。"))
        return redirect("projects:project_detail", project.code)
    form = OverrideForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        form.instance.put_in_force(project, by=request.user, now=now)
        messages.success(request, _("已改判，到期自动恢复规则判灯。"))
        return redirect("projects:project_detail", project.code)
    context = {
        "form": form,
        "project": project,
        "in_force": in_force,
        "reading": project.standing.reading(day_of(now), weeks_over(now)),
        "back": reverse("projects:project_detail", args=[project.code]),
    }
    return render(request, "projects/override.html", context)
