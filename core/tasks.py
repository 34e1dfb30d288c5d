"""Tasks are envelopes: they claim in SQL what is owed and call the verb, so running one twice changes nothing."""

import structlog
from celery import Task, shared_task
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from core import deliveries, health

log = structlog.get_logger(__name__)


@shared_task(name="core.send_owed_deliveries")
def send_owed_deliveries() -> int:
    """Send what is owed to people outside the house, and say that the worker lives."""
    health.beat("worker", at=timezone.now())
    return deliveries.send_owed()


def wake(task: Task) -> None:
    """Wake a worker after commit. The minute tick heals a broker that is down, so its trouble never stops a save."""

    def publish() -> None:
        try:
            task.delay()
        except (OperationalError, OSError) as error:
            log.warning("broker unavailable, the tick will do it", task=task.name, error=str(error))

    transaction.on_commit(publish)
