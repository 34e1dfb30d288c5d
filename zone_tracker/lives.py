"""docs/lives.md, read and held against the models: how each noun begins, is corrected and ends, where its history is,
and who writes each of its columns."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import get_commands
from django.db import models

from core.guard.trail.histories import histories
from core.office.dictionaries import DictionaryAdmin, ReadOnlyAdmin
from zone_tracker.access import ACCESS
from zone_tracker.trail.nouns import NOUNS, parts_of
from zone_tracker.writers import NotWritten, must_write

PAGE = Path(settings.BASE_DIR, "docs", "lives.md")
APPS = ("core", "enterprises", "projects", "talent", "finance", "targets")
TURNS = ("begins", "corrected", "ends", "history")
TECHNICAL, SHARED = "What is no business model", "Columns that many models share"
SHORTEST_REASON = 8  # characters of a reason that stands instead of a route


@dataclass
class Life:
    """A model's part of the page: the words of each turn, its columns with their writers, and what is missing."""

    model: str
    turns: dict[str, str] = field(default_factory=dict)
    writers: list[tuple[list[str], list[str]]] = field(default_factory=list)
    holes: list[str] = field(default_factory=list)

    def routes(self, turn: str) -> list[str]:
        """The routes that a turn names; a command is none."""
        return [name for name in quoted(self.turns.get(turn, "")) if not name.startswith("manage.py ")]

    def as_told(self) -> dict[str, Any]:
        """For other programs: each turn as route names, or as the reason why there is none; its words beside them."""
        told = {turn: self.routes(turn) or self.turns.get(turn, "") for turn in TURNS}
        return {"model": self.model, **told, "words": self.turns, "holes": self.holes}


@dataclass
class Page:
    """The whole page: lives by model, technical models with the reason, and the writers of shared columns."""

    lives: dict[str, Life] = field(default_factory=dict)
    technical: dict[str, str] = field(default_factory=dict)
    shared: Life = field(default_factory=lambda: Life(SHARED))
    twice: list[str] = field(default_factory=list)

    @property
    def holes(self) -> list[str]:
        return [f"{life.model}: {hole}" for life in self.lives.values() for hole in life.holes]


def quoted(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


def read(text: str | None = None) -> Page:
    """Read the page. What is no line of a list is words for people."""
    page, section, life = Page(), "", None
    for line in (PAGE.read_text() if text is None else text).splitlines():
        if line.startswith("## "):
            section, life = line.removeprefix("## ").strip(), None
            life = page.shared if section == SHARED else None
        elif line.startswith("### "):
            life = Life(line.split()[1])
            if life.model in page.lives:
                page.twice.append(life.model)
            page.lives[life.model] = life
        elif line.startswith("- ") and section == TECHNICAL:
            named, _colon, reason = line.removeprefix("- ").partition(": ")
            page.technical |= dict.fromkeys(named.split(), reason.strip())
        elif line.startswith("- ") and life:
            _take(life, line.removeprefix("- "))
    return page


def _take(life: Life, line: str) -> None:
    """One line of a model's list: a turn, a hole, or columns with their writers."""
    key, _colon, words = line.partition(": ")
    columns, arrow, writers = line.partition(" ← ")
    if key in TURNS:
        life.turns[key] = words.strip()
    elif key == "hole":
        life.holes.append(words.strip())
    elif arrow:
        life.writers.append((columns.split(), quoted(writers)))


def nouns() -> dict[str, type[models.Model]]:
    """Every model of ours that is no history of another."""
    ours = [model for model in apps.get_models() if model._meta.app_label in APPS]
    events = {history.event_model for history in histories().values()}
    return {model._meta.label: model for model in ours if model not in events}


def columns(model: type[models.Model]) -> dict[str, models.Field]:
    """The columns that something must write: neither made by the database nor by the hour of the row."""
    found = [*model._meta.concrete_fields, *model._meta.local_many_to_many]
    return {each.name: each for each in found if not _writes_itself(each)}


def demanded(model: type[models.Model]) -> set[str]:
    """Those that need a writer: what Django itself brings to a user may stand unused."""
    brought = [base._meta for base in model.__mro__ if base.__module__.startswith("django.") and hasattr(base, "_meta")]
    theirs = {each.name for meta in brought for each in (*meta.local_fields, *meta.local_many_to_many)}
    return columns(model).keys() - theirs


def _writes_itself(column: Any) -> bool:
    automatic = getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False)
    made = isinstance(column, (models.AutoField, models.GeneratedField))
    return made or automatic or column.default is uuid.uuid4


def findings(page: Page) -> Iterator[str]:
    """Everything in which the page and the code disagree, a sentence each; none when all is well."""
    known = nouns()
    yield from (f"{name} has two rows" for name in page.twice)
    yield from (f"{name} has no row" for name in known if name not in page.lives and name not in page.technical)
    yield from (f"{name} is no model" for name in (*page.lives, *page.technical) if name not in known)
    yield from (f"{name} has a row and is called technical" for name in page.technical if name in page.lives)
    yield from (
        f"{name} is called technical, and people write it" for name in page.technical if _is_kept(known.get(name))
    )
    yield from (f"{name}: no reason" for name, reason in page.technical.items() if len(reason) < SHORTEST_REASON)
    for name, life in page.lives.items():
        if name in known:
            yield from _turns(life, known[name])
            yield from _columns(life, known[name], page.shared)


def _is_kept(model: type[models.Model] | None) -> bool:
    """Whether people ask who changed it, or administrators keep it."""
    kept = admin.site._registry.get(model) if model else None
    tracked = model is not None and model._meta.db_table in histories()
    return tracked or (kept is not None and not isinstance(kept, ReadOnlyAdmin))


def _turns(life: Life, model: type[models.Model]) -> Iterator[str]:
    for turn in TURNS:
        words = life.turns.get(turn, "")
        if not quoted(words) and len(words) < SHORTEST_REASON:
            yield f"{life.model} {turn}: neither a route nor a reason"
        for name in quoted(words):
            if wrong := _wrong(name, turn, model):
                yield f"{life.model} {turn}: {name} {wrong}"


def _wrong(name: str, turn: str, model: type[models.Model]) -> str:
    """What is wrong with a name in a turn; "" when it is a command, or a page where that can be done."""
    command = name.removeprefix("manage.py ")
    if command != name:
        return "" if command in get_commands() else "is no command"
    if name.startswith("admin:"):
        return _wrong_in_admin(name)
    if name not in ACCESS:
        return "is no route"
    row = ACCESS[name]
    if turn != "history":
        return "" if row.write or row.public else "takes nothing from anybody"
    if not row.read:
        return "is read by nobody"
    tracked = model._meta.db_table in histories()
    if name == "audit_row" and not tracked:
        return "knows no past of it: it is not tracked"
    if name == "history" and not (tracked and _hangs_on_a_noun(model)):
        return "does not reach it"
    return ""


def _hangs_on_a_noun(model: type[models.Model]) -> bool:
    return any(histories()[model._meta.db_table] in parts_of(noun) for noun in NOUNS)


def _wrong_in_admin(name: str) -> str:
    """The same of a page of the administrators' site: add, change and delete are three rights."""
    pages = {
        f"admin:{each._meta.app_label}_{each._meta.model_name}": kept for each, kept in admin.site._registry.items()
    }
    noun, _line, verb = name.rpartition("_")
    kept = pages.get(noun)
    if kept is None or verb not in ("add", "change", "delete"):
        return "is no route"
    if isinstance(kept, ReadOnlyAdmin):
        return "may only be looked at"
    refused = type(kept).has_delete_permission is DictionaryAdmin.has_delete_permission
    return "is refused to everybody" if verb == "delete" and refused else ""


def _columns(life: Life, model: type[models.Model], shared: Life) -> Iterator[str]:
    wanted, told = columns(model), set[str]()
    for names, writers in life.writers:
        if not writers:
            yield f"{life.model}: {' '.join(names)} has an arrow and no writer"
        for name in names:
            told.add(name)
            if name not in wanted:
                yield f"{life.model}.{name} is no column that anything has to write"
                continue
            for writer in writers:
                try:
                    must_write(writer, model, name)
                except NotWritten as error:
                    yield f"{life.model}.{name}: {error}"
    common = {name for names, _writers in shared.writers for name in names}
    lacking = {name for hole in life.holes for name in quoted(hole)}
    yield from (
        f"{life.model}.{name} is written by nobody" for name in sorted(demanded(model) - told - common - lacking)
    )
    yield from (f"{life.model}.{name} is a hole and has a writer" for name in sorted(lacking & told))
