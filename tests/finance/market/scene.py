"""Products and seasons for the tests of the market."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from core.models import User
from finance.enums import Guarantee, ProductKind
from finance.models import Passing, Product, Season
from tests.finance.scene import institution, need

SINCE = dt.date(2026, 1, 5)


def unsaved(**fields: Any) -> Product:
    """A loan that asks for nothing."""
    said = {"name": "科创贷", "kind": ProductKind.LOAN, "guarantee": Guarantee.CREDIT, "begins_on": SINCE}
    return Product(**said | {"no_collateral": True} | fields)


def product(name: str = "科创贷", **fields: Any) -> Product:
    """The same, kept, of the first bank."""
    made = unsaved(name=name, **{"institution": fields.pop("institution", None) or institution(), **fields})
    made.save()
    return made


def product_form(**fields: Any) -> dict[str, Any]:
    """What the browser sends to register a product."""
    form = {"client_id": str(uuid.uuid4()), "name": "科创贷", "kind": "loan", "guarantee": "credit"}
    form |= {"most_wan": "800", "rate_from": "3.45", "term_months": "36", "begins_on": "2026-01-05"}
    return form | {name: getattr(value, "pk", value) for name, value in fields.items()}


def passed(by: User, **fields: Any) -> Passing:
    """A need in the hands of the first bank."""
    said = {"institution": institution(), "on": dt.date(2026, 2, 3), "by": by, "client_id": uuid.uuid4()}
    return Passing.pass_on(fields.pop("of", None) or need(), **said | fields)


def season(by: User, **fields: Any) -> Season:
    """A season of the first half of 2026."""
    said = {"name": "示例赛季", "begins_on": dt.date(2026, 1, 1), "ends_on": dt.date(2026, 6, 30)}
    return Season.objects.create(**said | fields, opened_by=by, opened_at=timezone.now())
