"""一企一档: everything that happened with a firm, in one line of time; only what the reader may see."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import User
from enterprises.models import Enterprise, Request, Visit

LATEST = 30


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day."""

    on: dt.date
    icon: str
    title: str
    text: str = ""
    url: str = ""


def timeline(firm: Enterprise, *, user: User) -> list[Event]:
    """The latest events of a firm that this person may see, newest first."""
    events = [*_visits(firm, user), *_requests(firm, user), *_milestones(firm)]
    return sorted(events, key=lambda event: event.on, reverse=True)[:LATEST]


def _visits(firm: Enterprise, user: User) -> Iterator[Event]:
    for visit in Visit.objects.visible_to(user).filter(enterprise=firm).select_related("officer")[:LATEST]:
        title = _("%(officer)s %(mode)s走访") % {"officer": visit.officer, "mode": visit.get_mode_display()}
        yield Event(visit.on, "building", title, visit.notes, reverse("enterprises:visit_detail", args=[visit.pk]))


def _requests(firm: Enterprise, user: User) -> Iterator[Event]:
    ours = Request.objects.visible_to(user).filter(enterprise=firm).select_related("kind", "department")
    for request in ours[:LATEST]:
        url = reverse("enterprises:request_detail", args=[request.pk])
        title = _("提出诉求：%(kind)s") % {"kind": request.kind}
        yield Event(timezone.localdate(request.raised_at), "chat-left-text", title, request.text, url)
        if request.done_on:
            words = {"kind": request.kind, "state": request.get_state_display()}
            yield Event(request.done_on, "check2-circle", _("诉求办结：%(kind)s（%(state)s）") % words, "", url)


def _milestones(firm: Enterprise) -> Iterator[Event]:
    """Grades, listing stages and recognition: what the firm itself reached. A grade says a recognition once."""
    grades = [grade for grade in firm.grades.all() if grade.on]
    for grade in grades:
        yield Event(grade.on, "award", str(grade), grade.evidence)
    for stage in firm.listing_stages.all():
        yield Event(stage.on, "graph-up", _("上市进度：%(stage)s") % {"stage": stage.get_stage_display()}, stage.source)
    told = {(grade.grade, grade.on) for grade in grades}
    for entry in firm.plan_entries.all():
        if entry.recognised_on and (entry.goal, entry.recognised_on) not in told:
            title = _("培育认定：%(goal)s") % {"goal": entry.get_goal_display()}
            yield Event(entry.recognised_on, "award", title, entry.evidence)
