"""What the zone offers talents: honours, platforms, services and apartments."""

import datetime as dt
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.kernel.sense import HappenedColumn
from core.models import OnceAsSeen, Tapped, User, bumps, tracked
from enterprises.models import Enterprise
from talent.enums import TalentPlatformKind
from talent.models.counting import OfTalentQuerySet
from talent.models.people import Talent


class HonourQuerySet(models.QuerySet["Honour"]):
    """Sentences about honours."""

    def with_holders(self, people: models.QuerySet[Talent]) -> Self:
        """Add `held`, the number of these people who hold the honour."""
        return self.annotate(held=Count("holders", filter=Q(holders__in=people.order_by().values("pk"))))


class Honour(models.Model):
    """A title that the zone honours (劳动模范, 雨花工匠 …)."""

    name = models.CharField(_("荣誉"), max_length=40, unique=True)
    holders = models.ManyToManyField(
        Talent, through="HonourGrant", verbose_name=_("获得者"), blank=True, related_name="honours"
    )
    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = _("荣誉")
        verbose_name_plural = _("荣誉")
        triggers = [bumps("talents")]
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="honour_name_as_seen")]

    def __str__(self) -> str:
        return self.name


@tracked()
class HonourGrant(Tapped):
    """Who holds which honour, since when, and what shows it. One that is taken back goes over into `HonourLoss`."""

    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="honour_grants")
    honour = models.ForeignKey(Honour, verbose_name=_("荣誉"), on_delete=models.CASCADE, related_name="grants")
    on = HappenedColumn(_("授予日期"), null=True, blank=True)
    number = models.CharField(_("文号或证书号"), max_length=60, blank=True)
    evidence = models.CharField(_("依据"), max_length=120, blank=True)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("授予荣誉")
        verbose_name_plural = _("授予荣誉")
        ordering = ["-on", "-pk"]
        triggers = [bumps("talents")]
        constraints = [
            models.UniqueConstraint(
                fields=["talent", "honour"],
                name="honour_held_once",
                violation_error_message=_("这个人已有这项荣誉。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.talent} {self.honour}"

    @transaction.atomic
    def take_back(self, *, on: dt.date, why: str, by: User | None) -> "HonourLoss | None":
        """撤销: held until the day, for a reason. None when somebody was faster.

        Raises ValidationError for a day before the honour was given.
        """
        grant = HonourGrant.objects.select_for_update().filter(pk=self.pk).first()
        if grant is None:
            return None
        if grant.on and on < grant.on:
            raise ValidationError({"on": gettext("不能早于授予日期 %(on)s。") % {"on": grant.on}})
        said = {name: getattr(grant, name) for name in ("talent", "honour", "number", "evidence", "is_example")}
        made = HonourLoss.objects.create(given_on=grant.on, on=on, why=why, by=by, **said)
        grant.delete()
        return made


@tracked()
class HonourLoss(Tapped):
    """An honour that was taken back: what had been given, on which day it was lost, and why."""

    talent = models.ForeignKey(Talent, verbose_name=_("人才"), on_delete=models.CASCADE, related_name="honour_losses")
    honour = models.ForeignKey(Honour, verbose_name=_("荣誉"), on_delete=models.CASCADE, related_name="losses")
    given_on = models.DateField(_("授予日期"), null=True, blank=True)
    number = models.CharField(_("文号或证书号"), max_length=60, blank=True)
    evidence = models.CharField(_("依据"), max_length=120, blank=True)
    on = HappenedColumn(_("撤销日期"))
    why = models.CharField(_("撤销原因"), max_length=120)
    by = models.ForeignKey(
        User, verbose_name=_("登记人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_example = models.BooleanField(_("示例"), default=False)
    objects = OfTalentQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("撤销荣誉")
        verbose_name_plural = _("撤销荣誉")
        ordering = ["-on", "-pk"]
        triggers = [bumps("talents")]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="honour_lost_with_reason")]

    def __str__(self) -> str:
        return f"{self.talent} {self.honour}"


@tracked()
class TalentPlatform(models.Model):
    """A work station, training base or college of the 136 plan. Its firm may be named later than the platform."""

    name = models.CharField(_("人才平台"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=12, choices=TalentPlatformKind.choices)
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("依托企业"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = OfTalentQuerySet.as_manager()

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
