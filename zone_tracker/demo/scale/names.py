"""Names of the further zones, from the demo's vocabulary: firms that are all different, and people who bear them."""

import random
from collections.abc import Iterable
from functools import lru_cache

from enterprises.names import name_keys
from zone_tracker.demo import names
from zone_tracker.demo.scale.block import Row
from zone_tracker.demo.setting import Setting

MOST_PEOPLE = 3000  # names of people in use; as in life, several bear the same
WORD = 2  # characters with which the name of an invented firm begins, and that of its project
PLAIN_STEP = 61
keys_of = lru_cache(maxsize=8192)(name_keys)  # slow, and asked once for each of a row's columns


class Names:
    """Who is called what in which zone."""

    def __init__(self, setting: Setting, firms: list[Row], zones: int) -> None:
        found = names.people(setting.dice("scale:names"))
        self._people = [next(found) for _n in range(MOST_PEOPLE)]
        pairs = (first + second for first in names.FIRM_FIRST for second in names.FIRM_SECOND if first != second)
        self._plain = list(dict.fromkeys(pairs))
        self._words = list(_words(setting.dice("scale:firms"), firms, zones))

    def person(self, number: int) -> str:
        """The name of somebody with this number."""
        return self._people[number % MOST_PEOPLE]

    def word(self, firm: Row, zone: int) -> str:
        """The two characters with which the name of a firm begins."""
        return self._words[zone - 1][firm.place]

    def plain_word(self, place: int, zone: int) -> str:
        """A word that belongs to no firm; not the same in two zones for one place."""
        return self._plain[(place * PLAIN_STEP + zone) % len(self._plain)]

    def firm(self, firm: Row, zone: int) -> str:
        """The short name of a firm."""
        return self.word(firm, zone) + firm.cells["short_name"][WORD:]

    def whole_firm(self, firm: Row, zone: int) -> str:
        """The full name of a firm."""
        return self.word(firm, zone) + firm.cells["full_name"][WORD:]


def _words(dice: random.Random, firms: list[Row], zones: int) -> Iterable[list[str]]:
    """A word for each firm of each zone, so that no short name is given twice, nor one of the demo's."""
    taken = {firm.cells["short_name"] for firm in firms}
    for _zone in range(zones):
        words = []
        for firm in firms:
            product = firm.cells["short_name"][WORD:]
            word = next(word for word in names.firm_words(dice, ()) if word + product not in taken)
            taken.add(word + product)
            words.append(word)
        yield words
