"""The arithmetic of the bench: percentiles, ratios within a round, growth against another scale, and budgets."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

BUDGETED = ("queries", "rows", "kb")
Budgets = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Sample:
    """What some requests of one page cost in one round: ms each, and CPU ms a request of the web and of PostgreSQL."""

    times_ms: tuple[float, ...]
    web_ms: float
    db_ms: float

    @property
    def p50_ms(self) -> float:
        return statistics.median(self.times_ms)

    @property
    def cpu_ms(self) -> float:
        """All CPU of a request."""
        return self.web_ms + self.db_ms


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that this share of all values does not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = -(-len(ordered) * share // 1)  # rounded up
    return ordered[max(0, int(rank) - 1)]


def ratio(part: float, whole: float) -> float | None:
    """How many times; None against nothing, as when a floor was too quick for the clock."""
    return part / whole if whole else None


def median_ratio(parts: Sequence[float], wholes: Sequence[float]) -> float | None:
    """The median of the rounds' own ratios: what slowed a round down slowed both sides of its ratio down."""
    ratios = [found for part, whole in zip(parts, wholes, strict=True) if (found := ratio(part, whole)) is not None]
    return statistics.median(ratios) if ratios else None


def rounded(value: float | None, places: int = 2) -> float | None:
    """A number as it is written down."""
    return None if value is None else round(value, places)


def cost(samples: Sequence[Sample]) -> dict[str, float]:
    """What a page or a floor costs over all rounds."""
    times = [each for sample in samples for each in sample.times_ms]
    return {
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(percentile(times, 0.95), 2),
        "cpu_ms": round(statistics.median(sample.web_ms for sample in samples), 2),
        "db_cpu_ms": round(statistics.median(sample.db_ms for sample in samples), 2),
    }


def against(samples: Sequence[Sample], floors: Sequence[Sample]) -> dict[str, float | None]:
    """How many times its floor a page takes, by time and by all CPU, round by round."""
    return {
        "ratio_p50": rounded(median_ratio([each.p50_ms for each in samples], [each.p50_ms for each in floors])),
        "ratio_cpu": rounded(median_ratio([each.cpu_ms for each in samples], [each.cpu_ms for each in floors])),
    }


def growth(page: Mapping[str, Any], other: Mapping[str, Any] | None) -> float | None:
    """How many times the CPU that the same page took in another run, mostly of a smaller scale."""
    if other is None:
        return None
    return rounded(ratio(page["cpu_ms"] + page["db_cpu_ms"], other["cpu_ms"] + other["db_cpu_ms"]))


def with_growth(pages: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each page with its growth; null for one that the other run does not have."""
    by_name = {other["page"]: other for other in others}
    return [dict(page) | {"growth": growth(page, by_name.get(page["page"]))} for page in pages]


def budgets_of(pages: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """What is found now, plus nothing."""
    return {page["page"]: {kind: page[kind] for kind in BUDGETED} for page in pages}


def exceeded(pages: Sequence[Mapping[str, Any]], budgets: Budgets) -> list[str]:
    """What is above its budget, has none, or has one without a page: one sentence each."""
    faults = []
    for page in pages:
        budget = budgets.get(page["page"])
        if budget is None:
            faults.append(f"{page['page']}: it has no budget")
            continue
        above = [kind for kind in BUDGETED if page[kind] > budget[kind]]
        faults += [f"{page['page']}: {page[kind]} {kind}, the budget is {budget[kind]}" for kind in above]
    gone = budgets.keys() - {page["page"] for page in pages}
    return faults + [f"{name}: there is a budget, but no page" for name in sorted(gone)]
