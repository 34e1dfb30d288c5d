"""Products as a list: how it is narrowed, its rows, and its columns when it is exported."""

from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import RowFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.sheets.cells import Amount, Count, Day, Percent
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from finance.enums import Guarantee, ProductKind
from finance.market.forms import SituationForm
from finance.models import Institution, Product

PAST = "past"
STATES = [(PAST, _("已停办"))]


def _institutions(request: HttpRequest) -> Any:
    return Institution.objects.visible_to(request.user)


class ProductFilter(ZoneFilterSet):
    """By name, kind, institution and guarantee; what has ended is asked for."""

    q = django_filters.CharFilter(label=_("关键词"), method="by_name", help_text=_("产品、机构"), max_length=60)
    kind = django_filters.MultipleChoiceFilter(
        label=_("类别"), choices=ProductKind.choices, widget=forms.CheckboxSelectMultiple
    )
    institution = RowFilter(label=_("机构"), rows=_institutions, empty_label=_("不限"))
    guarantee = django_filters.ChoiceFilter(label=_("担保方式"), choices=Guarantee.choices, empty_label=_("不限"))
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state", empty_label=_("在办"))

    class Meta:
        model = Product
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_state(self, queryset: Any, _name: str, _value: str) -> Any:
        return queryset

    @property
    def is_past(self) -> bool:
        """Whether the products that have ended are asked for."""
        self.form.is_valid()
        return getattr(self.form, "cleaned_data", {}).get("state") == PAST


def products_found(request: HttpRequest) -> Found:
    """Products of today that this person may see, or those that are over; what is said of a firm narrows nothing."""
    query = request.GET.copy()
    for name in SituationForm.base_fields:
        query.pop(name, None)
    rows = Product.objects.visible_to(request.user).with_used().select_related("institution", "branch")
    filterset = ProductFilter(query, queryset=rows, request=request)
    today = timezone.localdate()
    rows = filterset.qs.past(today) if filterset.is_past else filterset.qs.offered(today)
    return Found(rows.order_by("institution__name", "name", "pk"), filterset)


PRODUCTS = Listing(
    "products",
    "finance:market",
    _("金融产品"),
    (
        Column("institution", _("机构")),
        Column("branch", _("网点"), value=lambda row: row.branch or ""),
        Column("name", _("产品")),
        Column("kind", _("类别"), value=lambda row: row.get_kind_display()),
        Column("most_wan", _("最高额度（万元）"), Amount()),
        Column("rate_from", _("年利率（%）"), Percent()),
        Column("term_months", _("最长期限（月）"), Count()),
        Column("guarantee", _("担保方式"), value=lambda row: row.get_guarantee_display()),
        Column("for_whom", _("对象")),
        Column("begins_on", _("开办日期"), Day()),
        Column("ends_on", _("停办日期"), Day()),
        Column("ended_why", _("停办原因")),
    ),
    products_found,
    kind="products",
    beside=("ends_on", "ended_why"),
)
