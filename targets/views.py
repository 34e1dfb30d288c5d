"""目标看板, and the page behind every number."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language

from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import served
from core.kernel.pages import page_of
from projects.models import SEES_ALL_PROJECTS
from targets import beside, tiles, wings
from targets.forms import AsOfForm, shortcuts
from targets.keeping.then import told_then
from targets.key_projects import key_projects
from targets.models import Programme, Target
from targets.programmes import chosen, current, programmes
from targets.readings import all_targets, days_before, elapsed, lamp_rule, read_all, read_parts, read_target

ROWS_A_PAGE = 50


def _chosen(request: HttpRequest, programme: Programme) -> dict[str, Any]:
    """The day that was asked for, with its form and shortcuts."""
    today = timezone.localdate()
    is_usual = programme == current(today)
    asked = request.GET.copy()
    asked.setdefault("as_of", str(today))
    form = AsOfForm(asked if request.GET else None, programme=programme, today=today)
    as_of = form.chosen() if form.is_bound else today
    return {
        "form": form,
        "as_of": as_of,
        "today": today,
        "shortcuts": shortcuts(today, programme),
        "programme": programme,
        "programmes": programmes(),
        "programme_query": "" if is_usual else f"&programme={programme.code}",
        "day_query": _query(as_of=None if as_of == today else as_of, programme=None if is_usual else programme.code),
    }


def _query(**said: Any) -> str:
    known = {name: str(value) for name, value in said.items() if value is not None}
    return f"?{urlencode(known)}" if known else ""


def dashboard(request: HttpRequest) -> HttpResponse:
    """The four digits of 1133 as of a day, what does not add up, and what stands beside them."""
    programme = chosen(request.GET.get("programme", ""), timezone.localdate())
    if programme is None:
        return render(request, "targets/no_programme.html")
    context = _chosen(request, programme)
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
    readings, layout = read_all(as_of, programme), wings.layout(as_of)
    now = timezone.now() if as_of == context["today"] else None
    told_tiles = tiles.tiles(readings, programme, layout, as_of)
    told = {
        "tiles": told_tiles,
        "headline": tiles.headline(told_tiles, readings),
        "gap": tiles.gap_picture(readings),
        "key_projects": key_projects(as_of, request.user, now=now),
        "listing": beside.listing_columns(as_of),
        "money": beside.money(readings, as_of),
        "changes": beside.week_changes(readings, as_of),
        "week_before": days_before(as_of)["week"],
        "layout": layout,
        "lamp_rule": lamp_rule(),
        "sees_all": request.user.holds(*SEES_ALL_PROJECTS),
        "by_key": {reading.target.key: reading for reading in readings},
    }
    return render_to_string("targets/_dashboard.html", context | told, request)


def _target(request: HttpRequest, key: str) -> Target:
    """The target with this key in the programme that is looked at. Raises Http404 for one that nobody set."""
    programme = chosen(request.GET.get("programme", ""), timezone.localdate())
    found = next((target for target in all_targets(programme) if target.key == key), None)
    if found is None:
        raise Http404(key)
    return found


def target_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One target as of a day, its method in words, and the rows behind the number that this person may see."""
    target = _target(request, key)
    context = _chosen(request, target.programme)
    reading = read_target(target, context["as_of"])
    rows = reading.indicator.rows(reading.as_of, request.user)
    page = page_of(request, rows, size=ROWS_A_PAGE, count=len(rows))
    context |= tiles.behind(reading)
    context |= {
        "reading": reading,
        "target": target,
        "row_unit": page.object_list[0].unit_label if page.object_list else "",
        "page_obj": page,
        "row_count": len(rows),
        "hidden": len(reading.indicator.rows(reading.as_of, None)) - len(rows),
        "lamp_rule": lamp_rule(),
        "children": read_parts(target, reading.as_of),
    }
    context |= told_then(request, reading)
    return render(request, "targets/target_detail.html", context)
