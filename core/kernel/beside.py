"""Small tables beside a row (its other names, its grades): they come with the row, not with a query for each table."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Field, Model, OuterRef, QuerySet, TextField
from django.db.models.fields.reverse_related import ManyToOneRel
from django.db.models.functions import Cast, JSONObject

Rows = QuerySet[Any]


def with_beside(rows: Rows, *names: str) -> Rows:
    """Load with each row those of other tables that point to it, by the names of these relations (see `attached`)."""
    for name in names:
        relation = _relation(rows.model, name)
        theirs = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
        columns = {field.attname: _told(field) for field in _shown(relation)}
        rows = rows.annotate(**{_column(name): ArraySubquery(theirs.values(row=JSONObject(**columns)))})
    return rows


def attached(rows: Iterable[Any], *names: str) -> list[Any]:
    """The rows, on which `row.grades.all()` asks nothing any more. Columns for searching are left empty."""
    found = list(rows)
    for row in found:
        for name in names:
            relation = _relation(type(row), name)
            known = getattr(row, name).all()
            known._result_cache = [_made(relation, cells, of=row) for cells in getattr(row, _column(name))]
            row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known
    return found


def _made(relation: ManyToOneRel, cells: dict[str, Any], *, of: Model) -> Model:
    row = relation.related_model(**{field.attname: field.to_python(cells[field.attname]) for field in _shown(relation)})
    row._state.adding = False
    setattr(row, relation.field.name, of)
    return row


def _shown(relation: ManyToOneRel) -> list[Field]:
    """The columns that JSON brings. Raises TypeError for a table with bytes in it."""
    fields = [field for field in relation.related_model._meta.concrete_fields if not field.name.startswith("search_")]
    if wrong := [field.name for field in fields if field.get_internal_type() == "BinaryField"]:
        raise TypeError(f"{relation.related_model.__name__}: {', '.join(wrong)} cannot come as JSON")
    return fields


def _told(field: Field) -> Cast | str:
    """A column as JSON tells it exactly: an amount of money as text, for a number would come as a float."""
    return Cast(field.attname, TextField()) if field.get_internal_type() == "DecimalField" else field.attname


def _relation(model: type[Model], name: str) -> ManyToOneRel:
    return cast(ManyToOneRel, model._meta.get_field(name))


def _column(name: str) -> str:
    return f"{name}_beside"
