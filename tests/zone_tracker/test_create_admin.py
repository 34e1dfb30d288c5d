"""The first administrator is made on the server, once, with a password worth the name."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from core.enums import Role
from core.models import User

pytestmark = pytest.mark.django_db
GOOD = "jiuhua-1133-tower"


def create(
    monkeypatch: pytest.MonkeyPatch, *words: str, username: str = "chief", typed: str = f"{GOOD}\n{GOOD}\n"
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    call_command("create_admin", "--username", username, "--name", "示例管理员", *words)


@pytest.mark.parametrize("role", ["admin", "security_admin", "auditor"])
def test_the_first_one_logs_in(client: Client, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    create(monkeypatch, "--role", role)
    person = User.objects.get(username="chief")
    assert (person.name, person.roles, person.is_superuser) == ("示例管理员", [role], False)
    answer = client.post(reverse("core:login"), {"username": "chief", "password": GOOD})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f"{GOOD}\nanother-1133-tower\n", "differ"),
        ("short\nshort\n", "too short"),
        ("1234567890\n1234567890\n", "numeric"),
        ("", "too short"),
    ],
)
def test_a_password_is_typed_twice_and_is_no_weak_one(monkeypatch: pytest.MonkeyPatch, typed: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        create(monkeypatch, typed=typed)
    assert not User.objects.exists()


@pytest.mark.parametrize("state", [{"is_active": True}, {"is_active": False}, {"is_example": True}])
def test_there_is_a_second_one_only_when_the_first_has_gone(
    monkeypatch: pytest.MonkeyPatch, state: dict[str, bool]
) -> None:
    User.objects.create_user("first", roles=[Role.ADMIN], **state)
    if state == {"is_active": True}:
        with pytest.raises(CommandError, match="already"):
            create(monkeypatch)
    else:
        create(monkeypatch)
        assert User.objects.filter(username="chief").exists()


def test_a_user_name_is_taken_in_whatever_case(monkeypatch: pytest.MonkeyPatch) -> None:
    User.objects.create_user("Chief")
    with pytest.raises(CommandError, match="taken"):
        create(monkeypatch)
    with pytest.raises(CommandError, match="valid username"):
        create(monkeypatch, username="chi ef")
