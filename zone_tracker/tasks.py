"""Tasks over all rooms."""

import structlog
from celery import shared_task
from django.utils import timezone

from core.guard.backup.proving import prove_tonight
from core.guard.trail.nightly import verify_tonight
from zone_tracker.readiness import ask_for_holidays
from zone_tracker.recount import repair

log = structlog.get_logger(__name__)


@shared_task(name="zone_tracker.recount")
def recount_nightly() -> int:
    """Prove once a night that what is kept is so, repair it, and leave a warning for each column that was not."""
    found = [each for each in repair(timezone.now()) if not each.due]
    for each in found:
        log.warning("recount", noun=each.noun, key=each.key, column=each.column)
    return len(found)


@shared_task(name="zone_tracker.prove_backup")
def prove_backup() -> int:
    """Make a backup, restore it beside the real database and compare; once a night, however often it is called."""
    return prove_tonight(timezone.now())


@shared_task(name="zone_tracker.verify_audit")
def verify_audit() -> int:
    """Read the whole audit trail and prove that nobody changed it; once a night, however often it is called."""
    return verify_tonight(timezone.now())


@shared_task(name="zone_tracker.ask_for_holidays")
def ask_administrators_for_holidays() -> int:
    """From November on, ask administrators for the holidays of the next year, once."""
    return ask_for_holidays(timezone.now())
