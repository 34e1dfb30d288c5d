"""The request as the pages behind the log-in get it."""

from django import http

from core.models import User


class HttpRequest(http.HttpRequest):
    """A request whose person is known, and is one of ours: SignInMiddleware lets nobody else through.

    For annotations only; Django makes the request. What is open to everybody asks for Django's own.
    """

    user: User  # pyright: ignore[reportIncompatibleVariableOverride]  # Django's stub allows for AnonymousUser
