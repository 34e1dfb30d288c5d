"""The zone's clock: moments are kept in UTC, every day and hour that a rule names is Shanghai's.

The date of a moment is `timezone.localdate(moment)`; a day and an hour together need `SHANGHAI`.
"""

from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
