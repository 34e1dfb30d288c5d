"""The list of projects: its rows, and its columns when it is exported."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp
from core.kernel.http import HttpRequest
from core.sheets.cells import Amount, Code, Day, YesNo
from core.sheets.grouping import grouped
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from projects.chart.filters import ProjectFilter
from projects.chart.rows import ChartRow, chart_rows, in_order, of_lamp
from projects.models import Project
from projects.periods import reported_period

OF_THE_CHART = ("group", "zoom")  # parameters of 作战图 and 看板, which show the same projects


def projects_found(request: HttpRequest, now: dt.datetime | None = None) -> Found:
    """Projects as the list shows them, each with its lamps, its next node and this week's report."""
    moment = now or timezone.now()
    filterset = ProjectFilter(request.GET, queryset=Project.objects.visible_to(request.user), request=request)
    period, lamp = reported_period(moment), filterset.lamp_chosen
    listed = in_order(filterset.qs.filter(of_lamp(lamp, period)), filterset.order)
    rows = grouped(listed, filterset.grouping).with_names().with_standing()
    return Found(rows, filterset, lambda found: chart_rows(found, period, now=moment))


def _found(request: HttpRequest) -> Found:
    """The same from 作战图 and 看板, whose own parameters narrow nothing."""
    request.GET = request.GET.copy()
    for name in OF_THE_CHART:
        request.GET.pop(name, None)
    return projects_found(request)


def _lamp(lamp: str) -> Any:
    return Lamp(lamp).label if lamp else None


def _reported(row: ChartRow) -> str:
    """本期填报, as the last column of the page says it."""
    if row.reported:
        return _("无变化") if row.reported.unchanged else _("已报")
    if row.unreported:
        return _("未报")
    ended = row.project.closed_on or row.project.paused_on
    return str(row.project.life.label) if ended else _("无需填报")


def _next(row: ChartRow) -> str:
    if row.next_node:
        return row.next_node.node.name
    return _("全部完成") if row.reading.has_plan else ""


PROJECTS = Listing(
    "projects",
    "projects:project_list",
    gettext_lazy("重点项目"),
    (
        Column("code", gettext_lazy("编号"), Code(), value=lambda row: row.project.code),
        Column("name", gettext_lazy("项目名称"), value=lambda row: row.project.name),
        Column("system", gettext_lazy("系统灯"), value=lambda row: _lamp(row.reading.lamp)),
        Column("declared", gettext_lazy("申报灯"), value=lambda row: _lamp(row.reading.declared)),
        Column("firm", gettext_lazy("企业"), value=lambda row: row.project.enterprise),
        Column("park", gettext_lazy("园区"), value=lambda row: row.project.park),
        Column("cluster", gettext_lazy("产业高地"), value=lambda row: row.project.cluster),
        Column("stage", gettext_lazy("阶段"), value=lambda row: row.project.get_stage_display()),
        Column("node", gettext_lazy("下一节点"), value=_next),
        Column(
            "node_on",
            gettext_lazy("下一节点日期"),
            Day(),
            value=lambda row: row.next_node and row.next_node.node.planned_on,
        ),
        Column("node_state", gettext_lazy("节点进展"), value=lambda row: row.next_node and row.next_node.words),
        Column("total", gettext_lazy("总投资（万元）"), Amount(), value=lambda row: row.project.total_investment_wan),
        Column("floor", gettext_lazy("总投资为下限"), YesNo(), value=lambda row: row.project.investment_is_floor),
        Column("leader", gettext_lazy("牵头领导"), value=lambda row: row.project.leader),
        Column("force", gettext_lazy("专班"), value=lambda row: row.project.task_force),
        Column("responsible", gettext_lazy("责任人"), value=lambda row: row.project.responsible),
        Column("reported", gettext_lazy("本期填报"), value=_reported),
    ),
    _found,
    kind="projects",
    beside=("system", "declared", "node", "node_on", "node_state", "reported"),
)
