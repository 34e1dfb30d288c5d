"""How figures, dates and weeks are written. Pure functions: templates use them as filters, Python in sentences."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

Number = Decimal | int | float
ALMOST = Decimal("99.9")  # per cent: the most that is shown of a share below the whole


def _exact(number: Number) -> Decimal:
    """A float is taken as it prints, so that 0.1 does not become 0.1000000000000000055."""
    return number if isinstance(number, Decimal) else Decimal(str(number))


def rounded(number: Number, places: int) -> Decimal:
    """To so many decimals, half up. What comes to nothing is 0, never -0."""
    return _exact(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0


def left(whole: Number, taken: Number, places: int) -> Decimal:
    """What is left of a whole, as it is written beside the whole and beside what was taken from it."""
    return rounded(whole, places) - rounded(taken, places)


def adding_up(parts: Sequence[Number | None], places: int, whole: Decimal | None = None) -> list[Decimal | None]:
    """Parts of a whole to so many decimals, so that they add up to the whole as it is shown beside them.

    `whole` is given where it is not written as their rounded sum (`left`).

    Each goes down, and what is short goes to those with the largest remainders: every part is within one unit of the
    last place of what it is. A part that nobody knows stays None.
    """
    exact = [None if part is None else _exact(part) for part in parts]
    unit, known = Decimal(1).scaleb(-places), [(place, part) for place, part in enumerate(exact) if part is not None]
    down = {place: part.quantize(unit, rounding=ROUND_FLOOR) for place, part in known}
    shown = rounded(sum((part for _place, part in known), Decimal(0)), places) if whole is None else whole
    short = shown - sum(down.values(), Decimal(0))
    by_remainder = sorted(known, key=lambda each: each[1] - down[each[0]], reverse=True)
    for place, _part in by_remainder[: int(short / unit)]:
        down[place] += unit
    return [None if part is None else down[place] + 0 for place, part in enumerate(exact)]


def with_sign(number: Decimal) -> str:
    """A difference with its sign and the decimals that it has: +3, −0.50; nought bears none."""
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{abs(number):f}"


def percent(fraction: Number) -> Decimal:
    """A fraction of one in hundredths with one decimal. What is less than the whole stays below 100."""
    exact = _exact(fraction)
    shown = rounded(exact * 100, 1)
    return ALMOST.copy_sign(exact) if abs(exact) < 1 and abs(shown) == 100 else shown


def plain(number: Number) -> str:
    """A figure for programs: a point, no separators, at most four decimals and none that say nothing."""
    return f"{rounded(number, 4).normalize():f}"


def missing() -> str:
    """The word for a figure that nobody has entered yet: never 0, never a dash."""
    return _("待补录")


def yi(wan_amount: Number | None) -> str:
    """万元 as 亿元 with two decimals: 112500 is "11.25"."""
    return missing() if wan_amount is None else f"{rounded(_exact(wan_amount) / 10_000, 2):f}"


def wan(amount: Number | None) -> str:
    """万元 with thousands separators, decimals only where there are any: 126000 is "126,000"."""
    if amount is None:
        return missing()
    exact = _exact(amount)
    whole, _point, decimals = f"{exact if exact else abs(exact):,f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def rate(fraction: Number | None) -> str:
    """A fraction of one as a percentage with one decimal: 0.543 is "54.3%", and 0.9996 is "99.9%"."""
    return missing() if fraction is None else f"{percent(fraction):,f}%"


def points(difference: Number | None) -> str:
    """A difference of two fractions in percentage points, without sign: -0.169 is "16.9 个百分点"."""
    if difference is None:
        return missing()
    return _("%(points)s 个百分点") % {"points": f"{abs(percent(difference)):,f}"}


def pace(done: Number, expected: Number) -> str:
    """How far 完成率 is behind or ahead of 序时进度, in words."""
    gap = _exact(done) - _exact(expected)
    if percent(gap) == 0:
        return _("与序时持平")
    return (_("落后 %(gap)s") if gap < 0 else _("领先 %(gap)s")) % {"gap": points(gap)}


def date_cell(day: dt.date | None) -> str:
    """A date in a table: 2026-11-23; of a moment, its date in Shanghai."""
    if isinstance(day, dt.datetime):
        day = timezone.localdate(day)
    return missing() if day is None else day.isoformat()


def date_doc(day: dt.date | None) -> str:
    """A date in a document: 2026年11月23日."""
    if day is None:
        return missing()
    return _("%(year)s年%(month)s月%(day)s日") % {"year": f"{day.year:04}", "month": day.month, "day": day.day}


def date_short(day: dt.date | None) -> str:
    """A date in a sentence: 11月23日."""
    return missing() if day is None else _("%(month)s月%(day)s日") % {"month": day.month, "day": day.day}


def stamp(moment: dt.datetime | None) -> str:
    """A moment in Shanghai: 11-20 17:42, with the year when it is not this year's."""
    if moment is None:
        return missing()
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localdate().year
    return f"{local:%m-%d %H:%M}" if this_year else f"{local.date().isoformat()} {local:%H:%M}"


def weekday_name(day: dt.date) -> str:
    """星期一 to 星期日."""
    return [_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日")][day.weekday()]


def week_name(week: Any) -> str:
    """第48周, from a date, an ISO week number, or an object with `iso_week`."""
    if isinstance(week, dt.date):
        week = week.isocalendar().week
    return _("第%(week)s周") % {"week": getattr(week, "iso_week", week)}
