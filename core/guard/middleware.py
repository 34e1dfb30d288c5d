"""Deny by default, as a middleware."""

from http import HTTPStatus
from typing import Any

from django.apps import apps
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from core.enums import AuditKind
from core.guard import audit, doors
from core.kernel import access
from core.kernel.logs import username_var
from core.kernel.middleware import GetResponse
from core.kernel.taps import refused_by
from core.models import HAS_ENDED, HAS_LEFT

BY_HAND = access.SAFE_METHODS | {"POST"}  # what a browser sends by itself


class SignInMiddleware(LoginRequiredMiddleware):
    """Whoever is not logged in is shown the door, and finds back from it to the page they were on."""

    def handle_no_permission(self, request: HttpRequest, _view: Any) -> HttpResponse:
        return doors.to_login(request)


class AccessMiddleware:
    """Obey the access table. An undeclared route is refused to everybody; what a person saw stays in no cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            username_var.set(request.user.username)
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        self._keep(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        row = access.row_for(request)
        if row is None:
            raise PermissionDenied("no access row")
        if refusal := access.method_refusal(row, request.method or ""):
            return self._on_our_page(request, refusal)
        if not (row.public or request.user.is_authenticated):  # a log-in page of Django's own, which is not ours
            return doors.to_login(request)
        if not row.permits(request.user, request.method or ""):
            audit.record(AuditKind.REFUSED, user=request.user, request=request, what=request.path)
            raise PermissionDenied("role")
        return None

    @staticmethod
    def _on_our_page(request: HttpRequest, refusal: HttpResponseNotAllowed) -> HttpResponse:
        """A person who lands on the address of a form reads a page of the house, not the browser's own."""
        if request.method in BY_HAND and "text/html" in request.headers.get("Accept", "text/html"):
            near = doors.page_near(request.path)
            page = render(request, "405.html", {"near": near}, status=refusal.status_code)
            page["Allow"] = refusal["Allow"]
            return page
        return refusal

    def _keep(self, request: HttpRequest, response: HttpResponse) -> None:
        """Write down that personal data was read, or a paper taken out of the house."""
        row = access.row_for(request)
        if row is None or row.kept is None or request.method != "GET" or response.status_code != HTTPStatus.OK:
            return
        match: Any = request.resolver_match
        table = apps.get_model(row.about)._meta.db_table if row.about else ""
        about = (table, match.kwargs.get("pk"))
        audit.record(row.kept, user=request.user, request=request, what=request.path, about=about)


class EndedMiddleware:
    """What somebody wrote to a project that ended in the same second is refused in words; the draft stays in the page.

    The database refuses it (core/models/ends.py), so this holds for every view.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """409 for what wrote to a row that has ended; anything else is left to others."""
        refused = refused_by(error) if isinstance(error, IntegrityError) else ""
        if refused in (HAS_ENDED, HAS_LEFT):
            return render(request, "core/has_ended.html", {"left": refused == HAS_LEFT}, status=409)
        return None
