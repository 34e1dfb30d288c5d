"""Tasks are envelopes: they claim in SQL what is owed and call the verb, so running one twice changes nothing."""

from celery import shared_task
from django.utils import timezone

from core.office import health, jobs, photos
from core.post import deliveries
from core.sheets import batches, exports


@shared_task(name="core.send_owed_deliveries")
def send_owed_deliveries() -> int:
    """Send what is owed to people outside the house, and say that the worker lives."""
    health.beat("worker", at=timezone.now())
    return deliveries.send_owed()


@shared_task(name="core.sweep_loose_photos")
def sweep_loose_photos() -> int:
    """Take away photos of presses that were not saved, a week after."""
    return photos.sweep_loose(timezone.now())


@shared_task(name="core.sweep_waiting_imports")
def sweep_waiting_imports() -> int:
    """Throw away files of imports that nobody went on with."""
    return batches.sweep(timezone.now())


@shared_task(name="core.sweep_exports")
def sweep_exports() -> int:
    """Throw away files of exports a week after they were asked for."""
    return exports.sweep(timezone.now())


@shared_task(name=jobs.TASK)
def run_owed_jobs() -> int:
    """Do the long work that people asked for, and what a worker that died left."""
    return jobs.run_owed(timezone.now())
