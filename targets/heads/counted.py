"""What the talents' overview and `manage.py heads` tell: who counts beside the goals, who does not, and why."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Count, F
from django.utils.translation import gettext as _

import talent.metrics
from enterprises.models import Enterprise
from talent.counting import ONE_DAY
from talent.enums import Category, LeftHow, Missing, ProofKind
from talent.models import CategoryChange, HeadSpan, Proof, Quota, Talent
from talent.unproven import unproven
from targets.readings import TargetReading, read_all

RUNS_OUT_DAYS = 30
FIRMS_SHOWN = 8
MOST_TO_DO = 6


def readings_of(as_of: dt.date) -> dict[Category, TargetReading]:
    """How the target of each category stands on a day; none where there is no programme."""
    found = {reading.target.key: reading for reading in read_all(as_of)}
    return {each: found[f"talent_{each}"] for each in Category if f"talent_{each}" in found}


def left_on(as_of: dt.date) -> Counter[str]:
    """Who is away on a day, by the category of that day."""
    rows = Talent.objects.left(as_of).in_category_of(as_of).order_by()
    return Counter(rows.values_list("then", flat=True))


# --- By quarter -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Quarter:
    """What a quarter brought, and what it must still bring to reach the goal; geometry in a 400 × 118 box."""

    label: str
    came: int
    need: int
    is_now: bool
    x: str = ""
    middle: str = ""
    wide: str = ""
    came_y: str = ""
    came_height: str = ""
    need_y: str = ""
    need_height: str = ""
    text_y: str = ""

    @property
    def all(self) -> int:
        """What stands above the bar: what came, of a quarter to come what must."""
        return self.came or self.need


@dataclass(frozen=True)
class Quarters:
    """Every quarter from the programme's first to the goal's last."""

    each: list[Quarter]
    even_y: str
    last: int | None  # what the quarter before this one brought
    needs: tuple[int, int] | None  # the least and the most that a quarter to come must bring


WIDTH, FLOOR, CEILING = Decimal(400), Decimal(94), Decimal(22)


def quarters(reading: TargetReading) -> Quarters | None:
    """Draw what came by quarter and what must come; None without a goal or a due date."""
    target, today = reading.target, reading.as_of
    if target.value is None or target.due_on is None:
        return None
    category = Category(target.key.removeprefix("talent_"))
    sums, first = talent.metrics.heads(category), quarter_of(target.programme.starts_on)
    starts = []
    while first <= target.due_on:
        starts.append(first)
        first += relativedelta(months=3)
    now = quarter_of(today)
    came = {
        on: int(sums.total(min(on + relativedelta(months=3) - ONE_DAY, today)) - sums.total(on - ONE_DAY))
        for on in starts
        if on <= now
    }
    left = [on for on in starts if on >= now]
    need = _needs(int(target.value), int(sums.total(now - ONE_DAY)), int(sums.total(today)), left)
    rows = [Quarter(_named(on, now, starts), came.get(on, 0), need.get(on, 0), on == now) for on in starts]
    even = target.value / len(starts)
    top = max(even, *(Decimal(max(row.came, 0) + row.need) for row in rows))
    ahead = [need[on] for on in left if on > now]
    before = [came[on] for on in starts if on < now]
    return Quarters(
        [_drawn(row, n, len(rows), top) for n, row in enumerate(rows)],
        f"{FLOOR - (FLOOR - CEILING) * even / top:.1f}",
        before[-1] if before else None,
        (min(ahead), max(ahead)) if ahead else None,
    )


def quarter_of(day: dt.date) -> dt.date:
    """The first day of its quarter."""
    return dt.date(day.year, day.month - (day.month - 1) % 3, 1)


def _needs(goal: int, at_start: int, now: int, left: list[dt.date]) -> dict[dt.date, int]:
    """What each quarter that is left must still bring: the gap at the start of this one, evenly, the last ones more."""
    gap = max(goal - now, 0)
    if not left:
        return {}
    of_this = min(max((max(goal - at_start, 0)) // len(left) - (now - at_start), 0), gap) if len(left) > 1 else gap
    rest, ahead = gap - of_this, left[1:]
    return {left[0]: of_this} | {
        on: rest * (n + 1) // len(ahead) - rest * n // len(ahead) for n, on in enumerate(ahead)
    }


def _named(on: dt.date, now: dt.date, starts: list[dt.date]) -> str:
    if on == now:
        return _("本季")
    near = abs((on.year - now.year) * 4 + (on.month - now.month) // 3) == 1
    is_told = on in (starts[0], starts[-1]) or on.month == 1
    return f"{on:%y}Q{(on.month + 2) // 3}" if is_told and not near else ""


def _drawn(row: Quarter, n: int, count: int, top: Decimal) -> Quarter:
    step, scale = WIDTH / count, (FLOOR - CEILING) / (top or 1)
    wide = min(Decimal(22), step * Decimal("0.62"))
    x, came = step * n + (step - wide) / 2, max(row.came, 0) * scale
    need = row.need * scale
    return Quarter(
        row.label,
        row.came,
        row.need,
        row.is_now,
        f"{x:.1f}",
        f"{x + wide / 2:.1f}",
        f"{wide:.1f}",
        f"{FLOOR - came:.1f}",
        f"{came:.1f}",
        f"{FLOOR - came - need:.1f}",
        f"{need:.1f}",
        f"{FLOOR - came - need - 6:.1f}",
    )


# --- 待佐证 -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Lacking:
    """How many lack something, by category; who lacks several things stands with the first."""

    reason: Missing
    by_category: list[int]

    @property
    def all(self) -> int:
        """All of them."""
        return sum(self.by_category)


def lacking(as_of: dt.date) -> list[Lacking]:
    """待佐证 by what is missing first."""
    found = Counter((each.reasons[0], each.category) for each in unproven(as_of) if each.reasons)
    rows = [Lacking(reason, [found[reason, category] for category in Category]) for reason in Missing]
    return [row for row in rows if row.all]


# --- By firm and cluster ----------------------------------------------------------------------------------------------
@dataclass
class OfFirm:
    """Heads of a firm beside its quota."""

    firm: Enterprise | None
    counted: Counter[str] = field(default_factory=Counter)
    quota: int = 0
    unproven: int = 0
    this_quarter: int = 0
    firms: int = 1

    @property
    def all(self) -> int:
        """Those who count."""
        return sum(self.counted.values())

    @property
    def by_category(self) -> list[int]:
        """In the order of the plan."""
        return [self.counted[category] for category in Category]

    @property
    def share(self) -> Decimal | None:
        """Of the quota."""
        return Decimal(self.all) / self.quota if self.quota else None

    @property
    def gap(self) -> int:
        """How many are still to come."""
        return max(self.quota - self.all, 0)


def by_firm(as_of: dt.date, year: int) -> list[OfFirm]:
    """Every firm that has heads, people who wait or a quota; by quota, then by heads. Without a firm last."""
    found: dict[int | None, OfFirm] = defaultdict(lambda: OfFirm(None))
    heads = HeadSpan.objects.on(as_of).order_by().values_list("talent__enterprise", "category")
    for firm, category, n in heads.annotate(n=Count("pk")):
        found[firm].counted[category] += n
    for firm, heads_due in Quota.objects.filter(year=year).order_by().values_list("enterprise", "heads"):
        found[firm].quota += heads_due
    for each in unproven(as_of):
        found[each.enterprise].unproven += 1
    start = quarter_of(as_of)
    turns = HeadSpan.objects.order_by().annotate(firm=F("talent__enterprise")).values_list("firm")
    for firm, n in turns.filter(since__gte=start, since__lte=as_of).annotate(n=Count("pk")):
        found[firm].this_quarter += n
    ended = turns.filter(until__gte=start - ONE_DAY, until__lt=as_of)
    for firm, n in ended.annotate(n=Count("pk")):
        found[firm].this_quarter -= n
    firms = Enterprise.objects.select_related("cluster").in_bulk([pk for pk in found if pk])
    for pk, row in found.items():
        row.firm = firms.get(pk) if pk else None
    return sorted(found.values(), key=lambda row: (row.firm is None, -row.quota, -row.all))


def added(rows: Iterable[OfFirm]) -> OfFirm:
    """Several as one row."""
    whole = OfFirm(None, firms=0)
    for row in rows:
        whole.counted += row.counted
        whole.quota += row.quota
        whole.unproven += row.unproven
        whole.this_quarter += row.this_quarter
        whole.firms += row.firm is not None
    return whole


def by_cluster(rows: Iterable[OfFirm]) -> list[tuple[str, int]]:
    """Heads of each cluster, the most first; those of no cluster last."""
    found: Counter[str] = Counter()
    for row in rows:
        cluster = row.firm.cluster if row.firm else None
        found[cluster.name if cluster else ""] += row.all
    told = sorted(((name, n) for name, n in found.items() if name and n), key=lambda each: -each[1])
    return [*told, *((_("其他"), n) for name, n in found.items() if not name and n)]


# --- To do, and who left ----------------------------------------------------------------------------------------------
def running_out(as_of: dt.date) -> list[Proof]:
    """Proofs of people who count that end within thirty days, the soonest first."""
    counted = Talent.objects.counted(as_of).order_by().values("pk")
    soon = Proof.objects.filter(until__range=(as_of, as_of + ONE_DAY * RUNS_OUT_DAYS), talent__in=counted)
    later = Proof.objects.filter(until__isnull=True) | Proof.objects.filter(until__gt=as_of + ONE_DAY * RUNS_OUT_DAYS)
    renewed = set(later.filter(talent__in=soon.values("talent")).values_list("talent", "kind"))
    rows = soon.exclude(kind=ProofKind.RECOGNITION).select_related("talent__enterprise").order_by("until", "pk")
    return [proof for proof in rows if (proof.talent_id, proof.kind) not in renewed]


def leavers(as_of: dt.date) -> dict[str, Any]:
    """Who left, by how, and how many changed their category."""
    how = Counter(Talent.objects.left(as_of).order_by().values_list("left_how", flat=True))
    changes = CategoryChange.objects.filter(on__lte=as_of).order_by().values("talent")
    changed = changes.annotate(n=Count("pk")).filter(n__gt=1).count()
    return {"how": [(each.label, how[each]) for each in LeftHow if how[each]], "changed": changed, "all": how.total()}
