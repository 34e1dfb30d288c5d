"""Reading what the database's own triggers wrote: who saved a row, and what a column said then."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from core.kernel import figures
from core.kernel.keeping.freshness import kept
from core.models import User


def newest(row: models.Model) -> Any:
    """The latest event of a saved row, or None. The row's model is tracked by pghistory."""
    events = row.pgh_event_model.objects.filter(pgh_obj=row.pk).select_related("pgh_context")
    return events.order_by("pgh_id").last()


def before(row: models.Model, imported: int) -> Any:
    """The latest event of a row that neither an import wrote nor its taking back; None where there is none."""
    events = row.pgh_event_model.objects.filter(pgh_obj=row.pk).select_related("pgh_context").order_by("-pgh_id")
    return next((event for event in events.iterator(chunk_size=20) if not _is_of(event, imported)), None)


def is_by(row: models.Model, imported: int) -> bool:
    """Whether an import wrote the latest event of a row, or its taking back did."""
    latest = newest(row)
    return latest is not None and _is_of(latest, imported)


def _is_of(event: Any, imported: int) -> bool:
    return bool(event.pgh_context) and (event.pgh_context.metadata or {}).get("imported") == imported


def actor(event: Any) -> Any:
    """The key of the person who caused an event, or None when nobody was logged in."""
    return (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None


def people() -> dict[Any, str]:
    """The names of all who may have caused an event, by key, as the process keeps them."""
    named = User.objects.only("name", "username")
    return kept("people", lambda: {user.pk: str(user) for user in named}, part="names")


def words(field: models.Field, row: Any) -> str:
    """The value of a column as people write it; nothing is an empty string."""
    value = getattr(row, field.name)
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("是") if value else ""
    if isinstance(value, list):
        labels = dict(getattr(field, "base_field", field).flatchoices)
        return _("、").join(str(labels.get(each, each)) for each in value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, Decimal):
        return figures.wan(value)
    if isinstance(value, dt.datetime):
        return figures.stamp(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)
