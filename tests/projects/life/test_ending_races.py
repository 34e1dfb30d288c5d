"""A project ends, and somebody begins something there in the same moment: it is refused, and said.

Each race is forced: the verb has done its work and is not committed yet when the other one writes. Each has a control:
with the trigger asleep the very same race leaves a row where nobody looks for it.
"""

import uuid
from collections.abc import Callable
from contextlib import nullcontext
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, models

from core.enums import Role
from core.kernel.taps import refused_by
from core.models import HAS_ENDED, User
from projects.enums import Life, LifeAct
from projects.life.merging import merge
from projects.meeting.actions import issue
from projects.models import Action, Blocker, Commitment, LifeChange, Project, Update
from tests.projects.scene import FRIDAY, as_user, person, project, submit, typed, update_url, week
from tests.races import asleep, during

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("friday")]
TODAY = FRIDAY.date()
VERBS = ["merge", LifeAct.STOP, LifeAct.FINISH]


def put_up(of: Project, by: User) -> Blocker:
    return Blocker.objects.put_up(of, text="示例卡点", department=None, by=by, now=FRIDAY, client_id=uuid.uuid4())


def issued(of: Project, by: User) -> Action:
    given = {"title": "示例交办", "owner": by, "due_on": TODAY, "by": by, "now": FRIDAY, "client_id": uuid.uuid4()}
    return issue(period=week("2026-11-23"), project=of, **given)


def promised(of: Project, _by: User) -> Commitment:
    return Commitment.objects.create(project=of, kind="jobs", signed_value=Decimal(9), due_on=TODAY)


WRITERS: dict[type[models.Model], Callable[[Project, User], models.Model]] = {
    Action: issued,
    Blocker: put_up,
    Update: submit,
}


@pytest.fixture
def boss() -> User:
    return person("boss", Role.LEADER)


@pytest.fixture
def twin(wang: User) -> Project:
    week("2026-11-23")
    return project("YH-2026-002", name="示例孪生项目", responsible=wang)


@pytest.fixture
def end(given: Project, twin: Project, boss: User) -> Callable[[str], None]:
    """End the twin."""

    def ends(verb: str) -> None:
        if verb == "merge":
            merge(given, twin, reason="同一个项目", by=boss, now=FRIDAY, today=TODAY)
            return
        change = LifeChange.objects.ask(twin, LifeAct(verb), on=TODAY, reason="示例理由", by=boss, now=FRIDAY)
        change.decide(True, note="", by=boss, now=FRIDAY)

    return ends


def raced(
    twin: Project, wang: User, verb: Any, write: Callable[[Project, User], Any], without: Any = nullcontext
) -> Any:
    wrote = during(verb, lambda: write(twin, wang), without)
    assert Project.objects.get(pk=twin.pk).life in (Life.MERGED, Life.STOPPED, Life.FINISHED)
    return wrote


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("model", WRITERS)
def test_nothing_is_begun_in_the_same_moment(twin: Project, wang: User, end: Any, model: Any, verb: str) -> None:
    refused = raced(twin, wang, lambda: end(verb), WRITERS[model])
    assert isinstance(refused, IntegrityError), refused
    assert refused_by(refused) == HAS_ENDED
    assert not model._base_manager.exists()


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("model", WRITERS)
def test_control_without_the_trigger_it_is(twin: Project, wang: User, end: Any, model: Any, verb: str) -> None:
    wrote = raced(twin, wang, lambda: end(verb), WRITERS[model], asleep(model, "follows_project"))
    assert isinstance(wrote, model), wrote
    assert wrote.project == twin


def test_a_promise_is_refused_at_a_merged_project(twin: Project, wang: User, end: Any) -> None:
    assert refused_by(raced(twin, wang, lambda: end("merge"), promised)) == HAS_ENDED


def test_control_a_promise_without_the_trigger(twin: Project, wang: User, end: Any) -> None:
    without = asleep(Commitment, "follows_project")
    assert isinstance(raced(twin, wang, lambda: end("merge"), promised, without), Commitment)


def test_the_page_says_so(twin: Project, wang: User, end: Any) -> None:
    answer = raced(twin, wang, lambda: end(LifeAct.STOP), lambda of, by: as_user(by).post(update_url(of), typed()))
    assert answer.status_code == 409, answer
    assert "项目刚刚结束" in answer.content.decode()


def test_who_read_a_row_before_and_saves_it_after_moves_nothing_back(
    given: Project, twin: Project, end: Any, boss: User
) -> None:
    old = put_up(twin, boss)
    end("merge")
    old.text = "改过的卡点"
    old.save()
    assert (Blocker.objects.get().project, Blocker.objects.get().text) == (given, "改过的卡点")
