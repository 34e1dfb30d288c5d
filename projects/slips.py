"""改期: how often a plan moved, and by how much. Every move is a row with its two dates."""

from collections.abc import Iterable
from dataclasses import dataclass

from projects.enums import Decision
from projects.models import Postponement


@dataclass(frozen=True)
class Slips:
    """How often a plan moved, and by how many calendar days its most moved node in all: 改期 3 次，累计 +41 天."""

    times: int
    days: int


def slips_of(postponements: Iterable[Postponement]) -> Slips:
    """Count decided moves. One decision is one time, however many nodes it pushed; days count for the node itself."""
    approved = [each for each in postponements if each.state == Decision.APPROVED]
    own = [each for each in approved if each.follows_id is None]
    by_node: dict[int | None, int] = {}
    for each in approved:
        by_node[each.milestone_id] = by_node.get(each.milestone_id, 0) + each.days
    return Slips(times=len(own), days=max(by_node.values(), default=0))
