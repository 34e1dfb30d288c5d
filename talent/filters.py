"""The filters of the talent register."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import KeptFilter, YearFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.models import Cluster
from enterprises.models import Enterprise
from talent.enums import Category, Missing
from talent.models import Quota, Talent, Team
from talent.unproven import unproven

COUNTED = [("yes", _("计入")), ("no", _("待佐证")), ("left", _("已离园"))]
IN_TEAM = [("yes", _("在团队中")), ("no", _("不在团队"))]
MISSING = [choice for choice in Missing.choices if choice[0] != Missing.LEFT]
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
    counted = django_filters.ChoiceFilter(label=_("计数情况"), choices=COUNTED, method="by_counted")
    missing = django_filters.ChoiceFilter(label=_("差什么"), choices=MISSING, method="by_missing")
    year = YearFilter("arrived_on", topics="talents", label=_("引进年份"))
    team = django_filters.ChoiceFilter(label=_("团队"), choices=IN_TEAM, method="by_team")
    highland = KeptFilter(label=_("团队产业高地"), topic="places", rows=Cluster.objects.all(), method="by_highland")

    class Meta:
        model = Talent
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_counted(self, queryset: Any, _name: str, value: str) -> Any:
        today = timezone.localdate()
        if value == "left":
            return queryset.left(today)
        return queryset.counted(today) if value == "yes" else queryset.unproven(today)

    def by_team(self, queryset: Any, _name: str, value: str) -> Any:
        inside = Team.objects.people_on(timezone.localdate()).order_by().values("pk")
        return queryset.filter(pk__in=inside) if value == "yes" else queryset.exclude(pk__in=inside)

    def by_highland(self, queryset: Any, _name: str, value: str) -> Any:
        teams = Team.objects.filter(pk__in=Team.objects.with_highland().filter(highland=value).order_by().values("pk"))
        return queryset.filter(pk__in=teams.people_on(timezone.localdate()).order_by().values("pk"))

    def by_missing(self, queryset: Any, _name: str, value: str) -> Any:
        """待佐证 who lack this first: so the parts add up to the whole."""
        waiting = unproven(timezone.localdate())
        return queryset.filter(pk__in=[each.pk for each in waiting if each.reasons[:1] == [value]])


class QuotaFilter(ZoneFilterSet):
    """By firm and category."""

    enterprise = NameFilter(label=_("企业"), rows=_firms, route="enterprises:firm_names")
    category = django_filters.ChoiceFilter(label=_("类别"), choices=Category.choices)

    class Meta:
        model = Quota
        fields: list[str] = []
