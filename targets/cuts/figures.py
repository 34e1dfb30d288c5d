"""The parts of a target as figures: a number on any page names its scope (park:…, leader:…) and has one value."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from targets.cuts.parts import CUT_BY, group_of, scopes_of, value_of
from targets.cuts.rows import rows_of
from targets.evidence import Row
from targets.figures.figure import Figure


def cut_up(key: str, figure: Figure) -> Figure:
    """The figure with the scopes by which its target is cut; as it is where there are none."""
    if key not in CUT_BY:
        return figure

    def value(as_of: dt.date, scope: str) -> Decimal | None:
        return value_of(key, scope, as_of) if group_of(key, scope) else figure.value(as_of, scope)

    def rows(as_of: dt.date, scope: str) -> Iterable[Row]:
        return rows_of(key, scope, as_of) if group_of(key, scope) else figure.rows(as_of, scope)

    def scopes(as_of: dt.date) -> list[str]:
        return [*figure.scopes(as_of), *scopes_of(key, as_of)]

    return replace(figure, value=value, rows=rows, scopes=scopes)
