"""The key of personal data, `ZONE_IDENTITY_KEY`: sealing, opening, and the keyed hash by which a value is found.

Sealed text begins with the number of its key: `1:gAAAA…` (Fernet), then `.` and the keyed hashes of what finds it,
parted by blanks. The table `core_identitykey` says which number the rows are under, and the fingerprint of its key: who
has another key reads nothing and writes nothing. Why it is one text: docs/decisions/0047-personal-data-is-sealed.md.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import connection

SEPARATOR = "."  # neither in a number, nor in a token, nor in a hash

# The number that each key had when the database was asked, by its fingerprint. Another key of the database forgets it.
_numbers: dict[str, int] = {}


class WrongKeyError(Exception):
    """The key in the environment is not the one that the data is under. Nothing was written."""


def keyed_hash(text: str, *, key: str | None = None) -> str:
    """The same for the same text, useless without the key. `key` is the present one unless it is given."""
    return hmac.new(_key(b"hash", key), text.encode(), hashlib.sha256).hexdigest()


def fingerprint(key: str | None = None) -> str:
    """Tells one key from another, and nothing about either."""
    return hmac.new(_key(b"fingerprint", key), b"which key", hashlib.sha256).hexdigest()


def seal(text: str, found_by: Iterable[str], *, key: str | None = None, number: int | None = None) -> str:
    """The text as it is kept, under the key of the data. Raises WrongKeyError where that is not the one we have."""
    marks = " ".join(keyed_hash(each, key=key) for each in found_by)
    number = number_of_key() if number is None else number
    return f"{number}:{_cipher(key).encrypt(text.encode()).decode()}{SEPARATOR}{marks}"


def opened(sealed: str, *, key: str | None = None) -> str | None:
    """The text again; None where it is under another key, or is nothing that was sealed."""
    _number, _colon, rest = sealed.partition(":")
    try:
        return _cipher(key).decrypt(rest.partition(SEPARATOR)[0].encode()).decode()
    except InvalidToken:
        _numbers.clear()  # somebody may have changed the key meanwhile
        return None


def number_of_key() -> int:
    """The number of our key, as the database knows it; the first key of an empty database becomes its first.

    Raises WrongKeyError where the data is under another one.
    """
    mine = fingerprint()
    if mine not in _numbers:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, fingerprint FROM core_identitykey")
            found = cursor.fetchone()
            if found is None:
                return _first(mine)
        number, theirs = found
        if theirs != mine:
            raise WrongKeyError("ZONE_IDENTITY_KEY is not the key that the data is under")
        _numbers[mine] = number
    return _numbers[mine]


def _first(mine: str) -> int:
    """Two may be first at once; who comes second asks again. Not remembered: the transaction may come to nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_identitykey (id, number, fingerprint, since) VALUES (1, 1, %s, now())"
            " ON CONFLICT (id) DO NOTHING RETURNING number",
            [mine],
        )
        return 1 if cursor.fetchone() else number_of_key()


def remember_first(**_kwargs: object) -> None:
    """Write down which key a new database is under. Runs after every migrate; an old one keeps what it says."""
    forget()
    if settings.IDENTITY_KEY:
        with suppress(WrongKeyError):
            number_of_key()


def is_key_of_the_data(*, anew: bool = True) -> bool:
    """Whether what is kept can be read and written with our key. Asks the database; without `anew` only once."""
    if anew:
        forget()
    try:
        return bool(number_of_key())
    except WrongKeyError:
        return False


def forget() -> None:
    """Ask the database again which key it is under."""
    _numbers.clear()


def _cipher(key: str | None) -> Fernet:
    return _fernet(settings.IDENTITY_KEY if key is None else key)


@lru_cache(maxsize=4)
def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key(b"cipher", key)))


def _key(purpose: bytes, key: str | None) -> bytes:
    """A key of its own for each purpose."""
    return hmac.new((settings.IDENTITY_KEY if key is None else key).encode(), purpose, hashlib.sha256).digest()
