"""The filters of the talent register."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.filters import ZoneFilterSet
from core.models import Cluster
from talent.enums import Category
from talent.models import Talent

COUNTED = [("yes", _("已认定")), ("no", _("未认定"))]
ORDERS = {"name": "pinyin", "arrived": "arrived_on", "recognised": "recognised_on"}


class TalentFilter(ZoneFilterSet):
    """By name, category, cluster of the firm, recognition and year of arrival."""

    SORTS = tuple(ORDERS)
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("姓名、企业、拼音首字母"), max_length=60
    )
    category = django_filters.ChoiceFilter(label=_("类别"), choices=Category.choices)
    cluster = django_filters.ModelChoiceFilter(
        label=_("产业高地"), field_name="enterprise__cluster", queryset=Cluster.objects.all()
    )
    counted = django_filters.ChoiceFilter(label=_("认定"), choices=COUNTED, method="by_counted")
    year = django_filters.NumberFilter(
        label=_("引进年份"), field_name="arrived_on", lookup_expr="year", min_value=1990, max_value=2100
    )

    class Meta:
        model = Talent
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_counted(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(recognised_on__isnull=value == "no")
