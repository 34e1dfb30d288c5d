"""The page behind a figure: what it means, its parts, and the rows that add up to it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils import timezone

from core.kernel.access import may_open
from core.kernel.figures import rounded
from core.kernel.http import HttpRequest
from core.kernel.pages import ALL_PARAM, page_of
from core.models import User
from projects.models import SEES_ALL_PROJECTS
from targets.evidence import Row, figure
from targets.figures.parts import groups, name_of
from targets.figures.sums import places_of, sum_of
from targets.figures.telling import FIGURES
from targets.forms import chosen_day
from targets.programmes import current

ROWS_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A row with its value to as many decimals as make the rows add up to their sum before any rounding."""

    row: Row
    said: str


def figure_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One figure as of a day, as a whole or a part of it, with the rows of it that this person may see."""
    told = FIGURES.get(key)
    if told is None:
        raise Http404(key)
    programme = current(timezone.localdate())
    if programme is None:
        return render(request, "targets/no_programme.html")
    context = chosen_day(request, programme, "scope", ALL_PARAM)
    as_of, scope = context["as_of"], request.GET.get("scope", "")
    if scope and (scope not in told.scopes(as_of) or _is_shut(scope, request.user)):
        raise Http404(scope)
    whole = told.value(as_of, "")
    value = told.value(as_of, scope) if scope else whole
    rows = told.rows(as_of, scope, request.user)
    page = page_of(request, rows, size=ROWS_A_PAGE, count=len(rows))
    values = [*(row.value for row in page.object_list), rows.total, value or Decimal(0)]
    places = places_of(told.unit, values)
    page.object_list = [
        Line(_openable(row, request.user), f"{rounded(row.value, places):f}") for row in page.object_list
    ]
    shown = told.shown(as_of)
    beside = told.parts_written(as_of) if told.parts_written else None
    silent, parts = (
        told.is_silent(value, as_of),
        groups(_open_to(request.user, told.by_scope(as_of)), told.unit, shown, beside),
    )
    # A part is written as it stands beside the others, where all make the whole.
    whole_said = figure(whole if shown is None else shown, told.unit)
    written = {each.scope: each.said for kind in parts for each in kind} | {"": whole_said}
    context |= {
        "told": told,
        "key": key,
        "scope": scope,
        "scope_name": name_of(scope) if scope else "",
        "value": value,
        "said": told.silence(value) if silent else written[scope],
        "silent": silent,
        "whole": whole,
        "whole_said": whole_said,
        "groups": parts,
        "page_obj": page,
        "row_count": len(rows),
        "sum": sum_of(rows, told.rows(as_of, scope, None), value, told.unit, places),
        "reported_key": key,
    }
    return render(request, "targets/figure_detail.html", context)


def _is_shut(scope: str, user: User) -> bool:
    """Lamps of all projects are for who sees all projects, here as on the dashboard and the map."""
    return scope.startswith("lamp:") and not user.holds(*SEES_ALL_PROJECTS)


def _open_to(user: User, values: dict[str, Decimal | None]) -> dict[str, Decimal | None]:
    return {scope: value for scope, value in values.items() if not _is_shut(scope, user)}


def _openable(row: Row, user: User) -> Row:
    """The row, without its link for who may not open such a page."""
    return row if not row.url or may_open(user, resolve(row.url).view_name) else replace(row, url="")
