"""Rows for the tests of this room: people, institutions, needs, lines and drawdowns; and what browsers send."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client

from core.enums import Role
from core.models import User
from enterprises.models import Enterprise
from finance.enums import InstitutionKind
from finance.models import BankMember, CreditLine, Drawdown, FinancingNeed, Institution

Browser = Callable[[User], Client]
LISTS = ["/finance/", "/finance/funnel/", "/finance/needs/", "/finance/institutions/"]
GRANTED_ON = dt.date(2026, 3, 2)


def person(username: str, *roles: Role) -> User:
    """Somebody with these roles; a finance officer when none is given."""
    return User.objects.create(username=username, name=f"示例{username}", roles=list(roles or [Role.FINANCE_OFFICER]))


def firm(name: str = "示例电驱", **fields: Any) -> Enterprise:
    """A firm."""
    return Enterprise.objects.get_or_create(short_name=name, defaults=fields)[0]


def institution(name: str = "示例甲银行", *people: User) -> Institution:
    """A bank with its people."""
    bank = Institution.objects.get_or_create(name=name, defaults={"kind": InstitutionKind.BANK})[0]
    for each in people:
        BankMember.objects.create(user=each, institution=bank)
    return bank


def banker(username: str, bank: str) -> User:
    """A bank's person."""
    user = person(username, Role.BANK)
    institution(bank, user)
    return user


def need(**fields: Any) -> FinancingNeed:
    """A need of 1,200 万元."""
    defaults = {"amount_wan": Decimal(1200), "purpose": "设备购置", "raised_on": dt.date(2026, 2, 2)}
    defaults["enterprise"] = fields.pop("enterprise", None) or firm()
    return FinancingNeed.objects.create(**defaults | fields)


def line(granted: int = 1000, **fields: Any) -> CreditLine:
    """A line, of the first bank unless told."""
    defaults: dict[str, Any] = {"granted_wan": Decimal(granted), "granted_on": GRANTED_ON}
    defaults["enterprise"] = fields.pop("enterprise", None) or firm()
    defaults["institution"] = fields.pop("institution", None) or institution()
    return CreditLine.objects.create(**defaults | fields)


def drawn(of: CreditLine, amount: int, on: dt.date = GRANTED_ON, by: User | None = None) -> Drawdown:
    """Money drawn, past the verb; the triggers still watch."""
    recorder = by or User.objects.first() or person("recorder")
    return of.drawdowns.create(amount_wan=Decimal(amount), on=on, recorded_by=recorder, client_id=uuid.uuid4())


def draw(of: CreditLine, amount: int, by: User, **fields: Any) -> Drawdown:
    """Draw through the verb."""
    defaults = {"on": GRANTED_ON, "client_id": uuid.uuid4()}
    return of.draw(amount_wan=Decimal(amount), by=by, **defaults | fields)


def said(response: Any) -> str:
    """The page."""
    return response.content.decode()


def line_form(**fields: Any) -> dict[str, Any]:
    """What the browser sends to register a line."""
    form = {
        "client_id": str(uuid.uuid4()),
        "granted_wan": "1,200",
        "granted_on": "2026-03-02",
        "expires_on": "2027-03-01",
    }
    return form | {name: getattr(value, "pk", value) for name, value in fields.items()}


def draw_form(amount: Any, **fields: Any) -> dict[str, Any]:
    """What the browser sends to record a drawdown."""
    return {"client_id": str(uuid.uuid4()), "amount_wan": amount, "on": "2026-03-03"} | fields


def need_form(**fields: Any) -> dict[str, Any]:
    """What the browser sends to register a need."""
    form = {
        "client_id": str(uuid.uuid4()),
        "amount_wan": "1200",
        "purpose": "设备购置",
        "raised_on": "2026-02-02",
        "state": "open",
    }
    return form | {name: getattr(value, "pk", value) for name, value in fields.items()}


def left_of(line: CreditLine) -> Decimal:
    """What can still be drawn from a line now, in 万元."""
    return CreditLine.objects.get(pk=line.pk).undrawn_wan
