"""Reading the targets as of a date: completion beside the share of time gone, lamp, forecast, what does not add up."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext as _

from core.enums import Lamp
from core.kernel.figures import date_doc
from core.kernel.keeping.freshness import kept
from targets.enums import Unit
from targets.evidence import figure
from targets.forecast import Forecast, forecast, needed_a_month
from targets.indicators import Indicator, Point, Track, indicator_of, value_at
from targets.models import Programme, Target
from targets.programmes import current

# The published rule of a target's lamp, in fractions of one behind the share of time gone.
RED_BEHIND = Decimal("0.10")


def lamp_rule() -> str:
    """The rule of a target's lamp, in words."""
    return _("完成率落后序时超过 10 个百分点为红灯，落后为黄灯，不落后为绿灯；尚无报送或登记为灰灯，达到目标为完成")


@dataclass(frozen=True)
class TargetReading:
    """A target as of a date. Fractions are of one; `value` is in the target's unit, None where nothing was reported."""

    target: Target
    as_of: dt.date
    track: Track
    value: Decimal | None
    elapsed: Decimal | None
    plan: tuple[Point, ...]

    @property
    def indicator(self) -> Indicator:
        return indicator_of(self.target)

    @property
    def is_registered(self) -> bool:
        """Whether anything was reported or registered by then: a register without a row counts nought, and says so."""
        return bool(self.track)

    @property
    def data_as_of(self) -> dt.date | None:
        """The day of the latest row behind the figure."""
        return self.track[-1].on if self.track else None

    @property
    def completion(self) -> Decimal | None:
        """完成率: actual over target."""
        if self.value is None or not self.target.value:
            return None
        return self.value / self.target.value

    @property
    def told_completion(self) -> Decimal | None:
        """完成率 as pages say it: none where nothing is registered, nought of a hundred would be a reproach."""
        return self.completion if self.is_registered else None

    @property
    def lamp(self) -> Lamp:
        """See `lamp_rule`."""
        if self.completion is None or self.elapsed is None or not self.is_registered:
            return Lamp.GREY
        if self.value is not None and self.target.is_reached_by(self.value):
            return Lamp.DONE
        behind = self.elapsed - self.completion
        if behind > RED_BEHIND:
            return Lamp.RED
        return Lamp.AMBER if behind > 0 else Lamp.GREEN

    @cached_property
    def forecast(self) -> Forecast | None:
        """What the figure comes to on the due date if the last twelve months go on; None without enough history."""
        if self.value is None or self.target.due_on is None:
            return None
        since = self.track[0].on + relativedelta(months=self.indicator.fills_in) if self.track else self.as_of
        whole = [point for point in self.track if point.on >= since]
        return forecast(whole, self.as_of, self.target.due_on, empty=self.indicator.empty)

    @property
    def is_over(self) -> bool:
        """Whether the due date has passed."""
        return self.target.due_on is not None and self.as_of > self.target.due_on

    @property
    def path(self) -> Decimal | None:
        """What the path plans for the day; None where the target has no path."""
        return planned_at(self.plan, self.as_of) if self.plan else None

    def at(self, day: dt.date) -> Decimal | None:
        """The figure of another day, as it is known now."""
        return value_at(self.track, day, empty=self.indicator.empty)

    def back_on(self, day: dt.date) -> "TargetReading":
        """The same target as of an earlier day, by what is known now."""
        track = self.track[: bisect_right(self.track, day, key=lambda point: point.on)]
        value = value_at(track, day, empty=self.indicator.empty)
        gone = elapsed(self.target, day, self.target.programme, self.plan)
        return replace(self, as_of=day, track=track, value=value, elapsed=gone)

    @property
    def compared(self) -> dict[str, tuple[dt.date, Decimal | None]]:
        """The days that a figure is held against, each with the figure of then: last Monday, a month and a year ago."""
        return {name: (day, self.at(day)) for name, day in days_before(self.as_of).items()}

    def sentence(self) -> str:
        """What the figure means, in one sentence or two that name the method."""
        if self.value is None:
            return _("尚无报送，先录入并核实企业月报。") if self.target.unit == Unit.YI else _("尚无报送。")
        if not self.is_registered:
            return _("尚无登记。")
        if self.target.value is None:
            return _("未定目标值，只列实际数。")
        if self.target.is_reached_by(self.value):
            return _("已达到目标。")
        if self.is_over:
            return _("计划期已结束，距目标差 %(gap)s %(unit)s。") % self._said(gap=self.target.value - self.value)
        if self.forecast is None:
            return _("可比的数据不足三期，不作推算。")
        return self._ahead(self.forecast, self.target.value)

    def _ahead(self, ahead: Forecast, goal: Decimal) -> str:
        said = self._said(value=ahead.median, gap=abs(goal - ahead.median), low=ahead.low, high=ahead.high)
        said |= {"due": date_doc(ahead.due)}
        if self.target.is_reached_by(ahead.median):
            return (
                _("按近一年节奏，%(due)s到 %(value)s %(unit)s（八成可能在 %(low)s 至 %(high)s 之间），可达到目标。")
                % said
            )
        needed = needed_a_month(self.value or Decimal(0), goal, self.as_of, ahead.due)
        pace = {"now": self._a_month(ahead.pace), "needed": self._a_month(needed)}
        return _(
            "按近一年节奏，%(due)s到 %(value)s %(unit)s，差 %(gap)s %(unit)s（八成可能在 %(low)s 至 %(high)s 之间）；"
            "要达标，月均须由 %(now)s 提高到 %(needed)s %(unit)s。"
        ) % (said | pace)

    def _said(self, **figures: Decimal) -> dict[str, str]:
        said = {name: figure(value, self.target.unit) for name, value in figures.items()}
        return said | {"unit": str(self.target.get_unit_display())}

    def _a_month(self, pace: Decimal | None) -> str:
        """What a month adds: two decimals for money, one for what is counted."""
        return f"{pace or 0:.2f}" if self.target.is_money else f"{pace or 0:.1f}"


def days_before(as_of: dt.date) -> dict[str, dt.date]:
    """The Monday before the day's own, the day a month ago (环比) and a year ago (同比)."""
    return {
        "week": as_of - dt.timedelta(days=as_of.weekday() or 7),
        "month": as_of - relativedelta(months=1),
        "year": as_of - relativedelta(years=1),
    }


def read_target(target: Target, as_of: dt.date) -> TargetReading:
    """Read one target of the tree. What a day added is kept, so nothing is added up anew."""
    indicator = indicator_of(target)
    track = indicator.track(as_of)
    path = tuple(Point(point.on, point.value) for point in target.plan_points.all())
    return TargetReading(
        target=target,
        as_of=as_of,
        track=track,
        value=value_at(track, as_of, empty=indicator.empty),
        elapsed=elapsed(target, as_of, target.programme, path),
        plan=path,
    )


def read_all(as_of: dt.date, programme: Programme | None = None) -> list[TargetReading]:
    """Read every target of a programme in the order of the tree; where none is named, of the one current then."""
    return [read_target(target, as_of) for target in all_targets(programme or current(as_of))]


def read_parts(target: Target, as_of: dt.date) -> list[TargetReading]:
    """Read the targets that a target is made of."""
    return [read_target(each, as_of) for each in all_targets(target.programme) if each.parent_id == target.pk]


def all_targets(programme: Programme | None = None) -> list[Target]:
    """Every target of a programme, of today's where none is named, with its parent and its path, in the order of the
    tree. Kept until one is written.
    """
    shown = programme or current(timezone.localdate())
    rows = Target.objects.select_related("programme", "parent").prefetch_related("plan_points")
    return [
        each for each in kept("targets", lambda: list(rows), part="tree") if shown and each.programme_id == shown.pk
    ]


def elapsed(target: Target, as_of: dt.date, programme: Programme, plan: Sequence[Point] = ()) -> Decimal | None:
    """序时进度: the planned path at a date over the target, or else the share of days gone. None without a due date."""
    if target.due_on is None or target.value is None:
        return None
    if plan:
        return _clamp(planned_at(plan, as_of) / target.value)
    days = (target.due_on - programme.starts_on).days
    return _clamp(Decimal((as_of - programme.starts_on).days) / days) if days > 0 else Decimal(1)


def planned_at(plan: Sequence[Point], on: dt.date) -> Decimal:
    """The planned value of a day, on straight lines between the points of the path."""
    before = [point for point in plan if point.on <= on]
    after = [point for point in plan if point.on > on]
    if not before:
        return plan[0].value
    if not after:
        return plan[-1].value
    left, right = before[-1], after[0]
    share = Decimal((on - left.on).days) / (right.on - left.on).days
    return left.value + (right.value - left.value) * share


def _clamp(share: Decimal) -> Decimal:
    return min(Decimal(1), max(Decimal(0), share))


@dataclass(frozen=True)
class Gap:
    """What does not add up: a goal, the parts that somebody answers for, and the rest that nobody does (亿元)."""

    goal: Target
    parts: list[Target]

    @property
    def owned(self) -> Decimal:
        return sum((part.value or Decimal(0) for part in self.parts), Decimal(0))

    @property
    def missing(self) -> Decimal:
        return (self.goal.value or Decimal(0)) - self.owned


def find_gap(targets: Sequence[Target]) -> Gap | None:
    """The output goal against the goals of the highlands; None when they agree or are not there."""
    goal = next((target for target in targets if target.key == "zone_output"), None)
    parts = [target for target in targets if target.parent and target.parent.key == "layout" and target.is_money]
    if goal is None or not parts:
        return None
    gap = Gap(goal, parts)
    return gap if gap.missing > 0 else None
