"""改期: how often a plan moved, and by how much. Every move is a row with its two dates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Slips:
    """How often a plan moved, and by how many calendar days its most moved node in all: 改期 3 次，累计 +41 天."""

    times: int
    days: int


def slips_of(granted: Iterable[Any]) -> Slips:
    """Count granted moves: each has its node, the request that pushed it along (None for its own), and its days.

    One decision is one time, however many nodes it pushed; days count for the node itself.
    """
    times, by_node = 0, dict[int | None, int]()
    for each in granted:
        times += each.follows_id is None
        by_node[each.milestone_id] = by_node.get(each.milestone_id, 0) + each.days
    return Slips(times=times, days=max(by_node.values(), default=0))
