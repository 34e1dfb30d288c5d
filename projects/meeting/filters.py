"""How 交办单 and 需协调事项 are narrowed."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.models import Department, User, UserQuerySet
from projects.enums import ActionState, Escalation
from projects.models import Action, Blocker, Project

ACTION_ORDERS = {"number": "number", "due": "due_on"}


BLOCKER_ORDERS = {"raised": "raised_at"}


BLOCKER_STATES = [
    ("open", _("未解决")),
    ("unanswered", _("待答复")),
    ("raised", _("已升级")),
    ("resolved", _("已解决")),
]


SUBMITTED = (ActionState.SUBMITTED.value, ActionState.SUBMITTED.label)
ACTION_DUE = [("overdue", _("已逾期")), ("open", _("未销号")), SUBMITTED, ("closed", _("已销号"))]


def owners_seen(request: HttpRequest) -> UserQuerySet:
    """Only owners of actions that this person may see."""
    return User.objects.filter(pk__in=Action.objects.visible_to(request.user).values("owner")).by_name()


class ActionFilter(ZoneFilterSet):
    """交办单 by words, owner, state and date."""

    SORTS = tuple(ACTION_ORDERS)
    q = django_filters.CharFilter(label=_("关键词"), method="by_words", help_text=_("编号、事项、项目"), max_length=60)
    owner = NameFilter(label=_("责任人"), rows=owners_seen, route="projects:action_owner_names")
    due = django_filters.ChoiceFilter(label=_("办结情况"), choices=ACTION_DUE, method="by_due")

    class Meta:
        model = Action
        fields: list[str] = []

    def by_words(self, queryset: Any, _name: str, text: str) -> Any:
        """Number, title, or the project's names."""
        named = Project.objects.named_like(text)
        return queryset.filter(
            Q(pk__in=Action.objects.numbered(text).values("pk")) | Q(title__icontains=text) | Q(project__in=named)
        )

    def by_due(self, queryset: Any, _name: str, value: str) -> Any:
        if value in ("closed", ActionState.SUBMITTED):
            return queryset.filter(state=value)
        return queryset.overdue(timezone.localdate()) if value == "overdue" else queryset.open()


def _departments(_request: HttpRequest) -> QuerySet[Department]:
    return Department.objects.all()


class BlockerFilter(ZoneFilterSet):
    """需协调事项 by words, department and state."""

    SORTS = tuple(BLOCKER_ORDERS)
    q = django_filters.CharFilter(label=_("关键词"), method="by_words", help_text=_("事项、项目"), max_length=60)
    department = NameFilter(label=_("承办部门"), rows=_departments, route="core:department_names")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=BLOCKER_STATES, method="by_state")

    class Meta:
        model = Blocker
        fields: list[str] = []

    def by_words(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(Q(text__icontains=text) | Q(project__in=Project.objects.named_like(text)))

    def by_state(self, queryset: Any, _name: str, value: str) -> Any:
        if value == "resolved":
            return queryset.filter(resolved_at__isnull=False)
        if value == "raised":
            return queryset.open().filter(escalation__gt=Escalation.DEPARTMENT)
        return queryset.unanswered() if value == "unanswered" else queryset.open()
