"""Tasks of the firms' room, woken by the minute tick of beat."""

from celery import shared_task
from django.utils import timezone

from enterprises.service import following
from enterprises.service.escalation import escalate_requests as escalate


@shared_task(name="enterprises.escalate_requests")
def escalate_requests() -> int:
    """Tell departments of new requests and near limits, and take up what is late."""
    return escalate(timezone.now())


@shared_task(name=following.TASK)
def follow_calendar() -> int:
    """Set the clocks of open requests again when the working calendar has changed, and tell their departments."""
    return following.follow(timezone.now())
