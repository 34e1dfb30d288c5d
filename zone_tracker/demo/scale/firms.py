"""Firms of the further zones, with what hangs on them: names, contacts, grades, figures, plans and chains."""

from datetime import date

from django.db.models import Q

from enterprises.models import (
    ChainPlace,
    ChallengeMilestone,
    Contact,
    Enterprise,
    EnterpriseAlias,
    EnterpriseGrade,
    LiaisonAssignment,
    ListingStageChange,
    MonthlyFigures,
    PlanEntry,
    PlanStep,
    Supply,
    TechChallenge,
)
from enterprises.names import NameKeys
from zone_tracker.demo.names import credit_code, sealed_telephone
from zone_tracker.demo.scale.block import Noun, Row
from zone_tracker.demo.scale.names import WORD, keys_of
from zone_tracker.demo.scale.zones import Zones

FIRMS = 80
MONTHS = 24
FIRST_PHONE = 1000


def nouns(since: date) -> tuple[Noun, ...]:
    """The nouns of firms; figures since this month."""
    return (
        Noun(Enterprise, each=FIRMS, where=Q(is_example=True), says=FIRM),
        Noun(EnterpriseAlias, of="enterprise_id", says=ALIAS),
        Noun(EnterpriseGrade, of="enterprise_id"),
        Noun(Contact, of="enterprise_id", says=CONTACT),
        Noun(LiaisonAssignment, of="enterprise_id"),
        Noun(MonthlyFigures, of="enterprise_id", where=Q(month__gte=since)),
        Noun(PlanEntry, of="enterprise_id"),
        Noun(PlanStep, of="entry_id"),
        Noun(ListingStageChange, of="enterprise_id"),
        Noun(TechChallenge, of="enterprise_id"),
        Noun(ChallengeMilestone, of="challenge_id"),
        Noun(ChainPlace, of="enterprise_id"),
        Noun(Supply, of="supplier_id"),
    )


def _keys(zones: Zones, row: Row, zone: int) -> NameKeys:
    """Sort key and search columns of a firm."""
    return keys_of(zones.names.firm(row, zone), zones.names.whole_firm(row, zone), _code(zones, row, zone))


def _code(zones: Zones, row: Row, zone: int) -> str:
    return credit_code(zones.number(row, zone))


FIRM = {
    "short_name": lambda zones, row: lambda zone: zones.names.firm(row, zone),
    "full_name": lambda zones, row: lambda zone: zones.names.whole_firm(row, zone),
    "uscc": lambda zones, row: lambda zone: _code(zones, row, zone),
    "pinyin": lambda zones, row: lambda zone: _keys(zones, row, zone).pinyin,
    "search_keys": lambda zones, row: lambda zone: _keys(zones, row, zone).search_keys,
    "search_grams": lambda zones, row: lambda zone: _keys(zones, row, zone).search_grams,
}


def _alias(zones: Zones, row: Row, zone: int) -> str:
    """Another name of a firm begins with its word too."""
    return zones.names.word(row.links["enterprise_id"], zone) + row.cells["name"][WORD:]


ALIAS = {
    "name": lambda zones, row: lambda zone: _alias(zones, row, zone),
    "pinyin": lambda zones, row: lambda zone: keys_of(_alias(zones, row, zone)).pinyin,
    "search_keys": lambda zones, row: lambda zone: keys_of(_alias(zones, row, zone)).search_keys,
    "search_grams": lambda zones, row: lambda zone: keys_of(_alias(zones, row, zone)).search_grams,
}


def contact_name(zones: Zones, row: Row, zone: int) -> str:
    """Who is met at a firm."""
    return zones.names.person(zones.number(row, zone))


def _phone(zones: Zones, row: Row, zone: int) -> str:
    return sealed_telephone(FIRST_PHONE + zones.number(row, zone))


def _contact_keys(zones: Zones, row: Row, zone: int) -> NameKeys:
    return keys_of(contact_name(zones, row, zone))


CONTACT = {
    "name": lambda zones, row: lambda zone: contact_name(zones, row, zone),
    "phone": lambda zones, row: lambda zone: _phone(zones, row, zone),
    "search_keys": lambda zones, row: lambda zone: _contact_keys(zones, row, zone).search_keys,
    "search_grams": lambda zones, row: lambda zone: _contact_keys(zones, row, zone).search_grams,
}
