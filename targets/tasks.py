"""Tasks of the targets, woken by beat."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from targets.brief.mailing import owe_briefs
from targets.keeping.snapshots import take


@shared_task(name="targets.mail_briefs")
def mail_briefs() -> int:
    """On the meeting day, owe the brief of the week to who wants it by mail."""
    return owe_briefs(timezone.now())


@shared_task(name="targets.keep_snapshots")
def keep_snapshots() -> int:
    """After midnight, keep what is known of yesterday's targets; each later call of the day finds it kept."""
    now = timezone.now()
    return take(timezone.localdate(now) - dt.timedelta(days=1), now=now)
