"""Parts that are rounded so that they add up to the whole as it is shown (largest remainder)."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from core.kernel.figures import rounded


def rounded_parts(values: Sequence[Decimal], places: int) -> list[Decimal]:
    """The values to so many decimals, each up or down, so that they sum to their rounded sum.

    Those that lose most by rounding down are rounded up; of equals the first.
    """
    step = Decimal(1).scaleb(-places)
    floors = [value.quantize(step, rounding=ROUND_FLOOR) for value in values]
    whole = rounded(sum(values, Decimal(0)), places)
    short = int((whole - sum(floors, Decimal(0))) / step)
    by_loss = sorted(range(len(values)), key=lambda n: floors[n] - values[n])
    for n in by_loss[:short]:
        floors[n] += step
    return [each + 0 for each in floors]


def shares_of(values: Sequence[Decimal], places: int = 1) -> list[Decimal]:
    """What each is of their sum, in per cent that sum to 100; nothing but noughts where there is no sum."""
    whole = sum(values, Decimal(0))
    if not whole:
        return [Decimal(0) for _value in values]
    return rounded_parts([value / whole * 100 for value in values], places)
