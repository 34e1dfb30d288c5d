"""Sealed columns: plain in Python, sealed in every table, found by hashes, whoever writes."""

import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import DatabaseError, connection, transaction

from core.models import IdentityKey, User
from core.sealed import ring
from core.sealed.columns import HIDDEN
from enterprises.models import Contact, Enterprise
from talent.models import Talent
from tests.talent.scene import NUMBER, talent

PHONE, OTHER = "0731-85880123", "13912340071"
pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> Enterprise:
    return Enterprise.objects.create(short_name="示例机械")


def cell(row: Any, column: str = "phone") -> str:
    """What the table holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {row._meta.db_table} WHERE id = %s", [row.pk])
        return cursor.fetchone()[0]


WRITERS: dict[str, Callable[[Enterprise], object]] = {
    "save": lambda firm: Contact(enterprise=firm, name="曾明", phone=PHONE).save(),
    "create": lambda firm: Contact.objects.create(enterprise=firm, name="曾明", phone=PHONE),
    "bulk_create": lambda firm: Contact.objects.bulk_create([Contact(enterprise=firm, name="曾明", phone=PHONE)]),
    "update": lambda firm: (_one(firm), Contact.objects.update(phone=PHONE)),
    "update_fields": lambda firm: _changed(_one(firm)).save(update_fields=["phone"]),
    "bulk_update": lambda firm: Contact.objects.bulk_update([_changed(_one(firm))], ["phone"]),
}


def _one(firm: Enterprise) -> Contact:
    return Contact.objects.create(enterprise=firm, name="曾明", phone=OTHER)


def _changed(row: Contact) -> Contact:
    row.phone = PHONE
    return row


@pytest.mark.parametrize("writer", WRITERS)
def test_whoever_writes_seals_and_is_found(firm: Enterprise, writer: str) -> None:
    WRITERS[writer](firm)
    row = Contact.objects.get()
    assert row.phone == PHONE
    assert cell(row).startswith("1:gAAAA")
    digits = "".join(filter(str.isdigit, PHONE))
    assert PHONE not in cell(row)
    assert digits not in cell(row)
    for asked in (PHONE, digits, "０７３１－８５８８０１２３", "0731 8588 0123"):
        assert Contact.objects.filter(phone=asked).get() == row, asked
    for asked in (digits, "85880123", "0123"):
        assert Contact.objects.named_like(asked).get() == row, asked
    for asked in (OTHER, "8588012", "85880123"):
        assert not Contact.objects.filter(phone=asked).exists(), asked
    assert not Contact.objects.named_like("1234").exists()
    last = Contact.pgh_event_model.objects.order_by("pgh_id").last()
    assert (last.phone, last.__dict__["phone"].text) == (PHONE, cell(row))


@pytest.mark.parametrize("asked", ["phone__contains", "phone__startswith", "phone__in", "phone__gt", "phone__regex"])
def test_what_no_hash_answers_is_refused(asked: str) -> None:
    with pytest.raises(FieldError, match="phone is sealed"):
        Contact.objects.filter(**{asked: PHONE}).exists()


def test_nothing_is_kept_as_nothing(firm: Enterprise) -> None:
    row = Contact.objects.create(enterprise=firm, name="曾明")
    assert (cell(row), Contact.objects.get(phone="").phone) == ("", "")
    assert not Contact.objects.exclude(phone="").exists()


def test_what_was_not_changed_is_written_as_it_was(firm: Enterprise) -> None:
    """Else every save would be a change on the trail."""
    row = _one(firm)
    before, events = cell(row), Contact.pgh_event_model.objects.count()
    again = Contact.objects.get()
    again.phone = OTHER
    again.save()
    row.save()
    assert (cell(row), Contact.pgh_event_model.objects.count()) == (before, events)
    again.phone = PHONE
    again.save()
    assert cell(row) != before  # the control


def test_the_database_takes_nothing_in_clear(firm: Enterprise) -> None:
    row = _one(firm)
    for text in (PHONE, "2:gAAAA", "13800000001"):
        with pytest.raises(DatabaseError, match="not sealed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE enterprises_contact SET phone = %s", [text])
    assert Contact.objects.get(pk=row.pk).phone == OTHER


def test_a_list_opens_nothing_before_it_is_read(firm: Enterprise, monkeypatch: pytest.MonkeyPatch) -> None:
    Contact.objects.bulk_create(Contact(enterprise=firm, name=f"曾明{n}", phone=OTHER) for n in range(20))
    opened: list[str] = []
    real = ring.opened
    monkeypatch.setattr(ring, "opened", lambda text: opened.append(text) or real(text))
    rows = list(Contact.objects.all())
    assert not opened
    assert rows[3].masked_phone == "139****0071"
    assert len(opened) == 1


def test_what_is_put_away_stays_sealed(firm: Enterprise) -> None:
    """A cache pickles rows, and texts read off them; JSON of raw values has masks."""
    row = Contact.objects.get(pk=_one(firm).pk)
    shown = row.phone
    assert OTHER.encode() not in pickle.dumps([row, shown])
    again, text = pickle.loads(pickle.dumps([row, shown]))
    assert (again.phone, text) == (OTHER, OTHER)
    (raw,) = Contact.objects.values_list("phone", flat=True)
    assert (raw == OTHER, f"{raw}", json.dumps([raw])) == (True, OTHER, f'["{HIDDEN}"]')


def test_a_document_and_its_hash_go_together_whoever_writes() -> None:
    person = talent("周示例", NUMBER)
    assert person.identity_hash == Talent.objects.get().identity_hash == ring.keyed_hash(NUMBER)
    Talent.objects.update(identity="passport:E12345678")
    assert Talent.objects.get().identity_hash == ring.keyed_hash("passport:E12345678")
    Talent.objects.update(identity="")
    assert Talent.objects.get().identity_hash is None


class TestAnotherKey:
    def test_reads_masks_and_writes_nothing(self, firm: Enterprise, settings: Any) -> None:
        row = _one(firm)
        ours, settings.IDENTITY_KEY = settings.IDENTITY_KEY, "another key"
        seen = Contact.objects.get()
        assert (seen.phone, seen.masked_phone) == (HIDDEN, HIDDEN)
        for write in (lambda: _changed(seen).save(), lambda: Contact.objects.update(phone=PHONE)):
            with pytest.raises(ring.WrongKeyError), transaction.atomic():
                write()
        with pytest.raises(ring.WrongKeyError):
            Contact.objects.filter(phone=OTHER).exists()
        assert not ring.is_key_of_the_data()
        settings.IDENTITY_KEY = ours
        assert Contact.objects.get(pk=row.pk).phone == OTHER

    def test_what_a_process_remembers_is_refused_by_the_tables(self, firm: Enterprise) -> None:
        """It sealed under the former key before, and asks nobody again."""
        row = _one(firm)
        IdentityKey.objects.update(number=2, fingerprint="another")
        with pytest.raises(DatabaseError, match="not sealed"), transaction.atomic():
            _changed(row).save()
        ring.forget()
        with pytest.raises(ring.WrongKeyError), transaction.atomic():
            Contact.objects.create(enterprise=firm, name="又一位", phone=PHONE)
        ring.forget()


def test_people_of_the_house_too() -> None:
    row = User.objects.create(username="qin", name="秦示例", phone=OTHER)
    assert cell(row).startswith("1:gAAAA")
    assert User.objects.get(phone=OTHER) == row
