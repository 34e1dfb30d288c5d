"""The nouns of the 136 plan, by the file in which each is read."""

from talent.models.beside import HANGING
from talent.models.care import CardGrade, GreenCard, Mentorship, SchoolPlace, seed_card_grades
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
from talent.models.flats import Apartment, FlatWish, Tenancy, back_in_line, given_to
from talent.models.offered import ApartmentGrant, Honour, HonourGrant, HonourLoss, TalentPlatform, TalentService
from talent.models.people import PERSON, SEES_TALENTS, Head, Talent, TalentQuerySet
from talent.models.spans import HeadSpan, facts, facts_of, missing_on
from talent.models.spells import SOON_DAYS, Holds, Spell
from talent.models.teams import Team, TeamMember, TeamProject
from talent.models.training import MOST_HOURS, Attendance, Course, PlatformMember, PlatformResult
from talent.models.wanted import WITHIN_WANTED, TalentNeed, TalentNeedFill, TalentNeedQuerySet, TooMany

__all__ = [
    "HANGING",
    "MOST_HOURS",
    "PERSON",
    "SEES_TALENTS",
    "SOON_DAYS",
    "WITHIN_WANTED",
    "Absence",
    "Apartment",
    "ApartmentGrant",
    "Attendance",
    "CardGrade",
    "CategoryChange",
    "Course",
    "FlatWish",
    "GreenCard",
    "Head",
    "HeadRule",
    "HeadSpan",
    "Holds",
    "Honour",
    "HonourGrant",
    "HonourLoss",
    "Mentorship",
    "PlatformMember",
    "PlatformResult",
    "Proof",
    "Quota",
    "SchoolPlace",
    "Spell",
    "Talent",
    "TalentNeed",
    "TalentNeedFill",
    "TalentNeedQuerySet",
    "TalentPlatform",
    "TalentQuerySet",
    "TalentService",
    "Team",
    "TeamMember",
    "TeamProject",
    "Tenancy",
    "TooMany",
    "back_in_line",
    "begin_counting",
    "change_category",
    "come_back",
    "facts",
    "facts_of",
    "given_to",
    "head_rules",
    "leave",
    "missing_on",
    "rule_of",
    "seed_card_grades",
    "seed_head_rule",
    "stay",
]
