"""Telephone numbers as they are shown to those who need not read them in full."""

import re

from core.typed.cleaning import narrow

BETWEEN = re.compile(r"[、，,;；/]+")  # several numbers in one cell
SEPARATORS = re.compile(r"[\s()（）·.\-–—]")
EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?|#|[-–—])\s*\d{1,6}$", re.IGNORECASE)
MOBILE = re.compile(r"(?:\+?86)?(1\d{2})\d{4}(\d{4})")
LANDLINE = re.compile(r"(?:0|\+?860?)(10|2\d|[3-9]\d{2})\d{3,4}(\d{4})")
HIDDEN = "****"
OF_SOMEBODY = re.compile(  # mobiles, landlines with their area code, identity cards, passports and passes
    r"(?<!\w)(?:(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}|\(?0\d{2,3}\)?[ -]?\d{7,8}"
    r"|[1-9]\d{16}[\dX]|[A-Z]{1,3}\d{7,12})(?!\w)",
    re.ASCII | re.IGNORECASE,
)


def masked(number: str) -> str:
    """138****0001; of a landline its area code and its last four digits: 0731-****1234. Several numbers each by itself.

    Nothing readable of what is neither: of a short number four digits would be half.
    """
    return "、".join(_masked(each) for each in BETWEEN.split(narrow(number)) if each.strip())


def without_numbers(text: str) -> str:
    """Text of any kind without telephones and documents: of a cell that was refused the rest may be kept."""
    return OF_SOMEBODY.sub(HIDDEN, text)


def _masked(number: str) -> str:
    for said in (number, EXTENSION.sub("", number.strip())):
        digits = SEPARATORS.sub("", said)
        if mobile := MOBILE.fullmatch(digits):
            return f"{mobile[1]}{HIDDEN}{mobile[2]}"
        if landline := LANDLINE.fullmatch(digits):
            return f"0{landline[1]}-{HIDDEN}{landline[2]}"
    return HIDDEN
