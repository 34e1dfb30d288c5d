"""Who carries a firm: a leader and a department, so that each firm's part of a target has one of each, or none.

A firm's leader is who 定领导 of its cultivation plan names (the champions' before the listing reserve's), else who
leads its key projects where all of them name the same. Its department is that of 定责任 in the plan, else that of its
liaison officer. Where nobody is named the part is 待指定: nothing is shared out.
"""

import datetime as dt
from typing import NamedTuple

from core.kernel.keeping.freshness import remembered
from core.models import Park
from enterprises.enums import PlanKind
from enterprises.models import LiaisonAssignment, PlanEntry
from projects.metrics import key_projects

TOPICS = "growth people firms key_list places"


class Carrier(NamedTuple):
    """The user name of a leader and the key of a department; "" where nobody is named."""

    leader: str = ""
    department: str = ""


NOBODY = Carrier()


def carriers(as_of: dt.date) -> dict[int, Carrier]:
    """Who carries each firm of which anybody is known, as the registers of now say of a day."""
    return remembered(TOPICS, Park.objects.all(), lambda: _carriers(as_of), part=f"carriers:{as_of}")


def _carriers(as_of: dt.date) -> dict[int, Carrier]:
    leaders, departments = _of_projects(as_of), _of_liaison(as_of)
    columns = ("enterprise", "leader__username", "responsible__department__key")
    for kind in (PlanKind.LISTING, PlanKind.CHAMPIONS):  # the later one wins
        entries = PlanEntry.objects.standing(as_of).filter(plan__kind=kind)
        for firm, leader, department in entries.order_by("pk").values_list(*columns):
            leaders |= {firm: leader} if leader else {}
            departments |= {firm: department} if department else {}
    return {
        firm: Carrier(leaders.get(firm, ""), departments.get(firm, "")) for firm in leaders.keys() | departments.keys()
    }


def _of_projects(as_of: dt.date) -> dict[int, str]:
    led: dict[int, set[str]] = {}
    named = key_projects(as_of).filter(enterprise__isnull=False, leader__isnull=False).order_by()
    for firm, leader in named.values_list("enterprise", "leader__username").distinct():
        led.setdefault(firm, set()).add(leader)
    return {firm: leader for firm, (leader, *others) in led.items() if not others}


def _of_liaison(as_of: dt.date) -> dict[int, str]:
    assigned = LiaisonAssignment.objects.current(as_of).filter(officer__department__isnull=False)
    found = assigned.order_by("-starts_on", "-pk").values_list("enterprise", "officer__department__key")
    return dict(reversed(list(found)))  # the latest assignment wins
