"""What firms grow into: cultivation plans, the road to the stock exchange, figures, platforms, technology."""

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import User
from enterprises.enums import Grade, ListingStage, PlanKind, PlatformLevel, UpgradeAxis
from enterprises.models.firms import Enterprise


class CultivationPlan(models.Model):
    """A plan that cultivates a number of firms (30 champions, 15 listing reserves)."""

    kind = models.CharField(_("计划"), max_length=12, choices=PlanKind.choices, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    size = models.PositiveSmallIntegerField(_("家数"))
    issued_on = models.DateField(_("下发日期"))
    due_on = models.DateField(_("完成期限"), null=True, blank=True)

    class Meta:
        verbose_name = _("培育计划")
        verbose_name_plural = _("培育计划")
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class PlanEntry(models.Model):
    """A firm in a plan, with the four 定 (leader, task force, duty, date). Recognition with evidence decides."""

    plan = models.ForeignKey(CultivationPlan, verbose_name=_("计划"), on_delete=models.PROTECT, related_name="entries")
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="plan_entries"
    )
    goal = models.CharField(_("培育目标"), max_length=20, choices=Grade.choices, blank=True)
    entered_on = models.DateField(_("入库日期"))
    leader = models.ForeignKey(
        User, verbose_name=_("定领导"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    task_force = models.CharField(_("定专班"), max_length=40, blank=True)
    responsible = models.ForeignKey(
        User, verbose_name=_("定责任"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("定时间"), null=True, blank=True)
    recognised_on = models.DateField(_("认定日期"), null=True, blank=True)
    evidence = models.CharField(_("认定依据"), max_length=120, blank=True)
    left_on = models.DateField(_("出库日期"), null=True, blank=True)
    left_because = models.CharField(_("出库原因"), max_length=120, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("培育条目")
        verbose_name_plural = _("培育条目")
        ordering = ["plan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "enterprise"], name="plan_entry_once"),
            models.CheckConstraint(
                condition=Q(recognised_on__isnull=True) | ~Q(evidence=""), name="recognition_has_evidence"
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | ~Q(left_because=""), name="plan_entry_left_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.enterprise}"


@pghistory.track()
class PlanStep(models.Model):
    """A step of a cultivated firm on one of the five upgrade axes."""

    entry = models.ForeignKey(PlanEntry, on_delete=models.CASCADE, related_name="steps")
    axis = models.CharField(_("升级"), max_length=12, choices=UpgradeAxis.choices)
    title = models.CharField(_("事项"), max_length=80)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    evidence = models.CharField(_("完成依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("培育步骤")
        verbose_name_plural = _("培育步骤")
        ordering = ["entry", "axis", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class ListingStageChange(models.Model):
    """A firm entered a stage on the road to the stock exchange."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="listing_stages"
    )
    stage = models.CharField(_("上市阶段"), max_length=12, choices=ListingStage.choices)
    on = models.DateField(_("日期"))
    source = models.CharField(_("来源"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("上市阶段")
        verbose_name_plural = _("上市阶段")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "stage"], name="listing_stage_once")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on}"


@pghistory.track()
class MonthlyFigures(models.Model):
    """A firm's figures of one month, in 万元, with their source. Only verified figures count towards targets."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="figures")
    month = models.DateField(_("月份"), help_text=_("当月第一天"))
    output_wan = models.DecimalField(
        _("产值（万元）"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)]
    )
    revenue_wan = models.DecimalField(_("营收（万元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    tax_wan = models.DecimalField(_("税收（万元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    rd_wan = models.DecimalField(_("研发投入（万元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    employees = models.PositiveIntegerField(_("从业人员（人）"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=60)
    reported_on = models.DateField(_("报送日期"))
    verified_by = models.ForeignKey(
        User, verbose_name=_("核实人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_by = models.ForeignKey(
        User, verbose_name=_("录入人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("月度数据")
        verbose_name_plural = _("月度数据")
        ordering = ["-month", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "month"], name="figures_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="figures_month_first_day"),
            models.CheckConstraint(condition=Q(output_wan__gte=0), name="figures_output_not_negative"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(verified_by=F("entered_by")),
                name="figures_verified_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.month:%Y-%m}"


@pghistory.track()
class InnovationPlatform(models.Model):
    """A science and innovation platform (科创平台), and who recognised it."""

    name = models.CharField(_("科创平台"), max_length=80, unique=True)
    enterprise = models.ForeignKey(
        Enterprise,
        verbose_name=_("依托企业"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="platforms",
    )
    level = models.CharField(_("级别"), max_length=12, choices=PlatformLevel.choices, blank=True)
    recognised_on = models.DateField(_("认定日期"), null=True, blank=True)
    evidence = models.CharField(_("认定依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("科创平台")
        verbose_name_plural = _("科创平台")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class TechChallenge(models.Model):
    """A firm works on a bottleneck technology (卡脖子关键核心技术攻关). The title may still be unknown."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="challenges")
    title = models.CharField(_("攻关事项"), max_length=120, blank=True)
    due_on = models.DateField(_("目标日期"), null=True, blank=True)
    solved_on = models.DateField(_("攻克日期"), null=True, blank=True)
    evidence = models.CharField(_("攻克依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("技术攻关")
        verbose_name_plural = _("技术攻关")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "title"], name="challenge_once"),
            models.CheckConstraint(
                condition=Q(solved_on__isnull=True) | ~Q(evidence=""), name="challenge_solved_with_evidence"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.enterprise)


@pghistory.track()
class ChallengeMilestone(models.Model):
    """A dated step towards solving a bottleneck technology."""

    challenge = models.ForeignKey(TechChallenge, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("节点"), max_length=80)
    due_on = models.DateField(_("期限"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("攻关节点")
        verbose_name_plural = _("攻关节点")
        ordering = ["challenge", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title
