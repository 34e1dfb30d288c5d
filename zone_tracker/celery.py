"""The whole timetable. Celery messages only wake somebody up; what is owed is a row in PostgreSQL."""

import gc
import os
import sys

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init, worker_ready
from django.core.exceptions import ImproperlyConfigured

from zone_tracker.warmup import pass_over_what_stays

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zone_tracker.settings")

app = Celery("zone_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

EVERY_MINUTE = 60.0
OBJECTS = 50_000  # that are new, between two looks for rubbish

# Any number of beats may tick: each task asks SQL what is due and claims it there.
app.conf.beat_schedule = {
    "tick-periods": {"task": "projects.tick_periods", "schedule": EVERY_MINUTE, "options": {"expires": 55}},
    "renew-standings": {
        "task": "projects.renew_standings",
        "schedule": EVERY_MINUTE,
        "options": {"expires": 55},
    },
    "escalate-blockers": {
        "task": "projects.escalate_blockers",
        "schedule": EVERY_MINUTE,
        "options": {"expires": 55},
    },
    "escalate-requests": {
        "task": "enterprises.escalate_requests",
        "schedule": EVERY_MINUTE,
        "options": {"expires": 55},
    },
    "follow-plans": {"task": "projects.follow_calendar", "schedule": EVERY_MINUTE, "options": {"expires": 55}},
    "follow-clocks": {"task": "enterprises.follow_calendar", "schedule": EVERY_MINUTE, "options": {"expires": 55}},
    "chase-confirmations": {"task": "finance.chase_confirmations", "schedule": crontab(hour=8, minute=20)},
    "mail-briefs": {"task": "targets.mail_briefs", "schedule": EVERY_MINUTE, "options": {"expires": 55}},
    "keep-snapshots": {"task": "targets.keep_snapshots", "schedule": crontab(minute=10)},  # nightly, and when it failed
    "ask-for-holidays": {"task": "zone_tracker.ask_for_holidays", "schedule": crontab(hour=8, minute=0)},
    "watch-lives": {"task": "projects.watch_lives", "schedule": crontab(minute=5)},
    "prove-backup": {"task": "zone_tracker.prove_backup", "schedule": crontab(hour=2, minute=30)},
    "verify-audit": {"task": "zone_tracker.verify_audit", "schedule": crontab(hour=3, minute=0)},
    "sweep-loose-photos": {"task": "core.sweep_loose_photos", "schedule": crontab(hour=3, minute=20)},
    "sweep-waiting-imports": {"task": "core.sweep_waiting_imports", "schedule": crontab(hour=3, minute=25)},
    "sweep-exports": {"task": "core.sweep_exports", "schedule": crontab(hour=3, minute=25)},
    "recount": {"task": "zone_tracker.recount", "schedule": crontab(hour=3, minute=10)},
    # Somebody waits in front of a page, which itself never asks the broker (decision 20).
    "run-owed-jobs": {"task": "core.run_owed_jobs", "schedule": 4.0, "options": {"expires": 4}},
    "send-owed-deliveries": {"task": "core.send_owed_deliveries", "schedule": EVERY_MINUTE, "options": {"expires": 55}},
}


@worker_init.connect
@beat_init.connect
def refuse_unsafe_start(**_kwargs: object) -> None:
    """What the pages refuse, worker and beat refuse too. Celery goes on after any other exception of a signal."""
    from core.guard import checks

    try:
        checks.refuse_unsafe_start()
    except ImproperlyConfigured as reason:
        sys.exit(f"Not started: {reason}")


@worker_init.connect
def settle(**_kwargs: object) -> None:
    """Before the worker's processes are forked.

    To freeze a week is to make a million objects that live until it is done: they are looked through less often. Not so
    in the pages' processes, where the rubbish of a Word file would lie for as long.
    """
    pass_over_what_stays()
    gc.set_threshold(OBJECTS)


@worker_ready.connect
def catch_up(**_kwargs: object) -> None:
    """A worker that starts asks at once what is owed, instead of waiting for the next minute."""
    for entry in app.conf.beat_schedule.values():
        app.send_task(entry["task"])
