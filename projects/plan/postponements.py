"""延期: a leader decides on a request to move a node; what waits for the node may move along.

Dates move only here. The past plan can be told again, because every move is a row with its two dates.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.kernel.workdays import ONE_DAY, WorkCalendar
from core.models import User
from projects.enums import Decision
from projects.models import Milestone, Postponement, Project


@transaction.atomic
def decide(request: Postponement, approve: bool, *, note: str, by: User, now: dt.datetime) -> None:
    """Approve or refuse a node's 延期申请. Approved, the node moves, and with it its followers when asked for.

    Decided requests stay as they are, so a second press does nothing. Raises ValidationError when the node was
    finished or moved meanwhile.
    """
    node = request.milestone
    if node is None:
        raise ValueError("this request is not about a node")
    Project.objects.locked(node.project_id)
    request.refresh_from_db()
    node.refresh_from_db()
    if request.state != Decision.PENDING:
        return
    if approve and (node.actual_on is not None or node.planned_on != request.from_on):
        raise ValidationError(_("节点已完成或已改期，这份申请只能不同意。"), code="outdated")
    request.state = Decision.APPROVED if approve else Decision.REFUSED
    request.note, request.decided_by, request.decided_at = note, by, now
    request.save()
    if approve:
        _move(node, request.to_on)
        if request.with_followers:
            _push_followers(request, node, by=by, now=now)


def _move(node: Milestone, to_on: dt.date) -> None:
    """The window of work moves with its end."""
    if node.starts_on:
        node.starts_on += to_on - node.planned_on
    node.planned_on = to_on
    node.save(update_fields=["planned_on", "starts_on"])


def followers_of(node: Milestone) -> list[Milestone]:
    """Open nodes that wait for this one, directly or not; in a plan without such links, the later ones."""
    nodes = [each for each in node.project.milestones.all() if each.actual_on is None and each.pk != node.pk]
    if not node.key:
        return [each for each in nodes if each.rank > node.rank]
    reached = {node.key}
    for each in nodes:  # ranks put every node behind those it waits for
        if reached & set(each.after):
            reached.add(each.key)
    return [each for each in nodes if each.key in reached]


def _push_followers(request: Postponement, node: Milestone, *, by: User, now: dt.datetime) -> None:
    """Every follower moves by the same number of working days, each with a row of its own."""
    followers = [each for each in followers_of(node) if each.planned_on >= request.from_on]
    last = max([request.to_on, *(each.planned_on for each in followers)])
    calendar = WorkCalendar.load(request.from_on, last + (request.to_on - request.from_on) * 3 + ONE_DAY * 60)
    days = calendar.working_days_between(request.from_on, request.to_on)
    for each in followers:
        to_on = later_by(each.planned_on, days, calendar)
        if to_on > each.planned_on:
            each.postponements.filter(state=Decision.PENDING).update(
                state=Decision.REFUSED, decided_by=by, decided_at=now, note=_("已随前置节点顺延。")
            )
            Postponement.objects.create(
                milestone=each,
                from_on=each.planned_on,
                to_on=to_on,
                reason=_("随%(node)s顺延") % {"node": node.name},
                follows=request,
                state=Decision.APPROVED,
                requested_by=request.requested_by,
                requested_at=request.requested_at,
                decided_by=by,
                decided_at=now,
            )
            _move(each, to_on)


def later_by(on: dt.date, days: int, calendar: WorkCalendar) -> dt.date:
    """The working day that lies so many working days after a date."""
    for _n in range(days):
        on += ONE_DAY
        while not calendar.is_working(on):
            on += ONE_DAY
    return on


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
