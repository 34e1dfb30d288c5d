"""Days and months as Chinese offices write them. A year has four digits between 1900 and 2100.

What people commonly type otherwise raises a ValidationError that says what to type; anything else ValueError.
"""

import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.typed.cleaning import narrow

FIRST_YEAR, LAST_YEAR = 1900, 2100
EXCEL_BEGINS = dt.date(1899, 12, 30)  # day 0 of a spreadsheet
SERIALS = range(20_000, 73_051)  # what stands for a day from 1954 to 2099 there
MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")  # what a spreadsheet adds
DASHES = str.maketrans({**dict.fromkeys("‐‑–—−", "-"), "。": ".", "〇": "0"})
DAY = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))", re.ASCII)
MONTH = re.compile(r"(\d{4})(?:[-/](\d{1,2})|\.(\d{2})|年(\d{1,2})月份?|(\d{2}))", re.ASCII)
SHORT_YEAR = _("“%(text)s”的年份要写四位，如 2026-11-23。")
NO_YEAR = _("“%(text)s”没有年份，请按 2026-11-23 的格式填写。")
TURNED = _("“%(text)s”请按年、月、日的顺序填写，如 2026-11-23。")
NO_SUCH = _("没有“%(text)s”这一天，请核对。")
NO_SUCH_MONTH = _("没有“%(text)s”这个月，请核对。")
FAR_YEAR = _("“%(text)s”的年份要在 1900 至 2100 之间，请核对。")
SERIAL = _("“%(text)s”是表格里的日期序号，请按 %(day)s 的格式填写日期。")
CUT_MONTH = _("“%(text)s”可能是 1 月，也可能是 10 月，请按 2026-10 的格式填写。")


def day(text: str) -> dt.date:
    """A day. Raises ValidationError or ValueError."""
    said = _plain(text)
    if not (found := DAY.fullmatch(said)):
        raise _refused(said)
    month, of_month = found[3] or found[5] or found[7], found[4] or found[6] or found[8]
    return _made(int(found[1]), int(month), int(of_month), said, NO_SUCH)


def month(text: str) -> dt.date:
    """The first day of a month, or of the month of a day. Raises ValidationError or ValueError."""
    said = _plain(text)
    if DAY.fullmatch(said):
        return day(said).replace(day=1)
    if not (found := MONTH.fullmatch(said)):
        if re.fullmatch(r"\d{4}\.1", said, re.ASCII):
            raise _error(said, CUT_MONTH)
        raise _refused(said, is_month=True)
    return _made(int(found[1]), int(found[2] or found[3] or found[4] or found[5]), 1, said, NO_SUCH_MONTH)


def year(text: str) -> int:
    """A year. Raises ValidationError or ValueError."""
    said = _plain(text)
    if not (found := re.fullmatch(r"(\d{4})年?", said, re.ASCII)):
        raise ValueError(said)
    return _made(int(found[1]), 1, 1, said, NO_SUCH).year


def _plain(text: str) -> str:
    """In plain letters, without blanks around the parts and without the midnight of a spreadsheet."""
    said = MIDNIGHT.sub("", narrow(text).translate(DASHES))
    return re.sub(r" *([-/.年月日号]) *", r"\1", said).strip()


def _made(year: int, month: int, of_month: int, said: str, none: Any) -> dt.date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _error(said, FAR_YEAR)
    try:
        return dt.date(year, month, of_month)
    except ValueError as error:
        raise _error(said, none) from error


def _refused(said: str, *, is_month: bool = False) -> Exception:
    """Why something is no day: what people commonly type, each with its own word."""
    if re.fullmatch(r"\d{5}", said, re.ASCII) and int(said) in SERIALS:
        meant = EXCEL_BEGINS + dt.timedelta(days=int(said))
        return _error(said, SERIAL, day=meant.isoformat())
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", said, re.ASCII):
        return _error(said, TURNED)
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}", said, re.ASCII):
        return _error(said, SHORT_YEAR if is_month else NO_YEAR)
    if re.fullmatch(r"\d{1,3}([-/.])\d{1,2}\1\d{1,2}|\d{1,3}年.*|\d{6}", said, re.ASCII):
        return _error(said, SHORT_YEAR)
    if re.fullmatch(r"\d{1,2}月(\d{1,2}[日号]?|份)?", said, re.ASCII):
        return _error(said, NO_YEAR)
    return ValueError(said)


def _error(said: str, words: Any, **more: str) -> ValidationError:
    return ValidationError(words, code="invalid_day", params={"text": said[:20], **more})
