"""The zone's clock: moments are kept in UTC, every day and hour that a rule names is Shanghai's.

The date of a moment is `timezone.localdate(moment)`.
"""

import datetime as dt
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    """A day and an hour in Shanghai as a moment."""
    return dt.datetime.combine(day, time, tzinfo=SHANGHAI)
