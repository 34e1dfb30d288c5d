"""The product's own role adds to the trail and can do nothing else to it, while every page works."""

import io
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from psycopg2.errors import InsufficientPrivilege
from psycopg2.sql import SQL, Identifier

from core.enums import AuditKind
from core.guard.trail.histories import histories
from core.guard.trail.roles import SEALED, RoleError, give_rights, make_role, may_rewrite_trail, protected, renew_rights
from core.guard.trail.verifying import verify
from core.models import AuditEvent, AuditSeal, User

pytestmark = pytest.mark.django_db
ROLE = f"zone_app_{os.getpid()}"


@pytest.fixture
def app() -> Iterator[Any]:
    """Acting as the product's role, within the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(SQL("CREATE ROLE {}").format(Identifier(ROLE)))  # undone with the transaction
    give_rights(ROLE)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(SQL("SET LOCAL ROLE {}").format(Identifier(ROLE)))
        yield cursor


def refused(cursor: Any, statement: str) -> bool:
    cursor.execute("SAVEPOINT tried")
    try:
        cursor.execute(statement)
    except ProgrammingError as error:
        return isinstance(error.__cause__, InsufficientPrivilege)
    finally:
        cursor.execute("ROLLBACK TO SAVEPOINT tried")
    return False


def test_it_writes_and_its_lines_are_sealed(app: Any) -> None:
    User.objects.create_user("wang")
    AuditEvent.objects.create(at="2026-11-29T00:00:00Z", kind=AuditKind.LOGIN)
    connection.check_constraints()
    assert AuditSeal.objects.filter(event__kind=AuditKind.LOGIN).exists()
    assert AuditEvent.objects.filter(kind=AuditKind.CREATED, table="core_user").exists()
    assert verify().ok
    assert not may_rewrite_trail()


def test_it_rewrites_nothing(app: Any) -> None:
    for table in [SEALED, *protected()]:
        app.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        column = app.fetchone()[0]
        assert refused(app, f'UPDATE {table} SET "{column}" = "{column}"'), table
        assert refused(app, f"DELETE FROM {table}"), table
        assert refused(app, f"TRUNCATE {table} CASCADE"), table
        assert refused(app, f"ALTER TABLE {table} DISABLE TRIGGER USER"), table
    assert refused(app, f"INSERT INTO {SEALED} (number, event_id, hash) VALUES (99999, 1, 'x')")
    assert refused(app, f"SELECT nextval('{SEALED}_number_seq')")  # the chain would seem to have been longer
    assert refused(app, "SET session_replication_role = replica")


def test_ignoring_the_triggers_does_not_help(app: Any) -> None:
    app.execute("SELECT set_config('pgtrigger.ignore', '{core_auditevent:unchanged,core_auditevent:kept}', true)")
    assert refused(app, "UPDATE core_auditevent SET who = 'x'")


def test_control_the_owner_could(app: Any) -> None:
    app.execute("RESET ROLE")
    app.execute("SET LOCAL session_replication_role = replica")
    assert not refused(app, "UPDATE core_auditevent SET who = 'x'")
    assert may_rewrite_trail()


def test_a_register_is_written_as_before(app: Any) -> None:
    for history in histories().values():
        assert not refused(app, f"DELETE FROM {history.table} WHERE false"), history.table


def test_migrate_renews_the_rights(app: Any) -> None:
    app.execute("RESET ROLE")
    app.execute("CREATE TABLE newer (id int)")
    app.execute("ALTER FUNCTION _pgh_attach_context() SECURITY INVOKER")
    renew_rights()
    app.execute("SELECT has_table_privilege(%s, 'newer', 'INSERT')", [ROLE])
    assert app.fetchone() == (True,)
    app.execute("SELECT prosecdef FROM pg_proc WHERE proname = '_pgh_attach_context'")
    assert app.fetchone() == (True,)


def test_migrate_by_a_superuser_takes_nothing_from_the_owner(app: Any) -> None:
    app.execute("RESET ROLE")
    owner = f"{ROLE}_owner"
    app.execute(SQL("CREATE ROLE {}").format(Identifier(owner)))
    for table in (SEALED, AuditEvent._meta.db_table):
        app.execute(SQL("ALTER TABLE {} OWNER TO {}").format(Identifier(table), Identifier(owner)))
    renew_rights()
    app.execute("SELECT has_table_privilege(%s, %s, 'INSERT')", [owner, SEALED])
    assert app.fetchone() == (True,)
    with pytest.raises(RoleError, match="has the rights of the owner itself"):
        give_rights(owner)


def test_only_the_owner_gives_rights(app: Any) -> None:
    with pytest.raises(RoleError, match="who owns the tables, can give rights"):
        give_rights(ROLE)


def test_the_command_makes_a_role_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("jiuhua-1133\njiuhua-1133\n"))
    for _again in range(2):
        call_command("app_role", ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = %s", [ROLE])
        assert cursor.fetchone() == (True, False)
        cursor.execute("SELECT has_table_privilege(%s, 'core_user', 'UPDATE')", [ROLE])
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT has_table_privilege(%s, 'core_auditevent', 'UPDATE')", [ROLE])
        assert cursor.fetchone() == (False,)


def test_an_owner_who_may_make_no_role_is_told_whom_to_ask(app: Any) -> None:
    with pytest.raises(RoleError, match="ask the server's administrator"):
        make_role(f"{ROLE}_more", password="x")


def test_the_owner_is_no_role_apart() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (me,) = cursor.fetchone()
    with pytest.raises(RoleError, match="has the rights of the owner itself"):
        give_rights(me)
    with pytest.raises(CommandError, match="has the rights of the owner itself"):
        call_command("app_role", me)
