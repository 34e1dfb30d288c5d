"""The plan of a project: its nodes, and the requests to move them."""

import datetime as dt
from collections.abc import Iterable

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import User
from projects.enums import Decision, MilestoneKind, Stage
from projects.models.meeting import Action
from projects.models.project import Project


@pghistory.track()
class Milestone(models.Model):
    """A node of the plan: the frozen baseline, the plan of today, and the actual date."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    rank = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("节点"), max_length=40)
    kind = models.CharField(_("类型"), max_length=10, choices=MilestoneKind.choices, default=MilestoneKind.WORK)
    baseline_on = models.DateField(_("原基线"))
    planned_on = models.DateField(_("现计划"))
    actual_on = models.DateField(_("实际"), null=True, blank=True)
    closes = models.CharField(_("完成即进入阶段"), max_length=12, choices=Stage.choices, blank=True)
    key = models.SlugField(_("模板代号"), max_length=30, blank=True)
    starts_on = models.DateField(_("最迟开始"), null=True, blank=True)
    working_days = models.PositiveSmallIntegerField(_("工作日"), null=True, blank=True)
    after = ArrayField(models.SlugField(max_length=30), verbose_name=_("前置节点代号"), default=list, blank=True)

    class Meta:
        verbose_name = _("节点")
        verbose_name_plural = _("节点")
        ordering = ["project", "rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "rank"], name="milestone_rank_once", deferrable=models.Deferrable.DEFERRED
            )
        ]

    def __str__(self) -> str:
        return self.name

    def complete(self, *, on: dt.date) -> None:
        """Write down the actual date. A node that is already done keeps its date."""
        if self.actual_on is None:
            self.actual_on = on
            self.save(update_fields=["actual_on"])

    @transaction.atomic
    def ask_postponement(
        self, *, to_on: dt.date, reason: str, with_followers: bool = False, by: User, now: dt.datetime
    ) -> "Postponement":
        """延期申请 for this node. Nothing moves until a leader decides. The same request again is the one that waits.

        Raises ValidationError for a node that is done, a date that is not later, and while another request waits.
        """
        Project.objects.locked(self.project_id)
        self.refresh_from_db()
        if waiting := self.postponements.filter(state=Decision.PENDING).first():
            if (waiting.to_on, waiting.reason) == (to_on, reason):
                return waiting
            raise ValidationError(_("这个节点已有一份延期申请待决定。"), code="already_asked")
        if self.actual_on is not None:
            raise ValidationError(_("节点已完成，不能延期。"), code="already_done")
        if to_on <= self.planned_on:
            raise ValidationError(_("新日期要晚于现计划 %(on)s。") % {"on": self.planned_on}, code="not_later")
        return self.postponements.create(
            from_on=self.planned_on,
            to_on=to_on,
            reason=reason,
            with_followers=with_followers,
            requested_by=by,
            requested_at=now,
        )


@pghistory.track()
class Postponement(models.Model):
    """延期申请: a node or a 交办单 asks for a later date, with its reason. A leader decides; nothing moves before.

    `follows` names the request that pushed this node along with its own.
    """

    milestone = models.ForeignKey(
        Milestone, null=True, blank=True, on_delete=models.PROTECT, related_name="postponements"
    )
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="postponements")
    from_on = models.DateField(_("原定日期"))
    to_on = models.DateField(_("申请日期"))
    reason = models.CharField(_("理由"), max_length=200)
    with_followers = models.BooleanField(_("后续节点顺延"), default=False)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="pushed")
    state = models.CharField(_("决定"), max_length=8, choices=Decision.choices, default=Decision.PENDING)
    requested_by = models.ForeignKey(User, verbose_name=_("申请人"), on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("申请时间"))
    decided_by = models.ForeignKey(
        User, verbose_name=_("决定人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    note = models.CharField(_("决定意见"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("延期申请")
        verbose_name_plural = _("延期申请")
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(milestone__isnull=False, action__isnull=True)
                | Q(milestone__isnull=True, action__isnull=False),
                name="postponement_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(to_on__gt=models.F("from_on")), name="postponement_later"),
            models.UniqueConstraint(
                fields=["milestone"], condition=Q(state=Decision.PENDING), name="postponement_pending_once"
            ),
            models.UniqueConstraint(
                fields=["action"], condition=Q(state=Decision.PENDING), name="action_postponement_pending_once"
            ),
            models.CheckConstraint(
                condition=Q(state=Decision.PENDING, decided_at__isnull=True)
                | Q(~Q(state=Decision.PENDING), decided_at__isnull=False, decided_by__isnull=False),
                name="postponement_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone or self.action} {self.from_on} → {self.to_on}"

    @property
    def days(self) -> int:
        """Calendar days that the date moves."""
        return (self.to_on - self.from_on).days


def planned_then(planned_on: dt.date, later: Iterable[Postponement]) -> dt.date:
    """The plan of a past moment: the date before the first of the moves that were decided after it."""
    first = min(later, key=lambda move: move.decided_at or move.requested_at, default=None)
    return first.from_on if first else planned_on
