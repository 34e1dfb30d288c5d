"""What stands beside the four digits: the listing funnel, money, and what a week changed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import enterprises.metrics
import finance.metrics
from core.kernel.figures import adding_up, left
from enterprises.enums import ListingStage
from finance.metrics import Funnel
from targets.evidence import YI, figure
from targets.figures.reported import Reported, reported_sum
from targets.readings import TargetReading, days_before


@dataclass(frozen=True)
class Column:
    """A column of the listing funnel: its middle in percent, height and top in pixels."""

    label: str
    count: int
    x: str
    middle: str
    y: int
    height: int
    reached: bool
    scope: str


def listing_columns(as_of: dt.date) -> list[Column]:
    """The listing reserve by the stage that each firm has reached."""
    counts = enterprises.metrics.listing_funnel(as_of)
    stages = [("", _("未启动")), *((stage.value, str(stage.label)) for stage in ListingStage)]
    highest = max([*counts.values(), 1])
    slot = Decimal(100) / len(stages)
    columns = []
    for number, (stage, label) in enumerate(stages):
        count, left = counts.get(stage, 0), slot * number + slot * Decimal("0.2")
        height = round(95 * count / highest)
        columns.append(
            Column(
                label,
                count,
                f"{left:.2f}",
                f"{slot * number + slot / 2:.2f}",
                126 - height,
                height,
                stage == ListingStage.LISTED,
                f"listing_stage:{stage or 'none'}",
            )
        )
    return columns


@dataclass(frozen=True)
class MoneyRow:
    """A step of the funnel: its width in percent of the widest; `given` is what banks gave."""

    label: str
    value: Decimal
    width: str
    given: bool
    figure: str
    silent: bool = False  # not one row is registered


@dataclass(frozen=True)
class Sum:
    """All credit, or all money drawn, in 亿元: as the goal reads it, and where somebody reported a sum without rows
    how much that was, and what is registered after it and in all."""

    label: str
    value: Decimal | None
    figure: str
    reported: Reported | None


@dataclass(frozen=True)
class Stuck:
    """What is not drawn for a reason, in 亿元; without scope what was only reported, so that no line gives a reason."""

    label: str
    value: Decimal
    scope: str
    said: str = ""  # as it is written: the reasons make what is not drawn


@dataclass(frozen=True)
class Money:
    """产融对接 in 亿元: needs followed through their steps, all credit and all money drawn, with what was reported
    without rows, what of it is not drawn (and as it is written), and why."""

    rows: list[MoneyRow]
    sums: list[Sum]
    undrawn: Decimal | None
    undrawn_shown: Decimal | None
    draw_rate: Decimal | None
    stuck: list[Stuck]

    @property
    def told(self) -> list[MoneyRow | Sum]:
        """What the week's report says in words: the steps, where a need is registered at all, and the sums."""
        return [*(row for row in self.rows if not row.silent), *self.sums]

    @property
    def is_reported(self) -> bool:
        """Whether anything was reported without rows."""
        return any(each.reported for each in self.sums)


def money(readings: Sequence[TargetReading], as_of: dt.date) -> Money:
    """The funnel from the rows of needs, which only narrows; the sums as the targets read them, reports included."""
    by_key = {reading.target.key: reading.value for reading in readings}
    funnel: Funnel = finance.metrics.funnel(as_of)
    granted, drawn = by_key.get("credit_granted"), by_key.get("credit_drawn")
    rows, sums = _steps(funnel), _sums(granted, drawn, as_of)
    undrawn = granted - drawn if granted is not None and drawn is not None else None
    rate = drawn / granted if granted and drawn is not None else None
    stuck = [Stuck(str(why.label), wan / YI, f"reason:{why}") for why, wan in finance.metrics.stuck(as_of)]
    whole, again = funnel.whole, finance.metrics.funnel(as_of, revolving=True).whole.repaid_wan
    silent = whole.undrawn_wan / YI - sum((each.value for each in stuck), Decimal(0))
    further = [
        (_("未登记原因"), silent, "reason:none"),
        (_("已到期未用"), whole.expired_wan / YI, ""),
        (_("下调和终止"), whole.lowered_wan / YI, ""),
        (_("减去循环额度还款"), -again / YI, ""),
    ]
    stuck += [Stuck(label, value, scope) for label, value, scope in further if value]
    registered = (whole.granted_wan - whole.drawn_wan) / YI
    if undrawn is not None and undrawn > registered:
        stuck.append(Stuck(_("报告数，未逐笔登记"), undrawn - registered, ""))
    shown = None if granted is None or drawn is None else left(granted, drawn, 2)
    said = adding_up([each.value for each in stuck], 2, shown)
    stuck = [replace(each, said=str(words)) for each, words in zip(stuck, said, strict=True)]
    return Money(rows, sums, undrawn, shown, rate, stuck)


def _steps(funnel: Funnel) -> list[MoneyRow]:
    said = [
        (_("融资需求"), funnel.raised, False, "needs_raised"),
        (_("已对接"), funnel.matched, False, "needs_matched"),
        (_("已授信"), funnel.granted, True, "needs_granted"),
        (_("已放款"), funnel.drawn, True, "needs_drawn"),
    ]
    widest = funnel.raised.wan or Decimal(1)
    return [
        MoneyRow(label, step.wan / YI, f"{step.wan / widest * 100:.1f}", given, key, silent=not funnel.raised.needs)
        for label, step, given, key in said
    ]


def _sums(granted: Decimal | None, drawn: Decimal | None, as_of: dt.date) -> list[Sum]:
    return [
        Sum(_("累计授信"), granted, "credit_granted", reported_sum("credit_granted", as_of)),
        Sum(_("累计放款"), drawn, "credit_drawn", reported_sum("credit_drawn", as_of)),
    ]


@dataclass(frozen=True)
class Change:
    """How a figure moved since last Monday."""

    label: str
    value: str


CHANGES: dict[str, Promise] = {
    "zone_output": gettext_lazy("产值（亿元）"),
    "talent_total": gettext_lazy("人才认定"),
    "champion_firms": gettext_lazy("冠军认定"),
    "credit_granted": gettext_lazy("授信（亿元）"),
    "credit_drawn": gettext_lazy("放款（亿元）"),
}


def week_changes(readings: Sequence[TargetReading], as_of: dt.date) -> list[Change]:
    """Each figure against last Monday; one that was not reported then is said to be new, not to have grown."""
    found = []
    for reading in readings:
        if reading.target.key not in CHANGES or reading.value is None:
            continue
        label, unit = str(CHANGES[reading.target.key]), reading.target.unit
        before = reading.at(days_before(as_of)["week"])
        if before is None:
            found.append(Change(_("%(name)s 首次报告") % {"name": label}, figure(reading.value, unit)))
            continue
        difference = reading.value - before
        sign = "+" if difference > 0 else "−" if difference < 0 else ""
        found.append(Change(label, sign + figure(abs(difference), unit)))
    return found
