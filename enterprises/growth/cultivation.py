"""A cultivation plan as it stands: each entry with what is missing and what comes next, and the sums of the plan."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from core.enums import Lamp
from enterprises.enums import ListingStage, PlanKind
from enterprises.growth.progress import StageReached, stage_of
from enterprises.models import CultivationPlan, ListingStageChange, PlanEntry, PlanEntryQuerySet, PlanStep

ONE_DAY = dt.timedelta(days=1)
ENOUGH_FOR_A_MEDIAN = 5  # firms; of fewer, a median says nothing
FURTHEST_FIRST = Case(*(When(stage=stage, then=Value(-place)) for place, stage in enumerate(ListingStage)))
# 已挂图: all of the four 定 are there.
CHARTED = Q(leader__isnull=False, responsible__isnull=False, due_on__isnull=False) & ~Q(task_force="")


@dataclass(frozen=True)
class Row:
    """An entry on a day, with its steps."""

    entry: PlanEntry
    today: dt.date
    steps: list[PlanStep]

    @property
    def missing(self) -> list[str]:
        return self.entry.missing_fours

    @cached_property
    def next_step(self) -> PlanStep | None:
        """The open step that is due first."""
        waiting = [step for step in self.steps if step.done_on is None]
        return min(waiting, key=lambda step: (step.due_on or dt.date.max, step.pk), default=None)

    @property
    def lamp(self) -> Lamp:
        """Done when recognised, else as the next step stands."""
        if self.entry.recognised_on:
            return Lamp.DONE
        return self.next_step.lamp(self.today) if self.next_step else Lamp.GREY

    @property
    def days_late(self) -> int:
        """Days since the next step was due; 0 when it is not late."""
        step = self.next_step
        return max(0, (self.today - step.due_on).days) if step and step.due_on else 0

    @property
    def is_late(self) -> bool:
        return self.entry.recognised_on is None and self.days_late > 0

    @property
    def stage(self) -> StageReached | None:
        """The stage on the road to the stock exchange that the firm is in. Expects prefetched stages."""
        return stage_of(self.entry.enterprise, self.today)


# What of a plan may be shown alone.
SHOWS: dict[str, Callable[[dt.date], Q]] = {
    "missing": lambda _today: ~CHARTED,
    "late": lambda today: Q(recognised_on__isnull=True, next_due_on__lt=today),
    "open": lambda _today: Q(recognised_on__isnull=True),
    "recognised": lambda _today: Q(recognised_on__isnull=False),
}


def rows_of(keys: Iterable[int], today: dt.date) -> dict[int, Row]:
    """The entries with these keys, with their firms, people, steps and stages: four queries, however many they are."""
    entries = PlanEntry.objects.filter(pk__in=keys).select_related("plan", "enterprise", "leader", "responsible")
    loaded = entries.prefetch_related("enterprise__listing_stages", "steps")
    return {entry.pk: Row(entry, today, list(entry.steps.all())) for entry in loaded}


class Median(Aggregate):
    """The middle of many spans of time."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True)
class Sums:
    """What of a plan is there: firms in it, with all four 定, recognised, late; and how much of its time is gone."""

    size: int
    entered: int
    charted: int
    recognised: int
    late: int
    completion: Decimal | None
    elapsed: Decimal | None
    median_days: int | None

    @classmethod
    def of(cls, plan: CultivationPlan, entries: PlanEntryQuerySet, today: dt.date) -> "Sums":
        """Count these entries of a plan, with one query."""
        stages = ListingStageChange.objects.filter(enterprise=OuterRef("enterprise")).order_by(FURTHEST_FIRST)
        latest = entries.order_by().annotate(
            reached=Subquery(stages.values("stage")[:1]), reached_on=Subquery(stages.values("on")[:1])
        )
        under_way = Q(reached_on__isnull=False) & ~Q(reached=ListingStage.LISTED)
        found = latest.aggregate(
            entered=Count("pk"),
            charted=Count("pk", filter=CHARTED),
            recognised=Count("pk", filter=SHOWS["recognised"](today)),
            late=Count("pk", filter=SHOWS["late"](today)),
            staying=Count("pk", filter=under_way),
            days=Median(_time_since("reached_on", today), filter=under_way, output_field=DurationField()),
        )
        staying, days = found.pop("staying"), found.pop("days")
        counts = found["recognised"] if plan.kind == PlanKind.CHAMPIONS else found["entered"]
        return cls(
            size=plan.size,
            completion=Decimal(counts) / plan.size if plan.size else None,
            elapsed=elapsed(plan, today),
            median_days=round(days / ONE_DAY) if staying >= ENOUGH_FOR_A_MEDIAN else None,
            **found,
        )

    def of_show(self, show: str) -> int:
        """How many entries one of SHOWS has; "" are all."""
        counts = {"missing": self.entered - self.charted, "late": self.late, "recognised": self.recognised}
        return {**counts, "open": self.entered - self.recognised}.get(show, self.entered)


def _time_since(column: str, today: dt.date) -> ExpressionWrapper:
    return ExpressionWrapper(Value(today, DateField()) - F(column), output_field=DurationField())


def elapsed(plan: CultivationPlan, today: dt.date) -> Decimal | None:
    """The share of the plan's time that is gone; None for a plan without an end."""
    if plan.due_on is None or plan.due_on <= plan.issued_on:
        return None
    gone = Decimal((today - plan.issued_on).days) / (plan.due_on - plan.issued_on).days
    return min(max(gone, Decimal(0)), Decimal(1))
