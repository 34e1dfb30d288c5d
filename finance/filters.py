"""The filters of credit lines and needs. Choices never name an institution that the person may not see."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from core.filters import ZoneFilterSet
from finance.enums import NeedState, StuckReason
from finance.models import CreditLine, FinancingNeed, Institution

LINE_ORDERS = {"firm": "enterprise__pinyin", "granted": "granted_wan", "drawn": "drawn_wan", "on": "granted_on"}
NEED_ORDERS = {"firm": "enterprise__pinyin", "amount": "amount_wan", "on": "raised_on"}
USE = [("none", _("未放款")), ("part", _("部分放款")), ("full", _("全部放款"))]
CONFIRMED = [("yes", _("企业已确认")), ("no", _("企业未确认"))]


def _institutions(request: Any) -> QuerySet[Institution]:
    return Institution.objects.visible_to(request.user)


class CreditLineFilter(ZoneFilterSet):
    """By firm or institution, year of the grant, use, reason and confirmation. Expects `with_drawn()`."""

    SORTS = tuple(LINE_ORDERS)
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("企业、机构、拼音首字母"), max_length=60
    )
    institution = django_filters.ModelChoiceFilter(label=_("机构"), queryset=_institutions)
    year = django_filters.NumberFilter(
        label=_("授信年份"), field_name="granted_on", lookup_expr="year", min_value=1990, max_value=2100
    )
    use = django_filters.ChoiceFilter(label=_("放款"), choices=USE, method="by_use")
    stuck_reason = django_filters.ChoiceFilter(label=_("未放款原因"), choices=StuckReason.choices)
    confirmed = django_filters.ChoiceFilter(label=_("企业确认"), choices=CONFIRMED, method="by_confirmed")

    class Meta:
        model = CreditLine
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_use(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "none":
            return queryset.filter(drawn_wan=0)
        if value == "full":
            return queryset.filter(drawn_wan__gte=F("granted_wan"))
        return queryset.filter(drawn_wan__gt=0, drawn_wan__lt=F("granted_wan"))

    def by_confirmed(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(confirmed_on__isnull=value == "no")


class NeedFilter(ZoneFilterSet):
    """By firm, state and institution."""

    SORTS = tuple(NEED_ORDERS)
    q = django_filters.CharFilter(label=_("关键词"), method="by_name", help_text=_("企业、拼音首字母"), max_length=60)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=NeedState.choices)
    institution = django_filters.ModelChoiceFilter(label=_("对接机构"), queryset=_institutions)

    class Meta:
        model = FinancingNeed
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)
