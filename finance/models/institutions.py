"""Who brings the money: institutions, their branches and people, and the measures of the 金融超市."""

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models import OnceAsSeen, User, bumps
from core.models.plain import as_seen
from finance.enums import InstitutionKind
from finance.models.sums import SEES_FINANCE, sum_of


class InstitutionQuerySet(models.QuerySet["Institution"]):
    """Sentences about institutions."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see their own institution only."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(members__user=user) if user.holds(Role.BANK) else self.none()

    def with_sums(self) -> Self:
        """Add `lines`, `granted_wan`, `drawn_wan`: what each has granted and what of it is drawn.

        Three sub-selects for each institution: a join with the lines would ask the two sums once for each line.
        """
        lines = apps.get_model("finance.CreditLine").objects.all()
        counted = lines.filter(institution=OuterRef("pk")).order_by().values("institution").annotate(n=Count("pk"))
        return self.annotate(
            lines=Coalesce(Subquery(counted.values("n")), 0),
            granted_wan=sum_of(lines, "institution", "granted_wan"),
            drawn_wan=sum_of(lines, "institution", "drawn_wan"),
        )


class Institution(models.Model):
    """A bank, venture firm, guarantor or lessor."""

    name = models.CharField(_("机构"), max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=10, choices=InstitutionKind.choices)
    is_example = models.BooleanField(_("示例"), default=False)
    objects = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("金融机构")
        verbose_name_plural = _("金融机构")
        triggers = [bumps("credit")]
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="institution_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class Branch(models.Model):
    """A branch of an institution."""

    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="branches"
    )
    name = models.CharField(_("网点"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("网点")
        verbose_name_plural = _("网点")
        ordering = ["pk"]
        constraints = [OnceAsSeen("name", name="branch_name_as_seen")]

    def __str__(self) -> str:
        return self.name


class BankMember(models.Model):
    """Ties a user with the bank role to the one institution whose rows they see."""

    user = models.OneToOneField(User, verbose_name=_("账号"), on_delete=models.CASCADE, related_name="bank_member")
    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="members"
    )

    class Meta:
        verbose_name = _("机构人员")
        verbose_name_plural = _("机构人员")
        triggers = [bumps("credit")]

    def __str__(self) -> str:
        return f"{self.user} {self.institution}"


class Measure(models.Model):
    """A measure of the 金融超市 (绿色通道, 灵活担保 …), who promised it in public, and for whom."""

    institution = models.ForeignKey(
        Institution,
        verbose_name=_("承诺机构"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measures",
    )
    branch = models.ForeignKey(
        Branch, verbose_name=_("网点"), null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    name = models.CharField(_("金融举措"), max_length=60)
    for_whom = models.CharField(_("对象"), max_length=120, blank=True)
    source = models.CharField(_("来源"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("金融举措")
        verbose_name_plural = _("金融举措")
        triggers = [bumps("credit")]
        ordering = ["pk"]
        constraints = [
            OnceAsSeen("name", within=("institution",), name="measure_name_as_seen"),
            models.UniqueConstraint(
                as_seen("name"), condition=models.Q(institution__isnull=True), name="measure_of_nobody_as_seen"
            ),
        ]

    def __str__(self) -> str:
        return self.name
