"""Pages of the projects' room. Each loads its project through `visible_to`: what one may not see is a 404."""

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel import figures, history
from core.kernel.forms import tell_draft
from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import remembered
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.kernel.taps import once
from core.models import User
from core.sheets.grouping import heads_of
from core.sheets.picking import offer
from enterprises.models import Enterprise
from projects.chart.rows import TOPICS, chart_rows, in_order, tally
from projects.models import SEES_ALL_PROJECTS, Action, Conflict, Project
from projects.periods import reported_period
from projects.register.conflicts import carried, project_choices, resolved, show_conflict
from projects.register.forms import InstructionForm, MilestoneFormSet, ProjectForm
from projects.register.history import history_of, with_events
from projects.register.keeping import amend, register
from projects.register.lists import projects_found
from projects.register.page import for_page, project_page

PANEL_ROWS = 20  # of a firm's page: nobody builds more at once


# --- Looking -----------------------------------------------------------------------------------------------------
@opens_default("projects")
def project_list(request: HttpRequest) -> HttpResponse:
    """重点项目: lamp counts, filters, sorting, 20 a page."""
    now = timezone.now()
    found, period = projects_found(request, now), reported_period(now)
    counted = tally(found.filter.qs, found.filter.lamp_chosen, period)
    page = page_of(request, found.rows, count=counted.totals.projects)
    heads = heads_of(found.rows, page.object_list, found.filter.grouping)
    page.object_list = found.dressed(page.object_list)
    context = {
        "filter": found.filter,
        "lampbar": counted.lampbar,
        "page_obj": page,
        "totals": counted.totals,
        "key": _key_projects(request.user),
        "sees_all": request.user.holds(*SEES_ALL_PROJECTS),
        "today": timezone.localdate(now),
        "period": period,
        "collects": period.deadline is not None and now < period.deadline,
        "now": now,
        "heads": heads,
        "picks": offer(request, "projects", counted.totals.projects),
    }
    return render(request, "projects/project_list.html", context)


def _key_projects(user: User) -> int:
    """How many key projects this person sees."""
    rows = Project.objects.visible_to(user).key()
    return remembered(TOPICS, rows.order_by().values("pk"), rows.count)


def project_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one project on one page."""
    project, now = load(request, for_page(Project.objects.all()), code=code), timezone.now()
    everything = request.GET.get("updates") == "all"
    context = {
        "project": project,
        "page": project_page(project, now=now, all_updates=everything),
        "actions": Action.objects.visible_to(request.user).shown_with(project),
        "instructions": project.instructions.select_related("by", "action")[:5],
        "instruction_form": InstructionForm(),
        "today": timezone.localdate(now),
        "may_update": request.user.has_perm("projects.update_project", project),
        "may_change": request.user.has_perm("projects.change_project", project),
        "may_file": request.user.has_perm("projects.file_paper", project),
    }
    context["may_turn"] = request.user.has_perm("projects.turn_project", project)
    context["may_hand_over"] = context["may_change"] or request.user.holds(Role.LEADER)
    return render(request, "projects/project_detail.html", context)


def project_history(request: HttpRequest, code: str) -> HttpResponse:
    """历史: who changed what."""
    project = load(request, with_events(Project.objects.with_names()), code=code)
    page_obj = page_of(request, history_of(project, request.user))
    return render(request, "projects/project_history.html", {"project": project, "page_obj": page_obj})


def enterprise_panel(request: HttpRequest, pk: int) -> HttpResponse:
    """The projects of one firm, as a fragment of the firm's page; empty when there are none."""
    enterprise = load(request, Enterprise.objects.all(), pk=pk)
    now = timezone.now()
    projects = Project.objects.visible_to(request.user).filter(enterprise=enterprise).with_names().with_standing()
    rows = chart_rows(in_order(projects, "")[:PANEL_ROWS], reported_period(now), now=now)
    context = {"rows": rows, "heads": {}, "picks": None}
    return render(request, "projects/_enterprise.html", context) if rows else HttpResponse("")


# --- The register ----------------------------------------------------------------------------------------------------
def project_create(request: HttpRequest) -> HttpResponse:
    """新建项目, with its plan."""
    today = timezone.localdate()
    form = ProjectForm(request.POST or None, today=today, user=request.user, initial={"responsible": request.user.pk})
    if form.is_bound and (same := form.made_before(Project.objects.visible_to(request.user))):
        return redirect("projects:project_detail", same.code)  # the same tap again
    nodes = MilestoneFormSet(request.POST or None, project=None, today=today)
    if request.method == "POST" and all([form.is_valid(), nodes.is_valid()]):
        try:
            project = register(form, nodes.rows(), by=request.user, now=timezone.now())
        except ValidationError as error:
            if same := form.made_before(Project.objects.visible_to(request.user)):
                return redirect("projects:project_detail", same.code)  # at the same moment
            form.add_error(None if hasattr(error, "error_dict") else "stage_on", error)
        else:
            messages.success(
                request, _("已新建%(project)s。") % {"project": project.name}, extra_tags="draft:project-new"
            )
            return redirect("projects:project_detail", project.code)
    return render(request, "projects/project_form.html", {"form": form, "nodes": nodes})


def project_edit(request: HttpRequest, code: str) -> HttpResponse:
    """修改项目: refused with both versions when somebody else saved first."""
    now, rows = timezone.now(), Project.objects.with_names()
    project = load(request, rows, "projects.change_project", code=code)
    today, data = timezone.localdate(now), request.POST or None
    if data is not None and "resolve" in data:
        data = resolved(data, project_choices(data, project, ProjectForm(instance=project, today=today)))
    form = ProjectForm(data, instance=load(request, rows, code=code), today=today, user=request.user)
    if data is None:
        tell_draft(form.fields["version"], history.newest(project))
    nodes = MilestoneFormSet(data, project=project, today=today)
    if request.method == "POST" and all([form.is_valid(), nodes.is_valid()]):
        try:
            amend(project, form, nodes.rows(), by=request.user)
        except Conflict as conflict:
            return _show_project_conflict(request, form, conflict.saved, now)
        except ValidationError as error:
            form.add_error("stage_on", error)
        else:
            text = _("已保存%(project)s。") % {"project": form.cleaned_data["name"]}
            messages.success(request, text, extra_tags=f"draft:project-{project.pk}")
            return redirect("projects:project_detail", project.code)
    return render(request, "projects/project_form.html", {"form": form, "nodes": nodes, "project": project})


def _show_project_conflict(request: HttpRequest, form: ProjectForm, saved: Project, now: dt.datetime) -> HttpResponse:
    project = with_events(Project.objects.with_names()).get(pk=saved.pk)
    latest = next(iter(history_of(project, request.user)), None)
    who = latest.who if latest and latest.who else _("他人")
    context = {
        "title": _("修改项目"),
        "what": _("没有保存：%(who)s在你填写时已修改这个项目") % {"who": who},
        "draft_key": f"project-{saved.pk}",
        "project": saved,
        "choices": project_choices(form.posted, saved, ProjectForm(instance=saved, today=form.today)),
        "saved_by": who,
        "saved_at": latest.at if latest else None,
    }
    return show_conflict(request, context, carried(form.posted), saved.version, now)


def instruct(request: HttpRequest, code: str) -> HttpResponse:
    """A leader writes on a project."""
    project = load(request, Project.objects.all(), code=code)
    form = InstructionForm(request.POST)
    if form.is_valid():
        values = {"project": project, "text": form.cleaned_data["text"], "by": request.user, "at": timezone.now()}
        try:
            once(project.instructions.filter(by=request.user), form.cleaned_data["client_id"], **values)
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
            return redirect("projects:project_detail", project.code)
        said = {"week": figures.week_name(reported_period(timezone.now()))}
        messages.success(request, _("批示已记下，%(week)s调度会可见。") % said)
    else:
        messages.warning(request, _("批示不能为空，最多 300 字。"))
    return redirect("projects:project_detail", project.code)


def instruct_withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """撤回 of a 批示; the same press again finds it gone."""
    project = load(request, Project.objects.all(), code=code)
    row = project.instructions.filter(pk=pk).first()
    if row is None or row.take_back(by=request.user, today=timezone.localdate()):
        messages.success(request, _("批示已撤回。"))
    else:
        messages.warning(request, _("只有批示人当天能撤回，且须在转为交办单之前。"))
    return redirect("projects:project_detail", project.code)
