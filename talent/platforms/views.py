"""Pages of platforms and courses: the lists, one platform, one course, and several people onto a course at once."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.http import HttpRequest
from core.kernel.keeping.saved import opens_default
from core.kernel.pages import load, page_of
from core.models import User
from core.typed.cleaning import asked_for
from talent.care import forms as care_forms
from talent.care.showing import shown
from talent.care.views import Register
from talent.enums import ResultKind
from talent.models import Course, PlatformMember, PlatformResult, Talent, TalentPlatform
from talent.platforms import forms, lists

ROWS = 20  # of each part of a platform's page; the rest stands in the lists


def _platform_of(row: Any) -> str:
    return reverse("talent:platform_detail", args=[row.platform_id])


def _course_of(row: Any) -> str:
    return reverse("talent:course_detail", args=[getattr(row, "course_id", row.pk)])


RESIDENTS = Register(
    "resident", "platforms", lists.RESIDENTS, forms.ResidentForm, gettext_lazy("登记进站"),
    gettext_lazy("还没有人进站"), care_forms.EndForm, gettext_lazy("出站"),
    gettext_lazy("同一个人在同一平台同一天只算一次。"), back=_platform_of, about={"platform": TalentPlatform},
)  # fmt: skip
RESULTS = Register(
    "result", "platforms", lists.RESULTS, forms.ResultForm, gettext_lazy("登记成果"), gettext_lazy("还没有成果"),
    hint=gettext_lazy("每项成果要有取得日期和依据。"), back=_platform_of, about={"platform": TalentPlatform},
    head=gettext_lazy("人才平台"),
)  # fmt: skip
COURSES = Register(
    "course", "training", lists.COURSES, forms.CourseForm, gettext_lazy("登记培训班"),
    gettext_lazy("还没有培训班"), back=_course_of, about={"platform": TalentPlatform}, stands_alone=True,
)  # fmt: skip
ATTENDANCES = Register(
    "attendance", "training", lists.ATTENDANCES, forms.AttendanceForm, gettext_lazy("登记参训"),
    gettext_lazy("还没有参训记录"), hint=gettext_lazy("一人一班一条；在培训班的页面可以一次勾选多人。"),
    back=_course_of, about={"course": Course},
)  # fmt: skip


# --- Platforms --------------------------------------------------------------------------------------------------------
@opens_default(lists.PLATFORMS.key)
def platform_list(request: HttpRequest) -> HttpResponse:
    """平台: each with its firm, how many people are there, and what it brought forth."""
    found, today = lists.platforms_found(request), timezone.localdate()
    page = page_of(request, found.rows)
    page.object_list = found.dressed(page.object_list)
    context = {
        "filter": found.filter,
        "page_obj": page,
        "today": today,
        "here": _here(request.user, today),
        "by_kind": _brought(PlatformResult.objects.visible_to(request.user)),
        "may_change": request.user.has_perm("talent.change_talent"),
    }
    return render(request, "talent/platforms/list.html", context)


def _here(user: User, today: dt.date) -> int:
    """How many people are at a platform on a day, each once."""
    rows = PlatformMember.objects.visible_to(user).on(today).order_by()
    return rows.values("talent").distinct().count()


def _brought(rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """How many results there are of each kind: its key, its word and the number; kinds without any are left out."""
    sums = dict(rows.order_by().values_list("kind").annotate(total=Sum("n")))
    return [(kind.value, str(kind.label), sums[kind.value]) for kind in ResultKind if sums.get(kind.value)]


def platform_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One platform: its firm, its people, what it brought forth, its courses."""
    platform = load(request, TalentPlatform.objects.select_related("enterprise"), pk=pk)
    today = timezone.localdate()
    members = platform.members.visible_to(request.user).select_related("talent", "platform")
    results = platform.results.visible_to(request.user).select_related("platform")
    context = {
        "platform": platform,
        "members": [shown(each, today) for each in members[:ROWS]],
        "member_count": members.count(),
        "here": members.on(today).count(),
        "results": [shown(each, today) for each in results[:ROWS]],
        "result_count": results.count(),
        "by_kind": _brought(results),
        "courses": platform.courses.visible_to(request.user).with_counts()[:ROWS],
        "today": today,
        "may_change": request.user.has_perm("talent.change_talent"),
    }
    return render(request, "talent/platforms/platform.html", context)


def platform_host(request: HttpRequest, pk: int) -> HttpResponse:
    """依托企业: which firm carries a platform."""
    row = load(request, TalentPlatform.objects.all(), pk=pk)
    sent, back = request.method == "POST", reverse("talent:platform_detail", args=[pk])
    form = forms.HostForm(request.POST if sent else None, instance=row, user=request.user)
    if sent and form.save_once():
        messages.success(request, _("已保存。"))
        return redirect(back)
    context = {"form": form, "title": _("依托企业"), "back": back, "row": None, "told": row}
    return render(request, "talent/care/form.html", context)


# --- Courses ----------------------------------------------------------------------------------------------------------
@opens_default(lists.COURSES.key)
def course_list(request: HttpRequest) -> HttpResponse:
    """培训: courses, how many took part and finished."""
    found = lists.courses_found(request)
    context = {
        "filter": found.filter,
        "page_obj": page_of(request, found.rows),
        "today": timezone.localdate(),
        "may_change": request.user.has_perm("talent.change_talent"),
    }
    return render(request, "talent/platforms/courses.html", context)


def course_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One course, and who is on it."""
    course = load(request, Course.objects.select_related("platform", "enterprise").with_counts(), pk=pk)
    rows = course.attendances.visible_to(request.user).select_related("talent__enterprise", "course")
    page, today = page_of(request, rows.order_by("talent__pinyin", "talent__pk")), timezone.localdate()
    context = {
        "course": course,
        "page_obj": page,
        "shown": [shown(each, today) for each in page.object_list],
        "register": ATTENDANCES,
        "create_url": ATTENDANCES.url("create") if request.user.has_perm("talent.change_talent") else "",
        "today": today,
        "may_change": request.user.has_perm("talent.change_talent"),
    }
    return render(request, "talent/platforms/course.html", context)


def course_attend(request: HttpRequest, pk: int) -> HttpResponse:
    """Several people at once: found by name or firm, ticked, and saved in one state."""
    course = load(request, Course.objects.all(), pk=pk)
    asked, sent = asked_for(request, "q"), request.method == "POST"
    people = _among(request, course, asked)
    whole = Talent.objects.visible_to(request.user).filter(erased_at__isnull=True)
    form = forms.AttendForm(request.POST if sent else None, people=whole if sent else people)
    if sent and form.is_valid():
        added, changed = form.keep(course, request.user)
        if added or changed:
            words = {"added": added, "changed": changed}
            messages.success(request, _("新增 %(added)d 人，更新 %(changed)d 人。") % words)
        else:
            messages.warning(request, _("选中的人已经是这个情况，没有变化。"))
        return redirect("talent:course_detail", pk=pk)
    ticked = set(request.POST.getlist("talents")) if sent else set()
    on = {row.talent_id: row for row in course.attendances.all()}
    context = {
        "course": course,
        "form": form,
        "q": asked,
        "people": [(each, on.get(each.pk), str(each.pk) in ticked) for each in people],
        "back": reverse("talent:course_detail", args=[pk]),
        "most": forms.MOST_AT_ONCE,
    }
    return render(request, "talent/platforms/attend.html", context)


def _among(request: HttpRequest, course: Course, text: str) -> QuerySet[Talent]:
    """Among whom one ticks: those who are like the text; without one, those on the course and the firm's people."""
    people = Talent.objects.visible_to(request.user).filter(erased_at__isnull=True).select_related("enterprise")
    if text:
        found = people.named_like(text).filter(left_on__isnull=True)
    else:
        firm = course.enterprise_id or (course.platform.enterprise_id if course.platform else None)
        here = people.filter(left_on__isnull=True, **({"enterprise": firm} if firm else {}))
        found = people.filter(pk__in=course.attendances.values("talent")) | here
    return found.order_by("pinyin", "pk")[: forms.MOST_AT_ONCE]
