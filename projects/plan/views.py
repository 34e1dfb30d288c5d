"""Pages of the plan: the reverse schedule, 延期申请, 容缺推进申请, and where leaders decide on them."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.pages import load, page_of
from core.models import User
from core.typed.cleaning import asked_for, in_line
from projects.enums import STAGE_ORDER, Decision, Life
from projects.models import (
    SEES_ALL_PROJECTS,
    LampOverride,
    Milestone,
    PlanTemplate,
    Postponement,
    Project,
    current_limits,
    day_of,
    waited_for,
    weeks_over,
)
from projects.plan.adopting import Draft, adopt, draft, freeze
from projects.plan.bench_views import bench_context, bench_form, version_seen
from projects.plan.decisions import KINDS, NOBODY, TAKEN_BACK, pending_for, recent_decisions
from projects.plan.forms import BaselineForm, BenchForm, DecisionForm, DraftForm, OverrideForm, PostponeForm, WaiverForm
from projects.plan.redoing import is_computed, lay_anew
from projects.plan.rows import node_rows
from projects.slips import slips_of


def _project(request: HttpRequest, code: str, permission: str = "") -> Project:
    return load(request, Project.objects.select_related("plan_template", "task_force"), permission, code=code)


def project_plan(request: HttpRequest, code: str) -> HttpResponse:
    """倒排时间表: the plan with its moves; until it is frozen, a draft to work on."""
    return _plan_page(request, _project(request, code))


def plan_draft(request: HttpRequest, code: str) -> HttpResponse:
    """存草稿: the plan with the working days and the end that were typed."""
    project = _project(request, code, "projects.change_project")
    nodes = list(project.milestones(manager="everything").all())
    if not is_computed(nodes):
        messages.warning(request, _("还有节点没有工作日数，填上后才能倒排。"))
        return redirect("projects:project_plan", project.code)
    form = bench_form(project, nodes, request.POST)
    if not form.is_valid():
        return _plan_page(request, project, form)
    asked = {name: form.cleaned_data[name] for name in ("end", "with_due", "version")}
    try:
        lay_anew(project, days=form.days, **asked)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("草稿已保存，日期已按工作日重新倒排。"))
    return redirect("projects:project_plan", project.code)


def _plan_page(request: HttpRequest, project: Project, form: BenchForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    moves = Postponement.objects.filter(milestone__project=project).select_related(
        "milestone", "requested_by", "decided_by", "follows__milestone"
    )
    nodes = list(project.milestones(manager="everything").all())
    runs = project.life == Life.RUNNING
    rows = node_rows([each for each in nodes if not each.not_applicable], today, current_limits(), runs=runs)
    names = {each.key: each.name for each in nodes}
    waits = waited_for(nodes)
    rows = [replace(row, waits_for=[names[key] for key in waits.get(row.milestone.key, ())]) for row in rows]
    end = max((row.milestone.planned_on for row in rows), default=None)
    context: dict[str, Any] = {
        "project": project,
        "rows": rows,
        "moves": moves,
        "slips": slips_of(each for each in moves if each.state == Decision.APPROVED),
        "pending": {each.milestone_id for each in moves if each.decided_at is None},
        "waivers": project.waivers.select_related("requested_by", "decided_by"),
        "may_change": runs and request.user.has_perm("projects.change_project", project),
        "today": today,
        "aside": [each for each in nodes if each.not_applicable],
        "end": end,
        "due_gap": (end - project.due_on).days if end and project.due_on else 0,
    }
    if context["may_change"] and project.baseline_frozen_on is None:
        if rows and not {"redo", "template"} & request.GET.keys():
            context |= bench_context(request, project, nodes, form)
        else:
            context |= _drafted(request, project)
    return render(request, "projects/plan.html", context)


def _drafted(request: HttpRequest, project: Project) -> dict[str, Any]:
    """The form, and the draft when template and date were chosen."""
    today = timezone.localdate()
    chosen = project.plan_template or PlanTemplate.objects.first()
    initial = {"template": chosen, "end": project.due_on}
    form = DraftForm(request.GET if "template" in request.GET else None, today=today, initial=initial)
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
        seen = version_seen(request)
        adopt(project, plan, freeze="freeze" in request.POST, by=request.user, today=today, version=seen)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("已采用%(name)s的倒排时间表。") % {"name": plan.template})
    return redirect("projects:project_plan", project.code)


def plan_freeze(request: HttpRequest, code: str) -> HttpResponse:
    """冻结基线."""
    project = _project(request, code, "projects.change_project")
    try:
        freeze(project, version=version_seen(request), today=timezone.localdate())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("基线已冻结，此后改期须经延期申请。"))
    return redirect("projects:project_plan", project.code)


def plan_baseline(request: HttpRequest, code: str) -> HttpResponse:
    """按文件录入基线: of a project that began before the register did. It freezes the plan with what a paper says."""
    project = _project(request, code, "projects.change_project")
    if project.baseline_frozen_on or not project.milestones.exists():
        messages.warning(request, _("基线已冻结，或还没有节点。"))
        return redirect("projects:project_plan", project.code)
    form = BaselineForm(request.POST or None, nodes=project.milestones.all())
    if request.method == "POST" and form.is_valid():
        source = form.cleaned_data["source"]
        project.freeze_baseline(on=timezone.localdate(), known=form.known(), source=source)
        messages.success(request, _("已按文件录入基线并冻结，此后改期须经延期申请。"))
        return redirect("projects:project_plan", project.code)
    return render(request, "projects/baseline.html", {"project": project, "form": form})


def postpone(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """延期申请 for one node."""
    project, now = _project(request, code, "projects.update_project"), timezone.now()
    milestone = get_object_or_404(Milestone.objects.select_related("project"), project=project, pk=pk)
    initial = {"with_followers": bool(milestone.key)}
    form = PostponeForm(request.POST or None, milestone=milestone, today=timezone.localdate(now), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            milestone.ask_postponement(**form.cleaned_data, by=request.user, now=now)
        except ValidationError as error:
            form.add_error("with_followers" if error.code == "needs_followers" else None, error)
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
    form = WaiverForm(
        request.POST or None, project=project, today=today, initial={"stage": shut[0] if shut else "", "on": today}
    )
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
    """待决定: what waits for a leader's word, of all projects or those that one leads, and what was decided of late."""
    led_by = asked_for(request, "leader")
    leader = User.objects.filter(username=led_by).first() if led_by not in ("", NOBODY) else None
    if led_by not in ("", NOBODY) and leader is None:
        raise Http404(led_by)
    context = {
        "pending": page_of(request, pending_for(request.user, led_by)),
        "led_by": led_by,
        "leader": leader,
        "scope": f"leader:{led_by}" if led_by else "",
        "sees_all": request.user.holds(*SEES_ALL_PROJECTS),
        "recent": recent_decisions(request.user),
        "form": DecisionForm(),
        "today": timezone.localdate(),
    }
    return render(request, "projects/decision_list.html", context)


def decide(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """A leader's word on any request. It leads back to where it was said: the 交办单, the workbench, or the list; a
    refusal without words to its field there.
    """
    asked, form = load(request, KINDS[kind], pk=pk), DecisionForm(request.POST)
    back = _said_at(request, kind, asked)
    if not form.is_valid():
        words = " ".join(str(error) for errors in form.errors.values() for error in errors)
        if "note" not in form.errors:
            messages.warning(request, words)
            return redirect(back)
        field = f"note-{kind}-{pk}"
        said = {"name": asked.about, "words": words, "id": field, "go": _("去填写")}
        messages.warning(request, format_html('{name}{colon}{words} <a href="#{id}">{go}</a>', colon=_("："), **said))
        return redirect(f"{back}{'&' if '?' in back else '?'}{urlencode({'refused': kind, 'at': pk})}#{field}")
    try:
        asked.decide(**form.cleaned_data, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        told = messages.warning if asked.state == Decision.WITHDRAWN else messages.success
        told(request, _("已决定：%(word)s。") % {"word": asked.get_state_display()})
    return redirect(back)


def _said_at(request: HttpRequest, kind: str, asked: Any) -> str:
    """The page on which a word was said, narrowed and turned to as it was."""
    place = request.POST.get("place")
    if kind == "action" and place == "action":
        return reverse("projects:action_detail", args=[asked.action.number])
    if place == "workbench":
        return reverse("workbench")
    kept = {name: in_line(request.POST[name]) for name in ("leader", "page") if request.POST.get(name)}
    return reverse("projects:decision_list") + (f"?{urlencode(kept)}" if kept else "")


def withdraw(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """撤回: who made a request takes it back while it waits."""
    asked = load(request, TAKEN_BACK[kind], pk=pk)
    try:
        asked.withdraw(by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("申请已撤回。"))
    if kind == "action":
        return redirect("projects:action_detail", asked.action.number)
    if kind == "template":
        return redirect("projects:template_list")
    return redirect(f"projects:project_{'detail' if kind == 'life' else 'plan'}", asked.about.code)


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
