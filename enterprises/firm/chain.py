"""产业链图: the links of a cluster from upstream to downstream, who stands where, and where the zone has nobody.

A link without a firm of the zone is a gap (补链); one that is to be made stronger is marked 强链.
"""

from dataclasses import dataclass, field

from core.models import Cluster, User
from enterprises.enums import ChainPart
from enterprises.models import ChainLink, ChainPlace, Enterprise, Supply


@dataclass
class Spot:
    """A link with the firms of the zone that stand there: those the reader may see, and how many others."""

    link: ChainLink
    firms: list[Enterprise] = field(default_factory=list)
    others: int = 0

    @property
    def is_gap(self) -> bool:
        return not (self.firms or self.others)


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
    def spots(self) -> list[Spot]:
        return [spot for column in self.columns for spot in column.spots]

    @property
    def gaps(self) -> int:
        return sum(spot.is_gap for spot in self.spots)

    @property
    def strengthened(self) -> int:
        return sum(spot.link.strengthen for spot in self.spots)


def picture_of(cluster: Cluster, user: User) -> Picture:
    """Draw the chain of a cluster for a reader. Three queries."""
    spots = {link.pk: Spot(link) for link in ChainLink.objects.filter(cluster=cluster)}
    seen = {firm.pk: firm for firm in Enterprise.objects.visible_to(user).filter(chain_places__link__cluster=cluster)}
    places = ChainPlace.objects.filter(link__in=spots).order_by("enterprise__pinyin", "pk")
    for link, firm in places.values_list("link", "enterprise"):
        if firm in seen:
            spots[link].firms.append(seen[firm])
        else:
            spots[link].others += 1
    columns = [Column(part, [spot for spot in spots.values() if spot.link.part == part]) for part in ChainPart]
    return Picture(columns)


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


def neighbours_of(firm: Enterprise, user: User) -> Neighbours:
    """Load where a firm stands and its neighbours. Three queries."""
    seen = Enterprise.objects.visible_to(user)
    return Neighbours(
        links=list(ChainLink.objects.filter(places__enterprise=firm).select_related("cluster")),
        suppliers=list(firm.supplied_by.filter(supplier__in=seen).select_related("supplier")),
        customers=list(firm.supplies.filter(customer__in=seen).select_related("customer")),
    )
