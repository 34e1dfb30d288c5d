"""Needs and lines through their days, read once and kept until a row of this room is written. Amounts are in 万元.

What a row says today and what it said on a day before are two things: a line is lowered, ended or extended by
decisions, a need is passed on and withdrawn on days of their own.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from core.kernel.keeping.freshness import kept
from core.models import User
from finance.enums import DecisionKind, NeedState
from finance.models import (
    NOTHING,
    SEES_FINANCE,
    Balance,
    CreditLine,
    FinancingNeed,
    LineDecision,
    Move,
    moves_of,
)


@dataclass(frozen=True)
class Standing:
    """A line at the end of a day: `undrawn` may still be drawn, `expired` was not drawn in time, `lowered` went by
    decision, with what an ended line no longer offers."""

    drawn: Decimal
    repaid: Decimal
    granted: Decimal = NOTHING
    undrawn: Decimal = NOTHING
    expired: Decimal = NOTHING
    lowered: Decimal = NOTHING

    @property
    def answers(self) -> Decimal:
        """With how much it answers a need: also what expired was granted for it."""
        return self.granted - self.lowered


@dataclass(frozen=True)
class LineBook:
    """A line through its days."""

    pk: int
    need: int | None
    institution: int
    cluster: int | None
    product: int | None
    reason: str
    granted: Decimal
    granted_on: dt.date
    revolving: bool
    expires_on: dt.date | None
    days: Sequence[dt.date]  # on which its sums moved
    sums: Sequence[Balance]  # after each of them
    ends: Sequence[tuple[dt.date, dt.date | None]]  # since when it was ended, and when that was taken back
    extended: Sequence[tuple[dt.date, dt.date]]  # when its expiry moved, and what it was before

    def at(self, day: dt.date) -> Standing:
        """The line at the end of a day; before it was granted only what was drawn even so."""
        known = bisect_right(self.days, day)
        now = self.sums[known - 1] if known else Balance(self.granted, self.revolving)
        if day < self.granted_on:
            return Standing(now.drawn, now.repaid)
        rest = now.room
        if self.ended(day):
            return Standing(now.drawn, now.repaid, self.granted, lowered=now.lowered + rest)
        expires = next((was for on, was in self.extended if on > day), self.expires_on)
        if expires and expires < day:
            return Standing(now.drawn, now.repaid, self.granted, expired=rest, lowered=now.lowered)
        return Standing(now.drawn, now.repaid, self.granted, undrawn=rest, lowered=now.lowered)

    def ended(self, day: dt.date) -> bool:
        """Whether it was ended by a day."""
        return any(on <= day and (back is None or day < back) for on, back in self.ends)

    def first_drawn(self, day: dt.date) -> dt.date | None:
        """The day of its first money, by a day."""
        return next((on for on, sums in zip(self.days, self.sums, strict=True) if sums.drawn and on <= day), None)


@dataclass(frozen=True)
class NeedBook:
    """A need through its days."""

    pk: int
    wan: Decimal
    raised_on: dt.date
    matched_on: dt.date | None  # when it went to an institution, or a line answered it
    withdrawn_on: dt.date | None
    cluster: int | None

    def stands(self, day: dt.date) -> bool:
        """Whether it was raised by a day and not withdrawn by it."""
        return self.raised_on <= day and not self.withdrawn(day)

    def withdrawn(self, day: dt.date) -> bool:
        """Whether it was withdrawn by a day."""
        return self.withdrawn_on is not None and self.withdrawn_on <= day


@dataclass(frozen=True)
class Books:
    """Everything that a person may see of the money."""

    needs: Sequence[NeedBook]
    lines: Sequence[LineBook]
    answering: dict[int, list[LineBook]]  # the lines of each need


def books(user: User | None) -> Books:
    """The books of what a person may see, of all without one; whoever sees all shares one copy."""
    if user is None or user.holds(*SEES_FINANCE):
        return kept("credit firms", lambda: _read(CreditLine.objects.all(), FinancingNeed.objects.all()), part="books")
    lines, needs = CreditLine.objects.visible_to(user), FinancingNeed.objects.visible_to(user)
    return kept("credit firms", lambda: _read(lines, needs), part=f"books seen by {user.pk}")


def _read(lines: QuerySet[CreditLine], needs: QuerySet[FinancingNeed]) -> Books:
    found, answering = _lines(lines), defaultdict(list)
    for line in found:
        if line.need:
            answering[line.need].append(line)
    return Books(_needs(needs, answering), found, dict(answering))


def _lines(rows: QuerySet[CreditLine]) -> list[LineBook]:
    moves: dict[int, list[Move]] = defaultdict(list)
    for pk, move in moves_of(rows.order_by().values("pk")):
        moves[pk].append(move)
    ends: dict[int, list[tuple[dt.date, dt.date | None]]] = defaultdict(list)
    extended: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
    decided = LineDecision.objects.filter(line__in=rows.order_by().values("pk")).order_by("on", "pk")
    for pk, kind, on, was, back in decided.values_list("line_id", "kind", "on", "was", "correction__on"):
        if kind == DecisionKind.END:
            ends[pk].append((on, back))
        elif was:
            extended[pk].append((on, was))
    columns = ("pk", "need_id", "institution_id", "enterprise__cluster_id", "product_id", "stuck_reason")
    found = rows.order_by("pk").values_list(*columns, "granted_wan", "granted_on", "is_revolving", "expires_on")
    return [_line(row, moves[row[0]], ends[row[0]], extended[row[0]]) for row in found]


def _line(row: tuple, moves: list[Move], ends: list, extended: list) -> LineBook:
    balance, days, sums = Balance(row[6], row[8]), [], []
    for move in moves:
        balance = balance.after(move)
        if days and days[-1] == move.on:
            sums[-1] = balance
        else:
            days.append(move.on)
            sums.append(balance)
    return LineBook(*row, days=days, sums=sums, ends=ends, extended=extended)


def _needs(rows: QuerySet[FinancingNeed], answering: dict[int, list[LineBook]]) -> list[NeedBook]:
    columns = ("pk", "amount_wan", "raised_on", "institution_id", "matched_on", "state", "withdrawn_on")
    found = []
    for row in rows.order_by("pk").values_list(*columns, "enterprise__cluster_id"):
        pk, wan, raised_on, institution, matched_on, state, withdrawn_on, cluster = row
        days = [line.granted_on for line in answering.get(pk, ())]
        if institution or matched_on:
            days.append(matched_on or raised_on)
        gone = (withdrawn_on or dt.date.min) if state == NeedState.WITHDRAWN else None
        found.append(NeedBook(pk, wan, raised_on, min(days, default=None), gone, cluster))
    return found
