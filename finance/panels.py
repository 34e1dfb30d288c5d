"""This room's part of 我的工作台: needs that wait for an answer, lines that wait to be drawn."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core.enums import Role
from core.models import User
from finance.forms import NO_INSTITUTION
from finance.models import SEES_FINANCE, CreditLine, FinancingNeed, Institution, Passing

ROWS = 6


def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """For finance officers and banks: needs without a credit line, and lines with money left, oldest first. None for
    everybody else."""
    if not user.holds(Role.FINANCE_OFFICER, Role.BANK):
        return None
    if not user.holds(*SEES_FINANCE) and not Institution.objects.visible_to(user).exists():
        return {"nowhere": NO_INSTITUTION}
    needs = FinancingNeed.objects.visible_to(user).waiting()
    lines = CreditLine.objects.visible_to(user).waiting(timezone.localdate(now))
    totals, named = lines.totals(), ("enterprise", "institution")
    return {
        "passed": 0 if user.holds(*SEES_FINANCE) else Passing.objects.visible_to(user).to_answer().count(),
        "needs_count": needs.total()[0],
        "needs": needs.with_granted(user).select_related(*named).order_by("raised_on", "pk")[:ROWS],
        "lines_count": totals.lines,
        "lines": lines.select_related(*named).order_by("granted_on", "pk")[:ROWS],
        "left": totals.undrawn_wan,
    }
