"""Waking a worker; what is owed is a row, so a lost call only costs a minute."""

import structlog
from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def wake(task: Task) -> None:
    """Wake a worker after commit. The minute tick heals a broker that is down, so its trouble never stops a save."""

    def publish() -> None:
        try:
            task.delay()
        except (OperationalError, OSError) as error:
            log.warning("broker unavailable, the tick will do it", task=task.name, error=str(error))

    transaction.on_commit(publish)
