"""The list of projects as people read it: each with its lamps, its next node and this week's report.

Everything is read off the standings: counting, filtering, sorting and paging happen in the database.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp
from core.kernel.keeping.freshness import remembered
from core.kernel.workdays import WorkCalendar
from projects.enums import KEY_STAGES, STAGE_ORDER, DeclaredLamp
from projects.lamps.reading import LampReading, LastUpdate
from projects.lamps.rules import MilestoneFacts
from projects.models import Period, Project, day_of, owing, weeks_over

DIFFER, UNREPORTED = "differ", "unreported"
LAMP_CHOICES = [*Lamp.choices, (DIFFER, gettext_lazy("两灯不一致")), (UNREPORTED, gettext_lazy("本周未报"))]
DEFAULT_ORDER = "-lamp"
TOPICS = "key_list standings firms people"  # of whatever decides which projects a list has


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


def chart_rows(projects: Iterable[Project], period: Period, *, now: dt.datetime) -> list[ChartRow]:
    """The lines of these projects, loaded `with_standing`. No query."""
    day, over = day_of(now), weeks_over(now)
    return [_row(project, project.standing.reading(day, over), period) for project in projects]


def _row(project: Project, reading: LampReading, period: Period) -> ChartRow:
    node, day = reading.next_milestone, reading.day
    return ChartRow(project, reading, period, node_state(node, day.today, day.calendar) if node else None)


def of_lamp(lamp: str, period: Period) -> Q:
    """Projects that belong to one of LAMP_CHOICES; "" are all."""
    if lamp == DIFFER:
        return Q(standing__differ=True)
    if lamp == UNREPORTED:
        told = Q(standing__last_period=period.pk)
        return owing(period.meets_on or period.starts_on) & (Q(standing__last_period__isnull=True) | ~told)
    return Q(standing__system=lamp) if lamp else Q()


@dataclass(frozen=True)
class Totals:
    """The line above the list: what is listed; a total investment that nobody entered is not counted as zero."""

    projects: int
    total_wan: Decimal
    known: int


@dataclass(frozen=True)
class Tally:
    """How many projects each lamp has, and the totals of those of the chosen lamp."""

    counts: dict[str, int]
    totals: Totals

    @property
    def lampbar(self) -> list[dict[str, Any]]:
        """The bar above the list."""
        items: list[dict[str, Any]] = [{"label": _("全部"), "value": "", "param": "lamp", "count": self.counts["all"]}]
        for value, label in LAMP_CHOICES:
            item = {"label": label, "value": value, "param": "lamp", "count": self.counts[value]}
            items.append(item | ({"lamp": Lamp(value)} if value in Lamp else {}))
        return items


def tally(projects: QuerySet[Any], lamp: str, period: Period) -> Tally:
    """Count these projects by lamp, and add up those of the chosen one: with one query, asked once while nothing of
    them changes.
    """
    key = projects.order_by().values("pk")
    return remembered(TOPICS, key, lambda: _counted(projects, lamp, period), part=f"{lamp} {period.key}")


def _counted(projects: QuerySet[Any], lamp: str, period: Period) -> Tally:
    chosen = of_lamp(lamp, period)
    counts = {value: Count("pk", filter=of_lamp(value, period)) for value, _label in LAMP_CHOICES}
    found = projects.order_by().aggregate(
        all=Count("pk"),
        **counts,
        listed=Count("pk", filter=chosen) if lamp else Count("pk"),
        total=Sum("total_investment_wan", filter=chosen) if lamp else Sum("total_investment_wan"),
        known=Count("total_investment_wan", filter=chosen) if lamp else Count("total_investment_wan"),
    )
    totals = Totals(found.pop("listed"), found.pop("total") or Decimal(0), found.pop("known"))
    return Tally(found, totals)


def _placed(column: str, order: Iterable[tuple[str, int]]) -> Case:
    """A place for each word of a column; a word without one has none."""
    places = [When(**{column: word}, then=Value(place)) for word, place in order]
    return Case(*places, default=None, output_field=IntegerField())


ORDERS: dict[str, Any] = {
    "lamp": F("standing__severity"),
    "declared": _placed("standing__declared", ((lamp.value, Lamp(lamp).severity) for lamp in DeclaredLamp)),
    "name": F("pinyin"),
    "stage": _placed("stage", ((stage.value, place) for place, stage in enumerate(STAGE_ORDER))),
    "next": F("standing__next_planned_on"),
    "total": F("total_investment_wan"),
}


def in_order(projects: QuerySet[Any], order: str) -> Any:
    """Sort by one of ORDERS, a leading minus turning it round; rows without the value come last either way."""
    order = order or DEFAULT_ORDER
    by, turned = ORDERS[order.removeprefix("-")], order.startswith("-")
    if by == F("standing__severity"):  # never empty: so it is read off the index
        return projects.order_by(by.desc() if turned else by.asc(), "standing__code")
    return projects.order_by(by.desc(nulls_last=True) if turned else by.asc(nulls_last=True), "code")
