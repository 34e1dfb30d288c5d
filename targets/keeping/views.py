"""目标口径: what people keep of the targets, the forms that correct it, and the 更正单 that another person verifies."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.pages import load, page_of
from core.office.papers import paper_response
from targets.enums import AmendmentKind
from targets.keeping.amending import close, enter, verify
from targets.keeping.forms import AmendmentForm, CloseForm, FactForm, ProgrammeForm, TargetForm
from targets.keeping.said import changes
from targets.models import Amendment, Programme, ReportedFact, Target
from targets.programmes import chosen, programmes
from targets.readings import all_targets


def kept(request: HttpRequest) -> HttpResponse:
    """目标口径 of a programme: each target with value, path, source and who verified it, and what was reported."""
    programme = _programme(request)
    waiting = list(Amendment.objects.waiting().shown())
    verified = Amendment.objects.filter(verified_by__isnull=False).shown()
    last_targets = verified.filter(kind=AmendmentKind.TARGET).order_by("target_id", "-verified_at")
    last_facts = verified.filter(kind=AmendmentKind.FACT).order_by("fact_id", "-verified_at")
    of_targets = {each.target_id: each for each in last_targets.distinct("target_id")}
    of_facts = {each.fact_id: each for each in last_facts.distinct("fact_id")}
    open_targets = {each.target_id: each for each in waiting if each.target_id}
    open_facts = {each.fact_id: each for each in waiting if each.fact_id}
    context = {
        "programme": programme,
        "programmes": programmes(),
        "today": timezone.localdate(),
        "waiting": [each for each in waiting if each.programme_id in (None, programme.pk)],
        "targets": [(each, of_targets.get(each.pk), open_targets.get(each.pk)) for each in all_targets(programme)],
        "facts": [
            (each, of_facts.get(each.pk), open_facts.get(each.pk))
            for each in ReportedFact.objects.order_by("-on", "key")
        ],
        "new_facts": [each for each in waiting if each.kind == AmendmentKind.FACT and each.is_new],
    }
    return render(request, "targets/keeping/kept.html", context)


def _programme(request: HttpRequest) -> Programme:
    found = chosen(request.GET.get("programme", ""), timezone.localdate())
    if found is None:
        raise Http404
    return found


def kept_history(request: HttpRequest) -> HttpResponse:
    """更正记录 of a programme: old and new, who entered, why, who verified; the latest first."""
    programme = _programme(request)
    rows = Amendment.objects.of_programme(programme).shown()
    if (key := request.GET.get("target", "")) and any(each.key == key for each in all_targets(programme)):
        rows = rows.filter(target__key=key)
    page = page_of(request, rows)
    told = [(each, changes(each)) for each in page.object_list]
    return render(request, "targets/keeping/history.html", {"page_obj": page, "told": told, "programme": programme})


def target_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """更正 of a target and its path."""
    target = get_object_or_404(Target.objects.select_related("programme"), pk=pk)
    return _form(request, TargetForm, _("更正目标"), target)


def fact_enter(request: HttpRequest) -> HttpResponse:
    """录入报告数."""
    return _form(request, FactForm, _("录入报告数"), None)


def fact_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """更正 of a reported figure, or making it void."""
    return _form(request, FactForm, _("更正报告数"), get_object_or_404(ReportedFact, pk=pk))


def programme_open(request: HttpRequest) -> HttpResponse:
    """The next programme, beside this one: its targets are those of now, their values are entered anew."""
    newest = programmes()[-1:]
    return _form(request, ProgrammeForm, _("开立下一个计划"), None, like=newest[0] if newest else None)


def programme_amend(request: HttpRequest, code: str) -> HttpResponse:
    """更正 of a programme."""
    return _form(request, ProgrammeForm, _("更正计划"), get_object_or_404(Programme, code=code))


def _form(request: HttpRequest, made: type[AmendmentForm], title: str, row: Any, **more: Any) -> HttpResponse:
    form = made(request.POST or None, request.FILES or None, row=row, **more)
    if form.is_bound and form.is_valid():
        try:
            amendment = enter(form.kind, form.after(), row=row, by=request.user, now=timezone.now(), **form.pressed())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已录入，等另一个人核实后生效。"))
            return redirect("targets:amendment", amendment.pk)
    context = {"form": form, "title": title, "row": row, "back": _back(row)}
    return render(request, "targets/keeping/form.html", context)


def _back(row: Any) -> str:
    programme = row.programme if isinstance(row, Target) else row if isinstance(row, Programme) else None
    return reverse("targets:kept") + (f"?programme={programme.code}" if programme else "")


def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """One 更正单: old beside new, its source, and for another person the press that verifies it."""
    found = load(request, Amendment.objects.shown(), pk=pk)
    is_mine = found.entered_by_id == request.user.pk
    context = {
        "amendment": found,
        "changes": changes(found),
        "is_mine": is_mine,
        "back": _back(found.target or found.programme),
        "form": CloseForm(),
    }
    return render(request, "targets/keeping/amendment.html", context)


def amendment_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """核实 by another person."""
    found = load(request, Amendment.objects.all(), pk=pk)
    try:
        if verify(found, by=request.user, now=timezone.now()):
            messages.success(request, _("已核实，数已更新。"))
        else:
            messages.warning(request, _("这张更正单已经处理过。"))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("targets:amendment", pk)


def amendment_close(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回 by who entered it, 退回 by another person."""
    found = load(request, Amendment.objects.all(), pk=pk)
    form = CloseForm(request.POST)
    word = form.cleaned_data["word"] if form.is_valid() else ""
    try:
        if not form.is_valid():
            messages.warning(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        elif close(found, by=request.user, now=timezone.now(), word=word):
            messages.success(request, _("已撤回。") if found.entered_by_id == request.user.pk else _("已退回。"))
        else:
            messages.warning(request, _("这张更正单已经处理过。"))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("targets:amendment", pk)


def amendment_paper(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """The file that a 更正单 rests on."""
    found = load(request, Amendment.objects.select_related("paper"), paper__key=key).paper
    if found is None:
        raise Http404
    return paper_response(found)
