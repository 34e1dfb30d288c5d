"""A target held against other days and its path, and its lamp in each of the last 52 weeks."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Lamp
from core.kernel.figures import date_cell, date_doc, rounded, with_sign
from targets.enums import Unit
from targets.evidence import figure
from targets.readings import TargetReading

WEEKS = 52
AGAINST: dict[str, Promise] = {
    "week": gettext_lazy("较上个周一"),
    "month": gettext_lazy("环比"),
    "year": gettext_lazy("同比"),
}


@dataclass(frozen=True)
class Compared:
    """A figure beside another one, all as written: `then` is empty where none was known, `share` where it says nothing.

    `day` is the other day, None for the path of the same day.
    """

    title: Promise | str
    day: dt.date | None
    moved: str
    share: str
    then: str

    @property
    def is_level(self) -> bool:
        """Whether nothing moved."""
        return bool(self.then) and not self.moved


def compared(reading: TargetReading) -> list[Compared]:
    """The target against last Monday, a month and a year ago, and the path of the day where it has one."""
    found = [_against(reading, AGAINST[name], day, then) for name, (day, then) in reading.compared.items()]
    if reading.path is not None:
        found.append(_against(reading, _("较当日路径"), None, reading.path))
    return found


def _against(reading: TargetReading, title: Promise | str, day: dt.date | None, then: Decimal | None) -> Compared:
    since = reading.track[0].on if reading.track else None
    if then is None or reading.value is None or since is None or (day and day < since):
        return Compared(title, day, "", "", "")
    difference = reading.value - then
    share = "" if not then or day is None else f"{with_sign(rounded(difference / then * 100, 1))}%"
    return Compared(title, day, moved(difference, reading.target.unit), share, figure(then, reading.target.unit))


def moved(difference: Decimal, unit: str) -> str:
    """A difference with its sign as its unit is written; empty where nothing moved."""
    shown = rounded(difference, 2 if unit == Unit.YI else 0)
    return with_sign(shown) if shown else ""


@dataclass(frozen=True)
class Week:
    """A week of the strip: the lamp on its day, and its bar; `x` and `width` in percent, `y` and `height` in pixels."""

    day: dt.date
    lamp: Lamp
    value: Decimal | None
    x: str
    width: str
    y: int
    height: int
    said: str


HEIGHTS = {Lamp.RED: 18, Lamp.AMBER: 13, Lamp.GREEN: 7, Lamp.DONE: 7, Lamp.GREY: 3}
FOOT = 20


def weeks(reading: TargetReading) -> list[Week]:
    """The last 52 weeks up to the day, the oldest first; how high a bar is says its lamp a second time."""
    slot = 100 / WEEKS
    unit, silence = reading.target.get_unit_display(), reading.indicator.silence
    labels = {lamp: str(lamp.label) for lamp in Lamp}
    found = []
    for place in range(WEEKS):
        then = reading.back_on(reading.as_of - dt.timedelta(weeks=WEEKS - 1 - place))
        height, known = HEIGHTS[then.lamp], then.value is not None and then.is_registered
        words = f"{figure(then.value, reading.target.unit)} {unit}" if known else silence
        found.append(
            Week(
                day=then.as_of,
                lamp=then.lamp,
                value=then.value if known else None,
                x=f"{slot * place:.2f}",
                width=f"{slot * 0.8:.2f}",
                y=FOOT - height,
                height=height,
                said=f"{date_cell(then.as_of)}{_('：')}{words} · {labels[then.lamp]}",
            )
        )
    return found


def worst_of(strip: Sequence[Week], parts: Sequence[Sequence[Week]]) -> list[Week]:
    """A strip under the worst lamp that its parts had in each week."""
    found = []
    for week, *below in zip(strip, *parts, strict=True):
        height = HEIGHTS[lamp := Lamp.worst(each.lamp for each in below)]
        found.append(replace(week, lamp=lamp, y=FOOT - height, height=height))
    return found


def said(told: Sequence[Week]) -> str:
    """The strip in words: since when the lamp is what it is."""
    lamp, run = [(lamp, list(each)) for lamp, each in groupby(told, key=lambda week: week.lamp)][-1]
    if len(run) == len(told):
        return _("近 %(n)d 周均为%(lamp)s") % {"n": len(run), "lamp": lamp.label}
    return _("自%(day)s起%(lamp)s，已 %(n)d 周") % {"day": date_doc(run[0].day), "lamp": lamp.label, "n": len(run)}


SPARK_WIDTH, SPARK_HEIGHT, SPARK_AIR = 156, 26, 3


def spark(told: Sequence[Week]) -> str:
    """The figures of the weeks as a line in a box of 156 × 26, from the lowest to the highest; empty below two."""
    known = [(place, week.value) for place, week in enumerate(told) if week.value is not None]
    if len(known) < 2:
        return ""
    values = [value for _place, value in known]
    low, high = min(values), max(values)
    room = SPARK_HEIGHT - 2 * SPARK_AIR
    points = []
    for place, value in known:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        points.append(f"{place * SPARK_WIDTH / (WEEKS - 1):.1f},{SPARK_HEIGHT - SPARK_AIR - float(share) * room:.1f}")
    return " ".join(points)
