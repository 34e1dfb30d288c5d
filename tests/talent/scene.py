"""Rows for the tests of this room: people of the house, firms and talents."""

import datetime as dt
import uuid
from typing import Any

from core.enums import Role
from core.models import User
from enterprises.models import Enterprise
from talent import identity
from talent.enums import Category, ProofKind
from talent.models import Talent

# Invented numbers with right check digits; the second ends in X.
NUMBER, NUMBER_X = "430111199003070019", "11010519491231002X"
RECOGNISED = dt.date(2026, 5, 6)


def person(username: str, *roles: Role) -> User:
    """Somebody with these roles; a talent officer when none is given."""
    return User.objects.create(username=username, name=f"示例{username}", roles=list(roles or [Role.TALENT_OFFICER]))


def firm(name: str = "示例电驱") -> Enterprise:
    """A firm."""
    return Enterprise.objects.get_or_create(short_name=name)[0]


def talent(name: str = "陈示例", number: str = "", **fields: Any) -> Talent:
    """An engineer who arrived in 2026 and waits for recognition; `number` is the identity number."""
    defaults: dict[str, Any] = {"category": Category.ENGINEER, "arrived_on": dt.date(2026, 1, 5)}
    if number:
        defaults |= {"identity": identity.document(number)}
    return Talent.objects.create(name=name, **defaults | fields)


def proven(row: Talent, since: dt.date = dt.date(2026, 1, 5)) -> Talent:
    """With contract and insurance from a day on."""
    for kind in (ProofKind.CONTRACT, ProofKind.INSURANCE):
        row.proofs.create(kind=kind, on=since, number="示例 1 号")
    return row


def counted(name: str = "李示例", **fields: Any) -> Talent:
    """A head that counts: recognised, in a firm, with a document, contract and insurance."""
    known = {"recognised_on": RECOGNISED, "evidence": "示例证书 1 号", "identity_hash": uuid.uuid4().hex}
    return proven(talent(name, **known | {"enterprise": fields.pop("enterprise", None) or firm()} | fields))


def form(**fields: Any) -> dict[str, Any]:
    """What the form sends for a new person."""
    data = {"client_id": str(uuid.uuid4()), "name": "王示例", "category": "engineer", "arrived_on": "2026-01-05"}
    data["enterprise"] = firm().pk
    return data | {name: getattr(value, "pk", value) for name, value in fields.items()}
