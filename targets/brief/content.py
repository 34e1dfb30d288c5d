"""周调度通报: what a frozen week comes to, as data. Word, Excel, the one A4 and the command all tell these rows.

Every figure is made by the function that the dashboard of that day calls, for nobody in particular: the whole house.
Lamps of projects, their reasons and their plans are those that were frozen. A 交办单 stands with the date it has now.
Targets and what was reached are as known now, as on the dashboard of that day: what was corrected since is said.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

import projects.metrics
from core.enums import Lamp
from core.kernel import figures
from core.kernel.language import in_house_language
from projects.enums import AgendaSection
from projects.lamps.rules import one_sentence
from projects.meeting.minutes import Decided, named
from projects.models import Action, Period, Snapshot
from projects.readings import frozen_nodes
from targets import beside, tiles
from targets.charts import Trend
from targets.evidence import figure
from targets.keeping.snapshots import corrected_since
from targets.key_projects import KeyProjects, key_projects_frozen
from targets.models import Programme
from targets.programmes import current
from targets.readings import TargetReading, days_before, read_all

WEEKS_DRAWN = 8  # in the chart of lamps
WEEKS_LOOKED_BACK = 60  # for how long a lamp has been red

Figure = Decimal | int | None


@dataclass(frozen=True)
class Goal:
    """One of the four targets, each cell in words; the shares are fractions of one.

    `figure` and `exact` say which figure it is.
    """

    name: str
    value: str
    unit: str
    goal: str
    completion: Decimal | None
    elapsed: Decimal | None
    change: str
    forecast: str
    lamp: Lamp
    trend: Trend | None
    figure: str
    exact: Decimal | None

    @property
    def said(self) -> str:
        """741.12亿元."""
        return f"{self.value}{self.unit}" if self.value[:1].isdigit() else self.value

    @property
    def done(self) -> str:
        return "—" if self.completion is None else figures.rate(self.completion)

    @property
    def due(self) -> str:
        return "—" if self.elapsed is None else figures.rate(self.elapsed)

    @property
    def pace(self) -> str:
        """落后 4.0 in percentage points, or 领先."""
        if self.completion is None or self.elapsed is None:
            return "—"
        gap = figures.percent(self.completion - self.elapsed)
        if gap == 0:
            return _("持平")
        return (_("落后%(points)s") if gap < 0 else _("领先%(points)s")) % {"points": f"{abs(gap)}"}


@dataclass(frozen=True)
class Red:
    """A key project that was red, why, and for how many frozen weeks in a row."""

    name: str
    leader: str
    why: str
    weeks: int
    ask: str


@dataclass(frozen=True)
class Turn:
    """A key project whose lamp turned since last Monday."""

    name: str
    words: str
    why: str


@dataclass(frozen=True)
class Order:
    """A 交办单 that was open at the freeze and late, or due before the week ends."""

    number: str
    title: str
    project: str
    owner: str
    unit: str
    due_on: dt.date
    late: int

    @property
    def words(self) -> str:
        """逾期11天, 今日到期, 12月5日到期."""
        if self.late > 0:
            return _("逾期%(days)d天") % {"days": self.late}
        return _("当日到期") if self.late == 0 else _("%(on)s到期") % {"on": figures.date_short(self.due_on)}


@dataclass(frozen=True)
class Decision:
    """What the meeting decided about one line of its agenda."""

    project: str
    text: str


@dataclass(frozen=True)
class Node:
    """A node of a plan that is due in the week after."""

    project: str
    name: str
    on: dt.date
    leader: str


@dataclass(frozen=True)
class LampWeek:
    """A frozen week in the chart: how many key projects were red, and how many amber."""

    week: int
    red: int
    amber: int


@dataclass(frozen=True)
class Brief:
    """A frozen week. `figures` are plain numbers by key, in the unit that `manage.py targets --json` uses."""

    period: Period
    as_of: dt.date
    programme: Programme
    headline: str
    sentence: str
    corrected: str
    goals: list[Goal]
    key_projects: KeyProjects
    weeks: list[LampWeek]
    reds: list[Red]
    turns: list[Turn]
    orders: list[Order]
    decisions: list[Decision]
    decided: str
    nodes: list[Node]
    money: beside.Money
    figures: dict[str, Figure]

    @property
    def overdue(self) -> list[Order]:
        return [order for order in self.orders if order.late > 0]

    @property
    def lamps_in_words(self) -> str:
        """红灯4个、黄灯10个 …; a lamp that no project has is left out, but red never is."""
        told = [(lamp, n) for lamp, n in self.key_projects.lamps if n or lamp == Lamp.RED]
        return _("、").join(_("%(lamp)s%(n)d个") % {"lamp": lamp.label, "n": n} for lamp, n in told)


def frozen_day(period: Period) -> dt.date:
    """The day that a week froze on. Raises ValidationError for one that still collects."""
    if period.frozen_at is None:
        raise ValidationError(_("%(key)s 还没有截止填报，没有通报。") % {"key": period.key}, code="not_frozen")
    return timezone.localdate(period.frozen_at)


@in_house_language()
def brief(period: Period) -> Brief:
    """What a frozen week comes to. Raises ValidationError for one that still collects, and without a programme."""
    as_of = frozen_day(period)
    programme = current(as_of)
    if programme is None:
        raise ValidationError(_("还没有目标，没有通报。"), code="no_programme")
    readings = read_all(as_of)
    told = tiles.tiles(readings, programme, as_of)
    lit, money = key_projects_frozen(period, as_of), beside.money(readings, as_of)
    snapshots = _snapshots(period, as_of)
    later = corrected_since(readings)
    corrected = _("截止后更正过：%(what)s。") % {"what": _("；").join(later)} if later else ""
    orders = _orders(period, as_of)
    decided = Decided(period, None)
    decisions = _decisions(decided)
    return Brief(
        period=period,
        as_of=as_of,
        programme=programme,
        headline=tiles.headline(told, readings),
        sentence=f"{told[0].sentence if told else ''}{corrected}",
        corrected=corrected,
        goals=[_goal(tile, readings) for tile in told],
        key_projects=lit,
        weeks=_weeks(period),
        reds=_reds(period, [each for each in snapshots if each.system == Lamp.RED]),
        turns=[Turn(named(each.project.name, each.project), each.words, each.why) for each in lit.turns.first],
        orders=orders,
        decisions=decisions,
        decided=decided.summary(len(decisions)),
        nodes=_nodes(period, snapshots),
        money=money,
        figures=_figures(readings, told, lit, orders),
    )


def _goal(tile: tiles.Tile, readings: list[TargetReading]) -> Goal:
    own = next(each for each in readings if each.target.key == tile.key)
    reading = tiles.together(own, readings) if tile.key == "layout" else own
    return Goal(
        name=str(tile.short),
        value=tile.value or tile.silent,
        unit=tile.unit,
        goal=tile.goal or "—",
        completion=tile.completion if tile.value else None,
        elapsed=tile.elapsed,
        change=_change(reading),
        forecast=tile.forecast or "—",
        lamp=tile.lamp,
        trend=tile.trend,
        figure=tile.figure,
        exact=tile.exact,
    )


def _change(reading: TargetReading) -> str:
    """增6名, 减0.35亿元 or 持平 against last Monday; — where there is nothing to compare with."""
    before = reading.at(days_before(reading.as_of)["week"])
    if reading.value is None or before is None or not reading.is_registered:
        return "—"
    said = figure(abs(reading.value - before), reading.target.unit)
    if Decimal(said) == 0:
        return _("持平")
    return (_("增%(n)s") if reading.value > before else _("减%(n)s")) % {"n": said}


def _snapshots(period: Period, as_of: dt.date) -> list[Snapshot]:
    """The key projects as they froze, by their codes."""
    listed = projects.metrics.key_projects(as_of)
    rows = Snapshot.objects.filter(period=period, project__in=listed)
    return list(rows.select_related("project").order_by("project__code"))


def _name(row: Snapshot) -> str:
    return named(row.project_name or row.project.name, row.project)


def _reds(period: Period, red: list[Snapshot]) -> list[Red]:
    """Those that have been red for longest come first; what is asked for is in the agenda's own words."""
    lasted = _weeks_red(period, red)
    asks = _asked(period)
    rows = [
        Red(
            name=_name(each),
            leader=each.leader or _("待指定"),
            why=one_sentence(each.reasons),
            weeks=lasted[each.project_id],
            ask=asks.get(each.project_id, ""),
        )
        for each in red
    ]
    return sorted(rows, key=lambda row: -row.weeks)


def _asked(period: Period) -> dict[int, str]:
    """What is asked of the meeting for a project, as the agenda was written: the first of its 需协调事项."""
    lines = period.agenda.filter(project__isnull=False).values_list("project_id", "reasons")
    asked = {
        project: [reason["text"] for reason in reasons if reason["section"] == AgendaSection.BLOCKER]
        for project, reasons in lines
    }
    return {project: texts[0] for project, texts in asked.items() if texts}


def _weeks_red(period: Period, red: list[Snapshot]) -> dict[int, int]:
    """For each of these projects how many frozen weeks in a row, with this one, it has been red."""
    keys = [each.project_id for each in red]
    weeks = _frozen_until(period).values("pk")[:WEEKS_LOOKED_BACK]
    past = Snapshot.objects.filter(project__in=keys, period__in=weeks).order_by("-period__starts_on")
    lasted, over = dict.fromkeys(keys, 0), set[int]()
    for project, system in past.values_list("project_id", "system"):
        if system != Lamp.RED:
            over.add(project)
        elif project not in over:
            lasted[project] += 1
    return lasted


def _frozen_until(period: Period) -> QuerySet[Period]:
    return Period.objects.filter(frozen_at__isnull=False, starts_on__lte=period.starts_on).order_by("-starts_on")


def _weeks(period: Period) -> list[LampWeek]:
    """The last frozen weeks up to this one, each counted as the dashboard of its own day counts it."""
    found = []
    for each in reversed(_frozen_until(period)[:WEEKS_DRAWN]):
        listed = projects.metrics.key_projects(frozen_day(each))
        lit = Snapshot.objects.filter(period=each, project__in=listed).aggregate(
            red=Count("pk", filter=Q(system=Lamp.RED)), amber=Count("pk", filter=Q(system=Lamp.AMBER))
        )
        found.append(LampWeek(each.iso_week, lit["red"], lit["amber"]))
    return found


def _orders(period: Period, as_of: dt.date) -> list[Order]:
    """交办单 that were open when the week froze and due before it ends, the latest first."""
    at = period.frozen_at
    open_then = Action.objects.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=at), issued_at__lte=at)
    rows = open_then.filter(due_on__lte=period.ends_on).select_related("project", "owner", "department")
    return [
        Order(
            row.number,
            row.title,
            named(row.project_name or row.project.name, row.project),
            str(row.owner),
            str(row.department or ""),
            row.due_on,
            (as_of - row.due_on).days,
        )
        for row in rows.order_by("due_on", "number")
    ]


def _decisions(decided: Decided) -> list[Decision]:
    """What the meeting decided, a line of its agenda each; nothing before it met."""
    return [Decision(item["project"], _words(item)) for part in decided.parts() for item in part["items"]]


def _words(item: dict) -> str:
    orders = (
        _("交办%(owner)s：%(title)s，%(due)s前办结")
        % {"owner": each["owner"], "title": each["title"], "due": each["due"]}
        for each in item["actions"]
    )
    told = [item["note"], *item["words"], *item["lamps"], *item["turns"], *orders]
    return _("；").join(text.rstrip("。") for text in told if text)


def _nodes(period: Period, snapshots: Iterable[Snapshot]) -> list[Node]:
    """Nodes that the frozen plans put into the week after, and that were not reached."""
    first, last = period.ends_on + dt.timedelta(days=1), period.ends_on + dt.timedelta(days=7)
    found = defaultdict[dt.date, list[Node]](list)
    for row in snapshots:
        for node in frozen_nodes(row):
            if node.actual_on is None and first <= node.planned_on <= last:
                found[node.planned_on].append(Node(_name(row), node.name, node.planned_on, row.leader or _("待指定")))
    return [node for day in sorted(found) for node in found[day]]


def _figures(
    readings: list[TargetReading], told: list[tiles.Tile], lit: KeyProjects, orders: list[Order]
) -> dict[str, Figure]:
    own = next((each for each in readings if each.target.key == "layout"), None)
    said: dict[str, Figure] = {each.target.key: each.value for each in readings}
    if own is not None:
        said["highlands_output"] = tiles.together(own, readings).value
    said |= {f"targets_{lamp}": sum(tile.lamp == lamp for tile in told) for lamp in Lamp}
    said |= {"key_projects_lit": lit.count} | {f"key_projects_{lamp}": n for lamp, n in lit.lamps}
    said |= {"key_projects_differ": lit.differing.count, "key_projects_turned": lit.turns.count}
    late = sum(order.late > 0 for order in orders)
    return said | {"actions_overdue": late, "actions_due": len(orders) - late}
