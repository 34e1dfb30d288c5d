"""All targets side by side, held against other days."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.kernel.http import HttpRequest
from targets.course.compared import Compared, Week, compared, said, spark, weeks
from targets.evidence import figure
from targets.forms import chosen_day
from targets.programmes import chosen
from targets.readings import TargetReading, days_before, read_all


@dataclass(frozen=True)
class Line:
    """A target with what it is held against, and its year as a line and as lamps."""

    reading: TargetReading
    value: str
    told: list[Compared]
    weeks: list[Week]
    weeks_said: str
    spark: str


def _line(reading: TargetReading) -> Line:
    strip = weeks(reading)
    value = figure(reading.value, reading.target.unit) if reading.is_registered else ""
    return Line(reading, value, compared(reading), strip, said(strip), spark(strip))


def compared_list(request: HttpRequest) -> HttpResponse:
    """Every target against last Monday, a month and a year ago and its path, as of any day."""
    programme = chosen(request.GET.get("programme", ""), timezone.localdate())
    if programme is None:
        return render(request, "targets/no_programme.html")
    context = chosen_day(request, programme)
    as_of = context["as_of"]
    context |= {"lines": [_line(each) for each in read_all(as_of, programme)], "days": days_before(as_of)}
    return render(request, "targets/compared_list.html", context)
