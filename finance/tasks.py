"""Tasks of this room, woken by beat."""

from celery import shared_task
from django.utils import timezone

from finance.telling import chase


@shared_task(name="finance.chase_confirmations")
def chase_confirmations() -> int:
    """Remind those whose firm has not confirmed a figure within five working days."""
    return chase(timezone.now())
