"""The filters of firms, visits and requests. Choices never name what the person may not see."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.access import may_open
from core.filters import ZoneFilterSet
from core.models import Cluster, Department, Park, User
from enterprises.enums import REQUEST_OPEN, Grade, PlanKind, RequestState, VisitMode
from enterprises.models import Enterprise, LiaisonAssignment, Request, RequestKind, Visit

FIRM_ORDERS = {"name": "pinyin", "visited": "last_visit", "requests": "open_requests"}
VISIT_ORDERS = {"on": "on", "firm": "enterprise__pinyin"}
REQUEST_ORDERS = {"raised": "raised_at", "due": "due_at", "promised": "promised_on", "firm": "enterprise__pinyin"}


def _officers(request: Any) -> QuerySet[User]:
    """Liaison officers of firms that this person may see."""
    firms = Enterprise.objects.visible_to(request.user)
    current = LiaisonAssignment.objects.current().filter(enterprise__in=firms)
    return User.objects.filter(pk__in=current.values("officer")).order_by("name")


def _departments(request: Any) -> QuerySet[Department]:
    """Departments that have requests which this person may see."""
    return Department.objects.filter(pk__in=Request.objects.visible_to(request.user).values("department"))


IDLE = [(30, _("超过 30 天未走访")), (60, _("超过 60 天未走访")), (90, _("超过 90 天未走访"))]


class EnterpriseFilter(ZoneFilterSet):
    """By name, alias, pinyin or code; cluster, park, grade, plan, liaison officer, days without a visit.

    The queryset carries `last_visit`, as far as the reader may see visits; who may see none is not asked about them.
    """

    SORTS = tuple(FIRM_ORDERS)
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("名称、拼音首字母、信用代码"), max_length=60
    )
    cluster = django_filters.ModelChoiceFilter(label=_("产业高地"), queryset=Cluster.objects.all())
    park = django_filters.ModelChoiceFilter(label=_("园区"), queryset=Park.objects.all())
    grade = django_filters.ChoiceFilter(label=_("等级"), choices=Grade.choices, method="by_grade")
    plan = django_filters.ChoiceFilter(label=_("培育计划"), choices=PlanKind.choices, method="by_plan")
    officer = django_filters.ModelChoiceFilter(label=_("联络员"), queryset=_officers, method="by_officer")
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
        return queryset.filter(grades__grade=grade)

    def by_plan(self, queryset: Any, _name: str, kind: str) -> Any:
        return queryset.filter(plan_entries__plan__kind=kind)

    def by_officer(self, queryset: Any, _name: str, officer: User) -> Any:
        return queryset.looked_after_by(officer)

    def by_idle(self, queryset: Any, _name: str, days: str) -> Any:
        since = timezone.localdate() - dt.timedelta(days=int(days))
        return queryset.filter(Q(last_visit=None) | Q(last_visit__lt=since))


class VisitFilter(ZoneFilterSet):
    """By firm, way of meeting and officer."""

    SORTS = tuple(VISIT_ORDERS)
    q = django_filters.CharFilter(label=_("企业"), method="by_name", help_text=_("企业、拼音首字母"), max_length=60)
    mode = django_filters.ChoiceFilter(label=_("方式"), choices=VisitMode.choices)
    officer = django_filters.ModelChoiceFilter(
        label=_("走访人"),
        queryset=lambda request: User.objects.filter(
            pk__in=Visit.objects.visible_to(request.user).values("officer")
        ).order_by("name"),
    )

    class Meta:
        model = Visit
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(enterprise__in=Enterprise.objects.named_like(text))


DUE = [("overdue", _("已超时")), ("open", _("未办结")), ("done", _("已办结"))]


class RequestFilter(ZoneFilterSet):
    """By firm, kind, department, state and promised date."""

    SORTS = tuple(REQUEST_ORDERS)
    q = django_filters.CharFilter(label=_("企业"), method="by_name", help_text=_("企业、拼音首字母"), max_length=60)
    kind = django_filters.ModelChoiceFilter(label=_("类型"), queryset=RequestKind.objects.all())
    department = django_filters.ModelChoiceFilter(label=_("承办部门"), queryset=_departments)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=RequestState.choices)
    due = django_filters.ChoiceFilter(label=_("时限"), choices=DUE, method="by_due")

    class Meta:
        model = Request
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(enterprise__in=Enterprise.objects.named_like(text))

    def by_due(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "overdue":
            return queryset.overdue(timezone.now())
        return queryset.open() if value == "open" else queryset.exclude(state__in=REQUEST_OPEN)
