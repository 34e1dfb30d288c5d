"""The programme and its targets. Actual figures are computed (targets/indicators.py), never stored here."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import Lamp
from core.models import Attachment, SecretLink, Tapped, User, bumps, hash_of, tracked
from targets.enums import AmendmentKind, Comparison, Unit, WallPage


@tracked()
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
    source = models.CharField(_("来源"), max_length=120, blank=True)
    is_example = models.BooleanField(_("示例"), default=False, help_text=_("演示时期限整体平移。"))

    class Meta:
        verbose_name = _("计划")
        verbose_name_plural = _("计划")
        triggers = [bumps("targets")]
        ordering = ["starts_on", "pk"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="programme_dates")]

    def __str__(self) -> str:
        return self.name


@tracked()
class Target(models.Model):
    """One target of a programme. `key` names its indicator; `value` is empty where none was ever stated."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="targets")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    key = models.SlugField(_("标识"))
    digit = models.CharField(_("数字"), max_length=1, blank=True)
    rank = models.PositiveSmallIntegerField(_("排序"))
    name = models.CharField(_("指标"), max_length=60)
    unit = models.CharField(_("单位"), max_length=8, choices=Unit.choices)
    value = models.DecimalField(_("目标值"), max_digits=12, decimal_places=2, null=True, blank=True)
    comparison = models.CharField(_("比较"), max_length=2, choices=Comparison.choices, default=Comparison.AT_LEAST)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    source = models.CharField(_("目标来源"), max_length=120)
    limits = models.CharField(_("口径与局限"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("指标")
        verbose_name_plural = _("指标")
        triggers = [bumps("targets")]
        ordering = ["rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="target_once_a_programme")]

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

    def faults_of(self, path: Mapping[dt.date, Decimal]) -> dict[dt.date, Promise]:
        """What is wrong with the points of a path, by day: a path leads to the target, so what is planned for the due
        date is the target itself, and nothing is planned for later.
        """
        if self.due_on is None:
            return {}
        faults: dict[dt.date, Promise] = {day: _("路径不能晚于期限，请清空。") for day in path if day > self.due_on}
        if self.value is not None and path.get(self.due_on, self.value) != self.value:
            faults[self.due_on] = _("期限当天的计划值应等于目标值，请一并更正路径。")
        return faults


@tracked()
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
    """A figure that was reported on a date and has no rows behind it: itself a dated fact with its source.

    What people enter becomes a row when another person has verified it (`Amendment`); a void one counts nowhere.
    """

    key = models.SlugField(_("标识"))
    name = models.CharField(_("名称"), max_length=60)
    unit = models.CharField(_("单位"), max_length=8, choices=Unit.choices)
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=2)
    on = models.DateField(_("报告日期"))
    source = models.CharField(_("来源"), max_length=120)
    limits = models.CharField(_("口径与局限"), max_length=200, blank=True)
    is_void = models.BooleanField(_("作废"), default=False)
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
        constraints = [
            models.UniqueConstraint(fields=["key", "on"], name="reported_once"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(verified_by=F("entered_by")),
                name="reported_verified_by_another",
            ),
        ]

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


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Sentences about what was entered and corrected."""

    def visible_to(self, user: User) -> Self:
        """All of them: who may open their pages says the access table."""
        return self.all()

    def waiting(self) -> Self:
        """Those that nobody has verified or closed."""
        return self.filter(verified_by__isnull=True, closed_by__isnull=True)

    def of_programme(self, programme: Programme) -> Self:
        """Those about a programme, its targets and paths, and the reported facts, which belong to every programme."""
        return self.filter(Q(programme=programme) | Q(kind=AmendmentKind.FACT))

    def shown(self) -> Self:
        """With what a list says of them."""
        return self.select_related("programme", "target", "fact", "entered_by", "verified_by", "closed_by", "paper")


@tracked(exclude=["client_id"])
class Amendment(Tapped):
    """更正单: what one person entered or corrected of a programme, a target with its path, or a reported fact.

    Nothing that is counted changes before another person has verified it. `before` and `after` say every column that
    the form asks for, as text; `before` is empty for what is new. It is never rewritten: another one is entered.
    """

    kind = models.CharField(_("类别"), max_length=10, choices=AmendmentKind.choices)
    programme = models.ForeignKey(
        Programme, verbose_name=_("计划"), null=True, blank=True, on_delete=models.PROTECT, related_name="amendments"
    )
    target = models.ForeignKey(
        Target, verbose_name=_("指标"), null=True, blank=True, on_delete=models.PROTECT, related_name="amendments"
    )
    fact = models.ForeignKey(
        ReportedFact,
        verbose_name=_("报告数"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amendments",
    )
    before = models.JSONField(_("原来"), default=dict)
    after = models.JSONField(_("改为"))
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    link = models.URLField(_("来源链接"), blank=True)
    paper = models.OneToOneField(
        Attachment,
        verbose_name=_("来源文件"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amendment",
    )
    entered_by = models.ForeignKey(User, verbose_name=_("录入人"), on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("录入时间"))
    verified_by = models.ForeignKey(
        User, verbose_name=_("核实人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User, verbose_name=_("退回或撤回人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("退回或撤回时间"), null=True, blank=True)
    word = models.CharField(_("退回原因"), max_length=200, blank=True)
    objects = AmendmentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("更正单")
        verbose_name_plural = _("更正单")
        ordering = ["-entered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("entered_by")),
                name="amendment_verified_by_another",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(closed_by__isnull=True), name="amendment_ends_once"
            ),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(kind=kind, verified_by__isnull=True, closed_by__isnull=True),
                    name=f"amendment_one_open_a_{name}",
                )
                for name, kind in (
                    ("programme", AmendmentKind.PROGRAMME),
                    ("target", AmendmentKind.TARGET),
                    ("fact", AmendmentKind.FACT),
                )
            ),
        ]

    def __str__(self) -> str:
        return str(self.about)

    @property
    def about(self) -> Any:
        """What it is about: the row, or the name of what is new."""
        named = {AmendmentKind.TARGET: self.target, AmendmentKind.FACT: self.fact}
        row = self.programme if self.kind == AmendmentKind.PROGRAMME else named[AmendmentKind(self.kind)]
        return row or self.after.get("name", "")

    @property
    def is_open(self) -> bool:
        """Whether it still waits for another person."""
        return self.verified_by_id is None and self.closed_by_id is None

    @property
    def is_new(self) -> bool:
        """Whether it enters something new rather than correcting what is there."""
        return not self.before

    @property
    def was_withdrawn(self) -> bool:
        """Whether who entered it took it back; another person gives it back with a word."""
        return self.closed_by_id == self.entered_by_id


@pgtrigger.register(pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete))
class TargetSnapshot(models.Model):
    """What was known of a target in the night after a day. The database refuses to change or delete it.

    `value` and `goal` are in the target's unit, `elapsed` is a fraction of one, `forecast` is the median for the due
    date; each is None where it was not known.
    """

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="snapshots")
    as_of = models.DateField(_("截至"))
    value = models.DecimalField(_("实际数"), max_digits=18, decimal_places=6, null=True)
    goal = models.DecimalField(_("目标值"), max_digits=12, decimal_places=2, null=True)
    elapsed = models.DecimalField(_("序时"), max_digits=9, decimal_places=8, null=True)
    forecast = models.DecimalField(_("推算"), max_digits=18, decimal_places=6, null=True)
    lamp = models.CharField(_("灯"), max_length=8, choices=Lamp.choices)
    made_at = models.DateTimeField(_("留存时间"))

    class Meta:
        verbose_name = _("指标快照")
        verbose_name_plural = _("指标快照")
        ordering = ["target", "as_of"]
        triggers = [bumps("snapshots")]
        constraints = [models.UniqueConstraint(fields=["target", "as_of"], name="target_snapshot_once_a_day")]

    def __str__(self) -> str:
        return f"{self.target} {self.as_of}"


SEEN_EVERY = dt.timedelta(minutes=1)
QUICKEST, SLOWEST = 5, 300  # seconds that a page of the wall stays


class WallTokenQuerySet(models.QuerySet["WallToken"]):
    """Sentences about links of the wall."""

    def opened_with(self, secret: str, *, now: dt.datetime) -> "WallToken | None":
        """The link of this secret, while it may be used."""
        return self.live(now).filter(secret_hash=hash_of(secret)).first()

    def live(self, now: dt.datetime) -> Self:
        """Those that are neither revoked nor too old."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)

    def revoke(self, *, by: User | None, now: dt.datetime) -> int:
        """撤销: from now on they open nothing. How many were live until now."""
        return self.live(now).update(revoked_at=now, revoked_by=by)


@tracked(exclude=["client_id", "secret_hash", "last_seen_at"])
class WallToken(SecretLink):
    """大屏链接: what a screen in a room opens without an account, until it expires or is revoked. Reads only.

    No topic is bumped, since nothing that a page shows depends on it, and `last_seen_at` moves all day.
    """

    salt = "targets.wall"
    place = models.CharField(_("屏幕位置"), max_length=30)
    pages = ArrayField(models.CharField(max_length=12, choices=WallPage.choices), verbose_name=_("页面与次序"))
    seconds = models.PositiveSmallIntegerField(
        _("每页秒数"), default=20, validators=[MinValueValidator(QUICKEST), MaxValueValidator(SLOWEST)]
    )
    made_by = models.ForeignKey(
        User, verbose_name=_("建立人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(_("建立时间"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, verbose_name=_("撤销人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    last_seen_at = models.DateTimeField(_("最近在线"), null=True, blank=True, editable=False)
    objects = WallTokenQuerySet.as_manager()

    class Meta(SecretLink.Meta):
        verbose_name = _("大屏链接")
        verbose_name_plural = _("大屏链接")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="wall_expires_later"),
            models.CheckConstraint(condition=Q(seconds__range=(QUICKEST, SLOWEST)), name="wall_seconds"),
            models.CheckConstraint(condition=Q(pages__len__gt=0), name="wall_has_pages"),
        ]

    def __str__(self) -> str:
        return self.place

    @property
    def page_names(self) -> list[str]:
        """The pages in words, in their order."""
        return [str(WallPage(page).label) for page in self.pages if page in WallPage]

    def is_live(self, now: dt.datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and self.expires_at > now

    def seen(self, now: dt.datetime) -> None:
        """A screen has asked: written down once a minute, and by no more than that one statement."""
        if self.last_seen_at is None or now - self.last_seen_at >= SEEN_EVERY:
            WallToken.objects.filter(pk=self.pk).update(last_seen_at=now)
