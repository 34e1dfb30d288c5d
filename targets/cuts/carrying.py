"""谁承担什么: each leader with the key projects by lamp, what awaits a leader's word, and the parts of the targets.

In the order of names, whatever the figures are: this says who to ask, and ranks nobody.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from core.enums import Role
from core.models import User
from projects.plan.decisions import waiting_by_leader
from targets.cuts.grains import LEADER
from targets.cuts.parts import Cut, Lamps, Part, cut, groups_of
from targets.readings import all_targets

TOLD: dict[str, Promise] = {
    "key_projects": gettext_lazy("重点项目"),
    "zone_output": gettext_lazy("产值（亿元）"),
    "champion_firms": gettext_lazy("龙头和冠军"),
    "listing_reserve": gettext_lazy("上市后备"),
    "credit_granted": gettext_lazy("授信（亿元）"),
}


@dataclass(frozen=True)
class Carried:
    """What one leader carries: a part of each target that is told, the lamps of the key projects, and how many requests
    about the projects wait. `scope` is that of the leader, of nobody where none is named.
    """

    name: str
    scope: str
    lamps: Lamps
    waiting: int
    beside: list[tuple[Part, str]]

    @property
    def key(self) -> str:
        """The user name of the leader, "none" where none is named."""
        return self.scope.partition(":")[2]

    @property
    def parts(self) -> list[Part]:
        return [part for part, _name in self.beside]


@dataclass(frozen=True)
class Carrying:
    """Every leader, then what nobody carries; `columns` are the cuts whose parts stand beside each other."""

    rows: list[Carried]
    columns: list[Cut]
    waiting: int | None

    @property
    def heads(self) -> list[str]:
        """The columns by their short names."""
        return [str(TOLD[each.key]) for each in self.columns]


def carried(as_of: dt.date) -> Carrying:
    """Who carries what as of a day; what waits is told today only."""
    columns = [cut(target, LEADER, as_of) for target in all_targets() if target.key in TOLD]
    columns.sort(key=lambda each: list(TOLD).index(each.key))
    waiting = waiting_by_leader() if as_of == timezone.localdate() else Counter[str]()
    leaders = User.objects.holding(Role.LEADER).values_list("username", flat=True)
    used = {part.scope.partition(":")[2] for each in columns for part in each.parts}
    named = {"" if name == "none" else name for name in used} | set(leaders)
    rows = []
    for group in groups_of(LEADER, named):
        parts = [_part_of(each, group.scope) or Part.nothing(group, "") for each in columns]
        lamps = parts[0].lamps
        beside = [(part, str(TOLD[each.key])) for part, each in zip(parts, columns, strict=True)]
        rows.append(Carried(group.name, group.scope, lamps, waiting[group.key], beside))
    return Carrying(rows, columns, waiting.total() if as_of == timezone.localdate() else None)


def _part_of(told: Cut, scope: str) -> Part | None:
    return next((part for part in told.parts if part.scope == scope), None)
