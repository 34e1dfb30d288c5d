"""What a row says in the columns that people keep, as text; and what a 更正单 changes of it, in words."""

import datetime as dt
import hashlib
import json
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from targets.enums import AmendmentKind
from targets.models import Amendment, PlanPoint, Programme, ReportedFact, Target

PATH = "path"  # the points of a target's path, as pairs of day and value
COLUMNS: dict[AmendmentKind, tuple[str, ...]] = {
    AmendmentKind.PROGRAMME: (
        "code",
        "name",
        "adopted_on",
        "starts_on",
        "ends_on",
        "slogan",
        "main_industry",
        "special_industry",
        "wing_cooperation",
        "zone_name",
        "zone_short_name",
        "zone_name_en",
        "region",
        "source",
    ),
    AmendmentKind.TARGET: ("name", "value", "comparison", "due_on", "source", "limits"),
    AmendmentKind.FACT: ("key", "name", "unit", "on", "value", "source", "limits", "is_void"),
}
MODELS: dict[AmendmentKind, type[models.Model]] = {
    AmendmentKind.PROGRAMME: Programme,
    AmendmentKind.TARGET: Target,
    AmendmentKind.FACT: ReportedFact,
}


class Change(NamedTuple):
    """One column of a 更正单 in words; an empty text is nothing."""

    label: str
    old: str
    new: str


def said_of(row: models.Model) -> dict[str, Any]:
    """The columns that people keep of a saved row, read anew."""
    fresh: Any = type(row)._base_manager.get(pk=row.pk)
    kind = next(kind for kind, model in MODELS.items() if isinstance(row, model))
    said: dict[str, Any] = {name: text(getattr(fresh, name)) for name in COLUMNS[kind]}
    if kind == AmendmentKind.TARGET:
        said[PATH] = [[text(point.on), text(point.value)] for point in fresh.plan_points.order_by("on")]
    return said


def text(value: Any) -> Any:
    """A value of a column as JSON keeps it: numbers with two decimals, days as 2026-11-23."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, list):
        return [str(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def digest(said: dict[str, Any]) -> str:
    """What a page showed of a row, as its form carries it."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def write(kind: AmendmentKind, row: models.Model, said: dict[str, Any]) -> None:
    """Put what is said into the columns of a row, which is not saved by that."""
    for name in COLUMNS[kind]:
        if name in said:
            setattr(row, name, _value(row._meta.get_field(name), said[name]))


def _value(field: Any, said: Any) -> Any:
    if isinstance(field, models.BooleanField):
        return said == "1"
    if said == "" and field.null:
        return None
    return said if isinstance(said, list) else field.to_python(said)


def changes(amendment: Amendment) -> list[Change]:
    """What a 更正单 changes, or all that it enters, in the order of the form; the path day by day."""
    kind, before, after = AmendmentKind(amendment.kind), amendment.before, amendment.after
    meta, found = MODELS[kind]._meta, []
    for name in COLUMNS[kind]:
        if before.get(name, "") != after.get(name, ""):
            field = meta.get_field(name)
            old, new = (_words(field, said.get(name, "")) for said in (before, after))
            found.append(Change(str(getattr(field, "verbose_name", name)), old, new))
    old_path, new_path = dict(before.get(PATH, [])), dict(after.get(PATH, []))
    for day in sorted({*old_path, *new_path}):
        old, new = old_path.get(day, ""), new_path.get(day, "")
        if old != new:
            label = f"{PlanPoint._meta.verbose_name} {day}"
            found.append(Change(label, old, new))
    return found


def _words(field: Any, said: Any) -> str:
    if isinstance(field, models.BooleanField):
        return _("是") if said == "1" else ""
    if isinstance(said, list):
        return _("、").join(said)
    return str(dict(field.flatchoices).get(said, said))
