"""The list of firms: its rows, and what its columns say when it is exported."""

from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.beside import attached, with_beside
from core.kernel.filters import ordered
from core.kernel.http import HttpRequest
from core.sheets.cells import Code, Day, Of, Text
from core.sheets.cells import Count as Number
from core.sheets.grouping import grouped
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from enterprises.firm.filters import FIRM_ORDERS, EnterpriseFilter
from enterprises.firm.page import current_liaisons
from enterprises.models import Enterprise, Request, Visit

BESIDE_A_LINE = ("aliases", "grades")


def firms_found(request: HttpRequest) -> Found:
    """Firms as the list shows them. Never visited is the longest without a visit."""
    filterset = EnterpriseFilter(request.GET, queryset=_firms_with_counts(request), request=request)
    rows = ordered(filterset.qs, filterset.order or "name", FIRM_ORDERS, empty_first=("visited",))
    rows = grouped(rows, filterset.grouping)
    return Found(rows, filterset, lambda firms: attached(firms, *BESIDE_A_LINE))


def _firms_with_counts(request: HttpRequest) -> QuerySet[Enterprise]:
    """Annotate what this person may see of visits and requests, and nothing else: as the standing of each firm keeps it
    where they see all of it, else counted.
    """
    user = request.user
    firms = Enterprise.objects.visible_to(user).select_related("cluster", "park")
    firms = with_beside(firms, *BESIDE_A_LINE).prefetch_related(current_liaisons())
    if Enterprise.objects.are_seen_whole_by(user):
        return firms.annotate(last_visit=F("present__last_visit_on"), open_requests=F("present__open_requests"))
    visits = Visit.objects.visible_to(user).filter(enterprise=OuterRef("pk")).order_by().values("enterprise")
    asked = Request.objects.visible_to(user).open().filter(enterprise=OuterRef("pk")).order_by()
    return firms.annotate(
        last_visit=Subquery(visits.annotate(last=Max("on")).values("last")),
        open_requests=Coalesce(Subquery(asked.values("enterprise").annotate(n=Count("pk")).values("n")), 0),
    )


def _joined(rows: Any) -> str:
    return _("、").join(str(row) for row in rows)


FIRMS = Listing(
    "firms",
    "enterprises:enterprise_list",
    gettext_lazy("企业"),
    (
        Column("uscc", gettext_lazy("统一社会信用代码"), Code()),
        Column("short_name", gettext_lazy("简称")),
        Column("full_name", gettext_lazy("全称"), Text()),
        Column("cluster", gettext_lazy("产业高地"), Of(Enterprise.objects.none)),
        Column("park", gettext_lazy("园区"), Of(Enterprise.objects.none)),
        Column("grades", gettext_lazy("等级"), value=lambda firm: _joined(firm.grades.all())),
        Column(
            "liaisons",
            gettext_lazy("驻企联络员"),
            value=lambda firm: _joined(each.officer for each in firm.current_liaisons),
        ),
        Column("visited", gettext_lazy("最近走访"), Day(), value=lambda firm: firm.last_visit),
        Column("requests", gettext_lazy("未办结诉求"), Number(), value=lambda firm: firm.open_requests),
    ),
    firms_found,
    kind="firms",
    beside=("liaisons", "visited", "requests"),
    parted={"visited": "enterprises:visit_list", "requests": "enterprises:request_list"},
)
