"""The list of projects as people read it: each with its lamps, its next node and this week's report.

Lamps follow from rules, not from columns, so counting, filtering and sorting by them happens here, over the projects
that the person may see.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp
from core.kernel.workdays import WorkCalendar
from projects.enums import KEY_STAGES, STAGE_ORDER
from projects.lamps.readings import LampReading, LastUpdate, lamps_of
from projects.lamps.rules import MilestoneFacts
from projects.models import Period, Project

DIFFER, UNREPORTED = "differ", "unreported"
LAMP_CHOICES = [*Lamp.choices, (DIFFER, gettext_lazy("两灯不一致")), (UNREPORTED, gettext_lazy("本周未报"))]
DEFAULT_ORDER = "-lamp"


@dataclass(frozen=True)
class NodeState:
    """The next node and how it stands, in words."""

    node: MilestoneFacts
    words: str
    overdue: bool


def node_state(node: MilestoneFacts, today: dt.date, calendar: WorkCalendar) -> NodeState:
    """逾期 4 个工作日, 滑动 25 天, or 余 53 天."""
    if late := calendar.working_days_late(node.planned_on, today):
        return NodeState(node, _("逾期 %(n)d 个工作日") % {"n": late}, overdue=True)
    if node.slid_days > 0:
        return NodeState(node, _("滑动 %(n)d 天") % {"n": node.slid_days}, overdue=False)
    return NodeState(node, _("余 %(n)d 天") % {"n": max((node.planned_on - today).days, 0)}, overdue=False)


@dataclass(frozen=True)
class ChartRow:
    """One line of the list."""

    project: Project
    reading: LampReading
    period: Period
    next_node: NodeState | None
    client_id: uuid.UUID = field(default_factory=uuid.uuid4)  # of the row's 无变化 button

    @property
    def stage_number(self) -> int:
        """How many of the four key stages were entered."""
        return KEY_STAGES.index(self.project.stage) + 1 if self.project.stage in KEY_STAGES else 0

    @property
    def reported(self) -> LastUpdate | None:
        """This period's update, if there is one."""
        last = self.reading.last
        return last if last and last.period_id == self.period.pk else None

    @property
    def unreported(self) -> bool:
        """本周未报: somebody was asked and has not answered yet."""
        return self.project.owes_updates and self.reported is None

    def matches(self, lamp: str) -> bool:
        """Whether the row belongs to one of the lamp filters."""
        if lamp == DIFFER:
            return self.reading.differ
        if lamp == UNREPORTED:
            return self.unreported
        return self.reading.lamp == lamp


def chart_rows(projects: Iterable[Project], period: Period, *, now: dt.datetime) -> list[ChartRow]:
    """Read every project's lamps; a constant number of queries."""
    projects, today = list(projects), timezone.localdate(now)
    readings = lamps_of(projects, today, now=now)
    planned = [node.planned_on for reading in readings.values() if (node := reading.next_milestone)]
    calendar = WorkCalendar.load(min([today, *planned]), today)
    rows = []
    for project in projects:
        reading = readings[project.pk]
        node = reading.next_milestone
        rows.append(ChartRow(project, reading, period, node_state(node, today, calendar) if node else None))
    return rows


def lampbar(rows: list[ChartRow]) -> list[dict[str, Any]]:
    """Counts for the bar above the list."""
    lit = Counter(row.reading.lamp for row in rows)
    items: list[dict[str, Any]] = [{"label": _("全部"), "count": len(rows), "param": "lamp", "value": ""}]
    for lamp in Lamp:
        items.append({"label": lamp.label, "count": lit[lamp], "param": "lamp", "value": lamp.value, "lamp": lamp})
    for value, label in LAMP_CHOICES[-2:]:
        count = sum(row.matches(value) for row in rows)
        items.append({"label": label, "count": count, "param": "lamp", "value": value})
    return items


Key = Callable[[ChartRow], Any]
ORDERS: dict[str, Key] = {
    "lamp": lambda row: row.reading.lamp.severity,
    "declared": lambda row: Lamp(row.reading.declared).severity if row.reading.declared else None,
    "name": lambda row: row.project.pinyin,
    "stage": lambda row: STAGE_ORDER.index(row.project.stage) if row.project.stage else None,
    "next": lambda row: row.next_node.node.planned_on if row.next_node else None,
    "total": lambda row: row.project.total_investment_wan,
}


def in_order(rows: list[ChartRow], order: str) -> list[ChartRow]:
    """Sort by one of ORDERS, a leading minus turning it round; rows without the value come last either way."""
    order = order or DEFAULT_ORDER
    key = ORDERS[order.removeprefix("-")]
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=order.startswith("-"))
    return known + [row for row in rows if key(row) is None]


@dataclass(frozen=True)
class Totals:
    """The line above the list."""

    projects: int
    total_wan: Decimal
    known: int


def totals(rows: list[ChartRow]) -> Totals:
    """Add up what is listed; a total investment that nobody entered is not counted as zero."""
    amounts = [row.project.total_investment_wan for row in rows if row.project.total_investment_wan is not None]
    return Totals(len(rows), sum(amounts, Decimal(0)), len(amounts))
