"""Who writes what on the trail, at which hour, and how its pages are read."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import connection
from django.test import Client

from core.enums import AuditKind
from core.kernel.clock import moment
from core.models import AuditEvent, User
from zone_tracker.trail.lines import Line

ADDRESS, REQUEST = "10.0.0.8", "9f1c-request"


@contextmanager
def acting(person: User | None, address: str = ADDRESS, request_id: str = REQUEST) -> Iterator[None]:
    """What is written inside is written by this person, and is on the trail afterwards."""
    with pghistory.context(user=person and person.pk, address=address, request_id=request_id, url="register:edit"):
        yield
        connection.check_constraints()


def said(kind: AuditKind, by: User | None, on: dt.date, at: str, **fields: Any) -> AuditEvent:
    """A line of a day's hour."""
    who = by.username if by else ""
    return AuditEvent.objects.create(at=moment(on, dt.time.fromisoformat(at)), kind=kind, user=by, who=who, **fields)


def lines(client: Client, path: str = "/audit/", **asked: Any) -> list[Line]:
    """The lines of a page."""
    return list(client.get(path, asked).context["page_obj"].object_list)


def main(client: Client, path: str, **asked: Any) -> str:
    """What a page says, without the shell around it and with single spaces."""
    text = client.get(path, asked).content.decode().split('id="main"')[1].split("</main>")[0]
    return " ".join(text.split())
