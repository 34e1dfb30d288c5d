"""The language of the house, in which rows are kept, and that of the reader, in which pages are drawn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

P = ParamSpec("P")
Made = TypeVar("Made")


@contextmanager
def in_house_language() -> Iterator[None]:
    """Word what is kept (a note, a reason, a notice) in the language of the house, not in that of the page."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


def in_each_language() -> Iterator[str]:
    """Each turn of the loop words what it reads in another language of ours, the reader's first."""
    others = [code for code, _name in settings.LANGUAGES if code != spoken()]
    for code in [spoken(), *others]:
        with translation.override(code):
            yield code


def spoken() -> str:
    """The language of what is drawn now."""
    return translation.get_language() or settings.LANGUAGE_CODE


@cache
def _words(language: str) -> Callable[[str], str]:
    return lru_cache(maxsize=None)(trans_real.translation(language).gettext)


def words() -> Callable[[str], str]:
    """gettext for one drawing: the reader's catalogue is found once, and a sentence looked up once in a process."""
    return _words(spoken())


def by_language(make: Callable[P, Made]) -> Callable[P, Made]:
    """A mark that is the same whenever its few plain inputs are the same is made once a language: a lamp, an icon.

    Inputs of another type make another mark: text that is safe and text that is not are equal, and escaped differently.
    """

    @lru_cache(maxsize=2048, typed=True)
    def kept(_language: str, *args: P.args, **kwargs: P.kwargs) -> Made:
        return make(*args, **kwargs)

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> Made:
        return kept(spoken(), *args, **kwargs)

    return made
