"""交接清单: everything that is open for one person, on one page."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from core.models import User
from projects.enums import Duty, LeadState
from projects.lamps.reading import LampReading
from projects.models import (
    Action,
    AfterCareItem,
    Blocker,
    Lead,
    Postponement,
    Project,
    ProjectQuerySet,
    StageWaiver,
    Update,
    day_of,
    weeks_over,
)


@dataclass(frozen=True)
class Said:
    """What the last report of a project says comes next, and the week of that report."""

    next: str
    iso_year: int
    iso_week: int


@dataclass(frozen=True)
class Held:
    """A project with what this person does for it, and where it stands."""

    project: Project
    duties: str
    reading: LampReading
    said: Said | None


@dataclass(frozen=True)
class Pack:
    """What somebody hands over."""

    person: User
    held: list[Held]
    actions: list[Action]
    blockers: list[Blocker]
    asked: list[Postponement]
    waivers: list[StageWaiver]
    leads: list[Lead]
    care: list[AfterCareItem]


DUTIES = {"leader_id": Duty.LEADER, "responsible_id": Duty.RESPONSIBLE, "reporter_id": Duty.REPORTER}


def _with_last(projects: ProjectQuerySet) -> ProjectQuerySet:
    said = JSONObject(next="next", iso_year="period__iso_year", iso_week="period__iso_week")
    updates = Update.objects.filter(project=OuterRef("pk")).order_by("-period__starts_on")
    return projects.annotate(last=Subquery(updates.values(said=said)[:1]))


def pack_of(person: User, *, now: dt.datetime, today: dt.date) -> Pack:
    """Load what is open for a person, with a constant number of queries."""
    projects = list(_with_last(Project.objects.answered_for_by(person).running().with_standing().order_by("code")))
    keys, day, over = [each.pk for each in projects], day_of(now), weeks_over(now)
    ours = Q(milestone__project__in=keys) | Q(action__owner=person)
    asked = Postponement.objects.pending().filter(ours)
    return Pack(
        person=person,
        held=[
            Held(
                each,
                _("、").join(str(duty.label) for name, duty in DUTIES.items() if getattr(each, name) == person.pk),
                each.standing.reading(day, over),
                Said(**each.last) if each.last else None,
            )
            for each in projects
        ],
        actions=list(Action.objects.open().filter(owner=person).select_related("project", "owner", "department")),
        blockers=list(
            Blocker.objects.open().filter(project__in=keys).with_answered().select_related("project", "department")
        ),
        asked=list(asked.select_related("milestone__project", "action__project")),
        waivers=list(StageWaiver.objects.pending().filter(project__in=keys).select_related("project")),
        leads=list(Lead.objects.filter(officer=person, state=LeadState.OPEN).order_by("received_on", "pk")),
        care=list(AfterCareItem.objects.open().filter(owner=person).select_related("project")),
    )
