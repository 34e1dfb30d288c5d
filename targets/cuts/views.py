"""The panel 分布 of a target's page, 谁承担什么 by leader, and the map."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from projects.models import SEES_ALL_PROJECTS
from targets.cuts.carrying import carried
from targets.cuts.drawing import DESK, PHONE, draw
from targets.cuts.grains import DEPARTMENT, LEADER, PARK
from targets.cuts.parts import WING, Cut, Group, Part, cut, cuts_of, rows_url
from targets.cuts.places import map_of, share_line
from targets.forms import chosen_day
from targets.models import Target
from targets.programmes import current


@dataclass(frozen=True)
class Panels:
    """The cuts that a page shows, and the way to the one that is shown instead: departments for leaders."""

    shown: list[Cut]
    other: str
    other_url: str


def sees_lamps(request: HttpRequest) -> bool:
    """Whether lamps of all projects may be counted before this person."""
    return request.user.holds(*SEES_ALL_PROJECTS)


def panels(target: Target, as_of: dt.date, request: HttpRequest) -> Panels:
    """分布 of a target: by department where that is asked for, else by leader."""
    by_department = request.GET.get("cut") == DEPARTMENT
    hidden = LEADER if by_department else DEPARTMENT
    query = {"as_of": as_of.isoformat()} | ({} if by_department else {"cut": DEPARTMENT})
    shown = cuts_of(target, as_of, hidden=hidden, lit=sees_lamps(request))
    other = _("按领导看") if by_department else _("按部门看")
    return Panels(shown, other, f"?{urlencode(query)}#cuts")


def shown_part(target: Target, group: Group, as_of: dt.date) -> Part:
    """The part whose rows are asked for, as its cut tells it."""
    kind = PARK if group.kind == WING else group.kind
    parts = cut(target, kind, as_of, lit=False).parts
    found = next((part for part in parts if part.scope == group.scope), None)
    return found or Part.nothing(group, rows_url(target.key, group.scope, as_of))


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """The day that is asked for. Raises Http404 while there is no programme."""
    programme = current(timezone.localdate())
    if programme is None:
        raise Http404
    return chosen_day(request, programme)


def leaders(request: HttpRequest) -> HttpResponse:
    """谁承担什么: each leader with the key projects by lamp, what awaits a word, and the part of each target."""
    context = _chosen(request)
    return render(request, "targets/cuts/leaders.html", context | {"told": carried(context["as_of"])})


def panel(as_of: dt.date, request: HttpRequest) -> dict[str, Any]:
    """The map with its drawings for a desk and a phone."""
    told = map_of(as_of, lit=sees_lamps(request))
    return {"map": told, "drawings": [draw(told, DESK), draw(told, PHONE)] if told else []}


def map_page(request: HttpRequest) -> HttpResponse:
    """一个主体、两翼飞地: the map as of a day, and the same figures as a table."""
    context = _chosen(request)
    context |= panel(context["as_of"], request) | {"sees_lamps": sees_lamps(request)}
    context["share"] = share_line(context["map"]) if context["map"] else ""
    return render(request, "targets/cuts/map.html", context)
