"""The trail of business writes: each event of a tracked row becomes one line of the audit trail when it is committed.

A line repeats no content. It names the event and carries a digest of it, so that the event cannot be changed, taken
out or put in without the chain (core/models/guard.py) saying so. Events and their contexts are append-only as well.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from pghistory.models import Context

Model = TypeVar("Model", bound=type[models.Model])
NO_TRUNCATE = "no_truncate"

# The digest of an event `e` and of the row that says who caused it: their columns as JSON, moments in UTC.
CONTEXT = "LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c"
CONTEXT += " WHERE c.id = e.pgh_context_id) c ON true"
DIGEST = "encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, ''), 'UTF8')), 'hex')"

_WRITE = """
    PERFORM set_config('TimeZone', 'UTC', true);
    INSERT INTO core_auditevent
        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)
    SELECT e.pgh_created_at,
        CASE e.pgh_label WHEN 'insert' THEN 'created' WHEN 'delete' THEN 'deleted' ELSE 'changed' END,
        person.id, coalesce(person.username, ''), coalesce(said ->> 'url', ''), (said ->> 'address')::inet,
        coalesce(said ->> 'request_id', ''), '{table}', e.pgh_obj_id, e.pgh_id, {digest}
    FROM (SELECT NEW.*) e {context}
    LEFT JOIN core_user person ON person.id = (said ->> 'user')::bigint;
    RETURN NULL;
"""


class WritesTrail(pgtrigger.Trigger):
    """At the end of the transaction, after the checks of its foreign keys, an event becomes a line of the trail."""

    name = "writes_trail"
    when = pgtrigger.After
    operation = pgtrigger.Insert
    timing = pgtrigger.Deferred

    def get_func(self, model: models.Model) -> str:
        written: Any = model._meta.get_field("pgh_obj").related_model
        return _WRITE.format(table=written._meta.db_table, context=CONTEXT, digest=DIGEST)


def never_emptied() -> pgtrigger.Trigger:
    """For the `triggers` of a model: TRUNCATE is refused."""
    return pgtrigger.Trigger(
        name=NO_TRUNCATE,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
    )


def emptying() -> AbstractContextManager[None]:
    """Let TRUNCATE pass: for whoever throws a whole demo, or the database of a test, away."""
    guarded = [(model, trigger) for model, trigger in pgtrigger.registered() if trigger.name == NO_TRUNCATE]
    return pgtrigger.ignore(*(trigger.get_uri(model) for model, trigger in guarded))


def append_only() -> list[pgtrigger.Trigger]:
    """For the `triggers` of a model: no row is changed or deleted, and the table is never emptied."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        never_emptied(),
    ]


def tracked(*, exclude: list[str] | None = None) -> Callable[[Model], Model]:
    """Keep every insert, update and delete of a model's rows, also by raw SQL, as an event on the audit trail.

    Columns in `exclude` are no part of an event: secrets, and what is worked out from the others.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=exclude,
        meta={"triggers": [WritesTrail(), *append_only()]},
    )


class TrailContext(Context):
    """Who acted, under which request: written once a request, by the first transaction that has events.

    PostgreSQL is asked to write it again by each later one: the same is passed over, anything else is refused.
    """

    class Meta:
        proxy = True
        verbose_name = _("操作背景")
        verbose_name_plural = _("操作背景")
        triggers = [
            pgtrigger.Trigger(
                name="written_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF NEW.metadata = OLD.metadata THEN RETURN NULL; END IF;
                    IF OLD.created_at = now() THEN RETURN NEW; END IF;
                    RAISE EXCEPTION 'pgtrigger: the context of an event is not changed afterwards';
                """,
            ),
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            never_emptied(),
        ]
