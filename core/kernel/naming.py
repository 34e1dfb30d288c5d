"""A choice among rows that grow (firms, people): a list while they are few, else a name that is typed.

The browser asks the server for names as one types (names.js fills a datalist); without JavaScript the field takes a
name that is typed in full. Either way the form is sent a name, and looks it up among the rows that it offers.
"""

from collections.abc import Callable, Sequence
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
from core.kernel.keeping.freshness import remembered
from core.typed.cleaning import asked_for, in_line, is_key

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
    """One of the rows that `offer` is given. `route` tells names of them (`names_of`).

    Their QuerySet knows `called(name)`, the one row that a typed name means, and `suggested(text)`. A row is written as
    its `label` says, or as itself where its model has none: what is shown of it has to be what `called` takes.
    """

    default_error_messages = {"unnamed": _("没有找到“%(name)s”，请从列出的名称中选择。")}
    topics = ""
    offered = -1  # rows that there are to choose from, no more counted than are listed and one; -1 before it is drawn

    def __init__(self, *args: Any, route: str, **kwargs: Any) -> None:
        kwargs.setdefault("queryset", None)
        super().__init__(*args, **kwargs)
        self.route = route

    def offer(self, rows: QuerySet[Any], *, topics: str = "") -> None:
        """Let one choose among these rows; the first of them are read once until somebody writes to the `topics`, where
        these name all of their tables.
        """
        self.queryset, self.offered, self.topics = rows, -1, topics

    def settle(self) -> None:
        """Take a list or, for many rows, a text field. One query, once: the list is of the rows that it found."""
        if self.offered >= 0:
            return
        first = self.queryset[: MOST_LISTED + 1]
        rows = remembered(self.topics, first, lambda: list(first)) if self.topics else list(first)
        self.offered = len(rows)
        if self.offered > MOST_LISTED:
            widget = NameInput(self.route)
            widget.is_required = self.required
            widget.attrs |= self.widget_attrs(widget)
            self.widget = widget
        else:
            none = [("", self.empty_label)] if self.empty_label is not None else []
            self.widget.choices = none + [(row.pk, self.label_from_instance(row)) for row in rows]

    def get_bound_field(self, form: Any, field_name: str) -> NameBoundField:
        return NameBoundField(form, self, field_name)

    def prepare_value(self, value: Any) -> Any:
        """Show the name of a row, also where its key came with the address."""
        return self.words(value) if isinstance(self.widget, NameInput) else super().prepare_value(value)

    def words(self, value: Any) -> str | None:
        """How the row of a key or a name is written; what means no row stays as it was typed."""
        if not isinstance(value, Model) and is_key(value):
            typed = self.queryset.called(value) if isinstance(value, str) else None
            value = typed or self.queryset.filter(pk=value).first() or value
        return _label(value) if value is not None else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another row is meant than there was, by its name or its key."""
        if self.disabled or data in self.empty_values:
            return not self.disabled and initial not in self.empty_values
        named = None if is_key(data) else self.queryset.called(_readable(data))
        return str(getattr(initial, "pk", initial)) != str(named.pk if named else data)

    def to_python(self, value: Any) -> Any:
        """The row of a name, or of a key: a firm may be called 360, and then it is that firm that was typed.

        Raises ValidationError for neither, and for a name that two rows share.
        """
        if value in self.empty_values or isinstance(value, Model):
            return super().to_python(value)
        name = _readable(value)
        if found := self.queryset.called(name):
            return found
        if is_key(name):
            return super().to_python(name)
        raise forms.ValidationError(self.error_messages["unnamed"], code="unnamed", params={"name": name})


class NameFilterField(NameField, django_filters.fields.ModelChoiceField):
    """The same in a filter, which has its own words for nothing chosen."""


class NameFilter(RowFilter):
    """A filter by one of many rows that the person may see."""

    field_class = NameFilterField


class WordField(django_filters.fields.ChoiceField):
    """One of choices that are no rows of one table: a list, or for many a word that is typed. `route` tells words
    (`words_of`).
    """

    def __init__(self, *args: Any, route: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.route, self.words = route, {}

    def offer(self, choices: Sequence[Any]) -> None:
        """Let one choose among these, in groups or not."""
        self.choices, self.words = choices, worded(choices)
        if len(self.words) > MOST_LISTED:
            self.widget = NameInput(self.route)

    def prepare_value(self, value: Any) -> Any:
        """Show the word of a choice that came with the address."""
        words = {key: word for word, key in self.words.items()} if isinstance(self.widget, NameInput) else {}
        return words.get(value, value)

    def to_python(self, value: Any) -> Any:
        """The choice that a word means, or the choice itself."""
        text = super().to_python(value)
        return self.words.get(_readable(text), text) if text else text


class WordFilter(django_filters.ChoiceFilter):
    """A filter by one of many words, which the filterset offers."""

    field_class = WordField


def worded(choices: Sequence[Any]) -> dict[str, str]:
    """The choices by their words; a word that an earlier group has too is told with the name of its own."""
    found: dict[str, str] = {}
    for key, label in choices:
        pairs, group = (label, str(key)) if isinstance(label, list) else ([(key, label)], "")
        for value, word in pairs:
            text = str(word)
            found[f"{text}（{group}）" if group and text in found else text] = str(value)
    return found


def words_of(choices: Callable[[HttpRequest], Sequence[Any]]) -> Callable[[HttpRequest], HttpResponse]:
    """The view of a route that tells words among the choices that a field offers this person."""

    def words(request: HttpRequest) -> HttpResponse:
        asked = _asked_name(request).casefold()
        found = [word for word in worded(choices(request)) if asked in word.casefold()]
        return render(request, "components/names.html", {"names": [(word, "") for word in found[:MOST_LISTED]]})

    return words


def names_of(rows: Callable[[HttpRequest], QuerySet[Any]], more: str = "") -> Callable[[HttpRequest], HttpResponse]:
    """The view of a route that tells names among the rows that a field offers this person.

    They are options of the field that asks, no more than a list would have; `more` is a column that is shown beside.
    """

    def names(request: HttpRequest) -> HttpResponse:
        found = rows(request).suggested(_asked_name(request))[:MOST_LISTED]
        told = [(_label(row), getattr(row, more, "")) for row in found]
        return render(request, "components/names.html", {"names": told})

    return names


def _asked_name(request: HttpRequest) -> str:
    """What was typed into the field that asks."""
    return asked_for(request, request.GET.get("of", ""), 100)


def _label(row: Any) -> str:
    return str(getattr(row, "label", row))


def _readable(value: Any) -> str:
    """What was typed, without what no name holds and no database takes."""
    return in_line(str(value))
