"""What the pages of the administrators' site share: who may do what, and fields that know their kind."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from core.enums import Role
from core.kernel.forms import ModelForm
from core.kernel.sense import Count, Planned, Year

PLAIN: dict[type[models.Field], Any] = {
    models.DateField: Planned,
    models.PositiveSmallIntegerField: Count,
    models.PositiveIntegerField: Count,
}


class Kinded:
    """Fields of a dictionary have kinds: those of columns that name theirs, else a planned day and a count."""

    form = ModelForm

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if kind := Year if db_field.name == "year" else PLAIN.get(type(db_field)):
            kwargs.setdefault("form_class", kind)
        parent: Any = super()
        return parent.formfield_for_dbfield(db_field, request, **kwargs)


class DictionaryAdmin(Kinded, admin.ModelAdmin):
    """A dictionary that administrators keep. Nothing is deleted: rows refer to it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.holds(Role.ADMIN)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.holds(Role.ADMIN)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class ReadOnlyAdmin(DictionaryAdmin):
    """Something administrators may look at but not touch."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    has_change_permission = has_add_permission
