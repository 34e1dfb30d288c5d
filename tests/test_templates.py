"""Templates that can be read and reviewed: no line too long, no page too tall."""

import re
from pathlib import Path

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "templates"
WIDEST, TALLEST = 200, 200
NUMBERED = re.compile(r"\{\{ (\w+)\.client_id \}\}")


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


TEMPLATES = {path.relative_to(FOLDER).as_posix(): lines(path) for path in FOLDER.rglob("*.*")}


def test_no_line_is_too_long_to_be_reviewed() -> None:
    long = [f"{name}:{n}" for name, text in TEMPLATES.items() for n, line in enumerate(text, 1) if len(line) > WIDEST]
    assert long == []


def test_no_template_is_too_tall_to_be_read() -> None:
    assert {name: len(text) for name, text in TEMPLATES.items() if len(text) > TALLEST} == {}


def test_no_indentation_means_anything() -> None:
    """Templates are read without it (core/kernel/drawing/templates.py): nothing preformatted may hold any."""
    held = re.compile(r"{% blocktrans(?:late)?[^%]*%}[^{]*\n\s|<(?:pre|textarea)[^>]*>[^<]*\n\s")
    trimmed = re.compile(r"{% blocktranslate trimmed.*?{% endblocktranslate %}\s*", re.S)
    texts = {name: trimmed.sub("", "\n".join(text)) for name, text in TEMPLATES.items() if name.endswith(".html")}
    assert [name for name, text in texts.items() if held.search(text)] == []
    assert held.search("{% blocktranslate %}甲\n  乙{% endblocktranslate %}"), "control"
    assert held.search("<pre>\n  甲</pre>"), "control"


def test_the_templates_are_found() -> None:
    """Negative control: the rules above look at something."""
    assert len(TEMPLATES) > 150
    assert max(len(line) for text in TEMPLATES.values() for line in text) > 120


def test_a_form_with_a_hidden_number_has_room_for_what_is_wrong_with_it() -> None:
    elsewhere = {"row", "instruction_form"}  # buttons of a list, and a form whose answer comes as a message
    mute = []
    for name, text in TEMPLATES.items():
        page = "\n".join(text)
        forms = set(NUMBERED.findall(page)) - elsewhere
        mute += [f"{name} {form}" for form in forms if f"{{{{ {form}.non_field_errors }}}}" not in page]
    assert mute == []


def with_includes(name: str) -> str:
    """A template's text and that of all the parts that it draws in."""
    text = "\n".join(TEMPLATES[name])
    return text + "".join(with_includes(part) for part in re.findall(r'{% include "([^"]+)"', text))


def test_htmx_is_loaded_where_it_serves_and_nowhere_else() -> None:
    """Only a page's own parts count: base.html has `data-hx-headers` for the pages that come to need it."""
    pages = {
        name: with_includes(name) for name, text in TEMPLATES.items() if any("{% extends" in line for line in text)
    }
    asking = {name for name, text in pages.items() if re.search(r"\bhx-(get|post|put|patch|delete|boost)\b", text)}
    loading = {name for name, text in pages.items() if '{% include "layout/htmx.html" %}' in text}
    assert asking == loading != set()
    assert [name for name, text in TEMPLATES.items() if any("{% htmx_script %}" in line for line in text)] == [
        "layout/htmx.html"
    ]


def test_what_htmx_reads_is_spelled_as_html_allows() -> None:
    """`data-hx-get`, not `hx-get`: validators of HTML know no attributes of htmx's own."""
    told = [
        name for name, text in TEMPLATES.items() if any(re.search(r"(?<!data-)\bhx-[a-z]+=", line) for line in text)
    ]
    assert told == []
