"""The list of 招商线索: its rows, and its columns when it is exported."""

from django.utils.translation import gettext_lazy

from core.kernel.filters import ordered
from core.kernel.http import HttpRequest
from core.sheets.cells import Amount, Day
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from projects.attraction.filters import LEAD_ORDERS, LeadFilter
from projects.models import Lead


def leads_found(request: HttpRequest) -> Found:
    """Leads that this person may see, the latest first."""
    rows = Lead.objects.visible_to(request.user).select_related("adviser", "officer", "cluster", "project")
    filterset = LeadFilter(request.GET, queryset=rows, request=request)
    return Found(ordered(filterset.qs, filterset.order or "-received", LEAD_ORDERS), filterset)


LEADS = Listing(
    "leads",
    "projects:lead_list",
    gettext_lazy("招商线索"),
    (
        Column("name", gettext_lazy("项目名称")),
        Column("firm_name", gettext_lazy("投资方")),
        Column("state", gettext_lazy("状态"), value=lambda lead: lead.get_state_display()),
        Column("channel", gettext_lazy("渠道"), value=lambda lead: lead.get_channel_display()),
        Column("adviser", gettext_lazy("招商顾问或机构")),
        Column("cluster", gettext_lazy("产业高地")),
        Column("investment_wan", gettext_lazy("意向投资（万元）"), Amount()),
        Column("officer", gettext_lazy("跟进人")),
        Column("received_on", gettext_lazy("收到日期"), Day()),
        Column("closed_on", gettext_lazy("签约或终止日期"), Day()),
    ),
    leads_found,
    kind="leads",
)
