"""产融对接: institutions, needs, credit lines (授信) and drawdowns (放款). Drawn never exceeds granted: the database refuses."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Self

import pghistory
import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models import User
from enterprises.models import Enterprise
from finance.enums import InstitutionKind, NeedState, StuckReason

SEES_FINANCE = (Role.LEADER, Role.AUDITOR, Role.FINANCE_OFFICER)
POSITIVE = [MinValueValidator(Decimal("0.01"))]


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Sentences about institutions."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see their own institution only."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(members__user=user) if user.holds(Role.BANK) else self.none()


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
        return self.filter(state__in=[NeedState.OPEN, NeedState.MATCHED])


@pghistory.track()
class FinancingNeed(models.Model):
    """A firm needs money (融资需求), perhaps already passed to an institution (对接)."""

    client_id = models.UUIDField(_("提交号"), default=uuid.uuid4, unique=True, editable=False)
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

    class Meta:
        verbose_name = _("融资需求")
        verbose_name_plural = _("融资需求")
        ordering = ["-raised_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_wan__gt=0), name="need_positive")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.amount_wan}"


class CreditLineQuerySet(models.QuerySet["CreditLine"]):
    """Sentences about credit lines."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see their own institution's lines."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(institution__members__user=user) if user.holds(Role.BANK) else self.none()

    def named_like(self, text: str) -> Self:
        """Lines of firms or institutions whose names contain the text."""
        firms = Enterprise.objects.named_like(text)
        return self.filter(Q(enterprise__in=firms) | Q(institution__name__icontains=text.strip()))

    def with_drawn(self) -> Self:
        """Add `drawn_wan`, the sum of the line's drawdowns in 万元."""
        drawn = Drawdown.objects.filter(line=OuterRef("pk")).order_by().values("line")
        total = drawn.annotate(total=Sum("amount_wan")).values("total")
        return self.annotate(drawn_wan=Coalesce(Subquery(total), Decimal(0), output_field=models.DecimalField()))


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
LIMIT_COVERS_DRAWN = """
    SELECT COALESCE(SUM(amount_wan), 0) INTO drawn_wan FROM finance_drawdown WHERE line_id = NEW.id;
    IF drawn_wan > NEW.granted_wan THEN
        RAISE EXCEPTION 'drawn % exceeds granted %', drawn_wan, NEW.granted_wan
            USING ERRCODE = 'check_violation', CONSTRAINT = 'drawn_within_limit';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class CreditLine(models.Model):
    """A credit line (授信) granted by an institution to a firm, in 万元."""

    client_id = models.UUIDField(_("提交号"), default=uuid.uuid4, unique=True, editable=False)
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

    class Meta:
        verbose_name = _("授信")
        verbose_name_plural = _("授信")
        ordering = ["-granted_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(granted_wan__gt=0), name="granted_positive")]
        triggers = [
            pgtrigger.Trigger(
                name="limit_covers_drawn",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("granted_wan"),
                declare=[("drawn_wan", "numeric")],
                func=LIMIT_COVERS_DRAWN,
            )
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.institution}"

    @property
    def left_wan(self) -> Decimal:
        """What can still be drawn, in 万元."""
        return self.granted_wan - (self.drawdowns.aggregate(total=Sum("amount_wan"))["total"] or Decimal(0))

    def draw(self, *, amount_wan: Decimal, on: dt.date, by: User, submission_id: uuid.UUID) -> "Drawdown":
        """Record money drawn, in 万元. The same submission again returns the same drawdown.

        Raises OverLimit when it does not fit; two at once queue at the line's lock, and the database checks once more.
        """
        with transaction.atomic():
            line = CreditLine.objects.select_for_update(of=("self",)).get(pk=self.pk)
            before = Drawdown.objects.filter(line=line, submission_id=submission_id).first()
            if before:
                return before
            if amount_wan > line.left_wan:
                raise OverLimit(line.left_wan)
            return line.drawdowns.create(amount_wan=amount_wan, on=on, recorded_by=by, submission_id=submission_id)


@pghistory.track()
class Drawdown(models.Model):
    """Money drawn from a credit line (放款), in 万元. Inserted and summed, never overwritten."""

    line = models.ForeignKey(CreditLine, verbose_name=_("授信"), on_delete=models.PROTECT, related_name="drawdowns")
    amount_wan = models.DecimalField(_("放款（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    on = models.DateField(_("放款日期"))
    recorded_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    submission_id = models.UUIDField(_("提交号"), unique=True)

    class Meta:
        verbose_name = _("放款")
        verbose_name_plural = _("放款")
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount_wan__gt=0), name="drawn_positive")]
        triggers = [
            pgtrigger.Trigger(
                name="drawn_within_limit",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("limit_wan", "numeric"), ("drawn_wan", "numeric")],
                func=DRAWN_WITHIN_LIMIT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.amount_wan}"
