"""What proves who somebody is: five kinds of documents, each cleaned and checked by its published form.

Sealed as one text, the number with its kind before it (an identity card's alone): the same document is the same text
however it was typed, so its keyed hash is there once. Of numbers that count how often a pass was renewed, the part that
stays with the person is kept.
"""

import datetime as dt
import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.cn import ric

from core.kernel.sense import born
from core.sealed import ring
from core.sealed.columns import HIDDEN
from core.typed.cleaning import narrow
from talent.enums import IdentityKind

SEPARATOR = ":"
CARD_LENGTH = 18
SIGNS = re.compile(r"[\s\-–—()（）]+")  # with which people part a number

# GB 11643: area, birth, order, check digit. The 2023 card of permanent residents begins with 9, place and nation.
CARD = re.compile(r"[1-8]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]", re.ASCII)
RESIDENT = re.compile(r"9\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]", re.ASCII)
OLD_RESIDENT = re.compile(r"[A-Z]{3}\d{4}(\d{2})(\d{2})(\d{2})\d{2}", re.ASCII)  # nation, place, birth, order, check
# Ordinary ones since 1992 (G, then E, then E and a letter that is no I or O), those of office, and of the two regions.
PASSPORT = re.compile(r"[GE]\d{8}|E[A-HJ-NP-Z]\d{7}|[DSP]\d{7,8}|[DSP]E\d{7}|[HKM][A-Z]?\d{7,8}|1[45]\d{7}", re.ASCII)
FOREIGN_PASSPORT = re.compile(r"(?=[A-Z]*\d)[A-Z0-9]{6,9}", re.ASCII)  # ICAO 9303: nine places at most
HOME_RETURN = re.compile(r"([HM]\d{8})(?:\d{2})?", re.ASCII)  # the two digits after it count the passes
TAIWAN = re.compile(r"(\d{8})(?:\d{2}[A-Z]?)?", re.ASCII)


def clean(text: str, kind: IdentityKind | str = IdentityKind.CARD) -> str:
    """The number as it is kept: half-width, capitals, nothing between. Raises ValidationError when it cannot be one.

    The area of a card may be any: its code is that of the day on which the number was given, often decades after the
    birth, and districts come and go (430111 is 雨花区 since 1996). Its check digit finds every wrong digit and swap.
    """
    plain = SIGNS.sub("", narrow(text)).upper()
    number = CHECKS[IdentityKind(kind)](plain)
    if number is None:
        if kind == IdentityKind.CARD:
            raise ValidationError(_("身份证号不对，请核对每一位。"), code="identity")
        said = {"kind": IdentityKind(kind).label, "form": FORMS[IdentityKind(kind)]()}
        raise ValidationError(_("%(kind)s号码不对，请核对每一位。%(form)s") % said, code="identity")
    return number


def document(number: str, kind: IdentityKind | str = IdentityKind.CARD) -> str:
    """A clean number with its kind, as it is sealed."""
    return number if kind == IdentityKind.CARD else f"{IdentityKind(kind).value}{SEPARATOR}{number}"


def keyed_hash(number: str, kind: IdentityKind | str = IdentityKind.CARD) -> str:
    """By which a document is found: the same number of another kind is another document."""
    return ring.keyed_hash(document(number, kind))


def kind_of(kept: str) -> IdentityKind:
    """The kind of a document as it is sealed."""
    kind, colon, _number = kept.partition(SEPARATOR)
    return IdentityKind(kind) if colon else IdentityKind.CARD


def number_of(kept: str) -> str:
    """The number of a document as it is sealed."""
    return kept.rpartition(SEPARATOR)[2]


def masked(kept: str) -> str:
    """430111********0019 of a card, E******12 of all others; **** where it is under another key, nothing of nothing."""
    number = number_of(kept)
    if not number or number == HIDDEN:
        return number
    if len(number) == CARD_LENGTH:  # a card's 18: place and last four say no day of birth
        return f"{number[:6]}{'*' * 8}{number[-4:]}"
    return f"{number[0]}{'*' * (len(number) - 3)}{number[-2:]}"


def _card(form: re.Pattern[str]) -> Callable[[str], str | None]:
    """Whether it has its digits, a day of birth between 1900 and today, and its check digit."""

    def check(plain: str) -> str | None:
        found = form.fullmatch(plain)
        return plain if found and ric.calc_check_digit(plain) == plain[-1] and _is_day(*found.groups()) else None

    return check


def _resident(plain: str) -> str | None:
    """The card of 2023, or the one before, whose year of birth has two digits."""
    if found := OLD_RESIDENT.fullmatch(plain):
        year, month, day = found.groups()
        return plain if any(_is_day(f"{century}{year}", month, day) for century in (19, 20)) else None
    return _card(RESIDENT)(plain)


def _whole(form: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda plain: plain if form.fullmatch(plain) else None


def _first(form: re.Pattern[str]) -> Callable[[str], str | None]:
    """The part that stays the same when the pass is renewed."""

    def check(plain: str) -> str | None:
        found = form.fullmatch(plain)
        return found[1] if found else None

    return check


def _is_day(*parts: str) -> bool:
    try:
        born(dt.date(*map(int, parts)))
    except (ValueError, ValidationError):
        return False
    return True


CHECKS: dict[IdentityKind, Callable[[str], str | None]] = {
    IdentityKind.CARD: _card(CARD),
    IdentityKind.PASSPORT: _whole(PASSPORT),
    IdentityKind.FOREIGN_PASSPORT: _whole(FOREIGN_PASSPORT),
    IdentityKind.HOME_RETURN: _first(HOME_RETURN),
    IdentityKind.TAIWAN: _first(TAIWAN),
    IdentityKind.RESIDENT: _resident,
}
FORMS: dict[IdentityKind, Callable[[], str]] = {
    IdentityKind.PASSPORT: lambda: _("中国护照如 E12345678；外国护照请选“外国护照”。"),
    IdentityKind.FOREIGN_PASSPORT: lambda: _("6 到 9 位字母和数字，至少一位数字。"),
    IdentityKind.HOME_RETURN: lambda: _("H 或 M 后接 8 位数字，旧证另有 2 位换证次数。"),
    IdentityKind.TAIWAN: lambda: _("8 位数字，旧证另有 2 位换证次数。"),
    IdentityKind.RESIDENT: lambda: _("以 9 开头的 18 位，或旧证 3 个字母后接 12 位数字。"),
}
