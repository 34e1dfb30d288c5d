"""What becomes a line of the trail, and that nobody can change one, not even by raw SQL."""

import datetime as dt
import logging
from typing import Any

import pghistory
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from core.enums import AuditKind, Noise, Role
from core.guard.trail.histories import histories
from core.guard.trail.roles import SEALED, protected
from core.models import AuditEvent, AuditNoise, AuditSeal, User
from enterprises.enums import RequestState
from enterprises.models import Request
from projects.models import Lead, Period
from tests.world import World

pytestmark = pytest.mark.django_db


def lines(**about: Any) -> list[AuditEvent]:
    """The lines in the order of the chain, once the transaction ends."""
    connection.check_constraints()
    return list(AuditEvent.objects.filter(**about).order_by("seal__number"))


def run(statement: str, values: Any = None) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_each_write_is_a_line_that_names_its_event() -> None:
    person = User.objects.create_user("wang", name="王")
    User.objects.filter(pk=person.pk).update(name="王一")
    connection.check_constraints()
    key, _rows = person.pk, person.delete()
    made = lines(table="core_user", row=key)
    assert [line.kind for line in made] == [AuditKind.CREATED, AuditKind.CHANGED, AuditKind.DELETED]
    names = dict(User.pgh_event_model.objects.values_list("pgh_id", "name"))
    assert [names[line.event] for line in made] == ["王", "王一", "王一"]
    assert AuditSeal.objects.filter(event__in=made).count() == 3


def test_a_line_says_who_from_where_by_which_route_and_request(client: Client, shared_world: World) -> None:
    client.force_login(shared_world.cast.project)
    lead = Lead.objects.get(officer=shared_world.cast.project)
    answer = client.post(
        f"/projects/leads/{lead.pk}/end/", {"how": "lose", "on": timezone.localdate(), "reason": "改投他处"}
    )
    assert answer.status_code == 302
    (line,) = lines(user=shared_world.cast.project, kind=AuditKind.CHANGED)
    assert (line.what, str(line.address), line.request_id) == (
        "projects:lead_end",
        "127.0.0.1",
        answer["X-Request-ID"],
    )


def test_what_is_undone_leaves_no_line() -> None:
    before = len(lines())
    with transaction.atomic():
        User.objects.create_user("nobody")
        transaction.set_rollback(True)
    assert len(lines()) == before


def test_every_tracked_model_deletes_under_its_eyes() -> None:
    for history in histories().values():
        labels = {tracker.label for tracker in history.event_model.pgh_trackers}
        assert labels == {"insert", "update", "delete"}, history.table


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "TRUNCATE"])
def test_no_table_of_the_trail_forgets_by_itself(verb: str, world_of_events: None) -> None:
    for table in [SEALED, *protected()]:
        column = {SEALED: "hash", "pghistory_context": "metadata"}.get(table)
        value = "'{}'" if column == "metadata" else "''"
        sets = f"{column} = {value}" if column else ("error = 'x'" if table == "core_auditcheck" else "")
        if verb == "UPDATE":
            sets = sets or ("who = 'x'" if table == "core_auditevent" else "pgh_label = 'x'")
            statement = f"UPDATE {table} SET {sets}"
        else:
            statement = f"{verb} FROM {table}" if verb == "DELETE" else f"TRUNCATE {table} CASCADE"
        if verb != "TRUNCATE" and not rows_in(table):
            continue
        with pytest.raises(DatabaseError, match="pgtrigger"):
            run(statement)


def rows_in(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.fixture
def world_of_events(shared_world: World) -> None:
    """A row in nearly every history table; one of them by a request."""
    with pghistory.context(user=shared_world.cast.leader.pk, address="10.0.0.1", request_id="abc"):
        User.objects.create_user("somebody")
    connection.check_constraints()
    with connection.cursor() as cursor:  # another transaction than the one that wrote
        cursor.execute("SELECT set_config('session_replication_role', 'replica', true)")
        cursor.execute("UPDATE pghistory_context SET created_at = created_at - interval '1 second'")
        cursor.execute("SELECT set_config('session_replication_role', 'origin', true)")
    assert sum(rows_in(table) > 0 for table in protected()) >= 25


def test_the_context_of_a_later_transaction_is_passed_over_when_it_says_the_same(world_of_events: None) -> None:
    run("UPDATE pghistory_context SET metadata = metadata")


class TestGuesses:
    """What strangers cause is counted; what somebody tries at a known account is a line, until it is locked."""

    def wrong(self, client: Client, name: str) -> int:
        return client.post("/login/", {"username": name, "password": "wrong"}).status_code

    def test_a_locked_account_gathers_no_more_lines(self, client: Client) -> None:
        User.objects.create_user("wang", password="long-enough-1133", roles=[Role.LEADER])
        assert [self.wrong(client, "wang") for _ in range(20)][-1] == 429
        tried = AuditEvent.objects.filter(kind=AuditKind.LOGIN_FAILED)
        assert {line.who for line in tried} == {"wang"}
        assert (tried.count(), AuditNoise.objects.filter(what=Noise.LOGIN).times()) == (5, 15)

    def test_a_name_that_nobody_has_is_written_down_nowhere(self, client: Client) -> None:
        self.wrong(client, "MyPassword1")
        assert not AuditEvent.objects.filter(who__icontains="password").exists()
        noise = AuditNoise.objects.get()
        assert (noise.what, noise.address, noise.times) == (Noise.LOGIN, "127.0.0.1", 1)

    def test_what_is_counted_is_counted_by_ten_minutes(self) -> None:
        now = dt.datetime(2026, 11, 23, 8, 59, tzinfo=dt.UTC)
        for minutes in (0, 0, 1, 5):
            AuditNoise.objects.count_one(Noise.LINK, address=None, now=now + dt.timedelta(minutes=minutes))
        assert list(AuditNoise.objects.order_by("at").values_list("at__minute", "times")) == [(50, 2), (0, 2)]


class TestReading:
    """Personal data that was looked at, and papers that were taken along."""

    def test_opening_a_person_is_a_line_that_names_the_row(self, client: Client, shared_world: World) -> None:
        talent = shared_world.own.talent
        client.force_login(shared_world.cast.talent)
        assert client.get(f"/talent/{talent.pk}/").status_code == 200
        line = AuditEvent.objects.get(kind=AuditKind.READ)
        assert (line.table, line.row, line.what) == ("talent_talent", talent.pk, f"/talent/{talent.pk}/")

    def test_what_was_not_served_was_not_read(self, client: Client, shared_world: World) -> None:
        client.force_login(shared_world.cast.talent)
        assert client.get("/talent/0/").status_code == 404
        client.head("/talent/")
        assert not AuditEvent.objects.filter(kind=AuditKind.READ).exists()

    def test_a_paper_is_a_download(self, client: Client, shared_world: World) -> None:
        client.force_login(shared_world.cast.leader)
        week = Period.objects.earliest("starts_on").key
        assert client.get(f"/projects/weeks/{week}/minutes/").status_code == 200
        line = AuditEvent.objects.get(kind=AuditKind.DOWNLOADED)
        assert (line.user, line.what) == (shared_world.cast.leader, f"/projects/weeks/{week}/minutes/")


def test_the_secret_of_a_link_stands_in_no_record(
    client: Client, shared_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    request = shared_world.own.request
    Request.objects.filter(pk=request.pk).update(state=RequestState.DONE, done_on=timezone.localdate())
    secret = Request.objects.get(pk=request.pk).ask_firm(by=shared_world.cast.liaison, now=timezone.now())
    link = f"/enterprises/confirm/{secret}/"
    assert Client(enforce_csrf_checks=True).post(link).status_code == 200  # a browser that keeps no cookies: asked anew
    assert (
        Client(enforce_csrf_checks=True).post("/language/").status_code == 403
    )  # the control: elsewhere it is refused
    assert client.post(link, {"solved": "yes", "rating": "5"}).status_code == 200
    assert Request.objects.get(pk=request.pk).state == RequestState.CONFIRMED
    logging.getLogger("django.security.csrf").warning("Forbidden (%s): %s", "CSRF cookie not set.", link)  # as Django
    connection.check_constraints()
    with connection.cursor() as cursor:
        for table in (*protected(), "core_auditnoise"):
            cursor.execute(f"SELECT count(*) FROM {table} e WHERE to_jsonb(e)::text LIKE %s", [f"%{secret}%"])
            assert cursor.fetchone() == (0,), table
    assert any("confirm" in record.getMessage() for record in caplog.records)
    written = [settings_formatter().format(record) for record in caplog.records]
    assert not [line for line in written if secret in line]


def settings_formatter() -> logging.Formatter:
    """The formatter of the product's log, for `caplog` keeps records as they came."""
    said = dict(settings.LOGGING["formatters"]["json"])
    return said.pop("()")(**said)


def test_lines_of_one_moment_are_in_the_order_of_their_seals() -> None:
    for n in range(3):
        AuditEvent.objects.create(at=timezone.now(), kind=AuditKind.LOGIN, who=f"p{n}")
    made = lines(kind=AuditKind.LOGIN)
    assert [(line.who, line.seal.number - made[0].seal.number) for line in made] == [("p0", 0), ("p1", 1), ("p2", 2)]
