"""How the accounts are narrowed."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.filters import ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.models import Department, User

ACCOUNT_ORDERS = {"name": "pinyin", "username": "username", "login": "last_login"}
NO_ROLE = "none"
ROLES = [*Role.choices, (NO_ROLE, _("无角色"))]
STATES = [("in_use", _("在用")), ("locked", _("已锁定")), ("disabled", _("已停用"))]


def _departments(_request: HttpRequest) -> QuerySet[Department]:
    return Department.objects.all()


class AccountFilter(ZoneFilterSet):
    """By name, role, department and state. Its rows carry `is_locked`."""

    SORTS = tuple(ACCOUNT_ORDERS)
    q = django_filters.CharFilter(label=_("关键词"), method="by_name", help_text=_("姓名、用户名"), max_length=60)
    role = django_filters.ChoiceFilter(label=_("角色"), choices=ROLES, method="by_role")
    department = NameFilter(label=_("部门"), rows=_departments, route="core:department_names")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state")

    class Meta:
        model = User
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(Q(name__icontains=text) | Q(username__icontains=text))

    def by_role(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(roles=[]) if value == NO_ROLE else queryset.filter(roles__contains=[value])

    def by_state(self, queryset: Any, _name: str, value: str) -> Any:
        """A disabled account is nothing else, whatever was typed at the door."""
        if value == "disabled":
            return queryset.filter(is_active=False)
        return queryset.filter(is_active=True, is_locked=value == "locked")
