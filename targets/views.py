"""目标看板, and the page behind every number."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import served
from core.kernel.pages import page_of
from core.models import User
from projects.models import SEES_ALL_PROJECTS
from targets import beside, tiles
from targets.course.page import course
from targets.cuts.parts import Group, group_of
from targets.cuts.rows import rows_in
from targets.cuts.views import panel, panels, shown_part
from targets.enums import Unit
from targets.evidence import Rows
from targets.figures.sums import sum_of
from targets.forms import chosen_day
from targets.keeping.then import told_then
from targets.key_projects import key_projects
from targets.models import Target
from targets.programmes import chosen
from targets.readings import (
    TargetReading,
    all_targets,
    days_before,
    elapsed,
    lamp_rule,
    read_all,
    read_parts,
    read_target,
)

ROWS_A_PAGE = 50
PLACES = {True: 2, False: 0}  # of a row, by whether it is money


def dashboard(request: HttpRequest) -> HttpResponse:
    """The four digits of 1133 as of a day, what does not add up, and what stands beside them."""
    programme = chosen(request.GET.get("programme", ""), timezone.localdate())
    if programme is None:
        return render(request, "targets/no_programme.html")
    context = chosen_day(request, programme)
    context |= {
        "days_gone": (context["as_of"] - programme.starts_on).days,
        "days_left": (programme.ends_on - context["as_of"]).days,
        "gone": elapsed(Target(due_on=programme.ends_on, value=1), context["as_of"], programme),
    }
    context["body"] = served(_depends_on(request, context), lambda: _dashboard(request, context))
    return render(request, "targets/dashboard.html", context)


def _depends_on(request: HttpRequest, context: dict[str, Any]) -> tuple[object, ...]:
    """Everything but the data that makes two dashboards differ."""
    sees = None if request.user.holds(*SEES_ALL_PROJECTS) else request.user.pk
    return (
        "dashboard",
        context["programme"].code,
        context["as_of"],
        context["today"],
        get_language(),
        tuple(request.user.roles),
        sees,
    )


def _dashboard(request: HttpRequest, context: dict[str, Any]) -> str:
    as_of, programme = context["as_of"], context["programme"]
    readings = read_all(as_of, programme)
    now = timezone.now() if as_of == context["today"] else None
    told_tiles = tiles.tiles(readings, programme, as_of)
    told = {
        "tiles": told_tiles,
        "headline": tiles.headline(told_tiles, readings),
        "gap": tiles.gap_picture(readings),
        "key_projects": key_projects(as_of, request.user, now=now),
        "listing": beside.listing_columns(as_of),
        "money": beside.money(readings, as_of),
        "changes": beside.week_changes(readings, as_of),
        "week_before": days_before(as_of)["week"],
        "lamp_rule": lamp_rule(),
        "sees_all": request.user.holds(*SEES_ALL_PROJECTS),
        "by_key": {reading.target.key: reading for reading in readings},
    }
    told |= panel(as_of, request)
    return render_to_string("targets/_dashboard.html", context | told, request)


def _target(request: HttpRequest, key: str) -> Target:
    """The target with this key in the programme that is looked at. Raises Http404 for one that nobody set."""
    programme = chosen(request.GET.get("programme", ""), timezone.localdate())
    found = next((target for target in all_targets(programme) if target.key == key), None)
    if found is None:
        raise Http404(key)
    return found


def _part(request: HttpRequest, target: Target) -> Group | None:
    """The part whose rows are asked for. Raises Http404 for a scope that the target is not cut by."""
    scope = request.GET.get("scope", "")
    found = group_of(target.key, scope) if scope else None
    if scope and found is None:
        raise Http404(scope)
    return found


def _rows(part: Group | None, reading: TargetReading, user: User | None) -> Rows:
    if part is None:
        return reading.indicator.rows(reading.as_of, user)
    return rows_in(reading.target.key, part, reading.as_of, user)


def target_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One target as of a day, its method in words, and the rows behind the number that this person may see."""
    target = _target(request, key)
    context = chosen_day(request, target.programme)
    reading = read_target(target, context["as_of"])
    part = _part(request, target)
    rows = _rows(part, reading, request.user)
    everything = _rows(part, reading, None)
    page = page_of(request, rows, size=ROWS_A_PAGE, count=len(rows))
    context |= tiles.behind(reading) | course(reading)
    context |= {
        "reading": reading,
        "target": target,
        "row_unit": page.object_list[0].unit_label if page.object_list else "",
        "page_obj": page,
        "row_count": len(rows),
        "hidden": len(everything) - len(rows),
        "part": shown_part(target, part, reading.as_of) if part else None,
        "cuts": panels(target, reading.as_of, request),
        "sum": None
        if key == "layout" or part
        else sum_of(rows, everything, reading.value, Unit(target.unit), PLACES[target.is_money]),
        "reported_key": key,
        "lamp_rule": lamp_rule(),
        "children": read_parts(target, reading.as_of),
    }
    context |= told_then(request, reading, context["chart"])
    return render(request, "targets/target_detail.html", context)
