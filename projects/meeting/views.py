"""周一调度: the agenda, the full-screen meeting, the notes and 交办单 that it makes, and the minutes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.http import HttpRequest
from core.kernel.pages import page_of
from projects.meeting import actions
from projects.meeting.forms import IssueForm, NoteForm
from projects.meeting.lines import BOARDROOM_MINUTES, Written, agenda_for, slide
from projects.meeting.minutes import MIME, minutes
from projects.models import Action, AgendaItem, Period, Project
from projects.periods import period_after, period_before, reported_period, week_named

LINES_A_PAGE, ACTIONS_SHOWN = 60, 20


def meeting(request: HttpRequest, week: str = "") -> HttpResponse:
    """周一调度: the agenda of a week, and the 交办单 that are still open."""
    now = timezone.now()
    period = week_named(week) if week else reported_period(now)
    visible = Project.objects.visible_to(request.user)
    agenda = agenda_for(period, visible, now=now)
    still_open = Action.objects.visible_to(request.user).open().select_related("project", "owner", "department")
    page = page_of(request, agenda, size=LINES_A_PAGE)
    context = {
        "period": period,
        "parts": agenda.parts(page.object_list),
        "count": len(agenda),
        "page_obj": page,
        "open_actions": still_open[:ACTIONS_SHOWN],
        "issued": period.actions.filter(project__in=visible).select_related("project", "owner"),
        "before": period_before(period),
        "after": period_after(period),
        "today": timezone.localdate(now),
    }
    return render(request, "projects/meeting.html", context)


def present(request: HttpRequest, week: str) -> HttpResponse:
    """The meeting on the wall: one line at a time, with the decision beside it."""
    period = week_named(week)
    if period.frozen_at is None:
        messages.warning(request, _("填报截止后议程定稿，届时可以开始会议。"))
        return redirect("projects:meeting_week", period.key)
    agenda = Written(period, Project.objects.visible_to(request.user), request.GET.get("rank", ""))
    if not agenda:
        messages.warning(request, _("本期没有列入议程的事项。"))
        return redirect("projects:meeting_week", period.key)
    return _show_slide(request, agenda)


def _show_slide(request: HttpRequest, agenda: Written, form: IssueForm | None = None, **also: Any) -> HttpResponse:
    """One line, beside the list of those around it."""
    period, place = agenda.period, agenda.place
    first = (place - 1) // LINES_A_PAGE * LINES_A_PAGE  # of the lines that are listed
    around = dict(enumerate(agenda[max(first - 1, 0) : first + LINES_A_PAGE + 1], start=max(first - 1, 0) + 1))
    shown = slide(around[place], period, now=timezone.now())
    listed = [line for n, line in around.items() if first < n <= first + LINES_A_PAGE]
    context = {
        "period": period,
        "parts": agenda.parts(listed),
        "slide": shown,
        "place": place,
        "total": len(agenda),
        "before": around.get(place - 1),
        "after": around.get(place + 1),
        "listed_before": around.get(first),
        "listed_after": around.get(first + LINES_A_PAGE + 1),
        "minutes": BOARDROOM_MINUTES,
        "form": form or _issue_form(request, shown.line.project),
        "note_form": _note_form(shown.line.item),
        "drafts": {what: _draft(what, shown.line.item) for what in ("note", "order")},
        **also,
    }
    return render(request, "projects/present.html", context)


def _issue_form(request: HttpRequest, project: Project) -> IssueForm:
    """The 交办单 beside a line; `?instruction=` begins it with the words of a 批示."""
    asked = request.GET.get("instruction", "")
    chosen = project.instructions.filter(action=None, pk=asked).first() if asked.isdecimal() else None
    initial = {"instruction": chosen.pk, "title": chosen.text[:60], "requirements": chosen.text} if chosen else {}
    return IssueForm(today=timezone.localdate(), project=project, initial=initial)


def _note_form(item: AgendaItem) -> NoteForm:
    return NoteForm(initial={"note": item.note, "before": item.note})


def _draft(what: str, item: AgendaItem) -> str:
    """Where the browser keeps what is typed beside one line, while the meeting turns to another."""
    return f"{what}-{item.pk}"


def _show_again(request: HttpRequest, period: Period, item: AgendaItem, form: IssueForm, **also: Any) -> HttpResponse:
    """The slide of this line with what was typed."""
    agenda = Written(period, Project.objects.visible_to(request.user), str(item.rank))
    return _show_slide(request, agenda, form=form, **also)


def _line_of(request: HttpRequest, week: str, rank: int) -> tuple[Period, AgendaItem]:
    period = week_named(week)
    visible = Project.objects.visible_to(request.user)
    items = AgendaItem.objects.filter(period=period, project__in=visible).select_related("project")
    return period, get_object_or_404(items, rank=rank)


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
    return _show_again(request, period, item, _issue_form(request, item.project), note_form=form)


def action_issue(request: HttpRequest, week: str, rank: int) -> HttpResponse:
    """生成交办单 from one line of the agenda."""
    (period, item), now = _line_of(request, week, rank), timezone.now()
    form = IssueForm(request.POST, today=timezone.localdate(now), project=item.project)
    if not form.is_valid():
        if form.made_before(period.actions.filter(issued_by=request.user)):
            return redirect(_slide_url(period, item))  # the same tap again
        return _show_again(request, period, item, form)
    asked = ("title", "requirements", "owner", "due_on", "client_id", "instruction")
    values = {name: form.cleaned_data[name] for name in asked}
    try:
        action = actions.issue(period=period, project=item.project, by=request.user, now=now, **values)
    except ValidationError as error:
        form.add_error(None, error)
        return _show_again(request, period, item, form)
    said = _("已生成交办单 %(number)s。") % {"number": action.number}
    messages.success(request, said, extra_tags=f"draft:{_draft('order', item)}")
    return redirect(_slide_url(period, item))


def meeting_minutes(request: HttpRequest, week: str) -> HttpResponse:
    """会议纪要 as Word."""
    period = week_named(week)
    data = minutes(period, Project.objects.visible_to(request.user))
    response = HttpResponse(data, content_type=MIME)
    response["Content-Disposition"] = f'attachment; filename="minutes-{period.key}.docx"'
    return response
