"""The trail is kept for a time that is written down; what is over is forgotten, which is a line of its own."""

import calendar
import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.enums import AuditKind
from core.guard.trail.histories import histories, take_baseline
from core.models import AuditEvent, AuditNoise, AuditSeal

AT_LEAST = dt.timedelta(days=31)  # lines are forgotten by the month: a baseline is taken each time


def kept_since(now: dt.datetime) -> dt.datetime:
    """The moment before which lines may be forgotten: ZONE_AUDIT_MONTHS before now."""
    today = timezone.localtime(now)
    months = today.year * 12 + today.month - 1 - settings.ZONE_AUDIT_MONTHS
    year, month = divmod(months, 12)
    day = min(today.day, calendar.monthrange(year, month + 1)[1])
    return today.replace(year=year, month=month + 1, day=day)


def forget_old(now: dt.datetime) -> int:
    """Forget the lines whose time is over, once a month's worth of them is; return how many.

    The events of the registers stay: they are the registers' own history, and a baseline goes on proving them. Verify
    the trail before; one with a fault is not to be shortened. PostgreSQL refuses what is younger than six months.
    """
    since = kept_since(now)
    AuditNoise.objects.filter(at__lt=since).delete()
    if not AuditEvent.objects.filter(at__lt=since - AT_LEAST).exists():
        return 0
    return _forget(since, now=now)


@transaction.atomic
def _forget(since: dt.datetime, *, now: dt.datetime) -> int:
    first_kept = AuditSeal.objects.filter(event__at__gte=since).first()
    last = AuditSeal.objects.last()
    until = first_kept.number - 1 if first_kept else last.number if last else 0
    old = AuditEvent.objects.filter(seal__number__lte=until)
    for table in sorted(set(old.exclude(event=None).order_by().values_list("table", flat=True))):
        if table in histories():  # else its register is no more
            take_baseline(histories()[table])
    count = old.count()
    AuditEvent.objects.create(at=now, kind=AuditKind.FORGOTTEN, row=until, what=f"{count}")
    return count
