"""Numbers as Chinese offices write them. Each means one thing, or is refused.

What might mean two things raises a ValidationError that says what to type; what is no number raises ValueError, for
which the field has its words.

A comma or a blank parts thousands, and only in groups of three: 12,5 is no 125. A unit that is said is reckoned with,
exactly: 1.2亿 is 12,000 where 万元 are asked for.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.typed.cleaning import narrow

YUAN = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}  # powers of ten of what stands before 元
WAN = 4  # 万元, the power of ten in which amounts are kept
PLAIN = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u2009\u202f]\d{3})+|\d+)(?:\.\d*)?|\.\d+"
GROUPED = re.compile(r"0\d{0,2}[, ]")  # no number above nothing begins with 0
NUMBER = re.compile(rf"(-?)({PLAIN})", re.ASCII)
MONEY = re.compile(
    rf"(-?) ?(?P<sign>人民币|RMB|CNY|¥)? ?(-?) ?(?P<parts>(?:(?:{PLAIN}) ?(?:万亿|亿|千万|百万|万|千(?=元))?){{1,3}}?)"
    r" ?(?P<yuan>元)?整? ?(?:人民币|RMB|CNY)?",
    re.ASCII | re.IGNORECASE,
)
PART = re.compile(rf"({PLAIN}) ?(万亿|亿|千万|百万|万|千)?", re.ASCII)
COUNTED = re.compile(rf"(-?)({PLAIN}) ?(万)?[个人名家户项台套件次天]?", re.ASCII)
MINUS = str.maketrans("−–", "--")

NO_UNIT = _("“%(text)s”没有写单位：请填万元数，如 1,200；或写明元、万元、亿元。")
LOOSE_COMMA = _("“%(text)s”的逗号、顿号或空格看不清是千位还是小数：千位每三位一隔，如 1,200；小数用点，如 12.5。")


def number(text: str) -> Decimal:
    """A number without a unit. Raises ValidationError or ValueError."""
    said = _plain(text)
    if not (found := NUMBER.fullmatch(said)):
        raise _refused(text)
    return _signed(found[1], _value(found[2], text))


def amount(text: str) -> Decimal:
    """An amount in 万元; without a unit it is that. Raises ValidationError or ValueError."""
    said = _plain(text)
    found = MONEY.fullmatch(said)
    if not found or (found[1] and found[3]):
        raise _refused(text)
    parts = [(_value(digits, text), unit) for digits, unit in PART.findall(found["parts"])]
    powers = [YUAN[unit] for _digits, unit in parts]
    if len(parts) == 1 and not parts[0][1] and not found["yuan"]:
        if found["sign"]:
            raise _said(text, NO_UNIT)
        powers = [WAN]
    elif not _is_one([value for value, _unit in parts], powers) or (not powers[-1] and not found["yuan"]):
        raise _refused(text)  # 2000万1亿, 1亿20000万; 1亿2, of which nobody knows the unit
    total = sum((value.scaleb(power - WAN) for (value, _unit), power in zip(parts, powers, strict=True)), Decimal(0))
    return _signed(found[1] or found[3], total if powers == [WAN] else _short(total))


def count(text: str) -> int:
    """A whole number, with the word for one thing behind it or not. Raises ValidationError or ValueError."""
    said = _plain(text)
    if not (found := COUNTED.fullmatch(said)):
        raise _refused(text)
    value = _signed(found[1], _value(found[2], text).scaleb(YUAN[found[3] or ""]))
    if value != value.to_integral_value():
        raise _refused(text)
    return int(value)


def _plain(text: str) -> str:
    """What was typed in plain letters. Digits that are no plain ones are refused: 12² is no 122."""
    if any(not ch.isdecimal() and re.search(r"\d", unicodedata.normalize("NFKC", ch)) for ch in text):
        raise _refused(text)
    said = narrow(text).translate(MINUS)
    if len(said) > 40:
        raise _refused(text)
    said = re.sub(r"(?<=\d)。(?=\d)", ".", said).rstrip("。")
    if "、" in said or re.search(r"\d[\t\n]+\d", said):
        raise _said(text, LOOSE_COMMA)
    return said


def _value(digits: str, text: str) -> Decimal:
    if GROUPED.match(digits):
        raise _said(text, LOOSE_COMMA)
    return Decimal(re.sub(r"[, \u2009\u202f]", "", digits))


def _is_one(values: list[Decimal], powers: list[int]) -> bool:
    """Whether parts are one figure, as 1亿2000万 is: whole numbers, each of which leaves the unit above alone."""
    whole = len(values) == 1 or all(value == value.to_integral_value() for value in values)
    return whole and all(
        low < 10 ** (high - own) for low, high, own in zip(values[1:], powers, powers[1:], strict=False)
    )


def _short(value: Decimal) -> Decimal:
    """Without the zeros at its end that the unit brought: 1200元 is 0.12 万元."""
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _signed(sign: str, value: Decimal) -> Decimal:
    """Nothing has no sign."""
    return -value if sign and value else abs(value)


def _refused(text: str) -> Exception:
    """What is wrong: a comma out of place has words of its own."""
    said = narrow(text)
    is_loose = re.search(r"\d[,、' ]+\d", said) and not re.search(r"[^\d,、' .。-]", said)
    return _said(text, LOOSE_COMMA) if is_loose else ValueError(text)


def _said(text: str, words: Any) -> ValidationError:
    return ValidationError(words, code="ambiguous", params={"text": narrow(text)[:20]})
