"""An account is shut, and somebody gives that person something in the same moment: it is refused."""

import uuid
from typing import Any

import pgtrigger
import pytest
from django.db import IntegrityError
from django.utils import timezone

from core.enums import Role
from core.guard.accounts import doors, holdings
from core.kernel.taps import refused_by
from core.models import HAS_LEFT, User
from enterprises.care.handover import hand_over
from enterprises.models import Enterprise
from projects.enums import Duty
from projects.meeting.actions import issue
from projects.models import Lead, Project
from tests.enterprises.scene import firm
from tests.projects.scene import FRIDAY, person, project, week
from tests.races import asleep, during

pytestmark = pytest.mark.django_db(transaction=True)


def a_firm(to: User, by: User) -> Any:
    rows = Enterprise.objects.filter(pk=firm("示例齿轮").pk)
    now = timezone.now()
    return hand_over(rows, to=to, on=timezone.localdate(now), note="", by=by, now=now)


def a_duty(to: User, by: User) -> Any:
    given = project()
    given.reassign(Duty.RESPONSIBLE, to=to, on=timezone.localdate(), by=by, reason="示例")
    return given


def an_action(to: User, by: User) -> Any:
    given = {"title": "示例交办", "due_on": FRIDAY.date(), "by": by, "now": FRIDAY, "client_id": uuid.uuid4()}
    return issue(period=week("2026-11-23"), project=project(), owner=to, **given)


def a_lead(to: User, _by: User) -> Any:
    return Lead.objects.create(name="示例线索", channel="own", officer=to, received_on="2026-01-05")


GIVEN = {"firms": a_firm, "responsible": a_duty, "actions": an_action, "leads": a_lead}


def raced(key: str, without: Any = None) -> tuple[Any, User]:
    by, keeper = person("boss", Role.LEADER), person("keeper", Role.SECURITY_ADMIN)
    leaver = person("leaver", Role.PROJECT_OFFICER, Role.LIAISON)
    more = {"without": without} if without else {}
    wrote = during(
        lambda: doors.disable(leaver, by=keeper, request=None), lambda: GIVEN[key](leaver, by), holds=0.5, **more
    )
    leaver.refresh_from_db()
    assert not leaver.is_active
    return wrote, leaver


@pytest.mark.parametrize("key", GIVEN)
def test_nothing_is_given_to_whoever_is_leaving(key: str) -> None:
    wrote, leaver = raced(key)
    assert isinstance(wrote, IntegrityError), wrote
    assert refused_by(wrote) == HAS_LEFT
    assert holdings.held(leaver) == []


@pytest.mark.parametrize("key", GIVEN)
def test_control_without_the_trigger_it_is(key: str) -> None:
    model, column = holdings.KINDS[key].column
    wrote, leaver = raced(key, asleep(model, f"here_{column}"))
    assert not isinstance(wrote, Exception), wrote
    assert [kind.key for kind, _n in holdings.held(leaver)] == [key]


def test_every_kind_is_watched() -> None:
    names = {(model, trigger.name) for model, trigger in pgtrigger.registered()}
    assert len(holdings.KINDS) >= 10
    assert {(kind.column[0], f"here_{kind.column[1]}") for kind in holdings.KINDS.values()} <= names


def test_what_somebody_has_who_left_can_still_be_saved() -> None:
    leaver = person("leaver")
    given = project(responsible=leaver)
    leaver.is_active = False
    leaver.save()
    given.name = "示例新名"
    given.save()
    assert Project.objects.get().responsible == leaver
