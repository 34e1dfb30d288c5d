"""Links that open without an account: whoever tries many that are none is stopped, and counted."""

import datetime as dt

from django.http import HttpRequest

from core.enums import Noise
from core.guard import audit
from core.models import AuditNoise
from core.models.guard import neighbourhood

GUESSES, GUESSING_TIME = 20, dt.timedelta(hours=1)


def guesses_too_much(request: HttpRequest, now: dt.datetime) -> bool:
    """Whether this address tried more links that are none than a person would."""
    lately = AuditNoise.objects.filter(what=Noise.LINK, address=neighbourhood(audit.address_of(request)))
    return lately.filter(at__gt=now - GUESSING_TIME).times() >= GUESSES


def guessed(request: HttpRequest, now: dt.datetime) -> bool:
    """Count a link that never was; True, and nothing counted, when the address has tried too many already."""
    if guesses_too_much(request, now):
        return True
    audit.count(Noise.LINK, request=request)
    return False
