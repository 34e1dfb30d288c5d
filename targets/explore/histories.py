"""The figure of a part (a park, a highland, a category) on any day, from what each day added.

The same as `cuts.parts.value_of`, which asks the registers anew for each day: here the registers are asked once,
whatever the number of days.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Greatest

import enterprises.metrics
import finance.metrics
import projects.metrics
from core.kernel.keeping.dated import DaySums
from core.kernel.keeping.freshness import kept
from core.models import Cluster
from enterprises.enums import PlanKind
from enterprises.metrics import OutputSum
from enterprises.models import PlanEntry
from finance.models import Reversal
from talent.counting import ONE_DAY
from talent.enums import Category
from talent.models import HeadSpan
from targets.cuts.grains import CATEGORY, CLUSTER, OUTPUT, PARK, parks
from targets.cuts.parts import WING, Group
from targets.evidence import YI, facts
from targets.indicators import INDICATORS

History = Callable[[dt.date], Decimal | None]
KINDS = (PARK, CLUSTER, CATEGORY)  # the parts whose rows stay where they are; who carries a firm changes over time


class Added(NamedTuple):
    """What a day added, and what it belongs to: codes by kind of cut, "" where that is not known."""

    on: dt.date
    amount: Decimal
    park: str
    cluster: str
    category: str = ""

    def of(self, kind: str) -> str:
        """What it belongs to, by one kind of cut."""
        return {PARK: self.park, CLUSTER: self.cluster, CATEGORY: self.category}[kind]


def history_of(key: str, group: Group) -> History:
    """The figure of a part of a target on any day, None where nothing was reported of it."""
    kind = PARK if group.kind == WING else group.kind
    if key in OUTPUT:
        return _output(OUTPUT[key], kind, group.members)
    topics, make = ADDED[key]
    ours = [each for each in kept(topics, make, part=f"added:{key}") if each.of(kind) in group.members]
    if INDICATORS[key].empty is None:
        return _reported_then(key, ours, takes_reported="" in group.members)
    return DaySums.of((each.on, each.amount) for each in ours).total


# --- Output: the twelve months until the latest that anybody of the target has reported -------------------------------
def _output(cluster: str | None, kind: str, members: frozenset[str]) -> History:
    keys = {park.pk: park.key for park in parks()}
    part = f"output:{cluster} {kind} {' '.join(sorted(members))}"
    added = partial(enterprises.metrics.year_track, cluster, lambda each: _place(each, kind, keys) in members)
    track = kept("figures firms places", lambda: list(added()), part=part)

    def on(day: dt.date) -> Decimal | None:
        place = bisect_right(track, day, key=lambda each: each[0])
        wan = track[place - 1][1] if place else None
        return None if wan is None else wan / YI

    return on


def _place(each: OutputSum, kind: str, parks_by_pk: dict[int, str]) -> str:
    return parks_by_pk.get(each.park or 0, "") if kind == PARK else each.cluster or ""


# --- Money: the reported sum belongs to no part; what is dated after it does ------------------------------------------
def _reported_then(key: str, ours: list[Added], *, takes_reported: bool) -> History:
    sums = DaySums.of((each.on, each.amount) for each in ours)
    rows = DaySums.of((each.on, 1) for each in ours)

    def on(day: dt.date) -> Decimal | None:
        reported = facts(key, day)
        since = reported[-1].on if reported else dt.date.min
        head = reported[-1].value if reported and takes_reported else None
        if head is None and not rows.total(day) - rows.total(since):
            return None
        return (head or Decimal(0)) + (sums.total(day) - sums.total(since)) / YI

    return on


def _granted() -> list[Added]:
    lines = finance.metrics.credit_lines(dt.date.max).order_by()
    return _money(lines, "granted_on", "enterprise", "granted_wan")


def _drawn() -> list[Added]:
    drawn = _money(finance.metrics.drawdowns(dt.date.max).order_by(), "on", "line__enterprise", "amount_wan")
    back = Reversal.objects.filter(drawdown__isnull=False).order_by()
    off = _money(back, "on", "line__enterprise", "amount_wan")
    return [*drawn, *(each._replace(amount=-each.amount) for each in off)]


def _money(rows: QuerySet, on: str, firm: str, wan: str) -> list[Added]:
    columns = (on, f"{firm}__park__key", f"{firm}__cluster__key")
    found = rows.values_list(*columns).annotate(total=Sum(wan))
    return [Added(day, total, park or "", cluster or "") for day, park, cluster, total in found]


# --- Registers: what came adds one, what left takes one ---------------------------------------------------------------
def _heads(category: Category | None) -> list[Added]:
    place = ("talent__enterprise__park__key", "talent__enterprise__cluster__key", "category")
    spans = HeadSpan.objects.filter(category=category) if category else HeadSpan.objects.all()
    came = spans.order_by().values_list("since", *place).annotate(n=Count("pk"))
    gone = spans.order_by().filter(until__isnull=False).values_list("until", *place).annotate(n=Count("pk"))
    return [
        *(Added(on, Decimal(n), park or "", cluster or "", of) for on, park, cluster, of, n in came),
        *(Added(on + ONE_DAY, -Decimal(n), park or "", cluster or "", of) for on, park, cluster, of, n in gone),
    ]


def _entries(kind: PlanKind) -> list[Added]:
    """Firms from the day on which they count (recognised, or entered) until they left the plan."""
    since = Greatest("entered_on", "recognised_on") if kind == PlanKind.CHAMPIONS else F("entered_on")
    counted = PlanEntry.objects.filter(plan__kind=kind).annotate(since=since).order_by()
    if kind == PlanKind.CHAMPIONS:
        counted = counted.filter(recognised_on__isnull=False)
    stood = counted.filter(Q(left_on__isnull=True) | Q(left_on__gt=F("since")))
    place = ("enterprise__park__key", "enterprise__cluster__key")
    came = stood.values_list("since", *place).annotate(n=Count("pk"))
    left = stood.filter(left_on__isnull=False).values_list("left_on", *place).annotate(n=Count("pk"))
    return [
        *(Added(on, Decimal(n), park or "", cluster or "") for on, park, cluster, n in came),
        *(Added(on, -Decimal(n), park or "", cluster or "") for on, park, cluster, n in left),
    ]


def _projects() -> list[Added]:
    by_park, by_cluster = ({each.pk: each.key for each in every} for every in (parks(), Cluster.objects.all()))
    return [
        Added(each.on, Decimal(each.projects), by_park.get(each.park or 0, ""), by_cluster.get(each.cluster or 0, ""))
        for each in projects.metrics.key_list()
    ]


_TALENTS, _GROWTH, _CREDIT = "talents firms places", "growth firms places", "credit firms places"
# The tables behind a target, and what each day added.
ADDED: dict[str, tuple[str, Callable[[], list[Added]]]] = {
    "talent_total": (_TALENTS, partial(_heads, None)),
    "talent_leading": (_TALENTS, partial(_heads, Category.LEADING)),
    "talent_engineer": (_TALENTS, partial(_heads, Category.ENGINEER)),
    "talent_craftsman": (_TALENTS, partial(_heads, Category.CRAFTSMAN)),
    "champion_firms": (_GROWTH, partial(_entries, PlanKind.CHAMPIONS)),
    "listing_reserve": (_GROWTH, partial(_entries, PlanKind.LISTING)),
    "key_projects": ("key_list places", _projects),
    "credit_granted": (_CREDIT, _granted),
    "credit_drawn": (_CREDIT, _drawn),
}
