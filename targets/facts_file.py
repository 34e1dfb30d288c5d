"""The facts file as it stands on disk: each value knows where it stands, and none is left without being asked for."""

import datetime as dt
import math
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import models

from core.typed.cleaning import cleaned_all, in_line

NUMBER = (int, float)
PLACES = 2  # decimals that the columns keep; more would be rounded, and so invented


class FactsError(Exception):
    """The facts file cannot be loaded; the message is one sentence, without its full stop, that says where."""


class Node:
    """A mapping of the file. All nodes of a file share what was asked for, so that nothing is overlooked."""

    def __init__(self, value: Any, where: str = "", asked: set[str] | None = None) -> None:
        if not isinstance(value, dict):
            raise FactsError(f"{where or 'the facts file'} must be a mapping")
        self.value, self.where = value, where
        self.asked: set[str] = set() if asked is None else asked

    def at(self, key: str) -> str:
        """Where a key stands: enterprises[4].listing_stage."""
        return f"{self.where}.{key}" if self.where else key

    def get(self, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        """The value of a key that may be absent. Raises FactsError when it is of another kind."""
        self.asked.add(self.at(key))
        if key not in self.value:
            return default
        value = self.value[key]
        wrong_sort = isinstance(value, bool) is not (kind is bool) or isinstance(value, dt.datetime)
        if wrong_sort or not isinstance(value, kind):
            raise FactsError(f"{self.at(key)} has the wrong type: {value!r}")
        return value

    def need(self, key: str, kind: type | tuple[type, ...]) -> Any:
        """The value of a key that must be there and say something. Raises FactsError."""
        if self.value.get(key) in (None, "", [], {}):
            raise FactsError(f"{self.at(key)} is missing")
        return self.get(key, kind)

    def amount(self, key: str) -> Decimal | None:
        """A number exactly as written, or None when it is absent. Raises FactsError when no column could hold it."""
        value = self.get(key, NUMBER)
        if value is None:
            return None
        if not math.isfinite(value) or value < 0 or round(value, PLACES) != value:
            raise FactsError(f"{self.at(key)} must be a number from 0 with at most {PLACES} decimals, not {value!r}")
        return Decimal(str(value))

    def need_amount(self, key: str) -> Decimal:
        """A number that must be there, exactly as written. Raises FactsError."""
        self.need(key, NUMBER)
        return self.amount(key) or Decimal(0)

    def words(self, key: str) -> list[str]:
        """A list of words that must be there. Raises FactsError."""
        self.need(key, list)
        return self.some_words(key)

    def some_words(self, key: str) -> list[str]:
        """A list of words, empty when it is absent. Raises FactsError."""
        words = self.get(key, list, [])
        if not all(isinstance(word, str) and word for word in words):
            raise FactsError(f"{self.at(key)} must be a list of words")
        return words

    def node(self, key: str) -> "Node":
        """The mapping under a key. Raises FactsError."""
        return Node(self.need(key, dict), self.at(key), self.asked)

    def nodes(self, key: str) -> list["Node"]:
        """The mappings listed under a key. Raises FactsError."""
        return [Node(row, f"{self.at(key)}[{n}]", self.asked) for n, row in enumerate(self.need(key, list))]

    def overlooked(self) -> list[str]:
        """Every key from here down that nobody asked for: a slip of the pen, or a fact without a home."""
        found = []
        for key, value in self.value.items():
            where = self.at(str(key))
            if where not in self.asked:
                found.append(where)
                continue
            rows = [(where, value)] if isinstance(value, dict) else []
            rows += [(f"{where}[{n}]", row) for n, row in enumerate(value)] if isinstance(value, list) else []
            for place, row in rows:
                found += Node(row, place, self.asked).overlooked() if isinstance(row, dict) else []
        return found


def read(path: Path) -> Node:
    """Read the file. Raises FactsError when it is not there or is not YAML."""
    try:
        return Node(cleaned_all(yaml.safe_load(path.read_text(encoding="utf-8")), in_line))
    except OSError as error:
        raise FactsError(f"{path} cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FactsError(f"{path} is not valid YAML: {' '.join(str(error).split())}") from error


def by_label(choices: type[models.TextChoices], label: str, where: str) -> Any:
    """The member of an enum whose Chinese label this is. Raises FactsError for a word that the enum does not know."""
    for value, known in choices.choices:
        if str(known) == label:
            return choices(value)
    raise FactsError(f"{where}: {choices.__name__} does not know {label!r}")
