"""The targets' part of a leader's 我的工作台: the week in one line."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core.enums import Role
from core.models import User
from projects.models import Period
from projects.periods import reported_period
from targets import tiles
from targets.programmes import current
from targets.readings import read_all


def week(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """How the four digits stand, in a line, the latest week that has a brief, and the one that meets. None for whoever
    leads nothing.
    """
    today = timezone.localdate(now)
    programme = current(today) if user.holds(Role.LEADER) else None
    if programme is None:
        return None
    readings = read_all(today)
    told = tiles.tiles(readings, programme, today)
    frozen = Period.objects.filter(frozen_at__isnull=False).order_by("-starts_on").first()
    meets = reported_period(now)
    return {"headline": tiles.headline(told, readings), "week": frozen.key if frozen else "", "meets": meets}
