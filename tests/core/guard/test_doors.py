"""Who meets the log-in page: nothing was saved, says the page, and after it stands the page that was left."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, reverse

from core.enums import AuditKind
from core.guard import doors
from core.models import User
from tests.test_access import ROUTES, address
from tests.world import World
from zone_tracker.access import ACCESS

pytestmark = pytest.mark.django_db
SENT_TO = [(name, pattern) for name, pattern in ROUTES if ACCESS[name].write and not ACCESS[name].public]
PANELS = ("projects:enterprise_panel", "finance:enterprise_panel", "talent:enterprise_panel", "firm_timeline")
PANELS += ("core:import_state", "core:export_state", "targets:brief_state", "projects:handoff_panel")
PANELS += ("finance:firm_products", "talent:project_panel")
OURS = "http://testserver"


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


@pytest.fixture(scope="module")
def clients(_world_of_the_module: World, django_db_blocker: Any) -> dict[User, Client]:
    clients = {person: Client() for person in _world_of_the_module.cast.roles()}
    with django_db_blocker.unblock():
        for person, client in clients.items():
            client.force_login(person)
    return clients


def wanted(location: str) -> str:
    """The page that the log-in page goes on to."""
    assert urlsplit(location).path == "/login/"
    return parse_qs(urlsplit(location).query)["next"][0]


def strict() -> Client:
    """A browser whose tokens are looked at."""
    return Client(enforce_csrf_checks=True)


# --- A form that is sent without a session -------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "pattern"), SENT_TO, ids=[name for name, _pattern in SENT_TO])
def test_a_form_without_a_session_comes_back_to_a_page_that_opens(
    name: str, pattern: URLPattern, world: World, clients: dict[User, Client]
) -> None:
    answer, row = Client().post(address(name, pattern, world)), ACCESS[name]
    assert answer.status_code == 302
    page, wrong = wanted(answer["Location"]), []
    assert "unsent=1" in answer["Location"]
    opened = {
        person.username: client.get(page, follow=True)
        for person, client in clients.items()
        if row.permits(person, "POST") and not page.startswith("/admin/")
    }
    for who, response in opened.items():
        html = "html" in response.get("Content-Type", "")
        if not html or response.status_code not in (200, 404):  # a row of somebody else's is none of theirs
            wrong.append(f"{who} {page} → {response.status_code}")
    assert wrong == []
    assert not opened or any(response.status_code == 200 for response in opened.values())


def test_the_page_that_the_form_stood_on_is_what_is_wanted(world: World) -> None:
    project = world.own.project.code
    came_from = {"HTTP_REFERER": f"{OURS}/projects/{project}/?updates=all"}
    answer = Client().post(f"/projects/{project}/instruct/", {"text": "抓紧"}, **came_from)
    assert wanted(answer["Location"]) == f"/projects/{project}/?updates=all"
    page = Client().get(answer["Location"]).content.decode()
    assert "刚才的内容没有提交" in page
    assert "刚才的内容没有提交" not in Client().get("/login/").content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://evil.example/projects/",
        "//evil.example/",
        "http://testserver//evil.example/",
        "javascript:alert(1)",
        "x",
        "http://testserver/notices/read/",
        "http://testserver/login/?next=/me/",
        "http://testserver/no/such/page/",
    ],
)
def test_no_other_place_is_wanted(elsewhere: str) -> None:
    """Neither another house nor an address that cannot be opened."""
    answer = Client().post("/notices/read/", HTTP_REFERER=elsewhere)
    assert wanted(answer["Location"]) == "/notices/"


def test_a_phone_that_sends_again_is_told_the_door_as_before() -> None:
    answer = Client().post("/enterprises/visits/new/", HTTP_X_OUTBOX="1")
    assert answer.json()["location"].startswith("/login/?next=")


# --- Through the door ----------------------------------------------------------------------------------------------
def log_in(client: Client, world: World, page: str, **also: Any) -> Any:
    person = User.objects.get(pk=world.cast.leader.pk)  # those of the world keep their sessions
    person.set_password("a-long-passphrase-1133")
    person.save()
    data = {"username": person.username, "password": "a-long-passphrase-1133", "next": page}
    return client.post("/login/", data | also)


@pytest.mark.parametrize(
    ("page", "after"),
    [
        ("/notices/read/", "/notices/"),
        ("/logout/", "/"),
        ("/login/", "/"),
        ("/dashboard/?as_of=2026-11-20", "/dashboard/?as_of=2026-11-20"),
        ("http://evil.example/", "/"),
    ],
)
def test_nobody_lands_on_an_address_that_cannot_be_opened(page: str, after: str, world: World) -> None:
    client = Client()
    answer = log_in(client, world, page)
    assert (answer.status_code, answer["Location"]) == (302, after)
    assert client.get(after, follow=True).status_code == 200


def test_an_old_log_in_page_goes_on_to_where_it_wanted(world: World, client_for: Any) -> None:
    """With its token as well as without one that still counts."""
    person = world.cast.leader
    data = {"username": person.username, "password": "x", "next": "/projects/"}
    for client in (Client(), strict()):
        client.force_login(person)
        answer = client.post("/login/", data)
        assert (answer.status_code, answer["Location"]) == (302, "/projects/")
        assert "没有换人" not in client.get("/projects/").content.decode()


def test_whoever_gives_another_name_there_is_told_whose_session_it_is(world: World, client_for: Any) -> None:
    client = client_for(world.cast.leader)
    client.post("/login/", {"username": world.cast.project.username, "password": "x", "next": "/me/"})
    assert f"现在登录的是{world.cast.leader}" in client.get("/me/").content.decode()


def test_logging_out_twice_ends_at_the_door(world: World, client_for: Any) -> None:
    client = client_for(world.cast.leader)
    assert [client.post("/logout/")["Location"] for _ in range(2)] == ["/login/"] * 2
    assert strict().post("/logout/")["Location"].startswith("/login/")
    shown = client.get("/logout/")
    assert (shown.status_code, shown["Allow"]) == (405, "POST")
    assert "回到首页" in shown.content.decode()


# --- A page that is older than the session -------------------------------------------------------------------------
def test_an_old_token_is_told_what_to_do(world: World) -> None:
    client = strict()
    client.force_login(world.cast.leader)
    client.cookies["csrftoken"] = "a" * 32
    came_from = {"HTTP_REFERER": f"{OURS}/notices/"}
    answer = client.post("/notices/read/", {"csrfmiddlewaretoken": "b" * 32}, **came_from)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "填写的内容还在，再提交一次" in page
    assert 'href="/notices/"' in page
    assert "刷新" not in page


def test_a_stranger_with_an_old_token_is_shown_the_door_like_any_other() -> None:
    answer = strict().post("/notices/read/")
    assert (answer.status_code, wanted(answer["Location"])) == (302, "/notices/")


def test_a_browser_without_cookies_reads_that_they_are_needed() -> None:
    answer = strict().post("/login/", {"username": "x", "password": "x"})
    assert answer.status_code == 403
    assert "允许本站的 Cookie" in answer.content.decode()
    old = strict()
    old.cookies["csrftoken"] = "a" * 32
    page = old.post("/login/", {"csrfmiddlewaretoken": "b" * 32}).content.decode()
    assert "重新打开登录页" in page
    assert "Cookie" not in page


def test_a_form_sent_to_a_page_to_look_at_is_answered_on_our_page(world: World, client_for: Any) -> None:
    answer = client_for(world.cast.leader).post("/dashboard/")
    assert answer.status_code == 405
    assert "没有保存" in answer.content.decode()


# --- Parts that fetch themselves -----------------------------------------------------------------------------------
PARTS = [(name, pattern) for name, pattern in ROUTES if name in PANELS]


@pytest.mark.parametrize(("name", "pattern"), PARTS, ids=[name for name, _pattern in PARTS])
def test_a_part_of_a_page_is_one_quiet_line_and_no_log_in_page(name: str, pattern: URLPattern, world: World) -> None:
    firm = f"/enterprises/{world.own.firm.pk}/"
    asked = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": OURS + firm}
    answer = Client().get(address(name, pattern, world), **asked)
    text = answer.content.decode()
    assert answer.status_code == 401
    assert f'href="/login/?next={firm}"' in text
    assert "<form" not in text
    assert len(text) < 200
    foreign = Client().get(address(name, pattern, world), HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="//evil.example/")
    assert 'href="/login/?next=/"' in foreign.content.decode()


def test_every_part_that_fetches_itself_is_known_here() -> None:
    """What templates fetch are these routes; another one has to be walked above as well."""
    templates = Path(settings.BASE_DIR) / "templates"
    fetched = set()
    for path in templates.rglob("*.html"):
        fetched |= set(re.findall(r"""hx-get="{% url '([\w:]+)'""", path.read_text()))
    assert fetched == set(PANELS)


FILES = (AuditKind.DOWNLOADED, AuditKind.EXPORTED)


def test_nobody_is_led_to_what_only_scripts_ask_for(world: World, clients: dict[User, Client]) -> None:
    """Every address without arguments that somebody may open is a page, or one that no log-in leads to."""
    bare, pages = [], 0
    for name, row in ACCESS.items():
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        reader = next((person for person in clients if row.permits(person, "GET")), None)
        if reader is None or row.kept in FILES or "GET" not in row.allowed_methods():
            continue
        answer = clients[reader].get(url, follow=True)
        is_page = not answer.streaming and b"<html" in answer.content and not row.raw
        pages += is_page
        bare += [name] if not is_page and doors.page_near(url) == url else []
    assert (bare, pages > 30) == ([], True)
    assert doors.page_near("/healthz") == "/"
