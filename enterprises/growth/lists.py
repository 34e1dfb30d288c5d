"""The entries of the cultivation plans: their columns when they are exported."""

from collections.abc import Sequence

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.kernel.http import HttpRequest
from core.sheets.cells import Day
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from enterprises.enums import PlanKind
from enterprises.growth.cultivation import SHOWS, Row, rows_of
from enterprises.models import PlanEntry


def entries_found(request: HttpRequest) -> Found:
    """The entries that the page shows, those of all plans or of one, plan by plan, the most pressing first."""
    today, show, plan = timezone.localdate(), request.GET.get("show", ""), request.GET.get("plan", "")
    if plan and plan not in PlanKind.values:
        raise Http404(plan)
    entries = PlanEntry.objects.visible_to(request.user).standing(today)
    entries = entries.filter(plan__kind=plan) if plan else entries
    shown = entries.filter(SHOWS[show](today)) if show in SHOWS else entries
    pressing = shown.pressing_first()

    def dressed(found: Sequence[PlanEntry]) -> list[Row]:
        rows = rows_of([entry.pk for entry in found], today)
        return [rows[entry.pk] for entry in found]

    return Found(pressing.order_by("plan__kind", *pressing.query.order_by), None, dressed)


ENTRIES = Listing(
    "plan_entries",
    "enterprises:plan_list",
    gettext_lazy("培育计划"),
    (
        Column("plan", gettext_lazy("计划"), value=lambda row: row.entry.plan),
        Column("firm", gettext_lazy("企业"), value=lambda row: row.entry.enterprise),
        Column("goal", gettext_lazy("培育目标"), value=lambda row: row.entry.get_goal_display()),
        Column("stage", gettext_lazy("上市阶段"), value=lambda row: row.stage.stage.label if row.stage else ""),
        Column("leader", gettext_lazy("定领导"), value=lambda row: row.entry.leader),
        Column("force", gettext_lazy("定专班"), value=lambda row: row.entry.task_force),
        Column("responsible", gettext_lazy("定责任"), value=lambda row: row.entry.responsible),
        Column("due_on", gettext_lazy("定时间"), Day(), value=lambda row: row.entry.due_on),
        Column("next", gettext_lazy("下一步"), value=lambda row: row.next_step),
        Column("next_on", gettext_lazy("下一步期限"), Day(), value=lambda row: row.entry.next_due_on),
        Column("recognised_on", gettext_lazy("认定日期"), Day(), value=lambda row: row.entry.recognised_on),
    ),
    entries_found,
)
