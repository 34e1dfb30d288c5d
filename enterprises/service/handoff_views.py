"""走访转办: the needs that visits pass to other rooms, one of them, and what is done with it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from enterprises.enums import HandoffOutcome
from enterprises.models import NotInHand, Visit, VisitHandoff
from enterprises.service.handoff_forms import ExplainForm, HandoffRequestForm
from enterprises.service.handoff_lists import handoffs_found
from enterprises.service.taking import register_for
from enterprises.service.visiting import raise_once, raised_by_press


@opens_default("handoffs")
def handoff_list(request: HttpRequest) -> HttpResponse:
    """走访转办, those that wait on top."""
    found = handoffs_found(request)
    context = {"filter": found.filter, "page_obj": page_of(request, found.rows)}
    return render(request, "enterprises/handoff_list.html", context)


def handoff_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was heard, who has it, what came of it, and for who has it what may be done."""
    return _show(request, _visible(request, pk))


def _visible(request: HttpRequest, pk: int) -> VisitHandoff:
    rows = VisitHandoff.objects.select_related("visit__enterprise", "visit__officer", "taken_by", "closed_by")
    return load(request, rows.select_related("request__kind", "request__department"), pk=pk)


def _show(request: HttpRequest, handoff: VisitHandoff, **forms: Any) -> HttpResponse:
    user = request.user
    mine = VisitHandoff.objects.in_hands_of(user).filter(pk=handoff.pk).exists()
    context = {
        "handoff": handoff,
        "mine": mine,
        "takes": handoff.stands == "waiting" and VisitHandoff.objects.for_taking(user).filter(pk=handoff.pk).exists(),
        "register": register_for(handoff) if mine else "",
        "sees_visit": Visit.objects.visible_to(user).filter(pk=handoff.visit_id).exists(),
        "ask": HandoffRequestForm(initial={"text": handoff.note}) if mine else None,
        "explain": ExplainForm(prefix="explain") if mine else None,
        **forms,
    }
    return render(request, "enterprises/handoff_detail.html", context)


def handoff_take(request: HttpRequest, pk: int) -> HttpResponse:
    """承接: the first one who takes it has it, and goes on to the filled form of the register."""
    rows = VisitHandoff.objects.for_taking(request.user).select_related("visit__enterprise")
    handoff = get_object_or_404(rows, pk=pk)
    if not handoff.take(by=request.user, now=timezone.now()):
        messages.warning(request, _("已有人承接。"))
        return redirect("workbench")
    messages.success(
        request, _("已承接 %(firm)s 的需求，办结前都在“我承接的”里。") % {"firm": handoff.visit.enterprise}
    )
    return redirect(register_for(handoff) or reverse("enterprises:handoff_detail", args=[pk]))


def handoff_return(request: HttpRequest, pk: int) -> HttpResponse:
    """退回: taken up by mistake."""
    handoff = _visible(request, pk)
    try:
        handoff.give_back(by=request.user, now=timezone.now())
    except NotInHand:
        return _not_in_hand(request, pk)
    messages.success(request, _("已退回，等待承接。"))
    return redirect("workbench")


def handoff_request(request: HttpRequest, pk: int) -> HttpResponse:
    """转为诉求: a department answers it; the firm's liaison officer follows it."""
    handoff, user, form = _visible(request, pk), request.user, HandoffRequestForm(request.POST)
    if not form.is_valid():
        return _show(request, handoff, ask=form)
    now, visit = timezone.now(), handoff.visit
    try:
        if form.press and raised_by_press(user, form.press):
            return redirect("enterprises:handoff_detail", pk=pk)  # the same tap again
        with transaction.atomic():
            asked = form.as_new_request(timezone.localdate(now))
            row = raise_once(
                visit.enterprise, asked, by=user, now=now, client_id=form.cleaned_data["client_id"], visit=visit
            )
            text = _("%(kind)s：%(text)s") % {"kind": row.kind, "text": row.text}
            handoff.close(HandoffOutcome.REQUESTED, text=text, by=user, now=now, request=row)
    except NotInHand:
        return _not_in_hand(request, pk)
    except ValidationError as error:
        refuse(form, error)
        return _show(request, handoff, ask=form)
    messages.success(request, _("已转%(department)s，诉求已登记") % {"department": row.department})
    return redirect("enterprises:handoff_detail", pk=pk)


def handoff_explain(request: HttpRequest, pk: int) -> HttpResponse:
    """说明后办结: nothing comes of it, and this is why."""
    handoff, form = _visible(request, pk), ExplainForm(request.POST, prefix="explain")
    if not form.is_valid():
        return _show(request, handoff, explain=form)
    try:
        text = form.cleaned_data["text"]
        handoff.close(HandoffOutcome.EXPLAINED, text=text, by=request.user, now=timezone.now())
    except NotInHand:
        return _not_in_hand(request, pk)
    messages.success(request, _("已办结，走访人会收到说明。"))
    return redirect("workbench")


def _not_in_hand(request: HttpRequest, pk: int) -> HttpResponse:
    messages.error(request, _("这件事已不在你手上，没有再次保存。"))
    return redirect("enterprises:handoff_detail", pk=pk)
