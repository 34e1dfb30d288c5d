"""Chinese names made sortable and searchable. Without a Chinese collation and without trigrams, letters are stored
beside the name: its pinyin, by which lists are sorted, and its search keys, in which a search looks."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice
from typing import NamedTuple

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.db.models.lookups import Contains

# The bound on the readings that are kept of one name. The usual reading comes first, then those with one unusual
# character, then those with two, so what falls off is what nobody types. A long name is a registered one: it is pasted.
MOST_READINGS = 64
LONG_NAME = 8  # characters; a longer name keeps MOST_OF_LONG readings
MOST_OF_LONG = 8


class NameKeys(NamedTuple):
    """Columns beside a name, all lower case: what it is sorted by and what a search looks in."""

    pinyin: str
    search_keys: str


def plain(text: str) -> str:
    """What is compared: lower case, full-width letters made narrow, nothing but letters and digits."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text).lower() if ch.isalnum())


def is_whole(text: str) -> Contains:
    """For rows with search keys: whether the text is one of them as a whole, not a part of a longer name."""
    space = Value(" ", output_field=TextField())
    return Contains(Concat(space, F("search_keys"), space), f" {plain(text)} ")


def name_keys(name: str, *others: str | None) -> NameKeys:
    """Return the sort key of a name and the search keys of it and of others (full name, code, digits of a telephone).

    The search keys hold, parted by spaces, each name as it is written, its pinyin and its initials in every reading:
    长步道 is changbudao, zhangbudao, cbd and zbd. `plain` text without a space is looked for in them.
    """
    keys: dict[str, None] = {}
    for each in filter(None, (plain(each or "") for each in (name, *others))):
        keys |= dict.fromkeys([each, *_spellings(each)])
    return NameKeys("".join(_letters(plain(name))[0])[:200], " ".join(keys))


def _spellings(text: str) -> Iterator[str]:
    """The pinyin and the initials of plain text, each in its readings, the usual one first."""
    usual, unusual = _letters(text)
    most = MOST_READINGS if len(text) <= LONG_NAME else MOST_OF_LONG
    initials = [letters[0] for letters in usual]
    others = dict.fromkeys((at, letters[0]) for at, letters in unusual if letters[0] != initials[at])
    yield from islice(_readings(usual, unusual), most)
    yield from islice(_readings(initials, list(others)), most)


def _letters(text: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The usual reading of each character, and the others with their place: first those that its word leaves open,
    then those that the character has outside the word (重 in 重庆)."""
    in_words, alone = _pinyin(text), [_of_character(ch) for ch in text]
    usual = [readings[0] for readings in in_words]
    both = [*enumerate(in_words), *enumerate(alone)]
    others = ((at, each) for at, readings in both for each in readings if each != usual[at])
    return usual, list(dict.fromkeys(others))


def _pinyin(text: str) -> list[list[str]]:
    """The readings of each character of the text; in a word that the dictionary knows, only the word's own."""
    from pypinyin import Style, pinyin  # 0.4 s of import, paid only where a name is saved

    if not text:
        return []
    # What has no reading stands for itself, letter by letter; the annotation of `errors` leaves a list out.
    return pinyin(text, style=Style.NORMAL, heteronym=True, errors=list)  # pyright: ignore[reportArgumentType]


@lru_cache(maxsize=4096)
def _of_character(character: str) -> tuple[str, ...]:
    """Every reading of one character."""
    return tuple(_pinyin(character)[0])


def _readings(usual: Sequence[str], unusual: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Every way to read a name, those with the fewest unusual characters first."""
    for count in range(len({at for at, _letters in unusual}) + 1):
        for chosen in combinations(unusual, count):
            if len({at for at, _letters in chosen}) == count:
                yield "".join(_with(usual, chosen))


def _with(usual: Sequence[str], chosen: Iterable[tuple[int, str]]) -> list[str]:
    letters = list(usual)
    for at, reading in chosen:
        letters[at] = reading
    return letters
