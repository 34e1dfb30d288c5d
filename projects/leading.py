"""The leader's part of 我的工作台: what waits for a word, the projects led, and what was given to others."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Window
from django.utils import timezone

from core.enums import Lamp, Role
from core.models import User
from projects.enums import ActionState, Decision, EntryKind
from projects.lamps.reading import LampReading
from projects.models import Action, ActionEntry, Asked, LampOverride, Postponement, Project, day_of, weeks_over
from projects.plan.decisions import pending_for

SHOWN = 8
LED_SHOWN = 6
ENDS_SOON = dt.timedelta(days=7)
POSTPONED = ("postponement", "action")


@dataclass(frozen=True)
class Waiting:
    """A request with how often the project's nodes were put off before, and the latest of these."""

    kind: str
    asked: Asked
    times: int
    latest: Postponement | None


@dataclass(frozen=True)
class Judged:
    """A 交办单 that was handed in, with the words it was handed in with. `client_id` makes a tap one line."""

    action: Action
    proof: ActionEntry | None
    client_id: uuid.UUID


def decisions(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """等我决定: requests, 交办单 handed in, and this leader's own lamps that end soon. None for everybody else."""
    if not user.holds(Role.LEADER):
        return None
    requests, today = pending_for(user), timezone.localdate(now)
    shown = requests[:SHOWN]
    count = len(requests) if len(shown) == SHOWN else len(shown)
    judged = list(_handed_in()[:SHOWN])
    ending = LampOverride.objects.in_force(today).filter(by=user, ends_on__lte=today + ENDS_SOON)
    return {
        "waiting": _with_past(shown),
        "more": count - len(shown),
        "judged": [Judged(each, next(iter(each.proofs), None), uuid.uuid4()) for each in judged],
        "more_judged": judged[0].count - len(judged) if judged else 0,
        "ending": list(ending.select_related("project").order_by("ends_on", "pk")),
        "count": count + (judged[0].count if judged else 0),
        "today": today,
    }


def _handed_in() -> Any:
    """交办单 that wait to be struck off, each with how many there are and the lines it was handed in with."""
    proofs = ActionEntry.objects.filter(kind=EntryKind.PROOF).select_related("by").order_by("-at", "-pk")
    submitted = Action.objects.filter(state=ActionState.SUBMITTED).annotate(count=Window(Count("pk")))
    named = submitted.select_related("project", "owner", "department")
    return named.prefetch_related(Prefetch("entries", proofs, to_attr="proofs"))


def _with_past(shown: Iterable[tuple[str, Asked]]) -> list[Waiting]:
    asked = list(shown)
    projects = {each.about.pk for kind, each in asked if kind == "postponement"}
    granted = Postponement.objects.of_nodes().filter(state=Decision.APPROVED, milestone__project__in=projects)
    past: dict[int, list[Postponement]] = {}
    for each in granted.select_related("milestone__project").order_by("decided_at") if projects else ():
        past.setdefault(each.about.pk, []).append(each)
    found = []
    for kind, each in asked:
        before = past.get(each.about.pk, []) if kind == "postponement" else []
        found.append(Waiting(kind, each, len(before), before[-1] if before else None))
    return found


@dataclass(frozen=True)
class Led:
    """A project with its lamps."""

    project: Project
    reading: LampReading


def led(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """我联的项目: how many burn how, and those that do not burn calmly. None for whoever leads none."""
    if not user.holds(Role.LEADER):
        return None
    day, over = day_of(now), weeks_over(now)
    projects = Project.objects.filter(leader=user).key().running().with_standing().order_by("code")
    rows = [Led(each, each.standing.reading(day, over)) for each in projects]
    if not rows:
        return None
    loud = sorted((row for row in rows if not row.reading.lamp.is_calm), key=lambda row: -row.reading.lamp.severity)
    lamps = Counter(row.reading.lamp for row in rows)
    return {
        "rows": loud[:LED_SHOWN],
        "more": len(loud) - len(loud[:LED_SHOWN]),
        "count": len(rows),
        "lamps": [(lamp, lamps[lamp]) for lamp in Lamp if lamps[lamp]],
        "leader": user,
    }


def given(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """我交办的: what this leader gave to others and is not struck off, the oldest date first. None without any."""
    if not user.holds(Role.LEADER):
        return None
    today = timezone.localdate(now)
    rows = Action.objects.open().filter(issued_by=user).annotate(count=Window(Count("pk"))).order_by("due_on", "pk")
    found = list(rows.select_related("project", "owner", "department")[:SHOWN])
    return {"rows": found, "count": found[0].count, "today": today} if found else None
