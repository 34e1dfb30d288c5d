"""Credit lines (授信): what an institution grants a firm, and the verbs that write its ledger.

Drawn never exceeds granted less what was lowered: the database refuses, whoever writes.
"""

import datetime as dt
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.figures import adding_up, left
from core.kernel.keeping.freshness import remembered
from core.kernel.keeping.recounting import Difference
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, HappenedColumn, PlannedColumn
from core.kernel.taps import of_tap, refused_by
from core.models import Tapped, User, bumps, tracked
from core.typed.own_numbers import key_of, own_number
from enterprises.models import Enterprise
from enterprises.named import in_any
from enterprises.names import plain
from finance.enums import DecisionKind, HeldWhy, StuckReason
from finance.models.institutions import Institution
from finance.models.ledger import (
    IN_FORCE,
    NOTHING,
    Balance,
    Book,
    Drawdown,
    LineDecision,
    Repayment,
    Reversal,
    moves_of,
)
from finance.models.limits import implausible
from finance.models.market import Product, of_its_own
from finance.models.needs import FinancingNeed
from finance.models.sums import POSITIVE, SEES_FINANCE, WAN, sum_of

LINE = "S"  # the letter of a credit line's number
WITHIN_LIMIT, WITHIN_DRAWN = "drawn_within_limit", "repaid_within_drawn"  # the checks that refuse
REVERSED = ("drawn_reversed_within", "repaid_reversed_within")
Put = TypeVar("Put", bound=Tapped)


class Totals(NamedTuple):
    """Sums over credit lines, in 万元, and how many they are.

    `undrawn_wan` may still be drawn, `expired_wan` was not drawn in time. Of lines that do not revolve, what is granted
    is drawn, undrawn, expired or lowered.
    """

    granted_wan: Decimal
    drawn_wan: Decimal
    lines: int
    undrawn_wan: Decimal = NOTHING
    expired_wan: Decimal = NOTHING
    lowered_wan: Decimal = NOTHING
    repaid_wan: Decimal = NOTHING

    @property
    def granted_yi(self) -> Decimal:
        """What is granted, in 亿元."""
        return self.granted_wan / 10_000

    @property
    def drawn_yi(self) -> Decimal:
        """What is drawn, in 亿元."""
        return self.drawn_wan / 10_000

    @property
    def _parts_shown(self) -> list[Decimal]:
        """Undrawn, expired and lowered in 亿元, as they are written beside what is granted and drawn."""
        parts = [each / 10_000 for each in (self.undrawn_wan, self.expired_wan, self.lowered_wan)]
        whole = left(self.granted_yi, self.drawn_yi, 2)
        adds_up = sum(parts) == self.granted_yi - self.drawn_yi  # no line of them revolves
        return [each or NOTHING for each in adding_up(parts, 2, whole if adds_up else None)]

    @property
    def undrawn_shown(self) -> Decimal:
        """What may still be drawn, in 亿元."""
        return self._parts_shown[0]

    @property
    def expired_shown(self) -> Decimal:
        """What was not drawn in time, in 亿元."""
        return self._parts_shown[1]

    @property
    def lowered_shown(self) -> Decimal:
        """What was lowered or ended, in 亿元."""
        return self._parts_shown[2]

    @property
    def rate(self) -> Decimal | None:
        """放款率 as a fraction of one; None where nothing is granted."""
        return self.drawn_wan / self.granted_wan if self.granted_wan else None


class DoesNotFit(Exception):
    """An amount does not fit into the ledger of its line; `left_wan` is what still does, in 万元."""

    def __init__(self, left_wan: Decimal) -> None:
        super().__init__(f"only {left_wan} 万元 left")
        self.left_wan = left_wan


class NeedsSecond(Exception):
    """An amount that nobody believes at sight waits for a second person."""

    def __init__(self, why: HeldWhy) -> None:
        super().__init__(why.label)
        self.why = why


class OverLimit(DoesNotFit):
    """A drawdown does not fit into its credit line."""


KEPT = {  # what the ledger keeps on its line, and as what it is counted anew
    "drawn_wan": "counted_drawn",
    "repaid_wan": "counted_repaid",
    "lowered_wan": "counted_lowered",
    "ended_on": "counted_ended",
}
REST = (
    F("granted_wan")
    - F("lowered_wan")
    - F("drawn_wan")
    + Case(When(is_revolving=True, then=F("repaid_wan")), default=NOTHING)
)


def _added(what: Any, where: Q | None = None) -> Sum:
    return Sum(what, filter=where, default=NOTHING)


class CreditLineQuerySet(models.QuerySet["CreditLine"]):
    """Sentences about credit lines."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see their own institution's lines."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(institution__members__user=user) if user.holds(Role.BANK) else self.none()

    def named_like(self, text: str) -> Self:
        """Lines of firms or institutions whose names contain the text."""
        return self.filter(in_any(CreditLine.objects.ways(text))) if plain(text) else self.none()

    def ways(self, text: str) -> list[Self]:
        """The ways to one of these lines: by its number, by its institution and by its firm."""
        banks = Institution.objects.filter(name__icontains=text.strip())
        firms = Enterprise.objects.ways(text)
        numbered = self.filter(pk=key_of(LINE, text) or 0)
        return [numbered, self.filter(institution__in=banks), *(self.filter(enterprise__in=way) for way in firms)]

    def not_drawn(self) -> Self:
        """Lines from which nothing is drawn."""
        return self.filter(drawn_wan=0)

    def partly_drawn(self) -> Self:
        return self.filter(drawn_wan__gt=0, undrawn_wan__gt=0)

    def fully_drawn(self) -> Self:
        return self.filter(undrawn_wan__lte=0, ended_on__isnull=True)

    def answering(self) -> Self:
        """Lines of which something answers a need: of one that was ended, what it had paid out."""
        ended = Q(ended_on__isnull=False)
        paid_out = Q(is_revolving=False, drawn_wan__gt=0) | Q(is_revolving=True, drawn_wan__gt=F("repaid_wan"))
        return self.filter((~ended & Q(granted_wan__gt=F("lowered_wan"))) | (ended & paid_out))

    def cut_down(self) -> Self:
        """Lines that were lowered or ended by decision."""
        return self.filter(Q(ended_on__isnull=False) | Q(lowered_wan__gt=0))

    def revolving(self) -> Self:
        """Lines of which what was paid back is drawn again."""
        return self.filter(is_revolving=True)

    def waiting(self, on: dt.date) -> Self:
        """Lines that still can be drawn on a date."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on), undrawn_wan__gt=0)

    def expired_unused(self, on: dt.date) -> Self:
        """Lines that were not drawn to the end when they expired (已到期未用)."""
        return self.filter(expires_on__lt=on, undrawn_wan__gt=0)

    def granted_between(self, first: dt.date | None, last: dt.date) -> Self:
        """Lines that were granted from a day, or ever, to another."""
        rows = self.filter(granted_on__lte=last)
        return rows.filter(granted_on__gte=first) if first else rows

    def _counted(self) -> Self:
        """Add the sums that are kept, added up anew from the ledger."""
        decided = LineDecision.objects.annotate(
            moved=Case(
                When(kind=DecisionKind.CORRECT, then=-F("amount_wan")), default=F("amount_wan"), output_field=WAN
            )
        )
        back = Reversal.objects.all()
        ended = LineDecision.objects.filter(line=OuterRef("pk"), kind=DecisionKind.END, correction=None)
        return self.annotate(
            counted_drawn=sum_of(Drawdown.objects.all(), "line", "amount_wan")
            - sum_of(back.filter(drawdown__isnull=False), "line", "amount_wan"),
            counted_repaid=sum_of(Repayment.objects.all(), "line", "amount_wan")
            - sum_of(back.filter(repayment__isnull=False), "line", "amount_wan"),
            counted_lowered=sum_of(decided.filter(amount_wan__isnull=False), "line", "moved"),
            counted_ended=Subquery(ended.values("on")[:1]),
        )

    def differences(self) -> Iterator[Difference]:
        """Lines whose kept sums are not those of their ledger (manage.py recount)."""
        for line in self._counted():
            for name, counted in KEPT.items():
                kept, right = getattr(line, name), getattr(line, counted)
                if kept != right:
                    yield Difference("credit line", str(line.pk), name, kept, right, due=False)

    def recount(self) -> int:
        """Sum the ledger of each line anew; return how many lines were changed."""
        for model, owner in ((Drawdown, "drawdown"), (Repayment, "repayment")):
            counted = sum_of(Reversal.objects.all(), owner, "amount_wan")
            model._default_manager.exclude(reversed_wan=counted).update(reversed_wan=counted)
        changed = 0
        for line in self._counted():
            if any(getattr(line, name) != getattr(line, counted) for name, counted in KEPT.items()):
                changed += CreditLine.objects.filter(pk=line.pk).update(
                    drawn_wan=line.counted_drawn,
                    repaid_wan=line.counted_repaid,
                    lowered_wan=line.counted_lowered,
                    ended_on=line.counted_ended,
                )
        return changed

    def totals(self, on: dt.date | None = None) -> Totals:
        """Sums over these lines, as they were added up last while nothing of this room or of the firms has changed.

        What expired by a day (today if left out) is apart.
        """
        rows, day = self.order_by().select_related(None), on or timezone.localdate()
        expired = Q(expires_on__lt=day)

        def add_up() -> Totals:
            # what an ended line no longer offers went by decision, as what was lowered
            ended = Case(When(ended_on__isnull=False, then=REST), default=NOTHING)
            found = rows.aggregate(
                granted=_added("granted_wan"),
                drawn=_added("drawn_wan"),
                lines=Count("pk"),
                undrawn=_added("undrawn_wan", ~expired | Q(expires_on__isnull=True)),
                expired=_added("undrawn_wan", expired),
                lowered=_added(F("lowered_wan") + ended),
                repaid=_added("repaid_wan"),
            )
            return Totals(
                *(found[name] for name in ("granted", "drawn", "lines", "undrawn", "expired", "lowered", "repaid"))
            )

        return remembered("credit firms", rows.values("pk"), add_up, part=str(day))


@tracked(exclude=["drawn_wan", "repaid_wan", "lowered_wan", "undrawn_wan"])
class CreditLine(Tapped):
    """A credit line (授信) granted by an institution to a firm, in 万元.

    What is drawn, paid back and lowered is kept by the database with every row of the ledger, reversals taken off; what
    may still be drawn is counted from it. Only of a line that revolves (循环额度) is what was paid back drawn again.
    """

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="credit_lines"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="credit_lines"
    )
    need = models.ForeignKey(
        FinancingNeed, verbose_name=_("融资需求"), null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    product = models.ForeignKey(
        Product, verbose_name=_("金融产品"), null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    granted_wan = AmountColumn(_("授信（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    granted_on = HappenedColumn(_("授信日期"))
    expires_on = PlannedColumn(_("到期日期"), null=True, blank=True)
    is_revolving = models.BooleanField(_("循环额度"), default=False, db_default=False)
    ended_on = HappenedColumn(_("终止日期"), null=True, blank=True, editable=False)
    stuck_reason = models.CharField(_("未放款原因"), max_length=12, choices=StuckReason.choices, blank=True)
    confirmed_on = HappenedColumn(_("企业确认日期"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    drawn_wan = models.DecimalField(
        _("已放款（万元）"), max_digits=14, decimal_places=2, default=NOTHING, db_default=NOTHING, editable=False
    )
    repaid_wan = models.DecimalField(
        _("已还款（万元）"), max_digits=14, decimal_places=2, default=NOTHING, db_default=NOTHING, editable=False
    )
    lowered_wan = models.DecimalField(
        _("已下调（万元）"), max_digits=14, decimal_places=2, default=NOTHING, db_default=NOTHING, editable=False
    )
    undrawn_wan = models.GeneratedField(
        verbose_name=_("未放款（万元）"),
        expression=Case(When(ended_on__isnull=False, then=NOTHING), default=REST),
        output_field=models.DecimalField(max_digits=14, decimal_places=2),
        db_persist=True,
    )
    objects = CreditLineQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("授信")
        verbose_name_plural = _("授信")
        ordering = ["-granted_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(granted_wan__gt=0), name="granted_positive"),
            models.CheckConstraint(
                condition=Q(is_revolving=False, drawn_wan__lte=F("granted_wan") - F("lowered_wan"))
                | Q(is_revolving=True, drawn_wan__lte=F("granted_wan") - F("lowered_wan") + F("repaid_wan")),
                name=WITHIN_LIMIT,
            ),
            models.CheckConstraint(condition=Q(repaid_wan__lte=F("drawn_wan")), name=WITHIN_DRAWN),
            models.CheckConstraint(
                condition=Q(drawn_wan__gte=0, repaid_wan__gte=0, lowered_wan__gte=0), name="kept_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["-granted_on", "-id"], name="line_by_day"),
            models.Index(fields=["institution", "-granted_on", "-id"], name="line_by_institution"),
        ]
        triggers = [bumps("credit"), of_its_own("product_id")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.institution}"

    @property
    def number(self) -> str:
        """By which tables, papers and people name it: S-000123."""
        return own_number(LINE, self.pk)

    @property
    def owed_wan(self) -> Decimal:
        """贷款余额: what is drawn and not paid back."""
        return self.drawn_wan - self.repaid_wan

    @property
    def taken_wan(self) -> Decimal:
        """What of the grant is lowered or in use: it cannot be less."""
        return self.lowered_wan + self.drawn_wan - (self.repaid_wan if self.is_revolving else NOTHING)

    @property
    def answers_wan(self) -> Decimal:
        """With how much it answers a need: what is granted and not lowered, and once it is ended what was drawn."""
        limit = self.granted_wan - self.lowered_wan
        return min(self.drawn_wan, limit) if self.ended_on else limit

    def is_expired(self, on: dt.date) -> bool:
        """Whether its last day is over."""
        return self.expires_on is not None and self.expires_on < on

    def book(self) -> Book:
        """The line through its days. One query."""
        opening = Balance(self.granted_wan, self.is_revolving)
        return Book(opening, [move for _line, move in moves_of([self.pk])])

    def draw(
        self, *, amount_wan: Decimal, on: dt.date, by: User, client_id: uuid.UUID, approved: bool = False
    ) -> Drawdown:
        """Record money drawn, in 万元. The same press again returns the same drawdown.

        Raises OverLimit when it does not fit on that day or on a later one, NeedsSecond for an amount beyond the limit
        that nobody approved, and ValidationError for a day on which the line was not in force or a number of elsewhere.
        Two at once queue at the line's lock, and the database checks once more.
        """

        def fits(line: "CreditLine") -> None:
            line._must_be_in_force(on)
            if amount_wan > (room := line.book().room(on)):
                raise OverLimit(room)
            if not approved and (why := implausible(amount_wan)):
                raise NeedsSecond(why)

        try:
            row = Drawdown(line=self, amount_wan=amount_wan, on=on, recorded_by=by, client_id=client_id)
            return self._put(row, fits)
        except IntegrityError as error:
            raise self._explained(error) from error

    def repay(self, *, amount_wan: Decimal, on: dt.date, by: User, client_id: uuid.UUID) -> Repayment:
        """Record money paid back, in 万元; also after the line is over. Raises DoesNotFit for more than is owed."""

        def fits(line: "CreditLine") -> None:
            line._must_be_granted(on)
            if amount_wan > (owed := line.book().owed(on)):
                raise DoesNotFit(owed)

        row = Repayment(line=self, amount_wan=amount_wan, on=on, recorded_by=by, client_id=client_id)
        return self._put(row, fits)

    def reverse(
        self,
        row: Drawdown | Repayment,
        *,
        amount_wan: Decimal,
        on: dt.date,
        reason: str,
        by: User,
        client_id: uuid.UUID,
    ) -> Reversal:
        """冲销 a drawdown or a repayment of this line, wholly or in part.

        Raises DoesNotFit for more than is left of it, for a drawdown that was paid back since, and for a repayment
        whose money was drawn again.
        """
        drawn = isinstance(row, Drawdown)

        def fits(line: "CreditLine") -> None:
            standing = locked(type(row), row.pk)
            if standing.line_id != line.pk:
                raise DoesNotFit(NOTHING)
            if on < standing.on:
                raise ValidationError(gettext("冲销日期早于它冲销的那一笔。"), code="on")
            book, most = line.book(), standing.left_wan
            if drawn:
                most = min(most, book.owed(on))
            elif line.is_revolving:
                most = min(most, book.room(on))
            if amount_wan > most:
                raise DoesNotFit(max(most, NOTHING))

        of = {"drawdown": row} if drawn else {"repayment": row}
        said = {"amount_wan": amount_wan, "on": on, "reason": reason, "recorded_by": by, "client_id": client_id}
        return self._put(Reversal(line=self, **of, **said), fits)

    def lower(self, *, amount_wan: Decimal, on: dt.date, reason: str, by: User, client_id: uuid.UUID) -> LineDecision:
        """下调: the limit is less by this amount from a day on. Raises DoesNotFit for more than is free."""

        def fits(line: "CreditLine") -> None:
            line._must_be_in_force(on, expiry=False)
            if amount_wan > (room := line.book().room(on)):
                raise DoesNotFit(max(room, NOTHING))

        return self._decide(DecisionKind.LOWER, fits, amount_wan=amount_wan, on=on, reason=reason, by=by, tap=client_id)

    def end(self, *, on: dt.date, reason: str, by: User, client_id: uuid.UUID) -> LineDecision:
        """终止: nothing is drawn after this day; what is owed is still paid back."""

        def fits(line: "CreditLine") -> None:
            line._must_be_in_force(on, expiry=False)
            if line.drawdowns.filter(on__gt=on, reversed_wan__lt=F("amount_wan")).exists():
                raise ValidationError(gettext("这一天以后还有放款，不能从这一天起终止。"), code="on")
            if line.decisions.filter(on__gt=on).exists():
                raise ValidationError(gettext("这一天以后还有别的决定，不能从这一天起终止。"), code="on")

        return self._decide(DecisionKind.END, fits, on=on, reason=reason, by=by, tap=client_id)

    def extend(self, *, until: dt.date, on: dt.date, reason: str, by: User, client_id: uuid.UUID) -> LineDecision:
        """展期: the line expires later, also one that has expired already."""

        def fits(line: "CreditLine") -> None:
            line._must_be_in_force(on, expiry=False)
            if line.expires_on is None:
                raise ValidationError(gettext("这笔授信没有到期日期，不用展期。"), code="until")
            if until <= line.expires_on:
                raise ValidationError(gettext("展期后的到期日期要晚于原来的。"), code="until")
            if line.decisions.filter(on__gt=on, until__isnull=False).exists():
                raise ValidationError(gettext("这一天以后已有展期。"), code="on")

        return self._decide(DecisionKind.EXTEND, fits, until=until, on=on, reason=reason, by=by, tap=client_id)

    def take_back(
        self, decision: LineDecision, *, on: dt.date, reason: str, by: User, client_id: uuid.UUID
    ) -> LineDecision:
        """更正: a decision was wrong, and from a day on it is as if it had not been taken; the row stays.

        Raises ValidationError for one that was taken back already, and for an extension on which money was drawn.
        """

        def fits(line: "CreditLine") -> None:
            if decision.line_id != line.pk or decision.kind == DecisionKind.CORRECT:
                raise ValidationError(gettext("这项决定不能更正。"))
            if line.decisions.filter(corrects=decision).exists():
                raise ValidationError(gettext("这项决定已经更正过。"))
            if on < decision.on:
                raise ValidationError(gettext("更正日期早于决定日期。"), code="on")
            if decision.kind == DecisionKind.EXTEND:
                if line.expires_on != decision.until:
                    raise ValidationError(gettext("其后又有展期，先更正后一项。"))
                if line.drawdowns.filter(on__gt=decision.was, reversed_wan__lt=F("amount_wan")).exists():
                    raise ValidationError(gettext("原到期日期以后已有放款，不能更正这项展期。"))

        before = {"until": decision.was, "was": decision.until} if decision.kind == DecisionKind.EXTEND else {}
        said: dict[str, Any] = {"amount_wan": decision.amount_wan, "corrects": decision, **before}
        return self._decide(DecisionKind.CORRECT, fits, on=on, reason=reason, by=by, tap=client_id, **said)

    def _decide(
        self, kind: DecisionKind, fits: Any, *, on: dt.date, reason: str, by: User, tap: uuid.UUID, **said: Any
    ) -> LineDecision:
        row = LineDecision(line=self, kind=kind, on=on, reason=reason, recorded_by=by, client_id=tap, **said)

        def checked(line: "CreditLine") -> None:
            fits(line)
            if kind == DecisionKind.EXTEND:  # under the lock, from the line as it stands then
                row.was = line.expires_on

        made = self._put(row, checked)
        if self.need:
            self.need.settle()
        return made

    def _put(self, row: Put, fits: Any) -> Put:
        """Put down a row of the ledger under the line's lock, once it fits; a press that came before made its row."""
        with transaction.atomic():
            line = locked(CreditLine, self.pk)
            mine = type(row)._default_manager.filter(line=line)
            if before := of_tap(mine, row.client_id):
                return before
            fits(line)
            row.save(force_insert=True)
            return row

    def _must_be_granted(self, on: dt.date) -> None:
        if on < self.granted_on:
            raise ValidationError(gettext("日期早于授信日期。"), code="on")

    def _must_be_in_force(self, on: dt.date, *, expiry: bool = True) -> None:
        """Raise ValidationError for a day before the grant, after the end, or after the expiry."""
        self._must_be_granted(on)
        if self.ended_on and (on > self.ended_on or not expiry):
            raise ValidationError(gettext("这笔授信已终止。"), code="on")
        if expiry and self.expires_on and on > self.expires_on:
            raise ValidationError(gettext("放款日期晚于授信的到期日期。"), code="on")

    def _explained(self, error: IntegrityError) -> Exception:
        """What only the database caught, said as the verb says it."""
        refused = refused_by(error)
        if refused == WITHIN_LIMIT:
            return OverLimit(CreditLine.objects.get(pk=self.pk).undrawn_wan)
        return ValidationError(gettext("这笔授信已终止或到期。"), code="on") if refused == IN_FORCE else error

    @transaction.atomic
    def withdraw(self) -> bool:
        """撤回 a line that was entered by mistake; its need waits again. False once anything stands in its ledger, or
        when it is gone. Its events keep what it said."""
        held = CreditLine.objects.select_for_update(of=("self",)).filter(pk=self.pk).first()
        if held is None or held.drawdowns.exists() or held.decisions.exists():
            return False
        held.delete()
        if held.need:
            held.need.settle()
        return True
