"""Whose address is believed."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from zone_tracker.proxy import ClientAddressMiddleware, address_in


@pytest.mark.parametrize(
    ("proxies", "header", "believed"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),  # the client's own claim comes first, and is not believed
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_hop_that_our_proxy_wrote_is_the_address(proxies: int, header: str, believed: str) -> None:
    request = RequestFactory().get("/", headers={"X-Forwarded-For": header} if header else {})
    with override_settings(ZONE_PROXIES=proxies):
        ClientAddressMiddleware(lambda _request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == believed


@pytest.mark.parametrize(
    ("hop", "address"),
    [("10.0.0.7", "10.0.0.7"), ("10.0.0.7:5678", "10.0.0.7"), ("[2001:db8::1]:5678", "2001:db8::1"), ("unknown", "")],
)
def test_only_an_address_is_taken_over(hop: str, address: str) -> None:
    """What is written down of a request, with every row that it saves, has room for addresses only."""
    assert address_in(hop) == address
