"""诉求 go up by age: the department hears of it, then who looks after the firm, then the leaders.

What is owed follows from rows and limits: the unique key of a notice makes it exactly one, whoever ticks and however
often. The height is written on the request, so that a list can show it, and so is the next moment at which somebody is
to hear of it: the tick looks only at those whose moment has come (core/kernel/keeping/ticking.py).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.keeping.ticking import take_up
from core.models import User
from core.office.instance import silent_in_quarantine
from core.post.notices import Message, tell
from enterprises.clock import WorkingHours
from enterprises.enums import RequestEscalation
from enterprises.models import LiaisonAssignment, Request, WorkingSpan

REMIND_BEFORE = dt.timedelta(hours=2)  # of working time before a limit
LEADERS_AFTER = dt.timedelta(hours=13)  # of working time past a limit: two days
JUST_AFTER = dt.timedelta.resolution
STILL_NEW = dt.timedelta(days=2)  # what is older is no news, even to a worker that was down


class Owed(NamedTuple):
    """A notice that a person is owed about a request; `why` is part of its key."""

    person: User
    request: Request
    why: str
    title: Promise


@silent_in_quarantine
def escalate_requests(now: dt.datetime) -> int:
    """Tell departments of new requests and near limits, and take up what is late; return how many went up."""
    waiting = Request.objects.open().select_related("enterprise", "kind", "department")
    topics = "calendar hours people"
    return take_up("enterprises.requests", waiting, lambda batch: _step(batch, now), topics=topics, now=now)


def _step(batch: list[Request], now: dt.datetime) -> None:
    """Tell what is owed about these requests by now, and set how high they stand and when they are next looked at."""
    hours, who, owed = WorkingSpan.objects.load(), Hearers(now, {row.enterprise_id for row in batch}), list[Owed]()
    for row in batch:
        late = hours.between(row.due_at, now) if row.due_at and row.due_at < now else None
        near = bool(row.due_at and late is None and hours.between(now, row.due_at) <= REMIND_BEFORE)
        height = height_of(late)
        row.escalation = max(row.escalation, height)
        row.next_step_at = next_step(row.due_at, now, hours)
        owed += _owed(row, who, height, now, near=near)
    tell((_message(each) for each in owed), now=now)


def next_step(due_at: dt.datetime | None, now: dt.datetime, hours: WorkingHours) -> dt.datetime | None:
    """The first moment after `now` at which a limit is near, has passed, or has passed by two days; None after that."""
    if due_at is None:
        return None
    moments = (
        hours.at_most_until(due_at, REMIND_BEFORE),
        due_at + JUST_AFTER,
        hours.after(due_at, LEADERS_AFTER + JUST_AFTER),
    )
    return min((each for each in moments if each > now), default=None)


def height_of(late: dt.timedelta | None) -> RequestEscalation:
    """How far up something belongs that is late by so much working time; None is not late."""
    if late is None:
        return RequestEscalation.DEPARTMENT
    return RequestEscalation.LEADERS if late > LEADERS_AFTER else RequestEscalation.OFFICER


class Hearers:
    """Who hears of requests of these firms: handlers by department, officers by firm, leaders. Three queries."""

    def __init__(self, now: dt.datetime, firms: Collection[int]) -> None:
        self.handlers, self.officers = defaultdict[int | None, list[User]](list), defaultdict[int, list[User]](list)
        for person in User.objects.holding(Role.HANDLER):
            self.handlers[person.department_id].append(person)
        current = LiaisonAssignment.objects.current(timezone.localdate(now)).filter(enterprise__in=firms)
        for row in current.filter(officer__is_active=True).select_related("officer"):
            self.officers[row.enterprise_id].append(row.officer)
        self.leaders = list(User.objects.holding(Role.LEADER))


def _owed(row: Request, who: Hearers, height: RequestEscalation, now: dt.datetime, *, near: bool) -> Iterator[Owed]:
    """Everything that is owed about one request by now. A limit that was moved is another limit."""
    handlers = who.handlers[row.department_id]
    due = f"{row.limit}:{row.due_at:%Y%m%d%H%M}" if row.due_at else ""
    if row.given_at is None and row.raised_at > now - STILL_NEW:  # what came to them later was told at once
        yield from (Owed(each, row, f"sent:{row.department_id}", _("新诉求：%(what)s")) for each in handlers)
    if near:
        yield from (Owed(each, row, f"near:{due}", _("即将到期：%(what)s")) for each in handlers)
    if height >= RequestEscalation.OFFICER:
        people = [*handlers, *who.officers[row.enterprise_id]]
        yield from (Owed(each, row, f"late:{due}", _("已超时：%(what)s")) for each in people)
    if height >= RequestEscalation.LEADERS:
        yield from (Owed(each, row, f"leaders:{due}", _("超时两个工作日以上：%(what)s")) for each in who.leaders)


def _message(owed: Owed) -> Message:
    """What waits or is late goes by e-mail as well; "soon" stays in the house."""
    row = owed.request
    return Message(
        owed.person,
        owed.title,
        row.text[:200],
        reverse("enterprises:request_detail", args=[row.pk]),
        f"request:{row.pk}:{owed.why}:{owed.person.pk}",
        {"what": f"{row.enterprise} {row.kind}"},
        email=not owed.why.startswith("near:"),
    )
