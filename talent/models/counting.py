"""What decides who counts: the category and its changes, what is proven, the rule, who left, and a firm's quota."""

import datetime as dt
import uuid
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, Min, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.keeping.freshness import kept
from core.kernel.locks import locked
from core.kernel.sense import HappenedColumn, PlannedColumn
from core.kernel.taps import of_tap, own_number
from core.models import Attachment, Tapped, User, bumps, tracked
from enterprises.models import Enterprise
from talent.counting import Rule
from talent.enums import Category, LeaversCount, LeftHow, ProofKind
from talent.models.people import SEES_TALENTS, Talent

USUAL_RULE = uuid.UUID(int=136)  # nobody pressed for it: the same in every house
USUAL_FROM = dt.date(2000, 1, 1)  # of the rule nobody has published yet


class OfTalentQuerySet(models.QuerySet[Any]):
    """Sentences about rows of a talent."""

    def visible_to(self, user: User) -> Self:
        """Those who see the register."""
        return self if user.holds(*SEES_TALENTS) else self.none()


# --- Category ---------------------------------------------------------------------------------------------------------
@tracked()
class CategoryChange(Tapped):
    """类别变更: from a day on a person is of one category. The first row is that of the registration."""

    talent = models.ForeignKey(
        Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="category_changes"
    )
    on = HappenedColumn(_("自哪天起"))
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    reason = models.CharField(_("原因"), max_length=120, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("类别变更")
        verbose_name_plural = _("类别变更")
        ordering = ["on", "pk"]
        triggers = [bumps("talents")]
        constraints = [models.UniqueConstraint(fields=["talent", "on"], name="category_change_once_a_day")]

    def __str__(self) -> str:
        return f"{self.talent} {self.get_category_display()}"

    @transaction.atomic
    def correct(self, *, on: dt.date, category: str, reason: str) -> None:
        """The day, the category or the reason was wrong; the history keeps what stood there.

        Raises ValidationError where two neighbours would be the same, or not in the order of their days.
        """
        talent = locked(Talent, self.talent_id)
        row = locked(CategoryChange, self.pk)
        before, after = _neighbours(talent, row)
        if (before and on <= before.on) or (after and on >= after.on):
            raise ValidationError({"on": gettext("日期要在前后两次变更之间。")})
        if category in {each.category for each in (before, after) if each}:
            raise ValidationError({"category": gettext("与前后的类别相同，请改为撤回这次变更。")})
        row.on, row.category, row.reason = on, category, reason
        row.save()
        _keep_category(talent)
        self.refresh_from_db()

    @transaction.atomic
    def take_back(self) -> None:
        """The change never was; the category before it goes on. Raises ValidationError for that of the registration."""
        talent = locked(Talent, self.talent_id)
        row = CategoryChange.objects.filter(pk=self.pk).first()
        if row is None:
            return
        before, after = _neighbours(talent, row)
        if before is None:
            raise ValidationError(gettext("登记时的类别不能撤回，可以更正。"), code="first")
        if after and after.category == before.category:
            raise ValidationError(gettext("请先撤回后一次变更。"), code="later")
        row.delete()
        _keep_category(talent)


def _neighbours(talent: Talent, row: CategoryChange) -> tuple[CategoryChange | None, CategoryChange | None]:
    rows = list(talent.category_changes.all())
    at = rows.index(row)
    return (rows[at - 1] if at else None), (rows[at + 1] if at + 1 < len(rows) else None)


def _keep_category(talent: Talent) -> None:
    """The column tells the present one."""
    last = talent.category_changes.last()
    if last and talent.category != last.category:
        talent.category = last.category
        talent.save(update_fields=["category"])


@transaction.atomic
def change_category(
    talent: Talent, category: str, *, on: dt.date, reason: str, by: User, client_id: uuid.UUID
) -> CategoryChange:
    """From a day on a person is of another category; the same press again changes nothing.

    Raises ValidationError for the category that they have, for a day that is not after the last change, and for a
    number of elsewhere.
    """
    saved = locked(Talent, talent.pk)
    if made := of_tap(saved.category_changes.filter(by=by), client_id):
        return made
    last = saved.category_changes.last()
    if saved.category == category:
        raise ValidationError({"category": gettext("已经是这一类。")})
    if last and on <= last.on:
        raise ValidationError({"on": gettext("要晚于上一次：%(on)s 起为%(category)s。") % _said(last)})
    with own_number(), transaction.atomic():
        made = saved.category_changes.create(on=on, category=category, reason=reason, by=by, client_id=client_id)
    _keep_category(saved)
    talent.refresh_from_db()
    return made


def _said(change: CategoryChange) -> dict[str, Any]:
    return {"on": change.on, "category": change.get_category_display()}


# --- Proofs -----------------------------------------------------------------------------------------------------------
@tracked()
class Proof(Tapped):
    """佐证: a contract or an insurance from a day until a day, or the paper of a 认定 that `Talent` tells of.

    One that ended leaves the head without it from the next day. What came to light later is corrected here, and the
    history keeps what stood.
    """

    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(_("佐证类型"), max_length=12, choices=ProofKind.choices)
    what = models.CharField(_("内容"), max_length=60, blank=True)
    number = models.CharField(_("编号或文号"), max_length=60, blank=True)
    on = HappenedColumn(_("开始日期"))
    until = PlannedColumn(_("截止日期"), null=True, blank=True)
    paper = models.OneToOneField(
        Attachment, verbose_name=_("文件"), null=True, blank=True, on_delete=models.PROTECT, related_name="talent_proof"
    )
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("佐证")
        verbose_name_plural = _("佐证")
        ordering = ["kind", "-on", "-pk"]
        triggers = [bumps("talents")]
        indexes = [models.Index(fields=["talent", "kind"], name="proof_of_talent")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("on")), name="proof_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return f"{self.talent} {self.get_kind_display()}"

    @transaction.atomic
    def take_back(self, *, now: dt.datetime) -> None:
        """It was written down by mistake: the row goes, and its paper with it; the history keeps what it said."""
        locked(Talent, self.talent_id)
        row = Proof.objects.select_related("paper").filter(pk=self.pk).first()
        if row is None:
            return
        row.delete()
        if row.paper:
            row.paper.take_away(now=now)


# --- Leaving ----------------------------------------------------------------------------------------------------------
@tracked()
class Absence(Tapped):
    """离园后又回来: the days on which somebody was away who is here again. Who is away now, `Talent.left_on` tells."""

    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="absences")
    left_on = HappenedColumn(_("离园日期"))
    left_how = models.CharField(_("离园方式"), max_length=10, choices=LeftHow.choices)
    returned_on = HappenedColumn(_("回园日期"))
    why = models.CharField(_("更正原因"), max_length=120, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("离园又回")
        verbose_name_plural = _("离园又回")
        ordering = ["left_on", "pk"]
        triggers = [bumps("talents")]
        constraints = [
            models.CheckConstraint(condition=Q(returned_on__gt=F("left_on")), name="absence_ends_after_it_began")
        ]

    def __str__(self) -> str:
        return f"{self.talent} {self.left_on}"

    @transaction.atomic
    def correct(self, *, left_on: dt.date, left_how: str, returned_on: dt.date, why: str) -> None:
        """The days or the way were wrong; the history keeps what stood there, and `why` it is another now.

        Raises ValidationError for days that do not fit between the arrival and what was before and after.
        """
        talent, row = locked(Talent, self.talent_id), locked(Absence, self.pk)
        others = talent.absences.exclude(pk=row.pk)
        before = others.filter(left_on__lt=row.left_on).aggregate(last=Max("returned_on"))["last"]
        after = others.filter(left_on__gt=row.left_on).aggregate(first=Min("left_on"))["first"] or talent.left_on
        if left_on < talent.arrived_on:
            raise ValidationError({"left_on": gettext("不能早于引进日期 %(on)s。") % {"on": talent.arrived_on}})
        if before and left_on < before:
            raise ValidationError({"left_on": gettext("不能早于上一次回园 %(on)s。") % {"on": before}})
        if returned_on <= left_on:
            raise ValidationError({"returned_on": gettext("要晚于离园日期 %(on)s。") % {"on": left_on}})
        if after and returned_on > after:
            raise ValidationError({"returned_on": gettext("不能晚于下一次离园 %(on)s。") % {"on": after}})
        row.left_on, row.left_how, row.returned_on, row.why = left_on, left_how, returned_on, why
        row.save()
        self.refresh_from_db()

    @transaction.atomic
    def take_back(self) -> None:
        """Nobody was away; the history keeps what was said."""
        locked(Talent, self.talent_id)
        Absence.objects.filter(pk=self.pk).delete()


@transaction.atomic
def leave(talent: Talent, *, on: dt.date, how: str, note: str) -> None:
    """离园 from a day on, or the day and the way corrected of who left already. Of two at once the later one stands.

    Raises ValidationError for a day before the arrival, or before the last return.
    """
    saved = locked(Talent, talent.pk)
    last = saved.absences.last()
    if on < saved.arrived_on:
        raise ValidationError({"on": gettext("不能早于引进日期 %(on)s。") % {"on": saved.arrived_on}})
    if last and on < last.returned_on:
        raise ValidationError({"on": gettext("不能早于上一次回园 %(on)s。") % {"on": last.returned_on}})
    saved.left_on, saved.left_how, saved.left_note = on, how, note
    saved.save(update_fields=["left_on", "left_how", "left_note"])
    talent.refresh_from_db()


@transaction.atomic
def stay(talent: Talent) -> None:
    """The leaving was written down by mistake; nobody was away."""
    saved = locked(Talent, talent.pk)
    saved.left_on, saved.left_how, saved.left_note = None, "", ""
    saved.save(update_fields=["left_on", "left_how", "left_note"])
    talent.refresh_from_db()


@transaction.atomic
def come_back(talent: Talent, *, on: dt.date, by: User, client_id: uuid.UUID) -> Absence | None:
    """回园: from a day on somebody is here again who had left; None where nobody had. The same press again is one.

    Raises ValidationError for a day that is not after the leaving.
    """
    saved = locked(Talent, talent.pk)
    if made := of_tap(saved.absences.filter(by=by), client_id):
        return made
    if saved.left_on is None:
        return None
    if on <= saved.left_on:
        raise ValidationError({"on": gettext("要晚于离园日期 %(on)s。") % {"on": saved.left_on}})
    with own_number(), transaction.atomic():
        made = saved.absences.create(
            left_on=saved.left_on, left_how=saved.left_how, returned_on=on, by=by, client_id=client_id
        )
    stay(saved)
    talent.refresh_from_db()
    return made


# --- Rule and quota ---------------------------------------------------------------------------------------------------
@tracked()
class HeadRule(Tapped):
    """计数规则: what makes a head count, from a day on. Each day is counted by the version that was in force on it."""

    valid_from = models.DateField(_("起用日期"), unique=True)
    begins_on = models.DateField(_("工程起点"), null=True, blank=True)
    needs_recognition = models.BooleanField(_("须有认定"), default=True)
    needs_contract = models.BooleanField(_("须有合同"), default=True)
    needs_insurance = models.BooleanField(_("须有社保"), default=True)
    needs_identity = models.BooleanField(_("须填证件"), default=True)
    counts_before = models.BooleanField(_("工程起点前认定的也计入"), default=False)
    counts_without_firm = models.BooleanField(_("没有企业的也计入"), default=False)
    leavers = models.CharField(_("离园的人"), max_length=6, choices=LeaversCount.choices, default=LeaversCount.MONTH)
    basis = models.CharField(_("依据"), max_length=120, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("发布人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("计数规则")
        verbose_name_plural = _("计数规则")
        ordering = ["valid_from"]
        triggers = [bumps("talents")]

    def __str__(self) -> str:
        return gettext("%(on)s 版") % {"on": self.valid_from.isoformat()}

    def as_rule(self) -> Rule:
        """What the pure function reads of it."""
        return Rule(**{name: getattr(self, name) for name in Rule._fields})


def head_rules() -> list[HeadRule]:
    """Every version in order. Kept until one is written."""
    return kept("talents", lambda: list(HeadRule.objects.all()), part="rules")


def rule_of(day: dt.date) -> HeadRule | None:
    """The version that is in force on a day."""
    rules = head_rules()
    known = [rule for rule in rules if rule.valid_from <= day]
    return known[-1] if known else next(iter(rules), None)


def seed_head_rule(**_kwargs: object) -> None:
    """Write the usual rule where there is none. Runs after every migrate; what leaders publish stays."""
    if not HeadRule.objects.exists():
        HeadRule.objects.create(valid_from=USUAL_FROM, client_id=USUAL_RULE)


def begin_counting(starts_on: dt.date) -> None:
    """Let the usual rule begin with the programme, as long as no leader has published another."""
    seed_head_rule()  # a demo that was thrown away took it along
    usual = HeadRule.objects.filter(valid_from=USUAL_FROM, begins_on__isnull=True, by__isnull=True)
    if usual.exists():  # an update that finds none would still move the revision
        usual.update(begins_on=starts_on)


@tracked()
class Quota(Tapped):
    """配额: how many heads of a category a firm is to have by the end of a year."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.PROTECT, related_name="talent_quotas"
    )
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    year = models.PositiveSmallIntegerField(_("年份"))
    heads = models.PositiveIntegerField(_("人数"))
    source = models.CharField(_("依据"), max_length=120, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("人才配额")
        verbose_name_plural = _("人才配额")
        ordering = ["-year", "enterprise__pinyin", "category"]
        triggers = [bumps("talents")]
        constraints = [models.UniqueConstraint(fields=["enterprise", "category", "year"], name="quota_once_a_year")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.get_category_display()} {self.year}"
