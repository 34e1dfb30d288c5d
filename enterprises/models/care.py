"""How often a firm should be looked in on, by tier: a nudge for its liaison officer, never a duty to check in."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import OnceAsSeen
from enterprises.enums import Grade, PlanKind

USUAL_TIERS = (
    (1, "培育和上市后备企业", 30, [Grade.LEADING, Grade.CHAMPION, Grade.HIDDEN_CHAMPION], list(PlanKind)),
    (2, "规上和重点企业", 60, [Grade.ABOVE_SCALE, Grade.KEY, Grade.LITTLE_GIANT, Grade.SPECIALISED], []),
    (3, "其他企业", 90, [], []),
)


class VisitTier(models.Model):
    """A tier of firms and the days after which a visit is worth while. A firm belongs to the first tier that fits;
    a tier without grades and plans fits every firm."""

    rank = models.PositiveSmallIntegerField(_("次序"), unique=True)
    name = models.CharField(_("层级"), max_length=40, unique=True)
    days = models.PositiveSmallIntegerField(_("多少天未走访即提示"), validators=[MinValueValidator(1)])
    grades = ArrayField(
        models.CharField(max_length=20, choices=Grade.choices), verbose_name=_("等级"), default=list, blank=True
    )
    plans = ArrayField(
        models.CharField(max_length=12, choices=PlanKind.choices), verbose_name=_("培育计划"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("走访层级")
        verbose_name_plural = _("走访层级")
        ordering = ["rank"]
        constraints = [
            OnceAsSeen("name", name="visit_tier_name_as_seen"),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="visit_tier_days"),
        ]

    def __str__(self) -> str:
        return self.name


def seed_visit_tiers(**_kwargs: object) -> None:
    """Write the usual tiers into an empty table. Runs after every migrate; what administrators keep stays."""
    if not VisitTier.objects.exists():
        VisitTier.objects.bulk_create(
            VisitTier(rank=rank, name=name, days=days, grades=grades, plans=plans)
            for rank, name, days, grades, plans in USUAL_TIERS
        )
