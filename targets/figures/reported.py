"""What was reported without rows (报告数), beside what is registered line by line: the same words on every page."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.kernel.figures import adding_up
from finance import metrics
from targets.evidence import YI, facts, later_draws, later_lines
from targets.indicators import INDICATORS

NAMES: dict[str, Promise] = {"credit_granted": _("授信"), "credit_drawn": _("放款")}
KEYS = {  # of the figures: registered line by line, reported, registered after the report
    "credit_granted": ("credit_registered", "credit_reported", "credit_later"),
    "credit_drawn": ("drawn_registered", "drawn_reported", "drawn_later"),
}


@dataclass(frozen=True)
class Reported:
    """A reported sum in 亿元, its day and source, what is registered in all and after it, and what both come to.

    `*_shown` are rounded so that the report and what came after it add up to the whole.
    """

    key: str
    name: str
    on: dt.date
    source: str
    registered: Decimal
    reported: Decimal
    later: Decimal
    whole: Decimal | None
    keys: tuple[str, str, str]

    @property
    def shown(self) -> list[Decimal | None]:
        """The reported sum and what was registered after it, as they are written."""
        return adding_up([self.reported, self.later], 2)


def reported_sum(key: str, as_of: dt.date) -> Reported | None:
    """What was reported under the key of a target by a day. None where nothing was, or for a key without reports."""
    known = facts(key, as_of) if key in KEYS else []
    if not known:
        return None
    fact, granted = known[-1], key == "credit_granted"
    sums = metrics.granted() if granted else metrics.drawn()
    later = later_lines(as_of) if granted else later_draws(as_of)
    return Reported(
        key=key,
        name=str(NAMES[key]),
        on=fact.on,
        source=fact.source,
        registered=sums.total(as_of) / YI,
        reported=fact.value,
        later=later.total,
        whole=INDICATORS[key].value(as_of),
        keys=KEYS[key],
    )
