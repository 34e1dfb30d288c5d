"""留痕 as a table that Excel opens."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.http import HttpRequest
from core.models import AuditEvent
from core.sheets.cells import Code, Count, Moment, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from zone_tracker.trail.filters import AuditFilter, today_unless_asked
from zone_tracker.trail.lines import Line, lines_of


def trail_filter(request: HttpRequest) -> AuditFilter:
    """The lines that are asked for; those of today when nothing is."""
    return AuditFilter(today_unless_asked(request.GET), queryset=AuditEvent.objects.all(), request=request)


def _found(request: HttpRequest) -> Found:
    filterset = trail_filter(request)
    return Found(filterset.qs.select_related("user", "seal"), filterset, lines_of)


def _number(line: Line) -> int | None:
    seal = getattr(line.event, "seal", None)
    return seal.number if seal else None


def _changes(line: Line) -> str:
    changes = _("；").join(f"{each.label}：{each.before} → {each.after}" for each in line.changes)
    return changes or line.event.what


TRAIL = Listing(
    "audit",
    "audit",
    gettext_lazy("留痕"),
    (
        Column("number", gettext_lazy("号"), Count(), value=_number),
        Column("at", gettext_lazy("时间"), Moment(), value=lambda line: line.event.at),
        Column("who", gettext_lazy("账号"), value=lambda line: line.event.who),
        Column("name", gettext_lazy("姓名"), value=lambda line: line.event.user),
        Column("kind", gettext_lazy("做了什么"), value=lambda line: line.event.get_kind_display()),
        Column("noun", gettext_lazy("业务"), value=lambda line: line.noun),
        Column("row", gettext_lazy("对哪一行"), value=lambda line: line.name),
        Column("changes", gettext_lazy("变化"), Prose(), value=_changes),
        Column("address", gettext_lazy("来源地址"), Code(), value=lambda line: line.event.address),
        Column("request", gettext_lazy("请求号"), Code(), value=lambda line: line.event.request_id),
    ),
    _found,
)
