"""A person is erased, and in the same moment somebody adds a row beside them or saves one: nothing clear remains.

Each race is forced, and has a control: with the trigger asleep the very same race leaves what was typed.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import IntegrityError, models
from django.utils import timezone

from core.enums import ErasureReason, Person, Role
from core.personal import erasing
from talent.enums import ProofKind
from talent.erasing import BESIDE
from talent.models import HANGING, GreenCard, Proof, Talent, Tenancy
from tests.races import asleep, during
from tests.talent.care.scene import flat, grade, tenancy
from tests.talent.scene import NUMBER_X, firm, person, talent
from tests.test_nothing_in_clear import told
from zone_tracker.erasing.subjects import SUBJECTS

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "欧阳可寻"
ON = dt.date(2026, 1, 6)


def erased(row: Talent) -> Callable[[], None]:
    """The second word, to be given in the race."""
    subject, now = SUBJECTS[Person.TALENT], timezone.now()
    officer, leader = person("qin", Role.TALENT_OFFICER), person("lead", Role.LEADER)
    asked = erasing.ask(subject, row, ErasureReason.ASKED, by=officer, client_id=uuid.uuid4(), now=now)

    def decide() -> None:
        erasing.decide(subject, asked, True, by=leader, request=None, now=now)

    return decide


def a_proof(row: Talent) -> Any:
    return Proof.objects.create(talent=row, kind=ProofKind.CONTRACT, what=f"{NAME}的合同", number=NAME, on=ON)


def a_card(row: Talent) -> Any:
    until = dt.date(2027, 1, 5)
    return GreenCard.objects.create(
        talent=row, grade=grade(), number=NAME, since=ON, until=until, client_id=uuid.uuid4()
    )


def a_tenancy(row: Talent) -> Any:
    made = tenancy(flat(), row, 0, 30)
    Tenancy.objects.filter(pk=made.pk).update(out_of_turn=f"{NAME}照顾")
    return made


WRITERS: dict[type[models.Model], Callable[[Talent], Any]] = {Proof: a_proof, GreenCard: a_card, Tenancy: a_tenancy}
NAMES = [model.__name__ for model in WRITERS]


def left() -> set[str]:
    return {place for place, cell in told() if NAME in cell}


@pytest.fixture
def somebody() -> Talent:
    return talent(NAME, NUMBER_X, enterprise=firm(), evidence=f"{NAME}的认定")


@pytest.mark.parametrize("model", WRITERS, ids=NAMES)
def test_what_is_added_meanwhile_is_refused(model: type[models.Model], somebody: Talent) -> None:
    refused = during(erased(somebody), lambda: WRITERS[model](somebody))
    assert isinstance(refused, IntegrityError), refused
    assert "was erased" in str(refused)
    assert left() == set()


@pytest.mark.parametrize("model", WRITERS, ids=NAMES)
def test_control_with_the_trigger_asleep_it_remains(model: type[models.Model], somebody: Talent) -> None:
    kind = "erased_update" if model is Tenancy else "erased_insert"
    during(erased(somebody), lambda: WRITERS[model](somebody), asleep(model, kind))
    assert left()


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
def test_what_was_read_before_is_not_written_back(somebody: Talent, guarded: bool) -> None:
    proof = a_proof(somebody)
    proof.until = dt.date(2026, 12, 31)
    without = nullcontext if guarded else asleep(Proof, "erased_update")
    wrote = during(erased(somebody), proof.save, without)
    assert isinstance(wrote, IntegrityError) == guarded
    assert bool(left()) != guarded


def test_what_was_added_just_before_is_emptied_too(somebody: Talent) -> None:
    during(lambda: a_proof(somebody) and None, erased(somebody))
    assert left() == set()


def test_every_table_beside_a_person_is_watched() -> None:

    assert set(HANGING) == {model for model, _keys, _texts in BESIDE}


def test_what_still_holds_can_be_ended_with_a_reason(somebody: Talent) -> None:
    given = tenancy(flat(), somebody, 0, 30)
    erased(somebody)()
    given.refresh_from_db()
    given.ended_on, given.ended_why = timezone.localdate() + dt.timedelta(days=1), "退房"
    given.save()
