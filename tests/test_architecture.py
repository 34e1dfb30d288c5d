"""The house as rules: arrows point down, and nothing grows over one's head."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"core": 0, "enterprises": 1, "projects": 2, "talent": 3, "finance": 3, "targets": 4, "zone_tracker": 5}
LONGEST_FUNCTION, LONGEST_FILE, LONGEST_TEMPLATE = 60, 600, 200
LARGEST_ROOM, FULLEST_FOLDER = 2920, 32  # lines of a room of core, modules side by side
ROOMS_OF_CORE = ("kernel", "office", "post", "guard")


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


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(tree: ast.AST, known: set[str]) -> set[str]:
    """The modules that a file imports, wherever it says so: at its top, in a function, or for types only."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (names & known) or {node.module}
    return found & known


def circle_in(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_two_files_need_each_other() -> None:
    files = {module_of(path): ast.parse(path.read_text()) for path in python_files()}
    graph = {name: imports_of(tree, set(files)) - {name} for name, tree in files.items()}
    assert circle_in(graph) == []
    graph["core.enums"] = {"projects.models.week"}  # control
    assert circle_in(graph)


ANOTHER_SERVER = {"redis", "kombu", "celery", "django.core.cache", "core.office.waking"}
WORKERS_OWN = {
    "core.office.waking",
    "core.tasks",
    "projects.tasks",
    "enterprises.tasks",
    "finance.tasks",
    "projects.week.reminders",
}
WORKERS_OWN |= {"targets.tasks", "zone_tracker.celery", "zone_tracker.tasks"}


def test_no_page_needs_a_server_beside_the_database() -> None:
    """Whoever asks Redis waits for it: only what runs in the worker may (decision 20)."""
    others = {
        module_of(path): found
        for path in python_files()
        if (found := imports_of(ast.parse(path.read_text()), ANOTHER_SERVER))
    }
    assert set(others) == WORKERS_OWN


def strings_of(tree: ast.AST) -> list[str]:
    """What a file says in strings, its docstrings apart."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    words = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in prose)
    return [word.value for word in words if isinstance(word.value, str)]


def upper_names(app: str, text: str) -> set[str]:
    """The floors above an app that a string points to: a route, a dotted name, a template's folder."""
    return {other for other in FLOORS if not may_use(app, other) and re.match(rf"{other}[.:/]\w", text)}


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_points_up(path: Path) -> None:
    app = path.relative_to(ROOT).parts[0]
    assert [text for text in strings_of(ast.parse(path.read_text())) if upper_names(app, text)] == []


def test_what_a_string_that_points_up_looks_like() -> None:
    assert upper_names("core", "zone_tracker.access.ACCESS") == {"zone_tracker"}
    assert upper_names("core", "enterprises:visit_create") == {"enterprises"}
    assert upper_names("projects", "enterprises:visit_create") == set()
    assert upper_names("core", "projects") == set()


@pytest.mark.parametrize("room", ROOMS_OF_CORE)
def test_no_room_of_the_floor_grows_into_a_house(room: str) -> None:
    lines = sum(path.read_text().count("\n") for path in (ROOT / "core" / room).rglob("*.py"))
    assert 0 < lines <= LARGEST_ROOM


def test_no_folder_is_too_full_to_look_through() -> None:
    folders = {path.parent for path in python_files()}
    counts = {str(folder.relative_to(ROOT)): len(list(folder.glob("*.py"))) for folder in folders}
    assert {folder: count for folder, count in counts.items() if count > FULLEST_FOLDER} == {}


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
    for path in [*python_files(), ROOT / "dev.py", *(ROOT / "tools").glob("*.py")]:
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
