"""The language of the house: what is kept in a row is read by everybody, whoever caused it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


@contextmanager
def in_house_language() -> Iterator[None]:
    """Word what is kept (a note, a reason, a notice) in the language of the house, not in that of the page."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
