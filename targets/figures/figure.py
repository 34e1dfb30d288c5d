"""What a figure is. A scope is a part of the whole, as kind:key with a code or slug ("lamp:red"), or empty."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.functional import Promise

from targets.enums import Unit
from targets.evidence import Row

NONE = "none"  # the part that is not known: no park, no stage, no reason

Rows = Callable[[dt.date, str], Iterable[Row]]
Value = Callable[[dt.date, str], Decimal | None]
Scopes = Callable[[dt.date], Iterable[str]]


def no_parts(_as_of: dt.date) -> Iterable[str]:
    """The scopes of a figure that is told as a whole only."""
    return ()


@dataclass(frozen=True)
class Figure:
    """A number that pages show: its name and unit, its value of a day in a scope, and the rows behind it.

    The value is None where nothing was reported. Where the unit adds, the rows sum to the value.
    """

    name: Promise
    unit: Unit
    rows: Rows
    value: Value
    scopes: Scopes = no_parts


def counted(name: Promise, unit: Unit, rows: Rows, scopes: Scopes = no_parts) -> Figure:
    """A figure that is the sum of its rows."""
    return Figure(name, unit, rows, partial(_sum, rows), scopes)


def _sum(rows: Rows, as_of: dt.date, scope: str) -> Decimal:
    return sum((row.value for row in rows(as_of, scope)), Decimal(0))


def part(scope: str) -> str:
    """The key of the part that a scope names, "" for what is not known (and for the whole)."""
    key = scope.partition(":")[2]
    return "" if key == NONE else key


def scope_of(kind: str, key: str) -> str:
    """The scope of a part; of what is not known where the key is empty."""
    return f"{kind}:{key or NONE}"
