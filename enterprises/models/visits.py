"""Visits: what was said, and what they bring back."""

import datetime as dt
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.sense import HappenedColumn
from core.models import Attachment, Tapped, User, tracked
from enterprises.enums import SEES_ALL_SERVICE, HandoffKind, VisitMode, VisitQuestion
from enterprises.models.firms import Enterprise, LiaisonAssignment


class VisitQuerySet(models.QuerySet["Visit"]):
    """Sentences about visits."""

    def visible_to(self, user: User) -> Self:
        """Leaders and auditors see all; a liaison officer their own and those of the firms they look after now."""
        if user.holds(*SEES_ALL_SERVICE):
            return self
        if not user.holds(Role.LIAISON):
            return self.none()
        firms = LiaisonAssignment.objects.current().filter(officer=user).values("enterprise")
        return self.filter(Q(officer=user) | Q(enterprise__in=firms))


@tracked()
class Visit(Tapped):
    """A visit, call or video meeting with a firm. `client_id` is made by the phone: sending twice makes one."""

    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("走访企业"), on_delete=models.PROTECT, related_name="visits"
    )
    officer = models.ForeignKey(User, verbose_name=_("走访人"), on_delete=models.PROTECT, related_name="visits")
    mode = models.CharField(_("方式"), max_length=10, choices=VisitMode.choices, default=VisitMode.ON_SITE)
    on = HappenedColumn(_("日期"))
    asked_for = models.BooleanField(_("企业约请"), default=False)
    received_by = models.CharField(_("企业接待人"), max_length=60, blank=True)
    companions = models.CharField(_("同行人员"), max_length=120, blank=True)
    questions = ArrayField(
        models.CharField(max_length=12, choices=VisitQuestion.choices),
        verbose_name=_("问到的事项"),
        default=list,
        blank=True,
    )
    notes = models.TextField(_("谈了什么"), max_length=2000)
    created_at = models.DateTimeField(_("记录时间"))
    is_example = models.BooleanField(_("示例"), default=False)
    objects = VisitQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("走访")
        verbose_name_plural = _("走访")
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["enterprise", "-on"], name="visit_of_firm"),
            models.Index(fields=["-on", "-id"], name="visit_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.enterprise} {self.get_mode_display()}"


class VisitPhoto(models.Model):
    """A photo of a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="visit_photo")

    class Meta:
        verbose_name = _("走访照片")
        verbose_name_plural = _("走访照片")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.attachment)


class VisitHandoff(models.Model):
    """A need of money or people, or a word on a project, heard on a visit and passed to the officers of that room."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="handoffs")
    kind = models.CharField(_("类型"), max_length=10, choices=HandoffKind.choices)
    note = models.CharField(_("转办说明"), max_length=200, blank=True)
    taken_by = models.ForeignKey(
        User, verbose_name=_("承接人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_at = models.DateTimeField(_("承接时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("走访转办")
        verbose_name_plural = _("走访转办")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "kind"], name="handoff_once")]
        indexes = [models.Index(fields=["kind", "id"], condition=Q(taken_at__isnull=True), name="handoff_waiting")]

    def __str__(self) -> str:
        return f"{self.visit} {self.get_kind_display()}"

    def take(self, *, by: User, now: dt.datetime) -> bool:
        """Take it up; False when somebody else was first."""
        return bool(VisitHandoff.objects.filter(pk=self.pk, taken_at=None).update(taken_by=by, taken_at=now))
