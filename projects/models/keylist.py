"""年度重点项目清单: what a leader decided of each project when the list of a year was made, and why."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import User, tracked
from projects.enums import Listing
from projects.models.project import Project


@tracked()
class KeyList(models.Model):
    """The list of key projects of a calendar year, made from that of the year before. It may be gone over again."""

    year = models.PositiveSmallIntegerField(_("年度"), unique=True)
    by = models.ForeignKey(User, verbose_name=_("确定人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("确定时间"))

    class Meta:
        verbose_name = _("年度重点项目清单")
        verbose_name_plural = _("年度重点项目清单")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


@tracked()
class KeyListEntry(models.Model):
    """One project on the way from one year's list to the next. What was dropped says why."""

    key_list = models.ForeignKey(KeyList, on_delete=models.PROTECT, related_name="entries")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="key_list_entries")
    outcome = models.CharField(_("去留"), max_length=10, choices=Listing.choices)
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("清单条目")
        verbose_name_plural = _("清单条目")
        ordering = ["project__code"]
        constraints = [
            models.UniqueConstraint(fields=["key_list", "project"], name="key_list_entry_once"),
            models.CheckConstraint(
                condition=~Q(outcome=Listing.DROPPED) | ~Q(reason=""), name="key_list_entry_dropped_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key_list} {self.project}"
