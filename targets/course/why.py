"""Why the lamp is what it is, and where the gap lies: the sentences beside a target's figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

import enterprises.metrics
from core.enums import Lamp
from core.kernel.figures import date_doc
from targets.evidence import figure
from targets.readings import Gap, TargetReading, find_gap

BEHIND = (Lamp.RED, Lamp.AMBER)


@dataclass(frozen=True)
class Part:
    """A part that is behind: its target, and by how many points."""

    reading: TargetReading
    points: Decimal


@dataclass(frozen=True)
class Why:
    """The lamp in words, the parts that are behind with the furthest first, and what nobody answers for (亿元).

    `filling` says that firms still report the latest month, and what stands in for those that have not.
    """

    lamp: str
    filling: str
    parts: list[Part]
    gap: Gap | None


def why(reading: TargetReading, readings: Sequence[TargetReading]) -> Why:
    """Explain a reading by itself and by the parts that stand below it."""
    below = [each for each in readings if each.target.parent and each.target.parent.key == _whole(reading)]
    parts = [
        Part(each, behind) for each in below if each.lamp in BEHIND and (behind := points_behind(each)) is not None
    ]
    parts.sort(key=lambda part: -part.points)
    gap = find_gap([each.target for each in readings]) if reading.target.key == "zone_output" else None
    return Why(_lamp(reading), _filling(reading), parts, gap)


def _whole(reading: TargetReading) -> str:
    """The output of the zone is made in its highlands, which stand below the third digit."""
    return "layout" if reading.target.key == "zone_output" else reading.target.key


def points_behind(reading: TargetReading) -> Decimal | None:
    """How many percentage points the completion is behind the share of time gone; negative when it is ahead."""
    if reading.completion is None or reading.elapsed is None:
        return None
    return (reading.elapsed - reading.completion) * 100


def _lamp(reading: TargetReading) -> str:
    behind = points_behind(reading)
    if behind is None or reading.value is None or not reading.is_registered:
        return ""
    if reading.lamp == Lamp.DONE:
        return _("已达到目标。")
    said = {"points": f"{abs(behind):.1f}", "unit": reading.target.get_unit_display()}
    if reading.path is not None:
        difference = reading.value - reading.path
        said |= {"path": figure(reading.path, reading.target.unit), "by": figure(abs(difference), reading.target.unit)}
        if difference < 0:
            return _("比当日路径 %(path)s 少 %(by)s %(unit)s，落后 %(points)s 个百分点。") % said
        return _("比当日路径 %(path)s 多 %(by)s %(unit)s，领先 %(points)s 个百分点。") % said
    if behind > 0:
        return _("完成率落后时间 %(points)s 个百分点。") % said
    return _("完成率领先时间 %(points)s 个百分点。") % said


def _filling(reading: TargetReading) -> str:
    reported = reading.indicator.reported(reading.as_of)
    if reported is None:
        return ""
    said = {"month": f"{reported.month:%Y-%m}", "firms": reported.firms, "before": reported.before}
    if reported.standing_in:
        last = enterprises.metrics.year_to(reported.month).waited_until
        said |= {"last": date_doc(last), "others": reported.standing_in}
        return _("%(month)s 月报已核实 %(firms)d 家；其余 %(others)d 家到%(last)s以前暂以上年同月数计。") % said
    if reported.firms >= reported.before:
        return ""
    return _("%(month)s 月报已核实 %(firms)d 家，上月 %(before)d 家；未报的，这一月不计。") % said
