"""No telephone and no identity number stands in clear anywhere: tables, history, cache, sessions, jobs, mails, logs."""

import datetime as dt
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.enums import Role
from core.models import ImportRow, User
from core.office import jobs
from core.sheets import batches
from enterprises.models import Contact, Enterprise, LiaisonAssignment
from talent import identity
from talent.enums import IdentityKind
from talent.models import Talent
from tests.core.sheets.table import sheet
from tests.talent.scene import NUMBER, NUMBER_X, firm, form, person, talent

pytestmark = pytest.mark.django_db
PHONES = ("13912340071", "0731-85880123", "13800000012", "13800000013", "13800000014")
DOCUMENTS = (NUMBER, NUMBER_X, "E12345612")
TEXTS = (
    "text",
    "character varying",
    "character",
    "jsonb",
    "json",
    "bytea",
    "ARRAY",
    "inet",
    "USER-DEFINED",
    "tsvector",
)

_COLUMNS = """
    SELECT c.table_name, c.column_name FROM information_schema.columns c JOIN information_schema.tables t
    USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type = ANY(%s)
"""


def told() -> Iterator[tuple[str, str]]:
    """Every cell of text, and where it stands."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [list(TEXTS)])
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL')
            yield from ((f"{table}.{column}", cell) for (cell,) in cursor.fetchall())


def found(cells: Iterator[tuple[str, str]]) -> set[str]:
    """Where one of the numbers stands, as it was typed or in digits alone; also as hexadecimal bytes."""
    signs = {each for text in (*PHONES, *DOCUMENTS) for each in (text, re.sub(r"\W", "", text))}
    signs |= {sign.encode().hex() for sign in signs}
    return {where for where, cell in cells if any(sign in cell for sign in signs)}


@pytest.fixture
def _a_small_world(caplog: pytest.LogCaptureFixture) -> None:
    """People of all kinds, written by pages, by an import that waits, by verbs, and changed; and what reads them."""
    caplog.set_level(logging.DEBUG)
    officer = person("qin", Role.TALENT_OFFICER, Role.LEADER)
    liaison = User.objects.create(username="liao", name="廖示例", roles=[Role.LIAISON], phone=PHONES[0])
    place: Enterprise = firm()
    LiaisonAssignment.objects.create(enterprise=place, officer=liaison, starts_on=dt.date(2026, 1, 1))
    contact = Contact.objects.create(enterprise=place, name="曾明", phone=PHONES[0])
    contact.phone = PHONES[1]
    contact.save()
    known = talent("周示例", NUMBER_X, phone=PHONES[2], enterprise=place)
    known.identity = identity.document("E12345612", IdentityKind.PASSPORT)
    known.save()
    client = Client()
    client.force_login(officer)
    sent = client.post("/talent/new/", form(enterprise=place, phone=PHONES[3], identity_number=NUMBER))
    assert sent.status_code == 302
    refused = client.post("/talent/new/", form(enterprise=place, phone=PHONES[3], identity_number=NUMBER))
    assert "已经登记过" in refused.content.decode()
    why = {"field": "identity", "reason": "check"}
    assert "E12345612" in client.post(f"/talent/{known.pk}/reveal/", why).content.decode()
    for url in ("/talent/", f"/talent/{known.pk}/", f"/search/?q={PHONES[1]}", f"/enterprises/{place.pk}/"):
        assert client.get(url).status_code == 200
    seat = Client()
    seat.force_login(liaison)
    assert PHONES[1] in seat.get(f"/enterprises/{place.pk}/").content.decode()
    assert seat.get(f"/search/?q={PHONES[1]}").status_code == 200
    head = ("姓名", "类别", "企业", "引进日期", "电话", "身份证号")
    rows = [
        ("李示例", "工程师人才", "示例电驱", "2026-01-05", PHONES[4], None),
        ("王错行", "工程师人才", "示例电驱", PHONES[4], "打我", None),
        ("赵错列", "工程师人才", "示例电驱", f"E12345612 {NUMBER}", PHONES[4], None),
    ]
    batches.receive("talents", sheet(head, *rows), "名册.xlsx", by=officer, now=timezone.now())
    firms = (("简称", "联系人", "电话"), ("新企业", "曾小明", PHONES[2]))
    lead = person("wang", Role.PROJECT_OFFICER)
    batches.receive("firms", sheet(*firms), "企业.xlsx", by=lead, now=timezone.now())
    jobs.run_owed(timezone.now())
    assert {*ImportRow.objects.values_list("outcome", flat=True)} == {"new", "wrong"}


@pytest.mark.usefixtures("_a_small_world")
def test_no_number_stands_in_clear(caplog: pytest.LogCaptureFixture, capfd: Any) -> None:
    connection.check_constraints()
    assert found(told()) == set()
    kept = getattr(cache, "_cache", {})
    assert found((f"cache {key}", f"{key} {value!r}") for key, value in kept.items()) == set()
    mails = getattr(mail, "outbox", [])
    assert found(("mail", f"{each.subject} {each.body} {each.message()}") for each in mails) == set()
    asked_for = re.compile(r"/search/\?q=\S+|GET /search\S*")  # what somebody types into an address is theirs
    logs = (asked_for.sub("", each.getMessage()) for each in caplog.records if not each.name.startswith("django.db"))
    assert found(("log", text) for text in logs) == set()
    assert found(("output", asked_for.sub("", text)) for text in capfd.readouterr()) == set()


@pytest.mark.usefixtures("_a_small_world")
def test_one_in_clear_would_be_found() -> None:
    """The control: in a text, in JSON and in an array."""
    Talent.objects.update(evidence=f"电话 {PHONES[0]}")
    ImportRow.objects.update(said=[{"value": NUMBER}])
    User.objects.update(reading=PHONES[1])
    connection.check_constraints()
    assert found(told()) >= {
        "talent_talent.evidence",
        "talent_talentevent.evidence",
        "core_importrow.said",
        "core_user.reading",
    }
