"""Every task may run once or twice: the database is the same afterwards."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from core.kernel.clock import SHANGHAI
from tests.world import make_world
from zone_tracker.celery import app

OWN = ("core.", "projects.", "enterprises.", "talent.", "finance.", "targets.", "zone_tracker.")
TASKS = {
    "core.run_owed_jobs",
    "core.send_owed_deliveries",
    "core.sweep_exports",
    "core.sweep_loose_photos",
    "core.sweep_waiting_imports",
    "enterprises.escalate_requests",
    "enterprises.follow_calendar",
    "finance.chase_confirmations",
    "projects.escalate_blockers",
    "projects.follow_calendar",
    "projects.renew_standings",
    "projects.tick_periods",
    "projects.watch_lives",
    "targets.keep_snapshots",
    "targets.mail_briefs",
    "zone_tracker.ask_for_holidays",
    "zone_tracker.prove_backup",
    "zone_tracker.recount",
    "zone_tracker.verify_audit",
}
MONDAY = dt.datetime(2026, 11, 23, 8, 5, tzinfo=SHANGHAI)
CLOCKWORK = {"core.Heartbeat"}  # says when a task ran last, and nothing else


app.loader.import_default_modules()


def registered() -> set[str]:
    return {name for name in app.tasks if name.startswith(OWN)}


def test_every_task_is_known_here() -> None:
    assert registered() == TASKS


def test_the_timetable_names_only_tasks_that_exist() -> None:
    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= registered()


def contents() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours, without history."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if model._meta.app_label in {name.rstrip(".") for name in OWN} and label not in CLOCKWORK:
            found[label] = sorted(map(repr, model._default_manager.values_list()))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(TASKS))
def test_running_twice_is_running_once(name: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    world = make_world()
    models.QuerySet.update(type(world.own.project).objects.all(), key_listed_on=dt.date(2026, 1, 5))
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
    for needed in sorted(TASKS, reverse=True):  # the ticks first, so that every task has something to do
        app.tasks[needed].run()
    before = contents()
    assert app.tasks[name].run() == 0
    assert contents() == before
    assert before["projects.Reminder"]
    assert before["core.Delivery"]
