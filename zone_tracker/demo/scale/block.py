"""The block: the rows that each further zone brings, chosen from those that the demo wrote."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

Cells = dict[str, str]  # column to its text, as COPY writes and reads it
Told = Callable[[int], str]  # the text of a cell in the zone of this number, counted from 1
Model = type[models.Model]
KEY = "id"  # the key column of every table here


@dataclass(eq=False)
class Row:
    """A row of the block: its pattern, its place among the rows of its model, and the rows that it points to.

    One pattern may serve several times; of its copies those of the same `turn` belong together.
    """

    model: Model
    cells: Cells
    place: int
    turn: int
    links: "dict[str, Row]" = field(default_factory=dict)


Say = Callable[[Any, Row], Told]  # from the zones, which are named above this module, and the row


@dataclass(frozen=True)
class Noun:
    """One kind of row that a zone brings.

    A part comes with each row that it hangs on: `of` names the column. What is no part comes `each` times a zone.
    `where` says which rows are patterns; `says` gives the columns that differ in their own way from zone to zone.
    """

    model: Model
    of: str = ""
    each: int = 0
    where: Q = field(default_factory=Q)
    says: Mapping[str, Say] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The columns of its table that are written, in the order of the fields."""
        return [field.column for field in written(self.model)]


def written(model: Model) -> list[models.Field]:
    """The fields whose columns are written: the others PostgreSQL works out."""
    return [field for field in model._meta.concrete_fields if not field.generated]


class Block:
    """The rows of one zone by model. Nouns are added parents first."""

    def __init__(self) -> None:
        self.rows: dict[Model, list[Row]] = defaultdict(list)
        self._copies: dict[tuple[Model, str], list[Row]] = defaultdict(list)

    def add(self, noun: Noun, patterns: Sequence[Cells]) -> list[Row]:
        """Add the rows of a noun and return them, each linked to the rows of the block that its pattern points to."""
        made = []
        for cells, turn, parent in self._parts(noun, patterns) if noun.of else _chosen(patterns, noun.each):
            row = Row(noun.model, cells, len(self.rows[noun.model]), turn, {noun.of: parent} if parent else {})
            self.rows[noun.model].append(row)
            self._copies[noun.model, cells[KEY]].append(row)
            made.append(row)
        for row in made:
            self._link(row)
        return made

    def _parts(self, noun: Noun, patterns: Sequence[Cells]) -> Iterator[tuple[Cells, int, Row]]:
        """The parts of every row that this noun hangs on."""
        whole = next(each.related_model for each in noun.model._meta.concrete_fields if each.column == noun.of)
        parts = defaultdict(list)
        for cells in patterns:
            parts[cells[noun.of]].append(cells)
        for parent in self.rows[whole]:
            for cells in parts[parent.cells[KEY]]:
                yield cells, parent.turn, parent

    def _link(self, row: Row) -> None:
        """Point where the pattern pointed: to the row of the same turn, or to the copies one after the other."""
        for each in row.model._meta.concrete_fields:
            if each.column in row.links or not each.is_relation:
                continue
            copies = self._copies.get((each.related_model, row.cells[each.column]))
            if copies:
                same = (copy for copy in copies if copy.turn == row.turn)
                row.links[each.column] = next(same, copies[row.turn % len(copies)])


def _chosen(patterns: Sequence[Cells], count: int) -> Iterator[tuple[Cells, int, None]]:
    """So many patterns: evenly spread when there are enough, else over and over again, each round with the next turn.

    So the second copy of a project belongs to the second copy of its firm, and has another name than the first.
    """
    if count <= len(patterns):
        yield from ((patterns[n * len(patterns) // count], n, None) for n in range(count))
    else:
        yield from ((patterns[n % len(patterns)], n // len(patterns), None) for n in range(count if patterns else 0))
