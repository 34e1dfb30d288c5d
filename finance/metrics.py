"""What this room tells upward: dated credit lines, drawdowns and needs, for the targets. Sums are in 万元.

Where a person is given, the figures are made of the rows that this person may see; without one, of all rows.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet, Sum

from core.kernel.keeping.dated import DaySums
from core.kernel.keeping.freshness import kept
from core.models import User
from finance.enums import StuckReason
from finance.funnel import Funnel, ageing, funnel
from finance.models import CreditLine, Drawdown, FinancingNeed, Reversal, sum_of

__all__ = [
    "Funnel",
    "credit_lines",
    "drawdowns",
    "drawn",
    "funnel",
    "granted",
    "needs",
    "reversals",
    "stuck",
    "undrawn",
]


def credit_lines(as_of: dt.date) -> QuerySet[CreditLine]:
    """Lines granted by a date."""
    return CreditLine.objects.filter(granted_on__lte=as_of)


def drawdowns(as_of: dt.date) -> QuerySet[Drawdown]:
    """Money drawn by a date; `net_wan` is what of each was not reversed by then."""
    back = sum_of(Reversal.objects.filter(on__lte=as_of), "drawdown", "amount_wan")
    return Drawdown.objects.filter(on__lte=as_of).annotate(net_wan=F("amount_wan") - back)


def needs(as_of: dt.date) -> QuerySet[FinancingNeed]:
    """Financing needs raised by a date and not withdrawn by it."""
    return FinancingNeed.objects.standing(as_of)


def stuck(as_of: dt.date, user: User | None = None) -> list[tuple[StuckReason, Decimal]]:
    """What may still be drawn by a date, by the reason given, largest first."""
    return [(StuckReason(key), total) for key, total in undrawn(as_of, user) if key]


def undrawn(as_of: dt.date, user: User | None = None) -> list[tuple[str, Decimal]]:
    """What may still be drawn by a date, by reason, largest first; at the end what nobody explained.

    What expired or was ended is no part of it.
    """
    left = {reason: sum(ages, Decimal(0)) for reason, ages in ageing(as_of, user).items()}
    return sorted([(reason, wan) for reason, wan in left.items() if wan], key=lambda row: (not row[0], -row[1]))


def reversals(since: dt.date, as_of: dt.date) -> QuerySet[Reversal]:
    """What was reversed after a day, until another, of money that was drawn until the first."""
    return Reversal.objects.filter(drawdown__on__lte=since, on__gt=since, on__lte=as_of)


def granted() -> DaySums:
    """What all lines add up to after each day, in 万元. Kept until a line is written."""
    return kept("credit", lambda: DaySums.of(_by_day(CreditLine.objects.all(), "granted_on", wan="granted_wan")))


def drawn() -> DaySums:
    """What all drawdowns add up to after each day, less what was reversed, in 万元. Kept until one is written."""
    return kept("credit", _drawn, part="drawn")


def _drawn() -> DaySums:
    back = _by_day(Reversal.objects.filter(drawdown__isnull=False), "on", wan="amount_wan")
    return DaySums.of([*_by_day(Drawdown.objects.all(), "on", wan="amount_wan"), *((on, -wan) for on, wan in back)])


def _by_day(rows: QuerySet, *by: str, wan: str) -> Any:
    """Sums of a column by day, and by whatever else."""
    return rows.order_by().values_list(*by).annotate(total=Sum(wan))
