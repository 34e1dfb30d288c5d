"""From a row of the block to its line in each zone: which cells stay, and which are told anew."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import models

from core.models import Department, User
from zone_tracker.demo.scale.block import Block, Model, Noun, Row, Told, written
from zone_tracker.demo.scale.names import Names
from zone_tracker.demo.scale.people import Team
from zone_tracker.demo.scale.stream import NULL
from zone_tracker.demo.setting import NAMESPACE, Setting

SMALLEST, STEP, SPREAD = 60, 37, 101  # amounts of a zone in per cent of the demo's: 60 to 160


@dataclass
class Zones:
    """So many further zones, and what their rows are told from."""

    setting: Setting
    count: int
    team: Team
    names: Names = field(init=False)  # when the block is complete: firms are named by their places
    block: Block = field(default_factory=Block)
    bases: dict[Model, int] = field(default_factory=dict)  # the highest key before the further zones

    def number(self, row: Row, zone: int) -> int:
        """The key of a row in a zone: blocks follow each other, and a block has its rows in order."""
        return self.bases[row.model] + (zone - 1) * len(self.block.rows[row.model]) + row.place + 1

    def lines(self, noun: Noun, rows: list[Row]) -> Iterator[str]:
        """The lines of a noun for COPY, one chunk a zone."""
        told = [self._line(noun, row) for row in rows]
        for zone in range(1, self.count + 1):
            yield "".join([line % tuple([cell(zone) for cell in cells]) for line, cells in told])

    def _line(self, noun: Noun, row: Row) -> tuple[str, list[Told]]:
        """The line of a row with %s where a cell is told, and who tells it."""
        texts, tellers = [], []
        for column in written(row.model):
            cell = self._cell(noun, row, column)
            if isinstance(cell, str):
                texts.append(cell.replace("%", "%%"))
            else:
                texts.append("%s")
                tellers.append(cell)
        return "\t".join(texts) + "\n", tellers

    def _cell(self, noun: Noun, row: Row, column: models.Field) -> str | Told:
        text = row.cells[column.column]
        if column.column in noun.says:
            return noun.says[column.column](self, row)
        if column.primary_key:
            return self._key(row)
        if column.column in row.links:
            return self._key(row.links[column.column])
        if text == NULL:
            return text
        if column.related_model is User:
            return self.team.user_for(text, column.column) or text
        if column.related_model is Department:
            return self.team.station
        if isinstance(column, models.UUIDField):
            return self._identifier(row, column.column)
        return _amount(text) if column.column.endswith("_wan") else text

    def _key(self, row: Row) -> Told:
        first, size = self.number(row, 1), len(self.block.rows[row.model])
        return lambda zone: str(first + (zone - 1) * size)

    def _identifier(self, row: Row, column: str) -> Told:
        """Identifiers that follow each other from zone to zone, from one that the seed and the place give."""
        name = f"{self.setting.seed}:scale:{row.model._meta.label}:{column}:{row.place}"
        first = uuid.uuid5(NAMESPACE, name).int & ~0xFFFF
        return lambda zone: f"{first + zone:032x}"


def _amount(text: str) -> str | Told:
    """An amount of the demo in per cent of the zone; sums of whole amounts stay sums."""
    hundredths = int(Decimal(text) * 100)
    if not hundredths:
        return text

    def told(zone: int) -> str:
        amount = hundredths * (SMALLEST + zone * STEP % SPREAD) // 100
        return f"{amount // 100}.{amount % 100:02d}"

    return told
