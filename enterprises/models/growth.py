"""What firms grow into: cultivation plans, the road to the stock exchange, figures, platforms, technology."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.kernel.keeping.recounting import Difference
from core.kernel.locks import locked
from core.kernel.sense import AmountColumn, CountColumn, HappenedColumn, MonthColumn, PlannedColumn
from core.models import OnceAsSeen, Source, User, bumps, on_each_write, tracked
from enterprises.enums import Grade, GradeStatus, ListingStage, PlanKind, PlatformLevel, UpgradeAxis
from enterprises.fours import missing_fours
from enterprises.models.firms import Enterprise


class CultivationPlan(models.Model):
    """A plan that cultivates a number of firms (30 champions, 15 listing reserves)."""

    kind = models.CharField(_("计划"), max_length=12, choices=PlanKind.choices, unique=True)
    name = models.CharField(_("名称"), max_length=80)
    size = models.PositiveSmallIntegerField(_("家数"))
    issued_on = HappenedColumn(_("下发日期"))
    due_on = PlannedColumn(_("完成期限"), null=True, blank=True)

    class Meta:
        verbose_name = _("培育计划")
        verbose_name_plural = _("培育计划")
        triggers = [bumps("growth")]
        ordering = ["kind"]

    def __str__(self) -> str:
        return self.name


class PlanEntryQuerySet(models.QuerySet["PlanEntry"]):
    """Sentences about entries."""

    def visible_to(self, user: User) -> Self:
        """Entries of firms that this person may see."""
        return self.filter(enterprise__in=Enterprise.objects.visible_to(user))

    def standing(self, on: dt.date) -> Self:
        """Entries that were in their plan on a date: entered, and not left."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=on), entered_on__lte=on)

    def pressing_first(self) -> Self:
        """The longest late, what is due next, what has no date, and then the recognised."""
        pressing_on = Coalesce("recognised_on", "next_due_on")
        waits = ExpressionWrapper(Q(recognised_on__isnull=True), output_field=models.BooleanField())
        return self.order_by(waits.desc(), pressing_on.asc(nulls_last=True), "pk")

    def differences(self) -> Iterator[Difference]:
        """Entries whose kept date is not that of their next step (manage.py recount)."""
        counted = Subquery(_next_steps().values("next"))
        for entry in self.annotate(counted=counted).exclude(next_due_on=F("counted")):
            if entry.next_due_on != entry.counted:  # two that are none are equal here, not in SQL
                yield Difference(
                    "plan entry", str(entry.pk), "next_due_on", entry.next_due_on, entry.counted, due=False
                )

    def recount(self) -> int:
        """Work the dates out anew; return how many entries were changed."""
        return self.update(next_due_on=Subquery(_next_steps().values("next")))


def _next_steps() -> Any:
    """The date of the next open step of the outer entry."""
    waiting = PlanStep.objects.filter(entry=OuterRef("pk"), done_on__isnull=True).order_by()
    return waiting.values("entry").annotate(next=Min("due_on"))


@tracked(exclude=["next_due_on"])
class PlanEntry(models.Model):
    """A firm in a plan, with the four 定 (leader, task force, duty, date). Recognition with evidence decides.

    `next_due_on` is when the next of its open steps is due, as the database keeps it with every step.
    """

    plan = models.ForeignKey(CultivationPlan, verbose_name=_("计划"), on_delete=models.PROTECT, related_name="entries")
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="plan_entries"
    )
    goal = models.CharField(_("培育目标"), max_length=20, choices=Grade.choices, blank=True)
    entered_on = HappenedColumn(_("入库日期"))
    leader = models.ForeignKey(
        User, verbose_name=_("定领导"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    task_force = models.CharField(_("定专班"), max_length=40, blank=True)
    responsible = models.ForeignKey(
        User, verbose_name=_("定责任"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = PlannedColumn(_("定时间"), null=True, blank=True)
    recognised_on = HappenedColumn(_("认定日期"), null=True, blank=True)
    evidence = models.CharField(_("认定依据"), max_length=120, blank=True)
    left_on = HappenedColumn(_("出库日期"), null=True, blank=True)
    left_because = models.CharField(_("出库原因"), max_length=120, blank=True)
    next_due_on = models.DateField(_("下一步期限"), null=True, blank=True, editable=False)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = PlanEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("培育条目")
        verbose_name_plural = _("培育条目")
        triggers = [bumps("growth")]
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

    @property
    def missing_fours(self) -> list[str]:
        """What of 定领导、定专班、定责任、定时间 is still open. Only with all four the entry is 已挂图."""
        return missing_fours(
            leader=self.leader_id, task_force=self.task_force, responsible=self.responsible_id, due_on=self.due_on
        )

    @transaction.atomic
    def recognise(self, *, on: dt.date, evidence: str, today: dt.date) -> None:
        """认定: from a date, with evidence, the firm counts; its grade becomes 认定 by the same evidence.

        Recognised again, date and evidence are corrected; what was there stays in the history. Raises ValidationError
        for a day in the future or before the firm entered the plan, and for an entry that has left it.
        """
        entry = locked(PlanEntry, self.pk)
        if entry.left_on:
            raise ValidationError(gettext("这家企业已出库，不能再认定。"), code="left")
        if not entry.entered_on <= on <= today:
            raise ValidationError(gettext("认定日期要在入库之后、不晚于今天。"), code="when")
        entry.recognised_on, entry.evidence = on, evidence
        entry.save()
        if entry.goal:
            known = {"status": GradeStatus.RECOGNISED, "on": on, "evidence": evidence}
            entry.enterprise.grades.update_or_create(grade=entry.goal, defaults=known)
        self.refresh_from_db()

    @transaction.atomic
    def leave(self, *, on: dt.date, because: str, today: dt.date) -> None:
        """出库: from that day on the entry no longer counts; it stays with its reason. Twice keeps the first.

        Raises ValidationError for a day in the future or before the firm entered the plan.
        """
        entry = locked(PlanEntry, self.pk)
        if not entry.entered_on <= on <= today:
            raise ValidationError(gettext("出库日期要在入库之后、不晚于今天。"), code="when")
        if entry.left_on is None:
            entry.left_on, entry.left_because = on, because
            entry.save()
        self.refresh_from_db()

    @transaction.atomic
    def enter_stage(self, stage: ListingStage, *, on: dt.date, source: str, today: dt.date) -> None:
        """The firm entered a stage on the road to the stock exchange; the same stage again corrects its date.

        Raises ValidationError for a day in the future, and for one that would turn the order of the stages round.
        """
        if on > today:
            raise ValidationError(gettext("进入日期不能晚于今天。"), code="when")
        firm, order = locked(Enterprise, self.enterprise_id), list(ListingStage)
        for other in firm.listing_stages.exclude(stage=stage):
            earlier = order.index(ListingStage(other.stage)) < order.index(stage)
            if (earlier and other.on > on) or (not earlier and other.on < on):
                words = {"stage": other.get_stage_display(), "on": f"{other.on:%Y-%m-%d}"}
                raise ValidationError(gettext("与%(stage)s（%(on)s）的先后不符，请核对日期。") % words, code="order")
        firm.listing_stages.update_or_create(stage=stage, defaults={"on": on, "source": source})


_OF_ENTRY = Source("SELECT entry_id FROM {rows}", ("entry_id", "due_on", "done_on"))
# Two statements, and the second sees what others wrote while the first waited.
_KEEP_NEXT = """
    PERFORM 1 FROM enterprises_planentry WHERE id IN ({keys}) ORDER BY id FOR UPDATE;
    UPDATE enterprises_planentry entry SET next_due_on = next.due_on
    FROM (
        SELECT e.id, min(s.due_on) FILTER (WHERE s.done_on IS NULL) AS due_on
        FROM enterprises_planentry e LEFT JOIN enterprises_planstep s ON s.entry_id = e.id
        WHERE e.id IN ({keys}) GROUP BY e.id
    ) next
    WHERE next.id = entry.id AND entry.next_due_on IS DISTINCT FROM next.due_on;
    RETURN NULL;
"""


@tracked()
class PlanStep(models.Model):
    """A step of a cultivated firm on one of the five upgrade axes."""

    entry = models.ForeignKey(PlanEntry, on_delete=models.CASCADE, related_name="steps")
    axis = models.CharField(_("升级"), max_length=12, choices=UpgradeAxis.choices)
    title = models.CharField(_("事项"), max_length=80)
    due_on = PlannedColumn(_("期限"), null=True, blank=True)
    done_on = HappenedColumn(_("完成日期"), null=True, blank=True)
    evidence = models.CharField(_("完成依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("培育步骤")
        verbose_name_plural = _("培育步骤")
        triggers = list(on_each_write("keeps_next", _OF_ENTRY, _KEEP_NEXT))
        ordering = ["entry", "axis", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title

    def finish(self, *, on: dt.date, evidence: str, today: dt.date) -> bool:
        """完成; False when somebody was first. Raises ValidationError for a day in the future."""
        if on > today:
            raise ValidationError(gettext("完成日期不能晚于今天。"), code="when")
        with transaction.atomic():
            step = locked(PlanStep, self.pk)
            if step.done_on:
                return False
            step.done_on, step.evidence = on, evidence
            step.save()
        return True

    @transaction.atomic
    def remove(self) -> bool:
        """删除 a step that is not done; False when it is, or is gone. Its history keeps what it said."""
        waiting = PlanStep.objects.select_for_update(of=("self",)).filter(pk=self.pk, done_on__isnull=True)
        return bool(waiting) and bool(self.delete()[0])

    def lamp(self, today: dt.date) -> Lamp:
        """Done, red once its date has passed, amber in the last week, else grey."""
        if self.done_on:
            return Lamp.DONE
        if self.due_on is None or (self.due_on - today).days > 7:
            return Lamp.GREY
        return Lamp.RED if self.due_on < today else Lamp.AMBER


@tracked()
class ListingStageChange(models.Model):
    """A firm entered a stage on the road to the stock exchange."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="listing_stages"
    )
    stage = models.CharField(_("上市阶段"), max_length=12, choices=ListingStage.choices)
    on = HappenedColumn(_("日期"))
    source = models.CharField(_("来源"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("上市阶段")
        verbose_name_plural = _("上市阶段")
        triggers = [bumps("growth")]
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "stage"], name="listing_stage_once")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on}"


@tracked()
class MonthlyFigures(models.Model):
    """A firm's figures of one month, in 万元, with their source. Only verified figures count towards targets."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="figures")
    month = MonthColumn(_("月份"), help_text=_("当月第一天"))
    output_wan = AmountColumn(_("产值（万元）"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    revenue_wan = AmountColumn(_("营收（万元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    tax_wan = AmountColumn(_("税收（万元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    rd_wan = AmountColumn(_("研发投入（万元）"), max_digits=14, decimal_places=2, null=True, blank=True)
    employees = CountColumn(_("从业人员（人）"), null=True, blank=True)
    source = models.CharField(_("来源"), max_length=60)
    reported_on = HappenedColumn(_("报送日期"))
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
        triggers = [bumps("figures")]
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

    def report(self, *, by: User, today: dt.date) -> None:
        """Save what was typed by this person; whoever verified it before verified another figure.

        A month is reported once: what is corrected later keeps the day, or every figure of the days in between would
        lose the month as it is known now. Who changed it and when is in its history.
        """
        self.entered_by, self.verified_by = by, None
        if not MonthlyFigures.objects.filter(pk=self.pk, month=self.month).exists():
            self.reported_on = today
        self.save()

    def give_back(self, was: Any) -> None:
        """Who reported and who verified these figures before they were changed (`was`, an event of this row) did so of
        these very figures: when they are back, so are the day and the names.
        """
        told = ("month", "output_wan", "revenue_wan", "tax_wan", "rd_wan", "employees", "source")
        if all(getattr(self, name) == getattr(was, name) for name in told):
            self.entered_by_id, self.reported_on, self.verified_by_id = (
                was.entered_by_id,
                was.reported_on,
                was.verified_by_id,
            )
            self.save(update_fields=["entered_by", "reported_on", "verified_by"])

    @transaction.atomic
    def withdraw(self, *, by: User) -> bool:
        """撤回 by whoever entered it, while nobody has verified it; False otherwise. Its history keeps what it said."""
        mine = MonthlyFigures.objects.filter(pk=self.pk, entered_by=by, verified_by__isnull=True)
        return bool(mine.select_for_update(of=("self",))) and bool(self.delete()[0])

    @property
    def said(self) -> str:
        """What there is to verify, as a page carries it: the figures, where they come from and who typed them."""
        amounts = (self.output_wan, self.revenue_wan, self.tax_wan, self.rd_wan, self.employees)
        told = "|".join(map(str, (*amounts, self.source, self.reported_on, self.entered_by_id)))
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @transaction.atomic
    def verify(self, *, by: User, said: str | None = None) -> bool:
        """核实; False for whoever entered it, and when it is verified already.

        Raises ValidationError when the figures are not those of the page any more, which carried what they `said`.
        """
        saved = locked(MonthlyFigures, self.pk)
        if saved.verified_by_id or saved.entered_by_id == by.pk:
            return False
        if said is not None and said != saved.said:
            raise ValidationError(_("数据刚被改过，没有核实。请看过现在的数据再核实。"), code="stale")
        saved.verified_by = self.verified_by = by
        saved.save(update_fields=["verified_by"])
        return True


@tracked()
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
    recognised_on = HappenedColumn(_("认定日期"), null=True, blank=True)
    evidence = models.CharField(_("认定依据"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("科创平台")
        verbose_name_plural = _("科创平台")
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="innovation_platform_name_as_seen")]

    def __str__(self) -> str:
        return self.name


@tracked()
class TechChallenge(models.Model):
    """A firm works on a bottleneck technology (卡脖子关键核心技术攻关). The title may still be unknown."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="challenges")
    title = models.CharField(_("攻关事项"), max_length=120, blank=True)
    due_on = PlannedColumn(_("目标日期"), null=True, blank=True)
    solved_on = HappenedColumn(_("攻克日期"), null=True, blank=True)
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


@tracked()
class ChallengeMilestone(models.Model):
    """A dated step towards solving a bottleneck technology."""

    challenge = models.ForeignKey(TechChallenge, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("节点"), max_length=80)
    due_on = PlannedColumn(_("期限"))
    done_on = HappenedColumn(_("完成日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("攻关节点")
        verbose_name_plural = _("攻关节点")
        ordering = ["challenge", "due_on", "pk"]

    def __str__(self) -> str:
        return self.title
