"""The list of firms that nobody came to for long: its rows, and its columns when it is exported."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.kernel.http import HttpRequest
from core.sheets.cells import Count, Day
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from enterprises.care.filters import GapFilter
from enterprises.care.gaps import Gap, longest_first, overdue
from enterprises.firm.page import current_liaisons
from enterprises.models import Enterprise


def gaps_found(request: HttpRequest) -> Found:
    """Firms past the days of their tier, the longest first: all for leaders and auditors, else one's own."""
    user, today = request.user, timezone.localdate()
    firms = Enterprise.objects.visible_to(user)
    if not user.holds(Role.LEADER, Role.AUDITOR):
        firms = firms.looked_after_by(user)
    firms = firms.select_related("present__tier").prefetch_related(current_liaisons())
    filterset = GapFilter(request.GET, queryset=firms, request=request)
    found = filterset.qs if filterset.shows_all else overdue(filterset.qs, today)
    return Found(longest_first(found), filterset, lambda rows: [Gap(firm, today) for firm in rows])


GAPS = Listing(
    "gaps",
    "enterprises:visit_gaps",
    gettext_lazy("多久没走访"),
    (
        Column("firm", gettext_lazy("企业"), value=lambda gap: gap.firm),
        Column("tier", gettext_lazy("层级"), value=lambda gap: gap.firm.present.tier),
        Column("last", gettext_lazy("最近走访"), Day(), value=lambda gap: gap.firm.present.last_visit_on),
        Column("days", gettext_lazy("距上次走访（天）"), Count(), value=lambda gap: gap.days),
        Column("over", gettext_lazy("超出（天）"), Count(), value=lambda gap: gap.over or None),
        Column("alone", gettext_lazy("联点情况"), value=lambda gap: _("无人联点") if gap.alone else ""),
    ),
    gaps_found,
)
