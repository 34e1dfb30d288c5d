"""A person in front of a real Chromium: opens pages, presses what is there, and notes everything that is wrong."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from core.models import User

AXE = (next((Path(__file__).parent.parent / "vendor").glob("axe-core-*")) / "axe.min.js").read_text()
PHONE, DESK, SMALL = (390, 844), (1440, 900), (320, 640)
LOOKS = (Path(__file__).parent / "looks.js").read_text()
THUMB = 44  # px


class Visitor:
    """One browser window. `faults` fills by itself; a test ends with `assert visitor.faults == []`."""

    def __init__(self, browser: Browser, base: str, size: tuple[int, int], **options: Any) -> None:
        width, height = size
        options.setdefault("service_workers", "block")  # only the tests of dead spots want one between page and site
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        self.context.set_default_timeout(15_000)
        self.base, self.faults = base, []
        self.page = self.tab()

    def tab(self) -> Page:
        """Another tab of the same window, watched like the first."""
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("response", lambda r: self.faults.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        return page

    def _heard(self, message: ConsoleMessage) -> None:
        # The answers themselves are asserted where they matter; a worker is let in where a test asks for one.
        expected = "Failed to load resource" in message.text or "blocked by Playwright" in message.text
        if message.type in ("error", "warning") and not expected:
            self.faults.append(f"{self.page.url}: {message.text}")

    def speak(self, language: str) -> None:
        """Read what follows in another language than the house's."""
        self.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": self.base}])

    def enter_as(self, user: User | str) -> "Visitor":
        """Be logged in without the form."""
        person = user if isinstance(user, User) else User.objects.get(username=user)
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.base}])
        return self

    def open(self, path: str) -> int:
        """Open a page and look at it; returns its status."""
        answer = self.page.goto(self.base + path)
        self.look()
        return answer.status if answer else 0

    def look(self) -> None:
        """Nothing reaches over the edge, and nothing shuts people out."""
        self.measure()
        self.hear()

    def hear(self, but: tuple[str, ...] = ()) -> None:
        """What axe says of the page as it lies, be it grave or not; without some rules where they were heard before."""
        self.page.evaluate(AXE)
        rules = {name: {"enabled": False} for name in but}
        found = self.page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], rules})", rules)
        self.faults += [
            f"{self.page.url}: {each['id']} {json.dumps([node['target'] for node in each['nodes']][:3])}"
            for each in found["violations"]
        ]

    def resize(self, width: int, height: int) -> None:
        """Another size of the window, over whose edge nothing reaches either."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.measure()

    def measure(self) -> None:
        """Nothing reaches over the edge."""
        if wide := self.asked("overTheEdge"):
            self.faults.append(f"{self.page.url} at {self.page.viewport_size} is {wide}")

    def squeeze(self) -> None:
        """In the smallest window, nothing reaches over the edge and no word stands letter below letter."""
        self.resize(*SMALL)
        self.faults += [f"{self.page.url}: {each}" for each in self.asked("squeezed")]

    def touch(self) -> None:
        """Nothing is too small for a thumb."""
        self.faults += [f"{self.page.url}: {small}" for small in self.asked("tooSmall", THUMB)]

    def asked(self, what: str, *of: Any) -> Any:
        """What a function of looks.js says of the page, once there is one to be looked at."""
        return self.page.evaluate(f"async of => {{ {LOOKS} await looks.there(); return looks.{what}(...of); }}", list(of))

    def text(self) -> str:
        """What a person reads."""
        return self.page.inner_text("body")

    def press(self, name: str, within: Page | Locator | None = None, exact: bool = True) -> None:
        """Press the button or link of this name."""
        place = within or self.page
        button = place.get_by_role("button", name=name, exact=exact)
        (button if button.count() else place.get_by_role("link", name=name, exact=exact)).first.click()

    def press_five_times(self, selector: str) -> None:
        """What an impatient thumb does, faster than the page can change."""
        self.page.locator(selector).evaluate("button => { for (let tap = 0; tap < 5; tap++) button.click(); }")

    def close(self) -> None:
        self.context.close()
