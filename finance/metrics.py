"""What this room tells upward: dated credit lines, drawdowns and needs, for the targets. Sums are in 万元."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, QuerySet, Sum

from finance.enums import StuckReason
from finance.models import CreditLine, Drawdown, FinancingNeed


def credit_lines(as_of: dt.date) -> QuerySet[CreditLine]:
    """Lines granted by a date."""
    return CreditLine.objects.filter(granted_on__lte=as_of)


def drawdowns(as_of: dt.date) -> QuerySet[Drawdown]:
    """Money drawn by a date."""
    return Drawdown.objects.filter(on__lte=as_of)


def needs(as_of: dt.date) -> QuerySet[FinancingNeed]:
    """Financing needs raised by a date."""
    return FinancingNeed.objects.filter(raised_on__lte=as_of)


@dataclass(frozen=True)
class Funnel:
    """From need to money, in 万元: raised, passed to an institution, granted, drawn."""

    raised_wan: Decimal
    matched_wan: Decimal
    granted_wan: Decimal
    drawn_wan: Decimal


def funnel(as_of: dt.date) -> Funnel:
    """The funnel 需求 → 对接 → 授信 → 放款 of the rows by a date."""
    raised = needs(as_of)
    return Funnel(
        raised_wan=_sum(raised, "amount_wan"),
        matched_wan=_sum(raised.filter(institution__isnull=False), "amount_wan"),
        granted_wan=_sum(credit_lines(as_of), "granted_wan"),
        drawn_wan=_sum(drawdowns(as_of), "amount_wan"),
    )


def stuck(as_of: dt.date) -> list[tuple[StuckReason, Decimal]]:
    """What is granted but not drawn, by the reason given, largest first."""
    lines = credit_lines(as_of).exclude(stuck_reason="").with_drawn().annotate(left=F("granted_wan") - F("drawn_wan"))
    totals: dict[str, Decimal] = {}
    for reason, left in lines.values_list("stuck_reason", "left"):
        totals[reason] = totals.get(reason, Decimal(0)) + left
    return sorted(((StuckReason(key), value) for key, value in totals.items() if value), key=lambda row: -row[1])


def _sum(rows: QuerySet, field: str) -> Decimal:
    return rows.aggregate(total=Sum(field))["total"] or Decimal(0)
