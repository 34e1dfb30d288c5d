"""Pages that look into every app: home, 我的工作台 and search."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

import enterprises.panels
import finance.panels
import projects.panels
import talent.panels
from core.enums import Role
from core.models import Notice, User
from zone_tracker.search import SearchForm, search_everywhere

# The order of the workbench: what is due on Monday first.
PANELS: dict[str, Callable[[User, Any], dict[str, Any] | None]] = {
    "projects/_workbench.html": projects.panels.workbench,
    "enterprises/_workbench.html": enterprises.panels.workbench,
    "talent/_workbench.html": talent.panels.workbench,
    "finance/_workbench.html": finance.panels.workbench,
}
OPENS_ON_THE_DASHBOARD = (Role.LEADER, Role.AUDITOR)
LATEST_NOTICES = 5


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
    notices = Notice.objects.visible_to(request.user)[:LATEST_NOTICES]
    return render(request, "zone_tracker/workbench.html", {"panels": panels, "notices": notices, "now": now})


def search(request: HttpRequest) -> HttpResponse:
    """Search in everything that this person may see, by name, pinyin, initials or code."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    groups = search_everywhere(text, user=request.user) if text else []
    return render(request, "zone_tracker/search.html", {"form": form, "text": text, "groups": groups})
