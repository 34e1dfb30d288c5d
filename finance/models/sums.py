"""What amounts are, and sums over rows that hang on another: all in 万元."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from core.enums import Role

SEES_FINANCE = (Role.LEADER, Role.AUDITOR, Role.FINANCE_OFFICER)
POSITIVE = [MinValueValidator(Decimal("0.01"))]
WAN = models.DecimalField(max_digits=16, decimal_places=2)  # what a sum of amounts is


def sum_of(rows: QuerySet, owner: str, field: str) -> Coalesce:
    """The sum of a field of the rows that point to the outer row, 0 when there is none."""
    total = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner).annotate(total=Sum(field))
    return Coalesce(Subquery(total.values("total")), Decimal(0), output_field=WAN)
