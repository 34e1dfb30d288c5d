"""Which database is the real one: its number in a row, and the same number in a file of each host that serves it.

A restored database gets another number. Until somebody adopts it (`manage.py adopt`) the two differ, and the copy is in
quarantine: its pages work, but by itself it tells nobody anything, for the real one may still be doing so.
"""

import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import structlog
from django.conf import settings

from core.models import Instance

log = structlog.get_logger(__name__)

Given = ParamSpec("Given")


def file() -> Path:
    """Where this host keeps the number of the database that it serves. Containers share its folder."""
    return settings.VAR_DIR / "instance" / "number"


def in_quarantine() -> bool:
    """Whether the database is not the one that this host serves: another number, or no file beside a number."""
    return differs(_number())


def differs(number: uuid.UUID | None) -> bool:
    """Whether a database with this number is strange to this host. One without a number belongs to nobody yet."""
    return number is not None and number != _number_of_host()


def silent_in_quarantine(verb: Callable[Given, int]) -> Callable[Given, int]:
    """For a verb that tells people something by itself and returns how much it did: in quarantine it does nothing.

    Nothing is lost by that: what is owed is worked out from rows, and the first tick after the adoption finds it.
    """

    @wraps(verb)
    def spoken(*args: Given.args, **kwargs: Given.kwargs) -> int:
        return 0 if in_quarantine() else verb(*args, **kwargs)

    return spoken


def make_number(**_kwargs: object) -> None:
    """Give a new database the number of this host, or make one for both. Runs after every migrate.

    A database that has a number keeps it: only `adopt` writes the file of a host again.
    """
    if not Instance.objects.exists():
        Instance.objects.bulk_create([Instance(number=_number_of_host() or _write_first())], ignore_conflicts=True)


def adopt() -> bool:
    """Let this host serve the database as the real one; False, and nothing done, when it does so already."""
    number = _number()
    if number is None or not differs(number):
        return False
    _write(number)
    log.info("instance adopted", number=str(number))
    return True


def forget_number() -> None:
    """Take the file away, so that whatever comes into the database now is in quarantine from its first row on."""
    file().unlink(missing_ok=True)


def _number() -> uuid.UUID | None:
    return Instance.objects.values_list("number", flat=True).first()


def _number_of_host() -> uuid.UUID | None:
    """What the file says; None without one, or when nobody can read a number in it."""
    with suppress(OSError, ValueError):
        return uuid.UUID(file().read_text().strip())
    return None


def _write_first() -> uuid.UUID:
    """Make a number and its file; when another process was faster, take the number that it made."""
    number = uuid.uuid4()
    made = _beside(number)
    with suppress(FileExistsError):
        os.link(made, file())
    made.unlink()
    if (written := _number_of_host()) is None:  # a file that holds no number
        _write(number)
    return written or number


def _write(number: uuid.UUID) -> None:
    _beside(number).replace(file())


def _beside(number: uuid.UUID) -> Path:
    """A whole file with this number, next to where it is to stand."""
    file().parent.mkdir(parents=True, exist_ok=True)
    made = file().with_name(f"number.{uuid.uuid4()}")
    made.write_text(str(number))
    return made
