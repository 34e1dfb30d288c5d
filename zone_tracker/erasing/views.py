"""Pages of erasure: one person asks, another decides; and what waits for whoever decides."""

import datetime as dt
from copy import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import ErasureReason, Person
from core.kernel.forms import Form, OnceForm
from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import kept
from core.kernel.pages import load, page_of
from core.models import DECIDES, Erasure, User
from core.personal import erasing
from enterprises.models import Contact, Enterprise
from talent.models import Talent
from zone_tracker.erasing.subjects import SUBJECTS

MOST_SHOWN = 8


class AskForm(OnceForm):
    """Why it is erased, and that one knows that it does not come back."""

    reason = forms.ChoiceField(
        label=gettext_lazy("删除原因"), choices=[("", gettext_lazy("请选择")), *ErasureReason.choices]
    )
    sure = forms.BooleanField(label=gettext_lazy("我知道删除后不能恢复"))


class SecondWordForm(Form):
    """Approved or not."""

    approve = forms.TypedChoiceField(choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1")


def _seen(user: User, whose: Person, pk: int) -> Any:
    """The row of a person, among those whose page this user may open."""
    rows: Any = {
        Person.TALENT: Talent.objects.visible_to(user),
        Person.CONTACT: Contact.objects.select_related("enterprise").filter(
            enterprise__in=Enterprise.objects.visible_to(user)
        ),
        Person.USER: User.objects.visible_to(user),
    }[whose]
    return get_object_or_404(rows, pk=pk)


def erasure_ask(request: HttpRequest, whose: str, pk: int) -> HttpResponse:
    """申请删除个人信息 of one person."""
    kind = Person(whose)
    subject, row, sent = SUBJECTS[kind], _seen(request.user, kind, pk), request.method == "POST"
    if not subject.asks(request.user, row):
        raise PermissionDenied("erase")
    form = AskForm(request.POST if sent else None)
    if sent and form.is_valid():
        said = form.cleaned_data
        try:
            asked = erasing.ask(
                subject, row, said["reason"], by=request.user, client_id=said["client_id"], now=timezone.now()
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("已提交，须由另一个人决定"))
            return redirect("erasure", asked.pk)
    context = {"form": form, "row": row, "number": subject.number(row), "page_url": subject.page(row), "whose": kind}
    return render(request, "zone_tracker/erasure_ask.html", context)


def erasure_list(request: HttpRequest) -> HttpResponse:
    """Who asked for which erasure, and what was decided: one's own, and those on which one decides."""
    rows = Erasure.objects.visible_to(request.user).select_related("asked_by", "decided_by")
    page = page_of(request, rows)
    page.object_list = _told(list(page.object_list))
    return render(request, "zone_tracker/erasure_list.html", {"page_obj": page})


def erasure(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; on it the second word is given, or it is withdrawn."""
    now = timezone.now()
    asked = load(request, Erasure.objects.select_related("asked_by", "decided_by"), pk=pk)
    subject = SUBJECTS[Person(asked.whose)]
    row = get_object_or_404(subject.model, pk=asked.row)
    decides = asked.is_waiting and erasing.may_decide(request.user, asked, now=now)
    if request.method == "POST":
        return _act(request, asked, now=now)
    context = {
        "asked": asked,
        "row": row,
        "number": subject.number(row),
        "page_url": subject.page(row),
        "decides": decides,
        "withdraws": asked.is_waiting and asked.asked_by_id == request.user.pk,
        "alone": asked.is_waiting and not decides and not erasing.deciders(asked, now=now).exists(),
    }
    return render(request, "zone_tracker/erasure.html", context)


def _act(request: HttpRequest, asked: Erasure, *, now: dt.datetime) -> HttpResponse:
    form = SecondWordForm(request.POST)
    try:
        if "withdraw" in request.POST:
            erasing.withdraw(asked, by=request.user, now=now)
            messages.success(request, _("已撤回申请"))
        elif form.is_valid():
            approve = form.cleaned_data["approve"]
            subject = SUBJECTS[Person(asked.whose)]
            erasing.decide(subject, asked, approve, by=request.user, request=request, now=now)
            messages.success(request, _("已删除个人信息") if approve else _("已记为不同意"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("erasure", asked.pk)


# --- Workbench ------------------------------------------------------------------------------------------------------
def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """Requests that wait for this person's word; None when nothing does."""
    if not user.holds(*{role for roles in DECIDES.values() for role in roles}):
        return None
    waiting = [each for each in kept("people", _waiting, part="erasures") if erasing.may_decide(user, each, now=now)]
    return {"asked": _told([copy(each) for each in waiting[:MOST_SHOWN]])} if waiting else None


def _waiting() -> list[Erasure]:
    return list(Erasure.objects.waiting().select_related("asked_by").order_by("asked_at", "pk"))


def _told(asked: list[Erasure]) -> list[Erasure]:
    """Each with `number`, by which the row is named. One query a kind."""
    for kind, subject in SUBJECTS.items():
        theirs = [each for each in asked if each.whose == kind]
        rows: Any = subject.model._default_manager.all()
        if kind == Person.CONTACT:
            rows = rows.select_related("enterprise")
        found = rows.in_bulk([each.row for each in theirs]) if theirs else {}
        for each in theirs:
            each.number = subject.number(found[each.row]) if each.row in found else str(each.row)
    return asked
