"""Who hears of a step of a request or a hand-off at once: who looks after the firm, who handles, who takes up.

`request` is an `enterprises.Request`, `handoff` an `enterprises.VisitHandoff`, whose verbs call these. What becomes due
with time is told by the tick (enterprises/service/escalation.py).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.models import Department, User
from core.post.notices import Message, tell
from enterprises.enums import HANDOFFS_OF, HandoffKind, HandoffOutcome
from enterprises.models.firms import LiaisonAssignment


def tell_officers(
    request: Any, title: Promise, body: str, *, why: str, by: User | None, now: dt.datetime, email: bool = False
) -> None:
    """Tell who looks after the firm today, but not the person who did it."""
    current = LiaisonAssignment.objects.current(timezone.localdate(now)).filter(enterprise=request.enterprise_id)
    people = User.objects.filter(is_active=True, pk__in=current.values("officer"))
    _tell(people, request, title, body, why=why, by=by, now=now, email=email)


def tell_handlers(
    department: Department,
    request: Any,
    title: Promise,
    body: str,
    *,
    why: str,
    by: User | None,
    now: dt.datetime,
) -> None:
    """Tell the handlers of a department, by e-mail too: something came to them or was taken from them."""
    people = User.objects.holding(Role.HANDLER).filter(department=department)
    _tell(people, request, title, body, why=why, by=by, now=now, email=True)


def _tell(
    people: Iterable[User],
    request: Any,
    title: Promise,
    body: str,
    *,
    why: str,
    by: User | None,
    now: dt.datetime,
    email: bool,
) -> None:
    url = reverse("enterprises:request_detail", args=[request.pk])
    words = {"what": f"{request.enterprise} {request.kind}"}
    tell(
        [
            Message(
                each, title, body[:200], url, f"request:{request.pk}:{why}:{now:%Y%m%d%H%M%S%f}:{each.pk}", words, email
            )
            for each in people
            if each != by
        ],
        now=now,
    )


def tell_takers(handoff: Any, *, by: User, now: dt.datetime) -> None:
    """Tell the officers of the room that a need waits to be taken up."""
    rooms = [role for role, kind in HANDOFFS_OF.items() if kind == handoff.kind]
    _tell_of(handoff, User.objects.holding(*rooms), _("%(firm)s的%(what)s待承接"), handoff.note, by=by, now=now)


def tell_of_handoff(handoff: Any, *, by: User, now: dt.datetime) -> None:
    """Tell who heard it what came of it."""
    heard = User.objects.filter(pk=handoff.visit.officer_id, is_active=True)
    _tell_of(handoff, heard, _("%(firm)s的%(what)s%(done)s"), handoff.outcome_text, by=by, now=now)


def _tell_of(handoff: Any, people: Iterable[User], title: Promise, body: str, *, by: User, now: dt.datetime) -> None:
    url, when = reverse("enterprises:handoff_detail", args=[handoff.pk]), f"{now:%Y%m%d%H%M%S%f}"
    key = f"handoff:{handoff.pk}:{handoff.stands}:{when}"
    words = {
        "firm": handoff.visit.enterprise,
        "what": HandoffKind(handoff.kind).label,
        "done": HandoffOutcome(handoff.outcome).label if handoff.outcome else "",
    }
    tell([Message(each, title, body, url, f"{key}:{each.pk}", words) for each in people if each != by], now=now)
