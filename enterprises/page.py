"""What the page of a firm shows: figures, requests, cultivation, listing; each part as far as the reader may see it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum
from django.utils import timezone

from core.models import User
from enterprises.enums import REQUEST_CLOSED, ListingStage, PlanKind, RequestState, UpgradeAxis
from enterprises.models import Contact, Enterprise, MonthlyFigures, PlanEntry, Request


@dataclass(frozen=True)
class Figures:
    """This year's output so far in 万元, against the same months of last year; None where nothing was reported."""

    output_wan: Decimal | None
    growth: Decimal | None
    latest: MonthlyFigures | None


def figures_of(firm: Enterprise) -> Figures:
    """Sum the year of the latest reported month. No growth where last year lacks one of the months compared."""
    latest = firm.figures.order_by("-month").first()
    if latest is None:
        return Figures(None, None, None)
    this, months = _output(firm, latest.month.year, latest.month.month)
    last, months_before = _output(firm, latest.month.year - 1, latest.month.month)
    comparable = this is not None and last and months == months_before
    return Figures(this, this / last - 1 if comparable else None, latest)


def _output(firm: Enterprise, year: int, month: int) -> tuple[Decimal | None, int]:
    """The output from January to a month, and how many months were reported."""
    rows = firm.figures.filter(month__gte=dt.date(year, 1, 1), month__lte=dt.date(year, month, 1))
    found = rows.aggregate(total=Sum("output_wan"), months=Count("pk"))
    return found["total"], found["months"]


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


@dataclass(frozen=True)
class ShownContact:
    """A contact with the number as this reader may see it."""

    contact: Contact
    phone: str
    may_call: bool


def contacts_of(firm: Enterprise, *, user: User) -> list[ShownContact]:
    """Contacts, their numbers in full only for those who may call. Expects prefetched contacts."""
    contacts = [each for each in firm.contacts.all() if each.left_on is None]
    in_full = bool(contacts) and user.has_perm("enterprises.see_phone", contacts[0])  # one firm, one answer
    return [
        ShownContact(each, each.phone if in_full else each.masked_phone, may_call=in_full and bool(each.phone))
        for each in contacts
    ]


@dataclass(frozen=True)
class Due:
    """A request with its clock at a moment: 余 4 天, 超时 1 天."""

    request: Request
    now: dt.datetime

    @property
    def left(self) -> int | None:
        """Days until the day of the next limit, negative when it has passed; None when nothing is due."""
        return self.request.days_left(timezone.localdate(self.now))

    @property
    def days(self) -> int:
        """Days left, or days over."""
        return abs(self.left or 0)

    @property
    def late(self) -> bool:
        return self.request.due_at is not None and self.request.due_at < self.now

    @property
    def lamp(self) -> str:
        """Red when late, amber in the last two days; done only by the firm's own word."""
        if self.request.state == RequestState.CONFIRMED:
            return "done"
        if self.left is None:
            return "grey"
        return "red" if self.late else "amber" if self.left <= 2 else "green"


def dues(requests: list[Request], now: dt.datetime) -> list[Due]:
    """Requests with their clocks, the most pressing first; then those that wait for the firm; closed ones last."""
    found = [Due(request, now) for request in requests]
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda due: (due.request.state in REQUEST_CLOSED, due.request.due_at or far))
