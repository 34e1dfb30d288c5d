"""The working calendar changed: open plans are laid back again, frozen ones looked through, their owners told.

A plan whose baseline is not frozen and whose open nodes stand where they were computed is computed again from its end.
What a person typed, and every node of a frozen plan, stays: where such a date is now a day off, it is listed.
"""

import datetime as dt
from collections import defaultdict
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.kernel.figures import date_cell
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.workdays import WorkCalendar
from core.models import User
from core.office import following
from core.office.following import newly_off
from core.office.instance import silent_in_quarantine
from core.post.notices import Message, tell
from projects.models import Milestone, Project, waited_for
from projects.plan.reverse_schedule import BrokenPlan, Node, Slot, reverse_schedule

TASK = "projects.follow_calendar"


class Change(NamedTuple):
    """What became of one date of a plan. `to_on` is None for a date that stays although it is a day off now."""

    project: Project
    node: str
    from_on: dt.date
    to_on: dt.date | None

    def __str__(self) -> str:
        words = {"project": self.project.name, "node": self.node, "from": date_cell(self.from_on)}
        if self.to_on is None:
            return gettext("%(project)s %(node)s：%(from)s 不再是工作日，日期未动") % words
        if self.to_on == self.from_on:
            return gettext("%(project)s %(node)s：%(from)s 不变，最迟开始已重算") % words
        words["to"] = date_cell(self.to_on)
        return gettext("%(project)s %(node)s：%(from)s → %(to)s") % words


def begin(**_kwargs: object) -> None:
    """Start from the calendar as it is. Runs after every migrate, the first time before anybody counts."""
    following.begin(TASK)


@silent_in_quarantine
def follow(now: dt.datetime) -> int:
    """Compute again what was counted with a calendar that has changed since; return how many dates are told of."""
    return following.follow(TASK, lambda old, new, change: _follow(old, new, change, now))


def _follow(old: WorkCalendar, new: WorkCalendar, change: str, now: dt.datetime) -> int:
    off = newly_off(old, new)
    plans = Project.objects.running().filter(baseline_frozen_on__isnull=True, milestones__actual_on__isnull=True)
    found = [
        each
        for pk in plans.order_by("pk").values_list("pk", flat=True).distinct()
        for each in _lay_again(locked(Project, pk), old, new, off, now)
    ]
    frozen = Milestone.objects.filter(
        project__in=Project.objects.running().filter(baseline_frozen_on__isnull=False),
        actual_on__isnull=True,
        planned_on__in=off,
    )
    found += [Change(each.project, each.name, each.planned_on, None) for each in frozen.select_related("project")]
    told = defaultdict[int, list[Change]](list)
    active = set(User.objects.active().values_list("pk", flat=True))
    officers = set(User.objects.holding(Role.PROJECT_OFFICER).values_list("pk", flat=True))
    for each in found:
        for person in _owners(each.project) & active or officers:
            told[person].append(each)
    with in_house_language():
        messages = [_message(person, told[person.pk], change) for person in User.objects.filter(pk__in=told)]
    tell(messages, now=now)
    return len(found)


def _owners(project: Project) -> set[int]:
    """Who answers for the dates of a project; where nobody does yet, the project officers hear of it."""
    return {pk for pk in (project.responsible_id, project.reporter_id) if pk is not None}


def _message(person: User, changes: list[Change], change: str) -> Message:
    codes = {each.project.code for each in changes}
    url = reverse("projects:project_plan", args=list(codes)) if len(codes) == 1 else reverse("projects:project_list")
    body = "\n".join(map(str, changes))
    title, words = _("节假日安排有变：%(n)d 个节点日期请核对"), {"n": len(changes)}
    return Message(person, title, body, url, f"calendar:{change}:plans:{person.pk}", words, email=True)


def _lay_again(
    project: Project, old: WorkCalendar, new: WorkCalendar, off: set[dt.date], now: dt.datetime
) -> list[Change]:
    nodes = list(project.milestones(manager="everything").all())
    left = [each for each in nodes if each.actual_on is None and not each.not_applicable]
    slots = _laid(nodes, old)
    if slots is None or not all(_stands(each, slots) for each in left):
        return [Change(project, each.name, each.planned_on, None) for each in left if each.planned_on in off]
    again = _laid(nodes, new) or {}
    moved = [each for each in left if not _stands(each, again)]
    changes = [Change(project, each.name, each.planned_on, again[each.key].due_on) for each in moved]
    changes += [
        Change(project, each.name, each.planned_on, None)
        for each in left
        if each.key not in again and each.planned_on in off
    ]
    if moved:
        _move(project, moved, again, now)
    return changes


def _laid(nodes: list[Milestone], calendar: WorkCalendar) -> dict[str, Slot] | None:
    """The latest dates of a plan by key, back from its last; None where it is no plan that can be computed."""
    known = [each for each in nodes if each.key and each.working_days and not each.not_applicable]
    if not known:
        return None
    keys, waits = {each.key for each in known}, waited_for(nodes)
    wanted = [
        Node(each.key, each.name, each.working_days or 1, tuple(key for key in waits[each.key] if key in keys))
        for each in known
    ]
    try:
        slots = reverse_schedule(wanted, max(each.planned_on for each in known), calendar)
    except (BrokenPlan, OverflowError):
        return None
    return {slot.node.key: slot for slot in slots}


def _stands(node: Milestone, slots: dict[str, Slot]) -> bool:
    """Whether a node stands where it was computed. One that was added by hand was not, and is in nobody's way."""
    slot = slots.get(node.key)
    return slot is None or (slot.starts_on, slot.due_on) == (node.starts_on, node.planned_on)


def _move(project: Project, moved: list[Milestone], slots: dict[str, Slot], now: dt.datetime) -> None:
    for node in moved:
        slot = slots[node.key]
        if node.baseline_on == node.planned_on:
            node.baseline_on = slot.due_on
        node.starts_on, node.planned_on = slot.starts_on, slot.due_on
    Milestone.objects.bulk_update(moved, ["starts_on", "planned_on", "baseline_on"])
    project.version += 1  # who has the form open sees both
    project.save(update_fields=["version"])
    project.renew_standing(now=now)
