"""The register of talents: its rows, and its columns when it is exported. No identities; telephones masked, as on the
page, but for who may write them and picks the column in full, of which the trail has a line.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy

from core.kernel.filters import ordered
from core.kernel.http import HttpRequest
from core.sheets.cells import Code, Day
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from talent.filters import ORDERS, QuotaFilter, TalentFilter
from talent.models import Quota, Talent
from talent.unproven import told_state


def talents_found(request: HttpRequest) -> Found:
    """Talents that this person may see, by name."""
    everybody = Talent.objects.visible_to(request.user).select_related("enterprise")
    filterset = TalentFilter(request.GET, queryset=everybody, request=request)
    return Found(ordered(filterset.qs, filterset.order or "name", ORDERS), filterset)


TALENTS = Listing(
    "talents",
    "talent:talent_list",
    gettext_lazy("人才名册"),
    (
        Column("name", gettext_lazy("姓名")),
        Column("title", gettext_lazy("岗位或职称")),
        Column("category", gettext_lazy("类别"), value=lambda person: person.get_category_display()),
        Column("enterprise", gettext_lazy("企业")),
        Column("arrived_on", gettext_lazy("引进日期"), Day()),
        Column("recognised_on", gettext_lazy("认定日期"), Day()),
        Column("evidence", gettext_lazy("认定依据")),
        Column("counting", gettext_lazy("计数情况"), value=lambda person: told_state(person, timezone.localdate())),
        Column("left_on", gettext_lazy("离园日期"), Day()),
        Column("phone_in_full", gettext_lazy("完整电话"), Code(), value=lambda person: person.phone, is_asked_for=True),
    ),
    talents_found,
    kind="talents",
    beside=("phone_in_full",),
    parted={"phone_in_full": "talent:talent_create"},  # whose form shows it
)


def quotas_found(request: HttpRequest) -> Found:
    """Quotas that this person may see, the latest year first."""
    everything = Quota.objects.visible_to(request.user).select_related("enterprise")
    filterset = QuotaFilter(request.GET, queryset=everything, request=request)
    return Found(filterset.qs, filterset)


QUOTAS = Listing(
    "quotas",
    "talent:quota_list",
    gettext_lazy("企业配额"),
    (
        Column("enterprise", gettext_lazy("企业")),
        Column("category", gettext_lazy("类别"), value=lambda quota: quota.get_category_display()),
        Column("year", gettext_lazy("年份")),
        Column("heads", gettext_lazy("人数")),
        Column("source", gettext_lazy("依据")),
    ),
    quotas_found,
)
