"""What the page of a target says of 当时所知: the switch, both columns, and the days that were corrected later."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core.kernel.http import HttpRequest
from targets.keeping.snapshots import ThenAndNow, corrected, of_target
from targets.models import Amendment, TargetSnapshot
from targets.readings import TargetReading


def told_then(request: HttpRequest, reading: TargetReading) -> dict[str, Any]:
    """The context of `targets/_then.html`."""
    wants_then = request.GET.get("then") == "1"
    said: dict[str, Any] = {"wants_then": wants_then, "runs": corrected(reading)}
    if wants_then:
        known = of_target(reading.target)
        snapshot = next((each for each in known if each.as_of == reading.as_of), None)
        said |= {
            "then": ThenAndNow(snapshot, reading) if snapshot else None,
            "nearest": None if snapshot else _nearest(known, reading.as_of),
            "amended": _amended(reading, snapshot) if snapshot else [],
        }
    return said


def _nearest(known: list[TargetSnapshot], day: dt.date) -> dt.date | None:
    """The last day before this one that was kept, else the first one after it."""
    before = [each.as_of for each in known if each.as_of < day]
    after = [each.as_of for each in known if each.as_of > day]
    return before[-1] if before else next(iter(after), None)


def _amended(reading: TargetReading, snapshot: TargetSnapshot) -> list[Amendment]:
    """What was verified about this target, or about what was reported of it, after the snapshot was made."""
    target = reading.target
    since = Amendment.objects.filter(verified_at__gt=snapshot.made_at, verified_at__lte=timezone.now())
    return list((since.filter(target=target) | since.filter(fact__key=target.key)).shown())
