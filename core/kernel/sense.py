"""Dates and figures that have sense: what kinds there are, and between which bounds each lies.

A column names its kind (`HappenedColumn`), so that whatever writes a row and checks it, a form or an import, holds the
same bounds; a field of a form that is no column's names it itself (`Happened`). What is merely odd is no matter of the
kind: a form asks about it once (`Spoken.ask`).
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kernel import figures
from core.kernel.drawing.widgets import DateInput, MonthInput, WanInput
from core.sealed.columns import TelephoneColumn
from core.typed import days, numbers
from core.typed.cleaning import Narrow, narrow

SINCE = dt.date(2000, 1, 1)  # nothing of the zone happened or was planned before
OF_OLD = dt.date(1900, 1, 1)  # nobody who lives was born, no firm that works was founded before
YEARS_AHEAD = 10  # what is planned lies within so many years
EARLY_YEARS = 5  # so long before a project's first stage is odd
UNUSUAL_TIMES = 10  # so many times the figure before is odd
MOST_WAN = Decimal(100_000_000)  # 万元, a trillion yuan: a hundred times the zone's whole output of a year
MOST_COUNTED = 10_000_000


def years_after(day: dt.date, years: int) -> dt.date:
    """The same day of another year; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def times_of(now: Decimal | None, before: Decimal | None) -> int:
    """How many times the figure before a figure is, where that is odd; else 0."""
    return int(now / before) if now and before and now >= before * UNUSUAL_TIMES else 0


# --- Between which days --------------------------------------------------------------------------------------------
DATE, MONTH, NUMBER, COUNT = _("日期"), _("月份"), _("数字"), _("数量")


def _refuse(text: Any, code: str, subject: Any = DATE, **params: Any) -> None:
    """`subject` stands where a form, which knows the field, puts the field's name."""
    raise ValidationError(text, code=code, params={"subject": subject, **params})


def happened(day: dt.date) -> None:
    """Raise ValidationError for what cannot have happened: tomorrow, and before 2000."""
    if day > timezone.localdate():
        _refuse(_("%(subject)s不能晚于今天。"), "future")
    if day < SINCE:
        _refuse(_("%(subject)s不能早于 %(day)s，请核对年份。"), "too_early", day=SINCE)


def planned(day: dt.date) -> None:
    """Raise ValidationError for what nobody plans: more than ten years ahead, and before 2000."""
    last = years_after(timezone.localdate(), YEARS_AHEAD)
    if not SINCE <= day <= last:
        _refuse(_("%(subject)s要在 %(first)s 至 %(last)s 之间，请核对年份。"), "out_of_reach", first=SINCE, last=last)


def born(day: dt.date) -> None:
    """Raise ValidationError for a birth or a founding of tomorrow, and before 1900."""
    if day > timezone.localdate():
        _refuse(_("%(subject)s不能晚于今天。"), "future")
    if day < OF_OLD:
        _refuse(_("%(subject)s不能早于 %(day)s，请核对年份。"), "too_early", day=OF_OLD)


founded = born


def month(day: dt.date) -> None:
    """Raise ValidationError for a month that has not begun, and before 2000."""
    if day > timezone.localdate():
        _refuse(_("%(subject)s不能晚于本月。"), "future", MONTH)
    if day < SINCE:
        _refuse(_("%(subject)s不能早于 %(month)s，请核对年份。"), "too_early", MONTH, month=f"{SINCE:%Y-%m}")


def amount(value: Decimal) -> None:
    """Raise ValidationError for a figure beyond what there can be, either way."""
    if abs(value) > MOST_WAN:
        _refuse(_("%(subject)s太大，不能超过 %(most)s，请核对单位。"), "too_much", NUMBER, most=figures.wan(MOST_WAN))


def counted(value: int) -> None:
    """Raise ValidationError for a count beyond what there can be."""
    if value > MOST_COUNTED:
        _refuse(_("%(subject)s不能超过 %(most)s，请核对。"), "too_much", COUNT, most=figures.wan(MOST_COUNTED))


def _meant(field: forms.Field, value: Any, read: Callable[[str], Any]) -> Any:
    """What a text means; what is no text, as a default, is that already. Raises ValidationError saying what to type."""
    if not isinstance(value, str):
        return value
    try:
        return read(value) if narrow(value) else None
    except ValueError as error:
        raise ValidationError(field.error_messages["invalid"], code="invalid") from error


# --- Fields of forms -----------------------------------------------------------------------------------------------
class DateKind(forms.DateField):
    """A day of some kind. `read` says which day a text means, `sentences` are the kind's own words for what is none."""

    widget = DateInput
    within: Callable[[dt.date], None]
    read: Callable[[str], dt.date] = staticmethod(days.day)
    sentences = {"invalid": _("日期无效，请按 2026-11-23 的格式填写。")}

    def to_python(self, value: Any) -> dt.date | None:
        """Raise ValidationError for what is no day, with what to type."""
        return super().to_python(_meant(self, value, type(self).read))

    def validate(self, value: Any) -> None:
        """Raise ValidationError for a day outside the bounds of the kind."""
        super().validate(value)
        if value not in self.empty_values:
            type(self).within(value)


class Happened(DateKind):
    """What has happened: from 2000 until today."""

    within = staticmethod(happened)


class Planned(DateKind):
    """What is planned, or was: from 2000 until ten years from now."""

    within = staticmethod(planned)


class Born(DateKind):
    """A person's birth: from 1900 until today."""

    within = staticmethod(born)


class Founded(DateKind):
    """The founding of a firm: from 1900 until today."""

    within = staticmethod(founded)


class Month(DateKind):
    """A month, as its first day: from 2000 until this one."""

    widget = MonthInput
    within = staticmethod(month)
    read = staticmethod(days.month)
    sentences = {"invalid": _("月份无效，请按 2026-10 的格式填写。")}

    def to_python(self, value: Any) -> dt.date | None:
        """The first day of the month that a day lies in."""
        day = super().to_python(value)
        return day.replace(day=1) if day else None


class Count(forms.IntegerField):
    """A whole number of things or people, none or more."""

    sentences = {"invalid": _("“%(field)s”要填整数。")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": MOST_COUNTED, **kwargs})

    def to_python(self, value: Any) -> int | None:
        """Raise ValidationError for what is no whole number, with what to type."""
        return super().to_python(_meant(self, value, self.read))

    def read(self, text: str) -> int:
        """The number that a text means."""
        return numbers.count(text)


class Year(Count):
    """A calendar year, from 2000 until ten years from now."""

    sentences = {"invalid": _("“%(field)s”要填四位年份，如 2026。")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": SINCE.year, **kwargs})

    def read(self, text: str) -> int:
        """Raise ValidationError for what is no four digits."""
        return days.year(text)

    def validate(self, value: Any) -> None:
        """Raise ValidationError for a year that nobody plans."""
        super().validate(value)
        if value and value > timezone.localdate().year + YEARS_AHEAD:
            _refuse(_("年度不能晚于 %(last)s 年。"), "out_of_reach", last=f"{timezone.localdate().year + YEARS_AHEAD}")


class Token(forms.IntegerField):
    """A number that a page carries and nobody types: a key, a version."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 2**63 - 1, "widget": forms.HiddenInput, **kwargs})


class Figure(forms.DecimalField):
    """A number with two decimals, none or more, whose unit its form knows."""

    widget = WanInput
    read: Callable[[str], Decimal] = staticmethod(numbers.number)
    sentences = {"invalid": _("“%(field)s”要填数字，如 12000 或 12,000.5。")}

    def __init__(self, **kwargs: Any) -> None:
        bounds = {"min_value": Decimal(0), "max_digits": 14, "decimal_places": 2}
        super().__init__(**{**bounds, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:
        """Raise ValidationError for what is no number, with what to type."""
        return super().to_python(_meant(self, value, type(self).read))

    def validate(self, value: Any) -> None:
        """Raise ValidationError for more than there can be."""
        super().validate(value)
        if value not in self.empty_values:
            amount(value)


class Amount(Figure):
    """An amount in 万元, none or more."""

    read = staticmethod(numbers.amount)
    sentences = {"invalid": _("“%(field)s”要填数字，以万元计，如 1,200；也可写明单位，如 1.2亿元。")}


class Change(Amount):
    """By how much an amount in 万元 was told too low or, below nothing, too high."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": None, **kwargs})


KINDS = (DateKind, Count, Token, Figure)


# --- Columns of models ---------------------------------------------------------------------------------------------
class _Column(models.Field):
    """A column of a kind: checked where its row is, and asked for by the kind's field.

    To the migrations it is the plain column that it is in the database: the bounds are no part of the table.
    """

    asked_by: type[forms.Field]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": self.asked_by, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        plain = next(each for each in type(self).__mro__ if each.__module__.startswith("django.db.models.fields"))
        return name, f"django.db.models.{plain.__name__}", args, kwargs


class NarrowColumn(_Column, models.CharField):
    """A code or a telephone."""

    asked_by = Narrow


class NarrowTelephone(TelephoneColumn):
    """A telephone that is kept sealed. To migrations and history it is the column of core/sealed."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": Narrow, **kwargs})

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, f"{TelephoneColumn.__module__}.{TelephoneColumn.__qualname__}", args, kwargs


class HappenedColumn(_Column, models.DateField):
    """A day on which something happened."""

    default_validators = [happened]
    asked_by = Happened


class PlannedColumn(_Column, models.DateField):
    """A day for which something is planned."""

    default_validators = [planned]
    asked_by = Planned


class MonthColumn(_Column, models.DateField):
    """A month, as its first day."""

    default_validators = [month]
    asked_by = Month


class CountColumn(_Column, models.PositiveIntegerField):
    """A whole number of things or people."""

    default_validators = [counted]
    asked_by = Count


class AmountColumn(_Column, models.DecimalField):
    """An amount in 万元, none or more."""

    default_validators = [amount, MinValueValidator(0)]
    asked_by = Amount


class ChangeColumn(_Column, models.DecimalField):
    """By how much an amount in 万元 changes, either way."""

    default_validators = [amount]
    asked_by = Change
