"""January: next year's list of key projects is made from this year's, by a leader, in one go."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from projects.enums import Listing
from projects.models import KeyList, KeyListEntry, Project, ProjectQuerySet

FIRST_YEAR = 2015


@dataclass(frozen=True)
class Choice:
    """What was decided of a project, and why."""

    outcome: Listing
    reason: str = ""


def last_of(year: int) -> dt.date:
    """31 December."""
    return dt.date(year, 12, 31)


def going_on(year: int) -> ProjectQuerySet:
    """Key projects of the year before that can be on the list of this one: neither ended nor dropped before."""
    before = Project.objects.filter(key_listed_on__lte=last_of(year - 1)).running()
    return before.exclude(key_until__lt=last_of(year - 1)).order_by("code")


def finished_in(year: int) -> ProjectQuerySet:
    """Key projects that ended in the year before, and so are not on the list of this one."""
    ended = Project.objects.unmerged().filter(key_listed_on__isnull=False, closed_on__year=year - 1)
    return ended.order_by("code")


def candidates(year: int) -> ProjectQuerySet:
    """Projects that are worked on and on no key list yet, or left it."""
    free = Project.objects.running().filter(key_listed_on__isnull=True)
    left = Project.objects.running().filter(key_until__lt=last_of(year - 1))
    return (free | left).order_by("code")


@transaction.atomic
def decide(year: int, choices: Mapping[Project, Choice], *, by: User, now: dt.datetime) -> KeyList:
    """Write the list of a year down, and let each project follow: dropped at the end of the year before, new from
    1 January, or from today when that is over. Going over it again changes what was decided before.
    """
    key_list, _new = KeyList.objects.update_or_create(year=year, defaults={"by": by, "at": now})
    for project, choice in choices.items():
        entry = {"outcome": choice.outcome, "reason": choice.reason}
        KeyListEntry.objects.update_or_create(key_list=key_list, project=project, defaults=entry)
        _follow(project, choice.outcome, year)
    for project in finished_in(year):
        outcome = {"outcome": Listing.FINISHED, "reason": _ended(project)}
        KeyListEntry.objects.update_or_create(key_list=key_list, project=project, defaults=outcome)
    return key_list


def _ended(project: Project) -> str:
    """已销号 2026-11-12."""
    return _("%(life)s %(on)s") % {"life": project.life.label, "on": project.closed_on}


def _follow(project: Project, outcome: str, year: int) -> None:
    until = last_of(year - 1) if outcome == Listing.DROPPED else None
    listed = project.key_listed_on
    if outcome == Listing.ADDED and (listed is None or project.key_until):
        listed = dt.date(year, 1, 1)
    if (project.key_until, project.key_listed_on) != (until, listed):
        project.key_until, project.key_listed_on = until, listed
        project.version += 1
        project.save(update_fields=["key_until", "key_listed_on", "version"])
        project.renew_standing()
