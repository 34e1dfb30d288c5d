"""Whose address a request comes from, when proxies stand in front."""

from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

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
            request.META["REMOTE_ADDR"] = address_in(hops[-settings.ZONE_PROXIES])
        return self.get_response(request)


def address_in(hop: str) -> str:
    """The address that a proxy wrote, without the port that some add; nothing for a word (`unknown`): what is written
    down of a request must be an address.
    """
    for text in (hop, hop.rpartition(":")[0].strip("[]")):
        with suppress(ValueError):
            return str(ip_address(text))
    return ""
