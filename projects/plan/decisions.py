"""待决定: the requests that wait for a leader's word, whatever they are about, in one list."""

from django.db.models import QuerySet

from core.models import User
from projects.enums import Decision
from projects.models import Asked, Postponement, StageWaiver

RECENT = 12

# What a leader decides on, by the word in the address: one list, one view, one form.
KINDS: dict[str, QuerySet] = {
    "postponement": Postponement.objects.of_nodes().select_related("milestone__project"),
    "action": Postponement.objects.of_actions().select_related("action__project"),
    "waiver": StageWaiver.objects.select_related("project"),
}


def _asked_of(user: User) -> list[tuple[str, QuerySet]]:
    """The requests that this person may see, by their kind."""
    return [(kind, rows.visible_to(user).select_related("requested_by", "decided_by")) for kind, rows in KINDS.items()]


def pending_for(user: User) -> list[tuple[str, Asked]]:
    """Everything undecided, each with its kind, the oldest first."""
    found = [(kind, each) for kind, rows in _asked_of(user) for each in rows.pending()]
    return sorted(found, key=lambda line: line[1].requested_at)


def recent_decisions(user: User) -> list[tuple[str, Asked]]:
    """The latest decisions. Moves that only followed another are part of that one."""
    decided = [(kind, rows.exclude(state=Decision.PENDING)) for kind, rows in _asked_of(user)]
    found = [(kind, each) for kind, rows in decided for each in rows.order_by("-decided_at")[:RECENT]]
    return sorted(found, key=lambda line: line[1].decided_at, reverse=True)[:RECENT]
