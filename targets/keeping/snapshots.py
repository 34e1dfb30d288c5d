"""当时所知: what was known of each target in the night after a day, kept so that nothing changes silently."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel import figures
from core.kernel.figures import rounded, with_sign
from core.kernel.keeping.freshness import kept
from targets.enums import Unit
from targets.evidence import figure
from targets.models import Target, TargetSnapshot
from targets.programmes import programmes
from targets.readings import TargetReading, all_targets, read_all

MOST_RUNS = 8  # of days that were corrected alike, as a page lists them


def take(day: dt.date, *, now: dt.datetime) -> int:
    """Keep what is known of a day's targets; how many were not kept yet. Twice at once keeps them once."""
    known = set(TargetSnapshot.objects.filter(as_of=day).values_list("target", flat=True))
    begun = [each for each in programmes() if each.starts_on <= day]
    missing = {target.pk for each in begun for target in all_targets(each)} - known
    if not missing:
        return 0
    readings = [reading for each in begun for reading in read_all(day, each) if reading.target.pk in missing]
    rows = [
        TargetSnapshot(
            target=reading.target,
            as_of=day,
            value=None if reading.value is None else rounded(reading.value, 6),
            goal=reading.target.value,
            elapsed=None if reading.elapsed is None else rounded(reading.elapsed, 8),
            forecast=None if reading.forecast is None else rounded(reading.forecast.median, 6),
            lamp=reading.lamp,
            made_at=now,
        )
        for reading in readings
    ]
    TargetSnapshot.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def of_target(target: Target) -> list[TargetSnapshot]:
    """The snapshots of a target in the order of their days. Kept until one is made."""
    rows = TargetSnapshot.objects.filter(target=target).order_by("as_of")
    return kept("snapshots", lambda: list(rows), part=f"target:{target.pk}")


def corrected_since(readings: Iterable[TargetReading]) -> list[str]:
    """What stood otherwise in the night after a day than it is known of it now, a sentence a target."""
    found = []
    for reading in readings:
        then = next((each for each in of_target(reading.target) if each.as_of == reading.as_of), None)
        if then is None:
            continue
        unit = Unit(reading.target.unit)
        pairs = [(_("目标"), then.goal, reading.target.value), (_("实际"), then.value, reading.value)]
        words = [
            _("%(what)s当时 %(then)s、现为 %(now)s") % {"what": what, "then": was, "now": now}
            for what, was, now in ((what, _written(was, unit), _written(now, unit)) for what, was, now in pairs)
            if was != now
        ]
        if words:
            found.append(_("%(name)s%(words)s") % {"name": reading.target.name, "words": _("，").join(words)})
    return found


def _written(value: Decimal | None, unit: Unit) -> str:
    return "—" if value is None else figure(value, unit)


@dataclass(frozen=True)
class Beside:
    """One line of 当时 beside 现在, in words; `difference` is empty where nothing can be subtracted."""

    label: str
    then: str
    now: str
    difference: str


@dataclass(frozen=True)
class ThenAndNow:
    """What was known of a day in the night after it, and what is known of the same day now."""

    snapshot: TargetSnapshot
    now: TargetReading

    @property
    def is_same(self) -> bool:
        """Whether nothing that a page shows of that day has changed since."""
        return all(line.then == line.now for line in self.lines)

    @property
    def lines(self) -> list[Beside]:
        """Value, goal, completion, pace, lamp and forecast."""
        then, now, unit = self.snapshot, self.now, Unit(self.now.target.unit)
        done = then.value / then.goal if then.value is not None and then.goal else None
        ahead = now.forecast.median if now.forecast else None
        lines = [
            _amounts(_("实际数（%(unit)s）") % {"unit": unit.label}, then.value, now.value, unit),
            _amounts(_("目标值"), then.goal, now.target.value, unit),
            _shares(_("完成率"), done, now.completion),
            _shares(_("序时"), then.elapsed, now.elapsed),
            Beside(_("系统灯"), _lamp(then.goal, then.lamp), _lamp(now.target.value, now.lamp), ""),
            _amounts(_("推算"), then.forecast, ahead, unit),
        ]
        return [line for line in lines if (line.then, line.now) != ("—", "—")]


def _lamp(goal: Decimal | None, lamp: str) -> str:
    return "—" if goal is None else str(Lamp(lamp).label)


def _amounts(label: str, then: Decimal | None, now: Decimal | None, unit: Unit) -> Beside:
    before, after = _written(then, unit), _written(now, unit)
    places = 2 if unit == Unit.YI else 0
    difference = "" if then is None or now is None else _moved(rounded(now, places) - rounded(then, places))
    return Beside(label, before, after, difference)


def _shares(label: str, then: Decimal | None, now: Decimal | None) -> Beside:
    before, after = (figures.rate(each) if each is not None else "—" for each in (then, now))
    difference = ""
    if then is not None and now is not None:
        difference = _moved(rounded(now * 100, 1) - rounded(then * 100, 1))
    return Beside(label, before, after, difference)


def _moved(difference: Decimal) -> str:
    return with_sign(difference) if difference else ""


@dataclass(frozen=True)
class Run:
    """Days one after another whose figure was corrected later by the same amount; `value` is what the last one said."""

    first: dt.date
    last: dt.date
    then: str
    now: str
    value: Decimal | None


def corrected(reading: TargetReading) -> list[Run]:
    """The days whose figure is told otherwise now than in the night after them, the latest first."""
    target, runs = reading.target, list[Run]()
    difference: Decimal | None = None
    for snapshot in of_target(target):
        if snapshot.as_of > reading.as_of:
            break
        value = reading.at(snapshot.as_of)
        then, now = figure(snapshot.value, target.unit), figure(value, target.unit)
        if then == now:
            difference = None
            continue
        apart = None if value is None or snapshot.value is None else rounded(value - snapshot.value, 2)
        if runs and apart is not None and apart == difference and (snapshot.as_of - runs[-1].last).days == 1:
            runs[-1] = Run(runs[-1].first, snapshot.as_of, then, now, snapshot.value)
        else:
            runs.append(Run(snapshot.as_of, snapshot.as_of, then, now, snapshot.value))
        difference = apart
    return runs[::-1][:MOST_RUNS]
