"""Every figure by its key. Pages name what they show by these keys, and a test holds all pages to what is told here."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from targets.cuts.figures import cut_up
from targets.enums import Unit
from targets.evidence import Row
from targets.figures.figure import Figure
from targets.figures.goals import GOALS
from targets.figures.growth import GROWTH
from targets.figures.money import MONEY
from targets.figures.weeks import WEEKS
from targets.figures.work import WORK

FIGURES: dict[str, Figure] = {
    key: cut_up(key, figure) for key, figure in (GOALS | GROWTH | WORK | WEEKS | MONEY).items()
}


@dataclass(frozen=True)
class Told:
    """A figure of a day in a scope, with the rows behind it."""

    key: str
    scope: str
    unit: Unit
    value: Decimal | None
    rows: Sequence[Row]


def tell(key: str, as_of: dt.date, scope: str = "") -> Told:
    """One figure as the system sees it, so nobody's filter. Raises KeyError for a key that is not one."""
    figure = FIGURES[key]
    return Told(key, scope, figure.unit, figure.value(as_of, scope), list(figure.rows(as_of, scope, None)))


def tell_all(as_of: dt.date) -> Iterator[Told]:
    """Every figure of a day, as a whole and by its parts."""
    for key, figure in FIGURES.items():
        for scope in ("", *figure.scopes(as_of)):
            yield tell(key, as_of, scope)
