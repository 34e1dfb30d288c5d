"""What this room tells upward: rows and sums as of a date, for the targets."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from core.models import Cluster
from enterprises.enums import PlanKind
from enterprises.models import ListingStageChange, MonthlyFigures, PlanEntry


class MonthTotal(NamedTuple):
    """The output of one month as far as it was reported on one day, in 万元."""

    month: dt.date
    reported_on: dt.date
    output_wan: Decimal


def champion_entries(as_of: dt.date) -> QuerySet[PlanEntry]:
    """Firms of the champions' plan that were recognised, with evidence, by a date."""
    return champions_in_plan(as_of).filter(recognised_on__lte=as_of)


def champions_in_plan(as_of: dt.date) -> QuerySet[PlanEntry]:
    """Firms of the champions' plan by a date, recognised or not."""
    return PlanEntry.objects.standing(as_of).filter(plan__kind=PlanKind.CHAMPIONS)


def listing_entries(as_of: dt.date) -> QuerySet[PlanEntry]:
    """Firms in the listing reserve by a date."""
    return PlanEntry.objects.standing(as_of).filter(plan__kind=PlanKind.LISTING)


def listing_funnel(as_of: dt.date) -> dict[str, int]:
    """How many reserve firms stand in each listing stage ("" = not begun), by their latest stage."""
    firms = listing_entries(as_of).values_list("enterprise", flat=True)
    latest = dict.fromkeys(firms, "")
    changes = ListingStageChange.objects.filter(enterprise__in=latest, on__lte=as_of).order_by("on", "pk")
    latest |= dict(changes.values_list("enterprise", "stage"))
    counts: dict[str, int] = {}
    for stage in latest.values():
        counts[stage] = counts.get(stage, 0) + 1
    return counts


def output_rows(as_of: dt.date, cluster: Cluster | None = None) -> QuerySet[MonthlyFigures]:
    """Verified monthly figures that were reported by a date, of all firms or of one cluster's."""
    rows = MonthlyFigures.objects.filter(reported_on__lte=as_of, verified_by__isnull=False)
    return rows if cluster is None else rows.filter(enterprise__cluster=cluster)


def output_by_month(as_of: dt.date, cluster: Cluster | None = None) -> list[MonthTotal]:
    """The verified output by month and day of report, in order, in 万元. One query."""
    totals = output_rows(as_of, cluster).order_by("month", "reported_on").values_list("month", "reported_on")
    return [MonthTotal(*row) for row in totals.annotate(total=Sum("output_wan"))]


def output_by_park(as_of: dt.date, since: dt.date) -> list[tuple[int | None, Decimal]]:
    """The verified output of the months from `since`, by the park that the firm belongs to, in 万元.

    Each firm belongs to one park or to none, so nothing counts twice.
    """
    rows = output_rows(as_of).filter(month__gte=since).order_by()
    return list(rows.values_list("enterprise__park").annotate(total=Sum("output_wan")))
