"""What the dashboard shows: four digits with the same rows each, what does not add up, and what stands beside them."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import enterprises.metrics
import finance.metrics
import projects.metrics
from core.enums import Lamp
from core.models import User
from enterprises.enums import Grade, ListingStage
from finance.metrics import Funnel
from projects.enums import KEY_STAGES
from projects.lamps.readings import LampReading, lamps_of
from projects.models import Project
from targets.charts import Segment, Trend, segments, trend
from targets.indicators import YI, Point, Track, figure, value_at
from targets.models import Programme, Target
from targets.readings import Gap, TargetReading, find_gap
from targets.wings import Layout

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Sub:
    """A sub row of a tile: a part of the digit. Fractions are of one."""

    name: str
    value: str
    goal: str
    completion: Decimal | None
    elapsed: Decimal | None
    lamp: Lamp | None
    url_key: str = ""


@dataclass(frozen=True)
class Tile:
    """One of the four digits. Every tile has the same rows, so that they align."""

    key: str
    digit: str
    lead: Promise
    name: Promise
    short: Promise
    unit: str
    value: str
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


def tiles(readings: Sequence[TargetReading], programme: Programme, layout: Layout, as_of: dt.date) -> list[Tile]:
    """The four digits, in the order of 1133."""
    by_key = {reading.target.key: reading for reading in readings}
    return [
        _tile(by_key[key], _subs(key, readings, layout, as_of), programme)
        if key != "layout"
        else _layout_tile(by_key[key], readings, programme)
        for key in WORDS
        if key in by_key
    ]


def _tile(reading: TargetReading, subs: list[Sub], programme: Programme) -> Tile:
    target, (lead, name, short) = reading.target, WORDS[reading.target.key]
    return Tile(
        key=target.key,
        digit=target.digit,
        lead=lead,
        name=name,
        short=short,
        unit=str(target.get_unit_display()),
        value=_said(reading),
        goal=_goal(target),
        lamp=reading.lamp,
        completion=reading.completion,
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
    """The figure, or nothing where nothing was reported: the page has words for that."""
    return "" if reading.value is None else figure(reading.value, reading.target.unit)


def _goal(target: Target) -> str:
    return "" if target.value is None else f"{target.value:.0f}"


def _forecast(reading: TargetReading) -> str:
    return "" if reading.forecast is None else figure(reading.forecast, reading.target.unit)


def _trend(reading: TargetReading, programme: Programme) -> Trend | None:
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
    """What the page behind a number draws: the figure, its trend and its forecast."""
    return {
        "value": _said(reading),
        "goal": _goal(reading.target),
        "trend": _trend(reading, reading.target.programme),
        "forecast": _forecast(reading),
    }


def _layout_tile(reading: TargetReading, readings: Sequence[TargetReading], programme: Programme) -> Tile:
    """The third digit "3" shows what its highlands reach together; its lamp is the worst of theirs."""
    highlands = [child for child in readings if child.target.parent_id == reading.target.pk and child.target.is_money]
    total = Target(
        key="layout",
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
    whole = TargetReading(total, reading.as_of, track, value_at(track, reading.as_of, empty=None), elapsed, ())
    tile = _tile(whole, [_sub(child) for child in highlands], programme)
    worst = Lamp.worst(child.lamp for child in highlands)
    said = _("灯取三个高地中最差的一个。") if not worst.is_calm else ""
    method = _("三个高地经核实的企业月报产值之和，最近 12 个月")
    return Tile(**{**vars(tile), "lamp": worst, "sentence": f"{tile.sentence}{said}", "method": method})


def _together(tracks: Sequence[Track]) -> Track:
    days = sorted({point.on for track in tracks for point in track})
    return [
        Point(day, sum((value_at(track, day, empty=Decimal(0)) or Decimal(0) for track in tracks), Decimal(0)))
        for day in days
    ]


def _subs(key: str, readings: Sequence[TargetReading], layout: Layout, as_of: dt.date) -> list[Sub]:
    if key == "zone_output":
        return _wings(layout)
    if key == "champion_firms":
        return _champions(as_of)
    return [_sub(child) for child in readings if child.target.parent and child.target.parent.key == key]


def _sub(reading: TargetReading) -> Sub:
    target = reading.target
    return Sub(
        name=_short_name(target),
        value=_said(reading),
        goal=_goal(target),
        completion=reading.completion,
        elapsed=reading.elapsed,
        lamp=reading.lamp,
        url_key=target.key,
    )


SHORT_NAMES: dict[str, Promise] = {
    "talent_leading": gettext_lazy("领军人才"),
    "talent_engineer": gettext_lazy("工程师"),
    "talent_craftsman": gettext_lazy("工匠技能型"),
    "cluster_nev": gettext_lazy("新能源汽车"),
    "cluster_optics": gettext_lazy("智能光学"),
    "cluster_biomedical": gettext_lazy("生物医疗"),
}


def _short_name(target: Target) -> str:
    return str(SHORT_NAMES.get(target.key, target.name))


def _wings(layout: Layout) -> list[Sub]:
    whole = sum((wing.output_yi or Decimal(0) for wing in [layout.main, *layout.sides]), Decimal(0))
    rows = [(_("主体园区"), layout.main.output_yi), *((wing.name, wing.output_yi) for wing in layout.sides)]
    return [
        Sub(
            name,
            "" if value is None else _("%(value)s 亿") % {"value": f"{value:.2f}"},
            "",
            value / whole if value and whole else None,
            None,
            None,
        )
        for name, value in rows
    ]


def _champions(as_of: dt.date) -> list[Sub]:
    """The article does not split the thirty, so the kinds show what was recognised of what is in the plan."""
    planned = Counter(enterprises.metrics.champions_in_plan(as_of).values_list("goal", flat=True))
    reached = Counter(enterprises.metrics.champion_entries(as_of).values_list("goal", flat=True))
    return [
        Sub(
            str(grade.label),
            str(reached[grade]),
            _("在培 %(n)d") % {"n": planned[grade] - reached[grade]},
            Decimal(reached[grade]) / planned[grade] if planned[grade] else None,
            None,
            None,
        )
        for grade in (Grade.LEADING, Grade.CHAMPION, Grade.HIDDEN_CHAMPION)
    ]


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
    parts = [(_short_name(part), part.value or Decimal(0), look) for part, look in zip(gap.parts, looks, strict=False)]
    return GapPicture(gap, segments([*parts, (_("未落实"), gap.missing, "gap")], gap.goal.value))


@dataclass(frozen=True)
class StageRow:
    """The key projects in one stage, by lamp."""

    label: str
    count: int
    bar: list[Segment]


@dataclass(frozen=True)
class Turn:
    """A key project whose system lamp changed within the week."""

    project: Project
    before: Lamp
    now: LampReading

    @property
    def worse(self) -> bool:
        return self.now.lamp.worse_than(self.before)

    @property
    def words(self) -> str:
        """绿灯转黄灯."""
        return _("%(before)s转%(now)s") % {"before": self.before.label, "now": self.now.lamp.label}


@dataclass(frozen=True)
class KeyProjects:
    """The key projects by lamp and by stage, those whose two lamps differ, and those whose lamp turned this week."""

    count: int
    turns: list[Turn]
    lamps: list[tuple[Lamp, int]]
    stages: list[StageRow]
    differing: list[tuple[Project, LampReading]]
    unknown_stage: int


STAGE_WORK: dict[str, Promise] = {
    "signed": gettext_lazy("签约抓开工"),
    "started": gettext_lazy("开工抓竣工"),
    "built": gettext_lazy("竣工抓达产"),
    "producing": gettext_lazy("达产服务"),
}
LAMP_LOOKS = {Lamp.RED: "c-red", Lamp.AMBER: "c-amber", Lamp.GREEN: "c-green", Lamp.DONE: "c-done", Lamp.GREY: "c-grey"}


def key_projects(as_of: dt.date, user: User, *, now: dt.datetime | None) -> KeyProjects:
    """What the lamps say of the key projects that this person may see. `now` is given when `as_of` is today."""
    listed = list(projects.metrics.key_projects(as_of).filter(pk__in=Project.objects.visible_to(user)))
    lamps = lamps_of(listed, as_of, now=now)
    counts = Counter(lamps[project.pk].lamp for project in listed)
    stage_of = projects.metrics.stages_at(listed, as_of)
    rows = [(str(STAGE_WORK[stage]), [p for p in listed if stage_of[p.pk] == stage]) for stage in KEY_STAGES]
    others = [project for project in listed if stage_of[project.pk] not in KEY_STAGES]
    if others:
        rows.append((_("阶段待补录"), others))
    widest = max((len(members) for _label, members in rows), default=0)
    stages = [StageRow(label, len(members), _lamp_bar(members, lamps, widest)) for label, members in rows]
    differing = [(project, lamps[project.pk]) for project in listed if lamps[project.pk].differ]
    before = lamps_of(listed, as_of - WEEK)
    turns = [
        Turn(project, before[project.pk].lamp, lamps[project.pk])
        for project in listed
        if before[project.pk].lamp != lamps[project.pk].lamp
    ]
    turns.sort(key=lambda turn: (not turn.worse, turn.project.code))
    return KeyProjects(len(listed), turns, [(lamp, counts[lamp]) for lamp in Lamp], stages, differing, len(others))


def _lamp_bar(members: Sequence[Project], lamps: dict[int, LampReading], widest: int) -> list[Segment]:
    counts = Counter(lamps[project.pk].lamp for project in members)
    parts = [(str(lamp.label), Decimal(counts[lamp]), LAMP_LOOKS[lamp]) for lamp in Lamp if counts[lamp]]
    return segments(parts, Decimal(widest or 1))


@dataclass(frozen=True)
class Column:
    """A column of the listing funnel: its middle in percent, height and top in pixels."""

    label: str
    count: int
    x: str
    middle: str
    y: int
    height: int
    reached: bool


def listing_columns(as_of: dt.date) -> list[Column]:
    """The listing reserve by the stage that each firm has reached."""
    counts = enterprises.metrics.listing_funnel(as_of)
    stages = [("", _("未启动")), *((stage.value, str(stage.label)) for stage in ListingStage)]
    highest = max([*counts.values(), 1])
    slot = Decimal(100) / len(stages)
    columns = []
    for number, (stage, label) in enumerate(stages):
        count, left = counts.get(stage, 0), slot * number + slot * Decimal("0.2")
        height = round(95 * count / highest)
        columns.append(
            Column(
                label,
                count,
                f"{left:.2f}",
                f"{slot * number + slot / 2:.2f}",
                126 - height,
                height,
                stage == ListingStage.LISTED,
            )
        )
    return columns


@dataclass(frozen=True)
class Money:
    """产融对接 in 亿元: the funnel's rows with their share of the widest, what is not drawn, and why."""

    rows: list[tuple[str, Decimal | None, str, bool]]
    undrawn: Decimal | None
    draw_rate: Decimal | None
    stuck: list[tuple[str, Decimal]]


def money(readings: Sequence[TargetReading], as_of: dt.date) -> Money:
    """Needs and matches from the rows; granted and drawn as the targets read them, the reported figures included."""
    by_key = {reading.target.key: reading.value for reading in readings}
    funnel: Funnel = finance.metrics.funnel(as_of)
    granted, drawn = by_key.get("credit_granted"), by_key.get("credit_drawn")
    said = [
        (_("融资需求"), funnel.raised_wan / YI, False),
        (_("已对接"), funnel.matched_wan / YI, False),
        (_("累计授信"), granted, True),
        (_("累计放款"), drawn, True),
    ]
    widest = max(value or Decimal(0) for _label, value, _strong in said) or Decimal(1)
    rows = [(label, value, f"{(value or Decimal(0)) / widest * 100:.1f}", strong) for label, value, strong in said]
    undrawn = granted - drawn if granted is not None and drawn is not None else None
    rate = drawn / granted if granted and drawn is not None else None
    stuck = [(str(reason.label), wan / YI) for reason, wan in finance.metrics.stuck(as_of)]
    silent = (undrawn or Decimal(0)) - sum((value for _reason, value in stuck), Decimal(0))
    if silent > 0:
        stuck.append((_("未登记原因"), silent))
    return Money(rows, undrawn, rate, stuck)


@dataclass(frozen=True)
class Change:
    """How a figure moved within a week."""

    label: str
    value: str


CHANGES: dict[str, Promise] = {
    "zone_output": gettext_lazy("产值（亿元）"),
    "talent_total": gettext_lazy("人才认定"),
    "champion_firms": gettext_lazy("冠军认定"),
    "credit_granted": gettext_lazy("授信（亿元）"),
    "credit_drawn": gettext_lazy("放款（亿元）"),
}


def week_changes(readings: Sequence[TargetReading], as_of: dt.date) -> list[Change]:
    """Each figure against a week before; one that was not reported then is said to be new, not to have grown."""
    found = []
    for reading in readings:
        if reading.target.key not in CHANGES or reading.value is None:
            continue
        label, unit = str(CHANGES[reading.target.key]), reading.target.unit
        before = value_at(reading.track, as_of - WEEK, empty=reading.indicator.empty)
        if before is None:
            found.append(Change(_("%(name)s 首次报告") % {"name": label}, figure(reading.value, unit)))
            continue
        difference = reading.value - before
        sign = "+" if difference > 0 else "−" if difference < 0 else ""
        found.append(Change(label, sign + figure(abs(difference), unit)))
    return found
