"""代理: who does what waits for somebody else, for some days."""

import datetime as dt
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.ends import held_by_the_active
from core.models.freshness import bumps
from core.models.people import User
from core.models.taps import Tapped
from core.models.trail import tracked

# Of a deputyship, as ranges that include both ends; the person as a range of one, for which no extension is needed.
_ONE = Func("person", "person", Value("[]"), function="int8range", output_field=BigIntegerRangeField())
_DAYS = Func("starts_on", "ends_on", Value("[]"), function="daterange", output_field=DateRangeField())


class DeputyQuerySet(models.QuerySet["Deputy"]):
    """Sentences about deputies."""

    def visible_to(self, user: User) -> Self:
        """Both sides see it, and whoever sees the person's account."""
        return self.filter(Q(person__in=User.objects.visible_to(user)) | Q(deputy=user))

    def unfinished(self, on: dt.date) -> Self:
        """Those that run on a day or begin later, and were not ended."""
        return self.filter(ended_at__isnull=True, ends_on__gte=on)

    def running(self, on: dt.date) -> Self:
        """Those that run on a day, between two people who may log in."""
        here = Q(person__is_active=True, deputy__is_active=True)
        return self.unfinished(on).filter(here, starts_on__lte=on)


@tracked()
class Deputy(Tapped):
    """That one person does what waits for another, from a day to a day, both included, in Shanghai.

    What follows from being named somewhere follows to the deputy, as far as both hold the role that it takes. What
    stands on a role alone does not, and nothing goes on to a deputy's own deputy. How it is read:
    core/hands/reading.py. One that was ended early runs until that moment.
    """

    person = models.ForeignKey(User, verbose_name=_("本人"), on_delete=models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey(User, verbose_name=_("代理人"), on_delete=models.PROTECT, related_name="stands_in")
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    reason = models.CharField(_("事由"), max_length=60)
    entered_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    ended_by = models.ForeignKey(
        User, verbose_name=_("提前结束人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("提前结束时间"), null=True, blank=True)
    objects = DeputyQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("代理")
        verbose_name_plural = _("代理")
        ordering = ["-starts_on", "-pk"]
        triggers = [bumps("people")]
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputy_is_another"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="deputy_dates"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="deputy_ended_by_somebody",
            ),
            ExclusionConstraint(
                name="deputy_one_a_day",
                expressions=[(_ONE, RangeOperators.OVERLAPS), (_DAYS, RangeOperators.OVERLAPS)],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.deputy}"

    @property
    def last_day(self) -> dt.date:
        """The last day on which it ran or will run."""
        return min(self.ends_on, timezone.localdate(self.ended_at)) if self.ended_at else self.ends_on


pgtrigger.register(*(held_by_the_active(Deputy._meta.get_field(name)) for name in ("person", "deputy")))(Deputy)
