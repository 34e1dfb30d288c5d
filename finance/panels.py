"""This room's part of 我的工作台: needs that wait for an answer."""

import datetime as dt
from typing import Any

from core.enums import Role
from core.models import User
from finance.models import FinancingNeed

ROWS = 8


def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """For finance officers and banks: needs without a credit line, oldest first. None for everybody else."""
    if not user.holds(Role.FINANCE_OFFICER, Role.BANK):
        return None
    waiting = FinancingNeed.objects.visible_to(user).waiting().select_related("enterprise", "institution")
    return {
        "count": waiting.count(),
        "needs": waiting.order_by("raised_on", "pk")[:ROWS],
        "may_change": user.holds(Role.FINANCE_OFFICER),
    }
