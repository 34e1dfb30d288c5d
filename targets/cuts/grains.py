"""A target's figure as grains: the least parts that differ by where they belong. Their sum is the figure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

import enterprises.metrics
import finance.metrics
import talent.metrics
from core.enums import Lamp
from core.kernel.keeping.freshness import kept, remembered
from core.models import Park
from talent.enums import Category
from targets.cuts.carriers import NOBODY, TOPICS, carriers
from targets.evidence import YI, fact_row
from targets.key_projects import lamps_by

PARK, CLUSTER, LEADER, DEPARTMENT, CATEGORY = "park", "cluster", "leader", "department", "category"
WHOSE = (PARK, CLUSTER, LEADER, DEPARTMENT)
KINDS = (PARK, CLUSTER, LEADER, DEPARTMENT, CATEGORY)


@dataclass(frozen=True)
class Grain:
    """A part in the target's unit; `of` names by kind of cut what it belongs to (code or slug, "" if unknown)."""

    value: Decimal
    of: dict[str, str] = field(default_factory=dict)
    lamp: Lamp | None = None


Grains = Callable[[dt.date], list[Grain]]


@dataclass(frozen=True)
class Source:
    """Where the grains of a target come from, and by what columns its rows are told apart.

    `firm` is the path from a row to its firm where the firm says who carries it, `own` the columns that say it of the
    row itself.
    """

    grains: Grains
    topics: str
    own: dict[str, str]
    firm: str = ""


def grains_of(key: str, as_of: dt.date) -> list[Grain]:
    """The grains of a target on a day. Made once until one of the tables behind it is written."""
    source = SOURCES[key]
    part = f"grains:{key}:{as_of}:{timezone.localdate()}"
    return remembered(source.topics, Park.objects.all(), lambda: source.grains(as_of), part=part)


def _of_firms(as_of: dt.date, found: Any, *also: str, firm: str = "enterprise", unit: Decimal) -> list[Grain]:
    """One grain for each firm (and what else is named) of rows whose sum is annotated as `n`."""
    carried = carriers(as_of)
    columns = (firm, f"{firm}__park__key", f"{firm}__cluster__key", *also, "n")
    grains = []
    for pk, park, cluster, *rest, n in found.values_list(*columns):
        leader, department = carried.get(pk, NOBODY)
        of = {PARK: park or "", CLUSTER: cluster or "", LEADER: leader, DEPARTMENT: department}
        of |= dict(zip(also, rest, strict=True))
        grains.append(Grain(n / unit, of))
    return grains


def parks() -> list[Park]:
    """Every park in the order of the map. Kept until one is written."""
    return kept("places", lambda: list(Park.objects.all()), part="parks of cuts")


def output_by(kind: str, cluster: str | None, as_of: dt.date) -> dict[str, Decimal]:
    """The output of each park or highland, of all firms or of those of one highland, from the sums that are kept."""
    keys = {park.pk: park.key for park in parks()}
    found: dict[str, Decimal] = defaultdict(Decimal)
    for each in enterprises.metrics.year_sums(as_of, cluster):
        found[keys.get(each.park or 0, "") if kind == PARK else each.cluster or ""] += each.output_wan / YI
    return dict(found)


def _output(cluster: str | None, as_of: dt.date) -> list[Grain]:
    rows = enterprises.metrics.year_rows(as_of, cluster).order_by()
    return _of_firms(as_of, rows.values("enterprise").annotate(n=Sum("output_wan")), unit=YI)


def _heads(category: Category | None, as_of: dt.date) -> list[Grain]:
    spans = talent.metrics.spans(as_of, category).order_by()
    heads = spans.values("talent__enterprise", CATEGORY).annotate(n=Count("pk"))
    return _of_firms(as_of, heads, CATEGORY, firm="talent__enterprise", unit=Decimal(1))


def _entries(metric: Callable[[dt.date], QuerySet], as_of: dt.date) -> list[Grain]:
    rows = metric(as_of).order_by().values_list(*ENTRY.values()).annotate(n=Count("pk"))
    return [Grain(Decimal(n), _named(ENTRY, found)) for *found, n in rows]


def _projects(as_of: dt.date) -> list[Grain]:
    rows = lamps_by(as_of, *PROJECT.values())
    return [Grain(Decimal(n), _named(PROJECT, found), Lamp(lamp)) for *found, lamp, n in rows]


def _named(columns: dict[str, str], found: list[str | None]) -> dict[str, str]:
    return {kind: value or "" for kind, value in zip(columns, found, strict=True)}


def _reported_then(key: str, rows: Callable[[dt.date, dt.date], QuerySet], firm: str, as_of: dt.date) -> list[Grain]:
    """What was only reported belongs to no firm; then the lines or drawings that came after it."""
    head, since = fact_row(key, as_of)
    found = rows(as_of, since).order_by()
    return [*(Grain(row.value, dict.fromkeys(WHOSE, "")) for row in head), *_of_firms(as_of, found, firm=firm, unit=YI)]


def _granted(as_of: dt.date, since: dt.date) -> QuerySet:
    return finance.metrics.credit_lines(as_of).filter(granted_on__gt=since).annotate(n=F("granted_wan"))


def _drawn(as_of: dt.date, since: dt.date) -> QuerySet:
    return finance.metrics.drawdowns(as_of).filter(on__gt=since).annotate(n=F("net_wan"))


FIRM = {PARK: "park__key", CLUSTER: "cluster__key"}
ENTRY = {
    PARK: "enterprise__park__key",
    CLUSTER: "enterprise__cluster__key",
    LEADER: "leader__username",
    DEPARTMENT: "responsible__department__key",
}
PROJECT = {
    PARK: "park__key",
    CLUSTER: "cluster__key",
    LEADER: "leader__username",
    DEPARTMENT: "responsible__department__key",
}


def _at(firm: str, **also: str) -> dict[str, str]:
    return {kind: f"{firm}__{column}" for kind, column in FIRM.items()} | also


def _output_of(cluster: str | None) -> Source:
    return Source(partial(_output, cluster), f"figures {TOPICS}", _at("enterprise"), "enterprise")


def _heads_of(category: Category | None) -> Source:
    own = _at("enterprise", category="counted_as")
    return Source(partial(_heads, category), f"talents {TOPICS}", own, "enterprise")


def _entries_of(metric: Callable[[dt.date], QuerySet]) -> Source:
    return Source(partial(_entries, metric), "growth firms places people", ENTRY)


def _money_of(key: str, rows: Callable[[dt.date, dt.date], QuerySet], firm: str) -> Source:
    return Source(partial(_reported_then, key, rows, firm), f"credit targets {TOPICS}", _at(firm), firm)


OUTPUT: dict[str, str | None] = {
    "zone_output": None,
    "cluster_nev": "nev",
    "cluster_optics": "optics",
    "cluster_biomedical": "biomedical",
}
SOURCES: dict[str, Source] = {
    **{key: _output_of(cluster) for key, cluster in OUTPUT.items()},
    "talent_total": _heads_of(None),
    "talent_leading": _heads_of(Category.LEADING),
    "talent_engineer": _heads_of(Category.ENGINEER),
    "talent_craftsman": _heads_of(Category.CRAFTSMAN),
    "champion_firms": _entries_of(enterprises.metrics.champion_entries),
    "key_projects": Source(_projects, "key_list standings snapshots periods places people firms", PROJECT),
    "listing_reserve": _entries_of(enterprises.metrics.listing_entries),
    "credit_granted": _money_of("credit_granted", _granted, "enterprise"),
    "credit_drawn": _money_of("credit_drawn", _drawn, "line__enterprise"),
}


def condition(key: str, kind: str, part: str, as_of: dt.date) -> Q:
    """What a target's rows meet that belong to a part; "" for those that belong to none."""
    source = SOURCES[key]
    if column := source.own.get(kind):
        return Q(**{column: part}) if part else Q(**{f"{column}__isnull": True}) | Q(**{column: ""})
    named = {firm: getattr(carrier, kind) for firm, carrier in carriers(as_of).items()}
    if part:
        return Q(**{f"{source.firm}__in": [firm for firm, name in named.items() if name == part]})
    return ~Q(**{f"{source.firm}__in": [firm for firm, name in named.items() if name]})
