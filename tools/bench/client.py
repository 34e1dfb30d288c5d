"""The browser of the bench: a session for each role, one connection a request, as a proxy makes them."""

from __future__ import annotations

import http.client
import time
import urllib.parse
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from tools.bench import headers
from tools.console import Trouble

PASSWORD = "demo1133"
KEPT = ("sessionid", "csrftoken")
SLOWEST = 120  # seconds


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds the last byte of it was there."""

    status: int
    seconds: float
    body: bytes
    headers: Mapping[str, str]
    cookies: Mapping[str, str]

    def number(self, header: str) -> int:
        """What the server counted."""
        return int(self.headers[header])


@dataclass
class Visitor:
    """Somebody's browser at one server; nobody's before `log_in`."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, url: str, *, count: bool = False) -> Answer:
        """Open a page."""
        return self._ask("GET", url, None, count=count)

    def post(self, url: str, data: Mapping[str, str], *, count: bool = False) -> Answer:
        """Press a button; each press has a number of its own."""
        number = str(uuid.uuid4())
        fields = {name: value.replace("{uuid}", number) for name, value in data.items()}
        fields["csrfmiddlewaretoken"] = self.cookies.get("csrftoken", "")
        return self._ask("POST", url, urllib.parse.urlencode(fields), count=count)

    def log_in(self, username: str, *, count: bool = False) -> None:
        """Log in at /login/. Raises Trouble when no session comes of it."""
        self.get("/login/", count=count)
        answer = self.post("/login/", {"username": username, "password": PASSWORD}, count=count)
        if answer.status != 302 or "sessionid" not in self.cookies:
            raise Trouble(f"{username} could not log in ({answer.status}).")

    def _ask(self, method: str, url: str, body: str | None, *, count: bool) -> Answer:
        sent = {"Connection": "close", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if count:
            sent[headers.COUNT] = "1"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SLOWEST)
        began = time.perf_counter()
        try:
            connection.request(method, urllib.parse.quote(url, safe="/?=&%"), body, sent)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        answer = Answer(
            response.status,
            time.perf_counter() - began,
            content,
            dict(response.getheaders()),
            cookies_of(response.headers.get_all("Set-Cookie", [])),
        )
        self.cookies |= {name: value for name, value in answer.cookies.items() if name in KEPT}
        return answer


def cookies_of(lines: list[str]) -> dict[str, str]:
    """What a server wants to be remembered, by name."""
    return {name: morsel.value for line in lines for name, morsel in SimpleCookie(line).items()}
