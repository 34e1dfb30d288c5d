"""待佐证: who is in the register, has not left and does not count, each with what is missing."""

import datetime as dt
from typing import NamedTuple

from django.utils.translation import gettext

from core.kernel.keeping.freshness import kept
from talent.enums import Missing
from talent.models import Talent, missing_on


class Unproven(NamedTuple):
    """Somebody who does not count on a day: the category of that day, the firm, and why, the first reason in front."""

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


def lacks(person: Talent, day: dt.date) -> list[Missing]:
    """Why somebody does not count on a day; empty for who counts or has left."""
    known = kept("talents firms", lambda: {each.pk: each.reasons for each in unproven(day)}, part=f"lacks {day}")
    return known.get(person.pk, [])


def told_state(person: Talent, day: dt.date) -> str:
    """计入, 已离园, or what is missing, in words."""
    if person.left_on and person.left_on <= day:
        return gettext("已离园")
    missing = lacks(person, day)
    return gettext("、").join(str(each.label) for each in missing) if missing else gettext("计入")
