"""Talents of the further zones, and who of them holds which honour."""

from django.db.models import Q

from talent.models import Absence, CategoryChange, HeadSpan, Honour, Proof, Talent, TalentNeed, TalentNeedFill
from zone_tracker.demo.names import telephone
from zone_tracker.demo.scale.block import Noun, Row, Told
from zone_tracker.demo.scale.names import keys_of
from zone_tracker.demo.scale.stream import NULL
from zone_tracker.demo.scale.zones import Zones

TALENTS = 200
FIRST_NUMBER = 500  # so that talents and contacts of a firm do not bear the same names


def _name(zones: Zones, row: Row, zone: int) -> str:
    return zones.names.person(FIRST_NUMBER + zones.number(row, zone))


def _nobodys(zones: Zones, row: Row) -> Told | str:
    """What stands for the hash of a document, another for each person; none where the pattern has none."""
    if row.cells["identity_hash"] == NULL:
        return NULL
    return lambda zone: f"{zones.number(row, zone):064x}"


TALENT = {
    "name": lambda zones, row: lambda zone: _name(zones, row, zone),
    "identity_hash": lambda zones, row: _nobodys(zones, row),
    "phone": lambda zones, row: lambda zone: telephone(zones.number(row, zone)),
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
