"""招商成效: what came of the leads, by channel and by adviser.

转化率 is signed of all that came; 办结转化率 signed of those that ended one way or the other. Days count from the day
a lead was received to the day it was signed; the middle one is shown, for a single long wait says little.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from projects.enums import LeadState
from projects.models import Lead


@dataclass(frozen=True)
class Yield:
    """What came of some leads as of a day. `days` are those from receiving to signing."""

    name: str
    received: int
    signed: int
    lost: int
    days: tuple[int, ...]

    @property
    def open(self) -> int:
        return self.received - self.signed - self.lost

    @property
    def rate(self) -> float | None:
        """Signed of all that came, as a fraction of one."""
        return self.signed / self.received if self.received else None

    @property
    def ended_rate(self) -> float | None:
        """Signed of those that ended, as a fraction of one."""
        ended = self.signed + self.lost
        return self.signed / ended if ended else None

    @property
    def median_days(self) -> int | None:
        """The middle number of days from receiving to signing."""
        return round(median(self.days)) if self.days else None


def yield_of(name: str, leads: Iterable[Lead], as_of: dt.date) -> Yield:
    """Count leads as they stood on a day: what came later does not count, what ended later was open."""
    here = [lead for lead in leads if lead.received_on <= as_of]
    ended = [lead for lead in here if lead.closed_on and lead.closed_on <= as_of]
    signed = [lead for lead in ended if lead.state == LeadState.SIGNED]
    return Yield(
        name,
        received=len(here),
        signed=len(signed),
        lost=len(ended) - len(signed),
        days=tuple((lead.closed_on - lead.received_on).days for lead in signed if lead.closed_on),
    )


def yields_by(key: Callable[[Lead], Any], leads: Iterable[Lead], as_of: dt.date) -> list[Yield]:
    """One yield a group, the most signed first. Leads whose key is empty are left out."""
    groups: dict[str, list[Lead]] = defaultdict(list)
    for lead in leads:
        if name := str(key(lead) or ""):
            groups[name].append(lead)
    found = [yield_of(name, group, as_of) for name, group in groups.items()]
    return sorted(found, key=lambda each: (-each.signed, -each.received, each.name))
