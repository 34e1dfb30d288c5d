"""调度表: a frozen week as offices know it, a row for each project, when it is exported."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp
from core.kernel import figures
from core.kernel.http import HttpRequest
from core.sheets.cells import Amount, Count, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from projects.models import Blocker, Period, Project, Snapshot, YearPlan
from projects.periods import week_named


@dataclass(frozen=True)
class Line:
    """A project as it was frozen, with its number in the table, its plan of the year in 万元, and what was open."""

    number: int
    then: Snapshot
    planned_wan: Decimal | None
    problems: Sequence[str]

    @property
    def done(self) -> str:
        if self.then.paused:
            return _("暂停")
        if not self.then.reported:
            return _("未报")
        return _("无变化") if self.then.unchanged else self.then.done


def frozen_rows(period: Period, request: HttpRequest) -> QuerySet[Snapshot]:
    """The projects of a frozen week that this person may see, by their codes."""
    visible = Project.objects.visible_to(request.user)
    return period.snapshots.filter(project__in=visible).select_related("project").order_by("project__code")


def _found(request: HttpRequest) -> Found:
    period = week_named(request.GET.get("week", ""))
    numbers = count(1)

    def lines(rows: list[Snapshot]) -> list[Line]:
        projects = [row.project_id for row in rows]
        plans = YearPlan.objects.filter(project__in=projects, year=period.iso_year)
        planned = dict(plans.values_list("project_id", "planned_wan"))
        problems = _problems(projects, period.frozen_at, request) if period.frozen_at else {}
        return [Line(next(numbers), row, planned.get(row.project_id), problems.get(row.project_id, ())) for row in rows]

    return Found(frozen_rows(period, request), None, lines)


def _problems(projects: Sequence[int], at: dt.datetime, request: HttpRequest) -> dict[int, list[str]]:
    """What was open at a moment, and is no slip that was taken back."""
    found: dict[int, list[str]] = defaultdict(list)
    there = Blocker.objects.visible_to(request.user).filter(project__in=projects, raised_at__lte=at, withdrawn=False)
    for blocker in there.filter(Q(resolved_at__isnull=True) | Q(resolved_at__gt=at)).order_by("raised_at", "pk"):
        found[blocker.project_id].append(blocker.text)
    return found


def _heading(request: HttpRequest) -> str:
    period = week_named(request.GET.get("week", ""))
    said = {"year": period.iso_year, "week": figures.week_name(period)}
    return _("重点项目调度表（%(year)s 年%(week)s）") % said


WEEK = Listing(
    "week",
    "projects:week_detail",
    gettext_lazy("重点项目调度表"),
    (
        Column("number", gettext_lazy("序号"), Count()),
        Column("project", gettext_lazy("项目"), value=lambda line: line.then.project_name or line.then.project.name),
        Column("firm", gettext_lazy("企业"), value=lambda line: line.then.firm_name),
        Column("total", gettext_lazy("总投资（万元）"), Amount(), value=lambda line: line.then.total_wan),
        Column("planned", gettext_lazy("年度计划（万元）"), Amount(), value=lambda line: line.planned_wan),
        Column("week", gettext_lazy("本周完成（万元）"), Amount(), value=lambda line: line.then.week_wan),
        Column("invested", gettext_lazy("累计完成（万元）"), Amount(), value=lambda line: line.then.invested_wan),
        Column("stage", gettext_lazy("阶段"), value=lambda line: line.then.get_stage_display()),
        Column("done", gettext_lazy("形象进度"), Prose()),
        Column("system", gettext_lazy("系统灯"), value=lambda line: Lamp(line.then.system).label),
        Column("declared", gettext_lazy("申报灯"), value=lambda line: line.then.get_declared_display()),
        Column("problems", gettext_lazy("存在问题"), Prose(), value=lambda line: "\n".join(line.problems)),
        Column("next", gettext_lazy("下周计划"), Prose(), value=lambda line: line.then.next),
        Column("leader", gettext_lazy("责任领导"), value=lambda line: line.then.leader),
        Column("reporter", gettext_lazy("责任人"), value=lambda line: line.then.reporter),
    ),
    _found,
    place=("week",),
    heading=_heading,
)
