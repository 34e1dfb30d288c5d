"""工作时间: the hours of a working day, which administrators may change."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.workdays import WorkCalendar
from enterprises.clock import WorkingHours, length_of

LONGEST_BREAK = dt.timedelta(days=14)  # no run of days off in China is longer
USUAL_SPANS = ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17)))


class WorkingSpanQuerySet(models.QuerySet["WorkingSpan"]):
    """The spans of a day, as arithmetic."""

    def load(self, start: dt.datetime, *, hours: int) -> WorkingHours:
        """Load what is needed to count so many working hours from a moment. Three queries."""
        spans = tuple(self.order_by("starts", "ends").values_list("starts", "ends")) or USUAL_SPANS
        days = dt.timedelta(hours=hours) // length_of(spans) + 1
        first = timezone.localdate(start)
        return WorkingHours(spans, WorkCalendar.load(first, first + dt.timedelta(days=2 * days) + LONGEST_BREAK))


class WorkingSpan(models.Model):
    """A stretch of a working day during which the clock of requests runs."""

    starts = models.TimeField(_("开始"))
    ends = models.TimeField(_("结束"))
    objects = WorkingSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("工作时间")
        verbose_name_plural = _("工作时间")
        ordering = ["starts"]
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
