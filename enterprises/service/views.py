"""Pages of requests: the list, one request with its clock, and the steps of the department and the liaison officer."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.models import Attachment, Department
from core.office.photos import photo_response
from core.sheets.grouping import heads_of
from core.sheets.picking import offer
from enterprises.enums import REQUEST_CLOSED, REQUEST_OPEN, SEES_ALL_SERVICE, RequestState
from enterprises.models import Enterprise, Request, RequestProof, Visit, WrongState
from enterprises.service.dues import Due
from enterprises.service.forms import AnswerForm, AskForm, FinishForm, NoteForm, ReasonForm, TransferForm
from enterprises.service.four_promises import MONTHS, months_of
from enterprises.service.lists import requests_found
from enterprises.service.visit_forms import OutsideForm
from enterprises.service.visiting import raise_once, raised_by_press

NOT_REOPENED = {*REQUEST_OPEN, RequestState.WITHDRAWN}


@opens_default("requests")
def request_list(request: HttpRequest) -> HttpResponse:
    """诉求, the most pressing on top until somebody sorts them otherwise."""
    found, counted = requests_found(request), Request.objects.visible_to(request.user).counted(timezone.now())
    page = page_of(request, found.rows)
    context = {"filter": found.filter, "page_obj": page, "rows": found.dressed(list(page)), **counted}
    context |= {"sees_all": request.user.holds(*SEES_ALL_SERVICE), "today": timezone.localdate()}
    context["heads"] = heads_of(found.rows, list(page), found.filter.grouping)
    context["picks"] = offer(request, "requests", page.paginator.count)
    return render(request, "enterprises/request_list.html", context)


def _visible(request: HttpRequest, pk: int, permission: str = "") -> Request:
    rows = Request.objects.select_related("enterprise", "kind", "department", "raised_by", "visit")
    return load(request, rows, permission, pk=pk)


def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: what was asked, what was promised, every step, and what the firm said."""
    return _show(request, _visible(request, pk))


def _show(request: HttpRequest, row: Request, **also: Any) -> HttpResponse:
    """The page, with a bound form where one was refused."""
    user = request.user
    handles = user.has_perm("enterprises.handle_request", row) and row.state in REQUEST_OPEN
    follows = user.has_perm("enterprises.follow_request", row)
    helps = user.has_perm("enterprises.help_request", row) and row.state in REQUEST_OPEN
    reopens = user.has_perm("enterprises.reopen_request", row) and row.state not in NOT_REOPENED
    withdraws = user.has_perm("enterprises.withdraw_request", row) and row.state == RequestState.DISPATCHED
    asks = follows and row.state == RequestState.DONE
    pending = row.live_links(timezone.now()).first() if asks else None
    context = {
        "row": row,
        "due": Due(row, timezone.now()),
        "changes": row.changes.select_related("by"),
        "proofs": row.proofs.select_related("attachment"),
        "partners": row.partners.select_related("department"),
        "confirmations": row.confirmations.filter(used_at__isnull=False),
        "pending": pending,
        "link": _address(request, pending.secret) if pending and pending.secret else "",
        "asks": asks,
        "ask": AskForm(prefix="ask") if asks else None,
        "handles": handles,
        "answer": AnswerForm(prefix="answer") if handles else None,
        "finish": FinishForm(prefix="finish") if handles else None,
        "transfer": TransferForm(prefix="transfer", request=row) if handles else None,
        "note": NoteForm(prefix="note") if helps or (follows and row.state not in REQUEST_CLOSED) else None,
        "close": ReasonForm(prefix="close") if follows and row.state == RequestState.DONE else None,
        "reopen": ReasonForm(prefix="reopen") if reopens else None,
        "withdraw": ReasonForm(prefix="withdraw") if withdraws else None,
        "sees_visit": row.visit_id and Visit.objects.visible_to(user).filter(pk=row.visit_id).exists(),
        "sees_firm": Enterprise.objects.visible_to(user).filter(pk=row.enterprise_id).exists(),
        **also,
    }
    return render(request, "enterprises/request_detail.html", context)


def _step(
    request: HttpRequest, row: Request, name: str, form: forms.Form, verb: Callable[..., object], done: str
) -> HttpResponse:
    """Take the step that a form asks for, say how it went, and go back to the request; refused, the form stays."""
    if not form.is_valid():
        return _show(request, row, **{name: form})
    try:
        verb(**form.cleaned_data, by=request.user, now=timezone.now())
    except WrongState as wrong:
        messages.error(request, _("这条诉求%(state)s，没有再次保存。") % {"state": wrong.state.label})
    except ValidationError as error:
        refuse(form, error, "photos" if "photos" in form.fields else None)
        return _show(request, row, **{name: form})
    else:
        messages.success(request, done, extra_tags=f"draft:{name}-{row.pk}")
    return redirect("enterprises:request_detail", pk=row.pk)


# --- The department ---------------------------------------------------------------------------------------------
def request_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a request; with a date it is the plan and the promise."""
    row, form = _visible(request, pk, "enterprises.handle_request"), AnswerForm(request.POST, prefix="answer")
    return _step(request, row, "answer", form, row.answer, _("已答复"))


def request_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """办结, with proof: the firm is asked next."""
    row = _visible(request, pk, "enterprises.handle_request")
    form = FinishForm(request.POST, request.FILES, prefix="finish")
    return _step(request, row, "finish", form, row.finish, _("已办结，等企业确认。"))


def request_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """转办 or 会办."""
    row = _visible(request, pk, "enterprises.handle_request")
    form, now = TransferForm(request.POST, prefix="transfer", request=row), timezone.now()
    if not form.is_valid():
        return _show(request, row, transfer=form)
    said = form.cleaned_data
    department = said["department"]
    try:
        if said["how"] == TransferForm.HELP:
            row.invite(department, by=request.user, now=now)
            done = _("已请%(department)s会办。") % {"department": department}
        else:
            row.transfer(department, text=said["text"], by=request.user, now=now)
            done = _("已转%(department)s办理。") % {"department": department}
    except WrongState as wrong:
        messages.error(request, _("这条诉求%(state)s，没有再次保存。") % {"state": wrong.state.label})
    else:
        messages.success(request, done)
    still_ours = Request.objects.visible_to(request.user).filter(pk=row.pk).exists()
    return redirect("enterprises:request_detail", row.pk) if still_ours else redirect("enterprises:request_list")


def request_uninvite(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """A department that was asked to help by mistake helps no more."""
    row = _visible(request, pk, "enterprises.handle_request")
    department = get_object_or_404(Department, pk=partner)
    try:
        row.uninvite(department, by=request.user, now=timezone.now())
    except WrongState as wrong:
        messages.error(request, _("这条诉求%(state)s，没有再次保存。") % {"state": wrong.state.label})
    else:
        messages.success(request, _("不再请%(department)s会办。") % {"department": department})
    return redirect("enterprises:request_detail", row.pk)


def request_note(request: HttpRequest, pk: int) -> HttpResponse:
    """A word on its course, from a department that helps or from who looks after the firm."""
    row, form = _visible(request, pk), NoteForm(request.POST, prefix="note")
    user = request.user
    if not any(user.has_perm(f"enterprises.{right}_request", row) for right in ("handle", "help", "follow")):
        raise PermissionDenied("enterprises.help_request")
    return _step(request, row, "note", form, row.note, _("已记下。"))


# --- The liaison officer ----------------------------------------------------------------------------------------
def request_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """请企业确认: the one-time link; the next one ends it, and the same press again is no next one."""
    row, now = _visible(request, pk, "enterprises.follow_request"), timezone.now()
    form = AskForm(request.POST, prefix="ask")
    try:
        secret = row.ask_firm(by=request.user, now=now, client_id=form.press if form.is_valid() else None)
    except WrongState as wrong:
        messages.error(request, _("这条诉求%(state)s，不用再请企业确认。") % {"state": wrong.state.label})
        return redirect("enterprises:request_detail", row.pk)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("enterprises:request_detail", row.pk)
    return _show(request, row, link=_address(request, secret))


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("enterprises:confirm", args=[secret]))


def request_create(request: HttpRequest) -> HttpResponse:
    """登记诉求 that came without a visit; a repeated tap sends nothing on twice."""
    user, asked = request.user, request.GET.get("enterprise", "")
    form = OutsideForm(request.POST or None, user=user, initial={"enterprise": asked if asked.isdecimal() else None})
    try:
        if form.is_bound and form.press and (same := raised_by_press(user, form.press)):
            return _raised(request, same)  # the same tap again
        if request.method == "POST" and form.is_valid():
            said = form.as_new_request(timezone.localdate())
            firm, number = form.cleaned_data["enterprise"], form.cleaned_data["client_id"]
            return _raised(request, raise_once(firm, said, by=user, now=timezone.now(), client_id=number))
    except ValidationError as error:
        refuse(form, error)
    return render(request, "enterprises/request_form.html", {"form": form, "has_firms": form.firms_offered > 0})


def _raised(request: HttpRequest, row: Request) -> HttpResponse:
    done = _("已转%(department)s，诉求已登记") % {"department": row.department}
    messages.success(request, done, extra_tags="draft:request-new")
    return redirect("enterprises:request_detail", pk=row.pk)


def request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """撤回 what was raised by mistake, while nobody has answered."""
    row, form = _visible(request, pk, "enterprises.withdraw_request"), ReasonForm(request.POST, prefix="withdraw")
    return _step(request, row, "withdraw", form, row.withdraw, _("已撤回，不计入四到。"))


def request_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close without the firm's word, visibly."""
    row, form = _visible(request, pk, "enterprises.follow_request"), ReasonForm(request.POST, prefix="close")
    return _step(request, row, "close", form, row.close_unconfirmed, _("已关闭，记为未经企业确认。"))


def request_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """重新办理."""
    row, form = _visible(request, pk, "enterprises.reopen_request"), ReasonForm(request.POST, prefix="reopen")
    return _step(request, row, "reopen", form, row.reopen, _("已退回部门重新办理。"))


def request_proof(request: HttpRequest, key: str) -> FileResponse:
    """A photo of what was done, for people who may see the request."""
    proofs = RequestProof.objects.filter(request__in=Request.objects.visible_to(request.user))
    return photo_response(get_object_or_404(Attachment, key=key, request_proof__in=proofs))


def request_proof_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """去掉一张佐证照片 that was added by mistake, by who added it."""
    proofs = RequestProof.objects.filter(request__in=Request.objects.visible_to(request.user))
    proof = get_object_or_404(proofs.select_related("attachment", "request"), attachment__key=key)
    if proof.attachment.uploaded_by_id != request.user.pk:
        raise PermissionDenied("enterprises.handle_request")
    proof.take_away(by=request.user, now=timezone.now())
    messages.success(request, _("已去掉照片，办理过程中可查。"))
    return redirect("enterprises:request_detail", pk=proof.request_id)


def four_promises(request: HttpRequest) -> HttpResponse:
    """四到, counted from the records by month; never by person."""
    months = months_of(request.user, timezone.now(), count=MONTHS)
    return render(request, "enterprises/four_promises.html", {"months": months})
