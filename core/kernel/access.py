"""Deny by default: every route has a row in one table (`settings.ACCESS_TABLE`), and the middleware obeys it.

A row says which roles may read (GET) and write (POST). Which *objects* they may reach is decided by `visible_to(user)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotAllowed
from django.utils.module_loading import import_string

from core.enums import AuditKind, Role

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Access:
    """One row of the table. `public` routes need no log-in; otherwise roles decide, per kind of request.
    One that is public and names who writes, but nobody who reads, is a button: it cannot be opened.

    `kept` says that whoever is served the page leaves a line on the audit trail: it was read, downloaded or exported.
    `about` names the model whose row the address means by its `pk`. `raw` is what scripts and watching programs ask
    for, a part of a page, a file of rows: nobody is led there.
    """

    read: frozenset[Role] = frozenset()
    write: frozenset[Role] = frozenset()
    public: bool = False
    kept: AuditKind | None = None
    about: str = ""
    raw: bool = False

    def keeping(self, kind: AuditKind, about: str = "") -> "Access":
        """The same row, and each time the page is served a line on the audit trail."""
        return replace(self, kept=kind, about=about)

    def for_scripts(self) -> "Access":
        """The same row, of an address that is no page of people."""
        return replace(self, raw=True)

    def allowed_methods(self) -> list[str]:
        """The methods that this route knows at all, for anybody."""
        safe = ["GET", "HEAD"] if self.read or (self.public and not self.write) else []
        return safe + (["POST"] if self.write or self.public else [])

    def permits(self, user: Any, method: str) -> bool:
        """Whether this user may send this method."""
        roles = self.read if method in SAFE_METHODS else self.write
        return self.public or bool(user.is_authenticated and user.holds(*roles))


@cache
def table() -> Mapping[str, Access]:
    """The one access table."""
    return import_string(settings.ACCESS_TABLE)


def row_of(view_name: str) -> Access | None:
    """The row of a route by its name; all pages of the admin site share one."""
    return table().get("admin:*" if view_name.startswith("admin:") else view_name)


def row_for(request: HttpRequest) -> Access | None:
    """The row of the route that this request resolved to, or None when nobody declared it."""
    match = request.resolver_match
    return row_of(match.view_name) if match else None


def may_open(user: Any, view_name: str) -> bool:
    """Whether a link to this route makes sense for this user."""
    row = row_of(view_name)
    return row is not None and row.permits(user, "GET")


def may_send(user: Any, view_name: str) -> bool:
    """Whether a form that posts to this route makes sense for this user."""
    row = row_of(view_name)
    return row is not None and row.permits(user, "POST")


def writers(view_name: str) -> frozenset[Role]:
    """The roles that may send a form to this route."""
    row = row_of(view_name)
    return row.write if row else frozenset()


def method_refusal(row: Access, method: str) -> HttpResponseNotAllowed | None:
    """405 for a method that the route does not know."""
    allowed = row.allowed_methods()
    return None if method in allowed else HttpResponseNotAllowed(allowed)
