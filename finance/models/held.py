"""Amounts that nobody believes at sight: they wait for a second person, and count in no sum until then."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.sense import AmountColumn
from core.models import Tapped, User, bumps, tracked
from finance.enums import HeldState, HeldWhy, SideKind
from finance.models.institutions import Institution
from finance.models.lines import CreditLine
from finance.models.sums import POSITIVE, SEES_FINANCE


class HeldEntryQuerySet(models.QuerySet["HeldEntry"]):
    """Sentences about entries that wait for a second person."""

    def visible_to(self, user: User) -> Self:
        """A bank's people see those of their own institution."""
        if user.holds(*SEES_FINANCE):
            return self
        return self.filter(institution__members__user=user) if user.holds(Role.BANK) else self.none()

    def waiting(self) -> Self:
        """Those that nobody decided yet."""
        return self.filter(state=HeldState.WAITING)


@tracked()
class HeldEntry(Tapped):
    """待复核: a line or a drawdown as it was typed, with an amount that asks for a second person.

    `data` is what the form was sent; approved, the form takes it as if it were sent then. Whoever entered it may drop
    it and never approves it: the database refuses.
    """

    kind = models.CharField(_("类别"), max_length=10, choices=SideKind.choices)
    institution = models.ForeignKey(
        Institution, verbose_name=_("机构"), on_delete=models.PROTECT, related_name="held_entries"
    )
    line = models.ForeignKey(
        CreditLine, verbose_name=_("授信"), null=True, blank=True, on_delete=models.CASCADE, related_name="held_entries"
    )
    what = models.CharField(_("事项"), max_length=120)
    amount_wan = AmountColumn(_("金额（万元）"), max_digits=14, decimal_places=2, validators=POSITIVE)
    why = models.CharField(_("复核原因"), max_length=8, choices=HeldWhy.choices)
    data = models.JSONField(_("所填内容"), default=dict, editable=False)
    entered_by = models.ForeignKey(User, verbose_name=_("登记人"), on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"))
    state = models.CharField(
        _("状态"), max_length=10, choices=HeldState.choices, default=HeldState.WAITING, editable=False
    )
    decided_by = models.ForeignKey(
        User, verbose_name=_("复核人"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("复核时间"), null=True, blank=True)
    objects = HeldEntryQuerySet.as_manager()

    class Meta(Tapped.Meta):
        verbose_name = _("待复核的登记")
        verbose_name_plural = _("待复核的登记")
        ordering = ["entered_at", "pk"]
        triggers = [bumps("credit")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=HeldState.APPROVED) | ~Q(decided_by=F("entered_by")), name="approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state=HeldState.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=HeldState.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="held_decided_by_somebody",
            ),
            models.CheckConstraint(condition=Q(amount_wan__gt=0), name="held_positive"),
        ]

    def __str__(self) -> str:
        return self.what

    def decide(self, state: HeldState, *, by: User, now: dt.datetime) -> Any:
        """Write down what was decided. The caller holds its lock."""
        self.state, self.decided_by, self.decided_at = state, by, now
        self.save(update_fields=["state", "decided_by", "decided_at"])
