"""Monthly figures of the invented firms, and the planned paths of the output targets.

The figures begin fourteen months before the programme, so that its first day already has a year behind it.
The sum of twelve months begins near 530 亿元 and grows by some 11 亿元 a month, so that a demo made late in the second
year stands near 740 of 1000.
"""

import datetime as dt
import random
from collections.abc import Iterator
from decimal import Decimal

from core.kernel.workdays import ONE_DAY
from enterprises.models import MonthlyFigures
from targets.models import PlanPoint, Target
from zone_tracker.demo.firms import Firm
from zone_tracker.demo.people import People
from zone_tracker.demo.setting import Setting

# Output of the zone in the first month, and what each month adds, in 亿元.
FIRST_MONTH_YI, MORE_A_MONTH_YI = 37.14, 0.93
# Part of each highland in the output: in the first month, and PARTS_AFTER_MONTHS later. The rest has no highland.
PARTS = {"nev": (0.462, 0.4775), "optics": (0.076, 0.0845), "biomedical": (0.0555, 0.0508)}
PARTS_AFTER_MONTHS = 32
SEASONS = (0.97, 0.80, 1.06, 1.00, 1.01, 1.05, 0.97, 0.96, 1.03, 1.00, 1.05, 1.10)
MONTHS_BEFORE = 14  # so that twelve months are already reported when the programme begins
REPORTED_UNTIL_DAY = 15  # by then every firm has reported the month before
VERIFIER = "邱思衡"
YI_IN_WAN = 10_000
# Planned value at the start, the ends of the half-years, and the end, in 亿元.
PATHS = {
    "zone_output": (535, 625, 715, 795, 895, 1000),
    "cluster_nev": (245, 300, 345, 378, 440, 500),
    "cluster_optics": (40, 48, 54, 61, 80, 100),
    "cluster_biomedical": (30, 41, 51, 58, 78, 100),
}


def build(setting: Setting, found: People, firms: dict[str, Firm]) -> None:
    """Write the figures and the paths."""
    MonthlyFigures.objects.bulk_create(_figures(setting, found, list(firms.values())), batch_size=2000)
    PlanPoint.objects.bulk_create(_paths(setting))


def _months(setting: Setting) -> list[dt.date]:
    """Every month from MONTHS_BEFORE the programme to the last one that all firms have reported."""
    month = setting.programme.starts_on.replace(day=1)
    for _step in range(MONTHS_BEFORE):
        month = (month - ONE_DAY).replace(day=1)
    months = []
    while _next(month).replace(day=REPORTED_UNTIL_DAY) <= setting.today:
        months.append(month)
        month = _next(month)
    return months


def _next(month: dt.date) -> dt.date:
    return (month + ONE_DAY * 31).replace(day=1)


def _figures(setting: Setting, found: People, firms: list[Firm]) -> Iterator[MonthlyFigures]:
    dice = setting.dice("figures")
    verifier = found[VERIFIER]
    months = _months(setting)
    for nth, month in enumerate(months):
        zone_yi = (FIRST_MONTH_YI + MORE_A_MONTH_YI * nth) * SEASONS[month.month - 1]
        for cluster, part in _parts(nth).items():
            group = [firm for firm in firms if firm.spec.cluster == cluster]
            noisy = {firm.spec.short: firm.spec.weight * dice.uniform(0.94, 1.06) for firm in group}
            whole = sum(noisy.values())
            for firm in group:
                yi = zone_yi * part * noisy[firm.spec.short] / whole
                late = month == months[-1] and firm.spec.weight < 1.4  # small firms are still being checked
                yield _row(setting, dice, firm, month, output_wan=yi * YI_IN_WAN, verifier=None if late else verifier)


def _parts(nth: int) -> dict[str, float]:
    parts = {key: first + (later - first) * nth / PARTS_AFTER_MONTHS for key, (first, later) in PARTS.items()}
    return parts | {"": 1 - sum(parts.values())}


def _row(
    setting: Setting, dice: random.Random, firm: Firm, month: dt.date, *, output_wan: float, verifier: object
) -> MonthlyFigures:
    reported = setting.workday_after(_next(month).replace(day=dice.randint(8, 11)))
    return MonthlyFigures(
        enterprise=firm.row,
        month=month,
        output_wan=_money(output_wan),
        revenue_wan=_money(output_wan * dice.uniform(0.92, 1.01)),
        tax_wan=_money(output_wan * dice.uniform(0.028, 0.055)),
        rd_wan=_money(output_wan * dice.uniform(0.03, 0.07)),
        employees=max(24, round(output_wan * 12 / (118 + 60 * (firm.spec.weight > 8)) * dice.uniform(0.98, 1.02))),
        source="企业月报，统计科核",
        reported_on=min(reported, setting.today),
        verified_by=verifier,
        is_example=True,
    )


def _money(wan: float) -> Decimal:
    return Decimal(f"{wan:.2f}")


def _paths(setting: Setting) -> Iterator[PlanPoint]:
    start, end = setting.programme.starts_on, setting.programme.ends_on
    half_years = [(0, 12, 31), (1, 6, 30), (1, 12, 31), (2, 6, 30)]
    ends = [start, *(dt.date(start.year + later, month, day) for later, month, day in half_years), end]
    for target in Target.objects.filter(key__in=PATHS):
        for on, value in zip(ends, PATHS[target.key], strict=True):
            yield PlanPoint(target=target, on=on, value=value, is_example=True)
