"""The nouns of the 136 plan, by the file in which each is read."""

from talent.models.offered import ApartmentGrant, Honour, HonourHolder, TalentPlatform, TalentService
from talent.models.people import PERSON, SEES_TALENTS, Head, Talent, TalentQuerySet
from talent.models.wanted import WITHIN_WANTED, TalentNeed, TalentNeedFill, TalentNeedQuerySet, TooMany

__all__ = [
    "PERSON",
    "SEES_TALENTS",
    "WITHIN_WANTED",
    "ApartmentGrant",
    "Head",
    "Honour",
    "HonourHolder",
    "Talent",
    "TalentNeed",
    "TalentNeedFill",
    "TalentNeedQuerySet",
    "TalentPlatform",
    "TalentQuerySet",
    "TalentService",
    "TooMany",
]
