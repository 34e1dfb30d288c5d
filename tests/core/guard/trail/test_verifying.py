"""Whoever owns the tables can change them; the chain says so."""

import datetime as dt
import hashlib
import io
import json
import random
from typing import Any

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from core.enums import AuditKind
from core.guard.trail.histories import histories, take_baseline
from core.guard.trail.nightly import verify_and_write_down
from core.guard.trail.roles import SEALED, protected
from core.guard.trail.verifying import line_holds, verify
from core.models import AuditCheck, AuditEvent, AuditSeal, User
from core.models.guard import CONTENT
from tests.core.guard.trail.owner import as_owner, change, count, forge, put_in, take_out
from tests.world import World

pytestmark = pytest.mark.django_db
TABLES = [SEALED, *(table for table in protected() if table != AuditCheck._meta.db_table)]


@pytest.fixture
def trail(shared_world: World) -> World:
    """A trail with the writes of a whole world, some by a request of the leader, and some log-ins."""
    with pghistory.context(user=shared_world.cast.leader.pk, address="10.0.0.1", request_id="abc", url="x:y"):
        User.objects.filter(pk=shared_world.cast.project.pk).update(name="改过")
    AuditEvent.objects.create(at=timezone.now(), kind=AuditKind.LOGIN, user=shared_world.cast.leader)
    connection.check_constraints()
    return shared_world


def test_control_an_honest_trail_is_whole(trail: World) -> None:
    verdict = verify()
    assert verdict.ok
    assert verdict.rows == AuditEvent.objects.count() == AuditSeal.objects.count()


def test_a_hundred_random_changes_by_the_owner_are_all_found(trail: World) -> None:
    chance, tried = random.Random(1133), []
    while len(tried) < 100:
        table, tamper = chance.choice(TABLES), chance.choice([change, take_out, put_in])
        with as_owner() as cursor:
            if count(cursor, table) and (done := tamper(cursor, table, chance)):
                verdict = verify()
                tried.append(done)
                assert not verdict.ok, done
    assert len({done.split()[0].split(".")[0] for done in tried}) > 15
    assert verify().ok


def test_the_first_bad_row_is_named(trail: World) -> None:
    line = AuditEvent.objects.get(kind=AuditKind.LOGIN)
    with as_owner() as cursor:
        cursor.execute("UPDATE core_auditevent SET who = 'else' WHERE id = %s", [line.pk])
        fault = verify().fault
        assert fault is not None
        assert (fault.why, fault.table, fault.row, fault.number) == (
            "changed",
            "core_auditevent",
            line.pk,
            line.seal.number,
        )


def test_an_end_that_was_seen_is_missed_though_the_sequence_forgot_it(trail: World) -> None:
    last = AuditSeal.objects.last()
    assert last is not None
    assert verify_and_write_down(timezone.now()).ok
    with as_owner() as cursor:
        cursor.execute("DELETE FROM core_auditevent WHERE id = %s", [last.event_id])
        cursor.execute("DELETE FROM core_auditseal WHERE number = %s", [last.number])
        cursor.execute("SELECT setval('core_auditseal_number_seq', %s)", [(last.number - 1) << 32])
        fault = verify().fault
        assert fault is not None
        assert (fault.why, fault.number) == ("taken out", last.number)


def test_a_chain_that_was_written_anew_is_known_by_what_was_seen_before(trail: World) -> None:
    assert verify_and_write_down(timezone.now()).ok
    with as_owner() as cursor:
        cursor.execute("UPDATE core_auditevent SET who = 'else' WHERE kind = 'login'")
        forge(cursor)
        assert not verify().ok
        cursor.execute("DELETE FROM core_auditcheck")  # control: without the witness the forgery is perfect
        assert verify().ok


def test_a_baseline_stands_for_events_without_lines(trail: World) -> None:
    history = histories()["core_user"]
    with as_owner() as cursor:
        put_in(cursor, history.events, random.Random(1))  # poured in while the triggers slept
        assert not verify().ok
        cursor.execute("SET LOCAL session_replication_role = origin")
        take_baseline(history)
        connection.check_constraints()
        assert verify().ok
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE core_userevent SET name = 'x' WHERE pgh_id = (SELECT min(pgh_id) FROM core_userevent)")
        fault = verify().fault
        assert fault is not None
        assert (fault.why, fault.table) == ("changed", "core_userevent")


def test_a_line_holds_after_a_migration_gave_its_table_a_column(trail: World) -> None:
    history = histories()["core_user"]
    line = AuditEvent.objects.filter(table=history.table, kind=AuditKind.CREATED).first()
    assert line is not None
    with as_owner() as cursor:
        cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute(f"ALTER TABLE {history.events} ADD COLUMN newer int")
        assert not line_holds(line)  # control
        take_baseline(history)
        connection.check_constraints()
        assert line_holds(line)
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"UPDATE {history.events} SET name = 'x' WHERE pgh_id = %s", [line.event])
        assert not line_holds(line)


class TestTheCommand:
    def told(self) -> tuple[Any, str]:
        out, error = io.StringIO(), ""
        try:
            call_command("audit", "verify", "--json", stdout=out)
        except CommandError as raised:
            error = str(raised)
        return json.loads(out.getvalue()), error

    def test_a_whole_trail(self, trail: World) -> None:
        assert self.told() == ({"rows": AuditEvent.objects.count(), "ok": True}, "")

    def test_a_baseline_takes_every_table_as_it_is(self, trail: World) -> None:
        with as_owner() as cursor:
            put_in(cursor, "core_userevent", random.Random(1))
            cursor.execute("SET LOCAL session_replication_role = origin")
            out = io.StringIO()
            call_command("audit", "baseline", "--json", stdout=out)
            taken = AuditEvent.objects.filter(kind=AuditKind.BASELINE)
            assert json.loads(out.getvalue()) == {
                "tables": len(histories()),
                "events": sum(each.event_model.objects.count() for each in histories().values()),
            }
            assert {line.table for line in taken} == set(histories())

    def test_a_bad_row_ends_with_its_name(self, trail: World) -> None:
        with as_owner() as cursor:
            cursor.execute("DELETE FROM core_auditevent WHERE kind = 'login'")
            told, error = self.told()
        assert (told["ok"], told["first"]["why"], told["first"]["table"]) == (False, "taken out", "core_auditevent")
        assert error.startswith("The first bad row: core_auditevent")


def test_the_hash_is_what_the_document_says(trail: World) -> None:
    """Anybody can check the chain with sha256 alone."""
    first, second = AuditSeal.objects.all()[:2]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {CONTENT} FROM core_auditevent e WHERE id = %s", [second.event_id])
        (content,) = cursor.fetchone()
    assert second.hash == hashlib.sha256((first.hash + content).encode()).hexdigest()
    assert dt.datetime.fromisoformat(json.loads(content)[1]).utcoffset() == dt.timedelta(0)


class TestARegister:
    """A row that was written while the triggers slept has no event that says so."""

    def unseen(self, statement: str) -> tuple[str, str] | None:
        with as_owner() as cursor:
            cursor.execute(statement)
            fault = verify().fault
        return (fault.why, fault.table) if fault else None

    def test_a_change_is_found(self, trail: World) -> None:
        statement = f"UPDATE core_user SET roles = '{{leader}}' WHERE id = {trail.cast.bank.pk}"
        assert self.unseen(statement) == ("written past the history", "core_user")

    def test_a_row_put_in_is_found(self, trail: World) -> None:
        columns = (
            "username, name, reading, pinyin, password, roles, first_name, last_name, email, phone, "
            "is_superuser, is_staff, is_active"
        )
        values = "'x', 'x', '', '', '', '{admin}', '', '', '', '', "
        values += "false, false, true, now(), false, false, 0, gen_random_uuid()"
        more = "date_joined, is_example, brief_by_mail, sessions_ended, client_id"
        statement = f"INSERT INTO core_user ({columns}, {more}) VALUES ({values})"
        assert self.unseen(statement) == ("written past the history", "core_user")

    def test_a_row_taken_out_is_found(self, trail: World) -> None:
        lead = trail.own.project.after_care.get().pk
        assert self.unseen(f"DELETE FROM projects_aftercareitem WHERE id = {lead}") == (
            "written past the history",
            "projects_aftercareitem",
        )

    def test_control_what_no_event_tells_of_is_no_fault(self, trail: World) -> None:
        assert self.unseen("UPDATE core_user SET last_login = now()") is None
