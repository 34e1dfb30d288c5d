"""The four digits of 1133 with the same rows each, and what does not add up."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import enterprises.metrics
from core.enums import Lamp
from enterprises.enums import Grade, PlanKind
from targets.charts import Segment, Trend, segments, trend
from targets.cuts.grains import PARK
from targets.cuts.parts import NO_PARK, WING, cut
from targets.evidence import figure
from targets.indicators import Point, Track, value_at
from targets.models import Programme, Target
from targets.readings import Gap, TargetReading, find_gap


@dataclass(frozen=True)
class Sub:
    """A sub row of a tile, a part of the digit. Fractions are of one; `figure`, `exact`, `scope` say which figure."""

    name: str
    value: str
    goal: str
    completion: Decimal | None
    elapsed: Decimal | None
    lamp: Lamp | None
    url_key: str = ""
    figure: str = ""
    exact: Decimal | None = None
    scope: str = ""


@dataclass(frozen=True)
class Tile:
    """One of the four digits. Every tile has the same rows, so that they align; `figure` is the key of its figure."""

    key: str
    figure: str
    exact: Decimal | None
    digit: str
    lead: Promise
    name: Promise
    short: Promise
    unit: str
    value: str
    silent: str
    goal: str
    lamp: Lamp
    completion: Decimal | None
    elapsed: Decimal | None
    subs: list[Sub]
    trend: Trend | None
    forecast: str
    sentence: str
    data_as_of: dt.date | None
    method: str
    source: str


# The words above and beside each digit: 瞄准一个目标, 引进和培育 … (lead, name, short name on a phone).
WORDS: dict[str, tuple[Promise, Promise, Promise]] = {
    "zone_output": (gettext_lazy("瞄准一个目标"), gettext_lazy("迈入千亿级园区"), gettext_lazy("千亿园区")),
    "talent_total": (gettext_lazy("引进和培育（136计划）"), gettext_lazy("千名专业人才"), gettext_lazy("千名人才")),
    "champion_firms": (gettext_lazy("抓好"), gettext_lazy("30 家龙头和单项冠军"), gettext_lazy("龙头和冠军")),
    "layout": (gettext_lazy("抓好"), gettext_lazy("三位一体与三个高地"), gettext_lazy("三个高地")),
}


def tiles(readings: Sequence[TargetReading], programme: Programme, as_of: dt.date) -> list[Tile]:
    """The four digits, in the order of 1133."""
    by_key = {reading.target.key: reading for reading in readings}
    return [
        _tile(by_key[key], _subs(key, readings, as_of), programme)
        if key != "layout"
        else _layout_tile(by_key[key], readings, programme)
        for key in WORDS
        if key in by_key
    ]


def _tile(reading: TargetReading, subs: list[Sub], programme: Programme) -> Tile:
    target, (lead, name, short) = reading.target, WORDS[reading.target.key]
    return Tile(
        key=target.key,
        figure=target.key,
        exact=reading.value if reading.is_registered else None,
        digit=target.digit,
        lead=lead,
        name=name,
        short=short,
        unit=str(target.get_unit_display()),
        value=_said(reading),
        silent=reading.indicator.silence,
        goal=_goal(target),
        lamp=reading.lamp,
        completion=reading.told_completion,
        elapsed=reading.elapsed,
        subs=subs,
        trend=_trend(reading, programme),
        forecast=_forecast(reading),
        sentence=reading.sentence(),
        data_as_of=reading.data_as_of,
        method=str(reading.indicator.method),
        source=str(reading.indicator.source),
    )


def _said(reading: TargetReading) -> str:
    """The figure, or nothing where nothing was reported or registered: the page has words for that."""
    return "" if reading.value is None or not reading.is_registered else figure(reading.value, reading.target.unit)


def _goal(target: Target) -> str:
    return "" if target.value is None else f"{target.value:.0f}"


def _forecast(reading: TargetReading) -> str:
    return "" if reading.forecast is None else figure(reading.forecast.median, reading.target.unit)


def _trend(reading: TargetReading, programme: Programme) -> Trend | None:
    if reading.as_of < programme.starts_on:
        return None
    return trend(
        reading.track,
        as_of=reading.as_of,
        start=programme.starts_on,
        end=reading.target.due_on or programme.ends_on,
        goal=reading.target.value,
        plan=reading.plan,
        forecast=reading.forecast,
        empty=reading.indicator.empty,
    )


def behind(reading: TargetReading) -> dict[str, Any]:
    """What is said and drawn of a target where it stands alone: the figure, its digit's lead, trend and forecast."""
    words = WORDS.get(reading.target.key)
    return {
        "value": _said(reading),
        "goal": _goal(reading.target),
        "lead": words[0] if words else "",
        "trend": _trend(reading, reading.target.programme),
        "forecast": _forecast(reading),
    }


def _layout_tile(reading: TargetReading, readings: Sequence[TargetReading], programme: Programme) -> Tile:
    """The third digit "3" shows what its highlands reach together; its lamp is the worst of theirs."""
    highlands = highlands_of(reading, readings)
    tile = _tile(together(reading, readings), [_sub(child) for child in highlands], programme)
    worst = Lamp.worst(child.lamp for child in highlands)
    said = _("灯取三个高地中最差的一个。") if not worst.is_calm else ""
    method = _("三个高地经核实的企业月报产值之和，最近 12 个月")
    return replace(tile, figure="layout_output", lamp=worst, sentence=f"{tile.sentence}{said}", method=method)


def highlands_of(reading: TargetReading, readings: Sequence[TargetReading]) -> list[TargetReading]:
    """The readings of the highlands below the third digit."""
    return [child for child in readings if child.target.parent_id == reading.target.pk and child.target.is_money]


def together(reading: TargetReading, readings: Sequence[TargetReading]) -> TargetReading:
    """What the highlands of the third digit reach together, read as one target."""
    highlands = highlands_of(reading, readings)
    total = Target(
        key="layout",
        programme=reading.target.programme,
        digit=reading.target.digit,
        unit=highlands[0].target.unit if highlands else reading.target.unit,
        value=sum((child.target.value or Decimal(0) for child in highlands), Decimal(0)) or None,
        comparison=highlands[0].target.comparison if highlands else reading.target.comparison,
        due_on=reading.target.due_on,
    )
    track = _together([child.track for child in highlands])
    expected = [
        child.elapsed * child.target.value for child in highlands if child.elapsed is not None and child.target.value
    ]
    elapsed = sum(expected, Decimal(0)) / total.value if expected and total.value else None
    return TargetReading(total, reading.as_of, track, value_at(track, reading.as_of, empty=None), elapsed, ())


def _together(tracks: Sequence[Track]) -> Track:
    days = sorted({point.on for track in tracks for point in track})
    return [
        Point(day, sum((value_at(track, day, empty=Decimal(0)) or Decimal(0) for track in tracks), Decimal(0)))
        for day in days
    ]


def _subs(key: str, readings: Sequence[TargetReading], as_of: dt.date) -> list[Sub]:
    if key == "zone_output":
        return _wings(next(each.target for each in readings if each.target.key == key), as_of)
    if key == "champion_firms":
        return _champions(as_of)
    return [_sub(child) for child in readings if child.target.parent and child.target.parent.key == key]


def _sub(reading: TargetReading) -> Sub:
    target = reading.target
    return Sub(
        name=short_name(target),
        value=_said(reading) or reading.indicator.silence,
        goal=_goal(target),
        completion=reading.told_completion,
        elapsed=reading.elapsed,
        lamp=reading.lamp if reading.is_registered else None,
        url_key=target.key,
        figure=target.key,
        exact=reading.value if reading.is_registered else None,
    )


SHORT_NAMES: dict[str, Promise] = {
    "talent_leading": gettext_lazy("领军人才"),
    "talent_engineer": gettext_lazy("工程师"),
    "talent_craftsman": gettext_lazy("工匠技能型"),
    "cluster_nev": gettext_lazy("新能源汽车"),
    "cluster_optics": gettext_lazy("智能光学"),
    "cluster_biomedical": gettext_lazy("生物医疗"),
}


def short_name(target: Target) -> str:
    """A part of a digit as a tile and a wall call it."""
    return str(SHORT_NAMES.get(target.key, target.name))


def _wings(target: Target, as_of: dt.date) -> list[Sub]:
    """The main park and the wings, rounded as on the map."""
    outer = [part for part in cut(target, PARK, as_of, lit=False).parts if not part.inner and part.scope != NO_PARK]
    return [
        Sub(
            part.name if part.scope.startswith(WING) else _("主体园区"),
            "" if part.shown is None else _("%(value)s 亿") % {"value": part.shown},
            "",
            part.share if part.shown is not None else None,
            None,
            None,
            figure=target.key,
            exact=part.value,
            scope=part.scope,
        )
        for part in outer
    ]


def _champions(as_of: dt.date) -> list[Sub]:
    """The article does not split the thirty, so the kinds show what was recognised of what is in the plan."""
    planned = Counter(firm.goal for firm in enterprises.metrics.planned_firms(PlanKind.CHAMPIONS, as_of))
    reached = Counter(firm.goal for firm in enterprises.metrics.recognised_champions(as_of))
    return [
        Sub(
            str(grade.label),
            str(reached[grade]),
            _("在培 %(n)d") % {"n": planned[grade] - reached[grade]},
            Decimal(reached[grade]) / planned[grade] if planned[grade] else None,
            None,
            None,
            figure="champion_firms",
            exact=Decimal(reached[grade]),
            scope=f"grade:{grade.value}",
        )
        for grade in (Grade.LEADING, Grade.CHAMPION, Grade.HIDDEN_CHAMPION)
    ]


COUNTS = ("", gettext_lazy("一"), gettext_lazy("两"), gettext_lazy("三"), gettext_lazy("四"))
BEHIND = (Lamp.RED, Lamp.AMBER)
NAMED = 3  # parts that the first line names


def headline(told: Sequence[Tile], readings: Sequence[TargetReading]) -> str:
    """The dashboard in one line: 两红一黄：差在生物医疗产值和领军人才. Empty while no digit has a lamp."""
    lamps = Counter(tile.lamp for tile in told)
    if lamps[Lamp.GREY] == len(told):
        return ""
    said = {
        Lamp.RED: _("%(n)s红") % {"n": COUNTS[lamps[Lamp.RED]]},
        Lamp.AMBER: _("%(n)s黄") % {"n": COUNTS[lamps[Lamp.AMBER]]},
        Lamp.GREEN: _("%(n)s绿") % {"n": COUNTS[lamps[Lamp.GREEN]]},
        Lamp.DONE: _("%(n)s项已达标") % {"n": COUNTS[lamps[Lamp.DONE]]},
    }
    counted = _("、").join(words for lamp, words in said.items() if lamps[lamp])
    short = _short_of(readings)
    return _("%(lamps)s：差在%(parts)s") % {"lamps": counted, "parts": short} if short else counted


def _short_of(readings: Sequence[TargetReading]) -> str:
    """The parts of the digits that are behind, the furthest first."""
    parts = [each for each in readings if each.target.parent and each.target.parent.key in WORDS]
    late = [each for each in parts if each.lamp in BEHIND and each.is_registered]
    late.sort(key=lambda each: (each.completion or Decimal(0)) - (each.elapsed or Decimal(0)))
    names = [
        _("%(name)s产值") % {"name": short_name(each.target)} if each.target.is_money else short_name(each.target)
        for each in late[:NAMED]
    ]
    return _("、").join(names[:-1]) + (_("和") if names[1:] else "") + names[-1] if names else ""


@dataclass(frozen=True)
class GapPicture:
    """The gap in words and as a bar."""

    gap: Gap
    bar: list[Segment]


def gap_picture(readings: Sequence[TargetReading]) -> GapPicture | None:
    """What does not add up, or None when the parts make the whole."""
    gap = find_gap([reading.target for reading in readings])
    if gap is None or not gap.goal.value:
        return None
    looks = ("c-fill", "c-fill-2", "c-fill-3")
    parts = [(short_name(part), part.value or Decimal(0), look) for part, look in zip(gap.parts, looks, strict=False)]
    return GapPicture(gap, segments([*parts, (_("未落实"), gap.missing, "gap")], gap.goal.value))
