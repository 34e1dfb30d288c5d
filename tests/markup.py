"""What is wrong with a page as it was sent: inline code, double ids, nameless controls, English in a Chinese page."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

# Latin words that belong on a Chinese page: names of codes, units and formats, and what people typed.
KNOWN_LATIN = re.compile(
    r"zqx[\w-]*(?:\.pdf)?|YH-\d+-\d+|[a-z_*]+@example\.com|English|PDF|JPG|jpg|PNG|WebP|HEIC|MB|Word|Excel|xlsx?|csv|UTF-8|GB18030|A[34]\b|kV|AI|demo1133"
)
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
SHOWN_ATTRIBUTES = ("title", "placeholder", "aria-label", "alt")
BLOCKS = ("div", "ul", "ol", "dl", "p", "form", "table", "section", "fieldset", "h1", "h2", "h3", "h4")
SILENT = ("script", "style", "template", "svg", "option", "code")


class Page(HTMLParser):
    """Collects what matters while a page is read."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.inline: list[str] = []
        self.words: list[str] = []
        self.stack: list[str] = []
        self.crooked: list[str] = []
        self.described_by: set[str] = set()
        self.inside_label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.crooked += [f"{name}= twice" for name, n in Counter(name for name, _value in attrs).items() if n > 1]
        if tag in BLOCKS and self.stack and self.stack[-1] == "span":
            self.crooked.append(f"{tag} in a span")
        if "template" not in self.stack:
            self.described_by |= set((given.get("aria-describedby") or "").split())
        if tag not in (
            "input",
            "img",
            "meta",
            "link",
            "br",
            "use",
            "path",
            "rect",
            "line",
            "circle",
            "polyline",
            "polygon",
        ):
            self.stack.append(tag)
        self.inline += [f"{name}=" for name, _value in attrs if name == "style" or re.fullmatch(r"on\w+|hx-on.*", name)]
        if (given.get("href") or "").startswith("javascript:"):
            self.inline.append("javascript:")
        if given.get("id") and "template" not in self.stack:
            self.ids.append(given["id"] or "")
        if tag == "label":
            self.inside_label += 1
            self.labelled.add(given.get("for") or "")
        if (
            "template" not in self.stack
            and tag in ("input", "select", "textarea")
            and given.get("type") not in ("hidden", "submit")
        ):
            self.controls.append({**given, "inside": "yes" if self.inside_label else None})
        self.words += [given[name] or "" for name in SHOWN_ATTRIBUTES if name in given]

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self.inside_label -= 1
        if tag in self.stack:
            while self.stack.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1] == "script" and data.strip():
            self.inline.append(f"script: {data.strip()[:40]}")
        if not set(SILENT) & set(self.stack):
            self.words.append(data)


def problems(response: Any) -> Iterator[str]:
    """Everything that breaks a rule of the house on this page."""
    page = Page()
    page.feed(response.content.decode())
    yield from (f"inline {found}" for found in page.inline)
    yield from (f"id {name} stands {n} times" for name, n in Counter(page.ids).items() if n > 1)
    yield from page.crooked
    yield from (f"nothing is called {name}" for name in page.described_by - set(page.ids))
    for control in page.controls:
        named = control.get("id") in page.labelled or control.get("aria-label") or control.get("aria-labelledby")
        if not (named or control["inside"]):
            yield f"no label for {control.get('name')}"
    for words in page.words:
        for word in LATIN_WORD.findall(KNOWN_LATIN.sub("", words)):
            yield f"English: {word}"
    policy = response.get("Content-Security-Policy", "")
    if "script-src 'self'" not in policy or "style-src 'self'" not in policy or "unsafe" in policy:
        yield "no strict policy"
