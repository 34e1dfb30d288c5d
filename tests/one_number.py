"""The figures that pages show, as they say themselves which they are (`{% told %}`)."""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from html import unescape
from typing import NamedTuple

from core.kernel.figures import plain
from targets.figures.telling import FIGURES

FIGURE = re.compile(r'data-figure="([^"]*)" data-as-of="([^"]*)" data-scope="([^"]*)" data-value="([^"]*)"')


class Shown(NamedTuple):
    """A figure on a page."""

    key: str
    as_of: str
    scope: str
    value: str


def shown_on(html: str) -> list[Shown]:
    """Every figure of a page."""
    return [Shown(*(unescape(each) for each in found)) for found in FIGURE.findall(html)]


def differing(shown: Iterable[tuple[Shown, str]]) -> list[str]:
    """Each figure that says something else than its function, with where it stands."""
    told: dict[tuple[str, str, str], str] = {}
    wrong = []
    for figure, where in sorted(shown):
        key = figure[:3]
        if key not in told:
            told[key] = said(*key)
        if figure.value != told[key]:
            wrong.append(f"{where}: {figure.key} {figure.scope} of {figure.as_of} is {figure.value}, not {told[key]}")
    return wrong


def said(key: str, as_of: str, scope: str) -> str:
    """What the function of a key says of a day and a scope."""
    figure, day = FIGURES[key], dt.date.fromisoformat(as_of)
    assert scope in {"", *figure.scopes(day)}, f"{key} has no scope {scope}"
    value = figure.value(day, scope)
    return "nothing" if value is None else plain(Decimal(value))
