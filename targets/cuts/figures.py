"""The parts of a target as figures: a number on any page names its scope (park:…, leader:…) and has one value."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from core.models import User
from targets.cuts.parts import CUT_BY, Part, cut, group_of, scopes_of, value_of
from targets.cuts.rows import rows_of
from targets.evidence import Rows
from targets.figures.figure import Figure
from targets.indicators import INDICATORS
from targets.readings import all_targets


def cut_up(key: str, figure: Figure) -> Figure:
    """The figure with the scopes by which its target is cut; as it is where there are none."""
    if key not in CUT_BY:
        return figure

    def value(as_of: dt.date, scope: str) -> Decimal | None:
        return value_of(key, scope, as_of) if group_of(key, scope) else figure.value(as_of, scope)

    def rows(as_of: dt.date, scope: str, user: User | None) -> Rows:
        return rows_of(key, scope, as_of, user) if group_of(key, scope) else figure.rows(as_of, scope, user)

    def scopes(as_of: dt.date) -> list[str]:
        return [*figure.scopes(as_of), *scopes_of(key, as_of)]

    def told(as_of: dt.date) -> list[Part]:
        target = next(each for each in all_targets() if each.key == key)
        return [part for kind in CUT_BY[key] for part in cut(target, kind, as_of, lit=False).parts]

    def parts(as_of: dt.date) -> dict[str, Decimal | None]:
        none = dict.fromkeys(scopes_of(key, as_of), INDICATORS[key].empty)
        return figure.by_scope(as_of) | none | {part.scope: part.value for part in told(as_of)}

    def written(as_of: dt.date) -> dict[str, Decimal]:
        return {part.scope: part.shown for part in told(as_of) if part.shown is not None}

    return replace(figure, value=value, rows=rows, scopes=scopes, parts=parts, parts_written=written)
