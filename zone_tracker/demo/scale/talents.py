"""Talents of the further zones, and who of them holds which honour."""

from collections.abc import Callable

from django.db.models import Q

from core.sealed import ring
from talent.models import Absence, CategoryChange, HeadSpan, Honour, Proof, Talent, TalentNeed, TalentNeedFill
from zone_tracker.demo.names import sealed_telephone
from zone_tracker.demo.scale.block import Noun, Row, Told
from zone_tracker.demo.scale.names import keys_of
from zone_tracker.demo.scale.stream import NULL
from zone_tracker.demo.scale.zones import Zones

TALENTS = 200
FIRST_NUMBER = 500  # so that talents and contacts of a firm do not bear the same names


def _name(zones: Zones, row: Row, zone: int) -> str:
    return zones.names.person(FIRST_NUMBER + zones.number(row, zone))


def _nobodys(zones: Zones, row: Row, written: Callable[[str], str], none: str) -> Told | str:
    """A document of nobody, another for each person, as it is `written`; `none` where the pattern has none."""
    if row.cells["identity_hash"] == NULL:
        return none
    return lambda zone: written(f"43019919{zones.number(row, zone):010d}")


def _sealed(document: str) -> str:
    return ring.seal(document, [document])


TALENT = {
    "name": lambda zones, row: lambda zone: _name(zones, row, zone),
    "identity": lambda zones, row: _nobodys(zones, row, _sealed, ""),
    "identity_hash": lambda zones, row: _nobodys(zones, row, ring.keyed_hash, NULL),
    "phone": lambda zones, row: lambda zone: sealed_telephone(zones.number(row, zone)),
    "pinyin": lambda zones, row: lambda zone: keys_of(_name(zones, row, zone)).pinyin,
    "search_keys": lambda zones, row: lambda zone: keys_of(_name(zones, row, zone)).search_keys,
    "search_grams": lambda zones, row: lambda zone: keys_of(_name(zones, row, zone)).search_grams,
}
NOUNS = (
    Noun(Talent, each=TALENTS, where=Q(is_example=True), says=TALENT),
    Noun(Honour.holders.through, of="talent_id"),
    Noun(TalentNeed, of="handoff_id"),
    Noun(TalentNeedFill, of="need_id"),
    Noun(CategoryChange, of="talent_id"),
    Noun(Proof, of="talent_id"),
    Noun(Absence, of="talent_id"),
    Noun(HeadSpan, of="talent_id"),
)
