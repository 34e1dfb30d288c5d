"""留痕: what the auditor finds, and how a line is said."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.enums import AuditKind, Role
from core.guard.trail.histories import histories, take_baseline
from core.models import AuditEvent, User
from enterprises.models import Contact, Enterprise
from finance.models import Drawdown
from projects.models import CommitmentReading, Project
from talent.models import Talent
from tests.core.guard.trail.owner import as_owner
from tests.world import World
from tests.zone_tracker.test_budgets import statements
from tests.zone_tracker.trail.scene import ADDRESS, REQUEST, acting, lines, main, said
from zone_tracker.trail.filters import GROUPS
from zone_tracker.trail.lines import masked, named

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def auditor(shared_world: World, client_for: Callable[[User], Client]) -> Client:
    return client_for(shared_world.cast.auditor)


def changed(world: World) -> AuditEvent:
    """The line of a firm whose name the liaison officer changed."""
    with acting(world.cast.liaison):
        Enterprise.objects.filter(pk=world.own.firm.pk).update(short_name="澄岳光学")
    return AuditEvent.objects.get(user=world.cast.liaison, kind=AuditKind.CHANGED)


class TestWhatIsAskedFor:
    def test_today_unless_asked(self, auditor: Client, shared_world: World) -> None:
        leader, yesterday = shared_world.cast.leader, TODAY() - dt.timedelta(days=1)
        old = said(AuditKind.LOGIN, leader, yesterday, "10:00")
        last = said(AuditKind.LOGIN, leader, yesterday, "23:59:59")
        new = said(AuditKind.LOGIN, leader, TODAY(), "00:00")
        person = str(leader.pk)
        assert [line.event for line in lines(auditor, person=person)] == [new]
        days = {"since": f"{yesterday}", "until": f"{yesterday}"}
        assert [line.event for line in lines(auditor, person=person, **days)] == [last, old]
        assert len(lines(auditor, person=person, since=f"{yesterday}")) == 3
        assert "换一天" in main(auditor, "/audit/", until=f"{yesterday - dt.timedelta(days=9)}")

    def test_by_person_and_by_register(self, auditor: Client, shared_world: World) -> None:
        mine = changed(shared_world)
        with acting(shared_world.cast.talent):
            Talent.objects.filter(pk=shared_world.own.talent.pk).update(title="首席工程师")
        person = str(shared_world.cast.liaison.pk)
        assert [line.event for line in lines(auditor, person=person)] == [mine]
        found = lines(auditor, table="enterprises_enterprise")
        assert {line.event.table for line in found} == {"enterprises_enterprise"}
        assert found[0].event == mine
        assert lines(auditor, table="talent_talent", person=person) == []

    def test_search(self, auditor: Client, shared_world: World) -> None:
        mine, liaison = changed(shared_world), shared_world.cast.liaison
        User.objects.filter(pk=liaison.pk).update(name="程听澜")
        for word in ("听澜", liaison.username, ADDRESS, REQUEST, "澄岳"):
            assert mine in [line.event for line in lines(auditor, q=word)], word
        with acting(shared_world.cast.project):
            Project.objects.filter(pk=shared_world.own.project.pk).update(partner="某集团")
        name = shared_world.own.project.name
        assert lines(auditor, q=name)[0].event.row == shared_world.own.project.pk
        assert lines(auditor, q="nothing-is-called-so") == []
        assert lines(auditor, q="10.0.0.9") == []

    def test_what_it_does_not_know_is_said(self, auditor: Client) -> None:
        assert "没有名为 colour 的筛选条件" in main(auditor, "/audit/", colour="red")
        assert "没有名为" not in main(auditor, "/audit/", line="1", page="1")
        assert auditor.get("/audit/?since=soon&kind=odd&person=x&line=-1").status_code == 200


class TestPills:
    def test_every_kind_is_under_one(self) -> None:
        under = Counter(kind for _label, kinds in GROUPS.values() for kind in kinds)
        assert under == dict.fromkeys(AuditKind, 1)

    def test_they_add_up_and_stay_whatever_is_chosen(self, auditor: Client, shared_world: World) -> None:
        for kind in AuditKind:
            if kind not in (AuditKind.FORGOTTEN, AuditKind.CREATED, AuditKind.CHANGED, AuditKind.DELETED):
                said(kind, shared_world.cast.bank, TODAY(), "09:00")
        changed(shared_world)
        first = self.counts(auditor)
        assert first.pop("") == sum(first.values()) == AuditEvent.objects.count()
        assert all(first.values()), first
        for key in GROUPS:
            page = self.counts(auditor, kind=key)
            del page[""]
            assert page == first
            shown = lines(auditor, kind=key)
            assert {line.event.kind for line in shown} <= {*GROUPS[key][1]}
            assert len(shown) == min(first[key], 50)

    def counts(self, auditor: Client, **asked: str) -> dict[str, int]:
        pills = auditor.get("/audit/", asked).context["pills"]
        assert [pill["key"] for pill in pills if pill["on"]] == [asked.get("kind", "")]
        return {pill["key"]: pill["count"] for pill in pills}


class TestTheLineLaidOpen:
    def opened(self, auditor: Client, event: AuditEvent) -> str:
        return main(auditor, "/audit/", line=event.pk).split('class="audit-picked"')[1].split("</aside>")[0]

    def test_who_when_where_and_how(self, auditor: Client, shared_world: World) -> None:
        mine = changed(shared_world)
        text = self.opened(auditor, mine)
        for word in (str(shared_world.cast.liaison), str(Role.LIAISON.label), ADDRESS, REQUEST, "register:edit"):
            assert word in text, word
        assert f"第 {mine.seal.number} 号" in text
        assert f"/audit/people/{mine.user_id}/{TODAY()}/" in text
        assert f"/audit/rows/enterprises_enterprise/{mine.row}/" in text
        assert f"/enterprises/{mine.row}/" in text
        before = shared_world.own.firm.short_name
        assert f'<td class="del">{before}</td> <td class="ins">澄岳光学</td>' in text

    def test_choices_and_rows_by_their_words(self, auditor: Client, shared_world: World) -> None:
        with acting(shared_world.cast.admin):
            person = shared_world.cast.other_handler
            User.objects.filter(pk=person.pk).update(
                roles=[Role.TALENT_OFFICER], department=shared_world.cast.handler.department
            )
        text = self.opened(auditor, AuditEvent.objects.get(user=shared_world.cast.admin))
        assert '<td class="del">科技科</td> <td class="ins">规划科</td>' in text
        assert f'<td class="del">{Role.HANDLER.label}</td> <td class="ins">{Role.TALENT_OFFICER.label}</td>' in text

    def test_telephones_are_masked_and_identities_a_fingerprint(self, auditor: Client, shared_world: World) -> None:
        with acting(shared_world.cast.talent):
            Talent.objects.filter(pk=shared_world.own.talent.pk).update(
                phone="13912340071", identity_hash="abcdef" + "0" * 58
            )
        text = self.opened(auditor, AuditEvent.objects.get(user=shared_world.cast.talent))
        assert "138****0002" in text
        assert "139****0071" in text
        assert '<td class="ins">abcdef</td>' in text
        assert "13912340071" not in text
        assert "abcdef0" not in text

    @pytest.mark.parametrize(
        ("column", "value", "words"),
        [
            ("phone", "13800000071", "138****0071"),
            ("phone", "120", "****"),
            ("phone", "", ""),
            ("email", "wang@example.com", "w***@example.com"),
            ("identity_hash", "0123456789", "012345"),
            ("name", "13800000071", "13800000071"),
        ],
    )
    def test_what_is_masked(self, column: str, value: str, words: str) -> None:
        assert masked(column, value) == words

    def test_what_was_deleted_is_called_as_it_was(self, auditor: Client, shared_world: World) -> None:
        with acting(shared_world.cast.liaison):
            contact = Contact.objects.create(enterprise=shared_world.own.firm, name="顾念慈", phone="13800000071")
        with acting(shared_world.cast.liaison):
            contact.delete()
        event = AuditEvent.objects.get(kind=AuditKind.DELETED, table="enterprises_contact")
        text = self.opened(auditor, event)
        assert "删除 联系人 顾念慈" in text
        assert '<td class="del">138****0071</td>' in text

    def test_one_that_holds_and_one_that_was_tampered_with(self, auditor: Client, shared_world: World) -> None:
        mine = changed(shared_world)
        assert "校验通过" in self.opened(auditor, mine)
        for statement in (
            f"UPDATE core_auditevent SET who = 'else' WHERE id = {mine.pk}",
            f"UPDATE enterprises_enterpriseevent SET short_name = '丙' WHERE pgh_id = {mine.event}",
        ):
            with as_owner() as cursor:
                cursor.execute(statement)
                text = self.opened(auditor, mine)
            assert "校验不通过" in text
            assert "未被改动" not in text

    def test_lines_about_no_row_open_as_well(self, auditor: Client, shared_world: World) -> None:
        """A baseline counts the rows of a table, and is about none of them."""
        baseline = take_baseline(histories()["core_user"])
        forgotten = AuditEvent.objects.create(at=timezone.now(), kind=AuditKind.FORGOTTEN, row=0, what="0")
        person = User.objects.create_user("of-that-number", id=baseline.row, name="路人")
        connection.check_constraints()
        for event in (baseline, forgotten):
            text = self.opened(auditor, event)
            assert "/audit/rows/" not in text
            assert "路人" not in text
        about = lines(auditor, f"/audit/rows/core_user/{person.pk}/")
        assert about[-1].event.kind == AuditKind.CREATED
        assert baseline not in [line.event for line in about]


def test_fifty_a_page(auditor: Client, shared_world: World) -> None:
    for n in range(51):
        said(AuditKind.REFUSED, shared_world.cast.bank, TODAY(), f"09:{n:02d}", what=f"/page-{n}/")
    asked = {"person": str(shared_world.cast.bank.pk)}
    assert len(lines(auditor, **asked)) == 50
    assert [line.event.what for line in lines(auditor, page="2", **asked)] == ["/page-0/"]


def test_no_name_asks_for_rows_of_its_own(shared_world: World) -> None:
    """What a page of lines names is fetched table by table, for every table on the trail."""
    unnamed = []
    for table, history in histories().items():
        rows = named([(table, pk) for pk in history.model._base_manager.values_list("pk", flat=True)[:3]])
        with CaptureQueriesContext(connection) as asked:
            _names = [str(row) for row in rows.values()]
        if len(asked):
            unnamed.append(table)
    assert unnamed == []


def test_as_many_questions_for_one_line_as_for_thirty(auditor: Client, shared_world: World) -> None:
    line, promise = shared_world.own.line, CommitmentReading.objects.first()
    assert promise is not None

    def write(count: int) -> list[str]:
        for n in range(count):
            with acting(shared_world.cast.finance):
                Drawdown.objects.create(line=line, amount_wan=1, on=TODAY(), recorded_by=shared_world.cast.bank)
                Enterprise.objects.filter(pk=shared_world.own.firm.pk).update(address=f"{count} 路 {n} 号")
                CommitmentReading.objects.filter(pk=promise.pk).update(value=n + count * 100)
        url = f"/audit/?person={shared_world.cast.finance.pk}"
        auditor.get(url)
        return statements(auditor, url)

    assert len(few := write(1)) == len(write(10)), "\n".join(few)


def test_nobody_but_the_auditor(shared_world: World, client_for: Callable[[User], Client]) -> None:
    firm, leader = shared_world.own.firm, shared_world.cast.leader
    pages: tuple[Any, ...] = (
        "",
        "names/",
        f"people/{leader.pk}/{TODAY()}/",
        f"rows/enterprises_enterprise/{firm.pk}/",
    )
    for person in shared_world.cast.roles():
        client = client_for(person)
        found = {client.get(f"/audit/{page}").status_code for page in pages}
        assert found == ({200} if person.holds(Role.AUDITOR) else {403}), person.username
