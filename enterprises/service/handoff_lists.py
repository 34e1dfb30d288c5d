"""The list of hand-offs: its rows, and its columns when it is exported."""

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy

from core.kernel.filters import ordered
from core.kernel.http import HttpRequest
from core.sheets.cells import Day, DayOf, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from enterprises.models import VisitHandoff
from enterprises.service.filters import HANDOFF_ORDERS, STANDS, HandoffFilter

# What waits comes first, then what somebody has, then what is closed.
_COURSE = Case(
    When(taken_at__isnull=True, then=Value(0)),
    When(closed_at__isnull=True, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def handoffs_found(request: HttpRequest) -> Found:
    """Hand-offs that this person may see: what waits on top, of each the newest first."""
    rows = VisitHandoff.objects.visible_to(request.user)
    rows = rows.select_related("visit__enterprise", "visit__officer", "taken_by")
    filterset = HandoffFilter(request.GET, queryset=rows, request=request)
    order = filterset.order
    found = (
        ordered(filterset.qs, order, HANDOFF_ORDERS) if order else filterset.qs.order_by(_COURSE, "-visit__on", "-pk")
    )
    return Found(found, filterset)


HANDOFFS = Listing(
    "handoffs",
    "enterprises:handoff_list",
    gettext_lazy("走访转办"),
    (
        Column("on", gettext_lazy("走访日期"), Day(), value=lambda row: row.visit.on),
        Column("firm", gettext_lazy("企业"), value=lambda row: row.visit.enterprise),
        Column("kind", gettext_lazy("类型"), value=lambda row: row.get_kind_display()),
        Column("note", gettext_lazy("转办说明"), Prose()),
        Column("officer", gettext_lazy("走访人"), value=lambda row: row.visit.officer),
        Column("stands", gettext_lazy("进展"), value=lambda row: dict(STANDS)[row.stands]),
        Column("taken_by", gettext_lazy("承接人")),
        Column("taken", gettext_lazy("承接日期"), DayOf(), value=lambda row: row.taken_at),
        Column("outcome", gettext_lazy("结果"), value=lambda row: row.get_outcome_display()),
        Column("outcome_text", gettext_lazy("结果说明"), Prose()),
        Column("closed", gettext_lazy("办结日期"), DayOf(), value=lambda row: row.closed_at),
        Column("news", gettext_lazy("后续")),
    ),
    handoffs_found,
)
