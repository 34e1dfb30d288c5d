"""Talents of the further zones, and who of them holds which honour."""

from django.db.models import Q

from talent.models import Honour, Talent
from zone_tracker.demo.names import sealed_telephone
from zone_tracker.demo.scale.block import Noun, Row
from zone_tracker.demo.scale.names import keys_of
from zone_tracker.demo.scale.zones import Zones

TALENTS = 200
FIRST_NUMBER = 500  # so that talents and contacts of a firm do not bear the same names


def _name(zones: Zones, row: Row, zone: int) -> str:
    return zones.names.person(FIRST_NUMBER + zones.number(row, zone))


TALENT = {
    "name": lambda zones, row: lambda zone: _name(zones, row, zone),
    "phone": lambda zones, row: lambda zone: sealed_telephone(zones.number(row, zone)),
    "pinyin": lambda zones, row: lambda zone: keys_of(_name(zones, row, zone)).pinyin,
    "search_keys": lambda zones, row: lambda zone: keys_of(_name(zones, row, zone)).search_keys,
    "search_grams": lambda zones, row: lambda zone: keys_of(_name(zones, row, zone)).search_grams,
}
NOUNS = (
    Noun(Talent, each=TALENTS, where=Q(is_example=True), says=TALENT),
    Noun(Honour.holders.through, of="talent_id"),
)
