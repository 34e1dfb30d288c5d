"""What the zone offers talents: honours, platforms, services and apartments."""

from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from core.models import OnceAsSeen, bumps
from enterprises.models import Enterprise
from talent.enums import TalentPlatformKind
from talent.models.people import Talent


class HonourQuerySet(models.QuerySet["Honour"]):
    """Sentences about honours."""

    def with_holders(self, people: models.QuerySet[Talent]) -> Self:
        """Add `held`, the number of these people who hold the honour."""
        return self.annotate(held=Count("holders", filter=Q(holders__in=people.order_by().values("pk"))))


class Honour(models.Model):
    """A title that the zone honours (劳动模范, 雨花工匠 …)."""

    name = models.CharField(_("荣誉"), max_length=40, unique=True)
    holders = models.ManyToManyField(Talent, verbose_name=_("获得者"), blank=True, related_name="honours")
    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = _("荣誉")
        verbose_name_plural = _("荣誉")
        triggers = [bumps("talents")]
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="honour_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class HonourHolder(Honour.holders.through):
    """Who holds which honour, as a name for the trigger of that table."""

    class Meta:
        proxy = True
        verbose_name = _("获得者")
        verbose_name_plural = _("获得者")
        triggers = [bumps("talents")]


class TalentPlatform(models.Model):
    """A work station, training base or college of the 136 plan."""

    name = models.CharField(_("人才平台"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=12, choices=TalentPlatformKind.choices)
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("依托企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("人才平台")
        verbose_name_plural = _("人才平台")
        triggers = [bumps("talents")]
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="talent_platform_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class TalentService(models.Model):
    """What the zone offers talents: apartments, green cards, schools …"""

    name = models.CharField(_("人才服务"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("人才服务")
        verbose_name_plural = _("人才服务")
        triggers = [bumps("talents")]
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="talent_service_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class ApartmentGrant(models.Model):
    """Apartments (人才公寓) that the zone granted to a firm in a year."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="apartment_grants")
    year = models.PositiveSmallIntegerField(_("年份"))
    units = models.PositiveSmallIntegerField(_("套数"))
    source = models.CharField(_("来源"), max_length=120)

    class Meta:
        verbose_name = _("人才公寓配给")
        verbose_name_plural = _("人才公寓配给")
        triggers = [bumps("talents")]
        ordering = ["-year", "pk"]
        constraints = [models.UniqueConstraint(fields=["enterprise", "year"], name="apartments_once_a_year")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.year}"
