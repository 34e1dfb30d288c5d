"""金融超市: what institutions offer, for whom, on what terms, and which promised measure it fulfils."""

import datetime as dt
from decimal import Decimal
from typing import Any, Self

import pgtrigger
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, CountColumn, HappenedColumn, PlannedColumn
from core.models import OnceAsSeen, Tapped, User, bumps, tracked
from finance.enums import Guarantee, ProductKind
from finance.models.institutions import Branch, Institution, Measure
from finance.models.sums import POSITIVE, SEES_FINANCE, sum_of

RATE: dict[str, Any] = {
    "max_digits": 5,
    "decimal_places": 2,
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(36))],
}  # per cent a year, as an offer has it


class ProductQuerySet(models.QuerySet["Product"]):
    """Sentences about products."""

    def visible_to(self, user: User) -> Self:
        """Banks see the products of their own institution, of another's not even that there are any."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(institution__members__user=user) if user.holds(Role.BANK) else self.none()

    def offered(self, on: dt.date) -> Self:
        """Those that are to be had on a day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), begins_on__lte=on)

    def past(self, on: dt.date) -> Self:
        """Those that are over."""
        return self.filter(ends_on__lte=on)

    def named_like(self, text: str) -> Self:
        """Products, or their institutions, whose names contain the text."""
        words = text.strip()
        return self.filter(Q(name__icontains=words) | Q(institution__name__icontains=words))

    def with_used(self) -> Self:
        """Add `used_wan`: what lines that name the product grant and nobody lowered."""
        lines = apps.get_model("finance.CreditLine").objects.all()
        return self.annotate(used_wan=sum_of(lines, "product", "granted_wan"))


@tracked()
class Product(Tapped):
    """A product of an institution. Amounts in 万元, rates in per cent a year; what is empty is 面议 or asks nothing.

    The columns from `no_collateral` on are what a firm's situation is compared with (finance/market/matching.py). A
    product ends with a reason and is never deleted: offers and lines name it.
    """

    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="products"
    )
    branch = models.ForeignKey(
        Branch, verbose_name=_("网点"), null=True, blank=True, on_delete=models.PROTECT, related_name="products"
    )
    name = models.CharField(_("产品"), max_length=40)
    kind = models.CharField(_("类别"), max_length=10, choices=ProductKind.choices)
    for_whom = models.CharField(_("对象"), max_length=120, blank=True)
    least_wan = AmountColumn(
        _("起点（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE, null=True, blank=True
    )
    most_wan = AmountColumn(
        _("最高额度（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE, null=True, blank=True
    )
    rate_from = models.DecimalField(_("年利率（%）"), **RATE)
    rate_to = models.DecimalField(_("最高年利率（%）"), **RATE)
    term_months = CountColumn(_("最长期限（月）"), null=True, blank=True, validators=[MinValueValidator(1)])
    guarantee = models.CharField(_("担保方式"), max_length=12, choices=Guarantee.choices)
    green_channel = models.BooleanField(_("绿色通道"), default=False)
    own_authority = models.BooleanField(_("自身权限内审批"), default=False)
    quota_wan = AmountColumn(
        _("专项额度（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE, null=True, blank=True
    )
    no_collateral = models.BooleanField(_("不要抵押物"), default=False)
    least_years = CountColumn(_("成立满（年）"), null=True, blank=True)
    needs_science = models.BooleanField(_("要有专利或科技资质"), default=False)
    needs_listing = models.BooleanField(_("要在筹备上市"), default=False)
    needs_orders = models.BooleanField(_("要有政府或龙头订单"), default=False)
    needs_renewal = models.BooleanField(_("用于技改、设备更新"), default=False)
    measures = models.ManyToManyField(
        Measure, verbose_name=_("兑现的举措"), through="ProductMeasure", related_name="products", blank=True
    )
    begins_on = PlannedColumn(_("开办日期"))
    ends_on = HappenedColumn(_("停办日期"), null=True, blank=True, editable=False)
    ended_why = models.CharField(_("停办原因"), max_length=120, blank=True, editable=False)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = ProductQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("金融产品")
        verbose_name_plural = _("金融产品")
        ordering = ["institution", "name", "pk"]
        triggers = [
            bumps("credit"),
            pgtrigger.Protect(
                name="product_stays_with_its_institution",
                operation=pgtrigger.UpdateOf("institution_id"),
                condition=pgtrigger.Q(old__institution__df=pgtrigger.F("new__institution")),
            ),
        ]
        constraints = [
            OnceAsSeen("name", within=("institution",), name="product_name_as_seen"),
            models.CheckConstraint(
                condition=Q(least_wan__isnull=True) | Q(most_wan__isnull=True) | Q(least_wan__lte=F("most_wan")),
                name="product_least_within_most",
            ),
            models.CheckConstraint(
                condition=Q(rate_to__isnull=True) | Q(rate_from__isnull=False, rate_from__lte=F("rate_to")),
                name="product_rates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, ended_why="")
                | (Q(ends_on__isnull=False, ends_on__gte=F("begins_on")) & ~Q(ended_why="")),
                name="product_ended_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_offered(self, on: dt.date) -> bool:
        """Whether it is to be had on a day."""
        return self.begins_on <= on and (self.ends_on is None or self.ends_on > on)

    @property
    def quota_left_wan(self) -> Decimal | None:
        """What of the special quota no line took up yet; asks for `with_used`. None without a quota."""
        used: Decimal = getattr(self, "used_wan", Decimal(0))
        return None if self.quota_wan is None else max(self.quota_wan - used, Decimal(0))

    @transaction.atomic
    def end(self, *, on: dt.date, reason: str) -> bool:
        """停办 from a day on; False when it has ended already. An offer that names it at this moment queues here."""
        held = locked(Product, self.pk)
        if held.ends_on is not None:
            return False
        if on < held.begins_on:
            raise ValidationError(gettext("停办日期早于开办日期。"), code="on")
        held.ends_on, held.ended_why = on, reason
        held.save(update_fields=["ends_on", "ended_why"])
        self.refresh_from_db()
        return True

    @classmethod
    def named_by(cls, product: "Product | None", institution_id: int, on: dt.date) -> "Product | None":
        """The product that an offer or a line names, locked until the transaction ends: nobody ends it meanwhile.

        Raises ValidationError for one of another institution, and for one that is not to be had on that day.
        """
        if product is None:
            return None
        held = locked(cls, product.pk)
        if held.institution_id != institution_id:
            raise ValidationError(gettext("这是另一家机构的产品。"), code="product")
        if not held.is_offered(on):
            raise ValidationError(gettext("“%(name)s”已停办，请另选产品。") % {"name": held.name}, code="product")
        return held


@tracked()
class ProductMeasure(models.Model):
    """已落到产品: a product fulfils a measure that its institution promised."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="fulfils")
    measure = models.ForeignKey(Measure, verbose_name=_("金融举措"), on_delete=models.PROTECT, related_name="fulfilled")

    class Meta:
        verbose_name = _("兑现的举措")
        verbose_name_plural = _("兑现的举措")
        triggers = [bumps("credit")]
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["product", "measure"], name="measure_fulfilled_once")]

    def __str__(self) -> str:
        return f"{self.product} {self.measure}"


# What names a product is of its institution, whoever writes it: a table, a worker, a hand at the database.
OF_ITS_OWN = """
    IF NEW.{column} IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM finance_product p WHERE p.id = NEW.{column} AND p.institution_id = NEW.institution_id
    ) THEN
        RAISE EXCEPTION 'product of another institution' USING ERRCODE = '23514', CONSTRAINT = 'product_of_its_own';
    END IF;
    RETURN NEW;
"""


def of_its_own(column: str) -> pgtrigger.Trigger:
    """A row with an institution names no product of another one."""
    return pgtrigger.Trigger(
        name="product_of_its_own",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column, "institution_id"),
        func=OF_ITS_OWN.format(column=column),
    )
