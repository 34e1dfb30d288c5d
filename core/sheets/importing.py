"""Lines into rows: each through the form of its page, in a savepoint of its own, within one transaction.

To look at a file is to write it and to roll back: what the preview says is what writing does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from core.enums import RowOutcome
from core.sheets.cells import Of, Unreadable, plain_text
from core.sheets.choosing import Chosen
from core.sheets.kinds import Asks, Column, Kind, Part, Question, Said, Wrong, and_also, clean_alone, decided
from core.sheets.matching import Cell, Line, is_blank
from core.typed.cleaning import in_line
from core.typed.phones import without_numbers

SECRET, FRESH = "******", "******（新）"  # what stands for a value that is kept nowhere: it is there; it is another one
SEPARATORS = " 、；;，,"  # between answers to several questions about a row
CLEAR = ("清空", "CLEAR")  # in a cell: what is there is to be emptied


@dataclass
class Fault:
    """Why a row is not taken: where it stands, what was read, why not, what to type."""

    column: str  # its name; "" for the row
    letter: str
    head: str
    value: str
    message: str
    hint: str = ""

    def as_told(self) -> dict[str, str]:
        return dict(self.__dict__)


@dataclass
class Result:
    """What a line came to."""

    line: Line
    outcome: RowOutcome
    row: Any = None
    label: str = ""
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    question: Question | None = None
    event: int | None = None
    typed: list[str] = field(default_factory=list)  # what stands under 认定 and no question has had yet

    def heard(self, question: Question) -> str:
        """The answer to a question that stands in the sheet, "" for none. Each word answers one question; a word may
        have commas of its own.
        """
        most = len(self.typed)
        spans = ((first, end) for first in range(most) for end in range(most, first, -1))
        for first, end in spans:
            if key := question.meant("".join(self.typed[first:end]).strip(SEPARATORS)):
                del self.typed[first:end]
                return key
        return ""

    @property
    def changes(self) -> dict[str, str]:
        return {name: value for name, value in self.after.items() if value != self.before.get(name, "")}


class _Undo(Exception):
    """Rolls a savepoint back."""


class Importer:
    """Judges and writes the lines of one file, for one kind and one person."""

    def __init__(self, kind: Kind, answers: dict[str, str] | None = None) -> None:
        self.kind, self.answers = kind, answers or {}
        self.columns = {column.name: column for column in kind.known()}
        self.once = {name: column.holds.once() for name, column in self.columns.items() if type(column.holds) is Of}
        self.chosen = Chosen(kind.steady)
        self.parts = {part.name: part for part in kind.parts}
        self.made: dict[Any, int] = {}  # new rows, with their lines
        self.seen: dict[Any, int] = {}
        kind.seen = self.seen

    def take(self, lines: Iterable[Line]) -> Iterator[Result]:
        """Write each line, as far as it can be; within a transaction of the caller."""
        for line in lines:
            yield self.take_one(line)

    def take_one(self, line: Line, *, known: Any = None) -> Result:
        """Write one line, or nothing of it; `known` is the row that it means, where that is sure."""
        result = Result(line, RowOutcome.SAME, typed=_words_of(line.answer))
        try:
            with transaction.atomic():
                self._write(result, known)
                if result.outcome not in (RowOutcome.NEW, RowOutcome.CHANGED):
                    raise _Undo
        except _Undo:
            pass
        except (IntegrityError, DataError):
            self._refuse(result, "", _("数据库没有接受这一行：与已有的记录冲突。请核对后再导。"))
        if result.row is not None and result.row.pk is not None and not result.faults and result.question is None:
            self._keep_once(result)
        return result

    def _keep_once(self, result: Result) -> None:
        self.seen.setdefault(result.row.pk, result.line.number)
        if result.outcome == RowOutcome.NEW:
            self.made[result.row.pk] = result.line.number
        if result.outcome in (RowOutcome.NEW, RowOutcome.CHANGED):
            self.kind.note(result.row)

    # --- One line --------------------------------------------------------------------------------------------------
    def _write(self, result: Result, known: Any) -> None:
        said = self._read(result)
        answer = self.answers.get(str(result.line.number), "")
        result.label = self._label_of(said)
        try:
            row, answer = (known, answer) if known is not None else self._find(result, said, answer)
        except Wrong as error:
            self._refuse(result, error.column, error.words)
            return self._check_fields(result, said)
        except Asks as error:
            return self._ask(result, error.question, answer)
        if row is not None and row.pk in self.seen:
            words = {"row": self.seen[row.pk]}
            return self._refuse(result, self.kind.columns[0].name, _("与第 %(row)d 行是同一条，两行只留一行。") % words)
        result.row = row
        if row is not None:
            result.label = self.kind.label(row)
            result.before = self.words(self.kind.cells(row), row, said)
        heard = self.kind.settle(said, row)
        if result.faults:
            return self._check_alone(result, row, heard, is_new=row is None)
        if row is not None and not self._differing(heard, result.before):
            return None
        try:
            self.kind.permit(row)
        except Wrong as error:
            return self._refuse(result, error.column, error.words)
        return self._save(result, row, said, answer)

    def _find(self, result: Result, said: Said, answer: str) -> tuple[Any, str]:
        """The row that is meant, with the answer that was given on the page or typed into the sheet."""
        try:
            return self.kind.find(said, decided(answer)), answer
        except Asks as asks:
            if decided(answer) or not (key := result.heard(asks.question)):
                raise
            return self.kind.find(said, key), and_also(answer, key)

    def _read(self, result: Result) -> Said:
        """What the cells say; what Excel spoilt is refused at its cell. An empty cell says nothing: to empty what is
        there, one writes 清空 (or CLEAR).
        """
        said: Said = {}
        for name, cell in result.line.cells.items():
            if cell.is_spread:
                self._refuse(result, name, _("合并单元格跨了几列，看不清各列的值。请取消合并后分别填写。"))
            elif cell.is_empty_formula:
                self._refuse(result, name, _("这一格是没有算出值的公式，或者是错误值。请在 Excel 里算出、保存后再传。"))
            elif isinstance(cell.value, str) and in_line(cell.value) in CLEAR:
                said[name] = cell.column.holds.read(None)
            elif not is_blank(cell.value):
                try:
                    said[name] = self.once.get(name, cell.column.holds).read(cell.value, cell.unit)
                except Unreadable as error:
                    self._refuse(result, name, error.messages[0])
        return said

    def _label_of(self, said: Said) -> str:
        names = [name for name in said if "." not in name and not self.columns[name].is_secret]
        told = [self.columns[name].holds.words(said[name]) for name in names[:3] if said[name] not in ("", None)]
        return " ".join(told)[:200]

    def _save(self, result: Result, row: Any, said: Said, answer: str) -> None:
        kind, typed, said = self.kind, said, self.kind.settle(said, row)
        changed = self._differing(said, result.before) if row is not None else set(said)
        own = {name: value for name, value in said.items() if "." not in name and name in changed}
        own = kind.adjust(own, row, decided(answer))
        form = self._form(row, own)
        while not form.is_valid():
            question = kind.questions(form)
            if question is None:
                self._refuse_form(result, form)
                return self._check_alone(result, row, said, is_new=row is None, parts_only=True)
            data = kind.confirm(form, form.data, answer)
            if data is None:
                key = result.heard(question)
                return (
                    self._answered(result, typed, and_also(answer, key)) if key else self._ask(result, question, answer)
                )
            form = kind.form(row, data)
        try:
            saved = kind.save(form, said, decided(answer))
        except Wrong as error:
            return self._refuse(result, error.column, error.words)
        except ValidationError as error:
            return self._refuse_verb(result, error)
        if saved is None:
            return self._refuse_form(result, form)
        if saved.pk in self.seen:
            words = {"row": self.seen[saved.pk]}
            return self._refuse(result, kind.columns[0].name, _("与第 %(row)d 行是同一条，两行只留一行。") % words)
        try:
            beside = self._save_parts(result, saved, said, answer, is_new=row is None)
        except Asks as error:
            return self._ask(result, error.question, answer)
        if result.faults:
            return None
        result.row = saved
        if row is None:
            result.outcome, result.after = RowOutcome.NEW, self._made(saved, said, beside)
        else:
            fresh = result.row = kind.load(kind.number(saved)) or saved
            result.after = self.words(kind.cells(fresh), fresh, said)
            result.after |= {name: FRESH for name in own if self.columns[name].is_secret}
            result.outcome = RowOutcome.CHANGED if result.changes else RowOutcome.SAME
        result.label = kind.label(result.row)
        return None

    def _made(self, saved: Any, said: Said, beside: dict[str, str]) -> dict[str, str]:
        """What a new row says, as far as the file had cells for it."""
        cells = {name: plain_text(value) for name, value in self.kind.own_cells(saved).items()}
        return {name: cells[name] for name in said if name in cells} | beside

    def _answered(self, result: Result, said: Said, answer: str) -> None:
        """Once more, with the answer that stands in the sheet."""
        row = result.row = self.kind.find(said, decided(answer))
        if row is not None:
            result.label = self.kind.label(row)
            result.before = self.words(self.kind.cells(row), row, said)
        self._save(result, row, said, answer)

    def _form(self, row: Any, own: Said) -> Any:
        """The form of the page, sent as if these fields had been typed into it."""
        blank = self.kind.form(row, None)
        values = self.kind.values(blank)
        for name, value in own.items():
            if name in blank.fields:
                several = isinstance(value, list)
                values[blank.add_prefix(name)] = [getattr(each, "pk", each) for each in value] if several else value
        return self.chosen.lent(self.kind.form(row, values))

    # --- Rows beside the row ---------------------------------------------------------------------------------------
    def _save_parts(self, result: Result, saved: Any, said: Said, answer: str, *, is_new: bool) -> dict[str, str]:
        """Keep the rows beside a row; return the cells of those that were written."""
        shown: dict[str, str] = {}
        saved.is_new = is_new
        for part in self.parts.values():
            saved.is_bare = is_new  # it has no row of this part yet
            there = [] if is_new else list(part.rows(saved))
            for number, values in self._numbered(part, said):
                row = self._known(part, there, values)
                blank = part.form(saved, row, None, self.kind.user)
                before = self._part_words(part, row) if row is not None else {}
                columns = {column.name: column for column in part.columns}
                new = {
                    name: value
                    for name, value in values.items()
                    if columns[name].holds.words(value) != before.get(name, "")
                }
                if row is not None and not new:
                    continue
                data = self.kind.values(blank)
                data.update({blank.add_prefix(name): value for name, value in new.items()})
                form = part.form(saved, row, data, self.kind.user)
                while not form.is_valid() and (question := self.kind.questions(form)):
                    data = self.kind.confirm(form, form.data, answer)
                    if data is None and (key := result.heard(question)):
                        data = self.kind.confirm(form, form.data, key)
                    if data is None:
                        raise Asks(question)
                    form = part.form(saved, row, data, self.kind.user)
                if not form.is_valid():
                    self._refuse_form(result, form, prefix=f"{part.name}.{number}.")
                    continue
                words = self._part_words(part, form.save())
                saved.is_bare = False
                shown |= {f"{part.name}.{number}.{name}": words[name] for name in values}
        return shown

    @staticmethod
    def _numbered(part: Part, said: Said) -> Iterator[tuple[int, Said]]:
        """The cells of each of these rows that says something."""
        for number in range(1, part.most + 1):
            start = f"{part.name}.{number}."
            values = {name.removeprefix(start): value for name, value in said.items() if name.startswith(start)}
            if any(value not in ("", None, []) for value in values.values()):
                yield number, values

    @staticmethod
    def _known(part: Part, there: list[Any], values: Said) -> Any:
        """The saved row that is meant, by what stands in its key; each is meant once."""
        for row in there:
            if part.same(row, values.get(part.key)):
                there.remove(row)
                return row
        return None

    # --- Comparing -------------------------------------------------------------------------------------------------
    def words(self, cells: dict[str, Any], row: Any, said: Said) -> dict[str, str]:
        """Cells as words; rows beside it in the places where the file has them."""
        words = {name: plain_text(value) for name, value in cells.items() if "." not in name}
        for part in self.parts.values():
            there = list(part.rows(row))
            for number, values in self._numbered(part, said):
                if found := self._known(part, there, values):
                    for name, value in self._part_words(part, found).items():
                        words[f"{part.name}.{number}.{name}"] = value
        return words

    def _part_words(self, part: Part, row: Any) -> dict[str, str]:
        return {name: plain_text(value) for name, value in self.kind.part_shown(part, row).items()}

    def _differing(self, said: Said, before: dict[str, str]) -> set[str]:
        """The columns whose cell says something else than the row."""
        found = set()
        for name, value in said.items():
            if self.columns[name].holds.words(value) != before.get(name, ""):
                found.add(name)
        return found

    # --- Refusing --------------------------------------------------------------------------------------------------
    def _ask(self, result: Result, question: Question, answer: str) -> None:
        """What an earlier row of this very file may be is no answer: its row is not there yet. Answers go on with what
        was answered before.
        """
        if answer or result.typed != _words_of(result.line.answer):
            question.text += _("（前面的问题已有答复；在“认定”列答这一个，写在后面，用顿号隔开。）")
        made = {str(key): number for key, number in self.made.items()}
        rows = [
            made[key.rpartition(":")[2]] for key, _words, _what in question.answers if key.rpartition(":")[2] in made
        ]
        if rows:
            question.answers = [each for each in question.answers if each[0].rpartition(":")[2] not in made]
            question.near = []
            question.text += _("表里第 %(rows)s 行就是这样的一条：同一个的请删去一行。") % {
                "rows": "、".join(str(row) for row in sorted({*rows}))
            }
        question.answers = [(and_also(answer, key), words, what) for key, words, what in question.answers]
        result.outcome, result.question = RowOutcome.ASKED, question

    def _refuse(self, result: Result, name: str, words: Any, hint: str = "") -> None:
        cell: Cell | None = result.line.cells.get(name)
        column: Column | None = self.columns.get(name)
        value = _as_read(cell) if cell else ""
        if column and column.is_secret and value:
            value = SECRET
        value = without_numbers(value)
        head = str(column.head) if column else ""
        result.outcome = RowOutcome.WRONG
        result.faults.append(Fault(name, cell.letter if cell else "", head, value, str(words), hint))

    def _refuse_form(self, result: Result, form: Any, prefix: str = "") -> None:
        for name, messages in form.errors.items():
            column = "" if name == NON_FIELD_ERRORS else f"{prefix}{self.kind.field_of(name) if not prefix else name}"
            self._refuse_at(result, column, [str(message) for message in messages], prefix)

    def _refuse_verb(self, result: Result, error: ValidationError) -> None:
        if hasattr(error, "error_dict"):
            for name, messages in error.message_dict.items():
                self._refuse_at(result, "" if name == NON_FIELD_ERRORS else self.kind.field_of(name), messages)
        else:
            self._refuse_at(result, "", error.messages)

    def _refuse_at(self, result: Result, name: str, messages: list[str], prefix: str = "") -> None:
        known = name
        if name not in self.columns:
            known = f"{prefix}{self.parts[prefix.split('.')[0]].key}" if prefix else self.kind.columns[0].name
        cell = result.line.cells.get(known)
        hint = self.columns[known].holds.hint(cell.value) if cell and name == known and known in self.columns else ""
        self._refuse(result, known, " ".join(messages), hint)

    def _check_fields(self, result: Result, said: Said) -> None:
        """Say of a row of which nobody knows what it is about what is wrong in its cells, each by itself."""
        known, fields = {fault.column for fault in result.faults}, self.kind.form(None, None).fields
        own = {name: value for name, value in said.items() if name in fields and name not in known}
        for name, messages in clean_alone(fields, own):
            self._refuse_at(result, self.kind.field_of(name), messages)
        self._check_parts(result, said)

    def _check_alone(self, result: Result, row: Any, said: Said, *, is_new: bool, parts_only: bool = False) -> None:
        """Say of a row that is refused already what else is wrong in it, field by field; of a new one what it lacks."""
        known = {fault.column for fault in result.faults}
        if not parts_only:
            changed = self._differing(said, result.before) if row is not None else set(said)
            form = self._form(row, {name: said[name] for name in changed if "." not in name})
            form.is_valid()
            for name, messages in form.errors.items():
                column = self.kind.field_of(name)
                is_missing = is_new and form.has_error(name, "required") and column in result.line.cells
                if column not in known and (column in said or is_missing):
                    self._refuse_at(result, column, [str(message) for message in messages])
        self._check_parts(result, said)

    def _check_parts(self, result: Result, said: Said) -> None:
        for part in self.parts.values():
            for number, values in self._numbered(part, said):
                for name, messages in clean_alone(part.fields, values):
                    self._refuse_at(result, f"{part.name}.{number}.{name}", messages, f"{part.name}.{number}.")


def _words_of(answer: str) -> list[str]:
    """Answers as they stand in the sheet, each with what parts it from the next."""
    return re.findall(rf"[^{SEPARATORS}]+[{SEPARATORS}]*", answer)


def _as_read(cell: Cell) -> str:
    try:
        return plain_text(cell.value)[:60]
    except Unreadable:
        return f"{cell.value:.2E}"
