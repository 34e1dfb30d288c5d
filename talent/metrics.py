"""What this room tells upward: the heads that count as of a date, for the targets."""

import datetime as dt

from django.db.models import QuerySet

from talent.enums import Category
from talent.models import Talent


def counted(as_of: dt.date, category: Category | None = None) -> QuerySet[Talent]:
    """Talents recognised, with evidence, by a date; of one category when it is given."""
    heads = Talent.objects.counted().filter(recognised_on__lte=as_of)
    return heads if category is None else heads.filter(category=category)
