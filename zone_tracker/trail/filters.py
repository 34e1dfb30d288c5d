"""Whose lines, when, of what kind, about what: the auditors' questions."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from core.enums import ABOUT_ACCOUNTS, OF_PEOPLE, AuditKind
from core.guard.trail.histories import histories
from core.kernel.clock import moment
from core.kernel.filters import DayFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.models import AuditEvent, User
from zone_tracker.trail.nouns import NOUNS

# The pills above the list, and the kinds under each. Every kind is under one.
GROUPS = {
    "write": (gettext_lazy("修改"), (AuditKind.CREATED, AuditKind.CHANGED, AuditKind.DELETED)),
    "reveal": (gettext_lazy("查看全号"), OF_PEOPLE),
    "take": (gettext_lazy("导出与下载"), (AuditKind.EXPORTED, AuditKind.DOWNLOADED)),
    "login": (gettext_lazy("登录"), (AuditKind.LOGIN, AuditKind.LOGOUT, AuditKind.LOGIN_FAILED)),
    "account": (gettext_lazy("账号与角色"), ABOUT_ACCOUNTS),
    "refused": (gettext_lazy("被拒"), (AuditKind.REFUSED,)),
    "read": (gettext_lazy("读取"), (AuditKind.READ,)),
    "house": (gettext_lazy("系统"), (AuditKind.BASELINE, AuditKind.FORGOTTEN, AuditKind.REKEYED)),
}
NAMED = ("name", "short_name", "full_name", "title", "code", "number")
FIRST_YEAR, LAST_YEAR = 1900, 2100  # of a day that somebody may mean
MOST_ROWS = 50  # of a kind that a word in the search may mean


def everybody(_request: HttpRequest) -> QuerySet[User]:
    """Whoever has an account, also one that was closed."""
    return User.objects.by_name()


class AuditFilter(ZoneFilterSet):
    """The lines of a time: of a person, about a business, of a kind, or with a word."""

    q = django_filters.CharFilter(label=gettext_lazy("人、企业、项目、请求号"), method="search")
    since = DayFilter(label=gettext_lazy("从"), method="from_day")
    until = DayFilter(label=gettext_lazy("到"), method="to_day")
    person = NameFilter(label=gettext_lazy("人员"), field_name="user", rows=everybody, route="audit_names")
    table = django_filters.ChoiceFilter(label=gettext_lazy("业务"))
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("做了什么"),
        method="of_kind",
        choices=[(key, label) for key, (label, _kinds) in GROUPS.items()],
        widget=forms.HiddenInput,  # chosen by the pills
    )

    data: QueryDict  # pyright: ignore[reportIncompatibleVariableOverride]  # both pages hand it over

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    @property
    def asked(self) -> QueryDict:
        """What the page was asked for; there is always something."""
        return self.data if isinstance(self.data, QueryDict) else QueryDict()

    def without_kind(self) -> QuerySet[AuditEvent]:
        """What is asked for of every kind."""
        if not self.asked.get("kind"):
            return self.qs
        data = self.asked.copy()
        del data["kind"]
        wider = AuditFilter(data, queryset=self.queryset, request=self.request)
        wider.meant = self.meant
        return wider.qs

    def _knows(self, name: str) -> bool:
        """`line` is the one that the page lays open."""
        return name == "line" or super()._knows(name)

    def prepare(self, form: Any) -> None:
        """Registers by the words on their pages."""
        names = {table: str(each.model._meta.verbose_name) for table, each in histories().items()}
        form.fields["table"].choices = [("", "---------"), *sorted(names.items(), key=lambda pair: pair[1])]

    def from_day(self, rows: QuerySet[AuditEvent], _name: str, day: dt.date) -> QuerySet[AuditEvent]:
        return rows.filter(at__gte=moment(day, dt.time())) if FIRST_YEAR <= day.year <= LAST_YEAR else rows.none()

    def to_day(self, rows: QuerySet[AuditEvent], _name: str, day: dt.date) -> QuerySet[AuditEvent]:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            return rows.none()
        return rows.filter(at__lt=moment(day + dt.timedelta(days=1), dt.time()))

    def of_kind(self, rows: QuerySet[AuditEvent], _name: str, group: str) -> QuerySet[AuditEvent]:
        return rows.filter(kind__in=GROUPS[group][1])

    def search(self, rows: QuerySet[AuditEvent], _name: str, text: str) -> QuerySet[AuditEvent]:
        return rows.filter(self.meant(text))

    @cached_property
    def meant(self) -> Callable[[str], Q]:
        """What words may mean, asked of the registers once for the list and its pills."""
        return cache(lines_about)


def lines_about(text: str) -> Q:
    """Lines of a person's name or user name, an address, the number of a request, or the name of a row."""
    people = User.objects.suggested(text).values("pk")
    meant = Q(user__in=people) | Q(who__icontains=text) | Q(request_id=text)
    if is_address(text):
        meant |= Q(address=text)
    for noun in NOUNS.values():
        if keys := rows_called(noun.model, text):
            meant |= Q(table=noun.model._meta.db_table, row__in=keys)
    return meant


def rows_called(model: Any, text: str) -> list[int]:
    """The rows whose name holds the text."""
    columns = [field.name for field in model._meta.concrete_fields if field.name in NAMED]
    said = Q()
    for column in columns:
        said |= Q(**{f"{column}__icontains": text})
    return list(model._base_manager.filter(said).values_list("pk", flat=True)[:MOST_ROWS]) if columns else []


def is_address(text: str) -> bool:
    """Whether a text is an address of the network."""
    try:
        validate_ipv46_address(text)
    except ValidationError:
        return False
    return True


def today_unless_asked(query: Any) -> Any:
    """What the page shows when it is opened: today."""
    if "since" in query or "until" in query or "q" in query:
        return query
    query = query.copy()
    query["since"] = query["until"] = f"{timezone.localdate():%Y-%m-%d}"
    return query
