"""Two sides of every figure, for the bank and the zone; and the amounts that wait for a second person."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load, page_of
from finance.confirm_forms import AskFirmForm, ExplainForm
from finance.enums import SideKind, SideState
from finance.lists import sides_found
from finance.models import Entry, HeldEntry, MoneyConfirmation, line_of
from finance.second import approve, drop
from finance.sides import Side, sides, tally


def side_list(request: HttpRequest) -> HttpResponse:
    """两边核对: what banks put down beside what firms say, one kind at a time."""
    found = sides_found(request)
    page = page_of(request, found.rows)
    context = {
        "filter": found.filter,
        "page_obj": page,
        "shown": [Side(row) for row in page],
        "tally": tally(request.user),
        "kind": found.filter.kind,
        "kinds": SideKind,
        "tab": "sides",
    }
    return render(request, "finance/side_list.html", context)


def _row(request: HttpRequest, kind: str, pk: int, permission: str = "") -> Any:
    if kind not in SideKind.values:
        raise Http404
    row = get_object_or_404(sides(SideKind(kind), request.user), pk=pk)
    if permission:
        demand(request, permission, line_of(row))
    return row


def side_detail(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """One figure with both sides, the links that were sent, and what is to be done."""
    return _show(request, kind, _row(request, kind, pk))


def _show(request: HttpRequest, kind: str, row: Entry, **more: Any) -> HttpResponse:
    pending = MoneyConfirmation.about(row).live(timezone.now()).first()
    context = {
        "row": row,
        "side": Side(row),
        "line": line_of(row),
        "kind": SideKind(kind),
        "differs": row.side == SideState.DIFFERS,
        "answers": MoneyConfirmation.about(row).filter(used_at__isnull=False).select_related("asked_by", "closed_by"),
        "pending": pending,
        "may_ask": request.user.has_perm("finance.change_creditline", line_of(row)),
        "may_explain": request.user.has_perm("finance.explain_difference", row),
        "ask": AskFirmForm(),
        "explain": ExplainForm(),
    }
    return render(request, "finance/side_detail.html", context | more)


def side_ask(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """请企业确认: the one-time link; the next one ends it, and the same press again is no next one."""
    row, now = _row(request, kind, pk, "finance.change_creditline"), timezone.now()
    form = AskFirmForm(request.POST)
    if not form.is_valid():
        return redirect("finance:side_detail", kind, pk)
    try:
        secret = MoneyConfirmation.ask_firm(row, by=request.user, now=now, number=form.press)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("finance:side_detail", kind, pk)
    link = request.build_absolute_uri(reverse("finance:confirm", args=[secret]))
    return _show(request, kind, _row(request, kind, pk), link=link)


def side_explain(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """核对说明: the finance officer closes a difference by words."""
    row = _row(request, kind, pk, "finance.explain_difference")
    form = ExplainForm(request.POST)
    answer = MoneyConfirmation.about(row).filter(used_at__isnull=False).order_by("-used_at", "-pk").first()
    if not form.is_valid():
        return _show(request, kind, row, explain=form)
    if answer and answer.explain(words=form.cleaned_data["words"], by=request.user, now=timezone.now()):
        messages.success(request, _("已说明，差额不再列为待核对"))
    else:
        messages.warning(request, _("两边已经没有差额。"))
    return redirect("finance:side_detail", kind, pk)


# --- The second person -------------------------------------------------------------------------------------------
def held_list(request: HttpRequest) -> HttpResponse:
    """待复核: amounts that count in no sum until another person approves them."""
    rows = HeldEntry.objects.visible_to(request.user).select_related("institution", "entered_by", "decided_by")
    waiting = [(row, row.entered_by_id == request.user.pk) for row in rows.waiting()]
    decided = rows.exclude(pk__in=[row.pk for row, _own in waiting]).order_by("-decided_at")[:20]
    may_decide = request.user.has_perm("finance.add_heldentry")
    return render(
        request,
        "finance/held_list.html",
        {"waiting": waiting, "decided": decided, "may_decide": may_decide, "tab": "lines"},
    )


def held_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """核准: another person than who entered it; then it is done as it was typed."""
    held = load(request, HeldEntry.objects.all(), "finance.change_heldentry", pk=pk)
    try:
        made = approve(held, by=request.user, now=timezone.now())
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
        return redirect("finance:held_list")
    messages.success(request, _("已核准并计入"))
    return redirect("finance:creditline_detail", line_of(made).pk)


def held_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """作废: it was typed wrongly."""
    held = load(request, HeldEntry.objects.all(), "finance.change_heldentry", pk=pk)
    try:
        drop(held, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("已作废"))
    return redirect("finance:held_list")
