"""How figures are rounded where they are shown."""

import re
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import figures
from core.kernel import figures as beside

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("fraction", "shown"),
    [
        (D("0.9996"), "99.9%"),
        (D("0.99949"), "99.9%"),
        (D("0.9999999999"), "99.9%"),
        (0.9996, "99.9%"),
        (D(1), "100.0%"),
        (1, "100.0%"),
        (D("1.0004"), "100.0%"),
        (D("1.0005"), "100.1%"),
        (D("-0.0004"), "0.0%"),
        (-0.0, "0.0%"),
        (D("-0.0005"), "-0.1%"),
        (D("-0.9996"), "-99.9%"),
        (D("12.5"), "1,250.0%"),
    ],
)
def test_a_share_below_the_whole_is_never_shown_as_the_whole(fraction: figures.Number, shown: str) -> None:
    assert figures.rate(fraction) == beside.rate(fraction) == shown


@given(st.decimals(-2, 2, allow_nan=False))
def test_a_percentage_says_no_more_than_there_is(fraction: D) -> None:
    shown = figures.rate(fraction)
    assert not shown.startswith("-0.0")
    assert (shown == "100.0%") <= (1 <= fraction < D("1.0005"))
    assert "-" not in figures.points(fraction)
    assert abs(figures.percent(fraction) - fraction * 100) <= D("0.1")


def test_the_difference_of_two_shares_is_rounded_alike() -> None:
    assert figures.points(D("0.9996")).startswith("99.9 ")
    assert figures.points(D("-0.0004")).startswith("0.0 ")
    assert figures.pace(D("0.0004"), D(1)) == "落后 99.9 个百分点"
    assert figures.pace(D("0.5"), D("0.5004")) == "与序时持平"


@pytest.mark.parametrize(
    ("wan", "shown"),
    [(-49, "0.00"), (D("-0"), "0.00"), (-50, "-0.01"), (D("112500"), "11.25"), (D("-0.004"), "0.00"), (0.0, "0.00")],
)
def test_an_amount_of_nothing_has_no_sign(wan: figures.Number, shown: str) -> None:
    assert figures.yi(wan) == shown


@pytest.mark.parametrize("wan", [D("-0"), D("-0.00"), -0.0])
def test_nothing_is_nothing(wan: figures.Number) -> None:
    assert figures.wan(wan) == "0"


def test_whatever_prints_a_share_prints_it_through_rate() -> None:
    """Percentages that are formatted by hand would be rounded by hand; those of a drawing are no words."""
    drawn = re.compile(r"width|height|left|top|_place|DAYS_A_PERCENT|fraction or 0|hour - first|widest|self\.wide")
    by_hand = re.compile(r"floatformat[^}]*\}\}\s*%|:\.\d+%\}|:\.\d+f\}%")
    found = []
    for folder in ("core", "enterprises", "projects", "finance", "talent", "targets", "zone_tracker", "templates"):
        for path in [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.html")]:
            lines = [line for line in path.read_text().splitlines() if by_hand.search(line) and not drawn.search(line)]
            found += [f"{path.relative_to(ROOT)}: {line.strip()}" for line in lines]
    assert found == []
    assert by_hand.search("{{ share|floatformat:1 }}%")
    assert by_hand.search('f"{share * 100:.1f}%"')


@given(st.lists(st.decimals(-9999, 9999, places=4), max_size=12), st.integers(0, 3))
def test_parts_are_shown_so_that_they_make_the_whole(parts: list[D], places: int) -> None:
    shown, unit = figures.adding_up(parts, places), D(1).scaleb(-places)
    assert sum((each for each in shown if each is not None), D(0)) == figures.rounded(sum(parts, D(0)), places)
    assert all(each is not None and abs(each - part) <= unit for each, part in zip(shown, parts, strict=True))
    assert all(each == part for each, part in zip(shown, parts, strict=True) if part == figures.rounded(part, places))


@given(st.lists(st.decimals(0, 9999, places=4), min_size=1, max_size=8), st.decimals(0, 9999, places=4))
def test_what_is_left_and_its_parts_stand_beside_the_whole(parts: list[D], taken: D) -> None:
    rest = sum(parts, D(0))
    shown = figures.left(rest + taken, taken, 2)
    assert shown + figures.rounded(taken, 2) == figures.rounded(rest + taken, 2)
    written = figures.adding_up(parts, 2, shown)
    assert sum((each for each in written if each is not None), D(0)) == shown
    assert all(each is not None and abs(each - part) <= D("0.01") for each, part in zip(written, parts, strict=True))


def test_parts_that_would_not_make_the_whole_if_each_was_rounded() -> None:
    parts = [D("635.894"), D("90.664"), D("14.564")]
    assert sum(figures.rounded(part, 2) for part in parts) != figures.rounded(sum(parts), 2), "the control"
    assert figures.adding_up(parts, 2) == [D("635.90"), D("90.66"), D("14.56")]
    assert figures.adding_up([D("1.005"), None, 1], 2) == [D("1.01"), None, D("1.00")]
