"""招商线索: the list with what came of it, one lead with its notes, and its end: signed or lost."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.filters import ordered
from core.forms import FreshForm
from core.models import User
from core.widgets import Chips, DateInput, Segmented, WanInput
from projects.attraction import yields_by
from projects.enums import AdviserKind, AttractKind, LeadChannel, LeadState
from projects.filters import LEAD_ORDERS, LeadFilter
from projects.models import Lead

PAGE_SIZE = 20


class LeadForm(FreshForm):
    """A lead as it came."""

    attract_kinds = forms.MultipleChoiceField(
        label=gettext_lazy("类型"), choices=AttractKind.choices, required=False, widget=Chips
    )
    client_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Lead
        fields = (
            "name",
            "firm_name",
            "channel",
            "adviser",
            "park",
            "cluster",
            "attract_kinds",
            "chain_action",
            "investment_wan",
            "officer",
            "received_on",
        )
        widgets = {"channel": Segmented, "received_on": DateInput, "investment_wan": WanInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = LeadChannel.choices
        self.fields["officer"].queryset = User.objects.holding(Role.PROJECT_OFFICER).order_by("name")
        self.fields["adviser"].empty_label = _("自主招商不填")
        for name in ("park", "cluster"):
            self.fields[name].empty_label = _("待补录")
        self.fields["chain_action"].choices = [("", _("待补录")), *self.fields["chain_action"].choices[1:]]
        if self.instance.pk is None:
            self.initial.setdefault("client_id", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        """A lead that ended stays. The channel decides whether, and what kind of, an adviser is named."""
        cleaned = super().clean() or {}
        self.instance.must_be_open()
        channel, adviser = cleaned.get("channel"), cleaned.get("adviser")
        if channel == LeadChannel.OWN and adviser:
            self.add_error("adviser", _("自主招商不填招商顾问。"))
        elif channel and channel != LeadChannel.OWN and not adviser and "adviser" not in self.errors:
            self.add_error("adviser", _("请选择招商顾问或机构。"))
        elif adviser and (adviser.kind == AdviserKind.AGENCY) != (channel == LeadChannel.ENTRUSTED):
            self.add_error("adviser", _("招商顾问与渠道不符。"))
        if (on := cleaned.get("received_on")) and on > timezone.localdate():
            self.add_error("received_on", _("日期不能晚于今天。"))
        return cleaned


class NoteForm(forms.Form):
    """A dated word."""

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("跟进情况"), max_length=300, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"client_id": uuid.uuid4()})
        super().__init__(*args, **kwargs)


class EndForm(forms.Form):
    """How a lead ends: signed on a day, or lost with a reason."""

    SIGN, LOSE = "sign", "lose"
    how = forms.ChoiceField(
        label=gettext_lazy("结果"),
        choices=[(SIGN, gettext_lazy("签约")), (LOSE, gettext_lazy("终止"))],
        initial=SIGN,
        widget=Segmented,
    )
    on = forms.DateField(label=gettext_lazy("日期"), widget=DateInput)
    reason = forms.CharField(label=gettext_lazy("终止原因"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("how") == self.LOSE and not cleaned.get("reason"):
            self.add_error("reason", _("请写终止原因。"))
        return cleaned


def lead_list(request: HttpRequest) -> HttpResponse:
    """招商线索, and what came of them by channel and by adviser."""
    rows = Lead.objects.visible_to(request.user).select_related("adviser", "officer", "cluster", "project")
    filterset = LeadFilter(request.GET, queryset=rows, request=request)
    everything, today = list(rows), timezone.localdate()
    context = {
        "filter": filterset,
        "page_obj": Paginator(ordered(filterset.qs, filterset.order or "-received", LEAD_ORDERS), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "by_channel": yields_by(lambda lead: lead.get_channel_display(), everything, today),
        "by_adviser": yields_by(lambda lead: lead.adviser, everything, today),
        "today": today,
    }
    return render(request, "projects/lead_list.html", context)


def _lead(request: HttpRequest, pk: int) -> Lead:
    rows = Lead.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("adviser", "officer", "park", "cluster", "project"), pk=pk)


def lead_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One lead."""
    return _show(request, _lead(request, pk))


def _show(request: HttpRequest, lead: Lead, **also: Any) -> HttpResponse:
    works = request.user.holds(Role.PROJECT_OFFICER) and lead.state == LeadState.OPEN
    context = {
        "lead": lead,
        "notes": lead.notes.select_related("by"),
        "kinds": [str(kind.label) for kind in AttractKind if kind in lead.attract_kinds],
        "note_form": NoteForm() if works else None,
        "end_form": EndForm(initial={"on": timezone.localdate()}) if works else None,
        **also,
    }
    return render(request, "projects/lead_detail.html", context)


@transaction.atomic
def lead_create(request: HttpRequest) -> HttpResponse:
    """新增线索."""
    if same := Lead.objects.visible_to(request.user).begun_as(request.POST.get("client_id", "")):
        return redirect("projects:lead_detail", same.pk)  # the same tap again
    form = LeadForm(request.POST or None, initial={"officer": request.user.pk, "received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        lead = form.save(commit=False)
        lead.client_id = form.cleaned_data["client_id"] or uuid.uuid4()
        lead.save()
        lead.tell_officer(by=request.user, now=timezone.now())
        messages.success(request, _("已登记线索。"), extra_tags="draft:lead-new")
        return redirect("projects:lead_detail", lead.pk)
    return render(request, "projects/lead_form.html", {"form": form})


@transaction.atomic
def lead_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """修改线索, as long as it is open."""
    lead = _lead(request, pk)
    if lead.state != LeadState.OPEN:
        messages.warning(request, _("这条线索%(state)s，不能再改。") % {"state": lead.get_state_display()})
        return redirect("projects:lead_detail", lead.pk)
    form = LeadForm(request.POST or None, instance=_lead(request, pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        if "officer" in form.changed_data:
            form.instance.tell_officer(by=request.user, now=timezone.now())
        messages.success(request, _("已保存线索。"), extra_tags=f"draft:lead-{lead.pk}")
        return redirect("projects:lead_detail", lead.pk)
    return render(request, "projects/lead_form.html", {"form": form, "lead": lead})


def lead_note(request: HttpRequest, pk: int) -> HttpResponse:
    """跟进."""
    lead, form = _lead(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, lead, note_form=form)
    values = {"lead": lead, "on": timezone.localdate(), "text": form.cleaned_data["text"], "by": request.user}
    if lead.state == LeadState.OPEN:
        lead.notes.get_or_create(client_id=form.cleaned_data["client_id"], defaults=values)
        messages.success(request, _("已记下跟进情况。"))
    return redirect("projects:lead_detail", lead.pk)


def lead_end(request: HttpRequest, pk: int) -> HttpResponse:
    """签约 or 终止. A signed lead leads to its project."""
    lead, form, today = _lead(request, pk), EndForm(request.POST), timezone.localdate()
    if not form.is_valid():
        return _show(request, lead, end_form=form)
    on = form.cleaned_data["on"]
    try:
        if form.cleaned_data["how"] == EndForm.SIGN:
            project = lead.sign(on=on, by=request.user, today=today)
            messages.success(request, _("已签约，线索转为项目%(code)s。") % {"code": project.code})
            return redirect("projects:project_detail", project.code)
        lead.lose(on=on, reason=form.cleaned_data["reason"], today=today)
    except ValidationError as error:
        form.add_error("on", error)
        return _show(request, lead, end_form=form)
    messages.success(request, _("线索已终止。"))
    return redirect("projects:lead_detail", lead.pk)
