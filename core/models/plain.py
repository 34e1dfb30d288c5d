"""What nobody sees in a text, and columns that are unique as one sees them."""

from typing import Any

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


class NormalForm(models.Func):
    """Full-width letters and digits narrow, and whatever else is another spelling of the same (NFKC)."""

    template = "normalize(%(expressions)s, NFKC)"
    output_field = models.TextField()


class Seen(models.Func):
    """A text without what nobody sees, blanks included."""

    template = f"regexp_replace(%(expressions)s, '{UNSEEN}', '', 'g')"
    output_field = models.TextField()


def as_seen(column: str) -> Lower:
    """How a column is compared: without blanks, invisible characters, width and case."""
    return Lower(Seen(NormalForm(column)))


class OnceAsSeen(models.UniqueConstraint):
    """A text that occurs once as one sees it, among the rows that agree in the columns of `within`.

    To the migrations it is the plain constraint on expressions that it is.
    """

    def __init__(self, column: str, *, within: tuple[str, ...] = (), name: str = "", **kwargs: Any) -> None:
        self.column = column
        super().__init__(as_seen(column), *within, name=name, **kwargs)

    def deconstruct(self) -> Any:
        _path, expressions, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", expressions, kwargs

    def validate(self, model: Any, instance: Any, *args: Any, **kwargs: Any) -> None:
        """Raise ValidationError at the column, as Django does of a column that is unique."""
        try:
            super().validate(model, instance, *args, **kwargs)
        except ValidationError as error:
            raise ValidationError({self.column: instance.unique_error_message(model, (self.column,))}) from error
