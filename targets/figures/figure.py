"""What a figure is. A scope is a part of the whole, as kind:key with a code or slug ("lamp:red"), or empty."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.models import User
from targets.enums import Unit
from targets.evidence import Rows

NONE = "none"  # the part that is not known: no park, no stage, no reason

Behind = Callable[[dt.date, str, User | None], Rows]
Value = Callable[[dt.date, str], Decimal | None]
Scopes = Callable[[dt.date], Iterable[str]]
Parts = Callable[[dt.date], Mapping[str, Decimal | None]]
Written = Callable[[dt.date], Mapping[str, Decimal]]


def no_parts(_as_of: dt.date) -> Iterable[str]:
    """The scopes of a figure that is told as a whole only."""
    return ()


@dataclass(frozen=True)
class Figure:
    """A number that pages show: its name and unit, what it means in one sentence, its value of a day in a scope, and
    the rows behind it, all of them or those that a person may see.

    The value is None where nothing was reported. Where the unit adds, the rows sum to the value. `parts` tells the
    values of several scopes at once, where that is cheaper than one by one.
    """

    name: Promise
    unit: Unit
    meaning: Promise
    rows: Behind
    value: Value
    scopes: Scopes = no_parts
    parts: Parts | None = None
    written: Callable[[dt.date], Decimal | None] | None = None  # the whole, where it is what is left of two figures
    parts_written: Written | None = None  # the parts, where they stand beside parts of parts
    nought_is_good: bool = False  # 0 says that nothing is left to do, not that nobody wrote anything down
    of_all_projects: bool = False  # told to those only who see every project

    @property
    def is_money(self) -> bool:
        """Whether it is written with decimals."""
        return self.unit == Unit.YI

    def shown(self, as_of: dt.date) -> Decimal | None:
        """The whole as pages write it; None where that is the rounded value."""
        return self.written(as_of) if self.written else None

    def is_silent(self, value: Decimal | None, as_of: dt.date) -> bool:
        """Whether there is nothing to tell: nothing was reported, or not one row is registered by then."""
        return value is None or not (value or self.nought_is_good or len(self.rows(as_of, "", None)))

    def silence(self, value: Decimal | None) -> str:
        """What pages say instead of nought."""
        return _("尚无报送") if value is None else _("尚无登记")

    def by_scope(self, as_of: dt.date) -> dict[str, Decimal | None]:
        """The value of each part."""
        known = self.parts(as_of) if self.parts else None
        return {
            scope: self.value(as_of, scope) if known is None else known.get(scope, Decimal(0))
            for scope in self.scopes(as_of)
        }


def added(
    name: Promise, unit: Unit, meaning: Promise, rows: Behind, scopes: Scopes = no_parts, parts: Parts | None = None
) -> Figure:
    """A figure that is the sum of its rows."""
    return Figure(name, unit, meaning, rows, partial(_total, rows), scopes, parts)


def _total(rows: Behind, as_of: dt.date, scope: str) -> Decimal:
    return rows(as_of, scope, None).total


def part(scope: str) -> str:
    """The key of the part that a scope names, "" for what is not known (and for the whole)."""
    key = scope.partition(":")[2]
    return "" if key == NONE else key


def scope_of(kind: str, key: str) -> str:
    """The scope of a part; of what is not known where the key is empty."""
    return f"{kind}:{key or NONE}"
