"""Two files become one, and somebody writes to the other one in the same moment: nothing stays behind.

Each race is forced, and has a control: with the trigger asleep the very same race loses the row.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest
from django.db import models
from django.utils import timezone

from core.enums import Role
from core.kernel.links import Link
from core.models import User
from enterprises.firm.merging import firm_links, merge
from enterprises.models import Contact, Enterprise, LiaisonAssignment, MonthlyFigures, Request, Visit
from finance.models import FinancingNeed
from projects.life.merging import moving_links
from projects.models import Project
from talent.models import TalentPlatform
from tests.enterprises.scene import LONG_AGO, as_user, asked, contact, firm, kind, person, visit, visit_post
from tests.races import asleep, during

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = dt.date(2026, 10, 1)


def figures(of: Enterprise, _who: User) -> MonthlyFigures:
    given = {"output_wan": Decimal(1), "source": "月报", "reported_on": MONTH}
    return MonthlyFigures.objects.create(enterprise=of, month=MONTH, **given)


def need(of: Enterprise, _who: User) -> FinancingNeed:
    given = {"amount_wan": Decimal(100), "purpose": "流动资金", "raised_on": MONTH}
    return FinancingNeed.objects.create(enterprise=of, **given)


WRITERS: dict[type[models.Model], Callable[[Enterprise, User], models.Model]] = {
    Visit: visit,
    Request: asked,
    Contact: lambda of, _who: contact(of),
    MonthlyFigures: figures,
    FinancingNeed: need,
    Project: lambda of, _who: Project.objects.create(code="ZQ-9", name="示例项目", enterprise=of),
    TalentPlatform: lambda of, _who: TalentPlatform.objects.create(name="示例站", kind="postdoc", enterprise=of),
}


@pytest.fixture
def pair() -> tuple[Enterprise, Enterprise]:
    return firm("示例甲"), firm("示例乙")


@pytest.fixture
def clerk() -> User:
    return person("clerk", Role.PROJECT_OFFICER)


def joined(kept: Enterprise, merged: Enterprise, by: User) -> None:
    merge(kept, merged, reason="同一营业执照", by=by, now=timezone.now())


def raced(pair: Any, clerk: User, model: type[models.Model], without: Any) -> Any:
    kept, merged = pair
    kind()
    wrote = during(lambda: joined(kept, merged, clerk), lambda: WRITERS[model](merged, clerk), without)
    assert isinstance(wrote, model), wrote
    return model._base_manager.get(pk=wrote.pk)


@pytest.mark.parametrize("model", WRITERS)
def test_what_is_written_meanwhile_stands_at_the_kept_file(pair: Any, clerk: User, model: type[models.Model]) -> None:
    assert raced(pair, clerk, model, nullcontext).enterprise == pair[0]


@pytest.mark.parametrize("model", WRITERS)
def test_control_without_the_trigger_it_stays_behind(pair: Any, clerk: User, model: type[models.Model]) -> None:
    assert raced(pair, clerk, model, asleep(model, "follows_enterprise")).enterprise == pair[1]


def test_a_visit_through_the_page(pair: Any, clerk: User) -> None:
    (kept, merged), wang = pair, person("wang", Role.LIAISON)
    LiaisonAssignment.objects.create(enterprise=merged, officer=wang, starts_on=LONG_AGO)
    client, sent = as_user(wang), visit_post(merged)
    answer = during(lambda: joined(kept, merged, clerk), lambda: client.post("/enterprises/visits/new/", sent))
    assert answer.status_code == 302, answer
    assert Visit.objects.get().enterprise == kept


def test_who_read_a_row_before_and_saves_it_after_moves_nothing_back(pair: Any, clerk: User) -> None:
    kept, merged = pair
    old = contact(merged)
    joined(kept, merged, clerk)
    old.name = "示例新名"
    old.save()
    assert (Contact.objects.get().enterprise, Contact.objects.get().name) == (kept, "示例新名")


def test_through_two_mergers(pair: Any, clerk: User) -> None:
    (kept, merged), last = pair, firm("示例丙")
    joined(kept, merged, clerk)
    joined(last, kept, clerk)
    assert Contact.objects.get(pk=contact(merged).pk).enterprise == last


def is_watched(link: Link) -> bool:
    names = {each.name for model, each in pgtrigger.registered() if model is link.model}
    return f"follows_{link.column}" in names


def test_every_column_of_every_room_that_names_a_firm_or_a_project_is_watched() -> None:
    links = [*firm_links(), *moving_links()]
    assert len(links) > 30
    assert [link for link in links if not is_watched(link)] == []
    assert TalentPlatform in {link.model for link in links}, "a column without a way back is a column too"
