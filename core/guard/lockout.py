"""Shut out after too many wrong passwords: what the person sees, who it is, and how it ends.

The only place that knows how django-axes counts.
"""

import datetime as dt
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Exists, OuterRef, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def too_many_attempts(request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any) -> HttpResponse:
    """Answer 429 with the minutes to wait."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "core/lockout.html", {"minutes": minutes}, status=429)


def is_locked(now: dt.datetime) -> Exists:
    """Of a person, as a condition: whether from some address their user name lets nobody in at this moment."""
    since = now - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
    theirs = AccessAttempt.objects.filter(username=OuterRef("username"), attempt_time__gte=since).order_by()
    by_address = theirs.values("ip_address").annotate(failures=Sum("failures_since_start"))
    return Exists(by_address.filter(failures__gte=settings.AXES_FAILURE_LIMIT))


def unlock(username: str) -> bool:
    """Forget the wrong passwords of a user name; whether there were any."""
    return reset(username=username) > 0
