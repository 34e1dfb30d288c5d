"""Where everybody comes to: the page of every route, with the first role whose links lead there."""

from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve

from core.models import User
from tests.test_canary import STARTS, crawl

ROLES = ("leader", "project", "liaison", "handler", "talent", "finance", "bank", "auditor", "admin", "security")


@cache
def first_met(role: str) -> dict[str, str]:
    """Address by route: the pages that this role comes to and none of the roles before it. Once for all tests here."""
    met = {route for other in ROLES[: ROLES.index(role)] for route in first_met(other)}
    client = Client()
    client.force_login(User.objects.get(username=role))
    found: dict[str, str] = {}
    for url, answer in crawl(client, STARTS, 1):
        route = resolve(urlsplit(url).path).view_name
        if answer.status_code == 200 and route not in met and is_page(answer):
            found.setdefault(route, url)
    return found


def is_page(answer: Any) -> bool:
    """Whether this is a page to look at, and neither a file nor a part of one."""
    return "text/html" in answer.get("Content-Type", "") and b"<html" in answer.content[:300]
