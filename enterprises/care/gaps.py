"""Firms that nobody came to for long, by their tier."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F, QuerySet

from enterprises.models import Enterprise


def overdue(firms: QuerySet[Enterprise], today: dt.date) -> QuerySet[Enterprise]:
    """Those that were not visited within the days of their tier."""
    return firms.filter(present__visit_due_on__lt=today)


def longest_first(firms: QuerySet[Enterprise]) -> QuerySet[Enterprise]:
    """In the order in which a visit is worth while; what no tier fits comes last."""
    return firms.order_by(F("present__visit_due_on").asc(nulls_last=True), "pinyin", "pk")


@dataclass(frozen=True)
class Gap:
    """How long nobody came to a firm. Expects `present__tier` loaded."""

    firm: Enterprise
    today: dt.date

    @property
    def days(self) -> int | None:
        """Days since the last visit; None for a firm that was never visited."""
        last = self.firm.present.last_visit_on
        return (self.today - last).days if last else None

    @property
    def alone(self) -> bool:
        """Whether nobody who may log in looks after it. Expects `current_liaisons` loaded."""
        return not any(each.officer.is_active for each in self.firm.current_liaisons)

    @property
    def allowed(self) -> int | None:
        """Days that its tier allows; None where no tier fits."""
        return self.firm.present.tier and self.firm.present.tier.days

    @property
    def over(self) -> int:
        """Days past what the tier allows, 0 for a firm that is within them or was never visited."""
        return max(0, (self.days or 0) - self.allowed) if self.allowed else 0

    @property
    def late(self) -> bool:
        """Whether a visit is worth while."""
        due_on = self.firm.present.visit_due_on
        return due_on is not None and due_on < self.today
