"""This room's part of 我的工作台: the people whom firms look for."""

import datetime as dt
from typing import Any

from django.db.models import F

from core.enums import Role
from core.models import User
from talent.models import TalentNeed

ROWS = 6


def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """For talent officers: needs of people, what is wanted soonest first. None for everybody else."""
    if not user.holds(Role.TALENT_OFFICER):
        return None
    needs = TalentNeed.objects.visible_to(user).open().select_related("enterprise")
    soonest = needs.order_by(F("wanted_by").asc(nulls_last=True), "raised_on", "pk")
    return {"needs_count": needs.count(), "needs": soonest[:ROWS]}
