"""The trail as a table for Excel."""

import csv
import datetime as dt
import io
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from core.enums import AuditKind
from core.models import AuditEvent, User
from core.sheets import export_views, lists
from core.sheets.reading import guarded
from enterprises.models import Enterprise
from tests.world import World
from tests.zone_tracker.test_budgets import statements
from tests.zone_tracker.trail.scene import ADDRESS, REQUEST, acting, said

pytestmark = pytest.mark.django_db
HEADS = ["号", "时间", "账号", "姓名", "做了什么", "业务", "对哪一行", "变化", "来源地址", "请求号"]
DAY = dt.date(2026, 11, 20)
FILE = "/lists/audit/file/"


@pytest.fixture
def auditor(shared_world: World, client_for: Callable[[User], Client]) -> Client:
    return client_for(shared_world.cast.auditor)


def table(answer: HttpResponse) -> list[list[str]]:
    """The rows of a file as Excel reads them."""
    text = answer.content.decode()
    assert text.startswith("\ufeff"), "by which Excel knows UTF-8"
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_line_in_words(auditor: Client, shared_world: World) -> None:
    firm, liaison = shared_world.own.firm, shared_world.cast.liaison
    with acting(liaison):
        Enterprise.objects.filter(pk=firm.pk).update(short_name="澄岳光学", address="一路 1 号")
    answer = auditor.get(FILE, {"as": "csv", "person": str(liaison.pk)})
    heads, line = table(answer)
    made = AuditEvent.objects.get(user=liaison)
    assert heads == HEADS
    assert line == [
        str(made.seal.number),
        f"{timezone.localtime(made.at):%Y-%m-%d %H:%M:%S}",
        liaison.username,
        str(liaison),
        "修改",
        "企业",
        "澄岳光学",
        f"简称：{firm.short_name} → 澄岳光学；地址：{firm.address} → 一路 1 号",
        ADDRESS,
        REQUEST,
    ]
    assert f"-{timezone.localdate()}.csv" in answer["Content-Disposition"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_is_no_formula(auditor: Client, shared_world: World, text: str) -> None:
    bank = shared_world.cast.bank
    said(AuditKind.REFUSED, bank, DAY, "09:00", what=text)
    (_heads, line) = table(auditor.get(FILE, {"as": "csv", "person": str(bank.pk), "since": f"{DAY}"}))
    assert line[7] == guarded(text) == f"'{text}"
    assert guarded("A=1") == "A=1"


def test_the_taking_is_a_line_with_what_was_asked_for(auditor: Client, shared_world: World) -> None:
    said(AuditKind.LOGIN, shared_world.cast.bank, DAY, "09:00")
    auditor.get(f"{FILE}?person={shared_world.cast.bank.pk}&since={DAY}")
    taken = AuditEvent.objects.get(kind=AuditKind.EXPORTED)
    assert taken.user == shared_world.cast.auditor
    assert taken.what == f"audit.xlsx 1 person={shared_world.cast.bank.pk}&since={DAY}"


def test_too_many_lead_to_a_worker(auditor: Client, shared_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bank = shared_world.cast.bank
    for n in range(3):
        said(AuditKind.REFUSED, bank, DAY, f"09:0{n}")
    asked = f"person={bank.pk}&since={DAY}"
    monkeypatch.setattr(export_views, "MOST_AT_ONCE", 3)
    assert auditor.get(f"{FILE}?{asked}").status_code == 200
    monkeypatch.setattr(export_views, "MOST_AT_ONCE", 2)
    answer = auditor.get(f"{FILE}?{asked}", follow=True)
    assert answer.redirect_chain == [(f"/lists/audit/export/?{asked}", 302)]
    assert "生成文件" in answer.content.decode()
    assert AuditEvent.objects.filter(kind=AuditKind.EXPORTED).count() == 1


def test_a_days_file_is_that_persons_and_that_days(auditor: Client, shared_world: World) -> None:
    bank = shared_world.cast.bank
    for at in ("00:00", "23:59:59"):
        said(AuditKind.READ, bank, DAY, at)
    said(AuditKind.READ, bank, DAY + dt.timedelta(days=1), "00:00")
    said(AuditKind.READ, shared_world.cast.leader, DAY, "09:00")
    page = auditor.get(f"/audit/people/{bank.pk}/{DAY}/").content.decode().replace("&amp;", "&")
    asked = f"?person={bank.pk}&since={DAY}&until={DAY}"
    assert f"/lists/audit/export/{asked}" in page
    answer = auditor.get(f"{FILE}{asked}&as=csv")
    _heads, *rows = table(answer)
    assert [row[1] for row in rows] == ["2026-11-20 23:59:59", "2026-11-20 00:00:00"]


def test_parts_of_a_long_file_join_without_a_gap(
    auditor: Client, shared_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(7):
        said(AuditKind.REFUSED, shared_world.cast.bank, DAY, "09:00", what=f"/{n}/")  # all of one moment
    asked = {"person": str(shared_world.cast.bank.pk), "since": f"{DAY}"}
    monkeypatch.setattr(lists, "AT_ONCE", 3)
    _heads, *rows = table(auditor.get(FILE, {"as": "csv"} | asked))
    assert [row[7] for row in rows] == [f"/{n}/" for n in reversed(range(7))]


def test_it_asks_as_much_for_many_as_for_one(auditor: Client, shared_world: World) -> None:
    url = f"{FILE}?as=csv&person={shared_world.cast.liaison.pk}"

    def asked(count: int) -> int:
        for n in range(count):
            with acting(shared_world.cast.liaison):
                Enterprise.objects.filter(pk=shared_world.own.firm.pk).update(address=f"{count} 路 {n} 号")
        return len(statements(auditor, url))

    assert asked(1) == asked(29)
