"""The tick of the minute over rows that go up by age: what is due, a batch a transaction, and seldom all of them.

Who hears of a row, and which hours are worked, is not in the row. Whoever changes that changes the revision of a topic,
and the next tick looks at all rows once; so does the first tick of a day, on which an assignment may have begun. What a
person is told is told once (`tell`), so looking twice is never heard.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.kernel.keeping.freshness import read_once, revisions
from core.models import Round

BATCH = 100
KEPT = ["escalation", "next_step_at"]

Row = TypeVar("Row", bound=models.Model)


def take_up(
    task: str, rows: "QuerySet[Row]", step: Callable[[list[Row]], None], *, topics: str, now: dt.datetime
) -> int:
    """Let `step` do with a batch what is due by now, and keep what it sets; return how many rows went up.

    `step` sets `escalation` and `next_step_at` (later than now, or None) of rows that are locked. `topics`, parted by
    blanks, are those whose change concerns all rows. Safe to call from many at once.
    """
    seen = world(topics, now)
    if Round.objects.filter(task=task, seen=seen).exists():
        return sum(_due(rows, step, now))
    risen = sum(_all(rows, step))
    Round.objects.update_or_create(task=task, defaults={"seen": seen})
    return risen


def world(topics: str, now: dt.datetime) -> str:
    """The day and the state of these topics: two that are equal saw the same people, hours and assignments."""
    with read_once():
        return f"{timezone.localdate(now)} {revisions(*topics.split())}"


def _due(rows: "QuerySet[Row]", step: Callable[[list[Row]], None], now: dt.datetime) -> Iterator[int]:
    """Batches of what is due. What another worker holds is its own."""
    due = rows.filter(next_step_at__lte=now).order_by("next_step_at", "pk")
    full = True
    while full:
        with transaction.atomic():
            batch = list(due.select_for_update(of=("self",), skip_locked=True)[:BATCH])
            yield _stepped(batch, step)
        full = len(batch) == BATCH


def _all(rows: "QuerySet[Row]", step: Callable[[list[Row]], None]) -> Iterator[int]:
    """Batches of everything, one after the other; what somebody holds is waited for."""
    last: Any = 0
    while last is not None:
        with transaction.atomic():
            batch = list(rows.filter(pk__gt=last).order_by("pk").select_for_update(of=("self",))[:BATCH])
            yield _stepped(batch, step)
        last = batch[-1].pk if len(batch) == BATCH else None


def _stepped(batch: list[Row], step: Callable[[list[Row]], None]) -> int:
    """Do the step, write what it changed, and count those that went up."""
    if not batch:
        return 0
    before = [_kept(row) for row in batch]
    step(batch)
    changed = [(row, then) for row, then in zip(batch, before, strict=True) if _kept(row) != then]
    if changed:
        type(batch[0])._base_manager.bulk_update([row for row, _then in changed], KEPT)
    return sum(_kept(row)[0] > then[0] for row, then in changed)


def _kept(row: models.Model) -> list[Any]:
    return [getattr(row, name) for name in KEPT]
