"""Pages of 代理: naming a deputy, for oneself or for somebody who cannot, and ending it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.deputies import naming
from core.enums import CHANGES_ROLES, DEPUTED
from core.kernel.forms import OnceForm
from core.kernel.http import HttpRequest
from core.kernel.naming import NameField
from core.kernel.pages import load
from core.kernel.sense import Planned
from core.models import Deputy, User, UserQuerySet, labels_of

PAST_SHOWN = 10


class DeputyForm(OnceForm):
    """Who stands in, on which days, and why."""

    deputy = NameField(
        label=gettext_lazy("代理人"), route="core:deputy_names", empty_label=gettext_lazy("请选择代理人")
    )
    starts_on = Planned(label=gettext_lazy("开始"))
    ends_on = Planned(label=gettext_lazy("结束"), help_text=gettext_lazy("含当天。"))
    reason = forms.CharField(label=gettext_lazy("事由"), max_length=60, help_text=gettext_lazy("如出差、休假、学习。"))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].offer(naming.candidates(person))


def deputy_names(request: HttpRequest) -> UserQuerySet:
    """Whose names are told to who names a deputy: one's own candidates; for who does so for others, all who may be."""
    if request.user.holds(*CHANGES_ROLES):
        return User.objects.holding(*DEPUTED).by_name()
    return naming.candidates(request.user)


def told_of(person: User) -> dict[str, Any]:
    """What the page of an account says of deputies: whose, of whom, and the past ones."""
    rows = Deputy.objects.select_related("person", "deputy", "entered_by", "ended_by")
    today = timezone.localdate()
    ours = list(rows.filter(person=person).order_by("-starts_on", "-pk")[:PAST_SHOWN])
    coming = [each for each in ours if not each.ended_at and each.ends_on >= today]
    return {
        "has_deputies": bool(ours or naming.roles_to_cover(person)),
        "deputies": sorted(coming, key=lambda each: each.starts_on),
        "past_deputies": [each for each in ours if each not in coming],
        "stands_in_for": list(rows.filter(deputy=person).unfinished(today).order_by("starts_on", "pk")),
        "today": today,
    }


def deputy(request: HttpRequest) -> HttpResponse:
    """设置代理 for oneself."""
    return _named(request, request.user, "core:me")


def account_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    """设置代理 for somebody who cannot."""
    return _named(request, load(request, User.objects.active(), pk=pk), "core:account_detail", pk)


def _named(request: HttpRequest, person: User, back: str, *args: int) -> HttpResponse:
    sent = request.method == "POST"
    form = DeputyForm(request.POST if sent else None, person=person, initial={"starts_on": timezone.localdate()})
    if sent and form.is_valid():
        try:
            row = naming.appoint(person, by=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("已设置：%(deputy)s代理%(person)s") % {"deputy": row.deputy, "person": row.person}
            )
            return redirect(back, *args)
    roles = labels_of(naming.roles_to_cover(person))
    return render(request, "core/deputy_form.html", {"form": form, "person": person, "roles": roles})


def deputy_end(request: HttpRequest, pk: int) -> HttpResponse:
    """提前结束."""
    row = load(request, Deputy.objects.select_related("person", "deputy"), pk=pk)
    if not naming.may_keep(request.user, row.person):
        raise PermissionDenied("deputy")
    try:
        naming.end(row, by=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(deputy)s的代理已结束") % {"deputy": row.deputy})
    if row.person == request.user:
        return redirect("core:me")
    return redirect("core:account_detail", row.person_id)
