"""Another key: everything comes under it or nothing, and what is read afterwards is what was read before."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from core.enums import AuditKind
from core.guard.checks import the_key_is_that_of_the_data
from core.guard.trail.verifying import verify
from core.models import AuditEvent, IdentityKey, User
from core.personal import rotating
from core.personal.rotating import CannotRotateError, rotate
from core.sealed import ring
from core.sealed.columns import HIDDEN
from enterprises.models import Contact, Enterprise
from talent import identity
from talent.models import Talent
from tests.talent.scene import NUMBER, NUMBER_X, talent

NEW = "kW3x-9QmZr7Tq_Lp0Vb2NcYs8HdJfUe4GaXoRi5Et1"
PHONE, FORMER = "13912340071", "13800000012"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rows() -> None:
    firm = Enterprise.objects.create(short_name="示例机械")
    contact = Contact.objects.create(enterprise=firm, name="曾明", phone=FORMER)
    contact.phone = PHONE
    contact.save()
    User.objects.create(username="qin", name="秦示例", phone=PHONE)
    person = talent("周示例", NUMBER_X, phone=FORMER)
    person.identity = NUMBER
    person.save()


def cells() -> dict[str, list[Any]]:
    """Every sealed cell, as the tables hold it."""
    found = {}
    for model in (Contact, User, Talent):
        for each in (model, model.pgh_event_model):
            names = ["phone", *(["identity", "identity_hash"] if model is Talent else [])]
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {', '.join(names)} FROM {each._meta.db_table} ORDER BY 1")
                found[each.__name__] = cursor.fetchall()
    return found


def what_is_read() -> list[Any]:
    person = Talent.objects.get()
    return [
        [each.phone for each in Contact.pgh_event_model.objects.order_by("pgh_id")],
        [each.identity for each in Talent.pgh_event_model.objects.order_by("pgh_id")],
        (Contact.objects.get().phone, User.objects.get().phone, person.phone, identity.masked(person.identity)),
        Talent.objects.proven_by(NUMBER, "card").count(),
        Contact.objects.named_like("0071").count(),
    ]


def asked(*words: str) -> dict[str, Any]:
    from io import StringIO

    out = StringIO()
    call_command("rotate_identity_key", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_under_the_present_key_everything_is_sealed_anew() -> None:
    before, read = cells(), what_is_read()
    assert asked() == {"rows": 8, "done": True}
    was, now = ({row[0] for rows in each.values() for row in rows} for each in (before, cells()))
    assert not was & now
    assert what_is_read() == read
    assert IdentityKey.objects.get().number == 1
    assert verify().ok


def test_under_another_key(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    read, hashes = what_is_read(), {row[2] for row in cells()["Talent"]}
    monkeypatch.setenv("THE_NEW_ONE", NEW)
    assert asked("--new-key-from", "THE_NEW_ONE")["done"]
    held = [row[0] for rows in cells().values() for row in rows]
    assert held
    assert all(text.startswith("2:gAAAA") for text in held)
    assert Contact.objects.get().phone == HIDDEN
    assert [each.id for each in the_key_is_that_of_the_data(databases=["default"])] == ["zone.E008"]
    with pytest.raises(ring.WrongKeyError), transaction.atomic():
        talent("李示例", phone=PHONE)
    settings.IDENTITY_KEY = NEW
    assert the_key_is_that_of_the_data(databases=["default"]) == []
    assert what_is_read() == read
    assert not hashes & {row[2] for row in cells()["Talent"]}
    assert all(each.identity_hash == ring.keyed_hash(each.identity) for each in Talent.pgh_event_model.objects.all())
    talent("李示例", phone=PHONE)
    assert verify().ok
    assert AuditEvent.objects.filter(kind=AuditKind.REKEYED).count() == 1


def test_twice_is_once(settings: Any) -> None:
    assert rotate(NEW) == rotate(NEW) == 8
    assert IdentityKey.objects.get().number == 2
    settings.IDENTITY_KEY = NEW
    assert rotate() == 8
    assert Contact.objects.get().phone == PHONE


def test_half_way_is_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    before, real = cells(), rotating._reseal

    def killed(live: Any, *key: Any) -> int:
        if live is Talent:
            raise KeyboardInterrupt
        return real(live, *key)

    monkeypatch.setattr(rotating, "_reseal", killed)
    with pytest.raises(KeyboardInterrupt):
        rotate(NEW)
    assert cells() == before
    assert IdentityKey.objects.get().number == 1
    talent("李示例", phone=PHONE)  # the triggers are awake, and take what our key seals


def test_what_no_key_opens_stops_it() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE enterprises_contact SET phone = '1:gAAAAnothing.'")
    before = cells()
    with pytest.raises(CannotRotateError, match=r"Contact\.phone"):
        rotate(NEW)
    assert cells() == before


@pytest.mark.parametrize("key", ["short", "x" * 64])
def test_a_weak_key_is_refused_outside_the_demo(settings: Any, key: str) -> None:
    settings.ZONE_DEMO = False
    with pytest.raises(CannotRotateError, match="too simple"):
        rotate(key)


def test_with_a_key_that_is_not_the_one_of_the_data(settings: Any) -> None:
    settings.IDENTITY_KEY = "another key"
    with pytest.raises(CommandError, match="not the key"):
        call_command("rotate_identity_key")


def test_a_source_without_a_key_is_said() -> None:
    with pytest.raises(CommandError, match="holds no key"):
        call_command("rotate_identity_key", "--new-key-from", "NOWHERE_AT_ALL")
