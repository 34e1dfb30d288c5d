"""The list of accounts and the form of one: what is found, who may, and in which language."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from core.enums import Role
from core.models import Department, User
from tests.core.guard.accounts.scene import person
from tests.zone_tracker.test_budgets import statements

pytestmark = pytest.mark.django_db
# page → statements, session, person and revisions included
BUDGETS = {"/accounts/": 8, "/accounts/{pk}/": 9, "/workbench/": 12}  # one of them writes that people were looked at


@pytest.fixture
def security() -> User:
    return person("guard", Role.SECURITY_ADMIN)


def found(client: Client, **asked: str) -> set[str]:
    return {each.username for each in client.get("/accounts/", asked).context["page_obj"].object_list}


def test_the_list_is_narrowed(security: User, client_for: Callable[[User], Client]) -> None:
    office = Department.objects.create(key="o", name="规划科")
    person("cheng", Role.PROJECT_OFFICER, Role.LIAISON, name="程听澜", department=office)
    person("gone", Role.LIAISON, is_active=False)
    person("new")
    client = client_for(security)
    assert found(client) == {"guard", "cheng", "gone", "new"}
    assert found(client, q="听澜") == found(client, q="CHEN") == found(client, department=str(office.pk)) == {"cheng"}
    assert found(client, role="liaison") == {"cheng", "gone"}
    assert found(client, role="none") == {"new"}
    assert found(client, state="disabled") == {"gone"}
    assert found(client, state="in_use", sort="-login") == {"guard", "cheng", "new"}


def test_auditors_look_and_others_do_not(security: User, client_for: Callable[[User], Client]) -> None:
    for role in Role:
        client = client_for(person(f"p-{role}", role))
        keeps = role in (Role.ADMIN, Role.SECURITY_ADMIN)
        for page in ("", f"{security.pk}/"):
            status = client.get(f"/accounts/{page}").status_code
            assert status == (200 if keeps or role == Role.AUDITOR else 403), role
        for page in ("new/", f"{security.pk}/edit/", f"{security.pk}/roles/"):
            assert client.get(f"/accounts/{page}").status_code == (200 if keeps else 403), role
        if role == Role.AUDITOR:
            page = client.get(f"/accounts/{security.pk}/").content.decode()
            assert "/edit/" not in page
            assert "<form" not in page.split('id="main"')[1].split("</main>")[0]


def test_a_user_name_is_taken_in_whatever_case(security: User, client_for: Callable[[User], Client]) -> None:
    client = client_for(security)
    form = client.get("/accounts/new/").context["form"]
    typed = {"username": "Guard", "name": "示例", "client_id": str(form["client_id"].value())}
    assert "已有人使用" in str(client.post("/accounts/new/", typed).context["form"].errors)


def test_two_people_do_not_overwrite_each_other(security: User, client_for: Callable[[User], Client]) -> None:
    admin, officer = person("chief", Role.ADMIN), person("cheng", Role.PROJECT_OFFICER)
    url = f"/accounts/{officer.pk}/edit/"
    before = client_for(admin).get(url).context["form"]["seen"].value()
    assert client_for(security).post(url, {"name": "程一", "seen": before}).status_code == 302
    refused = client_for(admin).post(url, {"name": "程二", "seen": before})
    assert "示例guard" in "".join(refused.context["form"].non_field_errors())
    again = refused.context["form"]["seen"].value()
    assert client_for(admin).post(url, {"name": "程二", "seen": again}).status_code == 302


def test_it_speaks_english(security: User, client_for: Callable[[User], Client]) -> None:
    officer = person("cheng", Role.PROJECT_OFFICER, name="Cheng")
    User.objects.filter(pk=security.pk).update(name="Guard")
    client = client_for(security)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for page in ("", "new/", f"{officer.pk}/", f"{officer.pk}/edit/", f"{officer.pk}/roles/"):
        text = client.get(f"/accounts/{page}").content.decode().split('id="main"')[1].split("</main>")[0]
        assert not [letter for letter in text if "㐀" <= letter <= "鿿"], page
    assert "Security administrator" in client.get("/accounts/").content.decode()


@pytest.mark.parametrize(("page", "most"), BUDGETS.items())
def test_pages_ask_as_much_of_three_as_of_a_hundred_and_fifty(
    security: User, client_for: Callable[[User], Client], page: str, most: int
) -> None:
    asked: list[list[str]] = []
    officer, client = person("cheng", Role.PROJECT_OFFICER), client_for(security)
    admin = person("chief", Role.ADMIN)
    for size in (3, 30, 150):
        have = User.objects.count()
        made = User.objects.bulk_create(
            User(username=f"u{n}", name=f"示例{n}", roles=[Role.HANDLER]) for n in range(have, size + have)
        )
        for each in made:
            each.role_requests.create(before=["handler"], reason="离岗", asked_by=admin, asked_at=timezone.now())
        url: Any = page.format(pk=officer.pk)
        client.get(url)
        asked.append(statements(client, url))
    assert len({len(each) for each in asked}) == 1
    assert len(asked[0]) <= most, "\n".join(sql[:300] for sql in asked[0])
