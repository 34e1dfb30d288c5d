"""近 52 周: how many projects had a red or an amber lamp in each frozen week, as a strip of bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.kernel.figures import week_name
from projects.models import Period

WEEKS = 52
HEIGHT = 64  # pixels of the tallest bar
FEWEST = 2  # weeks below which there is nothing to compare


@dataclass(frozen=True)
class Bar:
    """A frozen week: percent from the left and of width, pixels from above and of height of both lamps."""

    week: Period
    x: str
    width: str
    red_y: int
    red: int
    amber_y: int
    amber: int
    said: str


@dataclass(frozen=True)
class Strip:
    """The bars, the oldest first, and what they say in a sentence."""

    bars: list[Bar]
    said: str


def strip(weeks: Sequence[Period], lamps: Mapping[int, Mapping[str, int]]) -> Strip | None:
    """Draw weeks in their order, of those that were frozen; None while there are too few."""
    frozen = [week for week in weeks if week.pk in lamps]
    if len(frozen) < FEWEST:
        return None
    most = max(lamps[week.pk]["red"] + lamps[week.pk]["amber"] for week in frozen) or 1
    step = 100 / len(frozen)
    bars = [_bar(week, lamps[week.pk], nth * step, step, HEIGHT / most) for nth, week in enumerate(frozen)]
    first, last = lamps[frozen[0].pk], lamps[frozen[-1].pk]
    words = {"n": len(frozen), "red": first["red"], "amber": first["amber"]}
    words |= {"red_now": last["red"], "amber_now": last["amber"]}
    said = _("近 %(n)d 期：红灯由 %(red)d 个变为 %(red_now)d 个，黄灯由 %(amber)d 个变为 %(amber_now)d 个") % words
    return Strip(bars, said)


def _bar(week: Period, lit: Mapping[str, int], x: float, step: float, unit: float) -> Bar:
    red, amber = round(lit["red"] * unit), round(lit["amber"] * unit)
    said = _("%(week)s：红灯 %(red)d，黄灯 %(amber)d") % {
        "week": week_name(week),
        "red": lit["red"],
        "amber": lit["amber"],
    }
    return Bar(week, f"{x:.2f}", f"{step * 0.72:.2f}", HEIGHT - red, red, HEIGHT - red - amber, amber, said)
