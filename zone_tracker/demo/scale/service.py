"""Visits of the further zones, the requests that came of them, and what became of those."""

import hashlib

from django.db.models import Q

from enterprises.models import Confirmation, Contact, Request, RequestChange, Visit, VisitHandoff
from zone_tracker.demo.scale.block import Noun, Row, Told
from zone_tracker.demo.scale.firms import contact_name
from zone_tracker.demo.scale.zones import Zones

VISITS = 400


def _received(zones: Zones, row: Row) -> Told:
    """The contact who received the visitor, by the name that they bear in the zone."""
    text = row.cells["received_by"]
    firm = row.links["enterprise_id"]
    met = (each for each in zones.block.rows[Contact] if each.links["enterprise_id"] is firm)
    contact = next((each for each in met if text.startswith(each.cells["name"])), None)
    if contact is None:
        return lambda _zone: text
    rest = text.removeprefix(contact.cells["name"])
    return lambda zone: contact_name(zones, contact, zone) + rest


def no_secret(zones: Zones, row: Row) -> Told:
    """The hash of a secret that nobody has."""
    return lambda zone: hashlib.sha256(f"{zones.setting.seed}:{zones.number(row, zone)}".encode()).hexdigest()


NOUNS = (
    Noun(Visit, each=VISITS, where=Q(enterprise__is_example=True), says={"received_by": _received}),
    Noun(VisitHandoff, of="visit_id"),
    Noun(Request, of="visit_id"),
    Noun(RequestChange, of="request_id"),
    Noun(Confirmation, of="request_id", says={"secret_hash": no_secret}),
)
