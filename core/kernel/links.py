"""Which rows of all rooms hang on a row, asked of the models themselves, so that no foreign key can be forgotten."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from core.models.plain import OnceAsSeen, looking_like
from core.typed.cleaning import as_seen


@dataclass(frozen=True)
class Unique:
    """The only one of its kind: of the rows that meet `condition`, one for each value of `names` beside the column, and
    for each text in `seen` as one sees it.
    """

    names: tuple[str, ...]
    condition: Q
    seen: tuple[str, ...] = ()

    def value(self, row: models.Model) -> tuple[Any, ...]:
        return (*(getattr(row, name) for name in self.names), *(as_seen(getattr(row, name)) for name in self.seen))

    def twins(self, row: models.Model, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Those of the rows that cannot stand beside this one."""
        found = rows.filter(self.condition, **{name: getattr(row, name) for name in self.names})
        for name in self.seen:
            found = looking_like(found, name, getattr(row, name))
        return found


@dataclass(frozen=True)
class Link:
    """A column of some room that names the row."""

    model: type[models.Model]
    column: str

    def of(self, row: models.Model) -> models.QuerySet[Any]:
        """The rows that name it."""
        return self.model._base_manager.filter(**{self.column: row})

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    def uniques(self) -> list[Unique]:
        """What, beside the column, makes a row of this table the only one of its kind; columns and conditions both."""
        alone = [Unique((), Q())] if self.model._meta.get_field(self.column).unique else []
        rules = [each for each in self.model._meta.constraints if isinstance(each, models.UniqueConstraint)]
        return alone + [
            Unique(tuple(name for name in columns if name != self.column), rule.condition or Q(), seen)
            for rule in rules
            for columns, seen in [_columns(rule)]
            if self.column in columns
        ]


def _columns(rule: models.UniqueConstraint) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that a rule compares as they are, and those that it compares as they are seen."""
    return (rule.within, (rule.column,)) if isinstance(rule, OnceAsSeen) else (tuple(rule.fields), ())


def links(model: type[models.Model]) -> list[Link]:
    """Every column that names a row of this model, also one without a way back, but for those of the history."""
    named: list[Any] = [
        each for each in model._meta.get_fields(include_hidden=True) if each.one_to_many or each.one_to_one
    ]
    found = [Link(each.related_model, each.field.name) for each in named if each.auto_created and not each.concrete]
    return [link for link in found if not hasattr(link.model, "pgh_tracked_model")]
