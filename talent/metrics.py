"""What this room tells upward: the heads that count as of a date, for the targets."""

import datetime as dt
from collections import defaultdict

from django.db.models import Count, QuerySet

from core.kernel.keeping.dated import DaySums
from core.kernel.keeping.freshness import kept
from talent.enums import Category
from talent.models import Talent


def counted(as_of: dt.date, category: Category | None = None) -> QuerySet[Talent]:
    """Talents recognised, with evidence, by a date; of one category when it is given."""
    heads = Talent.objects.counted().filter(recognised_on__lte=as_of)
    return heads if category is None else heads.filter(category=category)


def heads(category: Category | None = None) -> DaySums:
    """How many heads count after each day, of one category when it is given. Kept until a talent is written."""
    return kept("talents", _heads).get(category, DaySums())


def _heads() -> dict[str | None, DaySums]:
    added: dict[str | None, list[tuple[dt.date, int]]] = defaultdict(list)
    rows = Talent.objects.counted().order_by().values_list("category", "recognised_on").annotate(n=Count("pk"))
    for category, on, n in rows:
        added[category].append((on, n))
        added[None].append((on, n))
    return {category: DaySums.of(days) for category, days in added.items()}
