"""阶段: when a project entered each, and 容缺推进申请 to enter one although nodes before it are open."""

import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.kernel.locks import locked
from core.kernel.sense import HappenedColumn
from core.models import User
from projects.enums import Decision, Stage
from projects.models.asked import Asked, AskedQuerySet
from projects.models.project import Project


class StageChange(models.Model):
    """A project entered a stage."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stage_changes")
    stage = models.CharField(_("阶段"), max_length=12, choices=Stage.choices)
    on = HappenedColumn(_("日期"))
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    waiver = models.OneToOneField(
        "StageWaiver",
        verbose_name=_("容缺推进申请"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stage_change",
    )

    class Meta:
        verbose_name = _("阶段变更")
        verbose_name_plural = _("阶段变更")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "stage"], name="stage_once")]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.on}"


class StageWaiverQuerySet(AskedQuerySet["StageWaiver"]):
    """Sentences about waivers."""

    def visible_to(self, user: User) -> Self:
        """Those of projects that the person sees."""
        return self.filter(project__in=Project.objects.visible_to(user))


class StageWaiver(Asked):
    """容缺推进申请: a project asks to enter a stage although nodes before it are open.

    `missing` keeps what was open when the request was made.
    """

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="waivers")
    stage = models.CharField(_("拟进入阶段"), max_length=12, choices=Stage.choices)
    on = HappenedColumn(_("进入日期"))
    missing = ArrayField(models.CharField(max_length=40), verbose_name=_("未完成节点"), default=list)
    objects = StageWaiverQuerySet.as_manager()

    class Meta(Asked.Meta):
        verbose_name = _("容缺推进申请")
        verbose_name_plural = _("容缺推进申请")
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["project"], condition=Q(state=Decision.PENDING), name="stage_waiver_pending_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_stage_display()}"

    @property
    def about(self) -> Project:
        return self.project

    def hold(self) -> None:
        locked(Project, self.project_id)

    def carry_out(self, *, by: User, now: dt.datetime) -> None:
        """The project enters the stage on the day asked for, through the open nodes.

        Raises ValidationError when it is paused or has ended meanwhile.
        """
        self.project.must_be_running()
        self.project.enter_stage(self.stage, on=self.on, by=by, waiver=self)
