"""The programme and its targets. Actual figures are computed (targets/indicators.py), never stored here."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import User, bumps, tracked
from targets.enums import Comparison, Unit


class Programme(models.Model):
    """The "1133" programme: three years, one slogan, one main and one special industry."""

    code = models.SlugField(_("代号"), unique=True)
    name = models.CharField(_("名称"), max_length=40)
    zone_name = models.CharField(_("园区全称"), max_length=40)
    zone_short_name = models.CharField(_("园区简称"), max_length=20)
    zone_name_en = models.CharField(_("园区英文名"), max_length=80)
    region = models.CharField(_("地区"), max_length=40)
    adopted_on = models.DateField(_("提出日期"))
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    slogan = models.CharField(_("指示精神"), max_length=200)
    main_industry = models.CharField(_("一主"), max_length=60)
    special_industry = models.CharField(_("一特"), max_length=60)
    wing_cooperation = ArrayField(models.CharField(max_length=20), verbose_name=_("两翼协作"), default=list)
    is_example = models.BooleanField(_("示例"), default=False, help_text=_("演示时期限整体平移。"))

    class Meta:
        verbose_name = _("计划")
        verbose_name_plural = _("计划")
        triggers = [bumps("targets")]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="programme_dates")]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """One target. `key` names its indicator; `value` is empty where none was ever stated."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="targets")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    key = models.SlugField(_("标识"), unique=True)
    digit = models.CharField(_("数字"), max_length=1, blank=True)
    rank = models.PositiveSmallIntegerField(_("排序"))
    name = models.CharField(_("指标"), max_length=60)
    unit = models.CharField(_("单位"), max_length=8, choices=Unit.choices)
    value = models.DecimalField(_("目标值"), max_digits=12, decimal_places=2, null=True, blank=True)
    comparison = models.CharField(_("比较"), max_length=2, choices=Comparison.choices, default=Comparison.AT_LEAST)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    source = models.CharField(_("目标来源"), max_length=120)

    class Meta:
        verbose_name = _("指标")
        verbose_name_plural = _("指标")
        triggers = [bumps("targets")]
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_money(self) -> bool:
        """Whether the figures are 亿元 and carry two decimals."""
        return self.unit == Unit.YI

    def is_reached_by(self, value: Decimal) -> bool:
        """Whether a figure reaches the target, or exceeds it where 突破 was promised. False without a target value."""
        if self.value is None:
            return False
        return value > self.value if self.comparison == Comparison.MORE_THAN else value >= self.value


class PlanPoint(models.Model):
    """A point of a target's planned path: the value expected on a date."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="plan_points")
    on = models.DateField(_("日期"))
    value = models.DecimalField(_("计划值"), max_digits=12, decimal_places=2)
    is_example = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("计划路径")
        verbose_name_plural = _("计划路径")
        triggers = [bumps("targets")]
        ordering = ["target", "on"]
        constraints = [models.UniqueConstraint(fields=["target", "on"], name="plan_point_once")]

    def __str__(self) -> str:
        return f"{self.target} {self.on}"


@tracked()
class ReportedFact(models.Model):
    """A figure that was reported on a date and has no rows behind it: itself a dated fact with its source."""

    key = models.SlugField(_("标识"))
    name = models.CharField(_("名称"), max_length=60)
    unit = models.CharField(_("单位"), max_length=8, choices=Unit.choices)
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2)
    on = models.DateField(_("报告日期"))
    source = models.CharField(_("来源"), max_length=120)
    limits = models.CharField(_("口径与局限"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        User, verbose_name=_("录入人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_by = models.ForeignKey(
        User, verbose_name=_("核实人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("报告数")
        verbose_name_plural = _("报告数")
        triggers = [bumps("targets")]
        ordering = ["key", "on"]
        constraints = [models.UniqueConstraint(fields=["key", "on"], name="reported_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"


class Statement(models.Model):
    """Something the programme says that is neither a figure nor a row of a register: its rules, promises, channels."""

    key = models.SlugField(_("标识"), unique=True)
    words = ArrayField(models.CharField(max_length=80), verbose_name=_("内容"))
    source = models.CharField(_("来源"), max_length=120)

    class Meta:
        verbose_name = _("表述")
        verbose_name_plural = _("表述")
        ordering = ["key"]

    def __str__(self) -> str:
        return _("、").join(self.words)
