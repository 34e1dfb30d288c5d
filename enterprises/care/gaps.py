"""Firms that nobody came to for long, by their tier."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import (
    Case,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from enterprises.models import (
    Enterprise,
    EnterpriseGrade,
    PlanEntry,
    Visit,
    VisitTier,
)

NEVER = dt.timedelta(days=100_000)  # a firm that was never visited comes before all others
ON_TIME = dt.timedelta()


def with_gaps(firms: QuerySet[Enterprise], tiers: Iterable[VisitTier], today: dt.date) -> QuerySet[Enterprise]:
    """Annotate each firm with its tier and the time it allows (`tier`, `allowed`), its `last_visit`, the time since
    (`gap`), and the time past what the tier allows (`over`). One query, whatever the number of firms.
    """
    tiers = list(tiers)
    visits = Visit.objects.filter(enterprise=OuterRef("pk"), on__lte=today).order_by().values("enterprise")
    found = firms.annotate(
        tier=Case(*(When(_fits(tier), then=Value(tier.pk)) for tier in tiers), output_field=IntegerField()),
        last_visit=Subquery(visits.annotate(last=Max("on")).values("last")),
    )
    limits = [When(tier=tier.pk, then=Value(dt.timedelta(days=tier.days))) for tier in tiers]
    since = ExpressionWrapper(Value(today, DateField()) - F("last_visit"), output_field=DurationField())
    found = found.annotate(
        allowed=Case(*limits, default=Value(NEVER), output_field=DurationField()),
        gap=Coalesce(since, Value(NEVER), output_field=DurationField()),
    )
    return found.annotate(over=ExpressionWrapper(F("gap") - F("allowed"), output_field=DurationField()))


def _fits(tier: VisitTier) -> Q | Exists:
    """Whether a firm belongs to a tier: by a grade, recognised or in cultivation, or by a plan it is in."""
    if not (tier.grades or tier.plans):
        return Q(pk__isnull=False)
    grades = EnterpriseGrade.objects.filter(enterprise=OuterRef("pk"), grade__in=tier.grades)
    entries = PlanEntry.objects.filter(enterprise=OuterRef("pk"), plan__kind__in=tier.plans, left_on__isnull=True)
    return Q(Exists(grades)) | Q(Exists(entries))
