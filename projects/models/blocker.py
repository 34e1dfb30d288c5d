"""需协调事项: what a project asks of a department."""

import datetime as dt

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Department, User
from projects.enums import Escalation
from projects.models.project import Project
from projects.models.week import Update


@pghistory.track()
class Blocker(models.Model):
    """Something that needs coordination (需协调事项), raised with a department."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="blockers")
    update_of = models.ForeignKey(Update, null=True, blank=True, on_delete=models.PROTECT, related_name="blockers")
    text = models.CharField(_("需协调事项"), max_length=200)
    department = models.ForeignKey(
        Department, verbose_name=_("协调部门"), null=True, blank=True, on_delete=models.PROTECT, related_name="blockers"
    )
    raised_by = models.ForeignKey(User, verbose_name=_("提出人"), on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(_("提出时间"))
    resolved_at = models.DateTimeField(_("解决时间"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        User, verbose_name=_("确认人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    escalation = models.PositiveSmallIntegerField(_("升级"), choices=Escalation.choices, default=Escalation.DEPARTMENT)

    class Meta:
        verbose_name = _("需协调事项")
        verbose_name_plural = _("需协调事项")
        ordering = ["raised_at", "pk"]

    def __str__(self) -> str:
        return self.text

    def resolve(self, *, at: dt.datetime) -> None:
        """It is settled. A second time changes nothing."""
        if self.resolved_at is None:
            self.resolved_at = at
            self.save(update_fields=["resolved_at"])


class BlockerAnswer(models.Model):
    """What a department answered: words, and the date that it promises."""

    blocker = models.ForeignKey(Blocker, on_delete=models.PROTECT, related_name="answers")
    text = models.CharField(_("答复"), max_length=300)
    promised_on = models.DateField(_("承诺解决日期"), null=True, blank=True)
    by = models.ForeignKey(User, verbose_name=_("答复人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("答复时间"))

    class Meta:
        verbose_name = _("答复")
        verbose_name_plural = _("答复")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
