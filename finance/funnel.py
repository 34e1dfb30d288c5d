"""The funnel of needs followed through, what became of every line, and how long money waits; all as of a day.

Of a need that was withdrawn nothing counts. It is matched once it went to an institution, or a line answered it;
granted with what its lines grant and nobody lowered, at most what was asked; drawn with what left those lines, at most
that. So no step is wider than the one before it. All sums are in 万元.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from core.models import User
from finance.books import Books, LineBook, NeedBook, Standing, books
from finance.models import NOTHING

CUTS = ("institution", "product", "cluster")  # how the lines are parted, as LineBook calls it
AGES = (30, 90, 180)  # days since the grant at which money that is not drawn gets older


@dataclass
class Step:
    """A step of the funnel: how much and how many needs."""

    wan: Decimal = NOTHING
    needs: int = 0

    def add(self, wan: Decimal) -> None:
        """Take one more need in, where anything of it is here."""
        self.wan += wan
        self.needs += wan > 0


@dataclass
class Part:
    """Lines of one institution, product or highland: what became of them, and the middle of their days."""

    key: int | None
    granted_wan: Decimal = NOTHING
    drawn_wan: Decimal = NOTHING
    repaid_wan: Decimal = NOTHING
    undrawn_wan: Decimal = NOTHING
    expired_wan: Decimal = NOTHING
    lowered_wan: Decimal = NOTHING
    lines: int = 0
    to_grant: list[int] = field(default_factory=list)  # days from need to grant
    to_draw: list[int] = field(default_factory=list)  # days from grant to first money

    def add(self, now: Standing) -> None:
        """Take one more line in."""
        self.granted_wan += now.granted
        self.drawn_wan += now.drawn
        self.repaid_wan += now.repaid
        self.undrawn_wan += now.undrawn
        self.expired_wan += now.expired
        self.lowered_wan += now.lowered
        self.lines += now.granted > 0

    @property
    def rate(self) -> Decimal | None:
        """放款率 as a fraction of one; None where nothing is granted."""
        return self.drawn_wan / self.granted_wan if self.granted_wan else None

    @property
    def days_to_grant(self) -> int | None:
        """The median of days from need to grant."""
        return round(median(self.to_grant)) if self.to_grant else None

    @property
    def days_to_draw(self) -> int | None:
        """The median of days from grant to first money."""
        return round(median(self.to_draw)) if self.to_draw else None

    @property
    def owed_wan(self) -> Decimal:
        """贷款余额."""
        return self.drawn_wan - self.repaid_wan


@dataclass(frozen=True)
class Funnel:
    """The funnel of a day. `whole` sums all lines, those in answer to no need too; each of `cuts` parts it anew."""

    raised: Step
    matched: Step
    granted: Step
    drawn: Step
    withdrawn: Step
    whole: Part
    cuts: dict[str, dict[int | None, Part]]

    @property
    def raised_wan(self) -> Decimal:
        """What firms asked for."""
        return self.raised.wan

    @property
    def matched_wan(self) -> Decimal:
        """What of it went to an institution."""
        return self.matched.wan

    @property
    def granted_wan(self) -> Decimal:
        """What all lines grant."""
        return self.whole.granted_wan

    @property
    def drawn_wan(self) -> Decimal:
        """What all lines were drawn."""
        return self.whole.drawn_wan


@dataclass(frozen=True)
class Followed:
    """A need that stands on a day, and what of it was matched, granted and drawn by then, each at most the former."""

    need: NeedBook
    matched: Decimal
    granted: Decimal
    drawn: Decimal


def followed(as_of: dt.date, user: User | None = None) -> Iterator[Followed]:
    """Every need that stands on a day, of those that a person may see."""
    known = books(user)
    return _followed(known, {line.pk: line.at(as_of) for line in known.lines}, as_of)


def _followed(known: Books, standing: dict[int, Standing], as_of: dt.date) -> Iterator[Followed]:
    for need in known.needs:
        if not need.stands(as_of):
            continue
        if not need.matched_on or need.matched_on > as_of:
            yield Followed(need, NOTHING, NOTHING, NOTHING)
            continue
        lines = [standing[line.pk] for line in known.answering.get(need.pk, ()) if line.pk in standing]
        gets = min(sum((each.answers for each in lines), NOTHING), need.wan)
        yield Followed(need, need.wan, gets, min(sum((each.drawn for each in lines), NOTHING), gets))


def funnel(as_of: dt.date, user: User | None = None, *, revolving: bool | None = None) -> Funnel:
    """The funnel of what a person may see, by a date; of lines that revolve, or that do not, where it is said."""
    known = books(user)
    standing = {line.pk: line.at(as_of) for line in known.lines if revolving in (None, line.revolving)}
    raised, matched, granted, drawn, withdrawn = (Step() for _n in range(5))
    for each in _followed(known, standing, as_of):
        raised.add(each.need.wan)
        matched.add(each.matched)
        granted.add(each.granted)
        drawn.add(each.drawn)
    for need in known.needs:
        if need.raised_on <= as_of and not need.stands(as_of):
            withdrawn.add(need.wan)
    return Funnel(raised, matched, granted, drawn, withdrawn, *_parts(known, standing, as_of))


def _parts(
    known: Books, standing: dict[int, Standing], as_of: dt.date
) -> tuple[Part, dict[str, dict[int | None, Part]]]:
    asked = {need.pk: need for need in known.needs}
    whole, cuts = Part(None), {by: dict[int | None, Part]() for by in CUTS}
    for line in known.lines:
        if line.pk not in standing:
            continue
        now = standing[line.pk]
        if not (now.granted or now.drawn):
            continue
        days = _days(line, asked.get(line.need or 0), as_of)
        keys = [(by, getattr(line, by)) for by in CUTS]
        for part in (whole, *(cuts[by].setdefault(key, Part(key)) for by, key in keys)):
            part.add(now)
            part.to_grant += days[0]
            part.to_draw += days[1]
    return whole, cuts


def _days(line: LineBook, need: NeedBook | None, as_of: dt.date) -> tuple[list[int], list[int]]:
    """Days from need to grant, and from grant to first money, each where both are known."""
    granted = line.granted_on if line.granted_on <= as_of else None
    first = line.first_drawn(as_of)
    to_grant = [(granted - need.raised_on).days] if granted and need and need.raised_on <= granted else []
    return to_grant, [(first - granted).days] if granted and first and first >= granted else []


def age_of(granted_on: dt.date, as_of: dt.date) -> int:
    """Which age money has: 0 for up to 30 days, 3 for more than 180."""
    return sum((as_of - granted_on).days > limit for limit in AGES)


def ageing(as_of: dt.date, user: User | None = None) -> dict[str, list[Decimal]]:
    """What may still be drawn, by reason and by age since the grant; "" is a reason that nobody gave."""
    found: dict[str, list[Decimal]] = defaultdict(lambda: [NOTHING] * (len(AGES) + 1))
    for line, now in waiting(as_of, user):
        found[line.reason][age_of(line.granted_on, as_of)] += now.undrawn
    return dict(found)


def waiting(as_of: dt.date, user: User | None = None) -> Iterable[tuple[LineBook, Standing]]:
    """Lines from which money may still be drawn on a day."""
    for line in books(user).lines:
        now = line.at(as_of)
        if now.undrawn:
            yield line, now
