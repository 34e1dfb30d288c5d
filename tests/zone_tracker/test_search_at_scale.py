"""The whole search at 20,000 firms, each with an alias, a contact and a request: by the index of grams, of which
docs/decisions/0009-search-reads-one-column.md tells, and in a time that does not grow with the firms."""

import itertools
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import Role
from core.models import User
from enterprises.models import Contact, Enterprise, EnterpriseAlias, Request
from enterprises.names import name_keys, text_keys
from finance.models import CreditLine, Institution
from tests.enterprises.scene import kind, person
from zone_tracker.demo.scale.stream import indexes_away, triggers_asleep
from zone_tracker.search import search_everywhere

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FIRMS = 20_000
PROMISED_MS = 100  # of database time, on a machine of one's own
GENEROUS = 3  # what a machine that is busy with other tests may take longer
FIRST, SECOND = "长乐重朝银星湘麓岚泽启砺衡景曜澄析映棱禾", "步行光工阳河屿川岳石森芯微界云驿桥峰源策"
THIRD, TRADE = "道科电达通能智机材药", ("光学", "重工", "传感", "乐器", "生物")
TYPED = (
    *("cbd", "zbd", "cs", "长步", "重工", "91430100", "长", "youxiangongsi"),
    *("没有这家", "a", "2345", "长步dao", "光学 长步道"),
)


@pytest.fixture(scope="module")
def leader(django_db_setup: None, django_db_blocker: Any) -> Iterator[User]:
    """A leader, who sees every room, in a zone of 20,000 firms; undone when the module ends.

    Without the triggers that keep history, and with the indexes made in one go: 70,000 rows would take minutes.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "never on the real database"
        poured = [each._meta.db_table for each in (Enterprise, EnterpriseAlias, Contact, Request, CreditLine)]
        with triggers_asleep(poured), indexes_away(poured):
            made = make_zone()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        yield made
        transaction.set_rollback(True)


def make_zone() -> User:
    """Write the firms and what hangs on them."""
    leader, now = person("leader", Role.LEADER), timezone.now()
    names = ["".join(parts) for parts in itertools.product(FIRST, SECOND, THIRD, TRADE)]
    assert len(names) == len(set(names)) == FIRMS
    firms = Enterprise.objects.bulk_create((_firm(n, name) for n, name in enumerate(names)), batch_size=2000)
    aliases = (EnterpriseAlias(enterprise=firm, name=firm.short_name[:3]) for firm in firms)
    EnterpriseAlias.objects.bulk_create((_keyed(row, row.name) for row in aliases), batch_size=2000)
    contacts = (_contact(firm, firm.short_name[:2], f"138{n:08d}") for n, firm in enumerate(firms))
    Contact.objects.bulk_create(contacts, batch_size=2000)
    asked = {"kind": kind(), "department": kind().department, "raised_by": leader, "raised_at": now}
    text = "希望园区协调厂区周边道路和用电增容，并尽快答复施工许可的办理时间。" * 3
    asked |= {"text": text, **text_keys(text).unsorted()}
    Request.objects.bulk_create((Request(enterprise=firm, **asked) for firm in firms), batch_size=2000)
    line = {"institution": Institution.objects.create(name="示例银行", kind="bank"), "granted_on": now.date()}
    CreditLine.objects.bulk_create(
        (CreditLine(enterprise=firm, granted_wan=100, **line) for firm in firms[::4]), batch_size=2000
    )
    return leader


def _firm(number: int, name: str) -> Enterprise:
    full, code = f"湖南{name}科技股份有限公司", f"91430100MA{number:08d}"
    key = 1_000_000 + number  # its own: the firms of later tests are not to count from 20,001 on
    keys = name_keys(name, full, code)
    return Enterprise(pk=key, short_name=name, full_name=full, uscc=code, **keys._asdict())


def _contact(of: Enterprise, name: str, phone: str) -> Contact:
    return Contact(enterprise=of, name=name, phone=phone, **name_keys(name).unsorted())


def _keyed(alias: EnterpriseAlias, name: str) -> EnterpriseAlias:
    alias.pinyin, alias.search_keys, alias.search_grams = name_keys(name)
    return alias


@pytest.mark.parametrize("text", TYPED)
def test_a_search_in_20000_firms_is_quick(leader: User, text: str) -> None:
    took, wall = min(_measure(text, leader) for _again in range(3))
    print(f"{text}: {took:.0f} ms of database time, {wall:.0f} ms in all")
    assert took < PROMISED_MS * GENEROUS


def _measure(text: str, user: User) -> tuple[float, float]:
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        search_everywhere(text, user=user)
    wall = (time.perf_counter() - began) * 1000
    return sum(float(query["time"]) for query in queries.captured_queries) * 1000, wall


RARE = (
    "析微仪器有",
    "长步道光学",
    "zbdgx",
    "91430100ma00012345",
    "没有这家",
    "13800012345",
    "2345",
    "光学 长步道",
    "长步dao",
    "長步道",
)


@pytest.mark.parametrize("text", RARE)
def test_what_few_bear_is_found_by_the_index(leader: User, text: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        search_everywhere(text, user=leader)
    for query in queries.captured_queries:
        plan = explained(query["sql"])
        for table in (Enterprise, EnterpriseAlias, Contact, Request):
            assert f"Seq Scan on {table._meta.db_table} " not in plan, plan
    assert "Bitmap Index Scan on enterprise_grams" in explained(queries.captured_queries[0]["sql"])


def test_a_plan_without_the_index_reads_all_firms(leader: User) -> None:
    """What the test above would see if the grams were not asked for."""
    rows = Enterprise.objects.filter(search_keys__contains="长步道光学")
    with CaptureQueriesContext(connection) as queries:
        list(rows)
    assert f"Seq Scan on {Enterprise._meta.db_table}" in explained(queries.captured_queries[0]["sql"])


def explained(sql: str) -> str:
    """How the database carries a statement out."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())


def test_both_readings_find_the_same_firms_among_20000(leader: User) -> None:
    found = [set(Enterprise.objects.named_like(text).values_list("pk", flat=True)) for text in ("cbd", "zbd", "长步道")]
    assert found[2]
    assert found[2] <= found[0]
    assert found[2] <= found[1]
