"""招商成效: what came of the leads, by channel and by adviser.

转化率 is signed of all that came; 办结转化率 signed of those that ended one way or the other. Days count from the day
a lead was received to the day it was signed; the middle one is shown, for a single long wait says little.

The database counts: one row a channel and adviser, however many leads there are.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q, QuerySet, Value

from projects.enums import LeadChannel, LeadState
from projects.models import Lead


@dataclass(frozen=True)
class Yield:
    """What came of some leads as of a day. `days` are those from receiving to signing."""

    name: str
    received: int
    signed: int
    lost: int
    days: tuple[int, ...]

    @property
    def open(self) -> int:
        return self.received - self.signed - self.lost

    @property
    def rate(self) -> float | None:
        """Signed of all that came, as a fraction of one."""
        return self.signed / self.received if self.received else None

    @property
    def ended_rate(self) -> float | None:
        """Signed of those that ended, as a fraction of one."""
        ended = self.signed + self.lost
        return self.signed / ended if ended else None

    @property
    def median_days(self) -> int | None:
        """The middle number of days from receiving to signing."""
        return round(median(self.days)) if self.days else None


@dataclass(frozen=True)
class Yields:
    """Both parts of the table, the most signed first. Leads without an adviser are in the first one only."""

    by_channel: list[Yield]
    by_adviser: list[Yield]


@dataclass(frozen=True)
class _Share:
    """What came of the leads of one channel and one adviser; `adviser` is "" where nobody stands for them."""

    channel: LeadChannel
    adviser: str
    received: int
    signed: int
    lost: int
    days: list[int]


def yields_of(leads: QuerySet[Lead], as_of: dt.date) -> Yields:
    """Count leads as they stood on a day: what came later does not count, what ended later was open. One query."""
    shares = _shares(leads, as_of)
    return Yields(
        by_channel=_summed(shares, lambda share: str(share.channel.label)),
        by_adviser=_summed(shares, lambda share: share.adviser),
    )


def _shares(leads: QuerySet[Lead], as_of: dt.date) -> list[_Share]:
    ended = Q(closed_on__lte=as_of)
    signed, lost = ended & Q(state=LeadState.SIGNED), ended & Q(state=LeadState.LOST)
    rows = (
        leads.filter(received_on__lte=as_of)
        .order_by()
        .values_list("channel", "adviser__name")
        .annotate(
            received=Count("pk"),
            signed=Count("pk", filter=signed),
            lost=Count("pk", filter=lost),
            spans=ArrayAgg(F("closed_on") - F("received_on"), filter=signed, default=Value([])),
        )
    )
    return [
        _Share(LeadChannel(channel), adviser or "", *counts, days=[span.days for span in spans])
        for channel, adviser, *counts, spans in rows
    ]


def _summed(shares: Iterable[_Share], key: Callable[[_Share], str]) -> list[Yield]:
    """One yield a name, the most signed first. Shares without a name are left out."""
    groups: dict[str, list[_Share]] = {}
    for share in shares:
        if name := key(share):
            groups.setdefault(name, []).append(share)
    return sorted(
        (_sum_of(name, group) for name, group in groups.items()),
        key=lambda each: (-each.signed, -each.received, each.name),
    )


def _sum_of(name: str, group: list[_Share]) -> Yield:
    return Yield(
        name,
        received=sum(each.received for each in group),
        signed=sum(each.signed for each in group),
        lost=sum(each.lost for each in group),
        days=tuple(days for each in group for days in each.days),
    )
