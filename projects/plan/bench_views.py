"""Pages on which a plan that is not frozen is worked on: the draft, its nodes, and the freeze with its way back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.pages import load
from projects.models import Milestone, PlanTemplate, Project, TemplateProposal
from projects.plan.bench import bench_of
from projects.plan.forms import AsideForm, BenchForm, NodeForm, ProposalForm
from projects.plan.redoing import drop_node, is_computed, propose_template, set_aside, take_back_freeze, write_node


def bench_context(request: HttpRequest, project: Project, nodes: list[Milestone], form: Any = None) -> dict[str, Any]:
    """What the page of a draft shows: `bench` when its dates are computed, else `by_hand`, the nodes without days."""
    today = timezone.localdate()
    if not is_computed(nodes):
        return {"by_hand": [each for each in nodes if not (each.key and each.working_days)]}
    if form is None:
        tried = request.GET if "end" in request.GET and "template" not in request.GET else None
        form = bench_form(project, nodes, tried)
    return {"bench": bench_of(project, nodes, form, today=today), "tried": form.is_bound}


def bench_form(project: Project, nodes: list[Milestone], data: Any) -> BenchForm:
    """The form of a draft; what is done has no field."""
    open_nodes = [each for each in nodes if not each.not_applicable and not each.actual_on]
    end = max(each.planned_on for each in nodes if not each.not_applicable)
    initial = {"end": end, "version": project.version}
    return BenchForm(data, nodes=open_nodes, today=timezone.localdate(), initial=initial)


def changed_by(request: HttpRequest, code: str) -> Project:
    """A project whose plan this person may change."""
    return load(request, Project.objects.select_related("plan_template"), "projects.change_project", code=code)


def version_seen(request: HttpRequest) -> int:
    """The version of the plan that the page of a button showed; 0, which no plan has, when it says none."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and version.isascii() and len(version) < 10 else 0


def node_write(request: HttpRequest, code: str, pk: int | None = None) -> HttpResponse:
    """加节点, or 修改节点: refused at the field when the order is impossible."""
    project = changed_by(request, code)
    if project.baseline_frozen_on:
        messages.warning(request, _("基线已冻结，改期请提交延期申请。"))
        return redirect("projects:project_plan", project.code)
    nodes = list(project.milestones(manager="everything").all())
    node = get_object_or_404(Milestone.everything, project=project, pk=pk) if pk else None
    others = [each for each in nodes if each.pk != pk and not each.not_applicable]
    form = NodeForm(request.POST or None, others=others, initial=_initial(project, node, others))
    if request.method == "POST" and form.is_valid():
        try:
            write_node(project, form.values(), version=form.cleaned_data["version"], of=node)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("已保存%(node)s，日期已重新倒排。") % {"node": form.cleaned_data["name"]})
            return redirect("projects:project_plan", project.code)
    aside = AsideForm(initial={"version": project.version})
    context = {"form": form, "aside": aside, "project": project, "node": node}
    return render(request, "projects/plan_node.html", context)


def _initial(project: Project, node: Milestone | None, others: list[Milestone]) -> dict[str, Any]:
    if node is None:
        return {"version": project.version}
    after = [str(each.pk) for each in others if each.key and each.key in node.after]
    fields = {name: getattr(node, name) for name in ("name", "kind", "working_days", "closes")}
    return fields | {"after": after, "version": project.version}


def node_drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """删除节点."""
    return _on_node(request, code, pk, drop_node, _("已删除%(node)s，日期已重新倒排。"))


def node_aside(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """不适用, with the reason; with `back`, 恢复."""
    form, back = AsideForm(request.POST), "back" in request.POST
    if not back and not form.is_valid():
        messages.warning(request, _("请写明不适用的原因。"))
        return redirect("projects:node_edit", code, pk)
    verb = partial(set_aside, reason="" if back else form.cleaned_data["reason"])
    said = _("已恢复%(node)s，日期已重新倒排。") if back else _("%(node)s已标为不适用，日期已重新倒排。")
    return _on_node(request, code, pk, verb, said)


def _on_node(request: HttpRequest, code: str, pk: int, verb: Callable[..., None], said: str) -> HttpResponse:
    project = changed_by(request, code)
    node = get_object_or_404(Milestone.everything, project=project, pk=pk)
    try:
        verb(project, node, version=version_seen(request))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, said % {"node": node.name})
    return redirect("projects:project_plan", project.code)


def template_list(request: HttpRequest) -> HttpResponse:
    """节点模板: what the kinds of projects pass, and the proposals that wait."""
    proposals = TemplateProposal.objects.visible_to(request.user).pending().select_related("project", "requested_by")
    templates = PlanTemplate.objects.prefetch_related("nodes")
    return render(request, "projects/template_list.html", {"templates": templates, "proposals": proposals})


def template_propose(request: HttpRequest, code: str) -> HttpResponse:
    """提议为模板: this project's plan, for an administrator to decide on."""
    project = changed_by(request, code)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            propose_template(project, **form.cleaned_data, by=request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("已提交模板提议，由系统管理员决定。"))
            return redirect("projects:template_list")
    return render(request, "projects/template_propose.html", {"form": form, "project": project})


def plan_unfreeze(request: HttpRequest, code: str) -> HttpResponse:
    """撤回冻结, by a leader, on the same day."""
    project, now = load(request, Project.objects.all(), code=code), timezone.now()
    try:
        take_back_freeze(project, today=timezone.localdate(now), now=now, by=request.user)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("已撤回冻结，计划可以继续修改。"))
    return redirect("projects:project_plan", project.code)
