"""What the sleeping triggers would have written: one insert event for each row."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.utils import timezone

from zone_tracker.demo.scale.block import KEY, Model


def tables_of_history(models: Iterable[Model]) -> list[str]:
    """The tables that hold the events of these models."""
    tracked: list[Any] = [model for model in models if hasattr(model, "pgh_event_model")]
    return [model.pgh_event_model._meta.db_table for model in tracked]


def remember(model: Model, *, above: int) -> None:
    """Write the insert event of each row whose key lies above this one. A model that nobody tracks has none."""
    events: Any = getattr(model, "pgh_event_model", None)
    if events is None:
        return
    quote = connection.ops.quote_name
    own = {field.column for field in model._meta.concrete_fields}
    kept = ", ".join(quote(field.column) for field in events._meta.concrete_fields if field.column in own)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(events._meta.db_table)} (pgh_created_at, pgh_label, pgh_obj_id, {kept})"
            f" SELECT %s, 'insert', {KEY}, {kept} FROM {quote(model._meta.db_table)} WHERE {KEY} > %s ORDER BY {KEY}",
            [timezone.now(), above],
        )
