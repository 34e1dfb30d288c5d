"""Whether a piece of code really writes a column of a model: a form, a page of the administrators' site, or a verb."""

import ast
import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

import pgtrigger
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.core.management.base import BaseCommand
from django.db import models
from django.forms import BaseForm, BaseModelForm

from core.office.dictionaries import ReadOnlyAdmin

# Calls whose keywords ask and do not write.
READS = {"filter", "exclude", "get", "Q", "annotate", "alias", "aggregate", "order_by", "get_object_or_404", "Index"}

CREATES = {"create", "get_or_create", "update_or_create", "bulk_create"}


class NotWritten(Exception):
    """A writer that is not there, or that does not write the column; the message says which."""


def must_write(path: str, model: type[models.Model], name: str) -> None:
    """Raise NotWritten unless what the dotted path names writes this column of this model."""
    found = resolve(path)
    if isinstance(found, type) and issubclass(found, BaseForm):
        _form(path, found, model, name)
    elif isinstance(found, type) and issubclass(found, BaseModelAdmin):
        _admin(path, found, model, name)
    else:
        _verb(path, found, model, name)


def resolve(path: str) -> Any:
    """What a dotted path names. Raises NotWritten when there is nothing."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: Any = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                raise NotWritten(f"{path} is not there")
            found = inspect.getattr_static(found, part) if isinstance(found, type) else getattr(found, part)
        return found
    raise NotWritten(f"{path} is not there")


def _form(path: str, form: Any, model: type[models.Model], name: str) -> None:
    if not issubclass(form, BaseModelForm):
        raise NotWritten(f"{path} keeps nothing by itself; name the verb that does")
    if not issubclass(model, form._meta.model):
        raise NotWritten(f"{path} is a form of {form._meta.model.__name__}")
    if name not in form.base_fields:
        raise NotWritten(f"{path} does not ask for it")


def _admin(path: str, page: Any, model: type[models.Model], name: str) -> None:
    pages = list(admin.site._registry.items())
    own = [each for each, kept in pages if type(kept) is page]
    within = [page.model for _each, kept in pages if page in kept.inlines]
    if model not in own + within:
        raise NotWritten(f"{path} is no page of {model.__name__}")
    column: Any = model._meta.get_field(name)
    parents = [each for each, kept in pages if page in kept.inlines]
    shown = page.fields is None or name in page.fields or column.related_model in parents
    if issubclass(page, ReadOnlyAdmin) or not column.editable or not shown or name in page.readonly_fields:
        raise NotWritten(f"{path} does not let anybody write it")


def _verb(path: str, found: Any, model: type[models.Model], name: str) -> None:
    """A function, a method or a command writes what its own text and what it calls of its own module write; what makes
    a trigger, what the trigger of this model writes."""
    start = _function(found)
    if start is None:
        raise NotWritten(f"{path} is neither a form, a page, a command nor a verb")
    said = _said(start.__module__, start.__qualname__)
    if inspect.signature(start).return_annotation is pgtrigger.Trigger:
        if not any(trigger.name in said.texts and _sets(trigger.func, name) for trigger in _triggers(model)):
            raise NotWritten(f"{path} makes no trigger of {model.__name__} that writes it")
        return
    if not (_words_for(model) & _identifiers(start.__module__)) and not _belongs(start, model):
        raise NotWritten(f"{path} has nothing to do with {model.__name__}")
    link: Any = model._meta.get_field(name).remote_field
    through = bool(link) and link.get_accessor_name() in said.makers
    if name not in said.written and not through and not _passes_on(start.__module__, said, name):
        raise NotWritten(f"{path} does not write it")


def _triggers(model: type[models.Model]) -> list[Any]:
    return [trigger for each, trigger in pgtrigger.registered() if each is model]


def _sets(sql: Any, name: str) -> bool:
    return bool(re.search(rf"NEW\.{name}\b", str(sql)))


def _passes_on(module: str, said: "Said", name: str) -> bool:
    """Whether everything that a form was told, or a named tuple holds, is handed on, this column among it."""
    known = vars(import_module(module))
    found = [known[each] for each in said.names if each in known]
    found += [each for many in found if isinstance(many, dict) for each in many.values()]  # a form for each act
    classes = [each for each in found if isinstance(each, type)]
    asked = any(issubclass(each, BaseForm) and name in _told_by(each) for each in classes)
    held = any(name in getattr(each, "_fields", ()) for each in classes)
    return ("cleaned_data" in said.names and asked) or ("_asdict" in said.names and held)


def _told_by(form: Any) -> set[str]:
    """What a form asks for, and what its `values` add."""
    adds = getattr(form, "values", None)
    added = _said(adds.__module__, adds.__qualname__).written if inspect.isfunction(adds) else set[str]()
    return {*getattr(form, "base_fields", ()), *added}


def _function(found: Any) -> Any:
    if isinstance(found, type):
        return found if issubclass(found, BaseCommand) else None
    found = getattr(found, "__func__", found)
    found = inspect.unwrap(found) if callable(found) else found
    return found if inspect.isfunction(found) else None


def _words_for(model: type[models.Model]) -> set[str]:
    """How code calls rows of a model: by its name, or by what its foreign keys call them from the other side."""
    links = [each.remote_field for each in model._meta.fields if each.remote_field]
    accessors = {link.get_accessor_name() for link in links if link.model is not model}
    return {model.__name__, *(each for each in accessors if each)}


def _belongs(function: Any, model: type[models.Model]) -> bool:
    """Whether a method is the model's own, its rows', or that of a form of it."""
    owner, _dot, _method = function.__qualname__.rpartition(".")
    if not owner:
        return False
    cls = getattr(import_module(function.__module__), owner, None)
    rows = [type(manager.all()) for manager in model._meta.managers]
    meta = getattr(cls, "_meta", None)
    return isinstance(cls, type) and (
        issubclass(model, cls) or any(issubclass(each, cls) for each in rows) or getattr(meta, "model", None) is model
    )


@dataclass
class Said:
    """What a piece of code writes, from which side of a key it makes rows, the names in it, and its pieces of text."""

    written: set[str] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)


@cache
def _definitions(module: str) -> dict[str, list[ast.AST]]:
    """Every function, class and constant of a module, by its bare and by its qualified name."""
    found: dict[str, list[ast.AST]] = {}

    def walk(node: ast.AST, before: str) -> None:
        for each in ast.iter_child_nodes(node):
            if isinstance(each, (ast.FunctionDef, ast.ClassDef)):
                for name in {each.name, f"{before}{each.name}"}:
                    found.setdefault(name, []).append(each)
                walk(each, f"{before}{each.name}.")
            elif isinstance(each, (ast.Assign, ast.AnnAssign)):
                targets = each.targets if isinstance(each, ast.Assign) else [each.target]
                for target in targets:
                    if isinstance(target, ast.Name):
                        found.setdefault(target.id, []).append(each)

    walk(ast.parse(inspect.getsource(import_module(module))), "")
    return found


@cache
def _identifiers(module: str) -> set[str]:
    """Every name that stands in a module."""
    said = Said()
    _gather(ast.parse(inspect.getsource(import_module(module))), said)
    return said.names


@cache
def _said(module: str, qualname: str) -> Said:
    known, said = _definitions(module), Said()
    waiting, seen = list(known.get(qualname, [])), set[int]()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        names = _gather(node, said)
        called = [each for name in names for each in known.get(name, [])]
        waiting += [each for each in called if not isinstance(each, ast.ClassDef)]
    if "setattr" in said.names:
        said.written |= set(said.texts)
    return said


def _gather(node: ast.AST, said: Said) -> set[str]:
    """Take down what one definition writes; return the names in it."""
    names = set[str]()
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            names.add(each.id)
        elif isinstance(each, ast.Attribute):
            names.add(each.attr)
            if isinstance(each.ctx, ast.Store):
                said.written.add(each.attr)
        elif isinstance(each, ast.Call):
            _take_call(each, said)
        elif isinstance(each, ast.Dict):
            said.written |= _words(each.keys)
        elif isinstance(each, (ast.Tuple, ast.List)):
            said.written |= _words(each.elts)
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            said.texts.append(each.value)
            names |= set(re.findall(r"\w+", each.value)) if re.fullmatch(r"\w+(\.\w+)*", each.value) else set()
    said.names |= names
    return names


def _words(nodes: Iterable[ast.AST | None]) -> set[str]:
    return {each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def _take_call(call: ast.Call, said: Said) -> None:
    """The keywords of a call that writes; `row.parts.set(…)` writes parts, `row.parts.create(…)` makes parts of row."""
    called = call.func
    last = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    if last in READS:
        return
    said.written |= {each.arg.removesuffix("_id") for each in call.keywords if each.arg}
    if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Attribute):
        if last in ("set", "add", "save"):  # save: of a file
            said.written.add(called.value.attr)
            said.makers.add(called.value.attr)
        elif last in CREATES:
            said.makers.add(called.value.attr)
