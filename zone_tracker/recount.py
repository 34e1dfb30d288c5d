"""The recount: everything that is kept instead of computed, against the raw rows that it was worked out from."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from core.kernel.keeping.recounting import Difference
from enterprises.models import FirmStanding, PlanEntry
from finance.models import CreditLine
from projects.models import Standing
from talent.models import HeadSpan, TalentNeed


@dataclass(frozen=True)
class Kept:
    """A noun whose present state is a row: what differs from raw rows, and how all of it is written anew."""

    differences: Callable[[dt.datetime], Iterable[Difference]]
    repair: Callable[[dt.datetime], object]


def _renew_standings(now: dt.datetime) -> None:
    Standing.objects.make_due()
    Standing.objects.renew_due(now)


KEPT: dict[str, Kept] = {
    "credit lines": Kept(lambda _now: CreditLine.objects.differences(), lambda _now: CreditLine.objects.recount()),
    "firms": Kept(lambda _now: FirmStanding.objects.differences(), lambda _now: FirmStanding.objects.recount()),
    "heads": Kept(lambda _now: HeadSpan.objects.differences(), lambda _now: HeadSpan.objects.recount()),
    "plan entries": Kept(lambda _now: PlanEntry.objects.differences(), lambda _now: PlanEntry.objects.recount()),
    "people looked for": Kept(lambda _now: TalentNeed.objects.differences(), lambda _now: TalentNeed.objects.recount()),
    "projects": Kept(lambda now: Standing.objects.differences(now), _renew_standings),
}


def recount(now: dt.datetime) -> Iterator[Difference]:
    """Everything that is kept and not so."""
    for kept in KEPT.values():
        yield from kept.differences(now)


def repair(now: dt.datetime) -> list[Difference]:
    """Write anew what is not so; return what differed. A noun without a difference is not touched."""
    found = []
    for kept in KEPT.values():
        if differing := list(kept.differences(now)):
            kept.repair(now)
            found += differing
    return found
