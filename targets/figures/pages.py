"""The page behind a figure: what it means, its parts, and the rows that add up to it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone

from core.kernel.access import may_open
from core.kernel.figures import adding_up
from core.kernel.http import HttpRequest
from core.kernel.pages import ALL_PARAM, page_of
from core.models import User
from projects.models import SEES_ALL_PROJECTS
from targets.evidence import Row, Rows, figure
from targets.figures.figure import Figure
from targets.figures.parts import Part, groups, name_of
from targets.figures.sums import FEWEST_PLACES, as_written, sum_of
from targets.figures.telling import FIGURES
from targets.forms import chosen_day
from targets.programmes import current, programme_of

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A row with its value to as many decimals as make the rows add up to their sum."""

    row: Row
    value: Decimal

    @property
    def said(self) -> str:
        return f"{self.value:f}"


@dataclass(frozen=True)
class Behind:
    """One figure as of a day, as a whole or a part of it, with the rows of it that a person may see.

    `context` is what choosing the day gives a page; `head` the figure as it is written there, None where it is silent.
    """

    figure: Figure
    key: str
    as_of: dt.date
    scope: str
    user: User
    context: dict[str, Any]

    @cached_property
    def whole(self) -> Decimal | None:
        return self.figure.value(self.as_of, "")

    @cached_property
    def value(self) -> Decimal | None:
        return self.figure.value(self.as_of, self.scope) if self.scope else self.whole

    @cached_property
    def rows(self) -> Rows:
        return self.figure.rows(self.as_of, self.scope, self.user)

    @cached_property
    def parts(self) -> list[list[Part]]:
        told = self.figure
        beside = told.parts_written(self.as_of) if told.parts_written else None
        return groups(_open_to(self.user, told.by_scope(self.as_of)), told.unit, told.shown(self.as_of), beside)

    @cached_property
    def whole_said(self) -> str:
        shown = self.figure.shown(self.as_of)
        return figure(self.whole if shown is None else shown, self.figure.unit)

    @cached_property
    def said(self) -> str:
        """The figure as it is written: a part as it stands beside the others, where all make the whole."""
        written = {each.scope: each.said for kind in self.parts for each in kind} | {"": self.whole_said}
        return written[self.scope]

    @cached_property
    def head(self) -> Decimal | None:
        return None if self.value is None or not self.said else Decimal(self.said)

    @cached_property
    def written(self) -> tuple[int, list[Decimal]]:
        """The decimals of the rows, and each row as it is written."""
        hidden = (self.value or Decimal(0)) - self.rows.total
        places = FEWEST_PLACES if self.figure.is_money else 0
        seen = adding_up([self.rows.total, hidden], places, self.head)[0] or Decimal(0)
        return as_written(self.rows.values, self.figure.unit, seen)

    @property
    def heading(self) -> str:
        """What the figure is called, with its part."""
        return f"{self.figure.name} · {name_of(self.scope)}" if self.scope else str(self.figure.name)

    def lines(self, rows: Sequence[Row], first: int = 0) -> list[Line]:
        """Rows as they are written; `first` is the place of the first of them."""
        _places, values = self.written
        shown = values[first : first + len(rows)]
        return [Line(_openable(row, self.user), value) for row, value in zip(rows, shown, strict=True)]


def behind(request: HttpRequest, key: str) -> Behind | None:
    """What an address asks for; None while there is no programme. Raises Http404 for what is no figure or no part."""
    told, programme = FIGURES.get(key), current(timezone.localdate())
    if told is None or (told.of_all_projects and not request.user.holds(*SEES_ALL_PROJECTS)):
        raise Http404(key)
    if programme is None:
        return None
    programme = programme_of(request.GET.get("as_of", "")) or programme
    context = chosen_day(request, programme, "scope", "key", ALL_PARAM)
    as_of, scope = context["as_of"], request.GET.get("scope", "")
    if "as_of" in context["form"].errors:  # another day is shown, which may have other parts
        scope = ""
    if scope and (scope not in told.scopes(as_of) or _is_shut(scope, request.user)):
        raise Http404(scope)
    return Behind(told, key, as_of, scope, request.user, context)


def figure_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One figure as of a day, as a whole or a part of it, with the rows of it that this person may see."""
    asked = behind(request, key)
    if asked is None:
        return render(request, "targets/no_programme.html")
    told, rows, as_of = asked.figure, asked.rows, asked.as_of
    page = page_of(request, rows, size=ROWS_A_PAGE, count=len(rows))
    page.object_list = asked.lines(list(page.object_list), page.start_index() - 1 if len(rows) else 0)
    silent = told.is_silent(asked.value, as_of)
    every = told.rows(as_of, asked.scope, None)
    context = asked.context | {
        "told": told,
        "key": key,
        "scope": asked.scope,
        "scope_name": name_of(asked.scope) if asked.scope else "",
        "value": asked.value,
        "said": told.silence(asked.value) if silent else asked.said,
        "silent": silent,
        "whole": asked.whole,
        "whole_said": asked.whole_said,
        "groups": asked.parts,
        "page_obj": page,
        "row_count": len(rows),
        "sum": sum_of(rows, every, asked.value, told.unit, asked.written[0], asked.head),
        "reported_key": key,
    }
    return render(request, "targets/figure_detail.html", context)


def _is_shut(scope: str, user: User) -> bool:
    """Lamps of all projects are for who sees all projects, here as on the dashboard and the map."""
    return scope.startswith(("lamp:", "week_lamp:")) and not user.holds(*SEES_ALL_PROJECTS)


def _open_to(user: User, values: dict[str, Decimal | None]) -> dict[str, Decimal | None]:
    return {scope: value for scope, value in values.items() if not _is_shut(scope, user)}


def _openable(row: Row, user: User) -> Row:
    """The row, without its link for who may not open such a page."""
    return row if not row.url or may_open(user, resolve(row.url).view_name) else replace(row, url="")
