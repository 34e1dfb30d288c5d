"""赋能实体经济，我是金融中的精英: a season of the competition of institutions, and its result once it is over."""

import datetime as dt
from decimal import Decimal
from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.sense import AmountColumn, CountColumn, PlannedColumn
from core.models import OnceAsSeen, Tapped, User, bumps, tracked
from finance.models.institutions import Institution
from finance.models.sums import SEES_FINANCE

MARK: dict[str, Any] = {"max_digits": 5, "decimal_places": 1, "default": Decimal(0)}  # 0 to 100
WHOLE = 100  # what the four weights add up to


class SeasonQuerySet(models.QuerySet["Season"]):
    """Sentences about seasons."""

    def visible_to(self, user: User) -> Self:
        """Whoever may open the page: a season names no institution, its results do."""
        return self

    def going(self) -> Self:
        """The one that is open, if any."""
        return self.filter(closed_at__isnull=True)


def _weight(label: Any, default: int) -> Any:
    return CountColumn(label, default=default, validators=[MaxValueValidator(WHOLE)])


@tracked()
class Season(Tapped):
    """赛季: from a day to a day; the weights of its four marks add up to 100. At most one is open."""

    name = models.CharField(_("赛季"), max_length=40)
    begins_on = PlannedColumn(_("开始日期"))
    ends_on = PlannedColumn(_("结束日期"))
    for_conversion = _weight(_("转化率权重"), 40)
    for_days = _weight(_("平均天数权重"), 20)
    for_firms = _weight(_("服务企业权重"), 20)
    for_first = _weight(_("首贷户权重"), 20)
    opened_by = models.ForeignKey(User, verbose_name=_("开赛人"), on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("开赛时间"))
    closed_by = models.ForeignKey(
        User, verbose_name=_("结束人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    objects = SeasonQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("竞赛赛季")
        verbose_name_plural = _("竞赛赛季")
        ordering = ["-begins_on", "-pk"]
        triggers = [bumps("credit")]
        constraints = [
            OnceAsSeen("name", name="season_name_as_seen"),
            models.UniqueConstraint(
                F("for_days") * 0, condition=Q(closed_at__isnull=True), name="one_season_at_a_time"
            ),
            models.CheckConstraint(condition=Q(begins_on__lt=F("ends_on")), name="season_begins_before_it_ends"),
            models.CheckConstraint(
                condition=Q(for_conversion=WHOLE - F("for_days") - F("for_firms") - F("for_first")),
                name="season_weights_make_the_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="season_closed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def last_day(self, today: dt.date) -> dt.date:
        """The last day that counts so far."""
        return min(self.ends_on, today)


class SeasonResultQuerySet(models.QuerySet["SeasonResult"]):
    """Sentences about results."""

    def visible_to(self, user: User) -> Self:
        """A bank's people read the row of their own institution."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(institution__members__user=user) if user.holds(Role.BANK) else self.none()


class SeasonResult(models.Model):
    """How an institution stood when the season was closed. Written once; later corrections of rows change nothing.

    Without a place: it had no row in the season. `mark` is the sum of the four, 0 to 100.
    """

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="results")
    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="season_results"
    )
    place = CountColumn(_("名次"), null=True, blank=True)
    mark = models.DecimalField(_("得分"), **MARK)
    asked_wan = AmountColumn(_("对接需求（万元）"), max_digits=14, decimal_places=2)
    drawn_wan = AmountColumn(_("放款（万元）"), max_digits=14, decimal_places=2)
    days = models.DecimalField(_("平均天数"), max_digits=6, decimal_places=1, null=True, blank=True)
    firms = CountColumn(_("服务企业"))
    first = CountColumn(_("首贷户"))
    conversion_mark = models.DecimalField(_("转化率得分"), **MARK)
    days_mark = models.DecimalField(_("平均天数得分"), **MARK)
    firms_mark = models.DecimalField(_("服务企业得分"), **MARK)
    first_mark = models.DecimalField(_("首贷户得分"), **MARK)
    objects = SeasonResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("竞赛结果")
        verbose_name_plural = _("竞赛结果")
        ordering = ["season", F("place").asc(nulls_last=True), "institution"]
        triggers = [bumps("credit")]
        constraints = [models.UniqueConstraint(fields=["season", "institution"], name="season_result_once")]

    def __str__(self) -> str:
        return f"{self.season} {self.institution}"
