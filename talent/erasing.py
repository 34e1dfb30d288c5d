"""What goes when a talent's personal data is erased, and what stays because it counts."""

import datetime as dt

from core.models import ERASED, Attachment
from core.personal.erasing import forget_imported, take_away
from talent.models import CategoryChange, Proof, Talent, TalentNeedFill

PAST = (Talent, Proof, CategoryChange, TalentNeedFill)


def empty_talent(person: Talent, now: dt.datetime) -> None:
    """Name, post, telephone, document, texts and papers go. Category, days, firm and number stay: a head was counted.

    The hash of the document gives way to a mark, for a rule may ask whether somebody is proven to be who they are.
    """
    take_away(Attachment.objects.filter(talent_proof__talent=person), now)
    for proof in person.proofs.exclude(what="", number=""):
        proof.what = proof.number = ""
        proof.save(update_fields=["what", "number"])
    for change in person.category_changes.exclude(reason=""):
        change.reason = ""
        change.save(update_fields=["reason"])
    for fill in person.filled_needs.exclude(note=""):
        fill.note = ""
        fill.save(update_fields=["note"])
    proven = person.identity_hash is not None
    person.name, person.title, person.phone, person.identity, person.left_note = ERASED, "", "", "", ""
    person.identity_hash = f"erased:{person.number}" if proven else None
    person.evidence = ERASED if person.evidence else ""
    person.erased_at = now
    person.save()
    forget_imported("talents", person.pk)
