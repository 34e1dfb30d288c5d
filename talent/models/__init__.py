"""The nouns of the 136 plan, by the file in which each is read."""

from talent.models.offered import ApartmentGrant, Honour, HonourHolder, TalentPlatform, TalentService
from talent.models.people import PERSON, SEES_TALENTS, Head, Talent, TalentQuerySet

__all__ = [
    "PERSON",
    "SEES_TALENTS",
    "ApartmentGrant",
    "Head",
    "Honour",
    "HonourHolder",
    "Talent",
    "TalentPlatform",
    "TalentQuerySet",
    "TalentService",
]
