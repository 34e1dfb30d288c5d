"""Tasks of the targets, woken by the minute tick of beat."""

from celery import shared_task
from django.utils import timezone

from targets.brief.mailing import owe_briefs


@shared_task(name="targets.mail_briefs")
def mail_briefs() -> int:
    """On the meeting day, owe the brief of the week to who wants it by mail."""
    return owe_briefs(timezone.now())
