"""One press of a button, however often it arrives."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Row = TypeVar("Row")


def same_tap(found: Row | None, **belongs: Any) -> Row | None:
    """The row that a submission's number saved already, if any.

    Raises ValidationError when that row belongs elsewhere: the number was mixed up or forged, and nothing is saved.
    """
    if found is not None and any(getattr(found, name) != value for name, value in belongs.items()):
        raise ValidationError(_("这个提交号已用于别处，请刷新页面后再填。"), code="foreign_submission")
    return found
