"""The working calendar: years that are announced, and their exceptions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.freshness import bumps


class CalendarYear(models.Model):
    """A year for which the State Council's holiday notice is loaded."""

    year = models.PositiveSmallIntegerField(_("年份"), primary_key=True)
    source = models.CharField(_("来源"), max_length=80)

    class Meta:
        verbose_name = _("日历年")
        verbose_name_plural = _("日历年")
        triggers = [bumps("calendar")]

    def __str__(self) -> str:
        return str(self.year)


class Workday(models.Model):
    """An exception to Monday-to-Friday: a public holiday, or a make-up working day (调休)."""

    on = models.DateField(_("日期"), primary_key=True)
    is_working = models.BooleanField(_("上班"))
    name = models.CharField(_("名称"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("节假日与调休")
        verbose_name_plural = _("节假日与调休")
        ordering = ["on"]
        triggers = [bumps("calendar")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
