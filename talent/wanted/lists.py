"""人才需求 as a list: how it is narrowed, its rows, and its columns when it is exported."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import ZoneFilterSet, ordered
from core.kernel.http import HttpRequest
from core.sheets.cells import Count, Day, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from talent.enums import Category
from talent.models import TalentNeed

STANDS = [("open", _("招聘中")), ("met", _("已到岗")), ("withdrawn", _("已撤回"))]
NEED_ORDERS = {"on": "raised_on", "firm": "enterprise__pinyin", "heads": "heads", "by": "wanted_by"}


class TalentNeedFilter(ZoneFilterSet):
    """By firm or work, category and where it stands."""

    SORTS = tuple(NEED_ORDERS)
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("企业、岗位、拼音首字母"), max_length=60
    )
    category = django_filters.ChoiceFilter(label=_("类别"), choices=Category.choices)
    stands = django_filters.ChoiceFilter(label=_("状态"), choices=STANDS, method="by_stand")

    class Meta:
        model = TalentNeed
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_stand(self, queryset: Any, _name: str, value: str) -> Any:
        return {"open": queryset.open, "met": queryset.met, "withdrawn": queryset.withdrawn}[value]()


def talent_needs_found(request: HttpRequest) -> Found:
    """Needs of people that this person may see, the latest first."""
    rows = TalentNeed.objects.visible_to(request.user).select_related("enterprise")
    filterset = TalentNeedFilter(request.GET, queryset=rows, request=request)
    return Found(ordered(filterset.qs, filterset.order or "-on", NEED_ORDERS), filterset)


TALENT_NEEDS = Listing(
    "talent_needs",
    "talent:need_list",
    _("人才需求"),
    (
        Column("firm", _("企业"), value=lambda row: row.enterprise),
        Column("what", _("岗位或工种")),
        Column("category", _("类别"), value=lambda row: row.get_category_display()),
        Column("heads", _("人数"), Count()),
        Column("filled", _("已到岗"), Count()),
        Column("raised_on", _("提出日期"), Day()),
        Column("wanted_by", _("希望到岗日期"), Day()),
        Column("stands", _("状态"), value=lambda row: dict(STANDS)[row.stands]),
        Column("details", _("要求与待遇"), Prose()),
    ),
    talent_needs_found,
)
