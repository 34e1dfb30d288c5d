"""What every list's FilterSet shares: a whitelisted `sort`, and a clear sentence for anything it does not know."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import kept, remembered
from core.kernel.pages import ALL_PARAM
from core.kernel.sense import Planned
from core.kernel.wording import Spoken

VIEW_PARAM = "view"  # the saved view by which a list was opened
RESERVED = frozenset({"page", ALL_PARAM, VIEW_PARAM})


def ordered(rows: QuerySet, chosen: str, columns: Mapping[str, str], *, empty_first: Collection[str] = ()) -> QuerySet:
    """Sort by the column of a name, a leading minus turning it round. Rows without a value come last either way;
    for the names of `empty_first` their having none is the least of values.

    What is turned round is turned round with its key, and a column that is never empty is asked for plainly: so an
    index on both gives the page without sorting."""
    name, column = chosen.removeprefix("-"), F(columns[chosen.removeprefix("-")])
    if chosen.startswith("-"):
        return rows.order_by(column.desc(nulls_last=None if _never_empty(rows, column.name) else True), "-pk")
    return rows.order_by(column.asc(**{"nulls_first" if name in empty_first else "nulls_last": True}), "pk")


def _never_empty(rows: QuerySet, column: str) -> bool:
    """Whether this is a column of the table itself that has a value in every row."""
    return any(field.name == column and not field.null for field in rows.model._meta.concrete_fields)


class RowFilter(django_filters.ModelChoiceFilter):
    """A choice among rows that the request decides: those that the person may see, as they are today."""

    def __init__(self, *, rows: Callable[[HttpRequest], QuerySet[Any]], **kwargs: Any) -> None:
        super().__init__(queryset=rows, **kwargs)  # pyright: ignore[reportArgumentType]  # the stub knows no callables


class KeptFilter(django_filters.ChoiceFilter):
    """A choice among the rows of a small dictionary, kept by the process until somebody changes it."""

    def __init__(self, *, topic: str, rows: QuerySet[Any], **kwargs: Any) -> None:
        self.topic, self.rows = topic, rows
        super().__init__(**kwargs)

    @property
    def field(self) -> Any:
        """The form's field, with the rows of now."""
        self.extra["choices"] = kept(self.topic, self._read, part=self.rows.model._meta.label)
        return super().field

    def _read(self) -> list[tuple[str, str]]:
        return [(str(row.pk), str(row)) for row in self.rows.all()]


class YearFilter(django_filters.ChoiceFilter):
    """The years of a date that occur among the rows of the list, newest first; `topics` are those of its tables."""

    def __init__(self, field_name: str, *, topics: str, **kwargs: Any) -> None:
        super().__init__(field_name=field_name, lookup_expr="year", **kwargs)
        self.topics = topics

    @property
    def field(self) -> Any:
        """The form's field; its choices name no year of a row that the person may not see."""
        days = self.parent.queryset.order_by().dates(self.field_name, "year", order="DESC")
        years = remembered(self.topics, days, lambda: [str(day.year) for day in days])
        self.extra["choices"] = [(year, year) for year in years]
        return super().field


class DayFilter(django_filters.DateFilter):
    """A day that somebody means: what happened, or is planned."""

    field_class = Planned


class ZoneFilterSet(django_filters.FilterSet):
    """A FilterSet that never ignores a parameter silently: unknown names and values are said beside the filter.

    `SORTS` names what the list may be sorted by; a leading minus turns it round. `GROUPS` names what it
    may be grouped by.
    """

    request: HttpRequest  # pyright: ignore[reportIncompatibleVariableOverride]  # every list of ours hands it over
    SORTS: tuple[str, ...] = ()
    GROUPS: Mapping[str, Any] = {}  # of core/sheets/grouping.py
    sort = django_filters.ChoiceFilter(label=gettext_lazy("排序"), method="leave_to_the_list")
    by = django_filters.ChoiceFilter(
        label=gettext_lazy("分组"), method="leave_to_the_list", empty_label=gettext_lazy("不分组")
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        ways = [way for name in self.SORTS for way in (name, f"-{name}")]
        self.form.fields["sort"].choices = [(way, way) for way in ways]
        if self.GROUPS:
            self.form.fields["by"] = self.form.fields.pop("by")  # the last of the bar
            self.form.fields["by"].choices = [
                (name, _("按%(what)s") % {"what": each.label}) for name, each in self.GROUPS.items()
            ]
        self.prepare(self.form)
        unknown = {name for name in self.data or {} if not self._knows(name)}
        if self.form.is_bound and unknown:
            self.form.is_valid()
            names = _("、").join(sorted(unknown))
            self.form.add_error(
                None, _("没有名为 %(names)s 的筛选条件，已忽略这部分，其余条件照常生效。") % {"names": names}
            )

    def get_form_class(self) -> Any:
        """Django-filter's form, refusing in our words."""
        if not self.GROUPS:
            self.filters.pop("by", None)
        if not issubclass(self._meta.form, Spoken):
            self._meta.form = type("SpokenForm", (Spoken, self._meta.form), {})
        return super().get_form_class()

    def prepare(self, form: Any) -> None:
        """Fill in choices that depend on the rows of today, before anything is checked."""

    def _knows(self, name: str) -> bool:
        """A field, a part of a range field (`on_after`), or a parameter of the page itself."""
        return name in RESERVED or name in self.form.fields or name.rpartition("_")[0] in self.form.fields

    def leave_to_the_list(self, queryset: QuerySet[Any], _name: str, _value: str) -> QuerySet[Any]:
        """Sorting belongs to the page, which may know more than the database (lamps)."""
        return queryset

    @property
    def grouping(self) -> Any:
        """What the list is to be grouped by; None for a list that is not grouped."""
        self.form.is_valid()
        return self.GROUPS.get(getattr(self.form, "cleaned_data", {}).get("by", ""))

    @property
    def order(self) -> str:
        """The chosen order, or "" when none or an unknown one was chosen."""
        self.form.is_valid()
        return getattr(self.form, "cleaned_data", {}).get("sort", "")
