"""Another key for personal data, or the same cells sealed anew: all of it in one transaction, history included.

Run by who owns the tables, as `migrate` is: the product's own role can change no history. Writers wait meanwhile; who
still works with the former key afterwards reads masks and is refused by the tables (core/sealed/columns.py, `guarded`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from core.enums import AuditKind
from core.guard import audit
from core.guard.checks import is_weak
from core.guard.trail.histories import histories, take_baseline
from core.models import IdentityKey
from core.sealed import ring
from core.sealed.columns import SealedColumn, sealed_columns

AT_ONCE = 2000


class CannotRotateError(Exception):
    """Why nothing was changed, as one sentence."""


def rotate(new: str | None = None) -> int:
    """Seal everything anew, under `new` where it is given, and return how many rows that were, history included.

    The same new key once more is no other key: what was done is done again. Raises CannotRotateError for a key that is
    weak or that the data is not under; then, and when this is killed, nothing has changed.
    """
    if new is not None and not settings.ZONE_DEMO and (is_weak(new) or new == settings.SECRET_KEY):
        raise CannotRotateError("The new key is too simple, or the secret key of the installation.")
    if new == "":
        raise CannotRotateError("The new key is empty.")
    try:
        with transaction.atomic():
            return _rotate(new)
    finally:
        ring.forget()


def _rotate(new: str | None) -> int:
    ring.forget()
    tables = [model for live in _sealed_models() for model in _with_history(live)]
    with _writers_waiting(tables):
        kept = IdentityKey.objects.select_for_update().first()
        if kept is None:
            ring.number_of_key()
            kept = IdentityKey.objects.select_for_update().get()
        old = _present(kept, new)
        key = old if new is None else new
        is_another = ring.fingerprint(key) != kept.fingerprint
        number = kept.number + is_another
        rows = sum(_reseal(model, old, key, number) for model in _sealed_models())
        if is_another:
            kept.number, kept.fingerprint, kept.since = number, ring.fingerprint(key), timezone.now()
            kept.save()
    for model in _sealed_models():
        if history := histories().get(model._meta.db_table):
            take_baseline(history)  # the digests of its events are others now
    audit.record(AuditKind.REKEYED, user=None, request=None, what=f"{kept.number}", about=kept)
    return rows


def _present(kept: IdentityKey, new: str | None) -> str:
    """The key that the data is under: ours, or the new one where this was done before."""
    for key in (settings.IDENTITY_KEY, new):
        if key and ring.fingerprint(key) == kept.fingerprint:
            return key
    raise CannotRotateError("ZONE_IDENTITY_KEY is not the key that the data is under; nothing was changed.")


def _sealed_models() -> list[type[models.Model]]:
    """Every model with sealed columns; their events are found by them."""
    events = {history.event_model for history in histories().values()}
    return [each for each in apps.get_models() if sealed_columns(each) and each not in events and not each._meta.proxy]


def _with_history(model: type[models.Model]) -> list[type[models.Model]]:
    history = histories().get(model._meta.db_table)
    return [model, history.event_model] if history else [model]


def _reseal(live: type[models.Model], old: str, key: str, number: int) -> int:
    """One register and its history: the same text before is the same text afterwards, in both."""
    tables = _with_history(live)
    for column in sealed_columns(live):
        having = [model for model in tables if any(each.column == column.column for each in sealed_columns(model))]
        _remember(column, having, old, key, number)
        for model in having:
            table, name = _quoted(model._meta.db_table), _quoted(column.column)
            _run(f"UPDATE {table} t SET {name} = r.fresh FROM resealed r WHERE t.{name} = r.was")
            if column.once:
                mark = f"split_part(split_part({name}, '{ring.SEPARATOR}', 2), ' ', 1)"
                _run(f"UPDATE {table} SET {_quoted(column.once)} = {mark} WHERE {name} <> ''")
        _run("DROP TABLE resealed")
    return sum(_count(model) for model in tables)


def _remember(column: SealedColumn, tables: Iterable[type[models.Model]], old: str, key: str, number: int) -> None:
    """A table of what each cell was and what it is now. Raises CannotRotateError for one that cannot be read."""
    name = _quoted(column.column)
    cells = " UNION ".join(f"SELECT {name} FROM {_quoted(each._meta.db_table)} WHERE {name} <> ''" for each in tables)
    _run("CREATE TEMP TABLE resealed (was text PRIMARY KEY, fresh text NOT NULL) ON COMMIT DROP")
    found = [was for (was,) in _run(cells)]
    for start in range(0, len(found), AT_ONCE):
        pairs: list[str] = []
        for was in found[start : start + AT_ONCE]:
            text = ring.opened(was, key=old)
            if text is None:
                raise CannotRotateError(f"{column.model._meta.label}.{column.name} holds what no key of ours opens.")
            pairs += [was, ring.seal(text, column.found_by(text), key=key, number=number)]
        _run(f"INSERT INTO resealed VALUES {', '.join(['(%s, %s)'] * (len(pairs) // 2))}", pairs)


def _count(model: type[models.Model]) -> int:
    having = " OR ".join(f"{_quoted(each.column)} <> ''" for each in sealed_columns(model))
    return _run(f"SELECT count(*) FROM {_quoted(model._meta.db_table)} WHERE {having}")[0][0] if having else 0


@contextmanager
def _writers_waiting(tables: Iterable[type[models.Model]]) -> Iterator[None]:
    """No trigger of these tables fires, for nothing that they say changes; readers go on, writers wait for the end."""
    names = [_quoted(each._meta.db_table) for each in tables]
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    for name in names:
        _run(f"ALTER TABLE {name} DISABLE TRIGGER USER")
    yield
    for name in names:
        _run(f"ALTER TABLE {name} ENABLE TRIGGER USER")
    _run("SET CONSTRAINTS ALL DEFERRED")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _run(statement: str, values: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
