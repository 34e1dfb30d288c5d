"""What the composition root keeps: for which day the demo was made, and how long the zone's lists are."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import User


class DemoLoad(models.Model):
    """The demo of this database: made once, for a day, from a seed."""

    made_for = models.DateField(_("演示日期"))
    seed = models.IntegerField(_("种子"))
    scale = models.PositiveSmallIntegerField(_("倍数"))

    class Meta:
        verbose_name = _("演示数据")
        verbose_name_plural = _("演示数据")

    def __str__(self) -> str:
        return str(self.made_for)


class ListLength(models.Model):
    """How many rows of a kind the zone has on its own lists, as an administrator said; 0 where it has none."""

    kind = models.CharField(_("台账"), max_length=20, unique=True)
    n = models.PositiveIntegerField(_("应有"))
    by = models.ForeignKey(User, verbose_name=_("说明人"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("说明时间"))

    class Meta:
        verbose_name = _("台账应有数")
        verbose_name_plural = _("台账应有数")

    def __str__(self) -> str:
        return f"{self.kind} {self.n}"
