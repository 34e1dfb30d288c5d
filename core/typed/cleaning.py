"""What is typed or pasted, without what nobody sees. Every text that comes in passes `cleaned`, whoever brings it.

A form cleans what it is sent before a field reads it (`Spoken`), so that what is empty, too long or the same is judged
of what is kept; what reads an address or a command line calls it itself. Prose is never rewritten further: full-width
letters become plain ones only where a code, a number, a date, a telephone or an identity is meant (`narrow`).
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.http import HttpRequest

from core.models.plain import CONTROLS, FAR_MARKS, JOINER, MARKS, SELECTORS, TAGS
from core.models.plain import UNSEEN as NOT_COMPARED

BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")  # a soft return of Word comes as a vertical tab
EMOJI = "\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
UNSEEN = re.compile(
    f"[\0{CONTROLS}{MARKS}{FAR_MARKS}\ud800-\udfff]"
    f"|(?<![{EMOJI}{SELECTORS}]){JOINER}|{JOINER}(?![{EMOJI}])"
    f"|(?<![\U0001f3f4{TAGS}])[{TAGS}]+"
    f"|(?:^|(?<=\\s))[{SELECTORS}]+"
)
NO_CHARACTERS = re.compile(
    "[" + "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)) + "]"
)
UNLIKE = re.compile(NOT_COMPARED)
LINE_END = re.compile(r"\s*\n\s*")


def cleaned(text: str) -> str:
    """The text without invisible and control characters, its lines ended by \\n. Tabs and joined emoji stay."""
    before, text = "", BREAKS.sub("\n", text)
    while before != text:  # what is taken away may bring marks together
        before, text = text, NO_CHARACTERS.sub("", UNSEEN.sub("", text))
    return text


def in_line(text: str) -> str:
    """Clean text in one line: where lines ended, a blank."""
    return LINE_END.sub(" ", cleaned(text).strip())


def narrow(text: str) -> str:
    """A code, a number, a date, a telephone or an address: clean, in plain letters, without outer blanks."""
    return cleaned(unicodedata.normalize("NFKC", cleaned(text))).strip()


def as_seen(text: str) -> str:
    """How two names are compared, as the database does (`OnceAsSeen`): without blanks, width and case."""
    return UNLIKE.sub("", unicodedata.normalize("NFKC", text)).lower()


def cleaned_all(value: Any, way: Callable[[str], str] = cleaned) -> Any:
    """The same of whatever a control, a file or a document holds: each text in it."""
    if isinstance(value, str):
        return way(value)
    if isinstance(value, dict):
        return {key: cleaned_all(each, way) for key, each in value.items()}
    return [cleaned_all(each, way) for each in value] if isinstance(value, list) else value


# --- Forms and addresses -------------------------------------------------------------------------------------------
class Narrow(forms.CharField):
    """A code, a telephone or an identity."""


NARROW = (Narrow, forms.EmailField, forms.URLField, forms.SlugField, forms.UUIDField, UsernameField)


def sent(value: Any, field: forms.Field | None, widget: forms.Widget) -> Any:
    """What a control was sent, as its field means it. A password is what was typed."""
    if isinstance(widget, forms.PasswordInput):
        return value
    if isinstance(field, NARROW):
        return cleaned_all(value, narrow)
    is_line = isinstance(field, forms.CharField) and isinstance(widget, forms.TextInput)
    return cleaned_all(value, in_line if is_line else cleaned)


def is_key(text: object) -> bool:
    """Whether a text may be the number of a row: plain digits, and few enough for every table."""
    said = str(text)
    return said.isdecimal() and said.isascii() and len(said) < 10


def asked_for(request: HttpRequest, name: str, most: int = 60) -> str:
    """What the address asks for under a name, where no form reads it: no more of it than the field there takes."""
    return in_line(request.GET.get(name, ""))[:most]
