"""待佐证: who is in the register, has not left and does not count, each with what is missing."""

import datetime as dt
from typing import NamedTuple

from core.kernel.keeping.freshness import kept
from talent.enums import Missing
from talent.models import Talent, missing_on


class Unproven(NamedTuple):
    """Somebody who does not count on a day: the category of that day, the firm, and why, what is told first in front."""

    pk: int
    category: str
    enterprise: int | None
    reasons: list[Missing]


def unproven(as_of: dt.date) -> list[Unproven]:
    """All of them on a day. Kept until a talent is written; whoever shows them asks who may see them."""
    return kept("talents firms", lambda: _unproven(as_of), part=f"unproven {as_of}")


def _unproven(as_of: dt.date) -> list[Unproven]:
    waiting = Talent.objects.unproven(as_of).in_category_of(as_of).order_by("pk")
    reasons = missing_on(waiting, as_of)
    return [
        Unproven(pk, category, firm, reasons.get(pk, []))
        for pk, category, firm in waiting.values_list("pk", "then", "enterprise")
    ]
