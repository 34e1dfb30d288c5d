"""What this room tells upward: rows and sums as of a date, for the targets."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from core.kernel.keeping.freshness import kept
from enterprises.enums import PlanKind
from enterprises.models import ListingStageChange, MonthlyFigures, PlanEntry


def champion_entries(as_of: dt.date) -> QuerySet[PlanEntry]:
    """Firms of the champions' plan that were recognised, with evidence, by a date."""
    return champions_in_plan(as_of).filter(recognised_on__lte=as_of)


def champions_in_plan(as_of: dt.date) -> QuerySet[PlanEntry]:
    """Firms of the champions' plan by a date, recognised or not."""
    return PlanEntry.objects.standing(as_of).filter(plan__kind=PlanKind.CHAMPIONS)


def listing_entries(as_of: dt.date) -> QuerySet[PlanEntry]:
    """Firms in the listing reserve by a date."""
    return PlanEntry.objects.standing(as_of).filter(plan__kind=PlanKind.LISTING)


class PlannedFirm(NamedTuple):
    """A firm in a plan, as far as counting is concerned."""

    kind: str
    goal: str
    enterprise: int
    entered_on: dt.date
    left_on: dt.date | None
    recognised_on: dt.date | None

    def stands(self, on: dt.date) -> bool:
        """Whether it was in its plan on a date: entered, and not left."""
        return self.entered_on <= on and (self.left_on is None or self.left_on > on)


def planned_firms(kind: PlanKind, as_of: dt.date) -> list[PlannedFirm]:
    """The firms of a plan by a date. Kept until an entry is written."""
    return [firm for firm in kept("growth", _planned_firms) if firm.kind == kind and firm.stands(as_of)]


def recognised_champions(as_of: dt.date) -> list[PlannedFirm]:
    """Like `champion_entries`, for counting."""
    champions = planned_firms(PlanKind.CHAMPIONS, as_of)
    return [firm for firm in champions if firm.recognised_on and firm.recognised_on <= as_of]


def _planned_firms() -> list[PlannedFirm]:
    columns = ("plan__kind", "goal", "enterprise_id", "entered_on", "left_on", "recognised_on")
    return [PlannedFirm(*row) for row in PlanEntry.objects.order_by().values_list(*columns)]


def listing_funnel(as_of: dt.date) -> dict[str, int]:
    """How many reserve firms stand in each listing stage ("" = not begun), by their latest stage."""
    return dict(Counter(listing_stages(as_of).values()))


def listing_stages(as_of: dt.date) -> dict[int, str]:
    """The latest listing stage of each reserve firm, by its key; "" = not begun."""
    latest = {firm.enterprise: "" for firm in planned_firms(PlanKind.LISTING, as_of)}
    for firm, stage, on in kept("growth", _stage_changes, part="stages"):
        if firm in latest and on <= as_of:
            latest[firm] = stage
    return latest


def _stage_changes() -> list[tuple[int, str, dt.date]]:
    return list(ListingStageChange.objects.order_by("on", "pk").values_list("enterprise", "stage", "on"))


def output_rows(as_of: dt.date, cluster: str | None = None) -> QuerySet[MonthlyFigures]:
    """Verified monthly figures that were reported by a date, of all firms or of the cluster's with this key."""
    rows = MonthlyFigures.objects.filter(reported_on__lte=as_of, verified_by__isnull=False)
    return rows if cluster is None else rows.filter(enterprise__cluster__key=cluster)


class OutputSum(NamedTuple):
    """The verified output of a month as it was reported on a day by the firms of a highland and a park, in 万元."""

    month: dt.date
    reported_on: dt.date
    cluster: str | None
    park: int | None
    output_wan: Decimal


def output_sums() -> list[OutputSum]:
    """All verified output, in the order of the days of report. Kept until a figure or a firm is written.

    Each firm belongs to one highland and one park or to none, so nothing counts twice.
    """
    return kept("figures firms places", _output_sums)


def _output_sums() -> list[OutputSum]:
    rows = MonthlyFigures.objects.filter(verified_by__isnull=False).order_by("reported_on", "month")
    by = rows.values_list("month", "reported_on", "enterprise__cluster__key", "enterprise__park")
    return [OutputSum(*row) for row in by.annotate(total=Sum("output_wan"))]
