"""Identity numbers (GB 11643): a keyed hash to find duplicates, a ciphertext to keep, a mask to show.

The key is `settings.IDENTITY_KEY`; without it neither can be made or read. Nobody but this module and the form that
takes it sees a number in clear.
"""

import base64
import datetime as dt
import hashlib
import hmac
import re

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.cn import ric

from core.kernel.sense import born
from core.typed.cleaning import narrow

NUMBER = re.compile(r"[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]", re.ASCII)  # area, birth, order, check digit


def clean(text: str) -> str:
    """The number as it is kept: half-width, no spaces, a capital X. Raises ValidationError when it cannot be one.

    The area may be any: its code is that of the day on which the number was given, often decades after the birth, and
    districts come and go (430111 is 雨花区 since 1996). The check digit finds every wrong digit and every swap.
    """
    plain = "".join(narrow(text).replace("-", "").split()).upper()
    if not _is_one(plain):
        raise ValidationError(_("身份证号不对，请核对每一位。"), code="identity")
    return plain


def _is_one(plain: str) -> bool:
    """Whether it has its digits, a day of birth between 1900 and today, and its check digit."""
    found = NUMBER.fullmatch(plain)
    if found is None or ric.calc_check_digit(plain) != plain[-1]:
        return False
    try:
        born(dt.date(*map(int, found.groups())))
    except (ValueError, ValidationError):
        return False
    return True


def keyed_hash(number: str) -> str:
    """The same for the same number, useless without the key."""
    return hmac.new(_key(b"hash"), number.encode(), hashlib.sha256).hexdigest()


def encrypt(number: str) -> bytes:
    """The number as ciphertext."""
    return _cipher().encrypt(number.encode())


def masked(ciphertext: bytes | memoryview | None) -> str:
    """430111********1234, or nothing where no number is kept or its key is gone."""
    if not ciphertext:
        return ""
    try:
        number = _cipher().decrypt(bytes(ciphertext)).decode()
    except InvalidToken:
        return ""
    return f"{number[:6]}{'*' * 8}{number[-4:]}"


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(b"cipher")))


def _key(purpose: bytes) -> bytes:
    """A key of its own for each purpose."""
    return hmac.new(settings.IDENTITY_KEY.encode(), purpose, hashlib.sha256).digest()
