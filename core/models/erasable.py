"""Rows of people whose personal data can be erased (PIPL 47), history included; the database itself empties it.

History is append-only, and the product's role may not change it. The trigger `erases` of each table of people works
with its owner's rights (core/guard/trail/roles.py, TRUSTED), and only where an approved erasure names the row. Why it
is so: docs/decisions/0052-personal-data-is-erased-by-two-people.md.
"""

from collections.abc import Iterable
from typing import NamedTuple

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.enums import Person
from core.models.ends import HAS_ENDED

ERASED = "已删除"  # stands where a name or a text must stand; it is data, so it is in one language


class Erasable(models.Model):
    """A row of a person. Once `erased_at` stands, the columns named to `erases` are empty and stay so."""

    erased_at = models.DateTimeField(_("个人信息删除时间"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None


class Past(NamedTuple):
    """A table of history beside that of the row: by which column it names the row, and its texts that go.

    What said something says that it was erased, in each event as in the row itself; a number that is nobody else's
    (`numbers`) stays one (`erased`).
    """

    events: str
    key: str
    texts: tuple[str, ...]
    numbers: tuple[str, ...] = ()


_ERASES = """
    IF OLD.erased_at IS NOT NULL THEN
        IF NEW.erased_at IS DISTINCT FROM OLD.erased_at OR ({now}) IS DISTINCT FROM ({was}) THEN
            RAISE EXCEPTION 'pgtrigger: the personal data of this row was erased';
        END IF;
        RETURN NULL;
    END IF;
    IF NOT EXISTS (SELECT FROM core_erasure e WHERE e.whose = '{whose}' AND e."row" = NEW.id AND e.state = 'approved')
    THEN RAISE EXCEPTION 'pgtrigger: two people have to agree before personal data is erased'; END IF;
    ignored := coalesce(nullif(current_setting('pgtrigger.ignore', true), ''), '{{}}');
    PERFORM set_config('pgtrigger.ignore', (
        SELECT array_agg(t.tgname)::text FROM pg_trigger t
        WHERE t.tgrelid IN ({tables}) AND t.tgname LIKE 'pgtrigger_append_only_%'
    ), true);
    {empty}
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    RETURN NULL;
"""


def erases(whose: Person, events: str, columns: Iterable[str], past: Iterable[Past] = ()) -> pgtrigger.Trigger:
    """For the `triggers` of a model of people: with `erased_at` its `columns` are emptied in all events of the row.

    What an event has there becomes what the row has now; what was empty stays so. `past` are further tables of history.
    Refused without an approved erasure, and so is every later change of the columns.
    """
    columns, past = list(columns), list(past)
    own = ", ".join(f"{each} = CASE WHEN {each} <> '' THEN NEW.{each} ELSE {each} END" for each in columns)
    empty = [f"UPDATE {events} SET {own} WHERE pgh_obj_id = NEW.id;"]
    for each in past:
        words = dict.fromkeys(each.texts, f"'{ERASED}'")
        words |= dict.fromkeys(each.numbers, f"'{ERASED} ' || pgh_obj_id")
        texts = ", ".join(f"{text} = CASE WHEN {text} <> '' THEN {word} ELSE '' END" for text, word in words.items())
        empty.append(f"UPDATE {each.events} SET {texts} WHERE {each.key} = NEW.id;")
    return pgtrigger.Trigger(
        name="erases",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(new__erased_at__isnull=False) | pgtrigger.Q(old__erased_at__isnull=False),
        declare=[("ignored", "text")],
        func=_ERASES.format(
            whose=whose.value,
            now=", ".join(f"NEW.{each}" for each in columns),
            was=", ".join(f"OLD.{each}" for each in columns),
            tables=", ".join(f"'{each}'::regclass" for each in [events, *(one.events for one in past)]),
            empty="\n    ".join(empty),
        ),
    )


_BESIDE = """
    IF NOT EXISTS (SELECT FROM {people} p WHERE p.id IN ({keys}) AND p.erased_at IS NOT NULL) THEN RETURN NULL; END IF;
    IF {says} THEN
        RAISE EXCEPTION 'has ended: the personal data of this row was erased'
        USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
"""
ENDING = ("ended_why",)  # what holds for a while is still ended, in words, after its person was erased


def says_nothing_more(people: str, keys: Iterable[str], texts: Iterable[str]) -> Iterable[pgtrigger.Trigger]:
    """For a table beside people who can be erased: once they are, its `texts` are neither brought back nor added.

    Whoever writes while the erasing is under way waits for it, and is refused. `people` is their table, `keys` name
    them here.
    """
    texts = list(texts)
    anew = {each: f"NEW.{each} <> '' AND NEW.{each} NOT LIKE '{ERASED}%'" for each in texts}
    changed = {
        each: f"{anew[each]} AND NEW.{each} IS DISTINCT FROM OLD.{each}"
        + (f" AND OLD.{each} <> ''" if each in ENDING else "")
        for each in texts
    }
    for name, operation, says in (("insert", pgtrigger.Insert, anew), ("update", pgtrigger.Update, changed)):
        yield pgtrigger.Trigger(
            name=f"erased_{name}",
            when=pgtrigger.After,
            operation=operation,
            func=_BESIDE.format(
                people=people,
                name=HAS_ENDED,
                keys=", ".join(f"NEW.{each}" for each in keys),
                says=" OR ".join(f"({each})" for each in says.values()),
            ),
        )
