"""How visits, hand-offs and requests are narrowed."""

from typing import Any

import django_filters
from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import DayFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.models import Department, User, UserQuerySet
from core.sheets.grouping import Grouping
from enterprises.enums import HandoffKind, RequestState, VisitMode
from enterprises.models import Enterprise, Request, RequestKind, Visit, VisitHandoff

VISIT_ORDERS = {"on": "on", "firm": "enterprise__pinyin"}


_COURSE = Case(*(When(state=each, then=place) for place, each in enumerate(RequestState)), default=len(RequestState))
REQUEST_GROUPS = {
    "department": Grouping(_("承办部门"), "department", "department__name", order=("department__rank",)),
    "kind": Grouping(_("类型"), "kind", "kind__name"),
    "state": Grouping(_("状态"), "state", words=dict(RequestState.choices), order=(_COURSE.asc(),)),
    "firm": Grouping(_("企业"), "enterprise", "enterprise__short_name", order=("enterprise__pinyin",)),
}
REQUEST_ORDERS = {"raised": "raised_at", "due": "due_at", "promised": "promised_on", "firm": "enterprise__pinyin"}


def departments_seen(request: HttpRequest) -> QuerySet[Department]:
    """Departments that have requests which this person may see."""
    return Department.objects.filter(pk__in=Request.objects.visible_to(request.user).values("department"))


def visitors_seen(request: HttpRequest) -> UserQuerySet:
    """Who made visits that this person may see."""
    theirs = Visit.objects.visible_to(request.user).filter(officer=OuterRef("pk"))
    return User.objects.filter(Exists(theirs)).by_name()


class VisitFilter(ZoneFilterSet):
    """By firm, days, way of meeting and officer."""

    SORTS = tuple(VISIT_ORDERS)
    q = django_filters.CharFilter(label=_("企业"), method="by_name", help_text=_("企业、拼音首字母"), max_length=60)
    since = DayFilter(label=_("从"), field_name="on", lookup_expr="gte")
    until = DayFilter(label=_("到"), field_name="on", lookup_expr="lte")
    mode = django_filters.ChoiceFilter(label=_("方式"), choices=VisitMode.choices)
    officer = NameFilter(label=_("走访人"), rows=visitors_seen, route="enterprises:visitor_names")

    class Meta:
        model = Visit
        fields: list[str] = []

    def prepare(self, form: Any) -> None:
        """Two days stand side by side: each says which it is."""
        for name in ("since", "until"):
            form.fields[name].widget.attrs["placeholder"] = form.fields[name].label

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(enterprise__in=Enterprise.objects.named_like(text))


DUE = [("overdue", _("已超时")), ("open", _("未办结")), ("done", _("已办结"))]


class RequestFilter(ZoneFilterSet):
    """By firm, kind, department, state and promised date."""

    SORTS = tuple(REQUEST_ORDERS)
    GROUPS = REQUEST_GROUPS
    q = django_filters.CharFilter(label=_("企业"), method="by_name", help_text=_("企业、拼音首字母"), max_length=60)
    kind = django_filters.ModelChoiceFilter(label=_("类型"), queryset=RequestKind.objects.all())
    department = NameFilter(label=_("承办部门"), rows=departments_seen, route="enterprises:department_names")
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
        return queryset.open() if value == "open" else queryset.filter(done_on__isnull=False)


STANDS = [("waiting", _("待承接")), ("taken", _("办理中")), ("mine", _("我承接的")), ("closed", _("已办结"))]
HANDOFF_ORDERS = {"on": "visit__on", "firm": "visit__enterprise__pinyin", "taken": "taken_at"}


class HandoffFilter(ZoneFilterSet):
    """By firm, kind, where it stands and day of the visit."""

    SORTS = tuple(HANDOFF_ORDERS)
    q = django_filters.CharFilter(label=_("企业"), method="by_name", help_text=_("企业、拼音首字母"), max_length=60)
    kind = django_filters.ChoiceFilter(label=_("类型"), choices=HandoffKind.choices)
    stands = django_filters.ChoiceFilter(label=_("进展"), choices=STANDS, method="by_stand")

    class Meta:
        model = VisitHandoff
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_stand(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "mine":
            return queryset.in_hands_of(self.request.user)
        return {"waiting": queryset.waiting, "taken": queryset.taken, "closed": queryset.closed}[value]()
