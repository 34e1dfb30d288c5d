"""What this room tells upward: rows and sums as of a date, for the targets."""

import datetime as dt
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.db.models import Count, DateField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from core.kernel.keeping.freshness import kept
from enterprises.enums import PlanKind
from enterprises.models import ListingStageChange, MonthlyFigures, PlanEntry

MONTHS = 12
WAITED_FOR = 15  # day of the next month until which a month that a firm has not reported has a stand-in
ONE_DAY = dt.timedelta(days=1)
ZERO = Decimal(0)


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


class Year(NamedTuple):
    """The twelve months that end with the latest: the first of them, the month of last year that stands in for the
    latest, and the last day on which it does.
    """

    first: dt.date
    stand_in: dt.date
    waited_until: dt.date


@cache
def year_to(latest: dt.date) -> Year:
    """The twelve months that end with this one."""
    first = latest - relativedelta(months=MONTHS - 1)
    return Year(first, first - relativedelta(months=1), latest + relativedelta(months=1, day=WAITED_FOR))


def year_rows(as_of: dt.date, cluster: str | None = None) -> QuerySet[MonthlyFigures]:
    """The figures that make the twelve months of a date: those of the months themselves; and while reports come in, for
    a firm that has not reported the latest month, the same month of last year (docs/decisions/0005).
    """
    latest = max((each.month for each in _reported(as_of, cluster)), default=None)
    rows = output_rows(as_of, cluster)
    if latest is None:
        return rows.none()
    year = year_to(latest)
    if as_of > year.waited_until:
        return rows.filter(month__gte=year.first)
    have_reported = output_rows(as_of).filter(month=latest).values("enterprise")
    standing_in = Q(month=year.stand_in) & ~Q(enterprise__in=have_reported)
    return rows.filter(Q(month__gte=year.first) | standing_in)


class OutputSum(NamedTuple):
    """The verified output of a month as it was reported on a day by so many firms of a highland and a park, in 万元.

    `replaced_on` is when these firms reported the same month of the next year; None while they have not.
    """

    month: dt.date
    reported_on: dt.date
    replaced_on: dt.date | None
    cluster: str | None
    park: int | None
    output_wan: Decimal
    firms: int

    def counts(self, on: dt.date, year: Year) -> bool:
        """Whether it is of the twelve months, or stands in for the latest of them on a day."""
        if self.month != year.stand_in:
            return self.month >= year.first
        return on <= year.waited_until and (self.replaced_on is None or self.replaced_on > on)


def output_sums() -> list[OutputSum]:
    """All verified output, in the order of the days of report. Kept until a figure or a firm is written.

    Each firm belongs to one highland and one park or to none, so nothing counts twice.
    """
    return kept("figures firms places", _output_sums)


def _output_sums() -> list[OutputSum]:
    next_year = MonthlyFigures.objects.filter(
        enterprise=OuterRef("enterprise"), month=OuterRef("next_year"), verified_by__isnull=False
    )
    # 366 days after the first of a month lie in the same month of the next year, be it a leap year or not.
    later = ExpressionWrapper(F("month") + dt.timedelta(days=366), output_field=DateField())
    rows = MonthlyFigures.objects.filter(verified_by__isnull=False).annotate(next_year=TruncMonth(later))
    rows = rows.annotate(replaced_on=Subquery(next_year.values("reported_on"))).order_by("reported_on", "month")
    by = rows.values_list("month", "reported_on", "replaced_on", "enterprise__cluster__key", "enterprise__park")
    return [OutputSum(*row) for row in by.annotate(total=Sum("output_wan"), firms=Count("pk"))]


def year_sums(as_of: dt.date, cluster: str | None = None) -> list[OutputSum]:
    """The sums that make the twelve months of a date, of all firms or of a highland's; none while none reported."""
    known = _reported(as_of, cluster)
    if not known:
        return []
    year = year_to(max(each.month for each in known))
    return [each for each in known if each.counts(as_of, year)]


def year_track(
    cluster: str | None = None, ours: Callable[[OutputSum], bool] = lambda each: True
) -> Iterator[tuple[dt.date, Decimal | None]]:
    """The twelve months after each day on which figures were reported or no longer waited for, in 万元.

    The months are those of all firms, or of a highland's; what counts is `ours`, None while there is nothing of it.
    """
    coming = deque(each for each in output_sums() if cluster in (None, each.cluster))
    reported_on = {each.reported_on for each in coming}
    no_longer = {year_to(each.month).waited_until + ONE_DAY for each in coming}
    months = defaultdict[dt.date, list[OutputSum]](list)
    latest, told = dt.date.min, None
    for day in sorted(reported_on | no_longer):
        while coming and coming[0].reported_on <= day:
            each = coming.popleft()
            latest = max(latest, each.month)
            if ours(each):
                months[each.month].append(each)
        if latest == dt.date.min:
            continue
        year = year_to(latest)
        known = [sums for month, sums in months.items() if month >= year.stand_in]
        counted = [each.output_wan for sums in known for each in sums if each.counts(day, year)]
        wan = sum(counted, ZERO) if counted else None
        if day in reported_on or wan != told:
            yield day, wan
        told = wan


def _reported(as_of: dt.date, cluster: str | None) -> list[OutputSum]:
    return [each for each in output_sums() if each.reported_on <= as_of and cluster in (None, each.cluster)]


class Reporting(NamedTuple):
    """How many firms reported the latest month by a day, how many the month before it, and for how many the same month
    of last year stands in.
    """

    month: dt.date
    firms: int
    before: int
    standing_in: int


def reporting(as_of: dt.date, cluster: str | None = None) -> Reporting | None:
    """How far the latest month is reported and verified, by all firms or those of a highland; None without any."""
    known, firms = _reported(as_of, cluster), Counter[dt.date]()
    for each in known:
        firms[each.month] += each.firms
    if not firms:
        return None
    latest = max(firms)
    year = year_to(latest)
    standing_in = sum(each.firms for each in known if each.month == year.stand_in and each.counts(as_of, year))
    return Reporting(latest, firms[latest], firms[latest - relativedelta(months=1)], standing_in)
