"""一个主体、两翼飞地: the main park, the enclave parks of the two wings, and what is attributed to each."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

import enterprises.metrics
import projects.metrics
from core.enums import ParkKind
from core.kernel.figures import adding_up
from core.kernel.keeping.freshness import kept
from core.models import Park
from targets.evidence import YI, first_month


@dataclass(frozen=True)
class PlacedPark:
    """A park with the key projects that stand in it."""

    park: Park
    projects: int


@dataclass(frozen=True)
class Wing:
    """The main park, or one wing: the enclave parks of one city. `output_yi` is None where nothing is attributed."""

    name: str
    parks: list[PlacedPark]
    output_yi: Decimal | None
    shown: Decimal | None = None  # as it is written, so that all wings and what no park is known for make the whole

    @property
    def scope(self) -> str:
        """The part of the output that this is, where it is one park's (targets/figures); else empty."""
        return f"park:{self.parks[0].park.key}" if len(self.parks) == 1 else ""

    @property
    def projects(self) -> int:
        """Key projects in these parks."""
        return sum(placed.projects for placed in self.parks)


@dataclass(frozen=True)
class Layout:
    """The whole picture. What no park is known for is told beside it, never shared out; output in 亿元."""

    main: Wing
    sides: list[Wing]
    unplaced_projects: int
    unplaced_yi: Decimal
    unplaced_shown: Decimal


def layout(as_of: dt.date) -> Layout:
    """The parks as of a date. A firm belongs to one park or none, so its output counts once."""
    output = output_by_park(as_of)
    counts = Counter[int | None]()
    for each in projects.metrics.key_list():
        counts[each.park] += each.projects if each.on <= as_of else 0
    parks = kept("places", lambda: list(Park.objects.all()))

    def wing(name: str, members: list[Park]) -> Wing:
        known = [output[park.pk] for park in members if park.pk in output]
        placed = [PlacedPark(park, counts[park.pk]) for park in members]
        return Wing(name, placed, sum(known, Decimal(0)) if known else None)

    main = [park for park in parks if park.kind == ParkKind.MAIN]
    enclaves = [park for park in parks if park.kind == ParkKind.ENCLAVE]
    sides = [
        wing(_("%(city)s一翼") % {"city": city}, [park for park in enclaves if park.city == city])
        for city in dict.fromkeys(park.city for park in enclaves)
    ]
    name = main[0].name if main else _("主体园区")
    unplaced = output.get(None, Decimal(0))
    wings = [wing(name, main), *sides]
    *shown, rest = adding_up([*(each.output_yi for each in wings), unplaced], 2)
    first, *others = (replace(each, shown=said) for each, said in zip(wings, shown, strict=True))
    return Layout(first, others, counts[None], unplaced, rest or Decimal(0))


def shown_by_park(as_of: dt.date) -> dict[int | None, Decimal]:
    """The output of each park as it is written: the parks of a wing make the wing, and all make the whole."""
    picture, output = layout(as_of), output_by_park(as_of)
    shown: dict[int | None, Decimal] = {None: picture.unplaced_shown}
    for wing in (picture.main, *picture.sides):
        keys = [placed.park.pk for placed in wing.parks]
        said = adding_up([output.get(key) for key in keys], 2, wing.shown)
        shown |= {key: value for key, value in zip(keys, said, strict=True) if value is not None}
    return shown


def output_by_park(as_of: dt.date) -> dict[int | None, Decimal]:
    """The rolling year of each park in 亿元."""
    known = [each for each in enterprises.metrics.output_sums() if each.reported_on <= as_of]
    if not known:
        return {}
    since, output = first_month(max(each.month for each in known)), defaultdict[int | None, Decimal](Decimal)
    for each in known:
        if each.month >= since:
            output[each.park] += each.output_wan / YI
    return dict(output)
