"""The glossary's third column leads into the code: every name in it is there."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings

OURS = ("core", "enterprises", "projects", "talent", "finance", "targets", "zone_tracker")
GLOSSARY = Path(settings.BASE_DIR, "docs", "glossary.md")


def named_in_code() -> list[str]:
    """The dotted names of the third column; a bare word is a field or a key of many places."""
    rows = [line.split("|") for line in GLOSSARY.read_text().splitlines() if line.startswith("|")]
    names = [name for row in rows if len(row) > 3 for name in re.findall(r"`([^`]+)`", row[3])]
    return sorted({name for name in names if re.fullmatch(r"\w+(\.\w+)+", name)})


def classes() -> dict[str, Any]:
    """Our models and enums by their bare names."""
    found: dict[str, Any] = {model.__name__: model for model in apps.get_models() if model._meta.app_label in OURS}
    for app in OURS[:-1]:
        found |= {name: value for name, value in vars(import_module(f"{app}.enums")).items() if isinstance(value, type)}
    return found


def has(owner: Any, name: str) -> bool:
    fields = {field.name for field in owner._meta.get_fields()} if hasattr(owner, "_meta") else set()
    return hasattr(owner, name) or name in fields


def stands(name: str) -> bool:
    """Whether a dotted name is a model or an enum of an app, a part of one, or a module or its content."""
    first, _dot, rest = name.partition(".")
    if (first in OURS and rest in classes()) or (first in classes() and has(classes()[first], rest)):
        return True
    if first not in OURS:
        return False
    module, _dot, last = name.rpartition(".")
    for path, attribute in ((name, ""), (module, last)):
        try:
            found = import_module(path)
        except ModuleNotFoundError:
            continue
        if not attribute or hasattr(found, attribute):
            return True
    return False


@pytest.mark.parametrize("name", named_in_code())
def test_a_name_of_the_glossary_is_in_the_code(name: str) -> None:
    assert stands(name)


def test_a_name_that_moved_away_is_noticed() -> None:
    assert not stands("projects.reverse_schedule")
    assert not stands("Project.nobody")
    assert stands("projects.plan.reverse_schedule")
