"""当时所知 in the demo: a firm's month was typed too high, stood so for some nights, and was corrected.

The snapshots are made by the function that makes them at night, while the wrong figure stands; so what a page says of
then is what the demo said then. Before that nothing is known, as in a house that began to keep it on that day.
"""

import datetime as dt
import uuid

from enterprises.models import MonthlyFigures
from targets.enums import AmendmentKind
from targets.keeping.amending import enter, verify
from targets.keeping.said import said_of
from targets.keeping.snapshots import take
from targets.models import Target
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import ONE_DAY, Setting

NIGHTS = 3  # that the wrong figure stood
TOO_HIGH_WAN = 16_500
ENTERED, VERIFIED = "程听澜", "顾临川"


def build(setting: Setting, found: People) -> None:
    """Three nights with the wrong figure, last night with the right one; and one target whose limits were written."""
    latest = MonthlyFigures.objects.filter(verified_by__isnull=False).order_by("-month", "-output_wan").first()
    if latest is None:
        return
    month = (latest.month - ONE_DAY).replace(day=1)
    row = MonthlyFigures.objects.get(enterprise=latest.enterprise, month=month)
    right = row.output_wan
    mine = MonthlyFigures.objects.filter(pk=row.pk)
    mine.update(output_wan=right + TOO_HIGH_WAN)
    for nth in range(NIGHTS):
        _night(setting, row.reported_on + ONE_DAY * nth)
    mine.update(output_wan=right)
    _night(setting, setting.day(-1))
    target = Target.objects.get(key="zone_output")
    said = said_of(target) | {"limits": "企业月报，经统计科核实；不含规下企业"}
    now = setting.at(setting.past_workday(setting.day(-20)), 10, 5)
    number = uuid.uuid5(uuid.NAMESPACE_OID, f"demo:{setting.seed}:limits")
    press = {"by": found[ENTERED], "reason": "写明口径", "client_id": number, "now": now}
    made = enter(AmendmentKind.TARGET, said, row=target, **press)
    verify(made, by=found[VERIFIED], now=now + dt.timedelta(hours=5))


def _night(setting: Setting, day: dt.date) -> None:
    take(day, now=setting.at(day + ONE_DAY, 0, 10))
