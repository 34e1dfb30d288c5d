"""作战图: every project as a time chart, and the same projects as a board by stage."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.http import HttpRequest
from projects.chart.filters import ProjectFilter
from projects.chart.rows import ChartRow, chart_rows, in_order, lampbar
from projects.chart.timeline import DEFAULT_ZOOM, ZOOMS, NodeDates, Strip, axis_for, strip
from projects.enums import KEY_STAGES, Stage
from projects.models import Milestone, Project
from projects.periods import reported_period

EARLIER = (Stage.PLANNING, Stage.ATTRACTING)  # behind the four key stages: what may still come
GROUPS: dict[str, Callable[[Project], Any]] = {
    "cluster": lambda project: project.cluster,
    "unit": lambda project: project.task_force,
    "leader": lambda project: project.leader,
}


@dataclass(frozen=True)
class Track:
    """A line of the chart: the project with its lamps, and where its bars lie."""

    row: ChartRow
    strip: Strip | None


@dataclass(frozen=True)
class Group:
    """Lines under one heading."""

    name: str
    tracks: list[Track]
    lamps: list[tuple[Lamp, int]]


def _chosen(request: HttpRequest) -> tuple[ProjectFilter, list[ChartRow], list[ChartRow]]:
    """The filter, every row that it lets through, and those of the chosen lamp."""
    now = timezone.now()
    projects = Project.objects.visible_to(request.user).with_names()
    data = request.GET.copy()
    for name in ("group", "zoom"):
        data.pop(name, None)
    filterset = ProjectFilter(data, queryset=projects, request=request)
    rows = chart_rows(filterset.qs, reported_period(now), now=now)
    lamp = filterset.lamp_chosen
    return filterset, rows, in_order([row for row in rows if not lamp or row.matches(lamp)], filterset.order)


def project_chart(request: HttpRequest) -> HttpResponse:
    """作战图: baseline, plan and actual against today, in groups."""
    filterset, rows, shown = _chosen(request)
    today = timezone.localdate()
    zoom = ZOOMS.get(request.GET.get("zoom", ""), ZOOMS[DEFAULT_ZOOM])
    group = request.GET.get("group", "") if request.GET.get("group", "") in GROUPS else "cluster"
    nodes = _nodes([row.project.pk for row in shown])
    axis = axis_for((node for each in nodes.values() for node in each), today, zoom)
    tracks = [Track(row, strip(nodes[row.project.pk], row.reading.lamp, today, axis)) for row in shown]
    context = {
        "filter": filterset,
        "lampbar": lampbar(rows),
        "groups": _groups(tracks, group),
        "group": group,
        "group_choices": [("cluster", _("按高地")), ("unit", _("按责任单位")), ("leader", _("按牵头领导"))],
        "zoom": zoom.key,
        "zoom_choices": [("week", _("周")), ("month", _("月")), ("quarter", _("季"))],
        "axis": axis,
        "today": today,
        "today_x": axis.x(today),
        "shown": len(shown),
    }
    return render(request, "projects/project_chart.html", context)


def _nodes(projects: list[int]) -> dict[int, list[NodeDates]]:
    """The plans of many projects, with one query."""
    found: dict[int, list[NodeDates]] = defaultdict(list)
    rows = Milestone.objects.filter(project__in=projects).order_by("project", "rank")
    for project, *facts in rows.values_list(
        "project_id", "name", "kind", "closes", "baseline_on", "planned_on", "actual_on"
    ):
        found[project].append(NodeDates(*facts))
    return found


def _groups(tracks: list[Track], group: str) -> list[Group]:
    """The tracks under their headings, those without one last."""
    by_key: dict[Any, list[Track]] = defaultdict(list)
    for track in tracks:
        by_key[GROUPS[group](track.row.project)].append(track)
    keys = sorted(by_key, key=lambda key: (key is None, key.pk if key else 0))
    missing = {"cluster": _("未归类"), "unit": _("责任单位待指定"), "leader": _("牵头领导待指定")}[group]
    groups = []
    for key in keys:
        lit = Counter(track.row.reading.lamp for track in by_key[key])
        lamps = [(lamp, lit[lamp]) for lamp in Lamp if lit[lamp]]
        groups.append(Group(str(key) if key else missing, by_key[key], lamps))
    return groups


@dataclass(frozen=True)
class Column:
    """A stage of the board. Money in 万元, of the projects whose total is known."""

    name: str
    rows: list[ChartRow]
    total_wan: Decimal


def project_board(request: HttpRequest) -> HttpResponse:
    """看板: the projects by stage, the worst lamp first."""
    filterset, rows, shown = _chosen(request)
    by_stage: dict[str, list[ChartRow]] = defaultdict(list)
    for row in shown:
        by_stage[row.project.stage].append(row)
    stages = [(stage.value, str(stage.label)) for stage in (*KEY_STAGES, *EARLIER)] + [("", _("待补录"))]
    columns = [
        Column(
            name,
            by_stage[value],
            sum((row.project.total_investment_wan or Decimal(0) for row in by_stage[value]), Decimal(0)),
        )
        for value, name in stages
        if by_stage[value] or value in KEY_STAGES
    ]
    context = {"filter": filterset, "lampbar": lampbar(rows), "columns": columns, "shown": len(shown)}
    return render(request, "projects/project_board.html", context)
