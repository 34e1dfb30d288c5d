"""What this room tells upward: dated credit lines, drawdowns and needs, for the targets. Sums are in 万元.

Where a person is given, the figures are made of the rows that this person may see; without one, of all rows.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import Greatest

from core.kernel.keeping.dated import DaySums
from core.kernel.keeping.freshness import kept
from core.models import User
from finance.enums import StuckReason
from finance.models import SEES_FINANCE, CreditLine, Drawdown, FinancingNeed


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
    sums = _sums_for(user)
    return Funnel(*(each.total(as_of) for each in (sums.raised, sums.matched, sums.granted, sums.drawn)))


def stuck(as_of: dt.date, user: User | None = None) -> list[tuple[StuckReason, Decimal]]:
    """What is granted but not drawn by a date, by the reason given, largest first."""
    return [(StuckReason(key), total) for key, total in undrawn(as_of, user) if key]


def undrawn(as_of: dt.date, user: User | None = None) -> list[tuple[str, Decimal]]:
    """What is granted but not drawn by a date, by reason, largest first; at the end what nobody explained."""
    left = {reason: sums.total(as_of) for reason, sums in _sums_for(user).undrawn.items()}
    return sorted([(reason, wan) for reason, wan in left.items() if wan], key=lambda row: (not row[0], -row[1]))


def granted() -> DaySums:
    """What all lines add up to after each day, in 万元. Kept until a line is written."""
    return _sums_for(None).granted


def drawn() -> DaySums:
    """What all drawdowns add up to after each day, in 万元. Kept until one is written."""
    return _sums_for(None).drawn


@dataclass(frozen=True)
class _DaySums:
    """Every row of the room as sums by day, in 万元; `undrawn` by the reason that its line gives."""

    raised: DaySums
    matched: DaySums
    granted: DaySums
    drawn: DaySums
    undrawn: dict[str, DaySums]


def _sums_for(user: User | None) -> _DaySums:
    """The sums of what a person may see, kept until a row of this room is written; whoever sees all shares one copy."""
    if user is None or user.holds(*SEES_FINANCE):
        return kept("credit", lambda: _day_sums(CreditLine.objects.all(), FinancingNeed.objects.all()))
    lines, raised = CreditLine.objects.visible_to(user), FinancingNeed.objects.visible_to(user)
    return kept("credit", lambda: _day_sums(lines, raised), part=f"seen by {user.pk}")


def _day_sums(lines: QuerySet[CreditLine], raised: QuerySet[FinancingNeed]) -> _DaySums:
    draws = Drawdown.objects.filter(line__in=lines)
    left: dict[str, list[tuple[dt.date, Decimal]]] = defaultdict(list)
    for reason, on, wan in _by_day(lines, "stuck_reason", "granted_on", wan="granted_wan"):
        left[reason].append((on, wan))
    taken = draws.annotate(counts_from=Greatest("on", "line__granted_on"))  # a line counts from its own day on
    for reason, on, wan in _by_day(taken, "line__stuck_reason", "counts_from", wan="amount_wan"):
        left[reason].append((on, -wan))
    return _DaySums(
        raised=DaySums.of(_by_day(raised, "raised_on", wan="amount_wan")),
        matched=DaySums.of(_by_day(raised.filter(institution__isnull=False), "raised_on", wan="amount_wan")),
        granted=DaySums.of(_by_day(lines, "granted_on", wan="granted_wan")),
        drawn=DaySums.of(_by_day(draws, "on", wan="amount_wan")),
        undrawn={reason: DaySums.of(days) for reason, days in left.items()},
    )


def _by_day(rows: QuerySet, *by: str, wan: str) -> Any:
    """Sums of a column by day, and by whatever else."""
    return rows.order_by().values_list(*by).annotate(total=Sum(wan))
