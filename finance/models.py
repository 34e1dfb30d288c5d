"""产融对接: institutions, needs, credit lines (授信) and drawdowns (放款).

Drawn never exceeds granted: the database refuses, whoever writes.
"""

import datetime as dt
import uuid
from decimal import Decimal
from typing import NamedTuple, Self

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import Count, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.locks import locked
from core.kernel.taps import Tapped, former_name, of_tap, refused_by
from core.models import User, bumps
from enterprises.models import Enterprise
from enterprises.named import in_any
from enterprises.names import plain
from finance.enums import NEED_WAITING, InstitutionKind, NeedState, StuckReason

SEES_FINANCE = (Role.LEADER, Role.AUDITOR, Role.FINANCE_OFFICER)
POSITIVE = [MinValueValidator(Decimal("0.01"))]
WAN = models.DecimalField(max_digits=16, decimal_places=2)  # what a sum of amounts is
WITHIN_LIMIT = "drawn_within_limit"  # the name under which both triggers refuse


def _sum_of(rows: QuerySet, owner: str, field: str) -> Coalesce:
    """The sum of a field of the rows that point to the outer row, 0 when there is none."""
    total = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(total=Sum(field))
    return Coalesce(Subquery(total.values("total")), Decimal(0), output_field=WAN)


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Sentences about institutions."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see their own institution only."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(members__user=user) if user.holds(Role.BANK) else self.none()

    def with_sums(self) -> Self:
        """Add `lines`, `granted_wan`, `drawn_wan`: what each has granted and what of it is drawn.

        Three sub-selects for each institution: a join with the lines would ask the two sums once for each line.
        """
        lines, drawn = CreditLine.objects.all(), Drawdown.objects.all()
        counted = lines.filter(institution=OuterRef("pk")).order_by().values("institution").annotate(n=Count("pk"))
        return self.annotate(
            lines=Coalesce(Subquery(counted.values("n")), 0),
            granted_wan=_sum_of(lines, "institution", "granted_wan"),
            drawn_wan=_sum_of(drawn, "line__institution", "amount_wan"),
        )


class Institution(models.Model):
    """A bank, venture firm, guarantor or lessor."""

    name = models.CharField(_("机构"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=10, choices=InstitutionKind.choices)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("金融机构")
        verbose_name_plural = _("金融机构")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """A branch of an institution."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="branches")
    name = models.CharField(_("网点"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("网点")
        verbose_name_plural = _("网点")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class BankMember(models.Model):
    """Ties a user with the bank role to the one institution whose rows they see."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="bank_member")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="members")

    class Meta:
        verbose_name = _("机构人员")
        verbose_name_plural = _("机构人员")

    def __str__(self) -> str:
        return f"{self.user} {self.institution}"


class Measure(models.Model):
    """A measure of the 金融超市 (绿色通道, 灵活担保 …)."""

    name = models.CharField(_("金融举措"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("金融举措")
        verbose_name_plural = _("金融举措")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class FinancingNeedQuerySet(models.QuerySet["FinancingNeed"]):
    """Sentences about financing needs."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see the needs that were passed to their institution."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(institution__members__user=user) if user.holds(Role.BANK) else self.none()

    def named_like(self, text: str) -> Self:
        """Needs of firms whose names contain the text."""
        return self.filter(enterprise__in=Enterprise.objects.named_like(text))

    def waiting(self) -> Self:
        """Needs that have no credit line yet."""
        return self.filter(state__in=NEED_WAITING)

    def with_granted(self) -> Self:
        """Add `granted_wan`, the sum of the lines that answer the need."""
        return self.annotate(granted_wan=_sum_of(CreditLine.objects.all(), "need", "granted_wan"))


@pghistory.track()
class FinancingNeed(Tapped):
    """A firm needs money (融资需求), perhaps already passed to an institution (对接)."""

    enterprise = models.ForeignKey(Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="needs")
    amount_wan = models.DecimalField(_("金额（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    purpose = models.CharField(_("用途"), max_length=120)
    raised_on = models.DateField(_("提出日期"))
    institution = models.ForeignKey(
        Institution, verbose_name=_("对接机构"), null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    state = models.CharField(_("状态"), max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = FinancingNeedQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("融资需求")
        verbose_name_plural = _("融资需求")
        triggers = [bumps("credit")]
        ordering = ["-raised_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_wan__gt=0), name="need_positive")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.amount_wan}"

    @property
    def is_waiting(self) -> bool:
        """Whether the need still has no credit line."""
        return self.state in NEED_WAITING

    def answer(self, *, institution: Institution) -> None:
        """Mark the need as granted, by the institution of its line. A need that is granted already stays as it is."""
        waiting = FinancingNeed.objects.filter(pk=self.pk).exclude(state=NeedState.GRANTED)
        waiting.update(state=NeedState.GRANTED, institution=institution)
        self.refresh_from_db(fields=["state", "institution"])

    def reopen(self) -> None:
        """Let the need wait again, with its institution, once no line answers it any more. Else nothing changes."""
        left = FinancingNeed.objects.filter(pk=self.pk, state=NeedState.GRANTED, lines__isnull=True)
        left.update(state=NeedState.MATCHED)
        self.refresh_from_db(fields=["state"])


class Totals(NamedTuple):
    """Sums over credit lines, in 万元."""

    granted_wan: Decimal
    drawn_wan: Decimal

    @property
    def undrawn_wan(self) -> Decimal:
        """What is granted but not drawn."""
        return self.granted_wan - self.drawn_wan

    @property
    def rate(self) -> Decimal | None:
        """放款率 as a fraction of one; None where nothing is granted."""
        return self.drawn_wan / self.granted_wan if self.granted_wan else None


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
        """The ways to one of these lines: by its institution and by its firm."""
        banks = Institution.objects.filter(name__icontains=text.strip())
        firms = Enterprise.objects.ways(text)
        return [self.filter(institution__in=banks), *(self.filter(enterprise__in=way) for way in firms)]

    def with_drawn(self, as_of: dt.date | None = None) -> Self:
        """Add `drawn_wan` and `undrawn_wan`: what is drawn (by a date when one is given) and what is left, in 万元."""
        drawn = Drawdown.objects.all() if as_of is None else Drawdown.objects.filter(on__lte=as_of)
        rows = self.annotate(drawn_wan=_sum_of(drawn, "line", "amount_wan"))
        return rows.annotate(undrawn_wan=ExpressionWrapper(F("granted_wan") - F("drawn_wan"), output_field=WAN))

    def not_drawn(self) -> Self:
        """Lines from which nothing is drawn. Like the next two, expects `with_drawn()`."""
        return self.filter(drawn_wan=0)

    def partly_drawn(self) -> Self:
        return self.filter(drawn_wan__gt=0, undrawn_wan__gt=0)

    def fully_drawn(self) -> Self:
        return self.filter(undrawn_wan__lte=0)

    def waiting(self, on: dt.date) -> Self:
        """Lines that still can be drawn on a date. Expects `with_drawn()`."""
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on), undrawn_wan__gt=0)

    def totals(self) -> Totals:
        """Sums over these lines. Expects `with_drawn()`."""
        sums = self.order_by().aggregate(
            granted=Sum("granted_wan", default=Decimal(0)), drawn=Sum("drawn_wan", default=Decimal(0))
        )
        return Totals(sums["granted"], sums["drawn"])


class OverLimit(Exception):
    """A drawdown does not fit into its credit line; `left_wan` is what still fits, in 万元."""

    def __init__(self, left_wan: Decimal) -> None:
        super().__init__(f"only {left_wan} 万元 left")
        self.left_wan = left_wan


# The line is locked first, so that two drawdowns at once cannot both fit.
DRAWN_WITHIN_LIMIT = """
    SELECT granted_wan INTO limit_wan FROM finance_creditline WHERE id = NEW.line_id FOR UPDATE;
    SELECT COALESCE(SUM(amount_wan), 0) INTO drawn_wan FROM finance_drawdown
        WHERE line_id = NEW.line_id AND id IS DISTINCT FROM NEW.id;
    IF drawn_wan + NEW.amount_wan > limit_wan THEN
        RAISE EXCEPTION 'drawn % exceeds granted %', drawn_wan + NEW.amount_wan, limit_wan
            USING ERRCODE = 'check_violation', CONSTRAINT = 'drawn_within_limit';
    END IF;
    RETURN NEW;
"""
# An update of the line waits for a drawdown that holds it, and then sees what was drawn.
LIMIT_COVERS_DRAWN = """
    SELECT COALESCE(SUM(amount_wan), 0) INTO drawn_wan FROM finance_drawdown WHERE line_id = NEW.id;
    IF drawn_wan > NEW.granted_wan THEN
        RAISE EXCEPTION 'drawn % exceeds granted %', drawn_wan, NEW.granted_wan
            USING ERRCODE = 'check_violation', CONSTRAINT = 'drawn_within_limit';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class CreditLine(Tapped):
    """A credit line (授信) granted by an institution to a firm, in 万元."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="credit_lines"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="credit_lines"
    )
    need = models.ForeignKey(
        FinancingNeed, verbose_name=_("融资需求"), null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    granted_wan = models.DecimalField(_("授信（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    granted_on = models.DateField(_("授信日期"))
    expires_on = models.DateField(_("到期日期"), null=True, blank=True)
    stuck_reason = models.CharField(_("未放款原因"), max_length=12, choices=StuckReason.choices, blank=True)
    confirmed_on = models.DateField(_("企业确认日期"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = CreditLineQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("授信")
        verbose_name_plural = _("授信")
        ordering = ["-granted_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(granted_wan__gt=0), name="granted_positive")]
        triggers = [
            bumps("credit"),
            pgtrigger.Trigger(
                name="limit_covers_drawn",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("granted_wan"),
                declare=[("drawn_wan", "numeric")],
                func=LIMIT_COVERS_DRAWN,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.institution}"

    @property
    def left_wan(self) -> Decimal:
        """What can still be drawn, in 万元."""
        return self.granted_wan - (self.drawdowns.aggregate(total=Sum("amount_wan"))["total"] or Decimal(0))

    def draw(self, *, amount_wan: Decimal, on: dt.date, by: User, client_id: uuid.UUID) -> "Drawdown":
        """Record money drawn, in 万元. The same press again returns the same drawdown.

        Raises OverLimit when it does not fit, and ValidationError for a number of elsewhere. Two at once queue at the
        line's lock, and the database checks once more.
        """
        try:
            with transaction.atomic():
                line = locked(CreditLine, self.pk)
                if before := of_tap(line.drawdowns.all(), client_id):
                    return before
                if amount_wan > line.left_wan:
                    raise OverLimit(line.left_wan)
                return line.drawdowns.create(amount_wan=amount_wan, on=on, recorded_by=by, client_id=client_id)
        except IntegrityError as error:
            if refused_by(error) != WITHIN_LIMIT:
                raise
            raise OverLimit(CreditLine.objects.get(pk=self.pk).left_wan) from error


@pghistory.track()
class Drawdown(Tapped):
    """Money drawn from a credit line (放款), in 万元. Inserted and summed, never overwritten."""

    line = models.ForeignKey(CreditLine, verbose_name=_("授信"), on_delete=models.PROTECT, related_name="drawdowns")
    amount_wan = models.DecimalField(_("放款（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    on = models.DateField(_("放款日期"))
    recorded_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    submission_id = former_name("client_id")

    class Meta(Tapped.Meta):
        verbose_name = _("放款")
        verbose_name_plural = _("放款")
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_wan__gt=0), name="drawn_positive")]
        triggers = [
            bumps("credit"),
            pgtrigger.Trigger(
                name="drawn_within_limit",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("limit_wan", "numeric"), ("drawn_wan", "numeric")],
                func=DRAWN_WITHIN_LIMIT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.amount_wan}"
