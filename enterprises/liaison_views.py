"""Pages of 联络分工: who looks after whom, the handover pack of a firm, and the firms that nobody came to for long."""

import datetime as dt
from collections import defaultdict
from typing import Any

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.filters import ZoneFilterSet
from core.models import User
from core.widgets import DateInput
from enterprises.care import NEVER, ON_TIME, hand_over, pack_of, with_gaps
from enterprises.models import Enterprise, LiaisonAssignment, VisitTier

PAGE_SIZE = 50
MOST_FIRMS = 500
MOST_SHOWN = 200  # of one group; further ones are found by name


class HandOverForm(forms.Form):
    """Which firms, to whom, from which day, and what the next one has to know."""

    firms = forms.ModelMultipleChoiceField(
        label=gettext_lazy("企业"),
        queryset=Enterprise.objects.none(),
        error_messages={"required": gettext_lazy("请至少勾选一家企业。")},
    )
    to = forms.ModelChoiceField(
        label=gettext_lazy("交给"), queryset=User.objects.none(), empty_label=gettext_lazy("请选择联络员")
    )
    on = forms.DateField(label=gettext_lazy("自哪天起"), widget=DateInput)
    note = forms.CharField(
        label=gettext_lazy("交接说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("接手人会在通知和交接单上看到。"),
    )
    beside = forms.BooleanField(label=gettext_lazy("原联络员继续联系，增加一人"), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["firms"].queryset = Enterprise.objects.visible_to(user)
        self.fields["to"].queryset = User.objects.holding(Role.LIAISON).order_by("name")

    def clean_firms(self) -> Any:
        """Raise ValidationError for more firms than a person could look after."""
        firms = self.cleaned_data["firms"]
        if len(firms) > MOST_FIRMS:
            raise forms.ValidationError(_("一次最多交接 %(n)d 家。") % {"n": MOST_FIRMS})
        return firms


def liaison_list(request: HttpRequest) -> HttpResponse:
    """联络分工: each liaison officer's firms, those without one first; leaders hand over here."""
    user, now = request.user, timezone.now()
    today = timezone.localdate(now)
    form = None
    if user.holds(Role.LEADER):
        form = HandOverForm(request.POST or None, user=user, initial={"on": today})
        if request.method == "POST" and form.is_valid():
            try:
                begun = hand_over(**form.cleaned_data, by=user, now=now)
            except ValidationError as error:
                form.add_error("on", error)
            else:
                said = {"n": len(begun), "to": form.cleaned_data["to"]}
                messages.success(request, _("已将 %(n)d 家企业交给%(to)s联系。") % said)
                return redirect("enterprises:liaison_list")
    q = request.GET.get("q", "").strip()[:60]
    context = {
        "groups": _by_officer(user, today, q),
        "form": form,
        "today": today,
        "picked": _picked(request),
        "q": q,
        "shown": MOST_SHOWN,
    }
    return render(request, "enterprises/liaison_list.html", context)


def _picked(request: HttpRequest) -> set[str]:
    """The firms that were ticked when the form was refused."""
    return set(request.POST.getlist("firms"))


def _by_officer(user: User, today: dt.date, q: str) -> list[dict[str, Any]]:
    """Firms, of this name if one is asked for, by who looks after them; a firm with two officers stands under both."""
    seen = Enterprise.objects.visible_to(user)
    firms = {firm.pk: firm for firm in (seen.named_like(q) if q else seen).defer("search_keys")}
    running = LiaisonAssignment.objects.unfinished(today).filter(enterprise__in=firms.keys())
    groups, looked_after = defaultdict[User, list[dict[str, Any]]](list), set()
    for each in running.select_related("officer").order_by("officer__name", "enterprise__pinyin"):
        groups[each.officer].append({"firm": firms[each.enterprise_id], "assignment": each})
        if each.starts_on <= today:
            looked_after.add(each.enterprise_id)
    alone = [{"firm": firm, "assignment": None} for pk, firm in firms.items() if pk not in looked_after]
    first = [(None, alone)] if alone else []
    return [
        {"officer": officer, "rows": rows[:MOST_SHOWN], "count": len(rows)}
        for officer, rows in [*first, *groups.items()]
    ]


def handover_pack(request: HttpRequest, pk: int) -> HttpResponse:
    """交接单: what is open at a firm, for whoever takes it over; prints on A4."""
    firms = Enterprise.objects.visible_to(request.user).select_related("cluster", "park")
    firm = get_object_or_404(firms.prefetch_related("contacts", "aliases", "grades"), pk=pk)
    now = timezone.now()
    context = {"pack": pack_of(firm, user=request.user, now=now), "today": timezone.localdate(now)}
    return render(request, "enterprises/handover_pack.html", context)


ALL, DUE = "all", "due"


class GapFilter(ZoneFilterSet):
    """By tier, and whether firms that were visited in time are shown as well."""

    q = django_filters.CharFilter(label=gettext_lazy("企业"), method="by_name", max_length=60)
    tier = django_filters.ModelChoiceFilter(
        label=gettext_lazy("层级"), queryset=VisitTier.objects.all(), method="by_tier"
    )
    show = django_filters.ChoiceFilter(
        label=gettext_lazy("范围"), choices=[(ALL, gettext_lazy("含未到提示天数的"))], method="by_show"
    )

    class Meta:
        model = Enterprise
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_tier(self, queryset: Any, _name: str, tier: VisitTier) -> Any:
        return queryset.filter(tier=tier.pk)

    def by_show(self, queryset: Any, _name: str, _value: str) -> Any:
        return queryset

    @property
    def shows_all(self) -> bool:
        """Whether firms within their days are asked for too."""
        self.form.is_valid()
        return self.form.cleaned_data.get("show") == ALL


def visit_gaps(request: HttpRequest) -> HttpResponse:
    """多久没走访: firms past the days of their tier, the longest first. A nudge; nothing is counted by person."""
    user, today = request.user, timezone.localdate()
    firms = Enterprise.objects.visible_to(user)
    if not user.holds(Role.LEADER, Role.AUDITOR):
        firms = firms.looked_after_by(user)
    tiers = list(VisitTier.objects.all())
    filterset = GapFilter(request.GET, queryset=with_gaps(firms, tiers, today), request=request)
    found = filterset.qs if filterset.shows_all else filterset.qs.filter(over__gt=ON_TIME)
    names = {tier.pk: tier for tier in tiers}
    page = Paginator(found.order_by("-over", "pinyin", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": filterset,
        "page_obj": page,
        "rows": [
            {"firm": firm, "tier": names.get(firm.tier), "never": firm.gap == NEVER, "late": firm.over > ON_TIME}
            for firm in page
        ],
        "tiers": tiers,
    }
    return render(request, "enterprises/visit_gaps.html", context)
