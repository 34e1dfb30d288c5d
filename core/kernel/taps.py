"""One press of a button, however often it arrives.

A form carries a number that the browser got with the page; the row that the press makes keeps it. The same number again
is the same press: it finds the row that is there, and nothing is done twice. Two tables of different nouns may hold the
same number; within one table it is unique, and the database says so.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Manager, QuerySet
from django.utils.translation import gettext

FOREIGN = "foreign_tap"  # the code of the error that a number of elsewhere raises
TAKEN_BACK = "taken_back"  # the code of the error that the number of a row raises which its person took back

Row = TypeVar("Row", bound=models.Model)


def of_tap(rows: "QuerySet[Row]", number: uuid.UUID) -> Row | None:
    """The row that the press of this number made already, or None.

    `rows` are those that it may have made: of this project, by this person. Raises ValidationError when the number
    belongs to another row: it was mixed up or forged, and nothing may be saved under it.
    """
    taken = rows.model._base_manager.filter(client_id=number).values("pk").first()
    if taken is None:
        return None
    found = rows.filter(**taken).first()
    if found is None:
        raise _foreign()
    return found


def _foreign() -> ValidationError:
    return ValidationError(gettext("这张表单已经用过，请刷新页面后再填。"), code=FOREIGN)


def was_taken_back(model: Any, number: uuid.UUID) -> bool:
    """Whether the press of this number made a row that was taken back since; the model is tracked by pghistory.

    A phone that did not hear of the first answer may send it again, long after: what was taken back stays so.
    """
    return bool(model.pgh_event_model.objects.filter(client_id=number, pgh_label="delete").exists())


@contextmanager
def own_number() -> Iterator[None]:
    """Within it a new row is saved under a number that was not looked up before: the database knows whether it is free.

    Raises ValidationError for one that belongs elsewhere, as `of_tap` does.
    """
    try:
        yield
    except IntegrityError as error:
        raise _foreign() if "client_id" in refused_by(error) else error from error.__cause__  # which names what refused


def once(rows: "QuerySet[Row]", number: uuid.UUID, **values: Any) -> tuple[Row, bool]:
    """Make a row under this number, or find the one that the same press made; True when it is new.

    Two at once make one: the database refuses the second. Raises ValidationError for a number that belongs elsewhere
    (see `of_tap`).
    """
    everything = cast("Manager[Row]", rows.model._base_manager)
    try:
        with transaction.atomic():
            return everything.create(client_id=number, **values), True
    except IntegrityError as error:
        if "client_id" in refused_by(error) and (made := of_tap(rows, number)):
            return made, False
        raise


def refused_by(error: IntegrityError) -> str:
    """The name of the constraint or trigger that refused a statement, "" when the database did not say."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def former_name(now: str) -> property:
    """An earlier name of a column, by which a program may go on reading, writing and making rows."""
    return property(lambda row: getattr(row, now), lambda row, value: setattr(row, now, value))
