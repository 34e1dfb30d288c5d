"""How far a firm has come: the road to a listing, and the axes of upgrading."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from enterprises.enums import ListingStage, PlanKind, UpgradeAxis
from enterprises.models import Enterprise, PlanEntry


@dataclass(frozen=True)
class StageReached:
    """A stage on the road to the stock exchange, and when the firm entered it; `on` is None while it lies ahead."""

    stage: ListingStage
    on: dt.date | None
    source: str = ""
    days: int | None = None  # in this stage: until the next one was entered, or until today; None ahead and when listed


def listing_road(firm: Enterprise, today: dt.date) -> list[StageReached]:
    """All stages in order; an empty list for a firm that is not on that road. Expects prefetched entries and stages."""
    reached = {row.stage: row for row in firm.listing_stages.all()}
    if not reached and not any(entry.plan.kind == PlanKind.LISTING for entry in firm.plan_entries.all()):
        return []
    road, until = [], today
    for stage in reversed(ListingStage):
        row = reached.get(stage)
        if row is None:
            road.append(StageReached(stage, None))
            continue
        days = None if stage == ListingStage.LISTED else (until - row.on).days
        road.append(StageReached(stage, row.on, row.source, days))
        until = row.on
    return road[::-1]


def stage_of(firm: Enterprise, today: dt.date) -> StageReached | None:
    """The furthest stage that a firm has entered; None before the first. Expects prefetched stages."""
    reached = {row.stage: row for row in firm.listing_stages.all()}
    last = next((reached[stage] for stage in reversed(ListingStage) if stage in reached), None)
    if last is None:
        return None
    stage = ListingStage(last.stage)
    return StageReached(stage, last.on, last.source, None if stage == ListingStage.LISTED else (today - last.on).days)


@dataclass(frozen=True)
class AxisProgress:
    """Steps done of all steps on one of the five upgrades."""

    axis: UpgradeAxis
    done: int
    steps: int

    @property
    def share(self) -> Decimal:
        return Decimal(self.done) / self.steps if self.steps else Decimal(0)


def axes_of(entry: PlanEntry) -> list[AxisProgress]:
    """The five upgrades of an entry; those without a step are left out. Expects prefetched steps."""
    steps = list(entry.steps.all())
    found = []
    for axis in UpgradeAxis:
        ours = [step for step in steps if step.axis == axis]
        if ours:
            found.append(AxisProgress(axis, sum(step.done_on is not None for step in ours), len(ours)))
    return found
