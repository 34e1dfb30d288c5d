"""A one-time link: shown once, used once, and in no record."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from core.enums import AuditKind, Role
from core.guard.accounts import links
from core.kernel.logs import hide_secrets
from core.models import AuditEvent, Delivery, Notice, PasswordLink, User
from tests.core.guard.accounts.scene import person
from tests.core.guard.accounts.test_doors import lock_out

pytestmark = pytest.mark.django_db
NEW = "a-new-passphrase-1133"
SET = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture
def security() -> User:
    return person("guard", Role.SECURITY_ADMIN)


@pytest.fixture
def officer() -> User:
    return person("cheng", Role.PROJECT_OFFICER)


@pytest.fixture
def give(security: User, client_for: Callable[[User], Client]) -> Callable[[User], str]:
    """Press the button on a person's page; the path of the link that is shown, "" when there is none."""

    def press(about: User) -> str:
        page = client_for(security).post(f"/accounts/{about.pk}/link/", follow=True).content.decode()
        found = re.search(r"http://testserver(/password-link/[^\s<]+/)", page)
        return found[1] if found else ""

    return press


def opened(client: Client, link: str) -> Any:
    return client.get(link, follow=True)


def use(client: Client, link: str) -> Any:
    opened(client, link)
    return client.post(re.sub(r"[^/]+/$", "set-password/", link), SET)


def test_it_sets_the_password_and_lets_the_person_in(
    give: Callable[[User], str], security: User, officer: User, client_for: Callable[[User], Client]
) -> None:
    elsewhere = client_for(officer)
    lock_out("cheng")
    link, browser = give(officer), Client()
    page = opened(browser, link)
    assert page.request["PATH_INFO"].endswith("/set-password/"), "the secret leaves the address"
    assert "设置密码" in page.content.decode()
    assert use(browser, link)["Location"] == "/login/"
    assert "密码已设置" in browser.get("/login/").content.decode()
    assert elsewhere.get("/me/").status_code == 302
    assert Client().post("/login/", {"username": "cheng", "password": NEW}).status_code == 302
    notice = Notice.objects.get(user=officer)
    assert notice.title == "你的密码已通过示例guard生成的一次性链接重新设置"
    assert Delivery.objects.get(user=officer).subject == notice.title
    kinds = AuditEvent.objects.filter(kind__in=[AuditKind.LINK, AuditKind.PASSWORD]).order_by("pk")
    assert [(each.kind, each.user, each.what) for each in kinds] == [
        ("link", security, "示例cheng（cheng）"),
        ("password", officer, "示例guard（guard）"),
    ]
    assert PasswordLink.objects.get().used_at


def test_it_is_used_once(give: Callable[[User], str], officer: User) -> None:
    link, first, second = give(officer), Client(), Client()
    opened(second, link)
    assert use(first, link).status_code == 302
    late = second.post(re.sub(r"[^/]+/$", "set-password/", link), SET)
    assert (late.status_code, opened(Client(), link).status_code) == (404, 404)
    assert "链接已失效" in late.content.decode()


def test_the_next_one_ends_it(give: Callable[[User], str], officer: User) -> None:
    former, latest = give(officer), give(officer)
    assert opened(Client(), former).status_code == 404
    assert opened(Client(), latest).status_code == 200


@pytest.mark.parametrize("what", ["time", "password", "login", "disabled", "roles", "example"])
def test_it_ends_with_what_it_rests_on(
    give: Callable[[User], str], officer: User, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = give(officer)
    if what == "time":
        late = links.tokens._now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 5)
        monkeypatch.setattr(links.tokens, "_now", lambda: late)
    elif what == "password":
        officer.set_password("remembered-1133-it")
        officer.save()
    else:
        change = {
            "login": {"last_login": timezone.now()},
            "disabled": {"is_active": False},
            "roles": {"roles": []},
            "example": {"is_example": True},
        }
        User.objects.filter(pk=officer.pk).update(**change[what])
    assert opened(Client(), link).status_code == 404


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"is_active": False}, "账号已停用"),
        ({"roles": []}, "还没有角色"),
        ({"is_example": True}, "演示账号的密码是公开的"),
    ],
)
def test_some_are_given_none(
    give: Callable[[User], str],
    security: User,
    officer: User,
    client_for: Callable[[User], Client],
    state: dict[str, Any],
    said: str,
) -> None:
    User.objects.filter(pk=officer.pk).update(**state)
    assert give(officer) == ""
    assert said in client_for(security).get(f"/accounts/{officer.pk}/").content.decode()
    assert not PasswordLink.objects.exists()


def test_a_weak_password_is_refused_and_the_link_stays(give: Callable[[User], str], officer: User) -> None:
    link, browser = give(officer), Client()
    opened(browser, link)
    here = re.sub(r"[^/]+/$", "set-password/", link)
    assert browser.post(here, {"new_password1": "1133", "new_password2": "1133"}).status_code == 200
    assert browser.post(here, SET).status_code == 302


def test_the_secret_is_in_no_record(give: Callable[[User], str], officer: User, caplog: Any) -> None:
    link, browser = give(officer), Client()
    use(browser, link)
    Client().get(link)
    secret = link.split("/")[-2]
    rows = [*AuditEvent.objects.values_list("what", flat=True), *Notice.objects.values_list("body", flat=True)]
    rows += [str(each.get_decoded()) for each in Session.objects.all()]
    rows += [str(each) for each in officer.pgh_event_model.objects.values_list("pgh_context__metadata", flat=True)]
    assert not any(secret in row for row in [*rows, caplog.text])


def test_nothing_is_done_by_guessing(officer: User) -> None:
    for key in ("MQ", "x", "OTk5OTk5"):
        for token in ("set-password", "a-b", "x"):
            url = f"/password-link/{key}/{token}/"
            assert Client().get(url).status_code == Client().post(url, SET).status_code == 404


def test_auditors_hear_when_one_is_given(give: Callable[[User], str], officer: User) -> None:
    """Whoever has the link can be that person."""
    auditor = person("meng", Role.AUDITOR)
    assert give(officer)
    assert list(Notice.objects.filter(user=auditor).values_list("title", flat=True)) == [
        "示例guard为示例cheng生成了设置密码的一次性链接"
    ]


def test_no_log_says_the_secret(give: Callable[[User], str], officer: User) -> None:
    link = give(officer)
    written = hide_secrets(None, "", {"event": f'Forbidden: "{link}"', "n": 1})
    assert written == {"event": 'Forbidden: "/password-link/…"', "n": 1}
