"""All targets side by side, held against other days."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.http import HttpRequest
from targets.course.compared import Compared, Week, compared, said, spark, weeks, worst_of
from targets.evidence import figure
from targets.forms import chosen_day
from targets.programmes import chosen
from targets.readings import TargetReading, days_before, read_all
from targets.tiles import highlands_of, together


@dataclass(frozen=True)
class Line:
    """A target with what it is held against, and its year as a line and as lamps. `figure` is the key of its figure;
    `goal` and `beside` are said under it, where the digit counts what its parts reach together.
    """

    reading: TargetReading
    figure: str
    lamp: Lamp
    value: str
    goal: str
    beside: str
    told: list[Compared]
    weeks: list[Week]
    weeks_said: str
    spark: str


def _line(reading: TargetReading, readings: Sequence[TargetReading]) -> Line:
    """A target as its tile tells it. The third digit: first what its highlands come to, under the worst of their lamps,
    then how many have broken through.
    """
    told, key, lamp, goal, beside, strip = reading, reading.target.key, reading.lamp, "", "", weeks(reading)
    if key == "layout" and (below := highlands_of(reading, readings)):
        told, key = together(reading, readings), "layout_output"
        told.target.name = reading.target.name
        lamp = Lamp.worst(each.lamp for each in below)
        goal = f"{told.target.value:.0f}" if told.target.value is not None else ""
        broken = {"n": f"{reading.value or 0:.0f}", "of": f"{reading.target.value or 0:.0f}"}
        beside = _("已突破 %(n)s/%(of)s") % broken if reading.value is not None else ""
        strip = worst_of(weeks(told), [weeks(each) for each in below])
    value = figure(told.value, told.target.unit) if told.is_registered else ""
    return Line(told, key, lamp, value, goal, beside, compared(told), strip, said(strip), spark(strip))


def compared_list(request: HttpRequest) -> HttpResponse:
    """Every target against last Monday, a month and a year ago and its path, as of any day."""
    programme = chosen(request.GET.get("programme", ""), timezone.localdate())
    if programme is None:
        return render(request, "targets/no_programme.html")
    context = chosen_day(request, programme)
    as_of = context["as_of"]
    readings = read_all(as_of, programme)
    context |= {"lines": [_line(each, readings) for each in readings], "days": days_before(as_of)}
    return render(request, "targets/compared_list.html", context)
