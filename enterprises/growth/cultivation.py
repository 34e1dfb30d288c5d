"""A cultivation plan as it stands: each entry with what is missing and what comes next, and the sums of the plan."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from core.enums import Lamp
from enterprises.enums import PlanKind
from enterprises.growth.progress import StageReached, listing_road
from enterprises.models import CultivationPlan, PlanEntry, PlanStep

ENOUGH_FOR_A_MEDIAN = 5  # firms; of fewer, a median says nothing


@dataclass(frozen=True)
class Row:
    """An entry on a day, with its steps."""

    entry: PlanEntry
    today: dt.date
    steps: list[PlanStep]

    @property
    def missing(self) -> list[str]:
        return self.entry.missing_fours

    @property
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
        return next((each for each in reversed(listing_road(self.entry.enterprise, self.today)) if each.on), None)


def rows_of(entries: Iterable[PlanEntry], today: dt.date) -> list[Row]:
    """Entries with their prefetched steps, what presses first: the longest late, what is due next, the recognised."""
    rows = [Row(entry, today, list(entry.steps.all())) for entry in entries]
    return sorted(rows, key=_pressing)


def _pressing(row: Row) -> tuple[bool, dt.date, int]:
    if on := row.entry.recognised_on:
        return True, on, row.entry.pk
    step = row.next_step
    return False, (step and step.due_on) or dt.date.max, row.entry.pk


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
    def of(cls, plan: CultivationPlan, rows: list[Row], today: dt.date) -> "Sums":
        recognised = sum(row.entry.recognised_on is not None for row in rows)
        counts = recognised if plan.kind == PlanKind.CHAMPIONS else len(rows)
        in_stage = [row.stage.days for row in rows if row.stage and row.stage.days is not None]
        return cls(
            size=plan.size,
            entered=len(rows),
            charted=sum(not row.missing for row in rows),
            recognised=recognised,
            late=sum(row.is_late for row in rows),
            completion=Decimal(counts) / plan.size if plan.size else None,
            elapsed=_elapsed(plan, today),
            median_days=round(median(in_stage)) if len(in_stage) >= ENOUGH_FOR_A_MEDIAN else None,
        )


def _elapsed(plan: CultivationPlan, today: dt.date) -> Decimal | None:
    """The share of the plan's time that is gone; None for a plan without an end."""
    if plan.due_on is None or plan.due_on <= plan.issued_on:
        return None
    gone = Decimal((today - plan.issued_on).days) / (plan.due_on - plan.issued_on).days
    return min(max(gone, Decimal(0)), Decimal(1))
