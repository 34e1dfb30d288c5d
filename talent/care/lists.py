"""The services as lists: how each is narrowed, its rows, and its columns when it is exported."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import KeptFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.sheets.cells import Count, Day, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from enterprises.models import Enterprise
from talent.care.showing import CARD_WORDS, TENANCY_WORDS, shown
from talent.enums import SchoolStage, SchoolState, Term, WishState
from talent.models import FlatWish, GreenCard, Holds, Honour, HonourGrant, Mentorship, SchoolPlace, Talent, Tenancy

HOLDS = [("going", _("现在有效")), *Holds.choices]


class CareFilter(ZoneFilterSet):
    """By person and firm."""

    people: tuple[str, ...] = ("talent",)
    q = django_filters.CharFilter(
        label=_("关键词"), method="by_name", help_text=_("姓名、企业、拼音首字母"), max_length=60
    )
    enterprise = NameFilter(
        label=_("企业"),
        rows=lambda request: Enterprise.objects.visible_to(request.user),
        route="enterprises:firm_names",
        method="by_firm",
    )

    def by_name(self, queryset: Any, _name: str, text: str) -> Any:
        return self._of(queryset, Talent.objects.named_like(text))

    def by_firm(self, queryset: Any, _name: str, firm: Enterprise) -> Any:
        return self._of(queryset, Talent.objects.filter(enterprise=firm))

    def by_holding(self, queryset: Any, _name: str, value: str) -> Any:
        day = timezone.localdate()
        return queryset.on(day) if value == "going" else queryset.standing(value, day)

    def _of(self, queryset: Any, people: Any) -> Any:
        meant, keys = Q(), people.order_by().values("pk")
        for name in self.people:
            meant |= Q(**{f"{name}__in": keys})
        return queryset.filter(meant)


class CardFilter(CareFilter):
    """And by grade, and how it stands."""

    stands = django_filters.ChoiceFilter(label=_("状态"), choices=[HOLDS[0], *CARD_WORDS.items()], method="by_holding")

    class Meta:
        model = GreenCard
        fields: list[str] = ["grade"]


class TenancyFilter(CareFilter):
    """And by how it stands."""

    stands = django_filters.ChoiceFilter(
        label=_("状态"), choices=[HOLDS[0], *TENANCY_WORDS.items()], method="by_holding"
    )

    class Meta:
        model = Tenancy
        fields: list[str] = []


class WishFilter(CareFilter):
    """And by state."""

    state = django_filters.ChoiceFilter(label=_("状态"), choices=WishState.choices)

    class Meta:
        model = FlatWish
        fields: list[str] = []


class SchoolFilter(CareFilter):
    """And by stage, term and state."""

    stage = django_filters.ChoiceFilter(label=_("学段"), choices=SchoolStage.choices)
    term = django_filters.ChoiceFilter(label=_("学期"), choices=Term.choices)
    state = django_filters.ChoiceFilter(label=_("进展"), choices=SchoolState.choices)

    class Meta:
        model = SchoolPlace
        fields: list[str] = []


class HonourFilter(CareFilter):
    """And by honour."""

    honour = KeptFilter(label=_("荣誉"), topic="talents", rows=Honour.objects.all())

    class Meta:
        model = HonourGrant
        fields: list[str] = []


class MentorFilter(CareFilter):
    """By either of the two, and how it stands."""

    people = ("mentor", "apprentice")
    stands = django_filters.ChoiceFilter(label=_("状态"), choices=HOLDS, method="by_holding")

    class Meta:
        model = Mentorship
        fields: list[str] = []


def found_by(filters: type[CareFilter], *joined: str) -> Callable[[HttpRequest], Found]:
    """The rows of a register that this person may see, in its own order."""

    def found(request: HttpRequest) -> Found:
        rows = filters._meta.model.objects.visible_to(request.user).select_related(*joined)
        filterset = filters(request.GET, queryset=rows, request=request)
        return Found(filterset.qs, filterset)

    return found


def word_of(row: Any) -> str:
    """How the row stands today, in the words of its register."""
    return shown(row, timezone.localdate()).word


WHO = (
    Column("who", _("人才"), value=lambda row: row.talent),
    Column("firm", _("企业"), value=lambda row: row.talent.enterprise),
)
SPELL = (
    Column("since", _("开始日期"), Day()),
    Column("until", _("到期日期"), Day()),
    Column("stands", _("状态"), value=word_of),
    Column("ended_on", _("终止日期"), Day()),
    Column("ended_why", _("终止原因"), Prose()),
)
CARDS = Listing(
    "green_cards",
    "talent:card_list",
    _("人才绿卡"),
    (*WHO, Column("number", _("卡号")), Column("grade", _("绿卡等级")), *SPELL),
    found_by(CardFilter, "talent__enterprise", "grade"),
)
TENANCIES = Listing(
    "tenancies",
    "talent:tenancy_list",
    _("公寓入住"),
    (*WHO, Column("apartment", _("公寓房源")), *SPELL, Column("out_of_turn", _("不按轮候的理由"), Prose())),
    found_by(TenancyFilter, "talent__enterprise", "apartment"),
)
WISHES = Listing(
    "flat_wishes",
    "talent:wish_list",
    _("公寓轮候"),
    (
        *WHO,
        Column("asked_on", _("申请日期"), Day()),
        Column("persons", _("同住人数"), Count()),
        Column("stands", _("状态"), value=word_of),
        Column("decided_on", _("处理日期"), Day()),
        Column("why", _("原因"), Prose()),
    ),
    found_by(WishFilter, "talent__enterprise"),
)
SCHOOLS = Listing(
    "school_places",
    "talent:school_list",
    _("子女上学"),
    (
        *WHO,
        Column("stage", _("学段"), value=lambda row: row.get_stage_display()),
        Column("school", _("学校")),
        Column("year", _("年份")),
        Column("term", _("学期"), value=lambda row: row.get_term_display()),
        Column("stands", _("进展"), value=word_of),
        Column("on", _("进展日期"), Day()),
    ),
    found_by(SchoolFilter, "talent__enterprise"),
)
HONOURS = Listing(
    "honour_grants",
    "talent:honour_list",
    _("荣誉获得者"),
    (
        *WHO,
        Column("honour", _("荣誉")),
        Column("on", _("授予日期"), Day()),
        Column("number", _("文号或证书号")),
        Column("evidence", _("依据"), Prose()),
    ),
    found_by(HonourFilter, "talent__enterprise", "honour"),
)
MENTORS = Listing(
    "mentorships",
    "talent:mentor_list",
    _("师带徒"),
    (
        Column("mentor", _("师傅")),
        Column("apprentice", _("徒弟")),
        Column("trade", _("工种")),
        *SPELL,
    ),
    found_by(MentorFilter, "mentor__enterprise", "apprentice"),
)
