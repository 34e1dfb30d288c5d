"""No telephone and no identity number stands in clear anywhere: tables, history, cache, sessions, jobs, mails, logs."""

import datetime as dt
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from core.enums import AuditKind, Role
from core.models import AuditEvent, ImportRow, User
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
    logs = [each for each in caplog.records if not each.name.startswith("django.db")]
    assert found(("log", written(each)) for each in logs) == set()
    assert found(("output", text) for text in capfd.readouterr()) == set()


ADDRESSES = (
    "/search/?q={}",
    "/enterprises/?page=2&q={}&order=name",
    'GET "/search/?q={}" from "/talent/?q={}"',
    "/admin/core/user/?q={}#top",
)


def written(record: logging.LogRecord) -> str:
    """A line as our handler writes it."""
    handler = next(each for each in settings_handlers() if each.formatter)
    return handler.format(record)


def settings_handlers() -> list[logging.Handler]:
    """What the loggers of the settings write to: of the root, and of the server that runs for a developer."""
    return [*logging.getLogger("django.server").handlers, *logging.getLogger().handlers]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("typed", [*PHONES, *DOCUMENTS, "139 1234 0071", "１３９１２３４００７１"])
@pytest.mark.parametrize("name", ["django.request", "django.server", "gunicorn.access", "zone"])
def test_a_number_in_an_address_is_in_no_line(address: str, typed: str, name: str) -> None:
    for said in (typed, quote(typed), quote_plus(typed)):
        text = address.replace("{}", said.replace(" ", "+"))
        line = written(logging.makeLogRecord({"name": name, "msg": "Not Found: %s", "args": (text,)}))
        assert address.partition("{}")[0].split("?")[0].split('"')[-1] in line.replace('\\"', '"')
        told_anyway = {typed, re.sub(r"\W", "", typed), quote(typed), quote_plus(typed)}
        assert not told_anyway & set(re.split(r"[=&#\s\"\\]", line))
        assert "…" in line


def test_what_is_no_number_stays_in_the_line() -> None:
    """The control: a day, a page and a firm are still told."""
    address = "/enterprises/?since=2026-11-30&page=12&firm=1234&q=%E6%9B%BE"
    line = written(logging.makeLogRecord({"name": "zone", "msg": f"GET {address}"}))
    assert address in line


def test_the_trail_keeps_the_route_and_not_what_was_typed(client: Client) -> None:
    """Where history and refusals name an address, it is without its question mark."""
    client.force_login(person("qin", Role.TALENT_OFFICER))
    client.get(f"/search/?q={PHONES[1]}")
    client.get(f"/audit/?q={PHONES[1]}")  # refused, and so on the trail
    connection.check_constraints()
    assert AuditEvent.objects.filter(kind=AuditKind.REFUSED, what="/audit/").exists()
    assert found(told()) == set()


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
