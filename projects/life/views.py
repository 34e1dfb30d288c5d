"""Pages of the end of a project: 销号, 暂停, 复工, 终止, 撤销误建, 重新打开; its firm; and two that are one."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.forms import FreshForm
from core.kernel.http import HttpRequest
from core.kernel.locks import locked
from core.kernel.pages import demand, load
from core.typed.cleaning import asked_for
from projects.enums import Life, LifeAct
from projects.life.checks import before_finishing, days_paused, missing, touched_by_stopping
from projects.life.forms import (
    FORMS,
    LONGEST_PAUSE,
    FinishForm,
    FirmChangeCorrection,
    FirmChangeForm,
    MergeCorrection,
    ReasonForm,
    TurnForm,
)
from projects.life.merging import counts, merge, reason_against
from projects.life.undoing import reason_against as reason_against_undoing
from projects.life.undoing import undo
from projects.models import FirmChange, LifeChange, Paper, Project
from projects.models.life import POSSIBLE, new_dates
from projects.namesakes import namesakes

UNDO = "undo"
CANDIDATES = 20


@dataclass(frozen=True)
class Card:
    """One of the acts on top of the page; one that cannot be done says why."""

    act: str
    label: str
    text: str
    possible: bool
    chosen: bool


def _project(request: HttpRequest, code: str) -> Project:
    rows = Project.objects.with_names().with_standing().select_related("registered_by", "merged_into")
    return load(request, rows, "projects.turn_project", code=code)


def life(request: HttpRequest, code: str) -> HttpResponse:
    """结束或暂停: leads to the first act that can be done."""
    project = _project(request, code)
    possible = POSSIBLE[project.life]
    if not possible:
        messages.info(request, _("已并入%(kept)s。") % {"kept": project.merged_into})
        return redirect("projects:project_detail", project.code)
    return redirect("projects:life_turn", project.code, possible[0])


def life_turn(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """One act: what the system looked up, the form, and what will be afterwards."""
    project, now = _project(request, code), timezone.now()
    today = timezone.localdate(now)
    if act == UNDO:
        return _undo(request, project, now)
    if act not in LifeAct.values:
        raise Http404(act)
    if act not in POSSIBLE[project.life]:
        last = project.life_changes.granted().last()
        if not (last and (last.act, last.decided_by_id) == (act, request.user.pk)):  # else it is the same press again
            words = {"life": project.life.label, "act": LifeAct(act).label}
            messages.warning(request, _("项目现为“%(life)s”，不能%(act)s。") % words)
        return redirect("projects:project_detail", project.code)
    waiting = project.life_changes.pending().select_related("requested_by", "decider").first()
    form = _form(request, project, LifeAct(act), waiting, today)
    checks = before_finishing(project) if act == LifeAct.FINISH else []
    if request.method == "POST" and form.is_valid():
        try:
            return _turned(request, project, form, waiting, kept_back=missing(checks), now=now)
        except ValidationError as error:
            form.add_error(None if not hasattr(error, "error_dict") else "on", error.messages)
    asked = waiting is not None and waiting.act == act and act != LifeAct.FINISH
    context = _context(request, project, act, now) | {
        "form": form,
        "asked": asked,
        "checks": checks,
        "missing": missing(checks),
        "touched": touched_by_stopping(project) if act == LifeAct.STOP else [],
        "waiting": waiting,
        "forecast": _forecast(project, act, form),
    }
    return render(request, f"projects/life/{act}.html", context)


def _form(request: HttpRequest, project: Project, act: LifeAct, waiting: LifeChange | None, today: dt.date) -> TurnForm:
    typed = request.POST if request.method == "POST" else None
    initial: dict[str, Any] = {}
    if waiting and waiting.act == act:
        initial = {name: getattr(waiting, name) for name in ("on", "reason", "evidence", "heir")}
    for name in ("on", "until"):  # 试排: dates that are tried, nothing is saved
        try:
            tried = dt.date.fromisoformat(request.GET[name])
        except (KeyError, ValueError):
            continue
        if abs(tried - today) <= LONGEST_PAUSE:
            initial[name] = tried
    return FORMS[act](typed, request.FILES or None, project=project, user=request.user, today=today, initial=initial)


@transaction.atomic
def _turned(
    request: HttpRequest,
    project: Project,
    form: TurnForm,
    waiting: LifeChange | None,
    *,
    kept_back: int,
    now: dt.datetime,
) -> HttpResponse:
    """Ask; decide at once what needs no leader's word, or what a leader asked for."""
    if waiting and waiting.act == LifeAct.FINISH and form.act == LifeAct.FINISH:
        handed_in = list(waiting.papers.values_list("pk", flat=True))
        LifeChange.objects.filter(pk=waiting.pk, state=waiting.state).delete()  # what waited is said anew
    else:
        handed_in = []
    change = LifeChange.objects.ask(
        project,
        form.act,
        on=form.cleaned_data["on"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        now=now,
        **form.values(),
    )
    Paper.objects.filter(pk__in=handed_in).update(turn=change)
    if papers := form.cleaned_data.get("papers"):
        press = uuid.uuid5(uuid.NAMESPACE_OID, f"life-papers:{change.pk}")  # the same request again keeps them once
        Paper.objects.put(project, papers, turn=change, by=request.user, now=now, client_id=press)
    if kept_back:
        messages.success(request, _("已存为待销号，还差 %(n)d 件；办齐后会提醒你。") % {"n": kept_back})
    elif isinstance(form, FinishForm) or request.user.holds(Role.LEADER):
        change.decide(True, note="", by=request.user, now=now)
        messages.success(request, _("%(project)s已%(act)s。") % {"project": project, "act": form.act.label})
    else:
        said = {"who": change.decider or _("园区领导"), "act": form.act.label}
        messages.success(request, _("已提请%(who)s决定是否%(act)s。") % said)
    return redirect("projects:project_detail", project.code)


def _undo(request: HttpRequest, project: Project, now: dt.datetime) -> HttpResponse:
    """撤销误建."""
    against = reason_against_undoing(project, request.user, now=now)
    if request.method == "POST" and not against:
        name = project.name
        try:
            undo(project, by=request.user, now=now)
        except ValidationError as error:
            against = error.messages[0]
        else:
            messages.success(request, _("已撤销误建的%(project)s。") % {"project": name})
            return redirect("projects:project_list")
    return render(request, "projects/life/undo.html", _context(request, project, UNDO, now) | {"against": against})


def _context(request: HttpRequest, project: Project, act: str, now: dt.datetime) -> dict[str, Any]:
    paused = Project.objects.visible_to(request.user).filter(paused_on__isnull=False).exclude(pk=project.pk)
    today = timezone.localdate(now)
    return {
        "project": project,
        "cards": _cards(project, act, request, now),
        "act": act,
        "decides": request.user.holds(Role.LEADER),
        "paused": [(each, days_paused(each, today)) for each in paused.order_by("resumes_on")[:CANDIDATES]],
    }


def _cards(project: Project, chosen: str, request: HttpRequest, now: dt.datetime) -> list[Card]:
    texts = {
        LifeAct.FINISH: _("已经做完"),
        LifeAct.PAUSE: _("停一段，还要再做"),
        LifeAct.RESUME: _("接着做"),
        LifeAct.STOP: _("不做了"),
        LifeAct.REOPEN: _("结束得不对，接着做"),
    }
    cards = [
        Card(act, str(act.label), texts[act], possible=True, chosen=act == chosen) for act in POSSIBLE[project.life]
    ]
    if project.life == Life.RUNNING:
        against = reason_against_undoing(project, request.user, now=now)
        text = against or _("登记错了，当没有过")
        cards.append(Card(UNDO, _("撤销误建"), text, possible=not against, chosen=chosen == UNDO))
    return cards


def _forecast(project: Project, act: str, form: TurnForm) -> list[tuple[str, dt.date, dt.date]]:
    """For a pause: each open node, its present plan, and where it would come to lie."""
    if act != LifeAct.PAUSE:
        return []
    said = form.cleaned_data if form.is_bound else form.initial
    on, until = said.get("on"), said.get("until")
    if not (isinstance(on, dt.date) and isinstance(until, dt.date) and until > on):
        return []
    dates = new_dates(project, on, until)
    nodes = project.milestones.filter(actual_on__isnull=True)
    return [(node.name, node.planned_on, dates[node.pk]) for node in nodes]


def firm_change(request: HttpRequest, code: str) -> HttpResponse:
    """项目主体变更."""
    rows = Project.objects.with_names()
    project, now = load(request, rows, "projects.change_project", code=code), timezone.now()
    form = FirmChangeForm(request.POST or None, project=project, today=timezone.localdate(now))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        FirmChange.objects.record(
            project, said["enterprise"], on=said["on"], reason=said["reason"], by=request.user, now=now
        )
        messages.success(request, _("已变更为%(firm)s。") % {"firm": form.cleaned_data["enterprise"]})
        return redirect("projects:project_detail", project.code)
    changes = project.firm_changes.select_related("before", "after", "by")
    return render(request, "projects/life/firm.html", {"project": project, "form": form, "changes": changes})


@transaction.atomic
def firm_change_correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """更正 of a change of firm by who recorded it, or by a leader: its day and its reason."""
    project = load(request, Project.objects.all(), code=code)
    if request.method == "POST":
        locked(Project, project.pk)  # no other change of firm comes in between
    change = get_object_or_404(project.firm_changes.select_related("before", "after", "project"), pk=pk)
    demand(request, "projects.correct_record", change)
    form = FirmChangeCorrection(request.POST or None, instance=change, today=timezone.localdate())
    return _correct(request, project, form, f"{change.before or _('待补录')} → {change.after}")


@transaction.atomic
def merge_correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """更正 of why another project was merged into this one."""
    project = load(request, Project.objects.all(), code=code)
    merge = get_object_or_404(project.merges.select_related("kept", "merged"), pk=pk)
    demand(request, "projects.correct_record", merge)
    return _correct(request, project, MergeCorrection(request.POST or None, instance=merge), str(merge))


def _correct(request: HttpRequest, project: Project, form: FreshForm, what: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("已更正，原来的内容留在历史里。"))
        return redirect("projects:project_history", project.code)
    context = {"project": project, "form": form, "kind": form.instance._meta.verbose_name, "what": what}
    return render(request, "projects/life/correct.html", context)


def project_merge(request: HttpRequest, code: str) -> HttpResponse:
    """合并项目: choose the other one, see what hangs on both, say why, and let it move to this one."""
    kept, now = _project(request, code), timezone.now()
    others = Project.objects.visible_to(request.user).unmerged().exclude(pk=kept.pk)
    asked = request.GET.get("other", "").replace("\0", "")
    if not asked:
        text = asked_for(request, "q")
        near = others.named_like(text) if text else namesakes(kept.name).filter(pk__in=others)
        found = near.with_names().order_by("code")[:CANDIDATES]
        return render(request, "projects/life/merge.html", {"project": kept, "q": text, "candidates": found})
    merged, form = get_object_or_404(others.with_names(), code=asked), ReasonForm(request.POST or None)
    against = reason_against(kept, merged)
    if request.method == "POST" and form.is_valid():
        demand(request, "projects.turn_project", merged)
        try:
            today = timezone.localdate(now)
            merge(kept, merged, reason=form.cleaned_data["reason"], by=request.user, now=now, today=today)
        except ValidationError as error:
            against = error.messages[0]
        else:
            messages.success(request, _("%(merged)s已并入%(kept)s。") % {"merged": merged, "kept": kept})
            return redirect("projects:project_detail", kept.code)
    context = {"project": kept, "merged": merged, "form": form, "against": against, "counts": counts(kept, merged)}
    return render(request, "projects/life/merge.html", context)
