"""Once a night: verify the audit trail, write down how far it reached, and forget what is over."""

import datetime as dt
import time

import structlog
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.guard.trail.forgetting import forget_old
from core.guard.trail.verifying import verify
from core.kernel.clock import moment
from core.models import AuditCheck, User
from core.office.instance import silent_in_quarantine
from core.post.notices import Message, tell

log = structlog.get_logger(__name__)

VERIFIED_AT = dt.time(3, 0)


@silent_in_quarantine
def verify_tonight(now: dt.datetime) -> int:
    """Verify the trail unless it was found whole since the last 03:00; return 1 when it was verified.

    Whoever looks after it is told once a day of a fault; a trail with a fault forgets nothing.
    """
    if AuditCheck.objects.filter(ok=True, at__gte=_last_night(now)).exists():
        return 0
    check = verify_and_write_down(now)
    if check.ok:
        forget_old(now)
    else:
        _tell(check, now)
    return 1


def verify_and_write_down(now: dt.datetime) -> AuditCheck:
    """Verify, keep the result, and say the end of the chain in the log, where the database's owner cannot change it."""
    began, verdict = time.monotonic(), verify()
    check = AuditCheck.objects.create(
        at=now,
        seconds=round(time.monotonic() - began, 1),
        rows=verdict.rows,
        number=verdict.number,
        hash=verdict.hash,
        ok=verdict.ok,
        error=str(verdict.fault or ""),
    )
    say = log.info if check.ok else log.error
    say("audit verified", rows=check.rows, number=check.number, hash=check.hash, error=check.error)
    return check


def _last_night(now: dt.datetime) -> dt.datetime:
    """The latest moment at which the trail was due to be verified."""
    today = timezone.localdate(now)
    due = moment(today, VERIFIED_AT)
    return due if due <= now else moment(today - dt.timedelta(days=1), VERIFIED_AT)


def _tell(check: AuditCheck, now: dt.datetime) -> None:
    title, key = _("留痕校验未通过，请立即核查"), f"audit:{timezone.localdate(now)}"
    people = User.objects.holding(Role.AUDITOR, Role.ADMIN)
    tell([Message(each, title, check.error, reverse("core:notices"), f"{key}:{each.pk}") for each in people], now=now)
