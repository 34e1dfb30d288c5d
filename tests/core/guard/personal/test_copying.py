"""A person's copy holds every table that points to them, and nobody lists those tables."""

import io
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from openpyxl import load_workbook

from core.enums import AuditKind, Role
from core.models import AuditEvent, User
from core.personal.copying import pointing_to, tables_about, workbook_of
from enterprises.models import Contact
from talent.models import Honour, Talent
from tests.talent.scene import NUMBER, firm, person, talent

PHONE, FORMER = "13912340071", "13800000012"
pytestmark = pytest.mark.django_db


def cells(data: bytes) -> dict[str, list[str]]:
    book = load_workbook(io.BytesIO(data), read_only=True)
    return {sheet.title: [f"{cell}" for row in sheet.values for cell in row if cell is not None] for sheet in book}


@pytest.mark.parametrize("model", [Talent, Contact, User])
def test_every_foreign_key_that_leads_here_is_followed(model: Any) -> None:
    """By the columns of all models, which is another way than the walk goes."""
    own = model.pgh_event_model
    wanted = {
        (each, column.attname)
        for each in apps.get_models(include_auto_created=True)
        for column in each._meta.local_concrete_fields
        if each._meta.managed
        and not each._meta.proxy
        and column.is_relation
        and column.related_model in (model, f"{model._meta.label}")
        and each is not own
    }
    found = {(each, column) for each, columns in pointing_to(model).items() for column in columns}
    assert wanted <= found, wanted - found
    assert own in {table.model for table in tables_about(model(pk=1))}


def test_what_was_and_what_is() -> None:
    row = talent("周示例", NUMBER, phone=FORMER, enterprise=firm())
    row.phone = PHONE
    row.save()
    row.honours.add(Honour.objects.create(name="雨花工匠"))
    talent("别人", phone="13800000099")
    told = cells(workbook_of(row))
    assert {"周示例", PHONE, NUMBER} <= {*told["人才"]}
    assert {PHONE, FORMER} <= {*told["人才的历史"]}
    assert len(told) == 6, told.keys()  # itself, its category and the honour, each with a past
    assert "13800000099" not in str(told)
    assert "gAAAA" not in str(told)


def test_a_password_is_nobodys_copy() -> None:
    row = User.objects.create(username="qin", name="=秦", phone=PHONE)
    row.set_password("a very secret word")
    row.save()
    told = str(cells(workbook_of(row)))
    assert PHONE in told
    assert row.password not in told
    assert "'=秦" in told  # no formula


@pytest.mark.parametrize(
    ("role", "status"), [(Role.TALENT_OFFICER, 200), (Role.LEADER, 403), (Role.AUDITOR, 403), (Role.ADMIN, 403)]
)
def test_who_keeps_the_register_takes_it_and_that_is_written_down(role: Role, status: int) -> None:
    row, client = talent("周示例", NUMBER), Client()
    client.force_login(person("qin", role))
    answer = client.post(f"/talent/{row.pk}/copy/")
    assert answer.status_code == status
    lines = AuditEvent.objects.filter(kind=AuditKind.COPIED, table="talent_talent", row=row.pk)
    assert lines.count() == (status == 200)
    if status == 200:
        assert NUMBER in str(cells(answer.content))
        assert answer["Cache-Control"] == "private, no-store"
