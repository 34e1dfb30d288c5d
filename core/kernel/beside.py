"""Small tables beside a row (its other names, its grades): they come with the row, not with a query for each table."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Field, Model, OuterRef, QuerySet, TextField
from django.db.models.fields.reverse_related import ManyToOneRel
from django.db.models.functions import Cast, JSONObject

from core.sealed.columns import SealedColumn

Rows = QuerySet[Any]


def with_beside(rows: Rows, *names: str) -> Rows:
    """Load with each row those of other tables that point to it, by the names of these relations (see `attached`).

    `challenges__milestones` are those that point to the challenges, and bring the challenges as well.
    """
    for name, inner in _grouped(names).items():
        rows = rows.annotate(**{_column(name): _beside(_relation(rows.model, name), inner)})
    return rows


def _beside(relation: ManyToOneRel, inner: list[str]) -> ArraySubquery:
    pointing = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
    columns: dict[str, Any] = {field.attname: _told(field) for field in _shown(relation)}
    columns |= {_column(name): F(_column(name)) for name in _grouped(inner)}
    return ArraySubquery(with_beside(pointing, *inner).values(row=JSONObject(**columns)))


def attached(rows: Iterable[Any], *names: str) -> list[Any]:
    """The rows, on which `row.grades.all()` asks nothing any more. Columns for searching are left empty."""
    found = list(rows)
    for row in found:
        for name, inner in _grouped(names).items():
            relation = _relation(type(row), name)
            known = getattr(row, name).all()
            made = [_made(relation, cells, of=row) for cells in getattr(row, _column(name))]
            known._result_cache = attached(made, *inner)
            row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = known
    return found


def _made(relation: ManyToOneRel, cells: dict[str, Any], *, of: Model) -> Model:
    fields = {field.attname: field for field in _shown(relation)}
    row = relation.related_model(**{name: _read(field, cells[name]) for name, field in fields.items()})
    row._state.adding = False
    row.__dict__.update({name: rows for name, rows in cells.items() if name not in fields})  # beside this one
    setattr(row, relation.field.name, of)
    return row


def _read(field: Field, cell: Any) -> Any:
    """A cell of JSON as its column means it; what is sealed stays so until somebody reads it."""
    return field.from_db_value(cell) if isinstance(field, SealedColumn) else field.to_python(cell)


def _grouped(names: Iterable[str]) -> dict[str, list[str]]:
    """The names of relations, with those that begin there."""
    groups: dict[str, list[str]] = {}
    for name in names:
        first, _both, rest = name.partition("__")
        groups.setdefault(first, []).extend([rest] if rest else [])
    return groups


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
