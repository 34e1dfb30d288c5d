"""The composition root keeps one thing: for which day the demo was made."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
