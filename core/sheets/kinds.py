"""What can be imported: kinds of rows, their columns, and how each is found and kept by the form of its own page.

A kind writes no rule: it says which cell goes into which field of the form, and the form judges.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.kernel import access
from core.kernel.links import links
from core.kernel.wording import CONFIRMED, DOUBT, reworded
from core.models import User
from core.sheets.cells import YES, Text
from core.sheets.reading import Value
from core.typed.cleaning import as_seen

Label = str | Promise
Said = dict[str, Any]  # what a row says, by the names of columns, as its form is given it


@dataclass(frozen=True)
class Column:
    """A column: the field of the form that it fills, its head, and what it holds."""

    name: str
    head: Label
    holds: Text = field(default_factory=Text)
    also: tuple[str, ...] = ()  # other heads under which offices write it
    example: Value | Promise = None
    needed: bool = False
    note: Label = ""
    value: Callable[[Any], Any] | None = None  # of a row; else its attribute of the same name
    shown_only: bool = False  # stands in an export and is never read
    is_asked_for: bool = False  # stands in an export only where somebody picked it; then the trail says so
    is_secret: bool = False  # kept nowhere beside the row itself

    def of(self, row: Any) -> Any:
        return self.value(row) if self.value else getattr(row, self.name, None)


def holding(columns: Sequence[Column], **holds: Text) -> tuple[Column, ...]:
    """Columns, some of which hold what one person may choose."""
    return tuple(replace(column, holds=holds.get(column.name, column.holds)) for column in columns)


@dataclass(frozen=True)
class Part:
    """Rows that hang on the row (contacts of a firm), each in columns of its own: 联系人, 联系人2 …

    They are known again by what stands in the column `key`; an empty one takes nothing away.
    """

    name: str
    columns: tuple[Column, ...]
    key: str
    most: int
    rows: Callable[[Any], Sequence[Any]]  # those that a row has, in their order
    form: Callable[..., Any]  # form(row, part_row or None, data, user)
    fields: Mapping[str, forms.Field]  # of that form, for a row that is not there yet
    offered: int = 1  # in a template
    meant: Callable[[str], str] = str  # what of the key tells one from another: of a day, perhaps, the year
    remove: Callable[[Any], object] = lambda row: row.delete()  # takes one back that an import made

    def same(self, row: Any, wanted: Any) -> bool:
        """Whether a row beside the row is the one that a key means."""
        holds = next(column.holds for column in self.columns if column.name == self.key)
        return self.meant(holds.words(getattr(row, self.key))) == self.meant(holds.words(wanted))

    def column(self, number: int, column: Column) -> Column:
        """The column of the n-th of these rows."""
        end = str(number) if number > 1 else ""
        shown: dict[str, Any] = {**column.__dict__, "needed": False}
        shown |= {"name": f"{self.name}.{number}.{column.name}", "head": _numbered(column.head, end)}
        shown["also"] = tuple(_numbered(head, end) for head in column.also)
        shown["example"] = column.example if number == 1 else None
        return Column(**shown)


def _numbered(head: Label, end: str) -> str:
    """联系人2; before the unit where there is one: 产值2（万元）."""
    text = str(head)
    name, bracket, unit = text.partition("（")
    return f"{name}{end}{bracket}{unit}"


class Data(dict[str, Any]):
    """What a form is sent, made of values instead of text."""

    def getlist(self, name: str) -> list[Any]:
        value = self.get(name)
        return list(value) if isinstance(value, list | tuple | QuerySet) else [] if value is None else [value]

    def copy(self) -> "Data":
        return Data(self)


class Wrong(Exception):
    """What a row is refused for: the column, or "" for the row as a whole, and the sentence."""

    def __init__(self, column: str, words: Any) -> None:
        super().__init__(column, str(words))
        self.column, self.words = column, str(words)


@dataclass
class Question:
    """What only a person can decide about a row: the sentence, rows that are meant perhaps, and the answers."""

    text: str
    answers: list[tuple[str, str, str]]  # key, words, what follows
    near: list[tuple[str, str]] = field(default_factory=list)  # name of a row, its address
    column: str = ""

    def meant(self, typed: str) -> str:
        """The key of the answer that somebody typed, "" for none: its words, or 是 where there is one answer only."""
        said = as_seen(typed)
        for key, words, _what in self.answers:
            if said and said in (as_seen(words), as_seen(key)):
                return key
        return self.answers[0][0] if said in YES and len(self.answers) == 1 else ""


class Asks(Exception):
    """Raised with a Question where a row cannot be judged without an answer."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.text)
        self.question = question


CONFIRM = "confirm"  # with what is confirmed behind it; alone: whatever is asked


def decided(answer: str) -> str:
    """What a person said of a row beside confirming what is odd: the last word of an answer that is no such one."""
    return next((key for key in reversed(answer.split()) if key.partition(":")[0] != CONFIRM), "")


def and_also(answer: str, key: str) -> str:
    """An answer with one more to a further question."""
    return f"{answer} {key}".strip()


class Kind:
    """A kind of rows, for the person who imports or exports them."""

    do_not_call_in_templates = True  # a page names kinds, it makes none
    key = ""
    model: type[Model]
    title: Label = ""
    about: Label = ""  # what is in it, in a few words
    counted: Label = ""  # 家, 个
    route = ""  # the page whose writers may import it
    list_route = ""  # the list of these rows
    columns: tuple[Column, ...] = ()
    parts: tuple[Part, ...] = ()
    is_personal = False  # the file holds what is people's own: it is thrown away as soon as it is written
    order: tuple[str, ...] = ("pk",)
    filled: tuple[str, ...] = ()  # columns that a new row need not have though its form does: the kind fills them
    steady: tuple[str, ...] = ()  # fields that choose among the same rows whatever the row says (choosing.py)
    one_of: tuple[str, ...] = ()  # columns of which a file has one at least
    goes_along: tuple[str, ...] = ()  # relations whose rows come and go with the row
    takes_back = False  # whether an import is being taken back

    def __init__(self, user: User) -> None:
        self.user = user
        self.seen: dict[Any, int] = {}  # rows that a line meant already, with its number

    @classmethod
    def may_import(cls, user: User) -> bool:
        return access.may_send(user, cls.route)

    # --- Columns ---------------------------------------------------------------------------------------------------
    def every_column(self, most: Mapping[str, int] | None = None) -> list[Column]:
        """All columns, with those of parts as often as is asked for, or as a template offers them."""
        found = list(self.columns)
        for part in self.parts:
            for number in range(1, (most or {}).get(part.name, part.offered) + 1):
                found += [part.column(number, column) for column in part.columns]
        return found

    def stars(self) -> set[str]:
        """The columns that a new row cannot do without: what the form of its page requires and does not fill itself."""
        form = self.form(None, None)
        asked = {
            self.field_of(name) for name, field in form.fields.items() if field.required and not form[name].value()
        }
        return {column.name for column in self.columns if column.needed} | asked - {*self.one_of, *self.filled}

    def known(self) -> list[Column]:
        """All columns that a file may have."""
        return self.every_column({part.name: part.most for part in self.parts})

    # --- Rows ------------------------------------------------------------------------------------------------------
    def rows(self) -> QuerySet[Any]:
        """The rows that this person may take out."""
        raise NotImplementedError

    def find(self, said: Said, answer: str) -> Any:
        """The row that is meant, None for a new one. Raises Wrong, or Asks where only a person can tell."""
        raise NotImplementedError

    def permit(self, row: Any) -> None:
        """Raise Wrong where this person may not write this row, or where it is None, the new one. Asked of rows that
        would change only.
        """

    def form(self, row: Any, data: Data | None) -> Any:
        """The form of the page, for a row, or for a new one where it is None."""
        raise NotImplementedError

    def save(self, form: Any, said: Said, answer: str) -> Any:
        """Keep what the form was sent and return the row; None with errors on the form."""
        return form.save_once() if hasattr(form, "save_once") else form.save()

    def note(self, row: Any) -> None:
        """A row was written that stays, as far as this import goes."""

    def remove(self, row: Any) -> None:
        """Take back a row that an import made. Raises ValidationError where more hangs on it than came with it."""
        for link in links(type(row)):
            relation: Any = link.model._meta.get_field(link.column).remote_field
            is_mere_pair = link.model._meta.auto_created or relation.get_accessor_name() in self.goes_along
            if not is_mere_pair and link.of(row).exists():
                raise ValidationError(_("已有%(what)s挂在它上面") % {"what": link.label})
        row.delete()

    def give_back(self, row: Any, imported: int) -> None:
        """A row has its former cells again, since this import (the key of its batch) is taken back. What no cell shows
        comes back here.
        """

    def number(self, row: Any) -> int:
        """By which number a row is known to its import; `load` finds it again."""
        return row.pk

    def load(self, key: int) -> Any:
        """The row of a key, None when it is gone."""
        return self.rows().filter(pk=key).first()

    def url(self, row: Any) -> str:
        return row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""

    def field_of(self, name: str) -> str:
        """The column whose cell a field of the form comes from."""
        return name

    def questions(self, form: Any) -> Question | None:
        """What a form asks before it saves: nothing is wrong, but something is odd."""
        if not getattr(form, "is_asking", False):
            return None
        text = " ".join(form.errors.get("__all__", []))
        key = f"{CONFIRM}:{'+'.join(self._doubts(form))}"
        return Question(text, [(key, _("确认无误，照表里写"), _("与页面上再按一次保存相同"))])

    @staticmethod
    def _doubts(form: Any) -> list[str]:
        """By what each doubt of a form is confirmed."""
        return [error.params["value"] for error in form.errors.as_data().get("__all__", []) if error.code == DOUBT]

    def confirm(self, form: Any, data: Data, answer: str) -> Data | None:
        """What the form is sent once more after an answer; None for an answer that settles nothing: each doubt is
        confirmed by an answer of its own.
        """
        keys = [key.partition(":") for key in answer.split()]
        seen = {value for word, _colon, values in keys if word == CONFIRM for value in values.split("+")}
        doubts = [value for value in self._doubts(form) if value in seen or "" in seen]
        name = form.add_prefix(CONFIRMED)
        return Data(data | {name: [*data.getlist(name), *doubts]}) if doubts else None

    # --- What a row says -------------------------------------------------------------------------------------------
    def own_cells(self, row: Any) -> dict[str, Value]:
        """The cells of a row itself, by the names of columns."""
        return {column.name: column.holds.shown(column.of(row)) for column in self.columns}

    def cells(self, row: Any) -> dict[str, Value]:
        """The cells of a row, and of those beside it."""
        shown = self.own_cells(row)
        for part in self.parts:
            for number, each in enumerate(part.rows(row)[: part.most], start=1):
                beside = self.part_shown(part, each)
                shown |= {f"{part.name}.{number}.{name}": value for name, value in beside.items()}
        return shown

    def part_shown(self, part: Part, row: Any) -> dict[str, Value]:
        """The cells of a row beside the row."""
        return {column.name: column.holds.shown(column.of(row)) for column in part.columns}

    def settle(self, said: Said, row: Any) -> Said:
        """What a line says of a row: without a mask, or another way of writing, that means what is there already."""
        return said

    def adjust(self, said: Said, row: Any, answer: str) -> Said:
        """What of a row is written after an answer: all of it, or what the answer leaves."""
        return said

    def label(self, row: Any) -> str:
        return str(row)

    @staticmethod
    def values(form: Any) -> Data:
        """What the page would send if nothing were touched."""
        sent = {form.add_prefix(name): form[name].value() for name in form.fields}
        hidden = {form.add_prefix(name) for name in form.fields if form[name].is_hidden}
        return Data(
            {name: str(value) if name in hidden and value is not None else value for name, value in sent.items()}
        )


def clean_alone(fields: Mapping[str, forms.Field], said: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """What fields, each by itself, refuse: for rows that cannot be judged as a whole yet."""
    found = []
    for name, value in said.items():
        try:
            fields[name].clean(value)
        except ValidationError as error:
            told = [reworded(each, fields[name], fields[name].label) for each in error.error_list or ()]
            found.append((name, [message for each in told for message in each.messages]))
    return found


@cache
def kinds() -> Mapping[str, type[Kind]]:
    """Every kind by its key, in the order in which a zone begins with them."""
    return {each.key: each for each in import_string(settings.SHEET_KINDS)}
