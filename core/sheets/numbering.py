"""Rows that bear a number of ours in tables (R-000123), and what is done where several rows could be meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.sheets.cells import Code, plain_text
from core.sheets.kinds import Asks, Kind, Question, Said, Wrong
from core.sheets.reading import Value
from core.typed.own_numbers import key_of, own_number

SAME, NEW = "same", "new"  # what a person says of a row that could be one that is there


@dataclass(frozen=True)
class Number(Code):
    """The number of a row: a letter for the kind, and its key."""

    letter: str

    def read(self, value: Value, unit: str = "") -> Any:
        text = super().read(value)
        return self.shown(self.key(text) or text)

    def shown(self, value: Any) -> Value:
        return own_number(self.letter, value) if isinstance(value, int) else value or None

    def key(self, text: str) -> int | None:
        """The key that a number means, None for what is no number of this kind."""
        return key_of(self.letter, text, bare=True)

    def rule(self) -> str:
        return _("系统给的编号，新的一行不填")


class NumberedKind(Kind):
    """A kind whose rows bear a number, in the first column: it stands in every table that we write."""

    def numbered(self, said: Said) -> Any:
        """The row of the number that a line says, None where it says none. Raises Wrong for one that there is not."""
        column = self.columns[0]
        number = said.get(column.name)
        if not number:
            return None
        key = column.holds.key(number) if isinstance(column.holds, Number) else None
        if key is None or (row := self.load(key)) is None:
            raise Wrong(column.name, _("系统里没有编号 %(number)s；新的一行不填编号。") % {"number": number})
        return row

    def chosen(self, answer: str) -> Any:
        """The row that a person picked."""
        word, _colon, key = answer.partition(":")
        return self.load(int(key)) if word == SAME and key.isdecimal() else None

    def not_yet(self, alike: Iterable[Any]) -> list[Any]:
        """Those of some rows that no earlier line of the file meant."""
        return [row for row in alike if row.pk not in self.seen]

    def saying(self, alike: Iterable[Any], said: Said) -> list[Any]:
        """Those of some rows that say already all that the line says."""
        return [row for row in alike if self._says(row, said)]

    def _says(self, row: Any, said: Said) -> bool:
        heard, cells = self.settle(said, row), self.own_cells(row)
        return all(
            column.holds.words(heard[column.name]) == plain_text(cells[column.name])
            for column in self.columns
            if column.name in heard and not column.shown_only
        )

    def ask_which(self, alike: Iterable[Any], text: str, column: str) -> Asks:
        """Which of these rows is meant, or none of them."""
        rows = list(alike)
        answers = [
            (f"{SAME}:{row.pk}", _("就是%(row)s") % {"row": self.described(row)}, _("按表里更新")) for row in rows
        ]
        answers.append((NEW, _("是另一条"), _("另建一条")))
        return Asks(Question(text, answers, [(self.described(row), self.url(row)) for row in rows], column))

    def described(self, row: Any) -> str:
        """A row with its number, so that two that are called the same are told apart."""
        return f"{self.columns[0].holds.shown(row.pk)} {self.label(row)}"
