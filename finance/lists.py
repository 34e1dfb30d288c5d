"""The lists of credit lines and of needs: their rows, and their columns when they are exported."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.filters import ordered
from core.kernel.http import HttpRequest
from core.sheets.cells import Amount, Day, Prose
from core.sheets.cells import Count as Number
from core.sheets.grouping import grouped
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from finance.enums import SideKind, SideState
from finance.filters import LINE_ORDERS, NEED_ORDERS, CreditLineFilter, NeedFilter, SideFilter
from finance.models import CreditLine, FinancingNeed, Institution, kind_of, line_of
from finance.sides import sides


def lines_found(request: HttpRequest) -> Found:
    """Credit lines that this person may see, the latest first."""
    lines = CreditLine.objects.visible_to(request.user).select_related("enterprise", "institution")
    filterset = CreditLineFilter(request.GET, queryset=lines, request=request)
    rows = ordered(filterset.qs, filterset.order or "-on", LINE_ORDERS)
    return Found(grouped(rows, filterset.grouping), filterset)


def sides_found(request: HttpRequest) -> Found:
    """Entries of one kind that this person may see and that still stand, with both sides, the latest first."""
    chosen = request.GET.get("what", "")
    kind = SideKind(chosen) if chosen in SideKind.values else SideKind.LINE
    filterset = SideFilter(request.GET, queryset=sides(kind, request.user), request=request)
    return Found(filterset.qs, filterset)


def needs_found(request: HttpRequest) -> Found:
    """Needs that this person may see, the latest first, each with what was granted for it."""
    filterset = NeedFilter(request.GET, queryset=FinancingNeed.objects.visible_to(request.user), request=request)
    rows = ordered(filterset.qs, filterset.order or "-on", NEED_ORDERS)
    rows = grouped(rows, filterset.grouping)
    return Found(rows.with_granted(request.user).select_related("enterprise", "institution"), filterset)


def institutions_found(request: HttpRequest) -> Found:
    """Institutions that this person may see, with what each has granted and what of it is drawn."""
    rows = Institution.objects.visible_to(request.user).with_sums().prefetch_related("branches")
    return Found(rows.order_by("kind", "pk"))


def _known(row: Any, amount: Any) -> Any:
    """Nothing for an institution without a line: the page says 未载 there, not 0."""
    return amount if row.lines else None


LINES = Listing(
    "credit_lines",
    "finance:creditline_list",
    gettext_lazy("授信与放款"),
    (
        Column("enterprise", gettext_lazy("企业")),
        Column("institution", gettext_lazy("机构")),
        Column("granted_on", gettext_lazy("授信日期"), Day()),
        Column("granted_wan", gettext_lazy("授信（万元）"), Amount()),
        Column("drawn_wan", gettext_lazy("已放款（万元）"), Amount()),
        Column("undrawn_wan", gettext_lazy("未放款（万元）"), Amount()),
        Column(
            "stuck",
            gettext_lazy("未放款原因"),
            value=lambda line: line.get_stuck_reason_display() if line.undrawn_wan > 0 else "",
        ),
        Column("confirmed_on", gettext_lazy("企业确认日期"), Day()),
    ),
    lines_found,
    kind="credit_lines",  # its own columns say what is drawn
)
NEEDS = Listing(
    "needs",
    "finance:need_list",
    gettext_lazy("融资需求"),
    (
        Column("enterprise", gettext_lazy("企业")),
        Column("purpose", gettext_lazy("用途"), Prose()),
        Column("amount_wan", gettext_lazy("金额（万元）"), Amount()),
        Column("granted_wan", gettext_lazy("已授信（万元）"), Amount()),
        Column("raised_on", gettext_lazy("提出日期"), Day()),
        Column("institution", gettext_lazy("对接机构"), value=lambda need: need.bank_name),
        Column("state", gettext_lazy("状态"), value=lambda need: need.get_state_display()),
    ),
    needs_found,
)
INSTITUTIONS = Listing(
    "institutions",
    "finance:institution_list",
    gettext_lazy("金融机构"),
    (
        Column("name", gettext_lazy("机构")),
        Column("kind", gettext_lazy("类型"), value=lambda row: row.get_kind_display()),
        Column("branches", gettext_lazy("网点"), value=lambda row: _("、").join(map(str, row.branches.all()))),
        Column("lines", gettext_lazy("授信（笔）"), Number()),
        Column("granted_wan", gettext_lazy("授信（万元）"), Amount(), value=lambda row: _known(row, row.granted_wan)),
        Column("drawn_wan", gettext_lazy("放款（万元）"), Amount(), value=lambda row: _known(row, row.drawn_wan)),
    ),
    institutions_found,
)
SIDES = Listing(
    "sides",
    "finance:side_list",
    gettext_lazy("两边核对"),
    (
        Column("enterprise", gettext_lazy("企业"), value=lambda row: line_of(row).enterprise),
        Column("institution", gettext_lazy("机构"), value=lambda row: line_of(row).institution),
        Column("number", gettext_lazy("授信编号"), value=lambda row: line_of(row).number),
        Column("what", gettext_lazy("类别"), value=lambda row: kind_of(row).label),
        Column("bank_wan", gettext_lazy("银行登记（万元）"), Amount()),
        Column("bank_on", gettext_lazy("登记日期"), Day()),
        Column("said_wan", gettext_lazy("企业那一边（万元）"), Amount()),
        Column("said_on", gettext_lazy("企业日期"), Day()),
        Column("difference", gettext_lazy("差额（万元）"), Amount()),
        Column("side", gettext_lazy("状态"), value=lambda row: SideState(row.side).label),
        Column("words", gettext_lazy("企业说明"), Prose()),
        Column("closed_words", gettext_lazy("核对说明"), Prose()),
    ),
    sides_found,
)
