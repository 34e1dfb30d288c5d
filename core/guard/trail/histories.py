"""The tables whose writes are on the trail, and where their events are."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from core.enums import AuditKind
from core.models import AuditEvent
from core.models.trail import CONTEXT, DIGEST

# All events up to a number as one digest: each by itself, then those one after the other.
_WHOLE = f"""
    SELECT count(*), coalesce(max(pgh_id), 0),
        encode(sha256(coalesce(string_agg(decode({DIGEST}, 'hex'), ''::bytea ORDER BY pgh_id), ''::bytea)), 'hex')
    FROM {{events}} e {CONTEXT} WHERE pgh_id <= %s
"""
ALL = 2**63 - 1


@dataclass(frozen=True)
class History:
    """A tracked model and the model of its events. Both tables are named by code, never by who asks."""

    model: type[models.Model]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def event_model(self) -> Any:
        return self.model.pgh_event_model

    @property
    def events(self) -> str:
        return self.event_model._meta.db_table

    def digest(self, until: int = ALL) -> tuple[int, int, str]:
        """How many events there are up to a number, the highest number among them, and the digest of them all."""
        with connection.cursor() as cursor:
            cursor.execute(_WHOLE.format(events=self.events), [until])
            ((count, highest, digest),) = cursor.fetchall()
        return count, highest, digest


@cache
def histories() -> dict[str, History]:
    """Every tracked model by the name of its table."""
    tracked = [model for model in apps.get_models() if "pgh_event_model" in vars(model)]
    return {model._meta.db_table: History(model) for model in tracked}


@transaction.atomic
def take_baseline(history: History) -> AuditEvent:
    """Take all events that a table has now into the chain, as one line.

    For events without lines of their own: those poured in by the million, those whose lines are forgotten, and those of
    a table whose columns a migration changed. Writers of the table wait meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {history.table} IN SHARE ROW EXCLUSIVE MODE")
    count, highest, digest = history.digest()
    return AuditEvent.objects.create(
        at=timezone.now(), kind=AuditKind.BASELINE, table=history.table, row=count, event=highest, digest=digest
    )
