"""工作时间: the hours of a working day, which administrators may change."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.kernel.keeping.freshness import kept
from core.kernel.workdays import WorkCalendar
from core.models import bumps
from enterprises.clock import WorkingHours

USUAL_SPANS = ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17)))


class WorkingSpanQuerySet(models.QuerySet["WorkingSpan"]):
    """The spans of a day, as arithmetic."""

    def load(self) -> WorkingHours:
        """The working hours of this moment, kept by the process until somebody changes them."""
        spans = kept("hours", lambda: tuple(self.order_by("starts", "ends").values_list("starts", "ends")))
        return WorkingHours(spans or USUAL_SPANS, WorkCalendar.load())


class WorkingSpan(models.Model):
    """A stretch of a working day during which the clock of requests runs."""

    starts = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))
    objects = WorkingSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("工作时间")
        verbose_name_plural = _("工作时间")
        ordering = ["starts"]
        triggers = [bumps("hours")]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="working_span_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    def clean(self) -> None:
        """Raise ValidationError for a span that ends before it begins, or lies over another one."""
        if self.starts is None or self.ends is None:
            return
        if self.ends <= self.starts:
            raise ValidationError({"ends": _("结束时间要晚于开始时间。")})
        others = WorkingSpan.objects.exclude(pk=self.pk)
        if others.filter(starts__lt=self.ends, ends__gt=self.starts).exists():
            raise ValidationError(_("与另一段工作时间重叠。"))


def seed_working_hours(**_kwargs: object) -> None:
    """Write the usual hours into an empty table. Runs after every migrate; what administrators keep stays."""
    if not WorkingSpan.objects.exists():
        WorkingSpan.objects.bulk_create(WorkingSpan(starts=starts, ends=ends) for starts, ends in USUAL_SPANS)
