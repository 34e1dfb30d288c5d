"""大屏 in a browser: it turns by itself for days and does not grow, outlives its server, and says when it is old."""

import os
import threading
from collections.abc import Iterator
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from targets.models import WallToken
from targets.wall import links

SECONDS, DAYS = 120, 8
TURNS = DAYS * 86_400 // SECONDS
# Eight days are 5760 pages of two minutes: all of them where there is time, a day's worth otherwise.
SHORT = TURNS if os.environ.get("ZONE_TEST_LONG") else 720
GROWTH_KB, GROWTH_NODES = 400, 60
WALL_1080, WALL_4K, STRIP = (1920, 1080), (3840, 2160), (3840, 1080)

# One turn: the clock is set on, and the page waits in real time until the other page stands there.
SIGN = "document.querySelector('.wall-page').dataset.key + document.querySelector('.wall-page').dataset.at"


@pytest.fixture
def token(site: str, db: None) -> WallToken:
    return links.make(place="三楼会议室", days=30, now=timezone.now(), seconds=SECONDS)


@pytest.fixture
def screens(chromium: Browser) -> Iterator[Any]:
    """Screens without a log-in; all are taken down when the test ends."""
    hung: list[BrowserContext] = []

    def hang(size: tuple[int, int] = WALL_1080, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        hung.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield hang
    for context in hung:
        context.close()


def opened(page: Page, site: str, token: WallToken) -> Page:
    """The wall under a clock that only the test moves on."""
    page.clock.install()
    page.goto(site + links.path_of(token))
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)
    return page


def key(page: Page) -> str:
    return page.locator(".wall-page").first.get_attribute("data-key") or ""


def turned(page: Page) -> None:
    """Let the seconds of a page pass."""
    before = page.evaluate(SIGN)
    page.clock.fast_forward(SECONDS * 1000)
    page.wait_for_function(f"before => {SIGN} !== before && !document.hidden", arg=before, polling=20)


def weight(page: Page, cdp: CDPSession) -> dict[str, float]:
    """What the document holds once the rubbish is out."""
    for _ in range(3):
        cdp.send("HeapProfiler.collectGarbage")
    found = {each["name"]: each["value"] for each in cdp.send("Performance.getMetrics")["metrics"]}
    return {name: found[name] for name in ("JSHeapUsedSize", "Nodes", "JSEventListeners")}


def test_eight_days_of_pages_leave_it_as_heavy_as_it_was(screens: Any, site: str, token: WallToken) -> None:
    page = screens()
    page.clock.install()
    page.goto(site + links.path_of(token))
    cdp = page.context.new_cdp_session(page)
    cdp.send("Performance.enable")
    order = (page.locator(".wall-page").first.get_attribute("data-order") or "").split()
    page.evaluate("""() => { window.turns = 0; new MutationObserver(() => { window.turns += 1; })
        .observe(document.querySelector(".wall-pane"), {childList: true}); }""")
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)
    seen = set()
    weights = []
    for turn in range(SHORT):
        page.clock.fast_forward(SECONDS * 1000)
        page.wait_for_function("n => window.turns >= n", arg=turn + 1, polling=5)
        if turn < len(order):
            seen.add(key(page))
        if turn % (SHORT // 6) == SHORT // 6 - 1:
            weights.append(weight(page, cdp))
    print(SHORT, weights)
    assert seen == set(order)
    assert page.evaluate("window.turns") == SHORT  # one page a turn, no timers piled up
    first, last = weights[0], weights[-1]
    assert last["Nodes"] - first["Nodes"] < GROWTH_NODES
    assert last["JSEventListeners"] == first["JSEventListeners"]
    assert (last["JSHeapUsedSize"] - first["JSHeapUsedSize"]) / 1000 < GROWTH_KB
    assert not page.context.cookies()


def test_it_says_how_old_it_is_keeps_turning_and_comes_back(screens: Any, site: str, token: WallToken) -> None:
    page = opened(screens(), site, token)
    for _ in range(7):  # each page has been seen once
        turned(page)
    stale = page.locator(".wall-panes.stale")
    lost = page.locator(".wall-lost").first
    page.route("**/dashboard/wall/**", lambda route: route.abort())
    shown = key(page)
    page.clock.fast_forward(SECONDS * 1000)
    page.wait_for_function(f"before => {SIGN}.indexOf(before) !== 0", arg=shown, polling=20)
    assert stale.count() == 0  # one refresh may fail
    page.clock.fast_forward(16_000)
    expect(stale).to_have_count(1)
    page.clock.fast_forward(45 * 60_000)
    page.wait_for_timeout(300)
    expect(lost).to_contain_text("▲ 数据已 47 分钟未更新")
    expect(lost).to_contain_text("的数，正在重连")
    assert page.locator(".wall-val, .wall-tracks, .wm").count()  # the picture is still there
    page.unroute("**/dashboard/wall/**")
    page.clock.fast_forward(16_000)
    expect(stale).to_have_count(0)
    expect(page.locator(".wall-fresh").first).to_be_visible()


class Server:
    """A server of the house that ends for good: it keeps no connection open that would go on answering."""

    def __init__(self, port: int = 0) -> None:
        handler = StaticFilesHandler(WSGIHandler())
        self.server = make_server("127.0.0.1", port, handler, handler_class=Silent)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        self.server.serve_forever(poll_interval=0.05)
        connections.close_all()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Silent(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


def test_it_outlives_a_server_that_goes_and_comes_back(screens: Any, token: WallToken) -> None:
    server = Server()
    try:
        page = opened(screens(), f"http://127.0.0.1:{server.port}", token)
        for _ in range(2):
            turned(page)
        stale, shown = page.locator(".wall-panes.stale"), page.locator(".wall-page").first
        server.stop()
        for wait in (SECONDS * 1000, 16_000, 16_000):
            page.clock.fast_forward(wait)
            page.wait_for_timeout(200)
        expect(stale).to_have_count(1)
        expect(shown).to_be_visible()  # the picture is still there
        server = Server(server.port)
        page.clock.fast_forward(16_000)
        expect(stale).to_have_count(0)
        turned(page)
    finally:
        server.stop()


def test_answers_that_are_none_count_as_missed(screens: Any, site: str, token: WallToken) -> None:
    """What a proxy says while the server starts anew is no page."""
    page = opened(screens(), site, token)
    page.route("**/dashboard/wall/**", lambda route: route.fulfill(status=502, body="<html>Bad Gateway</html>"))
    for wait in (SECONDS * 1000, 16_000, 16_000):
        page.clock.fast_forward(wait)
        page.wait_for_timeout(150)
    expect(page.locator(".wall-panes.stale")).to_have_count(1)
    assert "Bad Gateway" not in page.content()


def test_space_pauses_and_the_arrows_turn(screens: Any, site: str, token: WallToken) -> None:
    page = opened(screens(), site, token)
    first = key(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".wall-page").first).not_to_have_attribute("data-key", first)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".wall-page").first).to_have_attribute("data-key", first)
    page.keyboard.press(" ")
    expect(page.locator(".wall-panes.paused")).to_have_count(1)
    turned(page)  # the page is refreshed, and stays
    assert key(page) == first
    page.keyboard.press(" ")
    turned(page)
    assert key(page) != first


def test_a_newer_document_takes_the_place_of_the_old_one(
    screens: Any, site: str, token: WallToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(screens(), site, token)
    page.evaluate("window.old = true")
    monkeypatch.setattr("targets.wall.views.version", lambda: "newer")
    page.clock.fast_forward(SECONDS * 1000)
    page.wait_for_function("() => !window.old", polling=50)
    expect(page.locator("#wall")).to_have_attribute("data-version", "newer")


def test_a_revoked_link_leaves_nothing_on_the_screen(screens: Any, site: str, token: WallToken) -> None:
    page = opened(screens(), site, token)
    WallToken.objects.filter(pk=token.pk).revoke(by=None, now=timezone.now())
    page.clock.fast_forward(SECONDS * 1000)
    expect(page.locator(".wall-closed h1")).to_have_text("这个大屏链接不能用")
    assert page.locator(".wall-page").count() == 0


def test_without_script_it_turns_all_the_same(screens: Any, site: str, token: WallToken) -> None:
    page = screens(java_script_enabled=False)
    WallToken.objects.filter(pk=token.pk).update(seconds=5)
    page.goto(site + links.path_of(token))
    assert key(page) == "overview"
    expect(page.locator(".wall-page").first).to_have_attribute("data-key", "projects", timeout=9000)


@pytest.mark.parametrize("size", [WALL_1080, WALL_4K, STRIP], ids=["1080p", "4k", "32:9"])
def test_nothing_lies_outside_the_screen(screens: Any, site: str, token: WallToken, size: tuple[int, int]) -> None:
    page = screens(size)
    page.goto(site + links.path_of(token))
    order = (page.locator(".wall-page").first.get_attribute("data-order") or "").split()
    for each in order:
        page.goto(f"{site}{links.path_of(token)}?page={each}")
        outside = page.evaluate("""() => [...document.querySelectorAll(".wall-page *")].filter((each) => {
            const box = each.getBoundingClientRect();
            return box.width && (box.right > innerWidth + 1 || box.bottom > innerHeight + 1);
        }).map((each) => each.outerHTML.slice(0, 80))""")
        assert outside == [], each
    assert page.locator(".wall-pane:visible").count() == (2 if size == STRIP else 1)
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == size[1] / 108
