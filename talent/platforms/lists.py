"""Platforms and courses as lists, with what their columns say when they are exported."""

from typing import Any

import django_filters
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel.filters import KeptFilter, YearFilter, ZoneFilterSet
from core.kernel.http import HttpRequest
from core.kernel.naming import NameFilter
from core.sheets.cells import Count as Number
from core.sheets.cells import Day, Prose
from core.sheets.kinds import Column
from core.sheets.lists import Found, Listing
from enterprises.models import Enterprise
from talent.care.lists import HOLDS, SPELL, WHO, CareFilter, found_by, word_of
from talent.enums import Attends, CourseKind, ResultKind, TalentPlatformKind
from talent.models import Attendance, Course, PlatformMember, PlatformResult, TalentPlatform


def _platforms() -> KeptFilter:
    return KeptFilter(label=_("人才平台"), topic="talents", rows=TalentPlatform.objects.all())


def _firm(**more: Any) -> NameFilter:
    return NameFilter(
        label=_("企业"),
        rows=lambda request: Enterprise.objects.visible_to(request.user),
        route="enterprises:firm_names",
        **more,
    )


class PlatformFilter(ZoneFilterSet):
    """By name, kind and firm."""

    q = django_filters.CharFilter(label=_("关键词"), field_name="name", lookup_expr="icontains", max_length=60)
    kind = django_filters.ChoiceFilter(label=_("类型"), choices=TalentPlatformKind.choices)
    enterprise = _firm()

    class Meta:
        model = TalentPlatform
        fields: list[str] = []


class ResidentFilter(CareFilter):
    """And by platform, and how it stands."""

    platform = _platforms()
    stands = django_filters.ChoiceFilter(label=_("状态"), choices=HOLDS, method="by_holding")

    class Meta:
        model = PlatformMember
        fields: list[str] = []


class ResultFilter(ZoneFilterSet):
    """By words, platform, kind and year."""

    q = django_filters.CharFilter(label=_("关键词"), field_name="what", lookup_expr="icontains", max_length=60)
    platform = _platforms()
    kind = django_filters.ChoiceFilter(label=_("成果类型"), choices=ResultKind.choices)
    year = YearFilter("on", topics="talents", label=_("取得年份"))

    class Meta:
        model = PlatformResult
        fields: list[str] = []


class CourseFilter(ZoneFilterSet):
    """By name, kind, platform, firm and year."""

    q = django_filters.CharFilter(label=_("关键词"), field_name="name", lookup_expr="icontains", max_length=60)
    kind = django_filters.ChoiceFilter(label=_("培训类型"), choices=CourseKind.choices)
    platform = _platforms()
    enterprise = _firm()
    year = YearFilter("begins_on", topics="talents", label=_("开班年份"))

    class Meta:
        model = Course
        fields: list[str] = []


class AttendanceFilter(CareFilter):
    """And by course and state."""

    course = KeptFilter(label=_("培训班"), topic="talents", rows=Course.objects.all())
    state = django_filters.ChoiceFilter(label=_("参训情况"), choices=Attends.choices)

    class Meta:
        model = Attendance
        fields: list[str] = []


def platforms_found(request: HttpRequest) -> Found:
    """Platforms with how many people are there today, and what they brought forth."""
    today = timezone.localdate()
    here = PlatformMember.objects.on(today).order_by().values("pk")
    rows = TalentPlatform.objects.visible_to(request.user).select_related("enterprise")
    rows = rows.annotate(people=Count("members", filter=Q(members__in=here), distinct=True)).order_by("pk")
    filterset = PlatformFilter(request.GET, queryset=rows, request=request)
    return Found(filterset.qs, filterset, dressed=with_results)


def with_results(rows: Any) -> list[TalentPlatform]:
    """Each with `brought`, the number of its results, and `taught`, of its courses: two queries for all."""
    shown = list(rows)
    keys = [each.pk for each in shown]
    brought = dict(
        PlatformResult.objects.filter(platform__in=keys).order_by().values_list("platform").annotate(n=Sum("n"))
    )
    taught = dict(Course.objects.filter(platform__in=keys).order_by().values_list("platform").annotate(n=Count("pk")))
    for each in shown:
        each.brought, each.taught = brought.get(each.pk, 0), taught.get(each.pk, 0)
    return shown


def courses_found(request: HttpRequest) -> Found:
    """Courses, the latest first."""
    rows = (
        Course.objects.visible_to(request.user)
        .select_related("platform", "enterprise")
        .with_counts()
        .order_by("-begins_on", "-pk")
    )
    filterset = CourseFilter(request.GET, queryset=rows, request=request)
    return Found(filterset.qs, filterset)


def results_found(request: HttpRequest) -> Found:
    """Results, the latest first."""
    rows = PlatformResult.objects.visible_to(request.user).select_related("platform__enterprise")
    filterset = ResultFilter(request.GET, queryset=rows, request=request)
    return Found(filterset.qs, filterset)


PLATFORMS = Listing(
    "talent_platforms",
    "talent:platform_list",
    _("人才平台"),
    (
        Column("name", _("人才平台")),
        Column("kind", _("类型"), value=lambda row: row.get_kind_display()),
        Column("enterprise", _("依托企业")),
        Column("people", _("在站人数"), Number()),
        Column("brought", _("成果数"), Number()),
        Column("taught", _("培训班数"), Number()),
    ),
    platforms_found,
)
RESIDENTS = Listing(
    "platform_members",
    "talent:resident_list",
    _("平台人员"),
    (*WHO, Column("platform", _("人才平台")), Column("role", _("角色")), *SPELL),
    found_by(ResidentFilter, "talent__enterprise", "platform"),
    kind="platform_members",
)
RESULTS = Listing(
    "platform_results",
    "talent:result_list",
    _("平台成果"),
    (
        Column("platform", _("人才平台")),
        Column("kind", _("成果类型"), value=lambda row: row.get_kind_display()),
        Column("what", _("成果")),
        Column("n", _("数量"), Number()),
        Column("on", _("取得日期"), Day()),
        Column("source", _("依据"), Prose()),
    ),
    results_found,
)
COURSES = Listing(
    "courses",
    "talent:course_list",
    _("培训班"),
    (
        Column("name", _("培训班")),
        Column("kind", _("培训类型"), value=lambda row: row.get_kind_display()),
        Column("host", _("举办"), value=lambda row: row.host),
        Column("begins_on", _("开班日期"), Day()),
        Column("ends_on", _("结班日期"), Day()),
        Column("hours", _("学时"), Number()),
        Column("people", _("参训人数"), Number()),
        Column("finished", _("结业人数"), Number()),
        Column("missed", _("缺席人数"), Number()),
    ),
    courses_found,
)
ATTENDANCES = Listing(
    "attendances",
    "talent:attendance_list",
    _("参训记录"),
    (
        *WHO,
        Column("course", _("培训班")),
        Column("begins_on", _("开班日期"), Day(), value=lambda row: row.course.begins_on),
        Column("hours", _("学时"), Number(), value=lambda row: row.course.hours),
        Column("state", _("参训情况"), value=word_of),
        Column("certificate", _("证书编号")),
    ),
    found_by(AttendanceFilter, "talent__enterprise", "course"),
    kind="attendances",
)
