"""Pages that look into every app: home, 我的工作台 and search."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

import core.guard.accounts.panels
import enterprises.panels
import finance.panels
import projects.leading
import projects.panels
import talent.panels
import targets.panels
import zone_tracker.erasing.views
from core.enums import Role
from core.kernel.http import HttpRequest
from core.kernel.pages import load
from core.models import Notice, User
from core.sheets.kinds import kinds
from enterprises.events import EventKind
from enterprises.firm_events import with_its_past
from enterprises.models import Enterprise
from projects.models import Period
from projects.periods import open_period, period_before
from projects.week.reporting import time_left
from zone_tracker.firm_timeline import timeline
from zone_tracker.readiness import LengthForm, readiness, tables
from zone_tracker.search import SearchForm, rooms_of, search_everywhere


def setup_panel(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """上线准备 for administrators, until everything is there."""
    if not user.holds(Role.ADMIN):
        return None
    still_open = readiness(timezone.localdate(now)).open
    return {"open": still_open} if still_open else None


# The order of the workbench: what is due on Monday first.
PANELS: dict[str, Callable[[User, Any], dict[str, Any] | None]] = {
    "projects/_workbench.html": projects.panels.workbench,
    "targets/_my_week.html": targets.panels.week,
    "projects/_my_decisions.html": projects.leading.decisions,
    "projects/_my_actions.html": projects.panels.actions,
    "projects/_my_given.html": projects.leading.given,
    "projects/_my_projects.html": projects.leading.led,
    "projects/_my_blockers.html": projects.panels.blockers,
    "projects/_my_after_care.html": projects.panels.after_care,
    "enterprises/_workbench.html": enterprises.panels.workbench,
    "talent/_workbench.html": talent.panels.workbench,
    "finance/_workbench.html": finance.panels.workbench,
    "zone_tracker/_erasures.html": zone_tracker.erasing.views.workbench,
    "core/_workbench.html": core.guard.accounts.panels.workbench,
    "zone_tracker/_setup.html": setup_panel,
}
OPENS_ON_THE_DASHBOARD = (Role.LEADER, Role.AUDITOR)
LATEST_NOTICES = 5
EVENTS_SHOWN = 12


@dataclass(frozen=True)
class Panel:
    """One room's part of the workbench."""

    template: str
    panel: dict[str, Any]


def home(request: HttpRequest) -> HttpResponse:
    """Leaders and auditors begin with the targets, everybody else with what awaits them."""
    return redirect("targets:dashboard" if request.user.holds(*OPENS_ON_THE_DASHBOARD) else "workbench")


def workbench(request: HttpRequest) -> HttpResponse:
    """我的工作台: every room adds a panel for people who have something to do there."""
    now = timezone.now()
    asked = ((template, panel_for(request.user, now)) for template, panel_for in PANELS.items())
    panels = [Panel(template, panel) for template, panel in asked if panel is not None]
    period = open_period(now)
    context = {
        "panels": panels,
        "notices": Notice.objects.visible_to(request.user)[:LATEST_NOTICES],
        "today": timezone.localdate(now),
        "period": period,
        "steps": period_steps(period, now=now),
        "time_left": time_left(period.deadline, now=now),
    }
    return render(request, "zone_tracker/workbench.html", context)


def setup(request: HttpRequest) -> HttpResponse:
    """上线准备: what is set up, what is not, and what does not work until then."""
    context = {"readiness": readiness(timezone.localdate()), "tables": tables(request.user)}
    return render(request, "zone_tracker/setup.html", context)


def setup_length(request: HttpRequest, kind: str) -> HttpResponse:
    """应有多少: an administrator says how long a list is, or that the zone has none."""
    if kind not in kinds():
        raise Http404
    form = LengthForm(request.POST)
    if form.is_valid():
        form.keep(kind, by=request.user, now=timezone.now())
        messages.success(request, _("已记下%(kind)s应有多少") % {"kind": kinds()[kind].title})
    else:
        messages.warning(request, str(form.errors["n"][0]))
    return redirect("setup")


@dataclass(frozen=True)
class Step:
    """A moment of the period: past, now (the next to come) or later."""

    label: str
    at: dt.datetime
    past: bool
    now: bool


def period_steps(period: Period, *, now: dt.datetime) -> list[Step]:
    """The period's moments in order, with the next one marked."""
    before = period_before(period)
    moments = [
        (_("开放填报"), before.deadline if before else None),
        (_("发出提醒"), period.remind_at),
        (_("填报截止"), period.deadline),
        (_("周一调度会"), period.meets_at),
    ]
    known = [(str(label), at) for label, at in moments if at is not None]
    upcoming = next((at for _label, at in known if at > now), None)
    return [Step(label, at, past=at <= now, now=at == upcoming) for label, at in known]


def search(request: HttpRequest) -> HttpResponse:
    """Search in everything that this person may see, by name, pinyin, initials, code or telephone."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    groups = search_everywhere(text, user=request.user) if text else []
    rooms = _("、").join(str(room.label) for room in rooms_of(request.user))
    return render(request, "zone_tracker/search.html", {"text": text, "groups": groups, "rooms": rooms})


def firm_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """时间线 of a firm: a part of its page, by kind and as far back as asked."""
    firm = load(request, with_its_past(Enterprise.objects.all()), pk=pk)
    events = timeline(firm, request.user)
    present = {event.kind for event in events}
    kind, asked = request.GET.get("kind", ""), request.GET.get("n", "")
    shown = [event for event in events if event.kind == kind] if kind in EventKind.values else events
    count = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else EVENTS_SHOWN
    context = {
        "events": shown[:count],
        "kinds": [each for each in EventKind if each in present],
        "kind": kind if kind in EventKind.values else "",
        "more": count + EVENTS_SHOWN if len(shown) > count else 0,
        "here": request.path,
    }
    return render(request, "zone_tracker/firm_timeline.html", context)
