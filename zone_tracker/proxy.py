"""Whose address a request comes from, when proxies stand in front."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Take the address from X-Forwarded-For as far as our own proxies wrote it (ZONE_PROXIES of them); what a client
    wrote there before them is not believed. Without proxies the header means nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if settings.ZONE_PROXIES and len(hops) >= settings.ZONE_PROXIES:
            request.META["REMOTE_ADDR"] = hops[-settings.ZONE_PROXIES]
        return self.get_response(request)
