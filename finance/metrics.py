"""What this room tells upward: dated credit lines, drawdowns and needs, for the targets. Sums are in 万元.

Where a person is given, the figures are made of the rows that this person may see; without one, of all rows.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from core.models import User
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


def funnel(as_of: dt.date, user: User | None = None) -> Funnel:
    """The funnel 需求 → 对接 → 授信 → 放款 of the rows by a date."""
    raised, lines, drawn = needs(as_of), credit_lines(as_of), drawdowns(as_of)
    if user is not None:
        raised, lines = raised.visible_to(user), lines.visible_to(user)
        drawn = drawn.filter(line__in=CreditLine.objects.visible_to(user))
    return Funnel(
        raised_wan=_sum(raised, "amount_wan"),
        matched_wan=_sum(raised.filter(institution__isnull=False), "amount_wan"),
        granted_wan=_sum(lines, "granted_wan"),
        drawn_wan=_sum(drawn, "amount_wan"),
    )


def stuck(as_of: dt.date, user: User | None = None) -> list[tuple[StuckReason, Decimal]]:
    """What is granted but not drawn by a date, by the reason given, largest first."""
    return [(StuckReason(key), total) for key, total in undrawn(as_of, user) if key]


def undrawn(as_of: dt.date, user: User | None = None) -> list[tuple[str, Decimal]]:
    """What is granted but not drawn by a date, by reason, largest first; at the end what nobody explained."""
    lines = credit_lines(as_of) if user is None else credit_lines(as_of).visible_to(user)
    left = lines.with_drawn(as_of).filter(undrawn_wan__gt=0).order_by()
    totals: dict[str, Decimal] = {}
    for reason, amount in left.values_list("stuck_reason", "undrawn_wan"):
        totals[reason] = totals.get(reason, Decimal(0)) + amount
    return sorted(totals.items(), key=lambda row: (not row[0], -row[1]))


def _sum(rows: QuerySet, field: str) -> Decimal:
    return rows.order_by().aggregate(total=Sum(field))["total"] or Decimal(0)
