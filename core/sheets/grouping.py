"""分组: a list under heads, each with how many rows of the whole list it has, and what an amount of them comes to.

A list that may be grouped says by what (`ZoneFilterSet.GROUPS`). Grouped rows are the same rows, sorted by their group
first; a page shows the head again where a group goes on from the page before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Model, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Grouping:
    """What a list is grouped by: `key` is the way to what rows of one group share, `name` that to what it is called;
    `words` call it where it is a choice. `order` puts groups in their order, by default their names. `amount` is a
    column in 万元 that is summed.
    """

    label: str | Promise
    key: str
    name: str = ""
    words: Mapping[str, Any] | None = None
    order: tuple[Any, ...] = ()
    amount: str = ""
    missing: str | Promise = ""

    def of(self, row: Any) -> Any:
        """The key of a row's group; None where it has none."""
        for step in self.key.split("__"):
            row = getattr(row, step, None)
            if row is None:
                return None
        return row.pk if isinstance(row, Model) else row

    def called(self, key: Any, name: Any) -> str:
        if key in (None, ""):
            return str(self.missing or _("待补录"))
        return str(self.words.get(key, key) if self.words else name)


@dataclass(frozen=True)
class Head:
    """The head of a group, with how many rows of the list it has on all pages, and their amount in 万元."""

    name: str
    count: int
    total_wan: Decimal | None


def grouped(rows: QuerySet[Any], by: Grouping | None) -> Any:
    """The same rows, group after group, in each as they were; a group without a name comes last."""
    if by is None:
        return rows
    places = [F(each).asc(nulls_last=True) if isinstance(each, str) else each for each in by.order or (by.name,)]
    return rows.order_by(*places, F(by.key).asc(nulls_last=True), *rows.query.order_by)


def heads_of(rows: Any, shown: Any, by: Grouping | None) -> dict[int, Head]:
    """The head of each group that begins or goes on among the rows shown, by the key of the first of them. One query,
    none for a list that is not grouped. Expects what the groups hang on to be loaded.
    """
    if by is None or not shown:
        return {}
    firsts: dict[Any, Any] = {}
    for row in shown:
        firsts.setdefault(by.of(row), row.pk)
    counted = _counted(rows, by)
    return {pk: counted[key] for key, pk in firsts.items() if key in counted}


def _counted(rows: QuerySet[Any], by: Grouping) -> dict[Any, Head]:
    everything = rows.model._base_manager.filter(pk__in=rows.order_by().values("pk")).order_by()
    sums = {"total": Sum(by.amount)} if by.amount else {}
    found: Iterable[dict[str, Any]] = everything.values(k=F(by.key), named=F(by.name or by.key)).annotate(
        n=Count("pk"), **sums
    )
    return {each["k"]: Head(by.called(each["k"], each["named"]), each["n"], each.get("total")) for each in found}
