"""The lamps: the published limits, and a leader's dated override."""

import datetime as dt
from dataclasses import fields
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.keeping.freshness import kept
from core.kernel.locks import locked
from core.kernel.sense import PlannedColumn
from core.models import User, bumps, tracked
from projects.enums import DeclaredLamp
from projects.lamps.rules import DEFAULT_LIMITS, Limits
from projects.models.project import Project

MEETING_MINUTES = 90  # until administrators say otherwise
AT_LEAST_ONE = [MinValueValidator(1)]
# The rules look no further back (weeks.py, projects/lamps/reading.py): beyond these a limit would never be reached.
SILENT_PERIODS = [MinValueValidator(1), MaxValueValidator(52)]
UNCHANGED_PERIODS = [MinValueValidator(1), MaxValueValidator(8)]


@tracked()
class LampLimits(models.Model):
    """判灯规则: the limits of the rules, one row. Administrators change them; every page shows them beside the lamp.

    `meeting_minutes` is the time of Monday's meeting, by which its agenda is proposed.
    """

    late_red_over = models.PositiveSmallIntegerField(_("节点逾期转红：超过（工作日）"), default=30)
    slid_red_over = models.PositiveSmallIntegerField(_("节点滑动转红：超过（天）"), default=45)
    slid_amber_from = models.PositiveSmallIntegerField(
        _("节点滑动转黄：达到（天）"), default=10, validators=AT_LEAST_ONE
    )
    silent_amber_from = models.PositiveSmallIntegerField(
        _("连续未填报转黄：达到（期）"), default=2, validators=SILENT_PERIODS
    )
    unchanged_amber_from = models.PositiveSmallIntegerField(
        _("连续无变化转黄：达到（期）"), default=3, validators=UNCHANGED_PERIODS
    )
    action_red_over = models.PositiveSmallIntegerField(_("交办单逾期转红：超过（工作日）"), default=10)

    meeting_minutes = models.PositiveSmallIntegerField(
        _("周一调度会时长（分钟）"),
        default=MEETING_MINUTES,
        validators=[MinValueValidator(10), MaxValueValidator(480)],
        help_text=_("议程按此时长排定哪些项目上会，其余书面阅知。"),
    )

    class Meta:
        verbose_name = _("判灯规则")
        verbose_name_plural = _("判灯规则")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="lamp_limits_one_row")]
        triggers = [bumps("limits")]

    def __str__(self) -> str:
        return str(_("判灯规则"))


def current_limits() -> Limits:
    """The limits that administrators set, or ours until they do, as the process keeps them."""
    return kept("limits", _read_limits)


def meeting_time() -> int:
    """How long Monday's meeting may take, as administrators set it."""

    def read() -> int:
        return LampLimits.objects.values_list("meeting_minutes", flat=True).first() or MEETING_MINUTES

    return kept("limits", read, part="meeting")


def _read_limits() -> Limits:
    row = LampLimits.objects.values(*(field.name for field in fields(Limits))).first()
    return Limits(**row) if row else DEFAULT_LIMITS


class LampOverrideQuerySet(models.QuerySet["LampOverride"]):
    """Sentences about overrides."""

    def in_force(self, on: dt.date) -> Self:
        """Overrides that hold on a day: made by then, not ended, not withdrawn by then."""
        made = self.filter(starts_on__lte=on, ends_on__gte=on)
        return made.filter(Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=on))

    def withdraw(self, *, on: dt.date) -> int:
        """What holds on a day ends with it; return how many that were."""
        return self.in_force(on).update(withdrawn_on=on)

    @transaction.atomic
    def take_back(self, project: Project, *, now: dt.datetime) -> None:
        """撤销: the rules decide again from today on. When nothing is in force nothing happens."""
        locked(Project, project.pk)
        if self.filter(project=project).withdraw(on=timezone.localdate(now)):
            project.renew_standing(now=now)


@tracked()
class LampOverride(models.Model):
    """人工改判: a leader sets the lamp until a day, with reason and evidence. The rules' lamp stays beside it."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="lamp_overrides")
    lamp = models.CharField(_("改判为"), max_length=6, choices=DeclaredLamp.choices)
    reason = models.CharField(_("理由"), max_length=200)
    evidence = models.CharField(_("依据"), max_length=200)
    starts_on = models.DateField(_("自"))
    ends_on = PlannedColumn(_("至"))
    withdrawn_on = models.DateField(_("撤销日期"), null=True, blank=True)
    by = models.ForeignKey(User, verbose_name=_("改判人"), on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("改判时间"))
    objects = LampOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("调整灯色（人工）")
        verbose_name_plural = _("调整灯色（人工）")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="override_in_order"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(evidence=""), name="override_has_evidence"),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_lamp_display()}"

    @transaction.atomic
    def put_in_force(self, project: Project, *, by: User, now: dt.datetime) -> None:
        """Set the lamp from today on; an override that still holds ends with it. The same words twice are one."""
        today = timezone.localdate(now)
        locked(Project, project.pk)
        present = LampOverride.objects.filter(project=project).in_force(today)
        same = {name: getattr(self, name) for name in ("lamp", "reason", "evidence", "ends_on")}
        if present.filter(**same).exists():
            return
        present.withdraw(on=today)
        self.project, self.by, self.made_at, self.starts_on = project, by, now, today
        self.save()
        project.renew_standing(now=now)
