"""Every form that takes more than a line to type keeps a draft, and the draft knows upon what it was typed."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern

from core.models import User
from tests.sampling import one_in
from tests.streams import let_go
from tests.test_access import CHANGE_WHO_IS_THERE, ROUTES, address
from tests.world import World
from zone_tracker.access import ACCESS

pytestmark = pytest.mark.django_db

# Forms that are typed into and keep nothing, by template, each with its reason.
WITHOUT = {
    "core/login.html": "a password",
    "core/password.html": "a password",
    "core/password_link.html": "a password",
    "enterprises/confirm.html": "nobody is logged in: a draft would belong to whoever holds this telephone",
    "finance/confirm.html": "nobody is logged in: a draft would belong to whoever holds this telephone",
    "projects/conflict.html": "carries the text of a form whose own draft stays until it is saved",
    "projects/unchanged_ask.html": "carries one press, nothing is typed",
    "core/components.html": "the gallery of parts, which is sent nowhere",
    "core/offline.html": "kept in the phone's outbox",
    "core/_reveal.html": "why one number is looked at this once; a draft would answer for the next one",
    "core/picked/question.html": "an answer about the rows that are ticked this time: others are asked about anew",
    "zone_tracker/setup.html": "one number",
}
TYPED = re.compile(
    r"as_field_group|management_form|<textarea|<select|\{\{ form \}\}|<input(?![^>]*type=\"(?:hidden|checkbox)\")"
)
MANY = 4  # typed fields
SILENT = ("hidden", "submit", "button", "checkbox", "radio", "file", "search")


@pytest.fixture
def world(shared_world: World) -> World:
    return shared_world


def forms_of_templates() -> Iterator[tuple[str, str]]:
    root = Path(settings.BASE_DIR) / "templates"
    for path in sorted(root.rglob("*.html")):
        for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL):
            yield path.relative_to(root).as_posix().removeprefix("rows/"), form


def test_whatever_is_typed_into_keeps_a_draft() -> None:
    """All states of all pages: what no page of the walk below happens to show, too."""
    bare = set()
    for template, form in forms_of_templates():
        posts = 'method="post"' in form[:400]
        if posts and TYPED.search(form) and "data-draft" not in form[:500]:
            bare.add(template)
    assert bare - WITHOUT.keys() == set()


class Forms(HTMLParser):
    """The forms of a page that are sent, each with how many of its fields are typed, and whether one is long."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, Any]] = []
        self.inside: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = {"attrs": given, "typed": 0, "long": False}
            if given.get("method") == "post":
                self.found.append(self.inside)
        elif self.inside is not None and tag in ("input", "textarea"):
            self.inside["long"] |= tag == "textarea"
            self.inside["typed"] += bool(given.get("name")) and given.get("type") not in SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


PAGES = [
    (name, pattern)
    for name, pattern in ROUTES
    if ACCESS[name].read and name not in CHANGE_WHO_IS_THERE and not name.endswith(("_names", "_export"))
]
SECRET = ("core:password",)  # see WITHOUT


@pytest.mark.parametrize(("name", "pattern"), one_in(8, PAGES), ids=[name for name, _pattern in PAGES])
def test_long_forms_of_every_page_keep_a_draft(name: str, pattern: URLPattern, world: World) -> None:
    url, bare = address(name, pattern, world), []
    for person in world.cast.roles():
        if not ACCESS[name].permits(person, "GET"):
            continue
        for form in forms_on(person, url):
            if (form["long"] or form["typed"] >= MANY) and "data-draft" not in form["attrs"]:
                bare.append(f"{person.username}: {form['attrs']}")
    assert name in SECRET or bare == []


def forms_on(person: User, url: str) -> list[dict[str, Any]]:
    client = Client()
    client.force_login(person)
    response = client.get(url)
    if response.streaming or "html" not in response.get("Content-Type", "") or response.status_code != 200:
        let_go(response)
        return []
    reader = Forms()
    reader.feed(response.content.decode())
    return reader.found


def test_the_walk_meets_forms(world: World) -> None:
    """The control: where a form is known to stand, the reader finds it, and finds it long."""
    found = forms_on(world.cast.leader, f"/projects/{world.own.project.code}/")
    assert any(form["long"] and "data-draft" in form["attrs"] for form in found)
