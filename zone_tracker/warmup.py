"""What a process would else do while the first person waits: languages, routes and templates are read before that."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator
from pathlib import Path

from django import forms
from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import formats, translation


def warm_up() -> None:
    """Read what every page needs. Asks nothing of the database, which may be down while the pages start."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("")
            formats.get_format("DATE_FORMAT")
            warm_routes()
    for engine, name in templates():
        # One that is broken is told when it is drawn, as ever.
        with contextlib.suppress(TemplateDoesNotExist, TemplateSyntaxError):
            get_template(name, using=engine)


def pass_over_what_stays() -> None:
    """Let the garbage collector leave alone what is loaded by now: looking through it costs CPU, and writes to memory
    that processes forked from this one would else share.
    """
    gc.collect()
    gc.freeze()


def warm_routes() -> None:
    """Fill the tables by which Django finds addresses: one for a language and a namespace, made when first asked."""
    for namespace in get_resolver().namespace_dict:
        with contextlib.suppress(NoReverseMatch):
            reverse(f"{namespace}:")


def templates() -> Iterator[tuple[str, str]]:
    """Our templates and those of Django's form controls: the engine, and the name that pages call them by."""
    pages, controls = Path(settings.BASE_DIR) / "templates", Path(forms.__file__).parent
    yield from (("django", name) for name in names(pages) if not name.startswith("rows/"))
    yield from (("django", name) for name in names(controls / "templates"))
    yield from (("rows", name) for folder in (pages / "rows", controls / "jinja2") for name in names(folder))


def names(folder: Path) -> list[str]:
    """The templates below a folder, as they are called by."""
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]
