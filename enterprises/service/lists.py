"""The lists of visits and of requests: their rows, and their columns when they are exported."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.filters import ordered
from core.kernel.http import HttpRequest
from core.models import User
from core.sheets.cells import Count as Number
from core.sheets.cells import Day, DayOf, Moment, Prose
from core.sheets.grouping import grouped
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from enterprises.models import Request, Visit
from enterprises.service.dues import Due
from enterprises.service.filters import REQUEST_ORDERS, VISIT_ORDERS, RequestFilter, VisitFilter


def visits_found(request: HttpRequest) -> Found:
    """Visits, newest first."""
    visits = Visit.objects.visible_to(request.user).select_related("enterprise", "officer")
    asked = Request.objects.filter(visit=OuterRef("pk")).order_by().values("visit").annotate(n=Count("pk"))
    visits = visits.annotate(request_count=Coalesce(Subquery(asked.values("n")), 0))  # of those on the page only
    filterset = VisitFilter(request.GET, queryset=visits, request=request)
    rows = ordered(filterset.qs, filterset.order or "-on", VISIT_ORDERS)
    return Found(rows, filterset, lambda found: _with_brought(found, request))


def _with_brought(visits: list[Visit], request: HttpRequest) -> list[Visit]:
    """Add `brought`: the requests of each visit that this person may see, in words. One query."""
    brought = brought_by(visits, request.user)
    for visit in visits:
        visit.brought = "\n".join(brought.get(visit.pk, []))
    return visits


def brought_by(visits: Iterable[Visit], user: User) -> dict[int, list[str]]:
    """What each of these visits brought back, as far as this person sees it."""
    brought: dict[int, list[str]] = {}
    asked = Request.objects.visible_to(user).filter(visit__in=[each.pk for each in visits])
    for row in asked.select_related("kind").order_by("pk"):
        said = {"what": row.kind, "text": row.text, "state": row.get_state_display()}
        brought.setdefault(row.visit_id or 0, []).append(_("%(what)s：%(text)s（%(state)s）") % said)
    return brought


def requests_found(request: HttpRequest) -> Found:
    """Requests, the most pressing on top until somebody sorts them otherwise."""
    listed = Request.objects.visible_to(request.user).select_related("enterprise", "kind", "department")
    filterset, now = RequestFilter(request.GET, queryset=listed, request=request), timezone.now()
    order = filterset.order
    rows = ordered(filterset.qs, order, REQUEST_ORDERS) if order else filterset.qs.pressing_first()
    rows = grouped(rows, filterset.grouping)
    return Found(rows, filterset, lambda found: [Due(row, now) for row in found])


VISITS = Listing(
    "visits",
    "enterprises:visit_list",
    gettext_lazy("走访记录"),
    (
        Column("on", gettext_lazy("日期"), Day()),
        Column("firm", gettext_lazy("企业"), value=lambda visit: visit.enterprise),
        Column("mode", gettext_lazy("方式"), value=lambda visit: visit.get_mode_display()),
        Column("officer", gettext_lazy("走访人")),
        Column("received_by", gettext_lazy("企业接待人")),
        Column("companions", gettext_lazy("同行人员")),
        Column("asked", gettext_lazy("问到的事项"), Prose(), value=lambda visit: _("、").join(visit.asked_about())),
        Column("notes", gettext_lazy("谈了什么"), Prose()),
        Column("requests", gettext_lazy("诉求"), Number(), value=lambda visit: visit.request_count),
        Column("brought", gettext_lazy("带回的诉求"), Prose()),
    ),
    visits_found,
)
REQUESTS = Listing(
    "requests",
    "enterprises:request_list",
    gettext_lazy("诉求"),
    (
        Column("firm", gettext_lazy("企业"), value=lambda due: due.request.enterprise),
        Column("kind", gettext_lazy("类型"), value=lambda due: due.request.kind),
        Column("text", gettext_lazy("诉求内容"), Prose(), value=lambda due: due.request.text),
        Column("department", gettext_lazy("承办部门"), value=lambda due: due.request.department),
        Column("raised", gettext_lazy("提出时间"), DayOf(), value=lambda due: due.request.raised_at),
        Column("state", gettext_lazy("状态"), value=lambda due: due.request.get_state_display()),
        Column(
            "limit",
            gettext_lazy("下一步"),
            value=lambda due: due.request.limit.label if due.request.due_at and due.request.limit else "",
        ),
        Column("due", gettext_lazy("下一步时限"), Moment(), value=lambda due: due.request.due_at),
        Column("left", gettext_lazy("剩余天数"), Number(), value=lambda due: due.left),
        Column("promised", gettext_lazy("承诺办结日期"), Day(), value=lambda due: due.request.promised_on),
        Column("moves", gettext_lazy("改期次数"), Number(), value=lambda due: due.request.promise_moves or None),
        Column("done", gettext_lazy("办结日期"), Day(), value=lambda due: due.request.done_on),
    ),
    requests_found,
)
