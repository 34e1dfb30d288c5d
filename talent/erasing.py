"""What goes when a talent's personal data is erased, and what stays because it counts."""

import datetime as dt
from typing import Any

from core.models import ERASED, Attachment
from core.personal.erasing import forget_imported, take_away
from talent.models import (
    Absence,
    Attendance,
    CategoryChange,
    FlatWish,
    GreenCard,
    HonourGrant,
    HonourLoss,
    Mentorship,
    PlatformMember,
    Proof,
    SchoolPlace,
    Talent,
    TalentNeedFill,
    Team,
    TeamMember,
    Tenancy,
)

# What hangs on a person, by which columns, and its texts, which tell who it was.
BESIDE: tuple[tuple[Any, tuple[str, ...], tuple[str, ...]], ...] = (
    (Proof, ("talent",), ("what", "number")),
    (CategoryChange, ("talent",), ("reason",)),
    (Absence, ("talent",), ("why",)),
    (TalentNeedFill, ("talent",), ("note",)),
    (HonourGrant, ("talent",), ("number", "evidence")),
    (HonourLoss, ("talent",), ("number", "evidence", "why")),
    (GreenCard, ("talent",), ("number", "ended_why")),
    (Tenancy, ("talent",), ("out_of_turn", "ended_why")),
    (FlatWish, ("talent",), ("why",)),
    (SchoolPlace, ("talent",), ("school",)),
    (PlatformMember, ("talent",), ("role", "ended_why")),
    (Attendance, ("talent",), ("certificate",)),
    (TeamMember, ("talent",), ("role", "ended_why")),
    (Team, ("leader",), ("name", "ended_why")),  # a team is called after who leads it
    (Mentorship, ("mentor", "apprentice"), ("trade", "ended_why")),
)
PAST = (Talent, *(model for model, _keys, _texts in BESIDE))


NUMBERS = {(GreenCard, "number"), (Team, "name")}  # what no two rows may share


def empty_talent(person: Talent, now: dt.datetime) -> None:
    """Name, post, telephone, document, texts and papers go. Category, days, firm and number stay: a head was counted.

    The hash of the document gives way to a mark, for a rule may ask whether somebody is proven to be who they are.
    """
    take_away(Attachment.objects.filter(talent_proof__talent=person), now)
    for model, keys, texts in BESIDE:
        for key in keys:
            for row in model._default_manager.filter(**{key: person}):
                _empty(row, texts)
    proven = person.identity_hash is not None
    person.name, person.title, person.phone, person.identity, person.left_note = ERASED, "", "", "", ""
    person.identity_hash = f"erased:{person.number}" if proven else None
    person.evidence = ERASED if person.evidence else ""
    person.erased_at = now
    person.save()
    forget_imported("talents", person.pk)


def _empty(row: Any, texts: tuple[str, ...]) -> None:
    """What said something says that it was erased: a reason that a rule asks for is still one, and a number is still
    nobody else's."""
    for text in texts:
        if getattr(row, text):
            is_number = (type(row), text) in NUMBERS
            setattr(row, text, f"{ERASED} {row.pk}" if is_number else ERASED)
    row.save(update_fields=texts)
