"""The rows of a figure as a table to take away: those of its page, written as there."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.figures import date_doc
from core.kernel.http import HttpRequest
from core.sheets.cells import Amount, Day, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from targets.figures.pages import Behind, behind


def _asked(request: HttpRequest) -> Behind:
    found = behind(request, request.GET.get("key", ""))
    if found is None:
        raise Http404
    return found


def _found(request: HttpRequest) -> Found:
    asked = _asked(request)
    return Found(asked.rows, None, asked.lines, known=len(asked.rows))


def _heading(request: HttpRequest) -> str:
    asked = _asked(request)
    return _("%(figure)s（截至%(day)s）") % {"figure": asked.heading, "day": date_doc(asked.as_of)}


FIGURE_ROWS = Listing(
    "figure_rows",
    "targets:figure_detail",
    gettext_lazy("数字后面的明细"),
    (
        Column("label", gettext_lazy("名称"), value=lambda line: line.row.label),
        Column("value", gettext_lazy("数值"), Amount()),
        Column("unit", gettext_lazy("单位"), value=lambda line: line.row.unit_label),
        Column("on", gettext_lazy("日期"), Day(), value=lambda line: line.row.on),
        Column("source", gettext_lazy("来源"), Prose(), value=lambda line: line.row.source),
        Column("why", gettext_lazy("判灯原因"), Prose(), value=lambda line: line.row.why),
    ),
    _found,
    place=("key",),
    heading=_heading,
)
