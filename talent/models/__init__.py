"""The nouns of the 136 plan, by the file in which each is read."""

from talent.models.counting import (
    Absence,
    CategoryChange,
    HeadRule,
    Proof,
    Quota,
    begin_counting,
    change_category,
    come_back,
    head_rules,
    leave,
    rule_of,
    seed_head_rule,
    stay,
)
from talent.models.offered import ApartmentGrant, Honour, HonourHolder, TalentPlatform, TalentService
from talent.models.people import PERSON, SEES_TALENTS, Head, Talent, TalentQuerySet
from talent.models.spans import HeadSpan, facts, facts_of, missing_on
from talent.models.wanted import WITHIN_WANTED, TalentNeed, TalentNeedFill, TalentNeedQuerySet, TooMany

__all__ = [
    "PERSON",
    "SEES_TALENTS",
    "WITHIN_WANTED",
    "Absence",
    "ApartmentGrant",
    "CategoryChange",
    "Head",
    "HeadRule",
    "HeadSpan",
    "Honour",
    "HonourHolder",
    "Proof",
    "Quota",
    "Talent",
    "TalentNeed",
    "TalentNeedFill",
    "TalentNeedQuerySet",
    "TalentPlatform",
    "TalentQuerySet",
    "TalentService",
    "TooMany",
    "begin_counting",
    "change_category",
    "come_back",
    "facts",
    "facts_of",
    "head_rules",
    "leave",
    "missing_on",
    "rule_of",
    "seed_head_rule",
    "stay",
]
