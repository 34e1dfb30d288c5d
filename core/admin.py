"""Dictionaries of the floor."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.shortcuts import redirect

from core.models import CalendarYear, Cluster, Delivery, Department, Park, User, Workday
from core.office.dictionaries import DictionaryAdmin, ReadOnlyAdmin


@admin.register(User)
class PersonAdmin(ReadOnlyAdmin):
    """People, to be chosen by name in the fields of others. Whoever would look at one is led to the accounts."""

    search_fields = ["username", "name"]
    ordering = ["pinyin", "username"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Only who may still log in is offered."""
        found, twice = super().get_search_results(request, queryset, search_term)
        return found.filter(is_active=True), twice

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("core:account_list")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        return redirect("core:account_list")


@admin.register(Department)
class DepartmentAdmin(DictionaryAdmin):
    """Offices of the zone, by rank."""

    list_display = ["name", "key", "rank"]


@admin.register(Park)
class ParkAdmin(DictionaryAdmin):
    """The main park and the enclaves."""

    list_display = ["name", "city", "kind", "partner", "delivery_on"]


@admin.register(Cluster)
class ClusterAdmin(DictionaryAdmin):
    """The industry highlands."""

    list_display = ["name", "ambition", "lead"]


@admin.register(Workday)
class WorkdayAdmin(DictionaryAdmin):
    """Holidays and make-up days, beyond what the State Council's notice brought."""

    list_display = ["on", "is_working", "name"]
    date_hierarchy = "on"


@admin.register(CalendarYear)
class CalendarYearAdmin(DictionaryAdmin):
    """Years whose notice is loaded."""

    list_display = ["year", "source"]


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """What left the house, what is owed, and what was given up."""

    list_display = ["subject", "user", "state", "attempts", "owed_at", "sent_at", "error"]
    list_filter = ["state", "channel"]
