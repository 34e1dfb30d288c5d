"""Pages of 人才需求: the list, one need with who came for it, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from enterprises.enums import HandoffKind
from enterprises.service.taking import handoff_named
from talent.care.views import asked_row
from talent.models import TalentNeed
from talent.wanted.forms import FillForm, TalentNeedForm, WithdrawForm
from talent.wanted.lists import talent_needs_found


@opens_default("talent_needs")
def need_list(request: HttpRequest) -> HttpResponse:
    """人才需求, the latest first."""
    found = talent_needs_found(request)
    context = {
        "filter": found.filter,
        "page_obj": page_of(request, found.rows),
        "may_change": request.user.has_perm("talent.change_talentneed"),
    }
    return render(request, "talent/need_list.html", context)


def need_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One need, who came for it, and what may be done."""
    return _show(
        request, load(request, TalentNeed.objects.select_related("enterprise", "handoff__visit__officer"), pk=pk)
    )


def _show(request: HttpRequest, need: TalentNeed, **forms: Any) -> HttpResponse:
    may_change = request.user.has_perm("talent.change_talentneed", need)
    works = may_change and need.stands == "open"
    context = {
        "need": need,
        "fills": need.fills.select_related("talent", "recorded_by"),
        "may_change": may_change,
        "fill": FillForm(user=request.user, need=need) if works else None,
        "withdraw": WithdrawForm(prefix="withdraw") if works else None,
        **forms,
    }
    return render(request, "talent/need_detail.html", context)


def need_create(request: HttpRequest) -> HttpResponse:
    """Register a need, perhaps out of a hand-off; a repeated tap registers nothing."""
    return _edit(request, None)


def need_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a need."""
    return _edit(request, _mine(request, pk))


def _mine(request: HttpRequest, pk: int) -> TalentNeed:
    return load(request, TalentNeed.objects.select_related("enterprise"), "talent.change_talentneed", pk=pk)


def _edit(request: HttpRequest, need: TalentNeed | None) -> HttpResponse:
    sent = request.method == "POST"
    handoff = None if need else handoff_named(request, HandoffKind.TALENT)
    known = {} if need else _another(request)
    form = TalentNeedForm(
        request.POST if sent else None, instance=need, user=request.user, handoff=handoff, initial=known
    )
    if sent and (saved := form.save_once()):
        messages.success(request, _("已保存 %(firm)s 的人才需求") % {"firm": saved.enterprise})
        return redirect("talent:need_detail", pk=saved.pk)
    return render(request, "talent/need_form.html", {"form": form, "need": need, "handoff": handoff})


def _another(request: HttpRequest) -> dict[str, Any]:
    """What a need says that the next post has too: `?after=` names it, one visit having told of several posts."""
    before = asked_row(request, "after", TalentNeed)
    return {"enterprise": before.enterprise, "raised_on": before.raised_on} if before else {}


def need_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """记录到岗; a repeated tap records nobody twice."""
    need = _mine(request, pk)
    form = FillForm(request.POST, user=request.user, need=need)
    if form.is_valid() and form.fill(need, by=request.user, now=timezone.now()):
        messages.success(request, _("已记录到岗"), extra_tags=f"draft:fill-{pk}")
        return redirect("talent:need_detail", pk=pk)
    return _show(request, need, fill=form)


def need_unfill(request: HttpRequest, pk: int, fill: int) -> HttpResponse:
    """撤销 what was recorded by mistake."""
    need = _mine(request, pk)
    need.take_back(get_object_or_404(need.fills.all(), pk=fill), now=timezone.now())
    messages.success(request, _("已撤销这条到岗，历史中可查。"))
    return redirect("talent:need_detail", pk=pk)


def need_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回 with a reason."""
    need, form = _mine(request, pk), WithdrawForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return _show(request, need, withdraw=form)
    now = timezone.now()
    if need.withdraw(reason=form.cleaned_data["reason"], on=timezone.localdate(now), now=now):
        messages.success(request, _("已撤回这项需求。"))
    else:
        messages.error(request, _("这项需求已经结束，没有再次保存。"))
    return redirect("talent:need_detail", pk=pk)
