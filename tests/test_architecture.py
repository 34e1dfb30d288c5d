"""The house as rules: arrows point down, and nothing grows over one's head."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"core": 0, "enterprises": 1, "projects": 2, "talent": 3, "finance": 3, "targets": 4, "zone_tracker": 5}
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_TEMPLATE = 60, 600, 200


def python_files() -> list[Path]:
    return [path for app in FLOORS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def may_use(upper: str, lower: str) -> bool:
    return upper == lower or FLOORS[upper] > FLOORS[lower]


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    app = path.relative_to(ROOT).parts[0]
    named = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            named += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            named.append(node.module)
    used = {name.split(".")[0] for name in named} & FLOORS.keys()
    assert not {other for other in used if not may_use(app, other)}


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        app = model._meta.app_label
        for field in model._meta.get_fields():
            if app in FLOORS and field.is_relation and not field.auto_created and field.related_model:
                target = field.related_model._meta.app_label
                if target in FLOORS and not may_use(app, target):
                    wrong.append(f"{model.__name__}.{field.name} → {target}")
    assert wrong == []


def test_nothing_is_too_long() -> None:
    wrong = []
    for path in python_files():
        text = path.read_text()
        if text.count("\n") > LONGEST_FILE:
            wrong.append(f"{path.name}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION:
                wrong.append(f"{path.name}: {node.name}")
    for path in (ROOT / "templates").rglob("*.html"):
        if path.read_text().count("\n") > LONGEST_TEMPLATE:
            wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


def test_no_drawers_for_everything() -> None:
    drawers = {"utils.py", "helpers.py", "services.py", "common.py", "signals.py"}
    assert [path for path in python_files() if path.name in drawers] == []


def test_every_model_is_named_in_chinese() -> None:
    own = [model for model in apps.get_models() if model._meta.app_label in FLOORS and "Event" not in model.__name__]
    latin = [model.__name__ for model in own if str(model._meta.verbose_name).isascii()]
    assert latin == []
