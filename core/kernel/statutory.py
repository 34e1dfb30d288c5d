"""全体公民放假的节日: the days off that the law itself gives, known for every year before its notice is published.

国务院《全国年节及纪念日放假办法》, as it was in force at each time: Order 270 (1999), 513 (2007), 644 (2013) and 795
(2024, thirteen days since 2025). What only a notice says is not here: bridges, make-up days (调休), and what is given
in return for a day that falls on a weekend or on another festival.
"""

import datetime as dt
from functools import cache
from typing import NamedTuple

from borax.calendars.lunardate import LunarDate, TermUtils

KNOWN = range(1950, 2101)  # years whose moon and sun are in the tables of borax, without the edges


class _Law(NamedTuple):
    """Days a festival. 春节 runs from `eve` days before the first of the first month."""

    since: int
    eve: int
    spring: int
    labour: int
    national: int
    others: int  # 清明, 端午 and 中秋, each


_LAWS = (
    _Law(2025, 1, 4, 2, 3, 1),
    _Law(2014, 0, 3, 1, 3, 1),
    _Law(2008, 1, 3, 1, 3, 1),
    _Law(2000, 0, 3, 3, 3, 0),
    _Law(1950, 0, 3, 1, 2, 0),
)


@cache
def statutory_days(year: int) -> tuple[dt.date, ...]:
    """The days off by law of a year, thirteen since 2025; none outside the years known.

    A date stands twice in a year whose 中秋 falls on 国庆 (2028, 2031): what is given in return only the notice says.
    """
    if year not in KNOWN:
        return ()
    law = next(each for each in _LAWS if year >= each.since)
    festivals = (
        (dt.date(year, 1, 1), 1),  # 元旦
        (_lunar(year, 1, 1) - dt.timedelta(days=law.eve), law.spring),  # 春节
        (TermUtils.day_start_from_term(year, "清明"), law.others),
        (dt.date(year, 5, 1), law.labour),  # 劳动节
        (_lunar(year, 5, 5), law.others),  # 端午
        (_lunar(year, 8, 15), law.others),  # 中秋
        (dt.date(year, 10, 1), law.national),  # 国庆
    )
    return tuple(first + dt.timedelta(days=n) for first, days in festivals for n in range(days))


def _lunar(year: int, month: int, day: int) -> dt.date:
    return LunarDate(year, month, day).to_solar_date()
