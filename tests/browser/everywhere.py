"""Where everybody comes to: the pages that show a role something of a route that no role before has seen there."""

from functools import cache
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve

from core.models import User
from tests.test_canary import STARTS, crawl

ROLES = ("leader", "project", "liaison", "handler", "talent", "finance", "bank", "auditor", "admin", "security")
CHILDLESS = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
MAY_STAY_OPEN = frozenset(("p", "li", "option", "tr", "td", "th", "dt", "dd", "thead", "tbody"))


class Skeleton(HTMLParser):
    """What a page is built of, without its words and without counting: each element with those it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.inside.append(f"{tag}.{given.get('class') or ''}.{given.get('type') or ''}")
        self.found.add(" > ".join(self.inside))
        if tag in CHILDLESS:
            self.inside.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in CHILDLESS:
            self.inside.pop()

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those in it that HTML lets go without an end."""
        opened = next((n for n in range(len(self.inside) - 1, -1, -1) if self.inside[n].split(".")[0] == tag), None)
        if opened is not None:
            del self.inside[opened:]


@cache
def pages_of(role: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Address and skeleton by route: one page of each route to which this role's links lead. Once for all tests."""
    client = Client()
    client.force_login(User.objects.get(username=role))
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for url, answer in crawl(client, STARTS, 1):
        route = resolve(urlsplit(url).path).view_name
        if answer.status_code == 200 and route not in found and is_page(answer):
            main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
            found[route] = url, frozenset(Skeleton(f"<main{main}</main>").found)
    return found


def first_met(role: str) -> dict[str, str]:
    """Address by route: the pages that this role comes to and none of the roles before it."""
    met = {route for other in before(role) for route in pages_of(other)}
    return {route: url for route, (url, _skeleton) in pages_of(role).items() if route not in met}


def first_seen(role: str) -> dict[str, str]:
    """Address by route: the pages on which something stands that stood on no page of this route before this role."""
    seen: dict[str, set[str]] = {}
    for other in before(role):
        for route, (_url, skeleton) in pages_of(other).items():
            seen.setdefault(route, set()).update(skeleton)
    return {route: url for route, (url, skeleton) in pages_of(role).items() if skeleton - seen.get(route, set())}


def before(role: str) -> tuple[str, ...]:
    return ROLES[: ROLES.index(role)]


def is_page(answer: Any) -> bool:
    """Whether this is a page to look at, and neither a file nor a part of one."""
    return "text/html" in answer.get("Content-Type", "") and b"<html" in answer.content[:300]
