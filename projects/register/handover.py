"""交接清单: everything that is open for one person, on one page."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
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
    StageWaiver,
    Update,
    day_of,
    weeks_over,
)


@dataclass(frozen=True)
class Held:
    """A project with what this person does for it, and where it stands."""

    project: Project
    duties: str
    reading: LampReading
    last: Update | None


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


def pack_of(person: User, *, now: dt.datetime, today: dt.date) -> Pack:
    """Load what is open for a person, with a constant number of queries."""
    projects = list(Project.objects.answered_for_by(person).active().with_standing().order_by("code"))
    keys, day, over = [each.pk for each in projects], day_of(now), weeks_over(now)
    updates = Update.objects.filter(project__in=keys).order_by("project_id", "-period__starts_on")
    last = {each.project_id: each for each in updates.distinct("project_id").select_related("period")}
    ours = Q(milestone__project__in=keys) | Q(action__owner=person)
    asked = Postponement.objects.pending().filter(ours)
    return Pack(
        person=person,
        held=[
            Held(
                each,
                _("、").join(str(duty.label) for name, duty in DUTIES.items() if getattr(each, name) == person.pk),
                each.standing.reading(day, over),
                last.get(each.pk),
            )
            for each in projects
        ],
        actions=list(Action.objects.open().filter(owner=person).select_related("project", "owner", "department")),
        blockers=list(
            Blocker.objects.open()
            .filter(project__in=keys)
            .select_related("project", "department")
            .prefetch_related("answers")
        ),
        asked=list(asked.select_related("milestone__project", "action__project")),
        waivers=list(StageWaiver.objects.pending().filter(project__in=keys).select_related("project")),
        leads=list(Lead.objects.filter(officer=person, state=LeadState.OPEN).order_by("received_on", "pk")),
        care=list(AfterCareItem.objects.open().filter(owner=person).select_related("project")),
    )
