"""What a project plans to invest in a year, and what was done before the register knew it. Money in 万元."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kernel.sense import AmountColumn, HappenedColumn
from core.models import User, tracked
from projects.models.project import Project


@tracked()
class YearPlan(models.Model):
    """The investment that a project plans for one calendar year, in 万元."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="year_plans")
    year = models.PositiveSmallIntegerField(_("年度"))
    planned_wan = AmountColumn(
        _("年度计划投资（万元）"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )

    class Meta:
        verbose_name = _("年度投资计划")
        verbose_name_plural = _("年度投资计划")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year"], name="year_plan_once"),
            models.CheckConstraint(condition=Q(planned_wan__gt=0), name="year_plan_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"


@tracked()
class OpeningBalance(models.Model):
    """期初结转: what was invested in a year before the register was begun, as of a day, with its source.

    It counts in the sum of a project, and neither in what a year completes nor in a week: nobody reported it.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="opening_balances")
    year = models.PositiveSmallIntegerField(_("年度"))
    as_of = HappenedColumn(_("截至"))
    wan = AmountColumn(
        _("上线前完成投资（万元）"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    source = models.CharField(_("来源"), max_length=120)
    by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = _("期初投资")
        verbose_name_plural = _("期初投资")
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year"], name="opening_balance_once_a_year"),
            models.CheckConstraint(condition=Q(wan__gt=0), name="opening_balance_positive"),
            models.CheckConstraint(condition=Q(as_of__year=models.F("year")), name="opening_balance_as_of_its_year"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.year}"
