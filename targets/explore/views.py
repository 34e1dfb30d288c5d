"""走势探究: a chart that the browser draws and one can move in, the same by the server, and its values as a table."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.kernel.http import HttpRequest
from targets.explore.asked import MOST_LINES, Asked, Grain, Measure, asked, offers
from targets.explore.drawing import panels_of
from targets.explore.lines import lines_of, rows_of, sentence
from targets.programmes import chosen


def explore(request: HttpRequest) -> HttpResponse:
    """Up to six targets or parts of them over time. Everything that is chosen stands in the address."""
    programme = chosen(request.GET.get("programme", ""), timezone.localdate())
    if programme is None:
        return render(request, "targets/no_programme.html")
    shown = asked(request, programme)
    lines = lines_of(shown)
    rows = rows_of(shown, lines)
    context = {
        "shown": shown,
        "programme": programme,
        "lines": [(line, _without(shown, line.chosen.code)) for line in lines],
        "table": rows[::-1],
        "panels": panels_of(shown, lines),
        "said": sentence(lines),
        "offers": offers(shown) if len(lines) < MOST_LINES else [],
        "grains": [(each.label, shown.query(grain=each), each == shown.grain) for each in Grain],
        "measures": [(each.label, shown.query(measure=each), each == shown.measure) for each in Measure],
        "spans": _spans(shown),
        "is_value": shown.measure == Measure.VALUE,
        "has_paths": any(line.has_path for line in lines),
        "usual_grain": Grain.MONTH,
    }
    return render(request, "targets/explore.html", context)


def _without(shown: Asked, code: str) -> str:
    """The same without a line; nothing for the last one."""
    rest = [each.code for each in shown.lines if each.code != code]
    return shown.query(line=rest) if rest else ""


def _spans(shown: Asked) -> list[tuple[str, str, bool]]:
    """Periods that are often asked for, each with its address and whether it is shown."""
    return [
        (label, shown.query(since=since, until=None if until == shown.today else until), (since, until) == span)
        for span in [(shown.since, shown.until)]
        for label, since, until in shown.usual_spans
    ]
