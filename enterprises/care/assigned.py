"""Who looks after whom, a page at a time: firms without an officer first, then each officer's firms."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef

from core.models import User
from enterprises.models import Enterprise, LiaisonAssignment


class Row(NamedTuple):
    """A firm with its assignment, None for one that nobody looks after."""

    firm: Enterprise
    assignment: LiaisonAssignment | None

    @property
    def officer(self) -> User | None:
        return self.assignment.officer if self.assignment else None


class Assigned(Sequence[Row]):
    """Firms that a person sees, of this name if one is asked for; one with two officers stands under both."""

    def __init__(self, user: User, today: dt.date, q: str) -> None:
        seen = Enterprise.objects.visible_to(user)
        firms = seen.named_like(q) if q else seen
        unfinished = LiaisonAssignment.objects.unfinished(today)
        theirs = unfinished.of_those_here().filter(enterprise=OuterRef("pk"))
        self.alone = firms.filter(~Exists(theirs)).defer("search_keys")
        held = unfinished.filter(enterprise__in=firms.order_by().values("pk"))
        self.held = held.select_related("officer", "enterprise").order_by(
            "officer__pinyin", "officer_id", "enterprise__pinyin", "pk"
        )
        self.alone_count = self.alone.count()
        counted = held.order_by().values_list("officer").annotate(n=Count("pk"))
        self.counts: dict[int | None, int] = {None: self.alone_count, **dict(counted)}

    def __len__(self) -> int:
        return sum(self.counts.values())

    def __getitem__(self, part: Any) -> Any:
        """The rows of a slice with a beginning and an end."""
        first, end = part.start, part.stop
        alone = self.alone.order_by("pinyin", "pk")[first:end] if first < self.alone_count else ()
        begin, stop = max(0, first - self.alone_count), max(0, end - self.alone_count)
        held = self.held[begin:stop] if begin < stop else ()
        return [*(Row(firm, None) for firm in alone), *(Row(each.enterprise, each) for each in held)]

    def groups(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """These rows by officer, each with the number of all firms of that officer."""
        found: dict[User | None, list[Row]] = {}
        for row in rows:
            found.setdefault(row.officer, []).append(row)
        return [
            {"officer": officer, "rows": theirs, "count": self.counts[officer.pk if officer else None]}
            for officer, theirs in found.items()
        ]
