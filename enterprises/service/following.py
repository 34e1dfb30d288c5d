"""The working calendar changed: the clocks of open requests are set again, and departments hear which limits moved.

A limit keeps the working hours that it gave, whatever the kind's hours are today. One that has passed, or was met, is
history. What was promised to a firm stays: where that date is now a day off, it is listed.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.figures import date_cell, stamp
from core.kernel.language import in_house_language
from core.kernel.workdays import WorkCalendar
from core.models import User
from core.office import following
from core.office.following import newly_off
from core.office.instance import silent_in_quarantine
from core.post.notices import Message, tell
from enterprises.clock import WorkingHours
from enterprises.models import Request, WorkingSpan

TASK = "enterprises.follow_calendar"


class Change(NamedTuple):
    """A date of a request that moved, or a promise that stays although its day is off now; `words` say which."""

    request: Request
    words: str


def begin(**_kwargs: object) -> None:
    """Start from the calendar as it is. Runs after every migrate, the first time before anybody counts."""
    following.begin(TASK)


@silent_in_quarantine
def follow(now: dt.datetime) -> int:
    """Set again the clocks that ran by a calendar that has changed since; return how many dates are told of."""
    return following.follow(TASK, lambda old, new, change: _follow(old, new, change, now))


def _follow(old: WorkCalendar, new: WorkCalendar, change: str, now: dt.datetime) -> int:
    hours = WorkingSpan.objects.load()
    before, after = replace(hours, calendar=old), replace(hours, calendar=new)
    ahead = (
        Q(first_answer_by__gt=now)
        | Q(plan_by__gt=now)
        | Q(done_by__gt=now)
        | Q(promised_on__gte=timezone.localdate(now))
    )
    waiting = Request.objects.open().filter(ahead).select_related("enterprise", "kind").order_by("pk")
    off = newly_off(old, new)
    with in_house_language():
        found = [
            each for row in waiting.select_for_update(of=("self",)) for each in _set_again(row, before, after, off, now)
        ]
        told = defaultdict[int, list[Change]](list)
        for each in found:
            told[each.request.department_id].append(each)
        handlers = User.objects.holding(Role.HANDLER).filter(department__in=told).order_by("pk")
        messages = [_message(person, told[person.department_id], change) for person in handlers]
    tell(messages, now=now)
    return len(found)


def _set_again(
    row: Request, before: WorkingHours, after: WorkingHours, off: set[dt.date], now: dt.datetime
) -> Iterator[Change]:
    limits = {
        "first_answer_by": row.first_answered_at is None,
        "plan_by": row.planned_at is None,
        "done_by": True,
    }
    moved = False
    for name in (name for name, owed in limits.items() if owed):
        limit = getattr(row, name)
        allowed = before.between(row.raised_at, limit) if limit and limit > now else dt.timedelta()
        if allowed and (again := after.after(row.raised_at, allowed)) != limit:
            setattr(row, name, again)
            label, words = Request._meta.get_field(name).verbose_name, {"from": stamp(limit), "to": stamp(again)}
            yield Change(row, gettext("%(from)s → %(to)s") % words + f" {label}")
            moved = True
    if moved:
        row.save()
    if row.promised_on in off:
        yield Change(row, gettext("承诺 %(on)s 不再是工作日，日期未动") % {"on": date_cell(row.promised_on)})


def _message(person: User, changes: list[Change], change: str) -> Message:
    title, words = _("节假日安排有变：%(n)d 项诉求时限已重算"), {"n": len({each.request.pk for each in changes})}
    body = "\n".join(f"{each.request.enterprise} {each.request.kind}：{each.words}" for each in changes)
    url = reverse("enterprises:request_list")
    return Message(person, title, body, url, f"calendar:{change}:requests:{person.pk}", words, email=True)
