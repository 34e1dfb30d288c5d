"""When the working calendar changes, dates that were counted with the old one are counted again.

A task keeps the calendar as it last saw it. When a notice is loaded, or somebody enters a day, the next tick hands both
calendars, the old and the new, to whoever counted with it; so what stands as it was counted is told from what a person
typed.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable

from django.db import transaction

from core.kernel.workdays import WorkCalendar
from core.models import Round

Step = Callable[[WorkCalendar, WorkCalendar, str], int]


def begin(task: str) -> None:
    """Let a task start from the calendar as it is. One that has looked before goes on from what it saw."""
    Round.objects.get_or_create(task=task, defaults={"seen": _as_text(WorkCalendar.load())})


def follow(task: str, step: Step) -> int:
    """Let `step` do what follows from a change since this task last looked; return what it returns, 0 without a change.

    It gets the old calendar, the new one, and a word for this change, for the keys of notices. Safe to call from many
    at once: one of them follows, and keeps what it saw in the same transaction.
    """
    begin(task)
    with transaction.atomic():
        seen = _held(task)
        now = WorkCalendar.load()
        text = _as_text(now)
        if seen is None or seen.seen == text:
            return 0
        done = step(_from_text(seen.seen), now, hashlib.sha256(text.encode()).hexdigest()[:12])
        seen.seen = text
        seen.save(update_fields=["seen"])
        return done


def _held(task: str) -> Round | None:
    """What a task saw, held until the transaction ends; None when somebody else follows just now."""
    return Round.objects.select_for_update(skip_locked=True).filter(task=task).first()


def newly_off(old: WorkCalendar, new: WorkCalendar) -> set[dt.date]:
    """Days that were worked when something was put on them, and are off now."""
    named = old.exceptions.keys() | new.exceptions.keys()
    return {day for day in named if old.is_working(day) and not new.is_working(day)}


def _as_text(calendar: WorkCalendar) -> str:
    days = {day.isoformat(): works for day, works in sorted(calendar.exceptions.items())}
    return json.dumps({"years": sorted(calendar.years), "days": days})


def _from_text(text: str) -> WorkCalendar:
    kept = json.loads(text)
    days = {dt.date.fromisoformat(day): works for day, works in kept["days"].items()}
    return WorkCalendar(days, frozenset(kept["years"]))
