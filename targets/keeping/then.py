"""What the page of a target says of 当时所知: the switch, both columns, and the days that were corrected later."""

import datetime as dt
from typing import Any

from django.utils import timezone

from core.kernel.http import HttpRequest
from targets.course.drawing import Chart
from targets.keeping.drawing import marks, then_drawn
from targets.keeping.snapshots import ThenAndNow, corrected, of_target
from targets.models import Amendment, TargetSnapshot
from targets.readings import TargetReading


def told_then(request: HttpRequest, reading: TargetReading, chart: Chart | None) -> dict[str, Any]:
    """The context of `targets/_then.html` and of what it draws into the chart."""
    wants_then, runs = request.GET.get("then") == "1", corrected(reading)
    said: dict[str, Any] = {"wants_then": wants_then, "runs": runs, "marks": marks(chart, runs) if chart else []}
    said["written_by"] = _written_by(reading)
    if wants_then:
        known = of_target(reading.target)
        snapshot = next((each for each in known if each.as_of == reading.as_of), None)
        said |= {
            "then": ThenAndNow(snapshot, reading) if snapshot else None,
            "then_drawn": then_drawn(chart, reading, known, snapshot) if chart and snapshot else None,
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


def _written_by(reading: TargetReading) -> Amendment | None:
    """The last verified 更正单 of the target: who entered what stands there, and who verified it."""
    verified = Amendment.objects.filter(target=reading.target, verified_at__isnull=False)
    return verified.shown().order_by("-verified_at", "-pk").first()
