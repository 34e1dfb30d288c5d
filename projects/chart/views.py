"""作战图: every project as a time chart, and the same projects as a board by stage."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, F, Sum, Window
from django.db.models.functions import RowNumber
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import remembered
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import page_of
from projects.chart.filters import ProjectFilter
from projects.chart.rows import TOPICS, ChartRow, Tally, chart_rows, in_order, of_lamp, tally
from projects.chart.timeline import DEFAULT_ZOOM, ZOOMS
from projects.chart.tracks import Track, tracks_of
from projects.enums import KEY_STAGES, Stage
from projects.models import Period, Project, ProjectQuerySet
from projects.periods import reported_period

GROUPS = {"cluster": "cluster", "unit": "task_force", "leader": "leader"}  # and the column of the project
TRACKS_A_PAGE = 60
CARDS_A_COLUMN = 20
NARROW = 2  # cards of a column that gives its room to the others


@dataclass(frozen=True)
class Group:
    """Lines under one heading; `lamps` counts the whole group, of which this page may show a part."""

    name: str
    tracks: list[Track]
    lamps: list[tuple[Lamp, int]]

    @property
    def size(self) -> int:
        """Projects of the group on all pages."""
        return sum(n for _lamp, n in self.lamps)


@dataclass(frozen=True)
class Chosen:
    """What the filter lets through, counted by lamp, and the projects of the chosen lamp in their order."""

    filter: ProjectFilter
    tally: Tally
    projects: ProjectQuerySet
    period: Period


def _chosen(request: HttpRequest) -> Chosen:
    data = request.GET.copy()
    for name in ("group", "zoom", "all", "by", "undrawn"):
        data.pop(name, None)
    filterset = ProjectFilter(data, queryset=Project.objects.visible_to(request.user), request=request)
    del filterset.form.fields["by"]  # the chart has groups of its own, the board its stages
    period, lamp = reported_period(timezone.now()), filterset.lamp_chosen
    counted = tally(filterset.qs, lamp, period)
    return Chosen(filterset, counted, in_order(filterset.qs.filter(of_lamp(lamp, period)), filterset.order), period)


@opens_default("projects")
def project_chart(request: HttpRequest) -> HttpResponse:
    """作战图: baseline, plan and actual against today, in groups. A page at a time; printed whole.

    A project without nodes has no bar: it is counted, and drawn as an empty line where it is asked for.
    """
    chosen, now = _chosen(request), timezone.now()
    without = _without_nodes(chosen)
    hidden = 0 if request.GET.get("undrawn") or without == chosen.tally.totals.projects else without
    if hidden:
        chosen = replace(chosen, projects=chosen.projects.filter(standing__has_plan=True))
    today = timezone.localdate(now)
    zoom = ZOOMS.get(request.GET.get("zoom", ""), ZOOMS[DEFAULT_ZOOM])
    group = request.GET.get("group", "") if request.GET.get("group", "") in GROUPS else "cluster"
    shown = chosen.tally.totals.projects - hidden
    page = _page(request, chosen, GROUPS[group], count=shown)
    rows = chart_rows(page.object_list, chosen.period, now=now)
    axis, tracks = tracks_of(rows, today, zoom)
    context = {
        "filter": chosen.filter,
        "lampbar": chosen.tally.lampbar,
        "groups": _groups(tracks, group, chosen.projects),
        "group": group,
        "group_choices": [("cluster", _("按高地")), ("unit", _("按责任单位")), ("leader", _("按牵头领导"))],
        "zoom": zoom.key,
        "zoom_choices": [("week", _("周")), ("month", _("月")), ("quarter", _("季"))],
        "axis": axis,
        "today": today,
        "today_x": axis.x(today),
        "shown": shown,
        "hidden": hidden,
        "page_obj": page,
    }
    return render(request, "projects/project_chart.html", context)


def _without_nodes(chosen: Chosen) -> int:
    """How many of the chosen projects have no plan yet."""
    bare = chosen.projects.order_by().filter(standing__has_plan=False)
    return remembered(TOPICS, bare, bare.count, part="bare")


def _page(request: HttpRequest, chosen: Chosen, column: str, *, count: int) -> Page:
    """The lines of one page, or all of them to be printed, group by group."""
    ordered = chosen.projects.order_by(F(f"{column}_id").asc(nulls_last=True), *chosen.projects.query.order_by)
    return page_of(request, ordered.with_names().with_standing(), size=TRACKS_A_PAGE, count=count)


def _groups(tracks: Iterable[Track], group: str, projects: ProjectQuerySet) -> list[Group]:
    """The tracks under their headings, those without one last."""
    by_key: dict[Any, list[Track]] = defaultdict(list)
    for track in tracks:
        by_key[getattr(track.row.project, GROUPS[group])].append(track)
    lit = _lit_by(GROUPS[group], projects) if by_key else {}
    missing = {"cluster": _("未归类"), "unit": _("责任单位待指定"), "leader": _("牵头领导待指定")}[group]
    return [
        Group(str(key) if key else missing, found, _in_lamp_order(lit[key.pk if key else None]))
        for key, found in by_key.items()
    ]


def _lit_by(column: str, projects: ProjectQuerySet) -> dict[Any, dict[str, int]]:
    """How many projects of each group have each lamp."""
    lit: dict[Any, dict[str, int]] = defaultdict(dict)
    counts = projects.order_by().values_list(f"{column}_id", "standing__system").annotate(n=Count("pk"))
    for key, lamp, n in remembered(TOPICS, counts, lambda: list(counts)):
        lit[key][lamp] = n
    return lit


def _in_lamp_order(lit: dict[str, int]) -> list[tuple[Lamp, int]]:
    return [(lamp, lit[lamp]) for lamp in Lamp if lamp in lit]


@dataclass(frozen=True)
class Column:
    """A stage of the board with its first cards. Money in 万元, of the projects whose total is known."""

    value: str
    name: str
    rows: list[ChartRow]
    count: int
    total_wan: Decimal

    @property
    def is_short(self) -> bool:
        """Whether so few projects stand here that the column may be narrow."""
        return self.count <= NARROW

    @property
    def more(self) -> int:
        """Projects that are not shown."""
        return self.count - len(self.rows)


@opens_default("projects")
def project_board(request: HttpRequest) -> HttpResponse:
    """看板: the projects by stage, the worst lamp first; of a long column the first, and the way to the others."""
    chosen, now = _chosen(request), timezone.now()
    stages = [(stage.value, str(stage.label)) for stage in Stage] + [("", _("待补录"))]
    counts = chosen.projects.order_by().values_list("stage").annotate(n=Count("pk"), wan=Sum("total_investment_wan"))
    sums = remembered(TOPICS, counts, lambda: list(counts))
    counted = {stage: (n, wan or Decimal(0)) for stage, n, wan in sums}
    cards = _first_cards(chosen, [value for value, _name in stages if value in counted], now)
    columns = [
        Column(value, name, cards.get(value, []), *counted.get(value, (0, Decimal(0))))
        for value, name in stages
        if value in counted or value in KEY_STAGES
    ]
    context = {
        "filter": chosen.filter,
        "lampbar": chosen.tally.lampbar,
        "columns": columns,
        "shown": chosen.tally.totals.projects,
    }
    return render(request, "projects/project_board.html", context)


def _first_cards(chosen: Chosen, stages: list[str], now: dt.datetime) -> dict[str, list[ChartRow]]:
    """The first projects of each stage: first their keys, then these with what is joined to them."""
    place = Window(RowNumber(), partition_by="stage", order_by=list(chosen.projects.query.order_by))
    placed = chosen.projects.order_by().annotate(place=place).filter(place__lte=CARDS_A_COLUMN, stage__in=stages)
    keys = list(placed.order_by("place").values_list("pk", flat=True))
    found = Project.objects.with_names().with_standing().in_bulk(keys)
    first = [found[key] for key in keys]
    cards: dict[str, list[ChartRow]] = defaultdict(list)
    for row in chart_rows(first, chosen.period, now=now):
        cards[row.project.stage].append(row)
    return cards
