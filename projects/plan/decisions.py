"""待决定: the requests that wait for a leader's word, whatever they are about, in one list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import add
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Count, F, Func, IntegerField, Prefetch, QuerySet, Value, When

from core.enums import Role
from core.models import User
from projects.enums import ActionState, Decision
from projects.models import Action, Asked, LifeChange, Milestone, Postponement, StageWaiver, TemplateProposal

RECENT = 12
MOST_TOLD = 100  # waiting of one kind: beyond 99 a tab says 99+
DECIDED = [Decision.APPROVED, Decision.REFUSED]  # what was withdrawn was never decided on

# With what a node waits for, that its move may be drawn (`Postponement.effect`): once for all that are shown.
WHOLE_PLAN = Prefetch("milestone__project__milestones", Milestone.everything.all(), to_attr="whole_plan")

# What a leader decides on, by the word in the address: one list, one view, one form.
KINDS: dict[str, QuerySet] = {
    "postponement": Postponement.objects.of_nodes()
    .select_related("milestone__project")
    .prefetch_related("milestone__project__milestones", WHOLE_PLAN),
    "action": Postponement.objects.of_actions().select_related("action__project"),
    "waiver": StageWaiver.objects.select_related("project"),
    "life": LifeChange.objects.for_leaders().select_related("project"),
}

# What whoever asked may take back while it waits: also what only waits for papers, or for an administrator.
TAKEN_BACK: dict[str, QuerySet] = KINDS | {
    "life": LifeChange.objects.select_related("project"),
    "template": TemplateProposal.objects.select_related("project"),
}
# The way from a request to the project that it is about.
PROJECT_OF = {
    "postponement": "milestone__project",
    "action": "action__project",
    "waiver": "project",
    "life": "project",
}
NOBODY = "none"  # in an address: the projects that nobody leads


class Key(NamedTuple):
    """One request among all kinds: its kind, its own key, and when it was asked or decided."""

    kind: str
    pk: int
    moment: Any


class Requests(Sequence[tuple[str, Asked]]):
    """Requests of all kinds in the order of a moment, each with its kind; only those are loaded that are asked for."""

    def __init__(self, user: User, state: dict[str, Any], order: str, led_by: str = "") -> None:
        """`led_by` is the user name of who leads the project, NOBODY for nobody, "" for whoever it is."""
        first, *others = (
            _keys(kind, _led_by(kind, rows.visible_to(user), led_by), state, order) for kind, rows in KINDS.items()
        )
        turned = "-" if order.startswith("-") else ""
        self.keys = first.union(*others, all=True).order_by(f"{turned}moment", "kind", "pk")

    def __len__(self) -> int:
        return self.keys.count()

    def __getitem__(self, at: Any) -> Any:
        found = _loaded(Key(*key) for key in self.keys[at if isinstance(at, slice) else slice(at, at + 1)])
        return found if isinstance(at, slice) else found[0]


def _led_by(kind: str, rows: Any, leader: str) -> Any:
    if not leader:
        return rows
    way = f"{PROJECT_OF[kind]}__leader"
    return rows.filter(**{f"{way}__isnull": True} if leader == NOBODY else {f"{way}__username": leader})


def _keys(kind: str, rows: Any, state: dict[str, Any], order: str) -> Any:
    named = rows.filter(**state).order_by().select_related(None)
    moment, what = F(order.removeprefix("-")), Value(kind, CharField())
    return named.annotate(kind=what, moment=moment).values_list("kind", "pk", "moment")


def _loaded(keys: Iterable[Key]) -> list[tuple[str, Asked]]:
    """The requests of these keys with everything that a line names, a query a kind."""
    wanted, by_kind = list(keys), defaultdict(list)
    for key in wanted:
        by_kind[key.kind].append(key.pk)
    found = {
        kind: KINDS[kind].select_related("requested_by", "decided_by").in_bulk(keys) for kind, keys in by_kind.items()
    }
    return [(key.kind, found[key.kind][key.pk]) for key in wanted if key.pk in found[key.kind]]


def pending_for(user: User, led_by: str = "") -> Requests:
    """Everything undecided, the oldest first; of the projects that somebody leads, or nobody, where that is asked."""
    return Requests(user, {"state": Decision.PENDING}, "requested_at", led_by)


def waiting_by_leader() -> Counter[str]:
    """Undecided requests by the user name of who leads their project, "" where nobody does."""
    waiting = Counter[str]()
    for kind, rows in KINDS.items():
        pending = rows.filter(state=Decision.PENDING).order_by().select_related(None)
        for leader, n in pending.values_list(f"{PROJECT_OF[kind]}__leader__username").annotate(n=Count("pk")):
            waiting[leader or ""] += n
    return waiting


def recent_decisions(user: User) -> list[tuple[str, Asked]]:
    """The latest decisions. Moves that only followed another are part of that one."""
    return Requests(user, {"state__in": DECIDED}, "-decided_at")[:RECENT]


def words_awaited() -> Case:
    """How many requests, and 交办单 that were handed in, wait for a leader's word; nought for everybody else.

    An expression on a person: PostgreSQL counts where the person is a leader only, and no more than pages tell.
    """
    waiting = [rows.filter(state=Decision.PENDING) for rows in KINDS.values()]
    waiting.append(Action.objects.open().filter(state=ActionState.SUBMITTED))
    count = reduce(add, map(_count, waiting))
    return Case(When(roles__contains=[Role.LEADER], then=count), default=0, output_field=IntegerField())


def _count(rows: QuerySet) -> Any:
    """How many rows there are, up to MOST_TOLD."""
    plain = rows.order_by().select_related(None).prefetch_related(None).values("pk")
    return Func(ArraySubquery(plain[:MOST_TOLD]), function="cardinality", output_field=IntegerField())
