"""Every column that names a person: something in their hands that is handed on, or a record of what was.

The next column is in neither list, and this fails until somebody says which it is.
"""

from typing import Any

from core.guard.accounts.holdings import KINDS
from core.models import User

OURS = ("core", "enterprises", "projects", "finance", "talent", "targets")

# What somebody did, asked, wrote or was told once: it stays theirs, whoever they are today.
DID = {"by", "asked_by", "decided_by", "requested_by", "entered_by", "verified_by", "recorded_by", "given_by"}
DID |= {"uploaded_by", "registered_by", "issued_by", "closed_by", "raised_by", "resolved_by", "taken_by", "changed_by"}
DID |= {"handled_by", "noted_by", "ended_by", "undone_by", "author", "made_by", "revoked_by", "opened_by"}

# The others, each with the reason why nothing of it is in anybody's hands.
RECORDS = {
    "core.AuditEvent.user": "who did it",
    "core.Delivery.user": "what was sent; what waits is dropped when the account is shut",
    "core.Deputy.deputy": "counts only while both may log in",
    "core.Deputy.person": "counts only while both may log in",
    "core.Notice.user": "what was told",
    "core.PasswordLink.person": "whom a link was for; it opens nothing of a shut account",
    "core.RoleRequest.person": "whom a request is about; it is decided or withdrawn",
    "enterprises.Visit.officer": "who was there",
    "finance.BankMember.user": "where a bank's person belongs; it shows nothing to who cannot log in",
    "projects.Assignment.user": "who held a duty then; the duty itself is a column of the project",
    "projects.LifeChange.heir": "takes over when the change is decided; an account that is shut is refused there",
    "projects.Reminder.user": "who was reminded",
}


def columns() -> dict[str, Any]:
    """Every foreign key and place in a list that names a person, by model and column; histories are copies."""
    found = {}
    for relation in User._meta.get_fields(include_hidden=True):
        named = relation.related_model if relation.auto_created and not relation.concrete else None
        if named is None or named._meta.app_label not in OURS or hasattr(named, "pgh_tracked_model"):
            continue
        if named._meta.auto_created is User or relation.field.many_to_many:
            continue  # Django's groups, and the list whose table is met by itself
        found[f"{named._meta.label}.{relation.field.name}"] = relation
    return found


def held() -> set[str]:
    """The columns of the kinds that are handed on; a list's by the table that keeps it."""
    tables = {
        (model._meta.concrete_model._meta.label, name) for model, name in (kind.column for kind in KINDS.values())
    }
    return {f"{label}.{name}" for label, name in tables}


def test_every_column_is_in_hands_or_a_record() -> None:
    for name in columns():
        places = [name in held(), name in RECORDS]
        places.append(name.rpartition(".")[2] in DID and not any(places))
        assert sum(places) == 1, f"{name}: say in a Kind how it is handed on, or here why it is a record"


def test_the_lists_name_what_is_there() -> None:
    there = columns()
    assert RECORDS.keys() <= there.keys()
    assert held() <= there.keys()
    assert {name.rpartition(".")[2] for name in there} >= DID


def test_control_a_kind_that_is_taken_out_is_missed(monkeypatch: Any) -> None:
    monkeypatch.delitem(KINDS, "task_forces")
    assert {"projects.TaskForce_members.user"} <= columns().keys() - held()
