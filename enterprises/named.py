"""Rows that are found by a name: the columns in which a search looks, and what it asks of them.

A name is found by its grams, its characters and pairs of neighbours, which an index holds; text of more than two
characters is then looked for in the search keys. Decision 9 says why, and what it costs.
"""

from collections.abc import Callable, Iterable
from functools import partial, reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.array import ArrayContains
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.db.models.lookups import Contains

from enterprises.names import FIRST, INNER, LAST, grams, is_character, plain, spellings

WHOLE, BEGUN, WORD, HELD, NOT_NAMED = range(5)  # how near a row is to what was typed
Manner = Callable[[str], Q]  # what a text asks of a row: `is_whole`, `begins`, `holds`
SHORT = 2  # characters: such a text is a gram itself
MOST_GRAMS = 4  # of a text that are asked for; its first and its last are among them


def _grams() -> Func:
    """The grams as an array. They are kept as text: rows are read with all their columns, and arrays take longer."""
    return Func(F("search_grams"), Value(" "), function="string_to_array", output_field=ArrayField(TextField()))


class Named(models.Model):
    """A row that is found by its name. Both columns are made by `enterprises.names.name_keys` when it is saved."""

    search_keys = models.TextField(default="", blank=True, editable=False)
    search_grams = models.TextField(default="", blank=True, editable=False)

    class Meta:
        abstract = True
        # Not put off (fastupdate): what waits outside the index is read through by every search, and priced so.
        indexes = [GinIndex(_grams(), name="%(class)s_grams", fastupdate=False)]


def _has(*wanted: str) -> Q:
    """Grams of these texts are in the row's, as many as tell rows apart: more are dearer than reading all rows."""
    asked = list(dict.fromkeys(gram for text in wanted for gram in grams(text)))
    last, steps = len(asked) - 1, MOST_GRAMS - 1
    few = asked if last <= steps else [asked[round(step * last / steps)] for step in range(MOST_GRAMS)]
    return Q(ArrayContains(_grams(), few))


def _keys() -> Concat:
    space = Value(" ", output_field=TextField())
    return Concat(space, F("search_keys"), space)


def _any(found: Iterable[Q]) -> Q:
    return reduce(or_, found)


def _written(text: str) -> list[str]:
    """Each way to write what was typed: as it is, or in letters where characters and letters are mixed."""
    return spellings(text) or [plain(text)]


def is_whole(text: str) -> Q:
    """The text is a name, a reading or a code as a whole, not a part of a longer one."""
    return _any(_has(f"{FIRST}{key}{LAST}") & Q(Contains(_keys(), f" {key} ")) for key in _written(text))


def begins(text: str) -> Q:
    """A name, a reading or a code begins with the text."""
    return _any(_has(f"{FIRST}{key}") & Q(Contains(_keys(), f" {key}")) for key in _written(text))


def holds(text: str, number: Manner | None = None) -> Q:
    """The text stands somewhere in a name, a reading or a code; or each of its words does, in any order.

    `number` is asked too, of rows that are found by a telephone: with plain text.
    """
    parts, term = [part for part in text.split() if plain(part)], partial(_term, number=number)
    return term(text) | reduce(and_, map(term, parts)) if len(parts) > 1 else term(text)


def _term(term: str, number: Manner | None) -> Q:
    key = plain(term)
    characters = [letter for letter in key if is_character(letter)]
    if spelled := spellings(term):
        return _has(*characters) & _any(keeps(key) for key in spelled)
    return keeps(key) | number(key) if number else keeps(key)


def keeps(key: str) -> Q:
    """A plain text stands in a name, a reading or a code."""
    return _has(key) if len(key) <= SHORT else _has(key) & Q(search_keys__contains=key)


def nearness(text: str) -> Case:
    """How near a row is: WHOLE, BEGUN, WORD (a later word of a name begins so), HELD, or NOT_NAMED by the text."""
    keys = _written(text)
    whole, begun, word = (
        _any(Q(Contains(_keys(), sign)) for sign in signs)
        for signs in ([f" {key} " for key in keys], [f" {key}" for key in keys], [f" {INNER}{key}" for key in keys])
    )
    return Case(
        When(whole, then=WHOLE),
        When(begun, then=BEGUN),
        When(word, then=WORD),
        When(_any(Q(search_keys__contains=key) for key in keys), then=HELD),
        default=NOT_NAMED,
    )


def in_any(ways: Iterable[QuerySet[Any]], *, most: int | None = None) -> Q:
    """Rows that one of these finds, of each `most` at most. A union and not OR: so each takes its own index."""
    first, *others = (way.order_by().values("pk")[:most] for way in ways)
    return Q(pk__in=first.union(*others) if others else first)
