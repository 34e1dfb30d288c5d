"""Who held one of the four duties of a project (定领导, 定专班, 定责任, 填报人), and when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import User
from projects.enums import Duty
from projects.models.taskforce import TaskForce


class Assignment(models.Model):
    """Who held one of the four duties of a project from when to when. The past stays with who did it."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="assignments")
    duty = models.CharField(_("职责"), max_length=12, choices=Duty.choices)
    user = models.ForeignKey(
        User, verbose_name=_("人员"), null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    task_force = models.ForeignKey(
        TaskForce, verbose_name=_("专班"), null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"), null=True, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("交接说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "duty"], condition=Q(ends_on__isnull=True), name="assignment_open_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")), name="assignment_in_order"
            ),
            models.CheckConstraint(
                condition=Q(duty=Duty.TASK_FORCE, task_force__isnull=False, user__isnull=True)
                | Q(~Q(duty=Duty.TASK_FORCE), task_force__isnull=True, user__isnull=False),
                name="assignment_of_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.get_duty_display()} {self.user or self.task_force}"
