"""What the administrators' pages share: who may do what, fields that know their kind, and the second of two writers."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import BadRequest, ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel import history
from core.kernel.admin_site import NUL
from core.kernel.forms import ModelForm
from core.kernel.locks import locked
from core.kernel.sense import Count, Planned, Year

PLAIN: dict[type[models.Field], Any] = {
    models.DateField: Planned,
    models.PositiveSmallIntegerField: Count,
    models.PositiveIntegerField: Count,
}
DAY_PARTS = (("year", "2024"), ("month", "1"), ("day", "1"))  # the part of a date, and what stands for one not asked


def state_of(row: models.Model, beside: Iterable[models.QuerySet[Any]] = ()) -> str:
    """What a row, its lists of others and the rows `beside` it say, as a short digest."""
    lists = [sorted(getattr(row, each.name).values_list("pk", flat=True)) for each in row._meta.many_to_many]
    said = [_values(row), lists, *([_values(each) for each in rows.order_by("pk")] for rows in beside)]
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:32]


def _values(row: models.Model) -> list[Any]:
    return [each.value_from_object(row) for each in row._meta.concrete_fields]


class StateForm(ModelForm):
    """A form on a row without a history: refused once, with what the row says now, when it has changed meanwhile.

    `beside` are the models whose rows the same page writes, with the columns that name this row.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    beside: Sequence[tuple[type[models.Model], str]] = ()
    _saved: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields.pop("seen", None)
        elif not self.is_bound:
            self.initial["seen"] = self._state(self.instance)

    def _state(self, row: models.Model) -> str:
        return state_of(row, [model._base_manager.filter(**{column: row}) for model, column in self.beside])

    def full_clean(self) -> None:
        """Look at the row before the typed values reach it."""
        self._overtaken = False
        if self.is_bound and self.instance.pk:
            self._saved = locked(type(self.instance), self.instance.pk)
            state, field = self._state(self._saved), self.add_prefix("seen")
            if self.data.get(field) != state:
                self._overtaken = True
                self.data = self.data.copy()
                self.data[field] = state
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Say that somebody else was faster."""
        said = super().clean() or self.cleaned_data
        if self._overtaken and not self.errors:
            self.add_error(None, ValidationError(self._says_now(said)))
        return said

    def _says_now(self, said: dict[str, Any]) -> list[Any]:
        lines = [_("没有保存：这条记录在你打开之后有人改过。你填的都还在，核对后再保存，以你填的为准。")]
        for column in self._saved._meta.concrete_fields:
            if column.name in self.fields and getattr(self._saved, column.name) != said.get(column.name):
                now = history.words(column, self._saved) or _("空")
                lines.append(_("%(field)s现为：%(now)s") % {"field": self.fields[column.name].label, "now": now})
        return lines


def _may_be_a_row(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) < 19


class _Chosen(AutocompleteMixin):
    """A choice by name that is drawn again with what was sent: a number that no row can have chooses nothing."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        drawn: Any = super()
        return drawn.optgroups(name, list(filter(_may_be_a_row, value)), attrs)


class ChosenOne(_Chosen, AutocompleteSelect):
    """One row by its name."""


class ChosenSome(_Chosen, AutocompleteSelectMultiple):
    """Several rows by their names."""


class Kinded:
    """Fields of a dictionary have kinds: those of columns that name theirs, else a planned day and a count."""

    form = ModelForm

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if kind := Year if db_field.name == "year" else PLAIN.get(type(db_field)):
            kwargs.setdefault("form_class", kind)
        admin_of: Any = self
        if db_field.name in admin_of.autocomplete_fields:
            chosen = ChosenSome if db_field.many_to_many else ChosenOne
            kwargs["widget"] = chosen(db_field, admin_of.admin_site)
        parent: Any = super()
        return parent.formfield_for_dbfield(db_field, request, **kwargs)


def _column(model: type[models.Model], of: type[models.Model]) -> str:
    """The column by which a row stands in the page of another."""
    return next(each.name for each in model._meta.fields if each.related_model is of)


class DictionaryAdmin(Kinded, admin.ModelAdmin):
    """A dictionary that administrators keep. Nothing is deleted: rows refer to it. A second writer is told."""

    form = StateForm

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only what the filters beside the list ask for; Django would let every column be asked for anything."""
        filters = tuple(f"{name}__" for name in self.get_list_filter(request) if isinstance(name, str))  # pyright: ignore[reportArgumentType]
        return NUL not in str(value) and f"{lookup}__".startswith(filters)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Raises BadRequest for a day of the years above the list that no calendar has."""
        if self.date_hierarchy:
            parts = [request.GET.get(f"{self.date_hierarchy}__{part}") or fall for part, fall in DAY_PARTS]
            try:
                _last = dt.date(*map(int, parts)) + dt.timedelta(366)  # the list asks up to the year after
            except (ValueError, OverflowError) as error:
                raise BadRequest("no day") from error
        return super().changelist_view(request, extra_context)

    def response_action(self, request: HttpRequest, queryset: Any) -> Any:
        """Raises BadRequest when what was ticked is no number of a row."""
        ticked = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if not all(map(_may_be_a_row, ticked)):
            raise BadRequest("no rows")
        return super().response_action(request, queryset)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        return None if NUL in object_id else super().get_object(request, object_id, from_field)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form notices also who wrote to the rows of the same page."""
        made = super().get_form(request, obj, change=change, **kwargs)
        inlines: list[Any] = list(self.inlines)
        made.beside = [(each.model, _column(each.model, self.model)) for each in inlines]
        return made

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What the page was shown with goes with it."""
        fields = [each for each in super().get_fields(request, obj) if each != "seen"]
        return [*fields, "seen"] if obj and self.has_change_permission(request, obj) else fields

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
