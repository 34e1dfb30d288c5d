"""From which amount on a second person looks."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.kernel.keeping.freshness import kept
from core.kernel.sense import AmountColumn
from core.models import bumps
from finance.enums import HeldWhy
from finance.models.needs import FinancingNeed
from finance.models.sums import POSITIVE

USUAL_LIMIT = Decimal(500_000)  # 万元, 50 亿
TIMES_NEED = 10


class MoneyLimit(models.Model):
    """单笔上限: beyond this amount in 万元 a line or a drawdown asks for a second person. One row at most."""

    most_wan = AmountColumn(
        _("单笔上限（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE, default=USUAL_LIMIT
    )

    class Meta:
        verbose_name = _("单笔上限")
        verbose_name_plural = _("单笔上限")
        triggers = [bumps("credit")]
        constraints = [
            models.UniqueConstraint(F("most_wan") * 0, name="one_money_limit"),
            models.CheckConstraint(condition=Q(most_wan__gt=0), name="money_limit_positive"),
        ]

    def __str__(self) -> str:
        return str(self.most_wan)

    @classmethod
    def most(cls) -> Decimal:
        """The limit of now, in 万元."""
        return kept(
            "credit", lambda: cls.objects.values_list("most_wan", flat=True).first() or USUAL_LIMIT, part="most"
        )


def implausible(amount_wan: Decimal, need: FinancingNeed | None = None) -> HeldWhy | None:
    """Why an amount asks for a second person; None for one that does not."""
    if amount_wan > MoneyLimit.most():
        return HeldWhy.LIMIT
    return HeldWhy.NEED if need and amount_wan > need.amount_wan * TIMES_NEED else None
