"""What the database knows of projects at this moment, one query however many they are: the raw rows of a standing."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, DecimalField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from core.enums import Lamp
from projects.courses import GOES_ON
from projects.enums import Decision, Life
from projects.lamps.reading import LOOK_BACK_UPDATES, Evidence, LastUpdate, Override
from projects.lamps.rules import MilestoneFacts
from projects.models.blocker import Blocker
from projects.models.investment import OpeningBalance
from projects.models.lamp import LampOverride
from projects.models.life import LifeChange
from projects.models.meeting import Action
from projects.models.plan import Milestone, Postponement
from projects.models.project import Project
from projects.models.week import Correction, Snapshot, Update
from projects.models.weeks import MetWeek, deadlines_ahead
from projects.slips import Slips, slips_of

LOADED = (  # of a project
    "code",
    "stage",
    "key_listed_on",
    "registered_at",
    "key_until",
    "closed_on",
    "ended_as",
    "paused_on",
    "resumes_on",
    "responsible",
    "reporter",
)


@dataclass(frozen=True)
class Present:
    """A project with its standing as that is kept, its evidence as of now, and what is counted beside it.

    `known_from` are days on which something that is written down already becomes true. `next_deadline` is when the
    next week ends that the project has not reported; None for one that owes no updates. Money in 万元.
    """

    project: Project
    evidence: Evidence
    override: int | None
    slips: Slips
    open_actions: int
    open_blockers: int
    invested_wan: Decimal
    known_from: tuple[dt.date, ...]
    next_deadline: dt.datetime | None


class Move(NamedTuple):
    """A granted 延期 of a node."""

    milestone_id: int
    follows_id: int | None
    days: int


def evidence_now(projects: Sequence[int], now: dt.datetime, over: Sequence[MetWeek]) -> Iterable[Present]:
    """Load what is known of these projects now; `over` are the weeks that are over."""
    today, ahead = timezone.localdate(now), deadlines_ahead(now)
    for project in _loaded(projects, today, now):
        last = tuple(_update(each) for each in project.seen_updates)
        listed = max(project.askable_since, project.seen_runs_since or dt.date.min) if project.owes_updates else None
        ended = project.closed_on is not None and project.closed_on <= today
        evidence = Evidence(
            stage=project.stage,
            closed=ended and project.life != Life.STOPPED,
            stopped=ended and project.life == Life.STOPPED,
            paused=project.paused_on is not None and not ended,
            resumes_on=project.resumes_on,
            assigned=project.is_assigned,
            milestones=tuple(_node(each, today) for each in project.seen_nodes),
            updates=last,
            due=tuple((each["number"], dt.date.fromisoformat(each["due_on"])) for each in project.seen_actions),
            was_red=project.seen_red == Lamp.RED,
            override=_override(project.seen_overrides),
            asked=[start for start, meets_on in over if listed and meets_on >= listed],
        )
        since = last[0].starts_on if last else dt.date.min
        waiting = (end for start, meets_on, end in ahead if listed and meets_on >= listed and start > since)
        yield Present(
            project=project,
            evidence=evidence,
            override=project.seen_overrides[0]["pk"] if project.seen_overrides else None,
            slips=slips_of(_move(each) for each in project.seen_moves),
            open_actions=len(project.seen_actions),
            open_blockers=project.seen_blockers,
            invested_wan=project.seen_opening + project.seen_invested + project.seen_corrected,
            known_from=_known_from(project),
            next_deadline=next(waiting, None),
        )


def _loaded(projects: Sequence[int], today: dt.date, now: dt.datetime) -> QuerySet[Any]:
    ours = {"project": OuterRef("pk")}
    updates = Update.objects.filter(submitted_at__lte=now, **ours)
    corrections = Correction.objects.filter(update_of__project=OuterRef("pk"))
    moves = Postponement.objects.filter(milestone__project=OuterRef("pk"), state=Decision.APPROVED, resumption=False)
    resumed = LifeChange.objects.filter(act__in=GOES_ON, on__lte=today, **ours).granted()
    overrides = LampOverride.objects.filter(made_at__lte=now, **ours).in_force(today)
    kept = Project.objects.filter(pk__in=projects).select_related("standing").only(*LOADED, "standing")
    return kept.annotate(
        seen_nodes=_rows(
            Milestone.objects.filter(**ours).order_by("rank"),
            *("name", "baseline_on", "planned_on", "actual_on", "paused_days"),
        ),
        seen_updates=_rows(
            updates.order_by("-period__starts_on"),
            "period_id",
            "declared",
            "unchanged",
            "submitted_at",
            most=LOOK_BACK_UPDATES,
            starts_on="period__starts_on",
        ),
        seen_actions=_rows(Action.objects.filter(**ours).open().order_by("due_on", "number"), "number", "due_on"),
        seen_overrides=_rows(
            overrides.order_by("-made_at", "-pk"), "pk", "lamp", "ends_on", "reason", most=1, by="by__name"
        ),
        seen_moves=_rows(moves.order_by("pk"), "milestone_id", "follows_id", "from_on", "to_on"),
        seen_red=Subquery(
            Snapshot.objects.filter(frozen_at__lt=now, **ours).order_by("-frozen_at").values("system")[:1]
        ),
        seen_blockers=_counted(Blocker.objects.filter(**ours).open()),
        seen_runs_since=Subquery(resumed.order_by("-on").values("on")[:1]),
        seen_opening=_summed(OpeningBalance.objects.filter(**ours), "project", "wan"),
        seen_invested=_summed(updates, "project", "investment_wan"),
        seen_corrected=_summed(corrections, "update_of__project", "investment_delta_wan"),
    )


def _rows(rows: QuerySet[Any], *columns: str, most: int | None = None, **renamed: str) -> ArraySubquery:
    """Rows of another table as a list of dicts."""
    shown = JSONObject(**{name: name for name in columns}, **renamed)
    return ArraySubquery(rows.values(row=shown)[:most])


def _counted(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("project").annotate(n=Count("pk")).values("n")), 0)


def _summed(rows: QuerySet[Any], by: str, column: str) -> Coalesce:
    money = DecimalField(max_digits=14, decimal_places=2)
    total = rows.order_by().values(by).annotate(wan=Sum(column)).values("wan")
    return Coalesce(Subquery(total, output_field=money), Value(Decimal(0), output_field=money))


def _node(row: dict[str, Any], today: dt.date) -> MilestoneFacts:
    """A node as it is known today: what is to be done on a later day is not done yet."""
    done = _day(row["actual_on"])
    known = done if done and done <= today else None
    dates = _day(row["baseline_on"]), _day(row["planned_on"]), known
    return MilestoneFacts(row["name"], *dates, row["paused_days"])


def _update(row: dict[str, Any]) -> LastUpdate:
    at = dt.datetime.fromisoformat(row["submitted_at"])
    return LastUpdate(row["period_id"], _day(row["starts_on"]), row["declared"], row["unchanged"], at)


def _override(rows: list[dict[str, Any]]) -> Override | None:
    return next((Override(Lamp(row["lamp"]), _day(row["ends_on"]), row["by"], row["reason"]) for row in rows), None)


def _move(row: dict[str, Any]) -> Move:
    return Move(row["milestone_id"], row["follows_id"], (_day(row["to_on"]) - _day(row["from_on"])).days)


def _known_from(project: Any) -> tuple[dt.date, ...]:
    after = dt.timedelta(days=1)
    overstays = project.resumes_on + after if project.resumes_on else None
    dropped = project.key_until + after if project.key_until else None
    days = [project.closed_on, overstays, dropped, *(_day(each["actual_on"]) for each in project.seen_nodes)]
    return tuple(day for day in days if day)


def _day(text: str | None) -> Any:
    return dt.date.fromisoformat(text) if text else None
