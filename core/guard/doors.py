"""To the log-in page and back: where a person goes on who was stopped, never to an address that only a button knows.

A form stood on a page; what it sends to is often an address that cannot be opened. After log-in it is the page that is
wanted again, so that what was typed can come back out of the browser's draft.
"""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from core.enums import AuditKind
from core.kernel import access

LOGIN = "core:login"
HOME = "/"
UNSENT = "unsent"  # of the log-in page's address: something was sent, and nothing was saved


def to_login(request: HttpRequest) -> HttpResponse:
    """The answer to somebody who is not logged in, for a page, for a form that was sent, or for a part of a page."""
    if "HX-Request" in request.headers:  # a whole page has no place in a part of one
        ways = _to_login(_of_our_own(request, request.headers.get("HX-Current-URL", "")) or HOME)
        return render(request, "core/_signed_out.html", {"login": ways}, status=401)
    if request.method in access.SAFE_METHODS:
        return redirect(_to_login(request.get_full_path()))
    return redirect(_to_login(page_of_form(request), unsent=True))


def _to_login(page: str, *, unsent: bool = False) -> str:
    query = QueryDict(mutable=True)
    query[REDIRECT_FIELD_NAME] = page
    if unsent:
        query[UNSENT] = "1"
    return f"{resolve_url(LOGIN)}?{query.urlencode(safe='/')}"


def page_of_form(request: HttpRequest) -> str:
    """The page on which the form stood that was sent: where the browser says it was, else what the address tells."""
    came_from = _of_our_own(request, request.headers.get("Referer", ""))
    match = _match(came_from)
    if match and match.view_name != LOGIN and _opens(match):
        return came_from
    return page_near(request.get_full_path())


def _of_our_own(request: HttpRequest, url: str) -> str:
    """Path and query of an address of this very host; "" for any other."""
    if not url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(url)
    return parts._replace(scheme="", netloc="", fragment="").geturl() if parts.path[:2] != "//" else ""


def page_near(url: str) -> str:
    """This address, if it can be opened; else the nearest page above it that whoever may send to it may open."""
    match = _match(url)
    if match is None or (match.view_name != LOGIN and _opens(match)):
        return url  # an address that does not exist says so itself
    row = access.row_of(match.view_name)
    senders = row.write if row else frozenset()
    parts = urlsplit(url).path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        path = "/" + "/".join(parts[:length]) + "/"
        above = _match(path)
        if above is None or not above.kwargs.items() <= match.kwargs.items():
            continue  # a word of the address that would be taken for the name of a row
        if _opens(above) and not _is_file(above) and senders <= _readers(above):
            return path
    return HOME


def _match(url: str) -> ResolverMatch | None:
    try:
        return resolve(urlsplit(url).path) if url else None
    except Resolver404:
        return None


def _readers(match: ResolverMatch) -> frozenset[Any]:
    row = access.row_of(match.view_name)
    return row.read if row else frozenset()


def _opens(match: ResolverMatch) -> bool:
    """Whether a person can look at it: not what only a button, a script or a watching program asks for."""
    row = access.row_of(match.view_name)
    return row is not None and access.method_refusal(row, "GET") is None and not row.raw


def _is_file(match: ResolverMatch) -> bool:
    """Whether a photo or a paper lies there, which is no page to come back to."""
    row = access.row_of(match.view_name)
    kept = row.kept if row else None
    return kept is AuditKind.DOWNLOADED or any(isinstance(value, UUID) for value in match.kwargs.values())


def back_to(url: str) -> HttpResponseRedirect:
    """On to where somebody wanted who is logged in already."""
    return HttpResponseRedirect(page_near(url) if url else resolve_url("home"))
