"""Tasks of the projects' room, woken by the minute tick of beat."""

from celery import shared_task
from django.utils import timezone

from projects.life.watching import watch
from projects.meeting.escalation import escalate
from projects.models import Standing, follow_the_calendar
from projects.periods import open_period
from projects.plan import following
from projects.week import freezing
from projects.week.reminders import owe_reminders


@shared_task(name="projects.tick_periods")
def tick_periods() -> int:
    """Open the period that collects updates, freeze the one that is due, and write down the reminders owed now."""
    now = timezone.now()
    open_period(now)
    freezing.tick(now)
    return owe_reminders(now)


@shared_task(name="projects.renew_standings")
def renew_standings() -> int:
    """Let time pass: write anew how those projects stand whose moment has come."""
    follow_the_calendar()
    return Standing.objects.renew_due(timezone.now())


@shared_task(name=following.TASK)
def follow_calendar() -> int:
    """Lay open plans back again when the working calendar has changed, and tell their owners."""
    return following.follow(timezone.now())


@shared_task(name="projects.watch_lives")
def watch_lives() -> int:
    """Tell of projects that can be struck off now, and of pauses that are about to be over."""
    return watch(timezone.now())


@shared_task(name="projects.escalate_blockers")
def escalate_blockers() -> int:
    """Tell departments what was raised with them, and take up what has waited too long."""
    return escalate(timezone.now())
