"""Pages of the week: what was reported, what changed since last Monday, what was frozen, and when it meets."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel import figures
from core.kernel.http import HttpRequest
from core.kernel.keeping.freshness import remembered
from core.kernel.pages import demand, load, page_of
from core.models import User
from projects.models import SEES_ALL_PROJECTS, Correction, Period, Project, ProjectQuerySet, Snapshot, Update
from projects.periods import open_period, period_after, period_before, week_named
from projects.week.compare import changed, changed_projects, paired, rollcall
from projects.week.forms import CorrectionForm, MeetingDayForm
from projects.week.freezing import freeze_now
from projects.week.lists import frozen_rows
from projects.week.strip import WEEKS, strip

ROLL_A_PAGE, FROZEN_A_PAGE = 40, 50


def week_list(request: HttpRequest) -> HttpResponse:
    """Every week, the latest first, with its lamps as they were frozen."""
    open_period(timezone.now())
    weeks = Period.objects.filter(Q(frozen_at__isnull=False) | Q(ends_on__gte=timezone.localdate()))
    page_obj = page_of(request, weeks.order_by("-starts_on"))
    lamps = lamps_of_weeks(page_obj, request.user)
    first = page_obj.number == 1
    year = list(weeks.filter(frozen_at__isnull=False).order_by("-starts_on")[:WEEKS])[::-1] if first else []
    context = {
        "page_obj": page_obj,
        "strip": strip(year, lamps_of_weeks(year, request.user)) if first else None,
        "weeks": [(week, lamps.get(week.pk)) for week in page_obj],
        "sees_all": request.user.holds(*SEES_ALL_PROJECTS),
    }
    return render(request, "projects/week_list.html", context)


def lamps_of_weeks(weeks: Iterable[Period], user: User) -> dict[int, dict[str, int]]:
    """Of each frozen week how many projects that the reader may see were there, had reported, and had which lamp.

    What was frozen stays: for those who see all projects it is counted once, until another week is frozen.
    """
    snapshots = Snapshot.objects.filter(period__in=[week.pk for week in weeks])
    if user.holds(*SEES_ALL_PROJECTS):
        counts = _counts(snapshots)
        return remembered("snapshots", counts, lambda: _by_period(counts))
    return _by_period(_counts(snapshots.filter(project__in=Project.objects.visible_to(user))))


def _counts(snapshots: QuerySet[Snapshot]) -> Any:
    lit = {lamp.value: Count("pk", filter=Q(system=lamp)) for lamp in Lamp}
    told = Count("pk", filter=Q(reported=True))
    return snapshots.order_by().values("period").annotate(frozen=Count("pk"), told=told, **lit)


def _by_period(counts: Iterable[dict[str, int]]) -> dict[int, dict[str, int]]:
    return {each["period"]: each for each in counts}


def week_now(request: HttpRequest) -> HttpResponse:
    """The week that collects."""
    return week_detail(request, open_period(timezone.now()).key)


def week_detail(request: HttpRequest, week: str) -> HttpResponse:
    """已报/未报, the changes since the week before, and every project as it was frozen."""
    period, now = week_named(week), timezone.now()
    visible = Project.objects.visible_to(request.user)
    before = period_before(period)
    context = {
        "period": period,
        "before": before,
        "after": period_after(period),
        "may_move": period.may_be_moved(now),
        "may_freeze": period.frozen_at is None and period == open_period(now),
        "sees_all": request.user.holds(*SEES_ALL_PROJECTS),
    }
    context |= _collecting(request, period, visible) if period.frozen_at is None else _frozen(request, period, visible)
    return render(request, "projects/week_detail.html", context)


def _collecting(request: HttpRequest, period: Period, visible: ProjectQuerySet) -> dict[str, Any]:
    """Who has reported and who has not, a page of each."""
    rolls = rollcall(period, visible)
    missing = page_of(request, rolls.missing, size=ROLL_A_PAGE)
    told = page_of(request, rolls.reported, size=ROLL_A_PAGE, param="told")
    owed = missing.paginator.count + told.paginator.count
    return {"missing": missing, "told": told, "owed": owed, "day": timezone.localdate()}


def _frozen(request: HttpRequest, period: Period, visible: ProjectQuerySet) -> dict[str, Any]:
    """Every project as it was frozen, what changed since the week before, and what was corrected; a page of each."""
    snapshots = period.snapshots.filter(project__in=visible).select_related("project")
    corrections = Correction.objects.filter(update_of__period=period, update_of__project__in=visible)
    counted = snapshots.aggregate(all=Count("pk"), told=Count("pk", filter=Q(reported=True)))
    page = page_of(request, frozen_rows(period, request), size=FROZEN_A_PAGE, count=counted["all"])
    return {
        "snapshots": page,
        "corrections": page_of(
            request, corrections.select_related("update_of__project", "by").order_by("at"), param="corrected"
        ),
        "changes": _changes(request, period, snapshots),
        "reported": counted["told"],
        "day": period.frozen_on,
    }


def _changes(request: HttpRequest, period: Period, snapshots: QuerySet[Snapshot]) -> Page:
    """What changed since the week before, a page of it. What froze stays: it is looked for once."""
    before = period_before(period)
    if before is None:
        return page_of(request, [], param="changed")

    def in_order() -> list[int]:
        return changed_projects(snapshots, before)

    asked = changed(snapshots, before).values("pk")
    all_seen = request.user.holds(*SEES_ALL_PROJECTS)
    keys = remembered("snapshots key_list periods", asked, in_order) if all_seen else in_order()
    page = page_of(request, keys, param="changed")
    page.object_list = paired(snapshots.filter(project__in=page.object_list), before)
    return page


def meeting_day(request: HttpRequest, week: str) -> HttpResponse:
    """A leader moves the meeting of a week or calls it off, with the reason."""
    period, now = week_named(week), timezone.now()
    form = MeetingDayForm(request.POST or None, period=period)
    if request.method == "POST" and form.is_valid():
        said = {"reason": form.cleaned_data["reason"], "by": request.user, "now": now}
        try:
            if form.cleaned_data["what"] == MeetingDayForm.CANCEL:
                period.cancel(**said)
            else:
                period.move(to=form.cleaned_data["to"], **said)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(week)s会议安排已更新。") % {"week": figures.week_name(period)})
            return redirect("projects:week_detail", period.key)
    return render(request, "projects/meeting_day.html", {"form": form, "period": period})


def week_freeze(request: HttpRequest, week: str) -> HttpResponse:
    """提前截止填报: a leader ends the collecting by hand, and the agenda is there."""
    period = week_named(week)
    try:
        freeze_now(period, now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return redirect("projects:week_detail", period.key)
    messages.success(request, _("%(week)s已截止，议程已定稿。") % {"week": figures.week_name(period)})
    return redirect("projects:meeting_week", period.key)


def week_close(request: HttpRequest, week: str) -> HttpResponse:
    """办结本期调度: nothing more is decided in this week."""
    period = week_named(week)
    try:
        period.close(now=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("%(week)s已结束。") % {"week": figures.week_name(period)})
    return redirect("projects:meeting_week", period.key)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """更正: a line below an update whose week is frozen."""
    updates = Update.objects.select_related("project", "period", "author")
    update = load(request, updates, pk=pk)
    demand(request, "projects.update_project", update.project)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            update.correct(
                text=form.cleaned_data["text"],
                investment_delta_wan=form.cleaned_data["investment_delta_wan"] or Decimal(0),
                client_id=form.cleaned_data["client_id"],
                by=request.user,
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            done = _("已记下更正，原记录保持不变。")
            messages.success(request, done, extra_tags=f"draft:correction-{update.pk}")
            return redirect("projects:project_detail", update.project.code)
    return render(request, "projects/correction.html", {"form": form, "update": update, "project": update.project})
