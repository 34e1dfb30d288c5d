"""The engine of rows: Jinja2, which compiles a template to Python.

Pages stay Django's templates. What is drawn many times on one page lies under templates/rows and is called by
`{% rows "projects/table.html" page_obj %}`. The same tags and filters serve there as functions and filters, every value
is escaped, and a name that nobody gave is an error and not an empty cell (decision 19).
"""

import datetime as dt
from functools import cache, lru_cache
from typing import Any

from django.db.models import Model
from django.template import defaultfilters
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import template_localtime
from jinja2 import Environment, StrictUndefined, pass_context
from jinja2.runtime import Context

from core.kernel import access, figures
from core.kernel.drawing.templates import trimmed
from core.kernel.language import spoken
from core.templatetags import told, ui

MARKS = (
    ui.told,
    ui.group_head,
    ui.pick,
    ui.icon,
    ui.lamp_shape,
    ui.lamps,
    ui.eg,
    ui.dots,
    ui.bar,
    ui.stood_in,
    ui.in_stead,
    ui.in_stead_of,
    ui.signed,
)
WRITTEN = (figures.yi, figures.wan, figures.rate, figures.points, figures.week_name, figures.weekday_name)
DATED = (figures.date_cell, figures.date_doc, figures.date_short, figures.stamp)
TEXTS = (defaultfilters.truncatechars, defaultfilters.linebreaksbr)


class Rows(Environment):
    """Reads templates without the indentation that is for their writers, as the other engine does."""

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        return trimmed(filename or name or "", super().preprocess(source, name, filename))


def environment(**options: Any) -> Rows:
    """What TEMPLATES asks for: the engine with our tags as functions and our filters as filters."""
    options["undefined"] = StrictUndefined
    rows = Rows(**options)
    rows.globals |= {mark.__name__: mark for mark in MARKS}
    rows.globals |= {"lamp": ui.lamp_tag, "static": static, "url": address, "may_open": may_open, "may_send": may_send}
    rows.globals["told_link"] = told_link
    rows.filters |= {
        each.__name__: each for each in (*WRITTEN, *DATED, *TEXTS, ui.todo, ui.reckoned, label, date, time)
    }
    return rows


@lru_cache(maxsize=8192)
def address(name: str, *of: str | int) -> str:
    """Where a route of this thing is: a process answers the same all its life. Raises NoReverseMatch."""
    return reverse(name, args=of)


@cache
def _labels(_language: str, model: type[Model], field: str) -> dict[Any, str]:
    return {value: str(word) for value, word in model._meta.get_field(field).flatchoices}


def label(thing: Model, field: str) -> Any:
    """The word of a choice: `project|label("stage")` is what get_stage_display() says, found in one look."""
    value = getattr(thing, field)
    return _labels(spoken(), type(thing), field).get(value, value)


def date(moment: dt.date | None, form: str) -> str:
    """A day, or a moment on the zone's clock: pages turn a moment into local time before each filter."""
    return defaultfilters.date(template_localtime(moment), form)


def time(moment: dt.datetime | None, form: str) -> str:
    """The hour of a moment on the zone's clock."""
    return defaultfilters.time(template_localtime(moment), form)


@pass_context
def may_open(context: Context, name: str) -> bool:
    """Whether this person may open a route."""
    return access.may_open(context["user"], name)


@pass_context
def told_link(context: Context, key: str, value: figures.Number | None, as_of: dt.date, scope: str = "") -> SafeString:
    """`{% told_link %}`, in rows."""
    return told.linked(context["user"], key, value, as_of, scope)


@pass_context
def may_send(context: Context, name: str) -> bool:
    """Whether this person may post to a route."""
    return access.may_send(context["user"], name)
