"""Places: the main park with its wings, and the industry highlands."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import ParkKind
from core.models.freshness import bumps


class Park(models.Model):
    """The main park, or an enclave park of one of the two wings."""

    key = models.SlugField(_("标识"), unique=True)
    name = models.CharField(_("园区"), max_length=60)
    city = models.CharField(_("城市"), max_length=20)
    kind = models.CharField(_("类型"), max_length=10, choices=ParkKind.choices)
    partner = models.CharField(_("合作方"), max_length=60, blank=True)
    agreement = models.CharField(_("协议"), max_length=60, blank=True)
    delivery_on = models.DateField(_("预计交付"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta:
        verbose_name = _("园区")
        verbose_name_plural = _("园区")
        triggers = [bumps("places")]
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name


class Cluster(models.Model):
    """One of the three industry highlands (产业高地)."""

    key = models.SlugField(_("标识"), unique=True)
    name = models.CharField(_("产业高地"), max_length=60)
    ambition = models.CharField(_("定位"), max_length=60, blank=True)
    lead = models.CharField(_("龙头"), max_length=60, blank=True)
    supports = ArrayField(models.CharField(max_length=60), verbose_name=_("依托"), default=list, blank=True)
    fields = ArrayField(models.CharField(max_length=60), verbose_name=_("领域"), default=list, blank=True)
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)

    class Meta:
        verbose_name = _("产业高地")
        verbose_name_plural = _("产业高地")
        triggers = [bumps("places")]
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.name
