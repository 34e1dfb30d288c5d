"""Lists that go out to Excel. A list declares its columns once; its rows are those of its page, from the same function.

Where rows of a list can be read back, whoever may import them gets the columns of their kind, the key first, so that an
export which is imported again changes nothing.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.kernel import access
from core.kernel.filters import VIEW_PARAM
from core.kernel.http import HttpRequest
from core.kernel.language import in_each_language, in_house_language
from core.kernel.pages import ALL_PARAM
from core.models import User
from core.sheets.kinds import Column, Kind, Label, Part, kinds
from core.sheets.matching import plain_head
from core.sheets.reading import Value
from core.sheets.workbooks import Sheet, made_note
from core.templatetags.ui import filter_words

AT_ONCE = 500  # rows that are loaded together
GROUP = "group"  # the column of what a list is grouped by, where no other says it
COLUMNS, FORM = "columns", "as"  # parameters that are not the list's own
NOT_OF_THE_LIST = (COLUMNS, FORM, VIEW_PARAM, ALL_PARAM, "page")


@dataclass(frozen=True)
class Found:
    """What a page lists for a request: the rows in their order, its filter, and what the page makes of rows that it
    shows. `count` is how many there are, where that is known already.
    """

    rows: QuerySet[Any] | Sequence[Any]
    filter: Any = None  # a ZoneFilterSet; None for a list without one
    dressed: Callable[[Any], Sequence[Any]] = list
    known: int | None = None

    @property
    def count(self) -> int:
        if self.known is not None:
            return self.known
        return self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)

    def parts(self) -> Iterator[list[tuple[Any, Any]]]:
        """All rows in their order, some at once, each with its key and as the page shows it."""
        rows = self.rows
        if not isinstance(rows, QuerySet):
            yield [(None, row) for row in self.dressed(list(rows))]
            return
        keys = list(rows.values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            found = rows.in_bulk(keys[start : start + AT_ONCE])
            there = [key for key in keys[start : start + AT_ONCE] if key in found]
            yield list(zip(there, self.dressed([found[key] for key in there]), strict=True))


@dataclass(frozen=True)
class Listing:
    """A list that can be exported: its page, what its columns say of a row as the page shows it, and its rows.

    `kind` names rows that can be read back; `beside` the columns of the list that go with those of the kind.
    `place` are parameters of the query that stand in the address of the page, as the week; `parted` names the page
    that a person must be able to open to be shown a column.
    """

    key: str
    route: str
    title: Label
    columns: tuple[Column, ...]
    found: Callable[[HttpRequest], Found]
    kind: str = ""
    beside: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    parted: Mapping[str, str] = field(default_factory=dict)
    heading: Callable[[HttpRequest], str] | None = None  # instead of the title, where it depends on what is asked

    def may_open(self, user: User) -> bool:
        return access.may_open(user, self.route)

    def columns_for(self, user: User) -> list[Column]:
        """The columns that the page shows this person."""
        closed = {name for name, route in self.parted.items() if not access.may_open(user, route)}
        return [column for column in self.columns if column.name not in closed]

    def kind_for(self, user: User) -> Kind | None:
        """The kind whose columns this person gets."""
        kind = kinds().get(self.kind)
        return kind(user) if kind and kind.may_import(user) else None

    def url(self, query: QueryDict) -> str:
        """The page with a query."""
        rest = plain(query)
        place = {name: rest.pop(name)[-1] for name in self.place if name in rest}
        words = rest.urlencode()
        return reverse(self.route, kwargs=place) + (f"?{words}" if words else "")


def plain(query: QueryDict) -> QueryDict:
    """A query without what is not the list's own, and without what is empty."""
    rest = query.copy()
    for name in list(rest):
        values = [value for value in rest.getlist(name) if value]
        if values and name not in NOT_OF_THE_LIST:
            rest.setlist(name, values)
        else:
            del rest[name]
    return rest


def as_request(user: User, query: QueryDict) -> HttpRequest:
    """What a page would be asked by a person, where nobody asks by a browser: for a worker, or a command."""
    request = HttpRequest()
    request.method, request.user, request.GET = "GET", user, query  # pyright: ignore[reportAttributeAccessIssue]
    return request


class Export:
    """One export: a list as a person sees it, narrowed by a query, with the columns that were chosen (none: all)."""

    def __init__(self, listing: Listing, user: User, query: QueryDict, chosen: Sequence[str] = ()) -> None:
        if not listing.may_open(user):
            raise PermissionDenied(listing.key)
        self.listing, self.user, self.query = listing, user, plain(query)
        self.request = as_request(user, self.query)
        self.kind = listing.kind_for(user)
        known = {column.name for column in self.offered}
        self.chosen = [name for name in chosen if name in known]

    @cached_property
    def found(self) -> Found:
        return self.listing.found(self.request)

    @cached_property
    def title(self) -> str:
        return self.listing.heading(self.request) if self.listing.heading else str(self.listing.title)

    @cached_property
    def offered(self) -> list[Column]:
        """The columns to choose from; those of rows beside a row once, however often they stand in the table."""
        if self.kind is None:
            return self.listing.columns_for(self.user)
        beside = [_named(part, column) for part in self.kind.parts for column in part.columns]
        return [*self.kind.columns, *beside, *self._beside]

    @cached_property
    def _beside(self) -> list[Column]:
        """Columns of the list that stand beside those of a kind, and are never read."""
        names = self.listing.beside
        found = [column for column in self.listing.columns_for(self.user) if column.name in names]
        return [dataclasses.replace(column, name=f"list.{column.name}", shown_only=True) for column in found]

    @cached_property
    def grouping(self) -> Any:
        """What the list is grouped by; None where it is not."""
        return self.found.filter.grouping if self.found.filter else None

    @cached_property
    def group(self) -> Column | None:
        """The column of what the list is grouped by: one of the list's or the kind's own, else one more. A column that
        a file has already must not stand there twice: two of one head cannot be read back.
        """
        if self.grouping is None:
            return None
        by, label = self.query["by"], str(self.grouping.label)
        columns = (*self.kind.columns, *self._beside) if self.kind else self.offered
        for column in columns:
            if column.name in (by, f"list.{by}") or label in (str(column.head), *column.also):
                return column
        return Column(GROUP, self.grouping.label, shown_only=True)

    @property
    def words(self) -> list[str]:
        """The filter in words."""
        return filter_words(self.found.filter) if self.found.filter else []

    @property
    def errors(self) -> list[str]:
        """What the filter could not read."""
        form = self.found.filter.form if self.found.filter else None
        return [str(error) for errors in form.errors.values() for error in errors] if form else []

    @property
    def readable(self) -> QueryDict:
        """The query without what the filter does not know or cannot read."""
        form, rest = self.found.filter.form if self.found.filter else None, self.query.copy()
        for name in list(rest):
            field = name if form is None or name in form.fields else name.rpartition("_")[0]
            if form is not None and (field not in form.fields or field in form.errors):
                del rest[name]
        return rest

    def is_chosen(self, name: str) -> bool:
        """Whether a column is taken; the key of rows that can be read back always is, and what they are grouped by.
        What the page hides is taken by name only.
        """
        first = self.kind.columns[0].name if self.kind else ""
        group = self.group.name if self.group else first
        is_usual = not any(column.is_asked_for for column in self.offered if column.name == name)
        return (not self.chosen and is_usual) or name in self.chosen or name in (first, group)

    @in_house_language()
    def sheet(self, step: Callable[[int], None] | None = None) -> Sheet:
        """The table, in the language of the house, whoever asks: it is handed upward, and known again by its heads.

        `step` is told how many rows more were read.
        """
        lines: list[Mapping[str, Value]] = []
        for part in self.found.parts():
            lines += self._cells(part)
            if step:
                step(len(part))
        columns = self._columns(lines)
        rows = [[line.get(column.name) for column in columns] for line in lines]
        return Sheet(self.title, self._notes(len(rows)), columns, rows)

    def _cells(self, part: list[tuple[Any, Any]]) -> list[Mapping[str, Value]]:
        """What each of these rows says, by the names of columns."""
        if self.kind is None:
            shown = [(key, {}, row, self.offered) for key, row in part]
        else:
            own = self.kind.rows().in_bulk([key for key, _row in part])
            shown = [(key, self.kind.cells(own[key]), row, self._beside) for key, row in part if key in own]
        groups = self._groups([key for key, *_rest in shown])
        return [
            {**cells, **{column.name: column.holds.shown(column.of(row)) for column in columns}, **groups.get(key, {})}
            for key, cells, row, columns in shown
        ]

    def _groups(self, keys: Sequence[Any]) -> Mapping[Any, Mapping[str, Value]]:
        """What the group of each of these rows is called, where no other column says it."""
        if self.group is None or self.group.name != GROUP or not isinstance(self.found.rows, QuerySet):
            return {}
        by, rows = self.grouping, self.found.rows.model._base_manager.filter(pk__in=keys)
        found = rows.values_list("pk", by.key, by.name or by.key)
        return {pk: {GROUP: by.called(key, name)} for pk, key, name in found}

    def _columns(self, lines: Sequence[Mapping[str, Value]]) -> list[Column]:
        """The columns of the table: the key, what rows are grouped by, then the others that were chosen."""
        columns = self._chosen_columns(lines)
        if self.group:
            columns = [column for column in columns if column.name != self.group.name]
            columns.insert(1 if self.kind else 0, self.group)
        return columns

    def _chosen_columns(self, lines: Sequence[Mapping[str, Value]]) -> list[Column]:
        """The columns that were chosen, those of rows beside a row as often as any row has them."""
        if self.kind is None:
            return [column for column in self.offered if self.is_chosen(column.name)]
        filled = {name for line in lines for name, value in line.items() if value is not None}
        columns = [column for column in self.kind.columns if self.is_chosen(column.name)]
        for part in self.kind.parts:
            most = max((int(name.split(".")[1]) for name in filled if name.startswith(f"{part.name}.")), default=1)
            chosen = [column for column in part.columns if self.is_chosen(_named(part, column).name)]
            if chosen and part.key not in {column.name for column in chosen}:
                chosen.insert(0, next(column for column in part.columns if column.name == part.key))
            columns += [part.column(number, column) for number in range(1, most + 1) for column in chosen]
        return columns + [column for column in self._beside if self.is_chosen(column.name)]

    def _notes(self, count: int) -> list[str]:
        unit = getattr(self.user, "department", None)
        said = [_("制表单位：%(unit)s") % {"unit": unit}] if unit else []
        picked = _("；").join(self.words)
        said += [made_note(self.user), _("共 %(n)d 行") % {"n": count}, _("金额单位：万元")]
        return [*said, _("筛选：%(words)s") % {"words": picked} if picked else _("未筛选")]


def _named(part: Part, column: Column) -> Column:
    """A column of rows beside a row, to be chosen for all of them."""
    return dataclasses.replace(column, name=f"{part.name}.{column.name}")


def heads_beside(kind: Kind) -> set[str]:
    """The heads, as they are compared, of columns that the lists of a kind add to it: they are no unknown ones."""
    found: set[str] = set()
    for listing in listings().values():
        if listing.kind != kind.key:
            continue
        filterset = listing.found(as_request(kind.user, QueryDict())).filter
        labels = [column.head for column in listing.columns if column.name in listing.beside]
        labels += [each.label for each in getattr(filterset, "GROUPS", {}).values()]
        for _language in in_each_language():
            found |= {plain_head(label) for label in labels}
    return found


@cache
def listings() -> Mapping[str, Listing]:
    """Every list by its key."""
    return {each.key: each for each in import_string(settings.SHEET_LISTINGS)}
