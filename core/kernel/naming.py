"""A choice among rows that grow (firms, people): a list while they are few, else a name that is typed.

The browser asks the server for names as one types (htmx fills a datalist); without JavaScript the field takes a name
that is typed in full. Either way the form is sent a name, and looks it up among the rows that it offers.
"""

from typing import Any, cast

import django_filters
from django import forms
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import RowFilter
from core.kernel.http import HttpRequest

MOST_LISTED = 20  # more choices than that are searched


class NameInput(forms.TextInput):
    """A text field whose names come from a route."""

    template_name = "forms/widgets/name.html"

    def __init__(self, route: str) -> None:
        super().__init__({"autocomplete": "off", "maxlength": "100", "placeholder": _("输入名称，从列出的选项中选择")})
        self.route = route

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"url": f"{reverse(self.route)}?of={name}", "list": f"names-{name}"}


class NameBoundField(forms.BoundField):
    """Settles how the field is drawn when it is drawn: a form that is only read asks nothing for it."""

    def as_widget(self, *args: Any, **kwargs: Any) -> Any:
        cast("NameField", self.field).settle()
        return super().as_widget(*args, **kwargs)


class NameField(forms.ModelChoiceField):
    """One of the rows that `offer` is given. `route` tells names of them; their QuerySet knows `called(name)`."""

    default_error_messages = {"unnamed": _("没有找到“%(name)s”，请从列出的名称中选择。")}
    offered = -1  # rows that there are to choose from, no more counted than are listed and one; -1 before it is drawn

    def __init__(self, *args: Any, route: str, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", None)
        super().__init__(*args, **kwargs)
        self.route = route

    def offer(self, rows: QuerySet[Any]) -> None:
        """Let one choose among these rows."""
        self.queryset, self.offered = rows, -1

    def settle(self) -> None:
        """Take a list or, for many rows, a text field. One query, once."""
        if self.offered >= 0:
            return
        self.offered = len(self.queryset.order_by().values_list("pk")[: MOST_LISTED + 1])
        if self.offered > MOST_LISTED:
            widget = NameInput(self.route)
            widget.is_required = self.required
            widget.attrs |= self.widget_attrs(widget)
            self.widget = widget

    def get_bound_field(self, form: Any, field_name: str) -> NameBoundField:
        return NameBoundField(form, self, field_name)

    def prepare_value(self, value: Any) -> Any:
        """Show the name of a row, also where its key came with the address."""
        if not isinstance(self.widget, NameInput):
            return super().prepare_value(value)
        if not isinstance(value, Model) and _is_key(value):
            typed = self.queryset.called(value) if isinstance(value, str) else None
            value = typed or self.queryset.filter(pk=value).first() or value
        return str(value) if value is not None else None

    def to_python(self, value: Any) -> Any:
        """The row of a name, or of a key: a firm may be called 360, and then it is that firm that was typed.

        Raises ValidationError for neither, and for a name that two rows share.
        """
        if value in self.empty_values or isinstance(value, Model):
            return super().to_python(value)
        name = _readable(value)
        if found := self.queryset.called(name):
            return found
        if _is_key(name):
            return super().to_python(name)
        raise forms.ValidationError(self.error_messages["unnamed"], code="unnamed", params={"name": name})


class NameFilterField(NameField, django_filters.fields.ModelChoiceField):
    """The same in a filter, which has its own words for nothing chosen."""


class NameFilter(RowFilter):
    """A filter by one of many rows that the person may see."""

    field_class = NameFilterField

    @property
    def field(self) -> NameField:
        """The form's field, settled: the bar of filters looks at its widget before it draws it."""
        field = cast(NameField, super().field)
        field.settle()
        return field


def names_page(request: HttpRequest, rows: QuerySet[Any], more: str = "") -> HttpResponse:
    """The names of the first rows, as options of the field that asks; `more` is a column that is shown beside."""
    found = [(str(row), getattr(row, more, "")) for row in rows[:MOST_LISTED]]
    return render(request, "components/names.html", {"names": found})


def asked_name(request: HttpRequest) -> str:
    """What was typed into the field that asks."""
    return _readable(request.GET.get(request.GET.get("of", ""), ""))[:100]


def _readable(value: Any) -> str:
    """What was typed, without what no name holds and no database takes."""
    return str(value).replace("\0", "").strip()


def _is_key(value: Any) -> bool:
    text = str(value)
    return text.isdecimal() and text.isascii() and len(text) < 10
