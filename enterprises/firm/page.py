"""What the page of a firm shows: figures, requests, cultivation, listing; each part as far as the reader may see it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import User
from core.personal.revealing import Masked, offered
from enterprises.models import Contact, Enterprise, LiaisonAssignment, MonthlyFigures

TWO_YEARS = 24  # months


@dataclass(frozen=True)
class Figures:
    """This year's output so far in 万元, against the same months of last year; None where nothing was reported."""

    output_wan: Decimal | None
    growth: Decimal | None
    latest: MonthlyFigures | None


def figures_of(firm: Enterprise) -> Figures:
    """Sum the year of the latest reported month. No growth where last year lacks one of the months compared."""
    reported = list(firm.figures.order_by("-month")[:TWO_YEARS])
    if not reported:
        return Figures(None, None, None)
    latest = reported[0]
    this, months = _output(reported, latest.month.year, latest.month.month)
    last, months_before = _output(reported, latest.month.year - 1, latest.month.month)
    if this is None or not last or months != months_before:
        return Figures(this, None, latest)
    return Figures(this, this / last - 1, latest)


def _output(reported: list[MonthlyFigures], year: int, month: int) -> tuple[Decimal | None, int]:
    """The output from January to a month, and how many months were reported."""
    known = [each.output_wan for each in reported if each.month.year == year and each.month.month <= month]
    return sum(known, Decimal(0)) if known else None, len(known)


@dataclass(frozen=True)
class ShownContact:
    """A contact with the number as this reader may see it; `reveal` is what the page needs to offer the whole."""

    contact: Contact
    phone: str
    may_call: bool
    reveal: dict[str, Any] | None = None


def contacts_of(firm: Enterprise, *, user: User) -> list[ShownContact]:
    """Contacts, their numbers in full for who looks after the firm, and with a reason for who else may see them.

    Expects prefetched contacts.
    """
    contacts = [each for each in firm.contacts.all() if each.left_on is None]
    in_full = bool(contacts) and user.has_perm("enterprises.call", contacts[0])  # one firm, one answer
    asks = bool(contacts) and not in_full and user.has_perm("enterprises.see_phone", contacts[0])
    return [
        ShownContact(
            each,
            each.phone if in_full else each.masked_phone,
            may_call=in_full and bool(each.phone),
            reveal=offered(masked_of(each), url=reveal_url(each), row=each).get("phone") if asks else None,
        )
        for each in contacts
    ]


def masked_of(contact: Contact) -> dict[str, Masked]:
    """What can be asked for of a contact."""
    return {"phone": Masked(_("电话"), contact.masked_phone, contact.phone)}


def reveal_url(contact: Contact) -> str:
    """Where it is asked for."""
    return reverse("enterprises:contact_reveal", args=[contact.pk])


def current_liaisons() -> Prefetch:
    """Who looks after each firm today; asked anew for every page, for a server lives longer than a day."""
    now_in_force = LiaisonAssignment.objects.current().select_related("officer")
    return Prefetch("liaisons", now_in_force, to_attr="current_liaisons")
