"""Pages of the cultivation plans: the two lists, and one entry with its four 定, steps, recognition and stages."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import remembered
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import PAGE_SIZE, demand, load, page_of
from core.models import User
from enterprises.enums import ListingStage, PlanKind
from enterprises.growth.cultivation import SHOWS, Row, Sums, rows_of
from enterprises.growth.forms import (
    EntryForm,
    FinishStepForm,
    LeaveForm,
    NewEntryForm,
    RecogniseForm,
    StageForm,
    StepForm,
)
from enterprises.growth.progress import axes_of, listing_road
from enterprises.metrics import listing_funnel
from enterprises.models import SEES_ALL_FIRMS, CultivationPlan, PlanEntry, PlanEntryQuerySet, PlanStep

ENTERED = {PlanKind.CHAMPIONS: "champions_planned", PlanKind.LISTING: "listing_reserve"}  # the keys of the figures
FIRST_SHOWN = 10  # of each plan, where all stand on one page


@opens_default("plan_entries")
def plan_list(request: HttpRequest) -> HttpResponse:
    """培育计划: the entries of each plan with the four 定, the next step, what is recognised, days in each stage.

    Of all plans the first entries are shown, of one plan (`?plan=`) its pages.
    """
    today, show = timezone.localdate(), request.GET.get("show", "")
    entries = PlanEntry.objects.visible_to(request.user).standing(today)
    alone = request.GET.get("plan", "") if request.GET.get("plan", "") in PlanKind.values else ""
    plans = CultivationPlan.objects.order_by("kind")
    groups = []
    for plan in plans.filter(kind=alone) if alone else plans:
        ours = entries.filter(plan=plan)
        sums = _sums(plan, ours, request.user, today)
        shown = ours.filter(SHOWS[show](today)) if show in SHOWS else ours
        keys, count = shown.pressing_first().values_list("plan", "pk"), sums.of_show(show)
        page = page_of(request, keys, size=PAGE_SIZE if alone else FIRST_SHOWN, count=count)
        groups.append({"plan": plan, "page_obj": page, "sums": sums, "entered": ENTERED.get(PlanKind(plan.kind), "")})
    _load_rows(groups, today)
    funnel = listing_funnel(today)
    context = {
        "groups": groups,
        "alone": alone,
        "show": show if show in SHOWS else "",
        "funnel": [(stage.label, funnel.get(stage, 0), f"listing_stage:{stage}") for stage in reversed(ListingStage)],
        "not_begun": funnel.get("", 0),
        "sees_all": request.user.holds(*SEES_ALL_FIRMS),
        "today": today,
        "may_add": request.user.holds(Role.PROJECT_OFFICER),
    }
    return render(request, "enterprises/plan_list.html", context)


def _sums(plan: CultivationPlan, entries: PlanEntryQuerySet, user: User, today: dt.date) -> Sums:
    """The sums of a plan; for who sees every firm as they were counted last while nothing of the plans has changed."""

    def count() -> Sums:
        return Sums.of(plan, entries, today)

    whole = user.holds(*SEES_ALL_FIRMS)
    return remembered("growth firms", entries.order_by().values("pk"), count, part=f"{today}") if whole else count()


def _load_rows(groups: list[dict[str, Any]], today: dt.date) -> None:
    """Put the rows in the place of their keys, those of all plans with the same queries."""
    if not groups:
        return
    first, *others = (group["page_obj"].object_list for group in groups)
    found = list(first.union(*others, all=True))
    rows = rows_of([key for _plan, key in found], today)
    for group in groups:
        group["page_obj"].object_list = [rows[key] for plan, key in found if plan == group["plan"].pk]


def _visible(request: HttpRequest, pk: int, permission: str = "") -> PlanEntry:
    """Load through the person; the right is one over its firm."""
    entry = load(request, PlanEntry.objects.select_related("plan", "enterprise", "leader", "responsible"), pk=pk)
    if permission:
        demand(request, permission, entry.enterprise)
    return entry


def entry_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One firm in one plan."""
    return _show(request, _visible(request, pk))


def _show(request: HttpRequest, entry: PlanEntry, **also: Any) -> HttpResponse:
    """The page, with a bound form where one was refused."""
    today = timezone.localdate()
    firm = entry.enterprise
    keeps = request.user.holds(Role.PROJECT_OFFICER) and entry.left_on is None
    listing = entry.plan.kind == PlanKind.LISTING
    steps = list(entry.steps.all())
    context = {
        "entry": entry,
        "row": Row(entry, today, steps),
        "steps": [(step, step.lamp(today)) for step in steps],
        "axes": axes_of(entry),
        "road": listing_road(firm, today) if listing else [],
        "keeps": keeps,
        "ticks": entry.left_on is None and request.user.has_perm("enterprises.finish_step", firm),
        "step_form": StepForm(prefix="step") if keeps else None,
        "finish_form": FinishStepForm(prefix="finish", initial={"on": today}),
        "finishing": None,
        "recognise_form": RecogniseForm(prefix="recognise", initial=_recognised(entry)) if keeps else None,
        "stage_form": StageForm(prefix="stage", initial={"on": today}) if keeps and listing else None,
        "leave_form": LeaveForm(prefix="leave", initial={"on": today}) if keeps else None,
        **also,
    }
    return render(request, "enterprises/entry_detail.html", context)


def _recognised(entry: PlanEntry) -> dict[str, Any]:
    return {"on": entry.recognised_on or timezone.localdate(), "evidence": entry.evidence}


def entry_create(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a firm into a plan."""
    if kind not in PlanKind.values:
        raise Http404
    plan = get_object_or_404(CultivationPlan, kind=kind)
    form = NewEntryForm(
        request.POST or None,
        instance=PlanEntry(plan=plan),
        plan=plan,
        user=request.user,
        initial={"entered_on": timezone.localdate(), "due_on": plan.due_on},
    )
    if request.method == "POST" and form.is_valid():
        entry = form.save()
        messages.success(request, _("%(firm)s 已入库") % {"firm": entry.enterprise})
        return redirect("enterprises:entry_detail", entry.pk)
    return render(request, "enterprises/entry_form.html", {"form": form, "plan": plan, "entry": None})


@transaction.atomic
def entry_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """四定: leader, task force, duty, date."""
    entry = _visible(request, pk)
    form = EntryForm(request.POST or None, instance=entry, plan=entry.plan)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("已保存 %(name)s") % {"name": entry.enterprise})
        return redirect("enterprises:entry_detail", entry.pk)
    return render(request, "enterprises/entry_form.html", {"form": form, "plan": entry.plan, "entry": entry})


def step_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a step on one of the five upgrades."""
    entry = _visible(request, pk)
    form = StepForm(request.POST, instance=PlanStep(entry=entry), prefix="step")
    if not form.is_valid():
        return _show(request, entry, step_form=form)
    form.save()
    messages.success(request, _("已加入步骤"))
    return redirect("enterprises:entry_detail", entry.pk)


@transaction.atomic
def step_edit(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """修改 a step that is not done."""
    entry = _visible(request, pk)
    row = get_object_or_404(entry.steps, pk=step)
    form = StepForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("已保存步骤"))
        return redirect("enterprises:entry_detail", entry.pk)
    return render(request, "enterprises/step_form.html", {"form": form, "entry": entry, "step": step})


def step_remove(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """删除 a step that is not done; the same press again finds it gone."""
    entry = _visible(request, pk)
    row = entry.steps.filter(pk=step).first()
    if row is None or row.remove():
        messages.success(request, _("已删除步骤，可在历史中查看"))
    else:
        messages.warning(request, _("这个步骤已经完成，不能删除。"))
    return redirect("enterprises:entry_detail", entry.pk)


def step_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """完成 a step, with evidence; project officers, and the liaison officer of the firm who hears of it first."""
    step = get_object_or_404(PlanStep, pk=pk, entry__in=PlanEntry.objects.visible_to(request.user))
    entry = _visible(request, step.entry_id, "enterprises.finish_step")
    form = FinishStepForm(request.POST, prefix="finish")
    if not form.is_valid():
        return _show(request, entry, finish_form=form, finishing=step)
    verb = partial(step.finish, **form.cleaned_data, today=timezone.localdate())
    done = _("已完成：%(step)s") % {"step": step}
    return _try(request, entry, form, verb, done, finish_form=form, finishing=step)


def entry_recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """认定."""
    entry, form = _visible(request, pk), RecogniseForm(request.POST, prefix="recognise")
    if not form.is_valid():
        return _show(request, entry, recognise_form=form)
    verb = partial(entry.recognise, **form.cleaned_data, today=timezone.localdate())
    return _try(request, entry, form, verb, _("已认定，计入完成数"), recognise_form=form)


def stage_enter(request: HttpRequest, pk: int) -> HttpResponse:
    """The firm entered a stage on the road to the stock exchange."""
    entry, form = _visible(request, pk), StageForm(request.POST, prefix="stage")
    if not form.is_valid():
        return _show(request, entry, stage_form=form)
    stage = ListingStage(form.cleaned_data.pop("stage"))
    verb = partial(entry.enter_stage, stage, **form.cleaned_data, today=timezone.localdate())
    return _try(request, entry, form, verb, _("已记录上市阶段：%(stage)s") % {"stage": stage.label}, stage_form=form)


def entry_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """出库."""
    entry, form = _visible(request, pk), LeaveForm(request.POST, prefix="leave")
    if not form.is_valid():
        return _show(request, entry, leave_form=form)
    verb = partial(entry.leave, **form.cleaned_data, today=timezone.localdate())
    return _try(request, entry, form, verb, _("已出库，不再计数"), leave_form=form)


def _try(
    request: HttpRequest, entry: PlanEntry, form: forms.Form, verb: Callable[[], object], done: str, **shown: Any
) -> HttpResponse:
    """Take the step and go back to the entry; what it refuses is said at the date."""
    try:
        verb()
    except ValidationError as error:
        form.add_error("on", error)
        return _show(request, entry, **shown)
    messages.success(request, done)
    return redirect("enterprises:entry_detail", entry.pk)
