"""周一调度: the agenda, the full-screen meeting, the notes and 交办单 that it makes, and the minutes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Role
from core.kernel import figures
from core.kernel.http import HttpRequest
from core.kernel.language import in_house_language
from core.kernel.pages import page_of
from projects.enums import Handling
from projects.meeting import actions
from projects.meeting.forms import DecideLampForm, HandleForm, IssueForm, NoteForm, PeopleForm
from projects.meeting.lines import Written, agenda_for, open_then, slide
from projects.meeting.minutes import MIME, minutes
from projects.models import SEES_ALL_PROJECTS, AgendaItem, LampOverride, Period, Project, meeting_time
from projects.periods import period_after, period_before, reported_period, week_named

LINES_A_PAGE, ACTIONS_SHOWN = 60, 20


def meeting(request: HttpRequest, week: str = "") -> HttpResponse:
    """周一调度: the agenda of a week, and the 交办单 that are still open."""
    period = week_named(week) if week else reported_period(timezone.now())
    return _show_agenda(request, period)


def _show_agenda(request: HttpRequest, period: Period, people: PeopleForm | None = None) -> HttpResponse:
    now = timezone.now()
    agenda = agenda_for(period, request.user, now=now)
    page = page_of(request, agenda, size=LINES_A_PAGE)
    ended = period.closed_at is not None
    context = {
        "period": period,
        "agenda": agenda,
        "parts": agenda.parts(page.object_list),
        "count": len(agenda),
        "sees_all": request.user.holds(*SEES_ALL_PROJECTS),
        "budget": meeting_time(),
        "page_obj": page,
        "open_actions": open_then(period, request.user, now=now)[:ACTIONS_SHOWN],
        "before": period_before(period),
        "after": period_after(period),
        "today": timezone.localdate(period.closed_at or now),
        "people": people or (None if ended else PeopleForm(instance=period)),
    }
    return render(request, "projects/meeting.html", context)


@transaction.atomic
def meeting_people(request: HttpRequest, week: str) -> HttpResponse:
    """主持 and 参加, until the week is closed."""
    period = week_named(week)
    form = PeopleForm(request.POST, instance=period)
    valid = form.is_valid()
    if period.closed_at:
        messages.warning(request, _("本期已结束，出席情况不能再改。"))
        return redirect("projects:meeting_week", period.key)
    if not valid:
        return _show_agenda(request, period, form)
    form.save()
    messages.success(request, _("已记下出席情况。"))
    return redirect("projects:meeting_week", period.key)


def present(request: HttpRequest, week: str) -> HttpResponse:
    """The meeting on the wall: one line at a time, with the decision beside it."""
    period = week_named(week)
    if period.frozen_at is None:
        messages.warning(request, _("填报截止后议程定稿，届时可以开始会议。"))
        return redirect("projects:meeting_week", period.key)
    agenda = Written(period, request.user, request.GET.get("rank", ""))
    if not agenda:
        messages.warning(request, _("本期没有列入议程的事项。"))
        return redirect("projects:meeting_week", period.key)
    return _show_slide(request, agenda)


def _show_slide(request: HttpRequest, agenda: Written, **forms: Any) -> HttpResponse:
    """One line, beside the list of those around it. `forms` are those that were refused, as they were typed."""
    period, place = agenda.period, agenda.place
    first = (place - 1) // LINES_A_PAGE * LINES_A_PAGE  # of the lines that are listed
    around = dict(enumerate(agenda[max(first - 1, 0) : first + LINES_A_PAGE + 1], start=max(first - 1, 0) + 1))
    shown = slide(around[place], period, merged=agenda.merged_into(around[place], around), now=timezone.now())
    listed = [line for n, line in around.items() if first < n <= first + LINES_A_PAGE]
    line = shown.line
    context = {
        "period": period,
        "agenda": agenda,
        "parts": agenda.parts(listed),
        "slide": shown,
        "place": place,
        "total": len(agenda),
        "sees_all": request.user.holds(*SEES_ALL_PROJECTS),
        "before": agenda.taken_before(place, around),
        "after": agenda.taken_after(place, around),
        "listed_before": around.get(first),
        "listed_after": around.get(first + LINES_A_PAGE + 1),
        "minutes": line.minutes,
        "budget": meeting_time(),
        "drafts": {what: _draft(what, line.item) for what in ("note", "order", "lamp")},
        **_forms(request, period, line.item),
        **forms,
    }
    return render(request, "projects/present.html", context)


def _forms(request: HttpRequest, period: Period, item: AgendaItem) -> dict[str, Any]:
    """What may be decided beside a line. A 交办单 and a lamp are of a project."""
    into = item.merged_into.rank if item.merged_into else None
    forms: dict[str, Any] = {
        "note_form": NoteForm(initial={"note": item.note, "before": item.note}),
        "handle_form": HandleForm(initial={"handling": item.handling, "into": into}),
    }
    if item.project:
        forms["form"] = _issue_form(request, period, item.project)
        if request.user.holds(Role.LEADER):
            forms["lamp_form"] = DecideLampForm(today=timezone.localdate(), meets_on=period.meets_on)
    return forms


def _issue_form(request: HttpRequest, period: Period, project: Project) -> IssueForm:
    """The 交办单 beside a line; `?instruction=` begins it with the words of a 批示."""
    asked = request.GET.get("instruction", "")
    chosen = project.instructions.filter(action=None, pk=asked).first() if asked.isdecimal() else None
    initial = {"instruction": chosen.pk, "title": chosen.text[:60], "requirements": chosen.text} if chosen else {}
    return IssueForm(today=timezone.localdate(), project=project, meets_on=period.meets_on, initial=initial)


def _draft(what: str, item: AgendaItem) -> str:
    """Where the browser keeps what is typed beside one line, while the meeting turns to another."""
    return f"{what}-{item.pk}"


def _show_again(request: HttpRequest, period: Period, item: AgendaItem, **forms: Any) -> HttpResponse:
    """The slide of this line with what was typed."""
    return _show_slide(request, Written(period, request.user, str(item.rank)), **forms)


def _line_of(request: HttpRequest, week: str, rank: int) -> tuple[Period, AgendaItem]:
    period = week_named(week)
    items = AgendaItem.objects.visible_to(request.user).filter(period=period).select_related("project", "merged_into")
    return period, get_object_or_404(items, rank=rank)


def _project_line_of(request: HttpRequest, week: str, rank: int) -> tuple[Period, AgendaItem, Project]:
    """A line of a project; the one of the projects that nobody answers for has none."""
    period, item = _line_of(request, week, rank)
    return period, item, get_object_or_404(Project.objects.visible_to(request.user), pk=item.project_id)


def _slide_url(period: Period, item: AgendaItem) -> str:
    return f"{reverse('projects:present', args=[period.key])}?rank={item.rank}"


def agenda_note(request: HttpRequest, week: str, rank: int) -> HttpResponse:
    """会议意见 on one line."""
    (period, item), now = _line_of(request, week, rank), timezone.now()
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            item.record(form.cleaned_data["note"], before=form.cleaned_data["before"], by=request.user, now=now)
        except ValidationError as error:
            form.add_error("note", error)
            item.refresh_from_db()
            form.data = form.data.copy()
            form.data["before"] = item.note  # the next press has seen it
        else:
            messages.success(request, _("已记下会议意见。"), extra_tags=f"draft:{_draft('note', item)}")
            return redirect(_slide_url(period, item))
    return _show_again(request, period, item, note_form=form)


def action_issue(request: HttpRequest, week: str, rank: int) -> HttpResponse:
    """生成交办单 from one line of the agenda."""
    (period, item, project), now = _project_line_of(request, week, rank), timezone.now()
    form = IssueForm(request.POST, today=timezone.localdate(now), project=project, meets_on=period.meets_on)
    if not form.is_valid():
        if form.made_before(period.actions.filter(issued_by=request.user)):
            return redirect(_slide_url(period, item))  # the same tap again
        return _show_again(request, period, item, form=form)
    asked = ("title", "requirements", "owner", "due_on", "client_id", "instruction")
    values = {name: form.cleaned_data[name] for name in asked}
    try:
        action = actions.issue(period=period, project=project, by=request.user, now=now, **values)
    except ValidationError as error:
        form.add_error(None, error)
        return _show_again(request, period, item, form=form)
    said = _("已生成交办单 %(number)s。") % {"number": action.number}
    messages.success(request, said, extra_tags=f"draft:{_draft('order', item)}")
    return redirect(_slide_url(period, item))


def agenda_lamp(request: HttpRequest, week: str, rank: int) -> HttpResponse:
    """调整灯色 as the meeting decides it; the meeting is the evidence."""
    (period, item, project), now = _project_line_of(request, week, rank), timezone.now()
    form = DecideLampForm(request.POST, today=timezone.localdate(now), meets_on=period.meets_on)
    if form.is_valid() and period.closed_at:
        form.add_error(None, ValidationError(_("本期已结束，请在项目页调整灯色。"), code="closed"))
    if not form.is_valid():
        return _show_again(request, period, item, lamp_form=form)
    with in_house_language():
        week_name = {"year": period.iso_year, "week": figures.week_name(period)}
        evidence = _("%(year)s 年%(week)s周一调度会") % week_name
    said = form.cleaned_data
    override = LampOverride(lamp=said["lamp"], reason=said["lamp_reason"], evidence=evidence, ends_on=said["until_on"])
    override.put_in_force(project, by=request.user, now=now)
    told = {"lamp": override.get_lamp_display(), "on": override.ends_on}
    messages.success(
        request, _("灯色已调整为%(lamp)s，至 %(on)s 止。") % told, extra_tags=f"draft:{_draft('lamp', item)}"
    )
    return redirect(_slide_url(period, item))


def agenda_handle(request: HttpRequest, week: str, rank: int) -> HttpResponse:
    """上会、书面阅知、略过 or 合并 of one line."""
    period, item = _line_of(request, week, rank)
    form = HandleForm(request.POST)
    if form.is_valid():
        handling, asked = Handling(form.cleaned_data["handling"]), form.cleaned_data["into"]
        seen = AgendaItem.objects.visible_to(request.user).filter(period=period, rank=asked or 0)
        into = seen.select_related("merged_into").first() if handling == Handling.MERGED else None
        try:
            item.handle(handling, by=request.user, into=into)
        except ValidationError as error:
            form.add_error("into" if error.code in ("into", "circle") else None, error)
        else:
            messages.success(request, _("本项已标为%(what)s。") % {"what": handling.label})
            return redirect(_slide_url(period, item))
    return _show_again(request, period, item, handle_form=form)


def meeting_minutes(request: HttpRequest, week: str) -> HttpResponse:
    """会议纪要 as Word."""
    period = week_named(week)
    if period.frozen_at is None:
        messages.warning(request, _("填报截止、议程定稿后才有纪要。"))
        return redirect("projects:meeting_week", period.key)
    data = minutes(period, request.user)
    response = HttpResponse(data, content_type=MIME)
    response["Content-Disposition"] = f'attachment; filename="minutes-{period.key}.docx"'
    return response
