"""The filters of the talent register."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import YearFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from enterprises.models import Enterprise
from talent.enums import Category
from talent.models import Talent

COUNTED = [("yes", _("已认定")), ("no", _("未认定"))]
ORDERS = {"name": "pinyin", "firm": "enterprise__pinyin", "arrived": "arrived_on", "recognised": "recognised_on"}


def _firms(request: HttpRequest) -> QuerySet[Enterprise]:
    return Enterprise.objects.visible_to(request.user)


class TalentFilter(ZoneFilterSet):
    """By name, category, firm, recognition and year of arrival."""

    SORTS = tuple(ORDERS)
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("姓名、企业、拼音首字母"), max_length=60
    )
    category = django_filters.ChoiceFilter(label=_("类别"), choices=Category.choices)
    enterprise = NameFilter(label=_("企业"), rows=_firms, route="enterprises:firm_names")
    counted = django_filters.ChoiceFilter(label=_("认定情况"), choices=COUNTED, method="by_counted")
    year = YearFilter("arrived_on", topics="talents", label=_("引进年份"))

    class Meta:
        model = Talent
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_counted(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.counted() if value == "yes" else queryset.not_counted()
