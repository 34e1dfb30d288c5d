"""The one style sheet of every page: in step with its sources, and with all of Bootstrap that the pages use."""

import re
from pathlib import Path

import pytest

from tools import styles
from tools.console import ROOT, Trouble
from tools.vendoring import BOOTSTRAP, named_in

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
APPS = ("core", "enterprises", "finance", "projects", "talent", "targets", "zone_tracker")
(WHOLE,) = (ROOT / "tools/vendor").glob("bootstrap-*/bootstrap.min.css")


def defined_in(sheet: str) -> set[str]:
    """The classes that a style sheet has rules for."""
    return set(re.findall(r"\.(-?[_a-zA-Z][\w-]*)", sheet))


def used_in(markup: str) -> set[str]:
    """The classes of a template: those of `class` attributes, and those handed to a part as `css=`."""
    values = re.findall(r"""\b(?:class|css)=(?:"((?:{%.*?%}|[^"])*)"|'([^']*)')""", markup, flags=re.S)
    words = " ".join(re.sub(r"{%.*?%}|{{.*?}}", " ", double or single, flags=re.S) for double, single in values)
    return set(words.split())


def used() -> set[str]:
    """Every class that a page may carry: from templates, from markup that Python builds, from scripts."""
    found = set[str]().union(*(used_in(path.read_text()) for path in TEMPLATES))
    for path in (ROOT / "static/js").glob("*.js"):
        found |= set(" ".join(re.findall(r'class(?:Name = |List\.\w+\()"([^"]*)"', path.read_text())).split())
    for path in (file for app in APPS for file in (ROOT / app).rglob("*.py")):
        found |= used_in(path.read_text()) | set(re.findall(r'"((?:form|is)-[a-z-]+)"', path.read_text()))
    return found


def listed() -> set[str]:
    """The classes that are kept of Bootstrap: the first part of the list, which goes on with elements."""
    return set(named_in(BOOTSTRAP.read_text().partition("# Elements")[0]))


def test_bootstraps_part_has_the_classes_that_pages_use_and_no_others():
    """A class that our own sheets define as well would else lose Bootstrap's half without a word."""
    wanted = used() & defined_in(WHOLE.read_text())
    assert wanted - listed() == set(), "add these to tools/vendor/bootstrap.txt, then `python3 dev.py vendor --update`"
    assert listed() - wanted == set(), "no page uses these: take them out of tools/vendor/bootstrap.txt"


def test_the_bundle_defines_what_the_list_names():
    assert listed() - defined_in(styles.BUNDLE.read_text()) == set(), "`python3 dev.py vendor --update` was not run"


@pytest.mark.parametrize(
    ("markup", "classes"),
    [
        ('<p class="a {% if x == "y" %}b{% endif %} c-{{ d }}">', {"a", "b", "c-"}),
        ('{% include "x.html" with css="btn btn-quiet" %}', {"btn", "btn-quiet"}),
        ("<i class='e f'>", {"e", "f"}),
        ('<i data-class="g" id="h">', {"g"}),
    ],
)
def test_the_walk_finds_classes_in_every_spelling(markup: str, classes: set[str]):
    assert used_in(markup) == classes


def test_the_bundle_is_in_step_with_its_sources():
    assert styles.BUNDLE.read_text() == styles.bundled()
    assert styles.styles(check=True) == 0


def test_a_changed_sheet_is_told_of_until_the_bundle_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    bundle = tmp_path / "static/zone.css"
    for path in styles.sources():
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(path.read_text())
    for name, value in {"ROOT": tmp_path, "OWN": tmp_path / "static/css", "BUNDLE": bundle}.items():
        monkeypatch.setattr(styles, name, value)
    assert styles.styles(check=False) == 0
    (tmp_path / "static/css/base.css").write_text("p { margin: 1px; }")
    with pytest.raises(Trouble, match="behind its sources"):
        styles.styles(check=True)
    styles.styles(check=False)
    assert "margin: 1px" in bundle.read_text()
    (tmp_path / "static/css/stray.css").write_text("")
    with pytest.raises(Trouble, match="stray"):
        styles.styles(check=True)


def test_pages_refer_to_the_bundle_and_to_no_other_sheet():
    linked = {
        (path.relative_to(ROOT).as_posix(), link)
        for path in TEMPLATES
        for link in re.findall(r"<link[^>]*stylesheet[^>]*>|<style\b|@import", path.read_text())
    }
    bundle = """<link rel="stylesheet" href="{% static 'bundles/zone.css' %}">"""
    # a screen on a wall is no page of people, and the administrators' site is Django's
    tokens, *alone = [
        f"""<link rel="stylesheet" href="{{% static 'css/{sheet}.css' %}}">""" for sheet in ("tokens", "wall", "admin")
    ]
    wall = (tokens, alone[0])
    walls = {(f"templates/targets/wall/{name}.html", link) for name in ("wall", "closed") for link in wall}
    admins = {("templates/admin/base_site.html", link) for link in (tokens, alone[1])}
    assert linked == {("templates/layout/styles.html", bundle), *walls, *admins}


def test_every_visible_focus_has_a_plain_one_before_it() -> None:
    """Safari before 15.4 drops a whole rule that says :focus-visible; the plain rule before it is what it goes by."""
    for sheet in styles.sources()[1:]:
        plain = set()
        for selectors in re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)):
            alone = [each.strip() for each in selectors.split(",")]
            if ":focus-visible" not in selectors:
                plain |= set(alone)
                continue
            assert all(":focus-visible" in each for each in alone), f"{sheet.name}: {selectors} is dropped as a whole"
            if ":not(:focus-visible)" not in selectors:
                assert {each.replace(":focus-visible", ":focus") for each in alone} <= plain, (
                    f"{sheet.name}: {selectors}"
                )


def test_every_unseen_input_shows_that_it_has_the_focus() -> None:
    """A control that lies unseen over its label (opacity 0) lets another element say it."""
    for sheet in styles.sources()[1:]:
        text = sheet.read_text()
        for selector in re.findall(r"^\s*(\.[\w-]+)[^{},]*\binput \{[^}]*opacity: 0", text, re.M):
            assert re.search(rf"{re.escape(selector)}\b[^{{}}]*:focus(-within)?\b[^{{}}]*\{{ outline: 2px", text), (
                selector
            )
