"""What a rule tells of one row is what `visible_to` tells of all; nobody may do anything to a row that is not there."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Model
from rules.permissions import permissions

from core.models import User
from enterprises.models import Enterprise, Request, Visit
from finance.models import CreditLine, FinancingNeed, Product
from projects.models import Action, Blocker, Paper, Project
from talent.models import Talent, TalentNeed
from tests.world import World

pytestmark = pytest.mark.django_db

VIEWS: dict[str, type[Model]] = {
    "enterprises.view_enterprise": Enterprise,
    "enterprises.view_visit": Visit,
    "enterprises.view_request": Request,
    "finance.view_creditline": CreditLine,
    "finance.view_financingneed": FinancingNeed,
    "finance.view_product": Product,
    "projects.view_project": Project,
    "projects.view_action": Action,
    "projects.view_blocker": Blocker,
    "projects.view_paper": Paper,
    "talent.view_talent": Talent,
    "talent.view_talentneed": TalentNeed,
}
# What belongs to somebody needs its row; the other rights are a role's, and open a list or a form for a new row.
OWNED = (
    "enterprises.help_request",
    "enterprises.log_visit",
    "enterprises.follow_request",
    "enterprises.handle_request",
    "projects.view_action",
    "projects.view_blocker",
    "projects.answer_blocker",
    "projects.resolve_blocker",
    "projects.work_action",
    "projects.finish_aftercareitem",
)


@pytest.fixture
def crossed(shared_world: World) -> World:
    """The world, where somebody of the other side helps with a request and once visited the firm."""
    own, cast = shared_world.own, shared_world.cast
    own.request.partners.create(department=cast.other_handler.department, by=cast.handler, at=own.request.raised_at)
    Visit.objects.create(
        enterprise=own.firm, officer=cast.other_liaison, on=own.visit.on, created_at=own.visit.created_at
    )
    return shared_world


def told_of_one(user: User, permission: str, rows: Any) -> set[int]:
    return {row.pk for row in rows if user.has_perm(permission, row)}


def told_of_all(user: User, rows: Any) -> set[int]:
    return set(rows.visible_to(user).values_list("pk", flat=True))


@pytest.mark.parametrize(("permission", "model"), VIEWS.items(), ids=list(VIEWS))
def test_one_row_and_all_rows_are_told_alike(permission: str, model: Any, crossed: World) -> None:
    rows = model.objects.all()
    for user in crossed.cast:
        assert told_of_one(user, permission, rows) == told_of_all(user, rows), user.username


@pytest.mark.parametrize(("permission", "model"), VIEWS.items(), ids=list(VIEWS))
def test_the_world_tells_people_apart(permission: str, model: Any, shared_world: World) -> None:
    """Control: a rule that says the same to everybody would not be told from its queryset here."""
    answers = {frozenset(told_of_one(user, permission, model.objects.all())) for user in shared_world.cast}
    assert len(answers) > 1


def test_every_rule_on_seeing_has_its_row_in_the_table() -> None:
    assert {name for name in permissions if ".view_" in name} == VIEWS.keys()


@pytest.fixture
def cast(shared_world: World) -> Iterator[User]:
    return iter(shared_world.cast)


@pytest.mark.parametrize("permission", OWNED)
def test_nobody_owns_a_row_that_is_not_there(permission: str, cast: Iterator[User]) -> None:
    assert permission in permissions
    assert [user.username for user in cast if user.has_perm(permission)] == []
