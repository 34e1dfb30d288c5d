"""What nobody sees in a text, and columns that are unique as one sees them."""

from collections.abc import Collection
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower

# Written for a class of a regular expression, so that Python and PostgreSQL read the same. Control characters but tab
# and line ends, marks of direction and of joining, fillers without a glyph, and what is no character at all.
CONTROLS = "\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f"
JOINER = "\\u200d"  # makes one picture of several: an emoji keeps it
MARKS = (
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f"
    "\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef"
)
FAR_MARKS = "\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff"
TAGS = "\\U000e0020-\\U000e007f"  # letters of a flag
SELECTORS = "\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef"  # how the character before is drawn
BLANKS = "\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"
UNSEEN = f"[{BLANKS}{CONTROLS}{MARKS}{JOINER}{FAR_MARKS}{TAGS}{SELECTORS}]"
BARE = f"regexp_replace(%(expressions)s, '{UNSEEN}', '', 'g')"


def as_seen(column: str | models.Value) -> Lower:
    """How a column is compared: without blanks, invisible characters, width and case."""
    narrow = models.Func(column, template="normalize(%(expressions)s, NFKC)", output_field=models.TextField())
    bare = models.Func(narrow, template=BARE, output_field=models.TextField())
    return Lower(bare)


def looking_like(rows: "models.QuerySet[Any]", column: str, text: str) -> "models.QuerySet[Any]":
    """The rows whose column looks the same as this text."""
    return rows.alias(seen=as_seen(column)).filter(seen=as_seen(models.Value(text)))


class OnceAsSeen(models.UniqueConstraint):
    """A text that occurs once as one sees it, among the rows that agree in the columns of `within`.

    To the migrations it is the plain constraint on expressions that it is.
    """

    def __init__(self, column: str, *, within: tuple[str, ...] = (), name: str) -> None:
        self.column, self.within = column, within
        super().__init__(as_seen(column), *within, name=name)

    def clone(self) -> Self:
        """Another of the same, as Django makes for each model that inherits it."""
        return type(self)(self.column, within=self.within, name=self.name)

    def deconstruct(self) -> Any:
        _path, expressions, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", expressions, kwargs

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Asked with what else is unique (`refuse_lookalikes`), when a form knows whether the press came before."""


def refuse_lookalikes(row: models.Model, exclude: Collection[str] = ()) -> None:
    """Raise ValidationError at each column that looks like another row's, as Django does of one that is unique."""
    model, errors = type(row), {}
    for each in model._meta.constraints:
        if isinstance(each, OnceAsSeen) and not {each.column, *each.within} & set(exclude):
            within = {name: getattr(row, name) for name in each.within}
            if any(isinstance(value, models.Model) and value.pk is None for value in within.values()):
                continue  # nothing hangs on what is new itself
            around = model._base_manager.exclude(pk=row.pk).filter(**within)
            if looking_like(around, each.column, getattr(row, each.column)).exists():
                errors[each.column] = row.unique_error_message(model, (each.column,))
    if errors:
        raise ValidationError(errors)
