"""What this room tells upward: the heads that count as of a date, for the targets."""

import datetime as dt
from collections import defaultdict

from django.db.models import QuerySet

from core.kernel.keeping.dated import DaySums
from core.kernel.keeping.freshness import kept
from talent.counting import ONE_DAY
from talent.enums import Category
from talent.models import HeadSpan, Talent


def counted(as_of: dt.date, category: Category | None = None) -> QuerySet[Talent]:
    """Talents that count on a date, by the rule that was in force; of one category when it is given."""
    return Talent.objects.counted(as_of, category)


def spans(as_of: dt.date, category: Category | None = None) -> QuerySet[HeadSpan]:
    """The spans that hold on a date: one a head."""
    heads = HeadSpan.objects.on(as_of)
    return heads if category is None else heads.filter(category=category)


def heads(category: Category | None = None) -> DaySums:
    """How many heads count after each day, of one category when it is given. Kept until a talent is written."""
    return kept("talents", _heads).get(category, DaySums())


def _heads() -> dict[str | None, DaySums]:
    added: dict[str | None, list[tuple[dt.date, int]]] = defaultdict(list)
    for category, since, until in HeadSpan.objects.order_by().values_list("category", "since", "until"):
        turns = [(since, 1)] if until is None else [(since, 1), (until + ONE_DAY, -1)]
        added[category] += turns
        added[None] += turns
    return {category: DaySums.of(days) for category, days in added.items()}
