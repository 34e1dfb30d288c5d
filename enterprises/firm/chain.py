"""产业链图: the links of a cluster from upstream to downstream, who stands where, and where the zone has nobody.

A link without a firm of the zone is a gap (补链); one that is to be made stronger is marked 强链.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When, Window
from django.db.models.functions import RowNumber

from core.kernel.keeping.freshness import kept
from core.models import Cluster, User
from enterprises.enums import ChainPart
from enterprises.metrics import year_rows
from enterprises.models import ChainLink, ChainPlace, Enterprise, Supply

FIRMS_A_LINK = 12  # in the picture; the rest of a link has a list of its own


@dataclass(frozen=True)
class Spot:
    """A link with the firms of the zone that stand there: the first of those the reader may see, how many these are
    in all, and how many others there are. `output_wan` is what all made in twelve months; None where it is not told.
    """

    link: ChainLink
    firms: list[Enterprise]
    seen: int = 0
    others: int = 0
    output_wan: Decimal | None = None

    @property
    def is_gap(self) -> bool:
        return not (self.seen or self.others)

    @property
    def has_more(self) -> bool:
        """Whether the reader may see firms that the picture leaves out."""
        return self.seen > len(self.firms)


@dataclass(frozen=True)
class Column:
    """One part of the chain."""

    part: ChainPart
    spots: list[Spot]


@dataclass(frozen=True)
class Picture:
    """The chain of a cluster."""

    columns: list[Column]

    @property
    def is_example(self) -> bool:
        """Whether it is all invented, so that it is said once."""
        return bool(self.spots) and all(spot.link.is_example for spot in self.spots)

    @property
    def spots(self) -> list[Spot]:
        return [spot for column in self.columns for spot in column.spots]

    def spot(self, link: int | None) -> Spot | None:
        """The spot of the link with this number."""
        return next((spot for spot in self.spots if spot.link.pk == link), None)

    @property
    def gaps(self) -> int:
        return sum(spot.is_gap for spot in self.spots)

    @property
    def strengthened(self) -> int:
        return sum(spot.link.strengthen for spot in self.spots)


def picture_of(
    cluster: Cluster, user: User, marked: Collection[int] = (), *, outputs_on: dt.date | None = None
) -> Picture:
    """Draw the chain of a cluster for a reader; firms that are `marked` are not left out. Three queries, and one for
    the outputs of a day where they are asked for.
    """
    links, firms = ChainLink.objects.filter(cluster=cluster), _first_firms(cluster, user, marked)
    counts = {link: {"seen": seen, "others": there - seen} for link, seen, there in _counts(cluster, user)}
    outputs = _outputs(cluster, outputs_on) if outputs_on else {}
    spots = [Spot(link, firms[link.pk], **counts.get(link.pk, {}), output_wan=outputs.get(link.pk)) for link in links]
    return Picture([Column(part, [spot for spot in spots if spot.link.part == part]) for part in ChainPart])


def firms_at(link: ChainLink, user: User) -> QuerySet[Enterprise]:
    """All firms of a link that a reader may see, in the order of the picture."""
    return Enterprise.objects.visible_to(user).filter(chain_places__link=link).order_by("pinyin", "chain_places")


def _counts(cluster: Cluster, user: User) -> Any:
    """Of each link: how many of its firms a reader may see, and how many stand there."""
    seen = Q(enterprise__in=Enterprise.objects.visible_to(user))
    places = ChainPlace.objects.filter(link__cluster=cluster).order_by().values_list("link")
    return places.annotate(seen=Count("pk", filter=seen), there=Count("pk"))


def _outputs(cluster: Cluster, as_of: dt.date) -> dict[int, Decimal]:
    """The output of the firms of each link, in 万元; a firm that stands at two links is in both."""
    places = ChainPlace.objects.filter(link__cluster=cluster, enterprise__figures__in=year_rows(as_of)).order_by()
    return dict(places.values_list("link").annotate(wan=Sum("enterprise__figures__output_wan")))


def _first_firms(cluster: Cluster, user: User, marked: Collection[int]) -> dict[int, list[Enterprise]]:
    """Of each link the firms that the picture shows, by name."""
    places = ChainPlace.objects.filter(link__cluster=cluster, enterprise__in=Enterprise.objects.visible_to(user))
    by_name = ("enterprise__pinyin", "pk")
    marked_first = Case(When(enterprise__in=marked, then=0), default=1)
    nth = Window(RowNumber(), partition_by="link", order_by=[marked_first, *map(F, by_name)])
    shown: dict[int, list[Enterprise]] = defaultdict(list)
    for place in places.annotate(nth=nth).filter(nth__lte=FIRMS_A_LINK).select_related("enterprise").order_by(*by_name):
        shown[place.link_id].append(place.enterprise)
    return shown


@dataclass(frozen=True)
class Neighbours:
    """本地配套 of a firm: who of the zone supplies it and whom it supplies, as far as the reader may see."""

    links: list[ChainLink]
    suppliers: list[Supply]
    customers: list[Supply]

    @property
    def firms(self) -> set[int]:
        return {each.supplier_id for each in self.suppliers} | {each.customer_id for each in self.customers}

    def __bool__(self) -> bool:
        return bool(self.links or self.suppliers or self.customers)


def _links() -> list[ChainLink]:
    """The links of every chain, as the process keeps them."""
    return kept("chain places", lambda: list(ChainLink.objects.select_related("cluster")))


def neighbours_of(firm: Enterprise, user: User) -> Neighbours:
    """Load where a firm stands and its neighbours: of links that the process keeps, so two queries."""
    seen = Enterprise.objects.visible_to(user)
    ours = Q(customer=firm, supplier__in=seen) | Q(supplier=firm, customer__in=seen)
    supplies = list(Supply.objects.filter(ours).select_related("supplier", "customer"))
    return Neighbours(
        links=[link for link in _links() if link.pk in {place.link_id for place in firm.chain_places.all()}],
        suppliers=[each for each in supplies if each.customer_id == firm.pk],
        customers=[each for each in supplies if each.supplier_id == firm.pk],
    )
