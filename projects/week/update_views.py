"""Pages of the weekly update: report, confirm, and what happens when somebody was faster."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel import figures
from core.kernel.forms import refuse
from core.kernel.http import HttpRequest
from core.kernel.pages import demand, load
from core.models import Attachment
from core.office.photos import photo_response
from projects.enums import Life
from projects.investment.sums import timed
from projects.models import Conflict, Period, PeriodClosed, Project, Update, UpdatePhoto, day_of, weeks_over
from projects.periods import open_period
from projects.register.conflicts import carried, resolved, show_conflict, update_choices
from projects.week.forms import PressForm, UnchangedForm, UpdateForm
from projects.week.reporting import (
    Past,
    deadline_words,
    lamp_to_declare,
    next_to_report,
    past_of,
    place_of,
    sheet_of,
)


def update_photo(request: HttpRequest, key: uuid.UUID) -> FileResponse:
    """A photo of an update that this person may see, or one they have just sent with an unsaved form."""
    seen = Attachment.objects.filter(update_photo__update_of__in=Update.objects.visible_to(request.user))
    loose = Attachment.objects.loose(of=request.user)
    return photo_response(get_object_or_404(seen.distinct() | loose.distinct(), key=key))


def update_form(request: HttpRequest, code: str) -> HttpResponse:
    """填报本周进展: one page; after saving, the next project that waits."""
    rows, now = timed(Project.objects.with_names().with_standing()), timezone.now()
    project, period = load(request, rows, code=code), open_period(now)
    if request.method == "GET" and project.life != Life.RUNNING:
        messages.info(request, _("项目%(life)s，不用填报。") % {"life": project.life.label})
        return redirect("projects:project_detail", project.code)
    demand(request, "projects.update_project", project)
    if request.method == "POST":
        return _receive_update(request, project, period, now)
    past = past_of(project, period)
    form = UpdateForm(project=project, period=period, saved=past.saved, by=request.user, now=now)
    if past.saved:  # a draft that is older says by whom it was overtaken
        said = {"data-by": past.saved.author, "data-at": figures.stamp(past.saved.submitted_at)}
        form.fields["version"].widget.attrs |= said
    return _show_update(request, form, period, past, now)


def _receive_update(request: HttpRequest, project: Project, period: Period, now: dt.datetime) -> HttpResponse:
    data, past = request.POST, past_of(project, period, PressForm(request.POST).press)
    if same := past.same:
        return _after_update(request, project, same.period, first=same.version == 1)  # the same tap again
    saved = past.saved
    if "resolve" in data and saved:
        data = resolved(data, update_choices(data, saved))
    seen = {"saved": saved, "last": past.last, "by": request.user, "now": now}
    form = UpdateForm(data, request.FILES, project=project, period=period, **seen)
    if not form.is_valid():
        return _show_update(request, form, period, past, now)
    if form.cleaned_data["period"] != period.key:
        return _ask_for_open_period(request, form, period, now)
    try:
        update = Update.objects.submit(
            project=project,
            period=period,
            by=request.user,
            now=now,
            client_id=form.cleaned_data["client_id"],
            expected_version=form.cleaned_data["version"],
            content=form.content(),
        )
    except Conflict as conflict:
        return _show_update_conflict(request, form, conflict.saved, now)
    except PeriodClosed:  # frozen between the press and the lock
        return _ask_for_open_period(request, form, open_period(timezone.now()), now)
    except ValidationError as error:
        refuse(form, error, "photos" if form.cleaned_data["photos"] else None)
        return _show_update(request, form, period, past, now)
    return _after_update(request, project, period, first=update.version == 1)


def _after_update(request: HttpRequest, project: Project, period: Period, *, first: bool) -> HttpResponse:
    """Say what was saved, and go on to the next project that waits."""
    said = {"project": project.name, "week": figures.week_name(period)}
    draft = f"draft:{_draft_key(project, period)}"
    following = next_to_report(request.user, period, project) if first else None
    if following:
        text = _("已提交%(project)s%(week)s进展，下一个。")
        messages.success(request, text % said, extra_tags=draft)
        return redirect("projects:update_form", following.code)
    if first and project.is_owed_by(request.user):
        text = _("已提交%(project)s%(week)s进展，你负责的项目均已填报。")
        messages.success(request, text % said, extra_tags=draft)
        return redirect("workbench")
    messages.success(request, _("已提交%(project)s%(week)s进展。") % said, extra_tags=draft)
    return redirect("projects:project_detail", project.code)


def _draft_key(project: Project, period: Period) -> str:
    return f"update-{project.pk}-{period.key}"


def _ask_for_open_period(request: HttpRequest, form: UpdateForm, period: Period, now: dt.datetime) -> HttpResponse:
    """The deadline passed while the person was writing: the same text, now for the next open period."""
    data, past = form.data.copy(), past_of(form.project, period)
    saved = past.saved
    data["period"], data["version"] = period.key, str(saved.version if saved else 0)
    again = UpdateForm(data, request.FILES, project=form.project, period=period, saved=saved, by=request.user, now=now)
    again.is_valid()
    return _show_update(request, again, period, past, now, late=True)


def _show_update(
    request: HttpRequest, form: UpdateForm, period: Period, past: Past, now: dt.datetime, **also: Any
) -> HttpResponse:
    """The form, as new or with what was typed; photos sent with a press that was not saved are kept."""
    kept = form.keep_photos(by=request.user, now=now) if form.is_bound else []
    project, sheet = form.project, sheet_of(form.project, period, past, now=now)
    form.fields["investment_wan"].help_text = sheet.invested.words
    context = {
        "form": form,
        "project": project,
        "sheet": sheet,
        "deadline": deadline_words(period),
        "place": place_of(request.user, period, project),
        "draft_key": _draft_key(project, period),
        "kept_photos": kept,
        "unchanged_id": uuid.uuid4(),
        **also,
    }
    return render(request, "projects/update_form.html", context)


def _show_update_conflict(request: HttpRequest, form: UpdateForm, saved: Update, now: dt.datetime) -> HttpResponse:
    """409: both versions field by field, with every character that was typed."""
    kept = form.keep_photos(by=request.user, now=now)
    carry = [pair for pair in carried(form.posted) if pair[0] not in ("kept_photos", "period")]
    carry += [("kept_photos", str(photo.key)) for photo in kept] + [("period", saved.period.key)]
    context = {
        "title": _("%(week)s进展") % {"week": figures.week_name(saved.period)},
        "what": _("没有保存：%(who)s在你填写时已提交这一周的进展") % {"who": saved.author},
        "draft_key": _draft_key(form.project, saved.period),
        "project": form.project,
        "choices": update_choices(form.posted, saved),
        "saved_by": saved.author,
        "saved_at": saved.submitted_at,
        "photos": len(kept),
    }
    return show_conflict(request, context, carry, saved.version, now)


def update_unchanged(request: HttpRequest, code: str) -> HttpResponse:
    """本周无变化, in one tap from the workbench, the list or the form."""
    rows, now = Project.objects.with_names().with_standing(), timezone.now()
    project = load(request, rows, "projects.update_project", code=code)
    period, reading = open_period(now), project.standing.reading(day_of(now), weeks_over(now))
    form = UnchangedForm(request.POST, reading=reading)
    if same := form.made_before(project.updates.select_related("period")):
        return _after_unchanged(request, project, same.period, form)  # the same tap again
    if form.is_asking and request.POST.get("period") == period.key and not _reported(project, period):
        carry = [(name, str(form.cleaned_data[name])) for name in form.fields]
        return render(request, "projects/unchanged_ask.html", {"project": project, "form": form, "carry": carry})
    if form.is_asking or not form.is_valid() or form.cleaned_data["period"] != period.key:
        wrong = " ".join(str(each) for each in form.non_field_errors())
        messages.warning(request, wrong or _("没有提交：填报期已变化，请核对后再点一次。"))
        return _back(project, form)
    try:
        Update.objects.submit_unchanged(
            project=project,
            period=period,
            by=request.user,
            now=now,
            client_id=form.cleaned_data["client_id"],
            declared=lamp_to_declare(Lamp(project.standing.system)),
        )
    except PeriodClosed:
        messages.warning(request, _("没有提交：填报期已变化，请核对后再点一次。"))
        return _back(project, form)
    except ValidationError as error:  # it was taken back
        messages.warning(request, error.messages[0])
        return _back(project, form)
    except Conflict as conflict:
        said = {"who": conflict.saved.author, "at": figures.stamp(conflict.saved.submitted_at)}
        messages.warning(request, _("没有提交：%(who)s已于 %(at)s 填报这一周，内容未改动。") % said)
        return _back(project, form)
    return _after_unchanged(request, project, period, form)


def _reported(project: Project, period: Period) -> bool:
    """Whether this week is reported already: then there is nothing to ask."""
    return project.updates.filter(period=period).exists()


def update_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """撤回无变化 by who sent it, until the week freezes: it is 未报 again."""
    now = timezone.now()
    project = load(request, Project.objects.with_names(), "projects.update_project", code=code)
    update = project.updates.filter(period=open_period(now)).select_related("period").first()
    try:
        if update is None:
            raise ValidationError(_("这一周还没有填报，没有可撤回的。"), code="nothing")
        update.withdraw(by=request.user, now=now)
    except (ValidationError, PeriodClosed) as error:
        said = error.messages if isinstance(error, ValidationError) else [_("这一周已截止，不能再撤回。")]
        messages.warning(request, " ".join(said))
    else:
        messages.success(request, _("已撤回无变化，这一周为未报。"))
    if request.POST.get("place") == "workbench":
        return redirect("workbench")
    return redirect("projects:project_detail", project.code)


def photo_remove(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """去掉一张照片 of this week's update, by who may change it, until the week freezes."""
    photos = UpdatePhoto.objects.filter(update_of__in=Update.objects.visible_to(request.user))
    photo = get_object_or_404(photos.select_related("update_of__project", "update_of__period"), attachment__key=key)
    project = photo.update_of.project
    demand(request, "projects.update_project", project)
    try:
        photo.take_away(now=timezone.now())
    except PeriodClosed:
        messages.warning(request, _("这一周已截止，照片不能再去掉。"))
    else:
        messages.success(request, _("已去掉照片，历史中可查。"))
    return redirect("projects:update_form", project.code)


def _after_unchanged(request: HttpRequest, project: Project, period: Period, form: UnchangedForm) -> HttpResponse:
    """Say what was saved, and go back to where the tap came from."""
    if form.cleaned_data.get("place") == "form":
        return _after_update(request, project, period, first=True)
    said = {"project": project.name, "week": figures.week_name(period)}
    draft = f"draft:{_draft_key(project, period)}"
    messages.success(request, _("%(project)s%(week)s已报无变化。") % said, extra_tags=draft)
    return _back(project, form)


def _back(project: Project, form: UnchangedForm) -> HttpResponse:
    """Where the tap came from; the project's page when nobody said."""
    place = form.cleaned_data.get("place", "")
    pages = {"workbench": reverse("workbench"), "list": reverse("projects:project_list")}
    return redirect(pages.get(place) or reverse("projects:project_detail", args=[project.code]))
