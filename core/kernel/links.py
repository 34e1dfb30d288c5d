"""Which rows of all rooms hang on a row, asked of the models themselves, so that no foreign key can be forgotten."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class Unique:
    """The only one of its kind: of the rows that meet `condition`, one for each value of `names` beside the column."""

    names: tuple[str, ...]
    condition: Q

    def value(self, row: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.names)


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
            Unique(tuple(name for name in rule.fields if name != self.column), rule.condition or Q())
            for rule in rules
            if self.column in rule.fields
        ]


def links(model: type[models.Model]) -> list[Link]:
    """Every column that names a row of this model, also one without a way back, but for those of the history."""
    named: list[Any] = [
        each for each in model._meta.get_fields(include_hidden=True) if each.one_to_many or each.one_to_one
    ]
    found = [Link(each.related_model, each.field.name) for each in named if each.auto_created and not each.concrete]
    return [link for link in found if not hasattr(link.model, "pgh_tracked_model")]
