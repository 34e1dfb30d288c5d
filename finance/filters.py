"""The filters of credit lines and needs. Choices never name an institution that the person may not see."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Case, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import RowFilter, YearFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.models import Cluster
from core.sheets.grouping import Grouping
from enterprises.models import Enterprise
from finance.enums import NeedState, NeedWait, SideKind, SideState, StuckReason
from finance.funnel import AGES
from finance.models import SEES_FINANCE, CreditLine, FinancingNeed, Institution
from finance.sides import TO_LINE
from finance.waits import told_apart

LINE_ORDERS = {"firm": "enterprise__pinyin", "granted": "granted_wan", "drawn": "drawn_wan", "left": "undrawn_wan"}
LINE_ORDERS |= {"on": "granted_on"}
NEED_ORDERS = {"firm": "enterprise__pinyin", "amount": "amount_wan", "on": "raised_on"}
USE = [("none", _("未放款")), ("part", _("部分放款")), ("full", _("已放完"))]
CONFIRMED = [("yes", _("企业已确认")), ("no", _("企业未确认"))]
AGED = [("30", _("30 天内")), ("90", _("31–90 天")), ("180", _("91–180 天")), ("more", _("180 天以上"))]
STATES = [
    ("force", _("可放款")),
    ("expired", _("已到期未用")),
    ("lowered", _("已下调或终止")),
    ("revolving", _("循环额度")),
]
UNSAID = "unsaid"
STUCK = [*StuckReason.choices, (UNSAID, _("未登记原因"))]
LINE_GROUPS = {
    "institution": Grouping(_("机构"), "institution", "institution__name", amount="granted_wan"),
    "cluster": Grouping(
        _("产业高地"),
        "enterprise__cluster",
        "enterprise__cluster__name",
        order=("enterprise__cluster__rank",),
        amount="granted_wan",
        missing=_("未归类"),
    ),
}
_COURSE = Case(*(When(state=each, then=place) for place, each in enumerate(NeedState)), default=len(NeedState))
NEED_GROUPS = {
    "state": Grouping(_("状态"), "state", words=dict(NeedState.choices), order=(_COURSE.asc(),), amount="amount_wan"),
    "institution": Grouping(
        _("对接机构"), "institution", "institution__name", amount="amount_wan", missing=_("未指定")
    ),
}


def _institutions(request: HttpRequest) -> QuerySet[Institution]:
    return Institution.objects.visible_to(request.user)


class CreditLineFilter(ZoneFilterSet):
    """By firm or institution, cluster, year of the grant, use, reason and confirmation."""

    SORTS = tuple(LINE_ORDERS)
    GROUPS = LINE_GROUPS
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("企业、机构、拼音首字母"), max_length=60
    )
    institution = RowFilter(label=_("机构"), rows=_institutions)
    cluster = django_filters.ModelChoiceFilter(
        label=_("产业高地"), field_name="enterprise__cluster", queryset=Cluster.objects.all()
    )
    year = YearFilter("granted_on", topics="credit", label=_("授信年份"))
    use = django_filters.ChoiceFilter(label=_("放款情况"), choices=USE, method="by_use")
    stuck_reason = django_filters.ChoiceFilter(label=_("卡点"), choices=STUCK, method="by_reason")
    age = django_filters.ChoiceFilter(label=_("授信后"), choices=AGED, method="by_age")
    state = django_filters.ChoiceFilter(label=_("额度"), choices=STATES, method="by_state")
    confirmed = django_filters.ChoiceFilter(label=_("企业确认"), choices=CONFIRMED, method="by_confirmed")

    class Meta:
        model = CreditLine
        fields: list[str] = []

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_use(self, queryset: Any, _name: str, value: str) -> Any:
        return {"none": queryset.not_drawn, "part": queryset.partly_drawn, "full": queryset.fully_drawn}[value]()

    def by_reason(self, queryset: Any, _name: str, value: str) -> Any:
        """A reason counts while something may still be drawn."""
        return queryset.waiting(timezone.localdate()).filter(stuck_reason="" if value == UNSAID else value)

    def by_age(self, queryset: Any, _name: str, value: str) -> Any:
        """Lines that may still be drawn, by the days since they were granted."""
        today, place = timezone.localdate(), [age for age, _words in AGED].index(value)
        newest = today if place == 0 else today - dt.timedelta(days=AGES[place - 1] + 1)
        oldest = today - dt.timedelta(days=AGES[place]) if place < len(AGES) else None
        return queryset.waiting(today).granted_between(oldest, newest)

    def by_state(self, queryset: Any, _name: str, value: str) -> Any:
        today = timezone.localdate()
        found = {"force": lambda: queryset.waiting(today), "expired": lambda: queryset.expired_unused(today)}
        found |= {"lowered": queryset.cut_down, "revolving": queryset.revolving}
        return found[value]()

    def by_confirmed(self, queryset: Any, _name: str, value: str) -> Any:
        return queryset.filter(confirmed_on__isnull=value == "no")


class SideFilter(ZoneFilterSet):
    """By firm, kind of entry, institution, and how the two sides stand."""

    q = django_filters.CharFilter(label=_("关键词"), method="by_name", help_text=_("企业、拼音首字母"), max_length=60)
    what = django_filters.ChoiceFilter(label=_("类别"), choices=SideKind.choices, method="leave_to_the_list")
    side = django_filters.ChoiceFilter(label=_("状态"), choices=SideState.choices)
    institution = RowFilter(label=_("机构"), rows=_institutions, method="by_institution")

    class Meta:
        model = CreditLine
        fields: list[str] = []

    @property
    def kind(self) -> SideKind:
        """Which entries are listed; lines unless told."""
        chosen = (self.data or {}).get("what", "")
        return SideKind(chosen) if chosen in SideKind.values else SideKind.LINE

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.filter(**{f"{TO_LINE[self.kind]}enterprise__in": Enterprise.objects.named_like(text)})

    def by_institution(self, queryset: Any, _name: str, bank: Institution) -> Any:
        return queryset.filter(**{f"{TO_LINE[self.kind]}institution": bank})


class NeedFilter(ZoneFilterSet):
    """By firm, state, institution and year. A bank is not told with whom else a need is matched."""

    SORTS = tuple(NEED_ORDERS)
    GROUPS = NEED_GROUPS
    q = django_filters.CharFilter(label=_("关键词"), method="by_name", help_text=_("企业、拼音首字母"), max_length=60)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=NeedState.choices)
    waits = django_filters.ChoiceFilter(label=_("在等什么"), choices=NeedWait.choices, method="by_wait")
    institution = RowFilter(label=_("对接机构"), rows=_institutions)
    year = YearFilter("raised_on", topics="credit", label=_("提出年份"))

    class Meta:
        model = FinancingNeed
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        alone = not kwargs["request"].user.holds(*SEES_FINANCE)
        if alone:
            self.GROUPS = {name: each for name, each in NEED_GROUPS.items() if name != "institution"}
        super().__init__(*args, **kwargs)
        if alone:
            del self.form.fields["institution"]
            del self.form.fields["waits"]  # it would tell what others answered

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return queryset.named_like(text)

    def by_wait(self, queryset: Any, _name: str, what: str) -> Any:
        return queryset.filter(pk__in=told_apart(FinancingNeed.objects.all()).filter(waits_for=what).values("pk"))
