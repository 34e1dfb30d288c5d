"""Identity numbers (GB 11643): a keyed hash to find duplicates, a ciphertext to keep, a mask to show.

The key is `settings.IDENTITY_KEY`; without it neither can be made or read. Nobody but this module and the form that
takes it sees a number in clear.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as Wrong

from core.typed.cleaning import narrow


def clean(text: str) -> str:
    """The number as it is kept: half-width, no spaces, a capital X. Raises ValidationError when it cannot be one."""
    plain = "".join(narrow(text).split()).upper()
    try:
        return ric.validate(plain)
    except Wrong as error:
        raise ValidationError(_("身份证号不对，请核对每一位。"), code="identity") from error


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
