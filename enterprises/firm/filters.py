"""The filters of firms, visits and requests. Choices never name what the person may not see."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.access import may_open
from core.kernel.filters import KeptFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.models import Cluster, Park, User, UserQuerySet
from core.sheets.grouping import Grouping
from enterprises.enums import Grade, PlanKind
from enterprises.models import Enterprise, EnterpriseGrade, EnterpriseQuerySet, LiaisonAssignment, PlanEntry

FIRM_ORDERS = {"name": "pinyin", "visited": "last_visit", "requests": "open_requests"}


def firms_seen(request: HttpRequest) -> EnterpriseQuerySet:
    """Firms that this person may see."""
    return Enterprise.objects.visible_to(request.user)


def officers_seen(request: HttpRequest) -> UserQuerySet:
    """Liaison officers of firms that this person may see."""
    firms = Enterprise.objects.visible_to(request.user)
    current = LiaisonAssignment.objects.current().filter(enterprise__in=firms, officer=OuterRef("pk"))
    return User.objects.filter(Exists(current)).by_name()


IDLE = [(30, _("超过 30 天未走访")), (60, _("超过 60 天未走访")), (90, _("超过 90 天未走访"))]
FIRM_GROUPS = {
    "cluster": Grouping(_("产业高地"), "cluster", "cluster__name", order=("cluster__rank",), missing=_("未归类")),
    "park": Grouping(_("园区"), "park", "park__name", order=("park__rank",)),
}


class EnterpriseFilter(ZoneFilterSet):
    """By name, alias, pinyin or code; cluster, park, grade, plan, liaison officer, days without a visit.

    The queryset carries `last_visit`, as far as the reader may see visits; who may see none is not asked about them.
    """

    SORTS = tuple(FIRM_ORDERS)
    GROUPS = FIRM_GROUPS
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("名称、拼音首字母、信用代码"), max_length=60
    )
    cluster = KeptFilter(label=_("产业高地"), topic="places", rows=Cluster.objects.all())
    park = KeptFilter(label=_("园区"), topic="places", rows=Park.objects.all())
    grade = django_filters.ChoiceFilter(label=_("等级"), choices=Grade.choices, method="by_grade")
    plan = django_filters.ChoiceFilter(label=_("培育计划"), choices=PlanKind.choices, method="by_plan")
    officer = NameFilter(label=_("联络员"), rows=officers_seen, route="enterprises:officer_names", method="by_officer")
    idle = django_filters.ChoiceFilter(label=_("走访情况"), choices=IDLE, method="by_idle")

    class Meta:
        model = Enterprise
        fields: list[str] = []

    def get_form_class(self) -> Any:
        """Leave out what would tell of visits to people who may not see them."""
        if not may_open(self.request.user, "enterprises:visit_list"):
            self.filters.pop("idle", None)
        return super().get_form_class()

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_grade(self, queryset: Any, _name: str, grade: str) -> Any:
        return queryset.filter(pk__in=EnterpriseGrade.objects.filter(grade=grade).values("enterprise"))

    def by_plan(self, queryset: Any, _name: str, kind: str) -> Any:
        return queryset.filter(pk__in=PlanEntry.objects.filter(plan__kind=kind).values("enterprise"))

    def by_officer(self, queryset: Any, _name: str, officer: User) -> Any:
        return queryset.assigned_to(officer)

    def by_idle(self, queryset: Any, _name: str, days: str) -> Any:
        since = timezone.localdate() - dt.timedelta(days=int(days))
        return queryset.filter(Q(last_visit=None) | Q(last_visit__lt=since))
