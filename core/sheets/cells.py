"""What a column holds: how a cell of a table is read for a form, and how a value of a row is shown in a table.

Reading never refuses: what means nothing goes to the form as the text that it is, and the form says what to type.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.kernel.language import in_each_language
from core.sheets.reading import Value
from core.typed import days, numbers
from core.typed.cleaning import as_seen, cleaned, in_line, narrow

PARTS = re.compile(r"[、；;，,\n]+")
EXACT_DIGITS = 15  # of a number; Excel loses those beyond
MOST_TOLD = 8  # choices that a hint names
MOST_KEPT = 500  # rows of a dictionary that are read at once
WIDE = str.maketrans("()", "（）")  # as our labels have them: 王强（科技科）
YES, NO = ("是", "确认", "√", "✓", "yes", "y", "true", "1", "对"), ("否", "无", "×", "no", "n", "false", "0", "")


class Unreadable(ValidationError):
    """A cell that no form can judge: Excel spoilt it, or its formula has no value."""


def plain_text(value: Value) -> str:
    """A cell as people read it. Raises Unreadable for a number whose digits Excel lost."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _digits(value: float) -> str:
    if abs(value) >= 10**EXACT_DIGITS:
        raise Unreadable(_("Excel 把号码变成了数字，末几位已丢失。请把这一格设为“文本”后重填。"), code="digits_lost")
    if float(value).is_integer():
        return str(int(value))
    return f"{Decimal(f'{value:.15g}'):f}"


@dataclass(frozen=True)
class Text:
    """Words in one line."""

    width = 18  # of a column, in characters
    is_text = True  # kept as text in a workbook, so that Excel changes nothing

    def read(self, value: Value, unit: str = "") -> Any:
        """What the form is given."""
        return in_line(plain_text(value))

    def shown(self, value: Any) -> Value:
        """What stands in a cell of an exported table."""
        return str(value) if value not in (None, "") else None

    def words(self, value: Any) -> str:
        """A value as one text, by which two are the same, and which a preview shows."""
        return plain_text(self.shown(value))

    def hint(self, value: Any) -> str:
        """What may be typed instead, where that can be said."""
        return ""

    def options(self) -> list[str]:
        """What a drop-down offers; empty for what is free."""
        return []

    def rule(self) -> str:
        """One sentence of the 填写说明."""
        return _("文字")


@dataclass(frozen=True)
class Prose(Text):
    """Words in several lines."""

    width = 32

    def read(self, value: Value, unit: str = "") -> Any:
        return cleaned(plain_text(value)).strip()


@dataclass(frozen=True)
class Code(Text):
    """A code, a telephone, an identity: in plain letters."""

    width = 22

    def read(self, value: Value, unit: str = "") -> Any:
        return narrow(plain_text(value))

    def rule(self) -> str:
        return _("按文本填写，前面的 0 不丢")


@dataclass(frozen=True)
class Day(Text):
    """A day."""

    width = 13
    is_text = False

    def read(self, value: Value, unit: str = "") -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in days.SERIALS:
            return days.EXCEL_BEGINS + dt.timedelta(days=int(value))
        try:
            return self._means(plain_text(value)) if not isinstance(value, dt.date) else value
        except (ValueError, ValidationError):
            return plain_text(value)

    def _means(self, text: str) -> Any:
        return days.day(text) if narrow(text) else ""

    def shown(self, value: Any) -> Value:
        return value if value not in (None, "") else None

    def rule(self) -> str:
        return _("日期，如 2026-11-28")


@dataclass(frozen=True)
class Month(Day):
    """A month, as its first day."""

    def read(self, value: Value, unit: str = "") -> Any:
        if isinstance(value, float) and 2000 < value < 2100:  # 2026.1: January, or October
            return plain_text(value)
        found = super().read(value)
        return found.replace(day=1) if isinstance(found, dt.date) else found

    def _means(self, text: str) -> Any:
        return days.month(text) if narrow(text) else ""

    def shown(self, value: Any) -> Value:
        return f"{value:%Y-%m}" if isinstance(value, dt.date) else value or None

    def rule(self) -> str:
        return _("月份，如 2026-10")


@dataclass(frozen=True)
class Moment(Text):
    """A moment, as the clock in Shanghai shows it; it is only shown."""

    width = 20
    is_text = False

    def shown(self, value: Any) -> Value:
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if value else None


@dataclass(frozen=True)
class DayOf(Day):
    """The day of a moment; it is only shown."""

    def shown(self, value: Any) -> Value:
        return timezone.localdate(value) if value else None


@dataclass(frozen=True)
class Amount(Text):
    """An amount in 万元. Where the head of the column says another unit, a number is of that."""

    width = 14
    is_text = False

    def read(self, value: Value, unit: str = "") -> Any:
        text = plain_text(value)
        if unit and re.fullmatch(r"[-\d,. \uff10-\uff19，．]+", text):
            text += unit
        try:
            return numbers.amount(text) if narrow(text) else ""
        except (ValueError, ValidationError):
            return text

    def shown(self, value: Any) -> Value:
        if value in (None, ""):
            return None
        if isinstance(value, str):  # what is no amount
            return value
        return int(value) if value == int(value) else float(value)

    def rule(self) -> str:
        return _("数字，以万元计；也可写 1.2亿元")


@dataclass(frozen=True)
class Percent(Amount):
    """A number of per cent; the sign may stand behind it."""

    def read(self, value: Value, unit: str = "") -> Any:
        return super().read(plain_text(value).rstrip("%％ "))

    def rule(self) -> str:
        return _("数字，以 % 计")


@dataclass(frozen=True)
class Count(Amount):
    """A whole number."""

    def read(self, value: Value, unit: str = "") -> Any:
        text = plain_text(value)
        try:
            return numbers.count(text) if narrow(text) else ""
        except (ValueError, ValidationError):
            return text

    def rule(self) -> str:
        return _("整数")


@dataclass(frozen=True)
class YesNo(Text):
    """是 or nothing."""

    width = 10

    def read(self, value: Value, unit: str = "") -> Any:
        said = as_seen(plain_text(value))
        return True if said in YES else False if said in NO else plain_text(value)

    def shown(self, value: Any) -> Value:
        return _("是") if value is True else None if value in (False, None, "") else str(value)

    def options(self) -> list[str]:
        return [_("是")]

    def rule(self) -> str:
        return _("填“是”或不填")


@dataclass(frozen=True)
class Choice(Text):
    """One of fixed words; the key of a word is taken, too."""

    choices: Callable[[], Iterable[tuple[Any, Any]]]

    def _labels(self) -> Mapping[str, Any]:
        known: dict[str, Any] = {}
        for _language in in_each_language():
            for key, label in self.choices():
                if key not in (None, ""):
                    known.setdefault(as_seen(str(label)), key)
                    known.setdefault(as_seen(str(key)), key)
        return known

    def read(self, value: Value, unit: str = "") -> Any:
        said = plain_text(value)
        return self._labels().get(as_seen(said), said)

    def shown(self, value: Any) -> Value:
        return next((str(label) for key, label in self.choices() if key == value and value != ""), value or None)

    def options(self) -> list[str]:
        return [str(label) for key, label in self.choices() if key not in (None, "")]

    def hint(self, value: Any) -> str:
        return told(self.options(), plain_text(value) if not isinstance(value, list) else "")

    def rule(self) -> str:
        return _("从下拉中选")


@dataclass(frozen=True)
class Many(Choice):
    """Several of fixed words in one cell."""

    width = 24

    def read(self, value: Value, unit: str = "") -> Any:
        labels = self._labels()
        return [labels.get(as_seen(part), part) for part in PARTS.split(in_line(plain_text(value))) if part.strip()]

    def shown(self, value: Any) -> Value:
        chosen, known = list(value or []), dict(self.choices())
        in_order = [key for key in known if key in chosen] + [each for each in chosen if each not in known]
        return "、".join(str(known.get(each, each)) for each in in_order) or None

    def hint(self, value: Any) -> str:
        """All of them: which one of several is wrong is said by the form."""
        return "、".join(self.options())

    def rule(self) -> str:
        return _("可填几个，用顿号隔开：%(all)s") % {"all": "、".join(self.options())}


@dataclass(frozen=True)
class Of(Text):
    """A row of another table, by the name that it bears, by another name, or by its code.

    `called` finds it among `rows` where these have sentences for that; else the names that are shown are compared.
    """

    rows: Callable[[], QuerySet[Any]]
    by: tuple[str, ...] = ()  # columns that hold a code

    def read(self, value: Value, unit: str = "") -> Any:
        said = in_line(plain_text(value))
        return (self.find(said) or said) if said else ""

    def once(self) -> "Of":
        """The same, which looks a text up once: for the length of one import."""
        return _Once(self.rows, self.by)

    def find(self, said: str) -> Model | None:
        """The row that a text means, or None when that is none, or more than one."""
        rows = self.rows()
        for name in self.by:
            if found := rows.filter(**{name: narrow(said)}).first():
                return found
        if hasattr(rows, "called"):
            return rows.called(said) or (rows.called(said.translate(WIDE)) if "(" in said else None)
        alike = [row for row in rows[:MOST_KEPT] if as_seen(str(row)) == as_seen(said)]
        return alike[0] if len(alike) == 1 else None

    def shown(self, value: Any) -> Value:
        return str(getattr(value, "label", value)) if value not in (None, "") else None

    def options(self) -> list[str]:
        return [str(getattr(row, "label", row)) for row in self.rows()[:MOST_KEPT]]

    def hint(self, value: Any) -> str:
        return told(self.options(), plain_text(value) if isinstance(value, str) else "")

    def rule(self) -> str:
        return _("填名称，须已在系统中")


class _Once(Of):
    """Remembers what it found. What it did not find it looks for again: an earlier row may have made it."""

    def find(self, said: str) -> Model | None:
        found = self.__dict__.setdefault("found", {})
        if said not in found and (row := super().find(said)) is not None:
            found[said] = row
        return found.get(said)


@dataclass(frozen=True)
class ManyOf(Of):
    """Several rows of a dictionary in one cell."""

    width = 24

    def read(self, value: Value, unit: str = "") -> Any:
        """Names with a comma of their own are found as they are."""
        text, found = in_line(plain_text(value)), []
        ends = [match.span() for match in PARTS.finditer(text)]
        pieces = list(
            zip([0, *(end for _start, end in ends)], [*(start for start, _end in ends), len(text)], strict=True)
        )
        while pieces:
            names = [text[pieces[0][0] : pieces[last][1]].strip() for last in range(len(pieces))]
            rows = [(self.find(name), last) for last, name in enumerate(names) if name]
            row, last = next(((row, last) for row, last in reversed(rows) if row), (names[0], 0))
            found += [row] if row else []
            pieces = pieces[last + 1 :]
        return found

    def shown(self, value: Any) -> Value:
        return "、".join(str(each) for each in value or []) or None

    def hint(self, value: Any) -> str:
        """The nearest to each name that there is not."""
        names = PARTS.split(in_line(plain_text(value))) if isinstance(value, str) else []
        lost = [name.strip() for name in names if name.strip() and not self.find(name.strip())]
        return "、".join(filter(None, (told(self.options(), name) for name in lost))) or told(self.options(), "")

    def rule(self) -> str:
        return _("可填几个，用顿号隔开")


def told(options: list[str], said: str) -> str:
    """The nearest of some words, or all of few."""
    near = difflib.get_close_matches(said, options, 1, 0.5) if said else []
    if near:
        return near[0]
    return "、".join(options) if 0 < len(options) <= MOST_TOLD else ""
