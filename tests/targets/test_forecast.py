"""推算: a pace that no single leap moves, and a range that holds in about eight of ten cases."""

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from dateutil.relativedelta import relativedelta
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from targets.forecast import Forecast, forecast, needed_a_month, slope
from targets.indicators import Point, Track, value_at
from tests.targets.histories import HISTORIES, START

AS_OF, DUE = dt.date(2026, 11, 30), dt.date(2027, 12, 31)
RUNS, AHEAD = 400, (3, 6, 12, 18)  # histories of a kind; months from the day to the due date
TOLD = Path(settings.BASE_DIR, "docs", "forecast.md")


def monthly(*values: int, until: dt.date = AS_OF) -> Track:
    count = len(values) - 1
    return [Point(until - relativedelta(months=count - n), Decimal(value)) for n, value in enumerate(values)]


def look(track: Track, as_of: dt.date = AS_OF, due: dt.date = DUE) -> Forecast | None:
    return forecast(track, as_of, due, empty=None)


def test_an_even_pace_goes_on_without_doubt() -> None:
    ahead = look(monthly(*range(100, 230, 10)))
    assert ahead is not None
    assert ahead.pace == 10
    assert ahead.low == ahead.median == ahead.high
    assert round(ahead.median) == 220 + round(10 * 396 / 30.4375)


def test_one_leap_moves_the_range_and_not_the_pace() -> None:
    even, leapt = [100 + 10 * n for n in range(13)], [100 + 10 * n + (300 if n > 8 else 0) for n in range(13)]
    mean = Decimal(leapt[-1] - leapt[0]) / 12
    assert slope([Decimal(value) for value in leapt]) < mean / 2, "the control: the mean would more than double"
    before, after = look(monthly(*even)), look(monthly(*leapt))
    assert before is not None
    assert after is not None
    assert after.high - after.low > before.high - before.low


@pytest.mark.parametrize("values", [(), (5,), (5, 6)])
def test_two_points_are_no_history(values: tuple[int, ...]) -> None:
    assert look(monthly(*values)) is None
    assert look(monthly(5, 6, 7)) is not None, "the control: three are"


def test_three_points_of_which_one_is_old_are_none() -> None:
    old = [Point(AS_OF - relativedelta(months=20), Decimal(5)), *monthly(6, 7)]
    assert look(old) is None


def test_after_the_due_date_nothing_is_forecast() -> None:
    track = monthly(*range(13))
    assert look(track, due=AS_OF) is None
    assert look(track, due=AS_OF + dt.timedelta(days=1)) is not None


def test_what_is_needed_a_month() -> None:
    needed = needed_a_month(Decimal("741.12"), Decimal(1000), AS_OF, DUE)
    assert needed is not None
    assert round(needed, 2) == round(Decimal("258.88") / (Decimal(396) / Decimal("30.4375")), 2)
    assert needed_a_month(Decimal(1001), Decimal(1000), AS_OF, DUE) == 0
    assert needed_a_month(Decimal(1), Decimal(2), DUE, DUE) is None


@given(st.lists(st.integers(0, 10_000), min_size=3, max_size=13))
def test_the_range_holds_its_median_and_nothing_is_less_than_nought(values: list[int]) -> None:
    ahead = look(monthly(*values))
    assert ahead is not None
    assert 0 <= ahead.low <= ahead.median <= ahead.high


@given(st.lists(st.integers(0, 10_000), min_size=4, max_size=13), st.integers(0, 10_000))
def test_what_came_later_changes_no_forecast_of_then(values: list[int], later: int) -> None:
    then = AS_OF - relativedelta(months=1)
    track = monthly(*values, until=then)
    assert look([*track, Point(AS_OF, Decimal(later))], as_of=then) == look(track, as_of=then)


def held(kind: str) -> dict[int, Decimal]:
    """How often the range held, by months ahead, seen from the second year's end of each history."""
    chance, kept = Random(18), {ahead: [0, 0] for ahead in AHEAD}
    empty = Decimal(0) if kind == "heads" else None
    as_of = START + relativedelta(months=24)
    for _ in range(RUNS):
        track = HISTORIES[kind](chance)
        for ahead, counts in kept.items():
            due = as_of + relativedelta(months=ahead)
            told, real = forecast(track, as_of, due, empty=empty), value_at(track, due, empty=empty)
            if told is not None and real is not None:
                counts[0] += told.is_within(real)
                counts[1] += 1
    return {ahead: round(Decimal(yes) / known, 2) for ahead, (yes, known) in kept.items()}


def test_the_range_holds_in_about_eight_of_ten_cases_and_the_docs_say_how_often() -> None:
    """The table of docs/forecast.md is what comes out here."""
    found = {kind: held(kind) for kind in HISTORIES}
    shares = [share for by_month in found.values() for share in by_month.values()]
    assert Decimal("0.76") <= sum(shares) / len(shares) <= Decimal("0.84")
    assert min(shares) > Decimal("0.6")
    rows = ((kind, *(f"{by_month[ahead]:.0%}" for ahead in AHEAD)) for kind, by_month in found.items())
    table = [f"| {' | '.join(row)} |" for row in rows]
    assert re.findall(r"^\| (?!history).*\|$", TOLD.read_text(encoding="utf-8"), re.M) == table
