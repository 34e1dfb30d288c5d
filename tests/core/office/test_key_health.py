"""That the key in the environment is not the one of the data is said: to administrators, not to strangers."""

import pytest
from django.test import Client

from core.enums import Role
from core.models import IdentityKey, User
from core.sealed import ring
from zone_tracker.readiness import _key

pytestmark = pytest.mark.django_db


def checks(*roles: Role) -> dict[str, str]:
    client = Client()
    if roles:
        client.force_login(User.objects.create(username=str(roles[0]), roles=list(roles)))
    return client.get("/healthz").json()["checks"]


def test_the_right_key_is_well() -> None:
    assert checks(Role.ADMIN)["key"] == "ok"
    assert _key().done


def test_another_key_is_said_to_administrators_only() -> None:
    ring.forget()
    IdentityKey.objects.update(fingerprint="0" * 64)
    assert checks(Role.ADMIN)["key"] == checks(Role.SECURITY_ADMIN)["key"] == "other"
    assert "key" not in checks()
    assert "key" not in checks(Role.LEADER)
    assert "ZONE_IDENTITY_KEY" in _key().missing


def test_the_page_of_preparation_says_so() -> None:
    client = Client()
    client.force_login(User.objects.create(username="ad", roles=[Role.ADMIN]))
    ring.forget()
    IdentityKey.objects.update(fingerprint="0" * 64)
    assert "ZONE_IDENTITY_KEY" in client.get("/setup/").content.decode()
