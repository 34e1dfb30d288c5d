"""Shutting an account and opening it again, and ending sessions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from core.enums import AuditKind, Role
from core.guard.accounts import doors
from core.models import AuditEvent, User
from tests.core.guard.accounts.scene import person

pytestmark = pytest.mark.django_db
VERBS = ("disable", "enable", "unlock", "sessions")


@pytest.fixture
def security() -> User:
    return person("guard", Role.SECURITY_ADMIN)


@pytest.fixture
def officer() -> User:
    return person("cheng", Role.PROJECT_OFFICER)


def lock_out(username: str) -> None:
    for _ in range(5):
        Client().post("/login/", {"username": username, "password": "wrong"})


def kinds() -> list[str]:
    doors_only = [AuditKind.DISABLED, AuditKind.ENABLED, AuditKind.UNLOCKED, AuditKind.SESSIONS]
    return list(AuditEvent.objects.filter(kind__in=doors_only).order_by("pk").values_list("kind", flat=True))


def test_only_the_security_administrator_opens_and_shuts(officer: User, client_for: Callable[[User], Client]) -> None:
    for role in Role:
        client, allowed = client_for(person(f"p-{role}", role)), role == Role.SECURITY_ADMIN
        for verb in (*VERBS, "link"):
            answer = client.post(f"/accounts/{officer.pk}/{verb}/")
            assert (answer.status_code == 403) != allowed, (role, verb)


def test_disabled_one_is_out_at_once_and_old_sessions_stay_ended(
    security: User, officer: User, client_for: Callable[[User], Client]
) -> None:
    there, guard = client_for(officer), client_for(security)
    assert there.get("/me/").status_code == 200
    for _ in range(2):
        guard.post(f"/accounts/{officer.pk}/disable/")
    assert there.get("/me/")["Location"].startswith("/login/")
    for _ in range(2):
        guard.post(f"/accounts/{officer.pk}/enable/")
    assert there.get("/me/")["Location"].startswith("/login/"), "a session of before would open again"
    assert kinds() == ["disabled", "enabled"]
    officer.refresh_from_db()
    assert (officer.is_active, officer.roles) == (True, ["project_officer"])
    event = AuditEvent.objects.get(kind=AuditKind.DISABLED)
    assert (event.user, event.what) == (security, "示例cheng（cheng）")


def test_nobody_disables_themselves(security: User, client_for: Callable[[User], Client]) -> None:
    with pytest.raises(ValidationError, match="自己"):
        doors.disable(security, by=security, request=None)
    page = client_for(security).post(f"/accounts/{security.pk}/disable/", follow=True).content.decode()
    assert "不能停用自己的账号" in page
    assert User.objects.get(pk=security.pk).is_active


def test_a_locked_account_is_seen_and_unlocked(
    security: User, officer: User, client_for: Callable[[User], Client]
) -> None:
    right = {"username": "cheng", "password": "old-passphrase-1133"}
    guard = client_for(security)
    assert "已锁定" not in guard.get(f"/accounts/{officer.pk}/").content.decode()
    lock_out("cheng")
    assert Client().post("/login/", right).status_code == 429
    assert "已锁定的账号" in guard.get("/workbench/").content.decode()
    for state, found in (("locked", True), ("in_use", False), ("disabled", False)):
        rows = guard.get("/accounts/", {"state": state}).context["page_obj"].object_list
        assert (officer in rows) == found
    for _ in range(2):
        guard.post(f"/accounts/{officer.pk}/unlock/")
    assert kinds() == ["unlocked"]
    assert Client().post("/login/", right).status_code == 302


def test_fewer_wrong_passwords_lock_nobody_out(security: User, officer: User, client_for: Any) -> None:
    for address in ("10.0.0.1", "10.0.0.2"):
        for _ in range(4):
            Client(REMOTE_ADDR=address).post("/login/", {"username": "cheng", "password": "wrong"})
    assert not client_for(security).get("/accounts/", {"state": "locked"}).context["page_obj"].object_list


def test_all_sessions_end_and_the_password_stays(
    security: User, officer: User, client_for: Callable[[User], Client]
) -> None:
    phone, desk = client_for(officer), client_for(officer)
    client_for(security).post(f"/accounts/{officer.pk}/sessions/")
    for client in (phone, desk):
        assert client.get("/me/").status_code == 302
    assert kinds() == ["sessions"]
    assert desk.post("/login/", {"username": "cheng", "password": "old-passphrase-1133"}).status_code == 302


def test_ones_own_new_password_is_written_down_and_overwrites_no_roles(
    officer: User, client_for: Callable[[User], Client]
) -> None:
    new = "another-long-1133"
    form = {"old_password": "old-passphrase-1133", "new_password1": new, "new_password2": new}
    assert client_for(officer).post("/me/password/", form).status_code == 302
    event = AuditEvent.objects.get(kind=AuditKind.PASSWORD)
    assert (event.user, event.what) == (officer, "")
    assert User.objects.get(pk=officer.pk).roles == ["project_officer"]
