"""The rows of a part, on the page of its target and behind the figure of its scope."""

import datetime as dt
from functools import reduce
from operator import or_

from core.models import User
from targets.cuts.grains import PARK, condition
from targets.cuts.parts import WING, Group, group_of
from targets.evidence import Rows
from targets.indicators import INDICATORS


def rows_in(key: str, group: Group, as_of: dt.date, user: User | None) -> Rows:
    """A target's rows that belong to a part and that this person may see. What was only reported belongs to none."""
    kind = PARK if group.kind == WING else group.kind
    asked = reduce(or_, (condition(key, kind, member, as_of) for member in sorted(group.members)))
    return INDICATORS[key].rows(as_of, user).narrowed(asked, with_head="" in group.members)


def rows_of(key: str, scope: str, as_of: dt.date, user: User | None) -> Rows:
    """The rows of a scope, all of them or those that a person may see."""
    group = group_of(key, scope)
    return Rows() if group is None else rows_in(key, group, as_of, user)
