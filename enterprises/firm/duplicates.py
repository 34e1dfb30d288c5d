"""Whether a firm has a file already, under a name that is nearly the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from core.typed.cleaning import as_seen
from enterprises.models import Enterprise, EnterpriseAlias
from enterprises.named import in_any, is_whole, keeps
from enterprises.names import PLACE, name_keys, plain

LEGAL_FORM = re.compile(r"(股份)?有限(责任)?公司(.{2,4}分公司)?$|集团$|公司$|分公司$|厂$")
SHORTEST = 2  # characters of a name's core that say something
BLOCK = 20_000  # characters of search keys that are looked through in one go


def core_of(name: str) -> str:
    """The part of a firm's name that tells it from others: 长步道光学科技 of 湖南长步道光学科技有限公司."""
    text = plain(name)
    core = LEGAL_FORM.sub("", PLACE.sub("", text))
    return core if len(core) >= SHORTEST else text


@dataclass(frozen=True)
class Signs:
    """By what a firm of nearly the same name is known: one of its names is, as a whole, the core or sounds as
    it does; or its keys hold the core; or its short name stands inside this one.
    """

    core: str
    reading: str
    inside: frozenset[str]

    @classmethod
    def of(cls, name: str) -> "Signs | None":
        core, text = core_of(name), plain(name)
        if len(core) < SHORTEST:
            return None
        lengths = range(SHORTEST + 1, len(text) + 1)
        parts = (text[at : at + length] for length in lengths for at in range(len(text) - length + 1))
        return cls(core, plain(name_keys(core).pinyin), frozenset(parts))


def namesakes(*names: str) -> QuerySet[Enterprise]:
    """Firms, not merged ones, whose names or other names sound or read nearly the same as one of these.

    Each way to them has its index.
    """
    ways: list[QuerySet[Enterprise]] = []
    for signs in filter(None, map(Signs.of, filter(None, names))):
        alike = is_whole(signs.core) | is_whole(signs.reading)
        ways += Enterprise.objects.ways(signs.core, lambda _core, alike=alike: alike)
        ways.append(Enterprise.objects.filter(short_name__in=signs.inside))
        if len(signs.core) > SHORTEST:
            ways.append(Enterprise.objects.filter(keeps(signs.core)))
    return Enterprise.objects.standing().filter(in_any(ways)) if ways else Enterprise.objects.none()


class NameBook:
    """The names of all firms in memory: a list of thousands is looked through name by name without asking for each.

    It finds what the queries find (`namesakes`, `bearing`); a test holds them against each other.
    """

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.names: dict[str, dict[str, set[int]]] = {"short_name": {}, "full_name": {}, "alias": {}}
        self.seen: dict[str, set[int]] = {}  # short names as one sees them
        self.whole: dict[str, set[int]] = {}  # each name, reading and code of the search keys
        self.keys: dict[int, str] = {}
        self.written: list[str] = [""]  # all keys that ever were and are no mere spelling, in few long texts
        merged = Enterprise.objects.filter(merged_into__isnull=False).order_by().values_list("short_name", flat=True)
        self.merged = {as_seen(name) for name in merged}  # nobody else may be called so
        standing = Enterprise.objects.standing()
        columns = ("pk", "uscc", "short_name", "full_name", "search_keys")
        for pk, code, short, full, keys in standing.order_by().values_list(*columns):
            self._put(pk, code, short, full, keys)
        aliases = EnterpriseAlias.objects.filter(enterprise__in=standing.order_by().values("pk"))
        for pk, name, keys in aliases.order_by().values_list("enterprise", "name", "search_keys"):
            self._put_alias(pk, name, keys)

    def note(self, firm: Enterprise, named: Iterable[str] = ()) -> None:
        """A firm that was saved, and other names that it was given; its former names stay known."""
        for name in filter(None, named):
            self._put_alias(firm.pk, name, name_keys(name).search_keys)
        self._put(firm.pk, firm.uscc, firm.short_name, firm.full_name, firm.search_keys)

    def _put(self, pk: int, code: str | None, short: str, full: str, keys: str) -> None:
        if code:
            self.codes[code] = pk
        for column, name in (("short_name", short), ("full_name", full)):
            if name:
                self.names[column].setdefault(name, set()).add(pk)
        self.seen.setdefault(as_seen(short), set()).add(pk)
        self.keys[pk] = keys
        self.written[-1] += " ".join(key for key in keys.split() if not key.isascii()) + "\n"
        if len(self.written[-1]) > BLOCK:
            self.written.append("")
        self._put_whole(pk, keys)

    def _put_alias(self, pk: int, name: str, keys: str) -> None:
        self.names["alias"].setdefault(name, set()).add(pk)
        self._put_whole(pk, keys)

    def _put_whole(self, pk: int, keys: str) -> None:
        for key in keys.split():
            self.whole.setdefault(key, set()).add(pk)

    def coded(self, code: str) -> int | None:
        """The firm of a code."""
        return self.codes.get(code)

    def is_free(self, firm: Enterprise) -> bool:
        """Whether nobody else has, or had, what of a firm is there once: then the database need not be asked."""
        name, coded = as_seen(firm.short_name), self.codes.get(firm.uscc or "")
        return coded in (None, firm.pk) and name not in self.merged and self.seen.get(name, set()) <= {firm.pk}

    def called(self, name: str, column: str) -> set[int]:
        """Firms of which this is the full name, or as one sees it the short name."""
        if column == "short_name":
            return self.seen.get(as_seen(name), set()) if name else set()
        return self.names[column].get(name, set())

    def bearing(self, *names: str) -> set[int]:
        """Firms that bear exactly one of these names."""
        return {pk for name in names for known in self.names.values() for pk in known.get(name, ())}

    def near(self, *names: str) -> set[int]:
        """Firms of nearly one of these names."""
        found: set[int] = set()
        for signs in filter(None, map(Signs.of, filter(None, names))):
            found |= self.whole.get(signs.core, set()) | self.whole.get(signs.reading, set())
            short = self.names["short_name"]
            found |= {pk for part in signs.inside for pk in short.get(part, ())}
            if len(signs.core) > SHORTEST and self._may_hold(signs.core):
                found |= {pk for pk, keys in self.keys.items() if signs.core in keys}
        return found

    def _may_hold(self, core: str) -> bool:
        """Whether it is worth while to look for a core in the keys of each firm. Most Chinese ones are nowhere."""
        return core.isascii() or any(core in block for block in self.written)
