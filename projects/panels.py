"""This room's part of 我的工作台: the projects that await this person's update."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from core.enums import Role
from core.hands.reading import departments, hands
from core.models import User
from projects.lamps.reading import LampReading
from projects.models import Action, AfterCareItem, Blocker, Project, Update, day_of, weeks_over
from projects.periods import open_period
from projects.week.reporting import desk_of


@dataclass(frozen=True)
class DeskRow:
    """One project of 本周填报. `client_id` makes the 无变化 button one saving, however often it is tapped."""

    project: Project
    reading: LampReading
    update: Update | None
    last: Update | None
    client_id: uuid.UUID


def workbench(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """本周填报: what this person owes in the open period, those that wait first. None for people who owe nothing."""
    if not user.holds(Role.PROJECT_OFFICER):
        return None
    period = open_period(now)
    desk = desk_of(user, period)
    if not desk.owed:
        return None
    day, over = day_of(now), weeks_over(now)
    last = _last_updates(desk.owed, period.starts_on)
    rows = [
        DeskRow(each, each.standing.reading(day, over), desk.reported.get(each.pk), last.get(each.pk), uuid.uuid4())
        for each in desk.owed
    ]
    rows.sort(key=lambda row: row.update is not None)
    waiting = len(desk.waiting)
    return {
        "period": period,
        "rows": rows,
        "owed": len(rows),
        "reported": len(rows) - waiting,
        "waiting": waiting,
        "share": desk.share,
    }


def actions(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """我的交办单: what this person still has to hand in. None for whoever owes nothing."""
    owned = list(Action.objects.owned_by(user))
    return {"owned": owned, "today": timezone.localdate(now)} if owned else None


def blockers(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """需协调事项: what lies open with a handler's department, unanswered first. None for everybody else."""
    ours = departments(user)
    if not ours:
        return None
    rows = Blocker.objects.open().filter(department__in=ours).with_answered()
    found = list(rows.select_related("project").order_by("is_answered", "raised_at", "pk"))
    return {"blockers": found} if found else None


@dataclass(frozen=True)
class CareRow:
    """An item of 售后服务, and whether this person may open its project."""

    item: AfterCareItem
    opens: bool


def after_care(user: User, now: dt.datetime) -> dict[str, Any] | None:
    """我的售后服务: what this person still has to see to for projects, the most pressing first. None for nobody."""
    items = list(
        AfterCareItem.objects.open().filter(owner__in=hands(user)).select_related("project").order_by("due_on", "pk")
    )
    if not items:
        return None
    seen = set(Project.objects.visible_to(user).filter(after_care__in=items).values_list("pk", flat=True))
    rows = [CareRow(each, each.project_id in seen) for each in items]
    return {"rows": rows, "today": timezone.localdate(now)}


def _last_updates(projects: list[Project], before: dt.date) -> dict[int, Update]:
    """Each project's latest update of an earlier period, with one query."""
    found = Update.objects.filter(project__in=projects, period__starts_on__lt=before)
    latest = found.order_by("project_id", "-period__starts_on").distinct("project_id")
    return {update.project_id: update for update in latest}
