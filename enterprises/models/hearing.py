"""Who hears of a step of a request at once: who looks after the firm, and the handlers of a department.

`request` is an `enterprises.Request`, whose verbs call these. What becomes due with time is told by the tick
(enterprises/service/escalation.py).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from core.enums import Role
from core.models import Department, User
from core.post.notices import Message, tell
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
