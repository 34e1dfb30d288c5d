"""Thin layers: the request's number, the language, the access table, and the acting user in the history tables."""

import uuid
from collections.abc import Callable
from typing import Any

import pghistory
import pghistory.middleware
from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from core.kernel.logs import request_id_var, username_var

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


class ReadableMiddleware:
    """A body that no form can be read from is answered by our page 400, before anybody asks for its fields.

    Django's pages for 400, 403 and 404 look for a token among the fields: there the same body fails a second time, as
    500. So it is marked as empty first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            _ = request.POST
        except (BadRequest, SuspiciousOperation, MultiPartParserError):
            request._mark_post_parse_error()  # type: ignore[attr-defined]  # Django's own way, not public
            raise
        return self.get_response(request)


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
    """Store who acted, from where, by which route and under which request number beside each row of history.

    The route, not the address of the page: an address may hold the secret of a link.
    """

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        user = request.user
        return {
            "user": user.pk if user.is_authenticated else None,
            "address": request.META.get("REMOTE_ADDR") or None,
            "request_id": request_id_var.get(),
        }

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        """The route is known only now."""
        match: Any = request.resolver_match
        pghistory.context(url=match.view_name)
