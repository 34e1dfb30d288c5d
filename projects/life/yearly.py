"""January: next year's list of key projects is made from this year's, by a leader, in one go."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.language import in_house_language
from core.models import User
from projects.enums import Life, Listing
from projects.models import KeyList, KeyListEntry, Project, ProjectQuerySet

FIRST_YEAR = 2015
FEBRUARY = 2


@dataclass(frozen=True)
class Choice:
    """What was decided of a project, and why."""

    outcome: Listing
    reason: str = ""


def last_of(year: int) -> dt.date:
    """31 December."""
    return dt.date(year, 12, 31)


def going_on(year: int) -> ProjectQuerySet:
    """Key projects of the year before that can be on the list of this one: neither ended nor dropped before.

    Those that this list has decided on already are among them, so that an addition by mistake can be dropped.
    """
    before = Project.objects.filter(key_listed_on__lte=last_of(year - 1)).running()
    before = before.exclude(key_until__lt=last_of(year - 1))
    decided = KeyListEntry.objects.filter(key_list__year=year).exclude(outcome=Listing.FINISHED)
    return (before | Project.objects.running().filter(pk__in=decided.values("project"))).order_by("code")


def finished_in(year: int) -> ProjectQuerySet:
    """Key projects that ended in the year before, and so are not on the list of this one."""
    ended = Project.objects.unmerged().filter(key_listed_on__isnull=False, closed_on__year=year - 1)
    return ended.exclude(key_until__lt=F("closed_on")).order_by("code")


def candidates(year: int) -> ProjectQuerySet:
    """Projects that are worked on and on no key list yet, or left it."""
    free = Project.objects.running().filter(key_listed_on__isnull=True)
    left = Project.objects.running().filter(key_until__lt=last_of(year - 1))
    return (free | left).exclude(pk__in=going_on(year)).order_by("code")


def begins(year: int, today: dt.date) -> dt.date:
    """From when a decision on the list of a year counts: from 1 January, or from today once January is over."""
    return today if today >= dt.date(year, FEBRUARY, 1) else dt.date(year, 1, 1)


@transaction.atomic
def decide(year: int, choices: Mapping[Project, Choice], *, by: User, now: dt.datetime) -> KeyList:
    """Write the list of a year down, and let each project follow: dropped or new from the day on which the list counts.

    Going over it again changes what is decided otherwise now, and nothing else: a year that was decided later stays.
    """
    key_list, _new = KeyList.objects.update_or_create(year=year, defaults={"by": by, "at": now})
    decided = dict(key_list.entries.values_list("project_id", "outcome"))
    for project, choice in choices.items():
        entry = {"outcome": choice.outcome, "reason": choice.reason}
        KeyListEntry.objects.update_or_create(key_list=key_list, project=project, defaults=entry)
        _follow(project, choice.outcome, decided.get(project.pk), year, begins(year, timezone.localdate(now)))
    for project in finished_in(year):
        finished = project.life == Life.FINISHED
        outcome = {"outcome": Listing.FINISHED if finished else Listing.DROPPED, "reason": _ended(project)}
        KeyListEntry.objects.update_or_create(key_list=key_list, project=project, defaults=outcome)
    return key_list


def _ended(project: Project) -> str:
    """已销号 2026-11-12."""
    with in_house_language():
        return _("%(life)s %(on)s") % {"life": project.life.label, "on": project.closed_on}


def _follow(project: Project, outcome: str, before: str | None, year: int, on: dt.date) -> None:
    """A project as the list of a year says, from a day on; `before` is what the list said of it until now."""
    if outcome == before:
        return
    until, listed = project.key_until, project.key_listed_on
    if outcome == Listing.DROPPED:
        until = on - dt.timedelta(days=1)
        _later(project, year).filter(outcome__in=(Listing.KEPT, Listing.ADDED)).delete()
    elif before == Listing.DROPPED and not _later(project, year).exists():
        until = None
    if outcome == Listing.ADDED and (listed is None or project.key_until):
        until, listed = None, on
    if (project.key_until, project.key_listed_on) != (until, listed):
        project.key_until, project.key_listed_on = until, listed
        project.version += 1
        project.save(update_fields=["key_until", "key_listed_on", "version"])
        project.renew_standing()


def _later(project: Project, year: int) -> QuerySet[KeyListEntry]:
    """What the lists of later years say of it."""
    return project.key_list_entries.filter(key_list__year__gt=year)
