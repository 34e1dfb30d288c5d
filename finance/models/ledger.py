"""The ledger of a credit line: money drawn (放款), paid back (还款), reversed (冲销), and decisions over the limit.

Rows are put down and never overwritten; a wrong one is reversed by a row of its own. Each keeps the sums of what it
belongs to, by a trigger that adds: of two at once the second waits for the line, and the line's own check refuses.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.kernel.sense import AmountColumn, HappenedColumn, PlannedColumn
from core.kernel.taps import former_name
from core.models import Tapped, User, bumps, tracked
from finance.enums import DecisionKind
from finance.models.sums import POSITIVE

NOTHING = Decimal(0)
MOST_REASON = 200  # characters

# What is kept of a line: added and taken away, never summed anew. One statement where the line stays the same, because
# every statement is checked. No money leaves a line that is over: the row is locked by then, so its dates stand still.
_KEEP = """
    IF TG_OP = 'UPDATE' AND OLD.line_id = NEW.line_id THEN
        UPDATE finance_creditline
        SET {sum} = {sum} - (OLD.amount_wan - OLD.reversed_wan) + (NEW.amount_wan - NEW.reversed_wan)
        WHERE id = NEW.line_id RETURNING * INTO held;
    ELSE
        IF TG_OP <> 'INSERT' THEN
            UPDATE finance_creditline SET {sum} = {sum} - (OLD.amount_wan - OLD.reversed_wan) WHERE id = OLD.line_id;
        END IF;
        IF TG_OP <> 'DELETE' THEN
            UPDATE finance_creditline SET {sum} = {sum} + (NEW.amount_wan - NEW.reversed_wan) WHERE id = NEW.line_id
            RETURNING * INTO held;
        END IF;
    END IF;
    {further}
    RETURN NULL;
"""
IN_FORCE = "drawn_in_force"  # what refuses money from a line that is over
_NOT_OVER = f"""
    IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND (NEW."on" <> OLD."on" OR NEW.line_id <> OLD.line_id)) THEN
        IF NEW."on" > LEAST(held.expires_on, held.ended_on) THEN
            RAISE EXCEPTION 'nothing is drawn from a line that is over'
                USING ERRCODE = 'check_violation', CONSTRAINT = '{IN_FORCE}';
        END IF;
    END IF;
"""


def _keeps(name: str, sum_column: str, further: str = "") -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf("amount_wan", "line_id", "reversed_wan", "on")
        | pgtrigger.Delete,
        declare=[("held", "RECORD")],
        func=_KEEP.format(sum=sum_column, further=further),
    )


def _reversed_wan() -> models.DecimalField:
    """What of a row was reversed, kept by the rows that reverse it."""
    return models.DecimalField(
        _("已冲销（万元）"), max_digits=14, decimal_places=2, default=NOTHING, db_default=NOTHING, editable=False
    )


@tracked(exclude=["reversed_wan"])
class Drawdown(Tapped):
    """Money drawn from a credit line (放款), in 万元. Inserted and summed, never overwritten."""

    line = models.ForeignKey(
        "finance.CreditLine", verbose_name=_("授信"), on_delete=models.PROTECT, related_name="drawdowns"
    )
    amount_wan = AmountColumn(_("放款（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    on = HappenedColumn(_("放款日期"))
    recorded_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    reversed_wan = _reversed_wan()
    submission_id = former_name("client_id")

    class Meta(Tapped.Meta):
        verbose_name = _("放款")
        verbose_name_plural = _("放款")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_wan__gt=0), name="drawn_positive"),
            models.CheckConstraint(
                condition=Q(reversed_wan__gte=0, reversed_wan__lte=F("amount_wan")), name="drawn_reversed_within"
            ),
        ]
        triggers = [bumps("credit"), _keeps("keeps_drawn", "drawn_wan", _NOT_OVER)]

    def __str__(self) -> str:
        return f"{self.line} {self.amount_wan}"

    @property
    def left_wan(self) -> Decimal:
        """What of it still stands, in 万元."""
        return self.amount_wan - self.reversed_wan


@tracked(exclude=["reversed_wan"])
class Repayment(Tapped):
    """Money paid back (还款), in 万元. Of a line that revolves it may be drawn again."""

    line = models.ForeignKey(
        "finance.CreditLine", verbose_name=_("授信"), on_delete=models.PROTECT, related_name="repayments"
    )
    amount_wan = AmountColumn(_("还款（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    on = HappenedColumn(_("还款日期"))
    recorded_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    reversed_wan = _reversed_wan()

    class Meta(Tapped.Meta):
        verbose_name = _("还款")
        verbose_name_plural = _("还款")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_wan__gt=0), name="repaid_positive"),
            models.CheckConstraint(
                condition=Q(reversed_wan__gte=0, reversed_wan__lte=F("amount_wan")), name="repaid_reversed_within"
            ),
        ]
        triggers = [bumps("credit"), _keeps("keeps_repaid", "repaid_wan")]

    def __str__(self) -> str:
        return f"{self.line} {self.amount_wan}"

    @property
    def left_wan(self) -> Decimal:
        """What of it still stands, in 万元."""
        return self.amount_wan - self.reversed_wan


# The line of a reversal is that of the row which it reverses: a row of another line is not found.
_KEEP_REVERSED = """
    IF TG_OP <> 'INSERT' THEN
        UPDATE finance_drawdown SET reversed_wan = reversed_wan - OLD.amount_wan WHERE id = OLD.drawdown_id;
        UPDATE finance_repayment SET reversed_wan = reversed_wan - OLD.amount_wan WHERE id = OLD.repayment_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF NEW.drawdown_id IS NOT NULL THEN
            UPDATE finance_drawdown SET reversed_wan = reversed_wan + NEW.amount_wan
            WHERE id = NEW.drawdown_id AND line_id = NEW.line_id;
        ELSE
            UPDATE finance_repayment SET reversed_wan = reversed_wan + NEW.amount_wan
            WHERE id = NEW.repayment_id AND line_id = NEW.line_id;
        END IF;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'a reversal belongs to the line of what it reverses'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_of_its_line';
        END IF;
    END IF;
    RETURN NULL;
"""


@tracked()
class Reversal(Tapped):
    """冲销: a drawdown or a repayment was put down wrongly, wholly or by this amount in 万元; with the reason."""

    line = models.ForeignKey(
        "finance.CreditLine", verbose_name=_("授信"), on_delete=models.PROTECT, related_name="reversals"
    )
    drawdown = models.ForeignKey(
        Drawdown, verbose_name=_("放款"), null=True, blank=True, on_delete=models.PROTECT, related_name="reversals"
    )
    repayment = models.ForeignKey(
        Repayment, verbose_name=_("还款"), null=True, blank=True, on_delete=models.PROTECT, related_name="reversals"
    )
    amount_wan = AmountColumn(_("冲销（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    on = HappenedColumn(_("冲销日期"))
    reason = models.CharField(_("原因"), max_length=MOST_REASON)
    recorded_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")

    class Meta(Tapped.Meta):
        verbose_name = _("冲销")
        verbose_name_plural = _("冲销")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_wan__gt=0), name="reversal_positive"),
            models.CheckConstraint(
                condition=Q(drawdown__isnull=True, repayment__isnull=False)
                | Q(drawdown__isnull=False, repayment__isnull=True),
                name="reversal_of_one",
            ),
        ]
        triggers = [
            bumps("credit"),
            pgtrigger.Trigger(
                name="keeps_reversed",
                when=pgtrigger.After,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("amount_wan", "line_id", "drawdown_id", "repayment_id")
                | pgtrigger.Delete,
                func=_KEEP_REVERSED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.amount_wan}"


# A decision is put down once; it is taken back by a further row, which says the same amount.
_KEEP_DECIDED = """
    IF NEW.kind = 'correct' THEN
        SELECT * INTO taken FROM finance_linedecision WHERE id = NEW.corrects_id;
        IF taken.kind = 'correct' OR taken.line_id <> NEW.line_id OR taken.amount_wan IS DISTINCT FROM NEW.amount_wan
        THEN
            RAISE EXCEPTION 'a correction takes back a decision of its line as it was'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'corrects_its_line';
        END IF;
        UPDATE finance_creditline SET
            lowered_wan = lowered_wan - COALESCE(NEW.amount_wan, 0),
            ended_on = CASE WHEN taken.kind = 'end' THEN NULL ELSE ended_on END,
            expires_on = COALESCE(NEW.until, expires_on)
        WHERE id = NEW.line_id;
    ELSE
        UPDATE finance_creditline SET
            lowered_wan = lowered_wan + COALESCE(NEW.amount_wan, 0),
            ended_on = CASE WHEN NEW.kind = 'end' THEN NEW."on" ELSE ended_on END,
            expires_on = COALESCE(NEW.until, expires_on)
        WHERE id = NEW.line_id;
    END IF;
    RETURN NULL;
"""


@tracked()
class LineDecision(Tapped):
    """What was decided over a line: its limit lowered (下调), the line ended (终止) or extended (展期).

    A decision that was wrong is taken back by a further row (更正). `was` is the expiry before `until`.
    """

    line = models.ForeignKey(
        "finance.CreditLine", verbose_name=_("授信"), on_delete=models.PROTECT, related_name="decisions"
    )
    kind = models.CharField(_("决定"), max_length=8, choices=DecisionKind.choices)
    amount_wan = AmountColumn(
        _("下调（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE, null=True, blank=True
    )
    until = PlannedColumn(_("展期到"), null=True, blank=True)
    was = PlannedColumn(_("原到期日期"), null=True, blank=True)
    corrects = models.OneToOneField(
        "self", verbose_name=_("更正的决定"), null=True, blank=True, on_delete=models.PROTECT, related_name="correction"
    )
    on = HappenedColumn(_("决定日期"))
    reason = models.CharField(_("原因"), max_length=MOST_REASON)
    recorded_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")

    class Meta(Tapped.Meta):
        verbose_name = _("授信决定")
        verbose_name_plural = _("授信决定")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_wan__isnull=True) | Q(amount_wan__gt=0), name="lowered_positive"),
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.LOWER, amount_wan__isnull=False, until__isnull=True)
                | Q(kind=DecisionKind.END, amount_wan__isnull=True, until__isnull=True)
                | Q(kind=DecisionKind.EXTEND, amount_wan__isnull=True, until__isnull=False, was__isnull=False)
                | Q(kind=DecisionKind.CORRECT),
                name="decision_says_what_it_is",
            ),
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.CORRECT, corrects__isnull=False)
                | (~Q(kind=DecisionKind.CORRECT) & Q(corrects__isnull=True)),
                name="correction_of_a_decision",
            ),
        ]
        triggers = [
            bumps("credit"),
            pgtrigger.Trigger(
                name="keeps_decided",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                declare=[("taken", "finance_linedecision%ROWTYPE")],
                func=_KEEP_DECIDED,
            ),
            pgtrigger.Protect(name="stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.get_kind_display()}"


class Move(NamedTuple):
    """What a day added to the sums of a line, in 万元."""

    on: dt.date
    drawn: Decimal = NOTHING
    repaid: Decimal = NOTHING
    lowered: Decimal = NOTHING


@dataclass(frozen=True)
class Balance:
    """The sums of a line after a day, in 万元."""

    granted: Decimal
    revolving: bool
    drawn: Decimal = NOTHING
    repaid: Decimal = NOTHING
    lowered: Decimal = NOTHING

    def after(self, move: Move) -> Self:
        """The sums after one more move."""
        sums = (self.drawn + move.drawn, self.repaid + move.repaid, self.lowered + move.lowered)
        return type(self)(self.granted, self.revolving, *sums)

    @property
    def room(self) -> Decimal:
        """What may still be drawn."""
        return self.granted - self.lowered - self.drawn + (self.repaid if self.revolving else NOTHING)

    @property
    def owed(self) -> Decimal:
        """What is drawn and not paid back (贷款余额)."""
        return self.drawn - self.repaid


@dataclass(frozen=True)
class Book:
    """A line through its days: what fits on a day must fit on each later one too, or some day's figures would not."""

    opening: Balance
    moves: list[Move]  # in the order of their days

    def least(self, since: dt.date, of: Callable[[Balance], Decimal]) -> Decimal:
        """The least that there is of something at the end of a day and of each day after it."""
        balance, found = self.opening, []
        for n, move in enumerate(self.moves):
            balance = balance.after(move)
            last_of_day = n + 1 == len(self.moves) or self.moves[n + 1].on > move.on
            if last_of_day and move.on <= since:
                found = [of(balance)]
            elif last_of_day:
                found = [*(found or [of(self.opening)]), of(balance)]
        return min(found, default=of(self.opening))

    def room(self, since: dt.date) -> Decimal:
        """What may be drawn on a day, or taken from the limit."""
        return self.least(since, lambda balance: balance.room)

    def owed(self, since: dt.date) -> Decimal:
        """What may be paid back on a day."""
        return self.least(since, lambda balance: balance.owed)


def moves_of(lines: Any) -> list[tuple[int, Move]]:
    """What moved the sums of these lines, with the line's key, in the order of days. One query."""
    nothing = models.Value(NOTHING, models.DecimalField(max_digits=14, decimal_places=2))

    def of(model: type[models.Model], where: Q, *sums: object) -> Any:
        rows = model._default_manager.filter(where, line__in=lines).order_by()
        names = ("moved_drawn", "moved_repaid", "moved_lowered")
        return rows.annotate(**dict(zip(names, sums, strict=True))).values_list("line_id", "on", *names)

    amount, taken = F("amount_wan"), -F("amount_wan")
    found = of(Drawdown, Q(), amount, nothing, nothing).union(
        of(Repayment, Q(), nothing, amount, nothing),
        of(Reversal, Q(drawdown__isnull=False), taken, nothing, nothing),
        of(Reversal, Q(repayment__isnull=False), nothing, taken, nothing),
        of(LineDecision, Q(kind=DecisionKind.LOWER), nothing, nothing, amount),
        of(LineDecision, Q(kind=DecisionKind.CORRECT, amount_wan__isnull=False), nothing, nothing, taken),
        all=True,
    )
    return sorted(((line, Move(*move)) for line, *move in found), key=lambda each: each[1].on)
