"""The pages of a wall, and what each says. The figures are those of the dashboard, made by the same functions."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp, Role
from core.kernel.figures import date_doc
from core.models import User
from projects.chart.rows import ChartRow, chart_rows, in_order
from projects.chart.timeline import DEFAULT_ZOOM, ZOOMS
from projects.chart.tracks import tracks_of
from projects.lamps.reading import LampReading
from projects.lamps.rules import in_words
from projects.metrics import key_projects as listed
from projects.models import ProjectQuerySet
from projects.periods import ensure_period
from targets import beside, tiles
from targets.cuts.drawing import WALL, draw
from targets.cuts.places import map_of
from targets.enums import WallPage
from targets.forecast import needed_a_month
from targets.key_projects import key_projects, lit_of
from targets.models import Programme, Target
from targets.readings import TargetReading, all_targets, elapsed, read_all, read_target
from targets.wall import meeting, requests
from targets.wall.discreet import discreet, named_in
from targets.wall.drawing import chart, fan

# A wall sees what a leader sees, and says of it only what any visitor may read.
VIEWER = User(roles=[Role.LEADER])
LINES_A_COLUMN = 20
ROWS = LINES_A_COLUMN * 2
NAMED = 6  # projects of a highland that are not green


@dataclass(frozen=True)
class Page:
    """What stands on a page: its heading, what stands beside it, its template, and the facts that this draws."""

    title: str
    beside: str
    template: str
    facts: dict[str, Any] = field(default_factory=dict)


def order_of(chosen: Sequence[str], now: dt.datetime) -> list[str]:
    """The keys of the pages that there are now, in the order that was chosen: one for each highland, and the meeting
    only in a week that has one. Never empty.
    """
    keys: list[str] = []
    for each in chosen:
        if each == WallPage.HIGHLANDS:
            keys += [target.key for target in _highlands()]
        elif each != WallPage.MEETING or meeting.is_held(_week(now)):
            keys.append(str(each))
    return keys or [str(WallPage.OVERVIEW)]


def page_of(key: str, programme: Programme, now: dt.datetime) -> Page:
    """The page of a key."""
    make: dict[str, Callable[[Programme, dt.datetime], Page]] = {
        WallPage.OVERVIEW: _overview,
        WallPage.PROJECTS: _projects,
        WallPage.MAP: _map,
        WallPage.MEETING: _meeting,
        WallPage.REQUESTS: _requests,
    }
    return make[key](programme, now) if key in make else _highland(key, now)


def moves_by_itself(key: str) -> bool:
    """Whether a page changes while nobody writes to what the dashboard is made of: with the clock, or by a request."""
    return key in (WallPage.MEETING, WallPage.REQUESTS)


def data_as_of(now: dt.datetime) -> dt.date | None:
    """The day of the latest row behind the targets."""
    days = [reading.data_as_of for reading in read_all(timezone.localdate(now))]
    return max((day for day in days if day), default=None)


def _highlands() -> list[Target]:
    return [each for each in all_targets() if each.parent and each.parent.key == "layout" and each.is_money]


def _week(now: dt.datetime) -> Any:
    return ensure_period(timezone.localdate(now))


# --- The four digits ----------------------------------------------------------------------------------------------
def _overview(programme: Programme, now: dt.datetime) -> Page:
    today = timezone.localdate(now)
    readings = read_all(today)
    by_key = {reading.target.key: reading for reading in readings}
    four = tiles.tiles(readings, programme, today)
    lit = key_projects(today, VIEWER, now=now)
    columns = beside.listing_columns(today)
    facts = {
        "tiles": four,
        "headline": tiles.headline(four, readings),
        "gap": tiles.gap_picture(readings),
        "key_projects": lit,
        "red": dict(lit.lamps)[Lamp.RED],
        "listing": by_key.get("listing_reserve"),
        "listed": sum(column.count for column in columns if column.reached),
        "granted": by_key.get("credit_granted"),
        "drawn": by_key.get("credit_drawn"),
        "gone": elapsed(Target(due_on=programme.ends_on, value=1), today, programme),
    }
    return Page(_("%(zone)s 1133 工程") % {"zone": programme.zone_short_name}, "", "overview", facts)


# --- Projects by lamp -----------------------------------------------------------------------------------------------
def _projects(programme: Programme, now: dt.datetime) -> Page:
    today = timezone.localdate(now)
    lit = key_projects(today, VIEWER, now=now)
    rows = _rows(in_order(_listed(today), "-lamp"), ROWS, now)
    axis, tracks = tracks_of(rows, today, ZOOMS[DEFAULT_ZOOM], since=programme.starts_on.replace(month=1, day=1))
    facts = {
        "key_projects": lit,
        "columns": [tracks[:LINES_A_COLUMN], tracks[LINES_A_COLUMN:]],
        "chart": chart(axis, today),
        "more": lit.count - len(rows),
    }
    return Page(_("重点项目作战图"), _("%(n)d 个重点项目") % {"n": lit.count}, "projects", facts)


def _listed(today: dt.date) -> ProjectQuerySet:
    return listed(today).visible_to(VIEWER)


def _rows(projects: ProjectQuerySet, count: int, now: dt.datetime) -> list[ChartRow]:
    return chart_rows(projects.with_standing()[:count], _week(now), now=now)


# --- A highland -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Behind:
    """A project that is not green, and why, as far as that names nobody."""

    name: str
    lamp: Lamp
    why: str


def _highland(key: str, now: dt.datetime) -> Page:
    today = timezone.localdate(now)
    target = next(each for each in _highlands() if each.key == key)
    reading = read_target(target, today)
    ours = _listed(today).filter(cluster__key=key.removeprefix("cluster_"))
    lamps = lit_of(ours)
    late = in_order(ours.filter(standing__system__in=(Lamp.RED, Lamp.AMBER)), "-lamp")
    drawn = tiles.behind(reading)
    facts = {
        "reading": reading,
        "target": target,
        "value": drawn["value"],
        "fan": fan(reading, drawn["trend"]),
        "pace": _pace(reading),
        "short": _short_of(reading),
        "lamps": lamps,
        "count": sum(n for _lamp, n in lamps),
        "behind": _behind(_rows(late, NAMED, now)),
        "more": sum(n for lamp, n in lamps if lamp in (Lamp.RED, Lamp.AMBER)) - NAMED,
    }
    return Page(_("%(name)s高地") % {"name": tiles.short_name(target)}, _("近 12 个月产值"), "highland", facts)


def _pace(reading: TargetReading) -> dict[str, Any] | None:
    """What a month brings and what it must bring; None where nothing is short or nothing can be said."""
    ahead, goal = reading.forecast, reading.target.value
    if (
        ahead is None
        or reading.value is None
        or goal is None
        or reading.is_over
        or reading.target.is_reached_by(ahead.median)
    ):
        return None
    return {"now": ahead.pace, "needed": needed_a_month(reading.value, goal, reading.as_of, ahead.due)}


def _short_of(reading: TargetReading) -> Any:
    """How far the forecast stays below the goal, or None."""
    ahead, goal = reading.forecast, reading.target.value
    return goal - ahead.median if ahead and goal and ahead.median < goal else None


def _behind(rows: Iterable[ChartRow]) -> list[Behind]:
    said = [(row, reason_of(row.reading)) for row in rows]
    names = named_in(why for _row, why in said)
    return [Behind(row.project.name, row.reading.lamp, discreet(why, names)) for row, why in said]


def reason_of(reading: LampReading) -> str:
    """The first reason of a lamp by the rules; of one that a leader set, until when, and not who."""
    if reading.override:
        return _("人工调整，至 %(on)s 止") % {"on": date_doc(reading.override.ends_on)}
    return next((in_words(cause, reading.day).text for cause in reading.causes), "")


# --- The map ----------------------------------------------------------------------------------------------------------
def _map(programme: Programme, now: dt.datetime) -> Page:
    """一个主体、两翼飞地. What it says of places names no person and no firm."""
    today = timezone.localdate(now)
    told = map_of(today)
    said = [_("自绘示意，非地图")]
    if told is not None:
        output = "" if told.cut.shown is None else _("%(value)s 亿元") % {"value": told.cut.shown}
        said = [output, _("%(n)d 个重点项目") % {"n": told.projects}, *said]
    facts = {"drawing": draw(told, WALL) if told else None, "map": told, "as_of": today}
    return Page(_("一个主体、两翼飞地"), " · ".join(each for each in said if each), "map", facts)


# --- The meeting and the firms ----------------------------------------------------------------------------------------
def _meeting(programme: Programme, now: dt.datetime) -> Page:
    held = meeting.meeting_of(_week(now), VIEWER, now=now)
    facts = {"held": held, "key_projects": key_projects(timezone.localdate(now), VIEWER, now=now)}
    return Page(held.title, held.said, "meeting", facts)


def _requests(programme: Programme, now: dt.datetime) -> Page:
    told = requests.kept_words(VIEWER, now)
    return Page(_("企业诉求 · 四到"), told.month, "requests", {"told": told})
