"""Deny by default: the middleware obeys the access table, and writes down whom it refuses."""

import pytest
from django.test import Client

from core.enums import AuditKind, Role
from core.kernel import access
from core.kernel.access import Access
from core.models import AuditEvent, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(client: Client) -> User:
    user = User.objects.create_user("leader", name="示例领导", roles=[Role.LEADER])
    client.force_login(user)
    return user


def table_says(monkeypatch: pytest.MonkeyPatch, row: Access | None) -> None:
    """Every route has this row, or none."""
    monkeypatch.setattr(access, "row_of", lambda _name: row)


def test_a_route_without_a_row_is_closed_to_everybody(
    client: Client, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/me/").status_code == 200
    table_says(monkeypatch, None)
    assert client.get("/me/").status_code == 403
    assert client.get("/healthz").status_code == 403


def test_a_method_that_the_route_does_not_know_is_named(
    client: Client, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    table_says(monkeypatch, Access(read=frozenset({Role.LEADER})))
    refused = client.post("/me/")
    assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
    assert client.put("/me/").status_code == 405
    assert not AuditEvent.objects.filter(kind=AuditKind.REFUSED).exists()


def test_another_role_is_refused_and_written_down(
    client: Client, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    table_says(monkeypatch, Access(read=frozenset({Role.AUDITOR})))
    assert client.get("/me/").status_code == 403
    event = AuditEvent.objects.get(kind=AuditKind.REFUSED)
    assert (event.user, event.who, event.what) == (leader, "leader", "/me/")


def test_writing_has_roles_of_its_own(client: Client, leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    table_says(monkeypatch, Access(read=frozenset({Role.LEADER}), write=frozenset({Role.AUDITOR})))
    assert client.get("/me/").status_code == 200
    assert client.post("/language/", {"language": "en"}).status_code == 403


def test_what_a_person_saw_stays_in_no_cache(client: Client, leader: User) -> None:
    kept = {word.strip() for word in client.get("/me/")["Cache-Control"].split(",")}
    assert {"private", "no-store"} <= kept


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/admin/core/user/"])
def test_who_is_not_logged_in_finds_the_one_log_in_page(client: Client, path: str) -> None:
    """Django's admin site has a log-in page of its own; a stranger at its door is no refusal worth a row for ever."""
    response = client.get(path, follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/login/"
    assert not AuditEvent.objects.filter(event=None).exists()
