"""待决定: the requests that wait for a leader's word, whatever they are about, in one list."""

from dataclasses import dataclass

from django.db.models import Q

from core.models import User
from projects.enums import Decision
from projects.models import Action, Postponement, Project, StageWaiver

Pending = Postponement | StageWaiver
RECENT = 12


@dataclass(frozen=True)
class Line:
    """One request as the list shows it."""

    request: Pending

    @property
    def is_postponement(self) -> bool:
        return isinstance(self.request, Postponement)

    @property
    def action(self) -> Action | None:
        """The 交办单 that asks for a later date, if it is one that does."""
        return self.request.action if isinstance(self.request, Postponement) else None

    @property
    def project(self) -> Project:
        """The project that the request is about."""
        if isinstance(self.request, StageWaiver):
            return self.request.project
        owner = self.request.milestone or self.request.action
        return owner.project


def pending_for(user: User) -> list[Line]:
    """Everything undecided on the projects that this person may see, the oldest first."""
    return _lines(user, decided=False)


def recent_decisions(user: User) -> list[Line]:
    """The latest decisions. Moves that only followed another are part of that one."""
    return _lines(user, decided=True)[:RECENT]


def _lines(user: User, *, decided: bool) -> list[Line]:
    visible = Project.objects.visible_to(user)
    about = Q(milestone__project__in=visible) | Q(action__project__in=visible)
    moves = Postponement.objects.filter(about, follows__isnull=True)
    moves = moves.select_related("milestone__project", "action__project", "requested_by", "decided_by")
    waivers = StageWaiver.objects.filter(project__in=visible).select_related("project", "requested_by", "decided_by")
    if decided:
        latest = [rows.exclude(state=Decision.PENDING).order_by("-decided_at")[:RECENT] for rows in (moves, waivers)]
        lines = [Line(each) for rows in latest for each in rows]
        return sorted(lines, key=lambda line: line.request.decided_at, reverse=True)
    lines = [Line(each) for rows in (moves, waivers) for each in rows.filter(state=Decision.PENDING)]
    return sorted(lines, key=lambda line: line.request.requested_at)
