"""What no browser sends: bodies, headers and addresses that break what reads them. Ours is the answer, never a 500."""

from typing import Any

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
MANY = b"&".join(b"a=%d" % number for number in range(3000))
ILL_CODED = (
    b'--x\r\nContent-Disposition: form-data; name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--\r\n'
)
UNREADABLE = [
    *((f"{URLENCODED}; charset={name}", b"a=b") for name in ("utf-7", "utf-16", "rot13", "hex", "idna")),
    (MULTIPART, b"a=b"),
    (f"{MULTIPART}; boundary=", b"a=b"),
    (f"{MULTIPART}; boundary=\x80\xe4", b"a"),
    (URLENCODED, MANY),
]
ODD = [
    *((f"text/plain; charset={name}", b"a=b") for name in ("utf-7", "hex", "nonsense")),
    (f"{URLENCODED}; charset=nonsense", b"a=b"),
    (f"{MULTIPART}; boundary=x; charset=utf-7", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--'),
    (f"{MULTIPART}; boundary=x", ILL_CODED),
    ("application/json; charset=utf-7", b"{"),
    (URLENCODED, b"a=%ff%00"),
    ("", b"a=b"),
    (";;=;", b"a=b"),
]
SENT_TO = ("/login/", "/language/", "/logout/", "/nowhere/", "/projects/", "/enterprises/confirm/abc/")
READ = ("/login/", "/search/?q=a", "/static/js/nothing.js", "/sw.js", "/healthz")
HEADERS: list[dict[str, str]] = [
    *({"HTTP_HOST": value} for value in ("a b", "evil.example", "", "[::1", "localhost:x")),
    *({"HTTP_COOKIE": value} for value in ("\x00;=;;sessionid=\xff;csrftoken=\x00", "sessionid=\x00", "messages=a:b")),
    {"HTTP_COOKIE": "django_language=\x00; sessionid=" + "9" * 5000},
    *({"HTTP_ACCEPT_LANGUAGE": value} for value in ("\x00" * 9, "x" * 6000, "*;q=x")),
    *({"HTTP_RANGE": value} for value in ("bytes=9-1", "bytes=x", "\x00")),
    {"HTTP_IF_MODIFIED_SINCE": "Wed, 99 Foo 99999 99:99:99 GMT"},
    *({"HTTP_IF_NONE_MATCH": value} for value in ("\x00", '"', "W/")),
    {"HTTP_ACCEPT": "\x00;q=x"},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=x"},
    *({name: "http://[::1"} for name in ("HTTP_REFERER", "HTTP_ORIGIN")),
    {"HTTP_X_FORWARDED_FOR": "\x00,,,"},
    {"HTTP_X_FORWARDED_PROTO": "x"},
    {"HTTP_HX_REQUEST": "x", "HTTP_HX_CURRENT_URL": "http://[::1"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "%ff", "HTTP_HX_CURRENT_URL_URI_AUTOENCODED": "true"},
    {"HTTP_X_OUTBOX": "\x00"},
    *({"CONTENT_LENGTH": value} for value in ("abc", "-5")),
    {"HTTP_USER_AGENT": "\x00" * 4000},
    {"REMOTE_ADDR": ""},  # of a server behind a socket
    {"HTTP_X_CSRFTOKEN": "\x00"},
]
ADDRESSES = ("/%00", "/projects/%00/", "/%ff%fe", "/static/%00", "/static/..%2f..%2fetc/passwd", "/projects/?%00=%00")
ADDRESSES += ("/projects/?page=%ED%A0%80", "/admin/core/park/%00/change/", "/static/%ff", "/projects/?" + "a=1&" * 3000)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO")


@pytest.fixture
def callers(shared_world: World) -> list[Client]:
    """Somebody who is not logged in, a leader and an administrator; each has to bring the token of a form."""
    made = [Client(enforce_csrf_checks=True, raise_request_exception=False) for _each in range(3)]
    made[1].force_login(shared_world.cast.leader)
    made[2].force_login(shared_world.cast.admin)
    return made


@pytest.mark.parametrize(("kind", "sent"), UNREADABLE)
def test_a_body_that_cannot_be_read_is_answered_by_our_page(callers: list[Client], kind: str, sent: bytes) -> None:
    for client in callers:
        for url in SENT_TO:
            answer = client.generic("POST", url, sent, content_type=kind)
            assert (answer.status_code, b"oops-no" in answer.content) == (400, True), url


@pytest.mark.parametrize(("kind", "sent"), ODD)
def test_an_odd_body_breaks_nothing(callers: list[Client], kind: str, sent: bytes) -> None:
    for client in callers:
        for url in SENT_TO:
            assert client.generic("POST", url, sent, content_type=kind).status_code < 500, url


@pytest.mark.parametrize("headers", HEADERS, ids=lambda each: "-".join(each))
def test_no_header_breaks(callers: list[Client], headers: Any) -> None:
    for client in callers:
        for url in READ:
            for method in ("GET", "POST"):
                answer = client.generic(method, url, **headers)
                assert answer.status_code < 500, url
                assert answer.status_code != 400 or b"oops-no" in answer.content, url


@pytest.mark.parametrize("path", ADDRESSES, ids=lambda each: each[:30])
def test_no_address_and_no_method_breaks(callers: list[Client], path: str) -> None:
    for client in callers:
        assert [method for method in METHODS if client.generic(method, path).status_code >= 500] == []
