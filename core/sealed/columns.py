"""Columns of personal data: plain text in Python, sealed text in the database and in its history.

Everything that finds a value is part of what is written (core/sealed/ring.py), so no writer can forget it: save,
bulk_create, bulk_update, update and COPY keep it alike, and `guarded` refuses what was not sealed under the key of the
data. What was not changed is written back as it was read: it makes no event, and costs no sealing.
"""

import json
from typing import Any

import pgtrigger
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Func, TextField, Value
from django.db.models.lookups import Lookup
from django.db.models.query_utils import DeferredAttribute

from core.sealed import ring
from core.sealed.telephones import telephone_keys, whole_number

HIDDEN = "****"  # of what is under another key


class Opened(str):
    """A text that was sealed, with what was read: written back, it is the same. Where it cannot be read, ****."""

    __slots__ = ("sealed",)
    sealed: str

    @classmethod
    def of(cls, sealed: str) -> "Opened":
        """Open what was read from the database."""
        text = cls((HIDDEN if (text := ring.opened(sealed)) is None else text) if sealed else "")
        text.sealed = sealed
        return text

    def __reduce__(self) -> Any:
        """What is kept elsewhere (a cache, a session) is kept sealed."""
        return (Opened.of, (self.sealed,))


class Sealed(str):
    """A cell as it was read. Nothing is opened before somebody asks: a list pays for the rows whose cells it shows.

    To whatever takes texts by their bytes (JSON, a join) it is ****; attributes of a row are always `Opened`.
    """

    __slots__ = ("_opened", "text")
    text: str
    _opened: Opened | None

    @classmethod
    def of(cls, text: str) -> "Sealed":
        cell = cls(HIDDEN if text else "")
        cell.text, cell._opened = text, None
        return cell

    @property
    def plain(self) -> Opened:
        if self._opened is None:
            self._opened = Opened.of(self.text)
        return self._opened

    def __str__(self) -> str:
        return str(self.plain)

    def __format__(self, spec: str) -> str:
        return format(str(self.plain), spec)

    def __eq__(self, other: object) -> bool:
        return (isinstance(other, Sealed) and self.text == other.text) or self.plain == str(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.plain)

    def __reduce__(self) -> Any:
        return (Sealed.of, (self.text,))


class _Cell(DeferredAttribute):
    """Plain text to whoever reads the attribute; the cell stays as it was read until something else is set."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        return value.plain if isinstance(value, Sealed) else value

    def __set__(self, instance: Any, value: Any) -> None:
        known = instance.__dict__.get(self.field.attname)
        is_same = isinstance(known, (Sealed, Opened)) and type(value) is str and known == value
        instance.__dict__[self.field.attname] = known if is_same else value


class SealedColumn(models.TextField):
    """Text that is kept sealed and found as a whole. Asking for anything else raises FieldError."""

    descriptor_class = _Cell

    def __init__(self, *args: Any, once: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.once = once  # the column beside it that holds the hash of the whole (`finds_once`)
        if self.max_length is not None:
            self.validators = [*self.validators, MaxLengthValidator(self.max_length)]

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "once": self.once} if self.once else kwargs

    @staticmethod
    def found_by(text: str) -> list[str]:
        """By what a value is found, the whole first."""
        return [text]

    @staticmethod
    def asked(text: str) -> str:
        """What is compared of a text that is asked for."""
        return text

    # --- Ways in and out -------------------------------------------------------------------------------------------
    def from_db_value(self, value: str | None, *_args: Any) -> Sealed | None:
        return None if value is None else Sealed.of(value)

    def to_python(self, value: Any) -> Any:
        return value.plain if isinstance(value, Sealed) else value

    def get_prep_value(self, value: Any) -> Any:
        return value

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """What is sealed stays with the row: saved twice, it is the same."""
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, str) and not isinstance(value, (Opened, Sealed)):
            value = model_instance.__dict__[self.attname] = Sealed.of(self._sealed(value))
        return value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Sealed):
            return value.text
        if isinstance(value, Opened):
            return value.sealed
        return self._sealed(str(value)) if value is not None else None

    def _sealed(self, text: str) -> str:
        return ring.seal(text, self.found_by(text)) if text else ""

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.CharField, "max_length": self.max_length, **kwargs})

    # --- Asking ----------------------------------------------------------------------------------------------------
    def get_lookup(self, lookup_name: str) -> Any:
        """Only what the hashes answer: anything else would find nothing and not say so."""
        found = {"exact": _Exact, "found_by": _FoundBy}.get(lookup_name)
        if found is None and lookup_name not in ("isnull", "df", "ndf"):  # pgtrigger: is it the same text as before?
            raise FieldError(f"{self.name} is sealed: it is found as a whole, not by {lookup_name}")
        return found or super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self.name} is sealed: {lookup_name} of it is not known to the database")


class TelephoneColumn(SealedColumn):
    """A telephone: found by its digits, with and without area code, or by the last four."""

    @staticmethod
    def found_by(text: str) -> list[str]:
        return telephone_keys(text) or [text]

    @staticmethod
    def asked(text: str) -> str:
        return whole_number(text) or text


class _JsonCell(_Cell):
    """What was sealed as JSON, read when somebody asks for it."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if isinstance(value, str):
            value = instance.__dict__[self.field.attname] = _read_json(value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


def _read_json(text: str) -> Any:
    """Nothing of what is under another key."""
    return json.loads(text) if text and text != HIDDEN else {}


class SealedJson(SealedColumn):
    """An object that is kept sealed as a whole, and found by nothing: what a file said of people."""

    descriptor_class = _JsonCell

    @staticmethod
    def found_by(text: str) -> list[str]:
        return []

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        return model_instance.__dict__.get(self.attname)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not isinstance(value, (Sealed, Opened)) and value is not None:
            value = json.dumps(value, ensure_ascii=False) if value else ""
        return super().get_db_prep_value(value, connection, prepared)


class _Asks(Lookup):
    """A text that is asked for, as its keyed hash among those of the row."""

    can_use_none_as_rhs = False

    def get_prep_lookup(self) -> Any:
        if isinstance(self.rhs, (Opened, Sealed)):
            return str(self.rhs)
        if self.rhs == {}:  # nothing is kept as nothing
            return ""
        if not isinstance(self.rhs, str):
            raise FieldError("a sealed column is compared with a text, not with another column")
        return self.rhs

    def _sql(self, compiler: Any, connection: Any) -> tuple[str, str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return column, f"string_to_array(split_part({column}, '{ring.SEPARATOR}', 2), ' ')", list(params)


def _mark(text: str) -> str:
    ring.number_of_key()  # with another key nothing would be found, and nobody would know
    return ring.keyed_hash(text)


class _Exact(_Asks):
    """It is this text; of a telephone, this number however it is written."""

    lookup_name = "exact"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, marks, params = self._sql(compiler, connection)
        if not self.rhs:
            return f"{column} = ''", params
        mark = _mark(self.lhs.output_field.asked(self.rhs))
        return f"{marks} @> ARRAY[%s]::text[] AND ({marks})[1] = %s", [*params, mark, *params, mark]


class _FoundBy(_Asks):
    """One of what finds it is this: the whole, the number without its area code, or the last four digits."""

    lookup_name = "found_by"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        _column, marks, params = self._sql(compiler, connection)
        return f"{marks} @> ARRAY[%s]::text[]", [*params, _mark(self.rhs)]


def sealed_index(column: str, name: str) -> GinIndex:
    """The index of what finds a sealed column."""
    part = Func(F(column), Value(ring.SEPARATOR), Value(2), function="split_part", output_field=TextField())
    marks = Func(part, Value(" "), function="string_to_array", output_field=ArrayField(TextField()))
    return GinIndex(marks, name=name, fastupdate=False)


def guarded(*columns: str) -> pgtrigger.Trigger:
    """For the `triggers` of a model: what is written there is sealed under the key of the data, or refused."""
    checks = "\n".join(_CHECK.format(column=column) for column in columns)
    return pgtrigger.Trigger(
        name="sealed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),
        func=f"{checks} RETURN NEW;",
    )


def finds_once(sealed: str, column: str) -> pgtrigger.Trigger:
    """For the `triggers` of a model: `column` is the hash of the whole of what is sealed, whoever writes it."""
    return pgtrigger.Trigger(
        name="sealed_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(sealed, column),
        func=_ONCE.format(sealed=sealed, column=column, separator=ring.SEPARATOR),
    )


_ONCE = """
    IF NEW.{sealed} <> '' THEN
        NEW.{column} := split_part(split_part(NEW.{sealed}, '{separator}', 2), ' ', 1);
    ELSIF TG_OP = 'UPDATE' AND OLD.{sealed} <> '' AND NEW.{column} NOT LIKE 'erased:%' THEN NEW.{column} := NULL;
    END IF;
    RETURN NEW;
"""
_CHECK = """
    IF NEW.{column} <> '' AND NOT EXISTS (
        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.{column}, ':', 1)
    ) THEN RAISE EXCEPTION 'pgtrigger: {column} is not sealed under the key of the data'; END IF;
"""


def sealed_columns(model: type[models.Model]) -> list[SealedColumn]:
    """The sealed columns of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, SealedColumn)]
