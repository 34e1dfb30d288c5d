"""What goes when the personal data of a firm's contact is erased."""

import datetime as dt

from django.utils import timezone

from core.models import ERASED, ImportRow
from enterprises.models import Contact


def empty_contact(contact: Contact, now: dt.datetime) -> None:
    """Name, post and telephone go; the row stays, as somebody who has left."""
    _forget_imported(contact)
    contact.name, contact.title, contact.phone = ERASED, "", ""
    contact.left_on = contact.left_on or timezone.localdate(now)
    contact.erased_at = now
    contact.save()


def _forget_imported(contact: Contact) -> None:
    """Files name a contact in the line of the firm: what that line said goes as a whole where it names this one, by any
    name or number that they had.
    """
    past = Contact.pgh_event_model.objects.filter(pgh_obj_id=contact.pk)
    said = {text for event in past for text in (event.name, str(event.phone)) if text}
    for row in ImportRow.objects.filter(batch__kind="firms", key=contact.enterprise_id):
        cells = {str(value) for each in (row.before, row.after) for value in each.values()}
        if any(text in cell for text in said for cell in cells):
            row.before, row.after, row.said, row.question = {}, {}, [], {}
            row.save(update_fields=["before", "after", "said", "question"])
