"""What each target's actual figure is made of: one explicit dict from target key to indicator.

An indicator tells its track (the figure after each dated change, from one query or a few) and its rows (the evidence
behind the figure of a date). Nothing is typed in: what was only reported is a `ReportedFact`, itself a dated row.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import enterprises.metrics
import finance.metrics
import projects.metrics
import talent.metrics
from core.kernel.keeping.dated import DaySums
from core.kernel.keeping.freshness import kept
from core.models import User
from enterprises.enums import PlanKind
from talent.enums import Category
from targets.enums import Unit
from targets.evidence import (
    YI,
    Evidence,
    Row,
    Rows,
    draw_rows,
    entry_rows,
    facts,
    grant_rows,
    output_rows,
    project_rows,
    talent_rows,
)
from targets.models import Programme, Target
from targets.programmes import current


@dataclass(frozen=True)
class Point:
    """The figure after the changes of a day."""

    on: dt.date
    value: Decimal


Track = list[Point]


@dataclass(frozen=True)
class Indicator:
    """How one actual figure comes about. `empty` is the figure while there is no row: 0 for a register, else None.

    `fills_in` is after how many months the figure is whole: the output of a year grows with each month that joins it,
    which is no pace. `reported` says how far its latest month is, where firms report one after the other.
    """

    method: Promise
    source: Promise
    track: Callable[[dt.date], Track]
    rows: Evidence
    empty: Decimal | None = None
    fills_in: int = 0
    reported: Callable[[dt.date], enterprises.metrics.Reporting | None] = field(default=lambda as_of: None)

    def value(self, as_of: dt.date) -> Decimal | None:
        """The figure of a date."""
        return value_at(self.track(as_of), as_of, empty=self.empty)

    @property
    def silence(self) -> str:
        """What pages say while there is no row: nothing that is missing is shown as nought."""
        return _("尚无报送") if self.empty is None else _("尚无登记")


def value_at(track: Track, on: dt.date, *, empty: Decimal | None) -> Decimal | None:
    """The figure of a day on a track that is in the order of its days."""
    index = bisect_right(track, on, key=lambda point: point.on)
    return track[index - 1].value if index else empty


# --- Registers: how many rows count by a date ---------------------------------------------------------------------


def _points(sums: DaySums, as_of: dt.date, *, unit: Decimal = Decimal(1)) -> Track:
    return [Point(on, total / unit) for on, total in sums.until(as_of)]


def _heads_track(category: Category | None, as_of: dt.date) -> Track:
    return _points(talent.metrics.heads(category), as_of)


def _champions_track(as_of: dt.date) -> Track:
    recognised = enterprises.metrics.recognised_champions(as_of)
    return _points(DaySums.of((firm.recognised_on, 1) for firm in recognised if firm.recognised_on), as_of)


def _listing_track(as_of: dt.date) -> Track:
    reserve = enterprises.metrics.planned_firms(PlanKind.LISTING, as_of)
    return _points(DaySums.of((firm.entered_on, 1) for firm in reserve), as_of)


def _projects_track(as_of: dt.date) -> Track:
    return _points(DaySums.of((each.on, each.projects) for each in projects.metrics.key_list()), as_of)


# --- Output: the verified figures of the last twelve months ---------------------------------------------------------


def _output(cluster_key: str | None, as_of: dt.date) -> Track:
    """Rolling twelve months in 亿元, after each day on which figures were reported."""
    track = kept("figures firms places", partial(_rolling_years, cluster_key), part=f"track:{cluster_key}")
    return track[: bisect_right(track, as_of, key=lambda point: point.on)]


def _rolling_years(cluster_key: str | None) -> Track:
    return [Point(day, wan / YI) for day, wan in enterprises.metrics.year_track(cluster_key) if wan is not None]


# --- The layout: how many highlands have reached their goal ---------------------------------------------------------


def _layout(as_of: dt.date, programme: Programme | None = None) -> Track:
    goals = highlands(programme or current(as_of))
    tracks = {goal: INDICATORS[goal.key].track(as_of) for goal in goals}
    days = sorted({point.on for track in tracks.values() for point in track})
    return [Point(day, Decimal(sum(reached(goal, tracks[goal], day) for goal in goals))) for day in days]


def highlands(programme: Programme | None = None) -> list[Target]:
    """The goals of the highlands in a programme, in today's where none is named. Kept until a target is written."""
    shown = programme or current(timezone.localdate())
    goals = Target.objects.filter(parent__key="layout", value__isnull=False)
    known = kept("targets", lambda: list(goals), part="highlands")
    return [goal for goal in known if shown and goal.programme_id == shown.pk]


def reached(goal: Target, track: Track, on: dt.date) -> bool:
    """Whether a goal was reached on a day of its track."""
    value = value_at(track, on, empty=None)
    return value is not None and goal.is_reached_by(value)


def _layout_rows(as_of: dt.date, user: User | None, programme: Programme | None = None) -> Rows:
    rows = []
    for goal in highlands(programme or current(as_of)):
        if track := INDICATORS[goal.key].track(as_of):
            last, url = track[-1], reverse("targets:target_detail", args=[goal.key])
            rows.append(Row(goal.name, last.value, Unit(goal.unit), last.on, _("企业月报"), url))
    return Rows(rows)


# --- Money: a reported figure, and the rows dated after it ------------------------------------------------------------


def _reported_then(key: str, rows: Callable[[], DaySums], as_of: dt.date) -> Track:
    """A reported sum sets the level; rows dated after it are added, rows that it already contains are not."""
    level, known_until, track = Decimal(0), dt.date.min, []
    reported = [(fact.on, 0, fact.value) for fact in facts(key, as_of)]
    for on, is_row, value in sorted([*reported, *((on, 1, wan / YI) for on, wan in rows().added(as_of))]):
        if not is_row:
            level, known_until = value, on
        elif on > known_until:
            level += value
        track.append(Point(on, level))
    return list({point.on: point for point in track}.values())


# --- The dict -------------------------------------------------------------------------------------------------------

ZERO = Decimal(0)
FILLS_IN = enterprises.metrics.MONTHS - 1
_OUTPUT = gettext_lazy("经核实的企业月报产值，取最近 12 个月之和")
_REPORTS = gettext_lazy("企业月报")
_HEADS = gettext_lazy("台账中已认定且有依据的人数")


def _output_of(cluster_key: str | None) -> Indicator:
    track, rows = partial(_output, cluster_key), partial(output_rows, cluster_key)
    reported = partial(enterprises.metrics.reporting, cluster=cluster_key)
    return Indicator(_OUTPUT, _REPORTS, track, rows, fills_in=FILLS_IN, reported=reported)


def _heads_of(category: Category | None) -> Indicator:
    track = partial(_heads_track, category)
    return Indicator(_HEADS, gettext_lazy("人才台账"), track, partial(talent_rows, category), ZERO)


INDICATORS: dict[str, Indicator] = {
    "zone_output": _output_of(None),
    "talent_total": _heads_of(None),
    "talent_leading": _heads_of(Category.LEADING),
    "talent_engineer": _heads_of(Category.ENGINEER),
    "talent_craftsman": _heads_of(Category.CRAFTSMAN),
    "champion_firms": Indicator(
        gettext_lazy("培育计划中已认定且有依据的企业数"),
        gettext_lazy("培育计划台账"),
        _champions_track,
        partial(entry_rows, enterprises.metrics.champion_entries, "recognised_on"),
        ZERO,
    ),
    "layout": Indicator(gettext_lazy("产值已突破目标的高地个数"), _REPORTS, _layout, _layout_rows, fills_in=FILLS_IN),
    "cluster_nev": _output_of("nev"),
    "cluster_optics": _output_of("optics"),
    "cluster_biomedical": _output_of("biomedical"),
    "key_projects": Indicator(
        gettext_lazy("列入重点项目清单的项目数"),
        gettext_lazy("重点项目清单"),
        _projects_track,
        project_rows,
        ZERO,
    ),
    "listing_reserve": Indicator(
        gettext_lazy("拟上市后备库中的企业数"),
        gettext_lazy("拟上市后备库"),
        _listing_track,
        partial(entry_rows, enterprises.metrics.listing_entries, "entered_on"),
        ZERO,
    ),
    "credit_granted": Indicator(
        gettext_lazy("最近一次报告数，加其后逐笔授信"),
        gettext_lazy("报告数与授信台账"),
        partial(_reported_then, "credit_granted", finance.metrics.granted),
        grant_rows,
    ),
    "credit_drawn": Indicator(
        gettext_lazy("最近一次报告数，加其后逐笔放款"),
        gettext_lazy("报告数与放款台账"),
        partial(_reported_then, "credit_drawn", finance.metrics.drawn),
        draw_rows,
    ),
}


def indicator_of(target: Target) -> Indicator:
    """How a target's figure comes about. Which highlands count is a matter of its programme, the rest is not."""
    found = INDICATORS[target.key]
    if target.key != "layout":
        return found
    rows: Evidence = partial(_layout_rows, programme=target.programme)
    return replace(found, track=partial(_layout, programme=target.programme), rows=rows)
