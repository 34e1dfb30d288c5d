"""The interface is complete in English: every Chinese sentence has its translation, and pages show no other."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize

from projects.plan.templates_file import SHIPPED
from targets.facts import FACTS
from tests.sampling import one_in
from tests.test_canary import body, crawl
from tests.world import World

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale/en/LC_MESSAGES/django.po"
ROOMS = ("core", "enterprises", "projects", "talent", "finance", "targets", "zone_tracker")
MARKS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "pgettext": 1, "pgettext_lazy": 1}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?\w+>")
CHINESE = re.compile(r"[㐀-鿿，。；：？！（）、]")
IN_TEMPLATE = re.compile(r"""(?:gettext|_)\(u?(['"])((?:\\.|(?!\1).)*)\1\)""", re.DOTALL)
OWN_NAME_OF_CHINESE = "简体中文"
PAPERS = ("targets:brief_sheet",)  # of the zone: in Chinese, whoever prints them
ROLES = ("talent", "leader", "project", "liaison", "handler", "finance", "bank", "auditor", "admin", "security")
PAGES = (
    "/login/",
    "/workbench/",
    "/dashboard/",
    "/projects/",
    "/enterprises/",
    "/talent/",
    "/finance/",
    "/me/",
    "/accounts/",
)


@cache
def catalogue() -> polib.POFile:
    return polib.pofile(str(PO))


def sentences_of_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            text = node.args[MARKS[node.func.id]]
            assert isinstance(text, ast.Constant), f"{path}:{node.lineno} marks what is no plain text"
            yield text.value


def sentences_of_template(path: Path) -> Iterator[str]:
    for found in IN_TEMPLATE.finditer(templatize(path.read_text())):
        yield ast.literal_eval(f"{found[1]}{found[2]}{found[1]}")


def test_every_sentence_is_in_the_catalogue() -> None:
    known = {entry.msgid for entry in catalogue()}
    python = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    said = {text: path for path in python for text in sentences_of_python(path)}
    said |= {text: path for path in (ROOT / "templates").rglob("*.html") for text in sentences_of_template(path)}
    assert len(said) > 1000
    assert {text: str(path.relative_to(ROOT)) for text, path in said.items() if text not in known} == {}


def unmarked(path: Path) -> Iterator[str]:
    """What a template says past the catalogue: Chinese words, or their commas and colons, without a mark."""
    until = ""
    for token in Lexer(path.read_text()).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK else ""
        if until:
            until = "" if word == until else until
        elif word in ("comment", "blocktranslate"):
            until = f"end{word}"
        elif token.token_type == TokenType.COMMENT or word == "translate":
            continue
        elif CHINESE.search(IN_TEMPLATE.sub("", token.contents).replace(OWN_NAME_OF_CHINESE, "")):
            yield f"{path.name}:{token.lineno} {token.contents.strip()}"


def test_templates_say_nothing_past_the_catalogue() -> None:
    assert [line for path in sorted((ROOT / "templates").rglob("*.html")) for line in unmarked(path)] == []


@pytest.mark.parametrize("said", ["甲：{{ it }}", '{{ rows|join:"、" }}', '{% if it == "甲" %}{% endif %}'])
def test_a_word_without_its_mark_is_noticed(said: str, tmp_path: Path) -> None:
    marked = '{# 甲 #}{% translate "甲" %}{% blocktranslate %}甲{% endblocktranslate %}{{ rows|join:_("、") }}'
    page = tmp_path / "page.html"
    page.write_text(marked)
    assert list(unmarked(page)) == []
    page.write_text(marked + said)
    assert list(unmarked(page)) != []


def english(entry: polib.POEntry) -> list[str]:
    """What a sentence is in English: once, or for one and for many."""
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def test_every_sentence_has_its_english() -> None:
    wrong = [
        entry.msgid
        for entry in catalogue()
        if entry.fuzzy or not all(said and not CHINESE.search(said) for said in english(entry))
    ]
    assert wrong == []


def test_placeholders_are_the_same() -> None:
    def inside(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    assert [e.msgid for e in catalogue() if any(inside(e.msgid) != inside(said) for said in english(e))] == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = {(entry.msgctxt, entry.msgid): english(entry) for entry in polib.mofile(str(PO.with_suffix(".mo")))}
    assert compiled == {(entry.msgctxt, entry.msgid): english(entry) for entry in catalogue()}


def test_one_row_is_one_row_in_english() -> None:
    with translation.override("en"):
        said = [translation.ngettext("%(n)d 行", "%(n)d 行", n) % {"n": n} for n in (0, 1, 2)]
    assert said == ["0 rows", "1 row", "2 rows"]
    assert translation.ngettext("%(n)d 行", "%(n)d 行", 2) % {"n": 2} == "2 行"


def in_english(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("role", one_in(len(ROLES), ROLES))
def test_pages_speak_english_to_every_role(shared_world: World, client_for: Any, role: str) -> None:
    """Sentences with figures in them are compared by their longest part without one; names among the facts stay."""
    parts = {max(PLACEHOLDER.split(entry.msgid), key=len).strip() for entry in catalogue()}
    facts = FACTS.read_text() + SHIPPED.read_text() + OWN_NAME_OF_CHINESE  # names of nodes are data, as typed
    interface = {part for part in parts if len(part) >= 4 and CHINESE.search(part) and part not in facts}
    assert len(interface) > 600
    left: set[str] = set()
    client = in_english(client_for(getattr(shared_world.cast, role)))
    for url, response in crawl(client, PAGES, most=2):
        page = body(response)
        if response.status_code != 200 or "text/html" not in response.get("Content-Type", ""):
            continue
        if response.resolver_match.view_name in PAPERS:
            assert '<html lang="zh-hans"' in page, url
            continue
        assert "<html" not in page or '<html lang="en"' in page, url
        left |= {f"{response.resolver_match.view_name}: {part}" for part in interface if part in page}
    assert left == set()


def test_the_languages_offered_are_the_languages_kept() -> None:
    assert [code for code, _name in settings.LANGUAGES] == ["zh-hans", "en"]
