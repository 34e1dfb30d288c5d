"""What each target's actual figure is made of: one explicit dict from target key to indicator.

An indicator tells its track (the figure after each dated change, from one query or a few) and its rows (the evidence
behind the figure of a date). Nothing is typed in: what was only reported is a `ReportedFact`, itself a dated row.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import enterprises.metrics
import finance.metrics
import projects.metrics
import talent.metrics
from core.models import Cluster, User
from enterprises.metrics import MonthTotal
from enterprises.models import Enterprise, PlanEntry
from projects.models import Project
from talent.enums import Category
from talent.models import Talent
from targets.enums import Unit
from targets.models import ReportedFact, Target

YI = Decimal(10_000)  # 万元 in one 亿元
MONTHS = 12


@dataclass(frozen=True)
class Point:
    """The figure after the changes of a day."""

    on: dt.date
    value: Decimal


Track = list[Point]


def figure(value: Decimal | None, unit: str) -> str:
    """A figure as its unit is written: two decimals for 亿元, whole numbers for heads, firms and projects."""
    if value is None:
        return _("尚无报送")
    return f"{value:.2f}" if unit == Unit.YI else f"{value:.0f}"


@dataclass(frozen=True)
class Row:
    """One piece of evidence. `url` is empty where no page shows the row."""

    label: str
    value: Decimal
    unit: Unit
    on: dt.date
    source: str
    url: str = ""
    is_example: bool = False

    @property
    def figure(self) -> str:
        """The value as its unit is written."""
        return figure(self.value, self.unit)

    @property
    def unit_label(self) -> str:
        """The unit in words."""
        return str(Unit(self.unit).label)


Rows = Callable[[dt.date, User | None], list[Row]]


@dataclass(frozen=True)
class Indicator:
    """How one actual figure comes about. `empty` is the figure while there is no row: 0 for a register, else None."""

    method: Promise
    source: Promise
    track: Callable[[dt.date], Track]
    rows: Rows
    empty: Decimal | None = None

    def value(self, as_of: dt.date) -> Decimal | None:
        """The figure of a date."""
        return value_at(self.track(as_of), as_of, empty=self.empty)


def value_at(track: Track, on: dt.date, *, empty: Decimal | None) -> Decimal | None:
    """The figure of a day on a track that is in the order of its days."""
    index = bisect_right(track, on, key=lambda point: point.on)
    return track[index - 1].value if index else empty


# --- Registers: how many rows count by a date ---------------------------------------------------------------------


def _count_up(days: Iterable[dt.date]) -> Track:
    counts: dict[dt.date, int] = {}
    for number, day in enumerate(sorted(days), start=1):
        counts[day] = number
    return [Point(day, Decimal(number)) for day, number in counts.items()]


def _register(metric: Callable[[dt.date], QuerySet], day: str, as_of: dt.date) -> Track:
    return _count_up(metric(as_of).order_by().values_list(day, flat=True))


def _project_rows(as_of: dt.date, user: User | None) -> list[Row]:
    listed = projects.metrics.key_projects(as_of).filter(pk__in=_visible(Project, user)).order_by("code")
    return [
        Row(
            p.name,
            Decimal(1),
            Unit.ITEM,
            p.key_listed_on,
            p.source,
            reverse("projects:project_detail", args=[p.code]),
            p.is_example,
        )
        for p in listed
    ]


def _talent_rows(category: Category | None, as_of: dt.date, user: User | None) -> list[Row]:
    heads = (
        talent.metrics.counted(as_of, category).filter(pk__in=_visible(Talent, user)).order_by("-recognised_on", "pk")
    )
    return [
        Row(
            t.name,
            Decimal(1),
            Unit.PERSON,
            t.recognised_on,
            t.evidence,
            reverse("talent:talent_detail", args=[t.pk]),
            t.is_example,
        )
        for t in heads
    ]


def _entry_rows(
    metric: Callable[[dt.date], QuerySet[PlanEntry]], day: str, as_of: dt.date, user: User | None
) -> list[Row]:
    entries = metric(as_of).filter(enterprise__in=_visible(Enterprise, user)).select_related("enterprise", "plan")
    return [
        Row(
            str(e.enterprise),
            Decimal(1),
            Unit.FIRM,
            getattr(e, day),
            e.evidence or str(e.plan),
            reverse("enterprises:enterprise_detail", args=[e.enterprise_id]),
            e.is_example,
        )
        for e in entries.order_by(f"-{day}", "pk")
    ]


def _visible(model: type, user: User | None) -> QuerySet:
    """Everything for a command without a user, else what this person may see."""
    return model.objects.all() if user is None else model.objects.visible_to(user)


# --- Output: the verified figures of the last twelve months ---------------------------------------------------------


def _cluster(key: str) -> Cluster | None:
    return Cluster.objects.filter(key=key).first()


def _output(cluster_key: str | None, as_of: dt.date) -> Track:
    """Rolling twelve months in 亿元, after each day on which figures were reported."""
    cluster = _cluster(cluster_key) if cluster_key else None
    if cluster_key and cluster is None:
        return []
    totals = enterprises.metrics.output_by_month(as_of, cluster)
    days = sorted({total.reported_on for total in totals})
    return [Point(day, _rolling_year([total for total in totals if total.reported_on <= day])) for day in days]


def _rolling_year(totals: list[MonthTotal]) -> Decimal:
    first = first_month(max(total.month for total in totals))
    return sum((total.output_wan for total in totals if total.month >= first), Decimal(0)) / YI


def first_month(latest: dt.date) -> dt.date:
    """The first of the twelve months that end with this one."""
    months = latest.year * 12 + latest.month - 1 - (MONTHS - 1)
    return dt.date(months // 12, months % 12 + 1, 1)


def _output_rows(cluster_key: str | None, as_of: dt.date, user: User | None) -> list[Row]:
    """One row a firm: its part of the twelve months, in 亿元, largest first."""
    cluster = _cluster(cluster_key) if cluster_key else None
    if cluster_key and cluster is None:
        return []
    figures = enterprises.metrics.output_rows(as_of, cluster)
    latest = figures.order_by("-month").values_list("month", flat=True).first()
    if latest is None:
        return []
    seen = figures.filter(month__gte=first_month(latest), enterprise__in=_visible(Enterprise, user))
    parts: dict[Enterprise, tuple[Decimal, dt.date, str]] = {}
    for row in seen.select_related("enterprise").order_by("month"):
        so_far = parts.get(row.enterprise, (Decimal(0), row.reported_on, row.source))[0]
        parts[row.enterprise] = (so_far + row.output_wan / YI, row.reported_on, row.source)
    return [
        Row(
            str(firm),
            value,
            Unit.YI,
            on,
            source,
            reverse("enterprises:enterprise_detail", args=[firm.pk]),
            firm.is_example,
        )
        for firm, (value, on, source) in sorted(parts.items(), key=lambda item: -item[1][0])
    ]


# --- The layout: how many highlands have reached their goal ---------------------------------------------------------


def _layout(as_of: dt.date) -> Track:
    goals = list(Target.objects.filter(parent__key="layout", value__isnull=False))
    tracks = {goal: INDICATORS[goal.key].track(as_of) for goal in goals}
    days = sorted({point.on for track in tracks.values() for point in track})
    return [Point(day, Decimal(sum(_reached(goal, tracks[goal], day) for goal in goals))) for day in days]


def _reached(goal: Target, track: Track, on: dt.date) -> bool:
    value = value_at(track, on, empty=None)
    return value is not None and goal.is_reached_by(value)


def _layout_rows(as_of: dt.date, user: User | None) -> list[Row]:
    rows = []
    for goal in Target.objects.filter(parent__key="layout", value__isnull=False):
        track = INDICATORS[goal.key].track(as_of)
        if track:
            rows.append(
                Row(
                    goal.name,
                    track[-1].value,
                    Unit(goal.unit),
                    track[-1].on,
                    _("企业月报"),
                    reverse("targets:target_detail", args=[goal.key]),
                )
            )
    return rows


# --- Money: a reported figure, and the rows dated after it ------------------------------------------------------------


def _reported_then(key: str, dated: Callable[[dt.date], list[tuple[dt.date, Decimal]]], as_of: dt.date) -> Track:
    """A reported sum sets the level; rows dated after it are added, rows that it already contains are not."""
    level, known_until, track = Decimal(0), dt.date.min, []
    facts = list(ReportedFact.objects.filter(key=key, on__lte=as_of).order_by("on").values_list("on", "value"))
    changes = [(on, 0, value) for on, value in facts] + [(on, 1, wan / YI) for on, wan in dated(as_of)]
    for on, is_row, value in sorted(changes):
        if not is_row:
            level, known_until = value, on
        elif on > known_until:
            level += value
        track.append(Point(on, level))
    return list({point.on: point for point in track}.values())


def _grants(as_of: dt.date) -> list[tuple[dt.date, Decimal]]:
    return list(finance.metrics.credit_lines(as_of).order_by().values_list("granted_on", "granted_wan"))


def _draws(as_of: dt.date) -> list[tuple[dt.date, Decimal]]:
    return list(finance.metrics.drawdowns(as_of).order_by().values_list("on", "amount_wan"))


def _fact_rows(key: str, as_of: dt.date) -> tuple[list[Row], dt.date]:
    """The latest reported figure as a row, and the day until which it contains everything."""
    fact = ReportedFact.objects.filter(key=key, on__lte=as_of).order_by("-on").first()
    if fact is None:
        return [], dt.date.min
    name = fact.name + _("（%(note)s）") % {"note": _("报告数")}
    return [Row(name, fact.value, Unit.YI, fact.on, fact.source)], fact.on


def _grant_rows(as_of: dt.date, user: User | None) -> list[Row]:
    rows, since = _fact_rows("credit_granted", as_of)
    lines = finance.metrics.credit_lines(as_of).filter(granted_on__gt=since).select_related("enterprise", "institution")
    if user is not None:
        lines = lines.visible_to(user)
    return rows + [
        Row(
            str(line.enterprise),
            line.granted_wan / YI,
            Unit.YI,
            line.granted_on,
            str(line.institution),
            reverse("finance:creditline_detail", args=[line.pk]),
            line.is_example,
        )
        for line in lines.order_by("-granted_on", "pk")
    ]


def _draw_rows(as_of: dt.date, user: User | None) -> list[Row]:
    rows, since = _fact_rows("credit_drawn", as_of)
    drawn = (
        finance.metrics.drawdowns(as_of).filter(on__gt=since).select_related("line__enterprise", "line__institution")
    )
    if user is not None:
        drawn = drawn.filter(line__in=finance.metrics.credit_lines(as_of).visible_to(user))
    return rows + [
        Row(
            str(draw.line.enterprise),
            draw.amount_wan / YI,
            Unit.YI,
            draw.on,
            str(draw.line.institution),
            reverse("finance:creditline_detail", args=[draw.line_id]),
            draw.line.is_example,
        )
        for draw in drawn.order_by("-on", "pk")
    ]


# --- The dict -------------------------------------------------------------------------------------------------------

ZERO = Decimal(0)
_OUTPUT = gettext_lazy("经核实的企业月报产值，取最近 12 个月之和")
_REPORTS = gettext_lazy("企业月报")
_HEADS = gettext_lazy("台账中已认定且有依据的人数")


def _output_of(cluster_key: str | None) -> Indicator:
    return Indicator(_OUTPUT, _REPORTS, partial(_output, cluster_key), partial(_output_rows, cluster_key))


def _heads_of(category: Category | None) -> Indicator:
    counted = partial(talent.metrics.counted, category=category)
    track = partial(_register, counted, "recognised_on")
    return Indicator(_HEADS, gettext_lazy("人才台账"), track, partial(_talent_rows, category), ZERO)


INDICATORS: dict[str, Indicator] = {
    "zone_output": _output_of(None),
    "talent_total": _heads_of(None),
    "talent_leading": _heads_of(Category.LEADING),
    "talent_engineer": _heads_of(Category.ENGINEER),
    "talent_craftsman": _heads_of(Category.CRAFTSMAN),
    "champion_firms": Indicator(
        gettext_lazy("培育计划中已认定且有依据的企业数"),
        gettext_lazy("培育计划台账"),
        partial(_register, enterprises.metrics.champion_entries, "recognised_on"),
        partial(_entry_rows, enterprises.metrics.champion_entries, "recognised_on"),
        ZERO,
    ),
    "layout": Indicator(gettext_lazy("产值已突破目标的高地个数"), _REPORTS, _layout, _layout_rows),
    "cluster_nev": _output_of("nev"),
    "cluster_optics": _output_of("optics"),
    "cluster_biomedical": _output_of("biomedical"),
    "key_projects": Indicator(
        gettext_lazy("列入重点项目清单的项目数"),
        gettext_lazy("重点项目清单"),
        partial(_register, projects.metrics.key_projects, "key_listed_on"),
        _project_rows,
        ZERO,
    ),
    "listing_reserve": Indicator(
        gettext_lazy("拟上市后备库中的企业数"),
        gettext_lazy("拟上市后备库"),
        partial(_register, enterprises.metrics.listing_entries, "entered_on"),
        partial(_entry_rows, enterprises.metrics.listing_entries, "entered_on"),
        ZERO,
    ),
    "credit_granted": Indicator(
        gettext_lazy("最近一次报告数，加其后逐笔授信"),
        gettext_lazy("报告数与授信台账"),
        partial(_reported_then, "credit_granted", _grants),
        _grant_rows,
    ),
    "credit_drawn": Indicator(
        gettext_lazy("最近一次报告数，加其后逐笔放款"),
        gettext_lazy("报告数与放款台账"),
        partial(_reported_then, "credit_drawn", _draws),
        _draw_rows,
    ),
}
