"""This room's part of 我的工作台: my firms, my department's requests, and needs heard on visits."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.utils import timezone

from core.enums import Role
from core.hands.reading import stands_in
from core.models import User
from enterprises.care.gaps import Gap
from enterprises.enums import HANDOFFS_OF
from enterprises.models import Enterprise, EnterpriseQuerySet, LiaisonAssignment, Request, VisitHandoff
from enterprises.service.dues import Due, dues

ROWS = 8
NEVER = 100_000  # days; a firm that was never visited comes before all others


def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """My firms (liaison officers), my inbox (handlers), needs to take up (talent and finance officers); else None."""
    panel: dict[str, Any] = {}
    if user.holds(Role.LIAISON):
        panel["firms"] = my_firms(user, now)
        unheard = Request.objects.unconfirmed().filter(enterprise__in=Enterprise.objects.looked_after_by(user))
        panel["unheard"] = unheard.select_related("enterprise", "kind", "department").order_by("done_on", "pk")
    if user.holds(Role.HANDLER):
        inbox = Request.objects.visible_to(user).open().select_related("enterprise", "kind")
        panel["inbox"] = dues(list(inbox), now)
    if any(user.holds(role) for role in HANDOFFS_OF):
        handoffs = VisitHandoff.objects.select_related("visit__enterprise", "visit__officer")
        panel["handoffs"] = handoffs.for_taking(user).waiting().order_by("pk")[:ROWS]
        panel["in_hand"] = handoffs.in_hands_of(user).order_by("taken_at", "pk")[:ROWS]
    return panel or None


def my_firms(user: User, now: dt.datetime) -> list[dict[str, Any]]:
    """My firms, what needs me first: an overdue request, the nearest promise, then those past their tier's days."""
    mine, today = Enterprise.objects.looked_after_by(user), timezone.localdate(now)
    requests = Request.objects.open().filter(enterprise__in=mine).select_related("kind", "department")
    firms = mine.select_related("present__tier").prefetch_related("contacts")
    pressing: dict[int, Due] = {}
    for due in dues(list(requests), now):
        pressing.setdefault(due.request.enterprise_id, due)
    officers = _officers(user, mine)
    rows = [
        {
            "firm": firm,
            "officers": officers.get(firm.pk, ()),
            "due": pressing.get(firm.pk),
            "gap": Gap(firm, today),
            "call": next((each.phone for each in firm.contacts.all() if each.phone and not each.left_on), ""),
        }
        for firm in firms
    ]
    return sorted(rows, key=_need)


def _officers(user: User, firms: EnterpriseQuerySet) -> dict[int, list[int]]:
    """Who looks after each of these firms, by its key; asked only for somebody who stands in for another."""
    found: dict[int, list[int]] = defaultdict(list)
    if stands_in(user, Role.LIAISON):
        held = LiaisonAssignment.objects.current().filter(enterprise__in=firms)
        for firm, officer in held.values_list("enterprise", "officer"):
            found[firm].append(officer)
    return found


def _need(row: dict[str, Any]) -> tuple[int, int]:
    """Sort key: promises by their days, then firms past the days of their tier, then the others, by the last visit."""
    due = row["due"]
    if due is not None and due.left is not None:
        return (0, due.left)
    gap: Gap = row["gap"]
    return (1 if gap.late else 2, -NEVER if gap.days is None else -gap.days)
