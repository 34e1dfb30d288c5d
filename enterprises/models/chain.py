"""The industry chain (产业链): its links, who stands where, and who supplies whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.kernel.sense import HappenedColumn
from core.models import Cluster, OnceAsSeen, bumps, tracked
from enterprises.enums import ChainPart
from enterprises.models.firms import Enterprise


class ChainLink(models.Model):
    """A link of a cluster's chain. Without a firm of the zone it is a gap (补链); 强链 is one to be made stronger."""

    cluster = models.ForeignKey(
        Cluster, verbose_name=_("产业高地"), on_delete=models.PROTECT, related_name="chain_links"
    )
    part = models.CharField(_("位置"), max_length=12, choices=ChainPart.choices)
    name = models.CharField(_("环节"), max_length=40)
    rank = models.PositiveSmallIntegerField(_("排序"), default=100)
    strengthen = models.BooleanField(_("列入强链"), default=False)
    is_example = models.BooleanField(_("示例"), default=False)

    class Meta:
        triggers = [bumps("chain")]
        verbose_name = _("产业链环节")
        verbose_name_plural = _("产业链环节")
        ordering = ["cluster", "rank", "pk"]
        constraints = [
            OnceAsSeen("name", within=("cluster",), name="chain_link_name_as_seen"),
            models.UniqueConstraint(fields=["cluster", "name"], name="chain_link_once"),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class ChainPlace(models.Model):
    """A firm stands at a link of a chain."""

    link = models.ForeignKey(ChainLink, verbose_name=_("环节"), on_delete=models.PROTECT, related_name="places")
    enterprise = models.ForeignKey(
        Enterprise, verbose_name=_("企业"), on_delete=models.CASCADE, related_name="chain_places"
    )

    class Meta:
        verbose_name = _("链上位置")
        verbose_name_plural = _("链上位置")
        ordering = ["link", "pk"]
        constraints = [models.UniqueConstraint(fields=["link", "enterprise"], name="chain_place_once")]

    def __str__(self) -> str:
        return f"{self.enterprise} {self.link}"


@tracked()
class Supply(models.Model):
    """本地配套: one firm of the zone supplies another one."""

    supplier = models.ForeignKey(
        Enterprise, verbose_name=_("供应企业"), on_delete=models.CASCADE, related_name="supplies"
    )
    customer = models.ForeignKey(
        Enterprise, verbose_name=_("采购企业"), on_delete=models.CASCADE, related_name="supplied_by"
    )
    what = models.CharField(_("配套内容"), max_length=60)
    since = HappenedColumn(_("开始"), null=True, blank=True)
    is_example = models.BooleanField(_("示例"), default=False)

    class Meta:
        verbose_name = _("本地配套")
        verbose_name_plural = _("本地配套")
        ordering = ["supplier", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["supplier", "customer", "what"], name="supply_once"),
            models.CheckConstraint(condition=~Q(supplier=F("customer")), name="supply_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.customer} {self.what}"
