"""Thin layers: the request's number, the language, the access table, and the acting user in the history tables."""

import uuid
from collections.abc import Callable
from typing import Any

import pghistory.middleware
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_cache_control

from core import access, audit
from core.enums import AuditKind
from core.logs import request_id_var, username_var

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Give each request a number; it is in the log, in the history, on the error page and in the response."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex[:12]
        id_token, user_token = request_id_var.set(request_id), username_var.set("")
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id
            return response
        finally:
            request_id_var.reset(id_token)
            username_var.reset(user_token)


class LanguageMiddleware(LocaleMiddleware):
    """Chinese unless this browser chose another language here; its own wish (Accept-Language) is ignored."""

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


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
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponseBase | None:
        row = access.row_for(request)
        if row is None:
            raise PermissionDenied("no access row")
        if refusal := access.method_refusal(row, request.method or ""):
            return refusal
        if not row.permits(request.user, request.method or ""):
            audit.record(AuditKind.REFUSED, user=request.user, request=request, what=request.path)
            raise PermissionDenied("role")
        return None


class OutboxMiddleware:
    """A script that sends what waited cannot read a redirect: it is told where it leads, as JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if "X-Outbox" not in request.headers or not 300 <= response.status_code < 400:
            return response
        told = JsonResponse({"location": response["Location"]})
        told.cookies = response.cookies
        return told


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Store who acted, where, and under which request number beside each row of history."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        user = request.user
        return {
            "user": user.pk if user.is_authenticated else None,
            "url": request.path,
            "request_id": request_id_var.get(),
        }
