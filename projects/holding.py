"""What of projects is in a person's hands, for the page on which an account is shut. Each kind goes by its own verb."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.enums import Role
from core.guard.accounts.holdings import HandOn, Kind
from core.models import User
from core.post.notices import Message, tell
from projects.enums import Duty, LeadState
from projects.meeting import actions
from projects.models import Action, AfterCareItem, Lead, LifeChange, Project, TaskForceMember

OWNERS = (Role.PROJECT_OFFICER, Role.HANDLER, Role.LIAISON, Role.LEADER)


def _duty(duty: Duty) -> Any:
    return lambda person: Project.objects.running().filter(**{str(duty): person})


def _hand_duty(duty: Duty) -> HandOn:
    def hand(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
        for project in list(rows.order_by("pk")):
            project.reassign(duty, to=to, on=timezone.localdate(now), by=by, reason=reason)

    return hand


def _hand_actions(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
    for action in list(rows.order_by("pk")):
        actions.hand_on(action, to=to, reason=reason, by=by, now=now, client_id=uuid.uuid4())


def _hand_owner(column: str) -> HandOn:
    """A lead or an item of 售后服务: its row says who has it, and its history who had it; whoever gets it is told."""

    def hand(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
        for row in rows.select_for_update(of=("self",)):
            setattr(row, column, to)
            row.save(update_fields=[column])
            (row.tell_officer if column == "officer" else row.tell_owner)(by=by, now=now)

    return hand


def _hand_decisions(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
    for change in rows.select_for_update(of=("self",)).select_related("project"):
        change.decider = to
        change.save(update_fields=["decider"])
        change.tell_who_decides(now=now)


def _hand_memberships(rows: QuerySet[Any], to: User, by: User, reason: str, now: dt.datetime) -> None:
    """A place in a team: who is in it already needs no second one."""
    url = reverse("projects:project_list")
    for row in rows.select_related("taskforce").order_by("pk"):
        team = row.taskforce
        team.members.remove(row.user_id)
        if not team.members.filter(pk=to.pk).exists():
            team.members.add(to)
            key, words = f"force:{team.pk}:{to.pk}:{int(now.timestamp())}", {"force": team}
            tell([Message(to, _("你接手了%(force)s的成员席位"), reason, url, key, words)], now=now)


HELD_OF_PROJECTS = (
    Kind("leader", _("项目定领导"), (Role.LEADER,), _duty(Duty.LEADER), _hand_duty(Duty.LEADER), (Project, "leader")),
    Kind(
        "responsible",
        _("项目定责任"),
        (Role.PROJECT_OFFICER,),
        _duty(Duty.RESPONSIBLE),
        _hand_duty(Duty.RESPONSIBLE),
        (Project, "responsible"),
    ),
    Kind(
        "reporter",
        _("项目填报"),
        (Role.PROJECT_OFFICER,),
        _duty(Duty.REPORTER),
        _hand_duty(Duty.REPORTER),
        (Project, "reporter"),
    ),
    Kind(
        "actions",
        _("交办单"),
        OWNERS,
        lambda person: Action.objects.open().filter(owner=person),
        _hand_actions,
        (Action, "owner"),
    ),
    Kind(
        "leads",
        _("招商线索"),
        (Role.PROJECT_OFFICER,),
        lambda person: Lead.objects.filter(officer=person, state=LeadState.OPEN),
        _hand_owner("officer"),
        (Lead, "officer"),
    ),
    Kind(
        "care",
        _("售后服务事项"),
        (Role.PROJECT_OFFICER, Role.LIAISON, Role.HANDLER),
        lambda person: AfterCareItem.objects.open().filter(owner=person),
        _hand_owner("owner"),
        (AfterCareItem, "owner"),
    ),
    Kind(
        "decisions",
        _("待其决定的项目变更"),
        (Role.LEADER,),
        lambda person: LifeChange.objects.pending().filter(decider=person),
        _hand_decisions,
        (LifeChange, "decider"),
    ),
    Kind(
        "task_forces",
        _("专班成员"),
        (Role.PROJECT_OFFICER, Role.HANDLER, Role.LIAISON, Role.LEADER),
        lambda person: TaskForceMember.objects.filter(user=person),
        _hand_memberships,
        (TaskForceMember, "user"),
    ),
)
