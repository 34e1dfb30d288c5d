"""The administrators keep the planned path of each target; the targets are facts of the programme's file."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from core.enums import Role
from core.kernel.sense import Figure
from core.office.dictionaries import DictionaryAdmin, Kinded
from targets.models import PlanPoint, Target


class PlanPointInline(Kinded, admin.TabularInline):
    """A day of the path and the value that is planned for it."""

    model = PlanPoint
    fields = ("on", "value")
    ordering = ("on",)
    extra = 1
    formfield_overrides = {models.DecimalField: {"form_class": Figure}}  # in the unit of the target

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.holds(Role.ADMIN)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(Target)
class TargetAdmin(DictionaryAdmin):
    """A target with its planned path. What was promised is not rewritten here."""

    list_display = ("name", "value", "unit", "due_on")
    fields = ("name", "value", "unit", "due_on", "source")
    readonly_fields = fields
    inlines = (PlanPointInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
