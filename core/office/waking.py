"""Waking a worker; what is owed is a row, so a lost call only costs a minute."""

from collections.abc import Callable
from typing import Any

import structlog
from celery import Task, current_app
from django.db import transaction
from kombu.exceptions import OperationalError

JOBS = "core.run_owed_jobs"  # a task of a room above, known by its name
log = structlog.get_logger(__name__)


def wake(task: Task) -> None:
    """Wake a worker after commit. The minute tick heals a broker that is down, so its trouble never stops a save."""
    _after_commit(task.delay, task.name)


def wake_for_jobs() -> None:
    """The same, where a job is owed."""
    _after_commit(lambda: current_app.send_task(JOBS), JOBS)


def _after_commit(publish: Callable[[], Any], name: str) -> None:
    def published() -> None:
        try:
            publish()
        except (OperationalError, OSError) as error:
            log.warning("broker unavailable, the tick will do it", task=name, error=str(error))

    transaction.on_commit(published)
