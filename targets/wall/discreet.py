"""What people typed may name somebody. A wall names nobody: such a text is left out, as a whole."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, TextField, Value

from core.models import User
from enterprises.models import Contact, Enterprise
from talent.models import Talent

NAMES: tuple[tuple[Any, str], ...] = (
    (User, "name"),
    (Contact, "name"),
    (Talent, "name"),
    (Enterprise, "short_name"),
    (Enterprise, "full_name"),
)


def named_in(texts: Iterable[str]) -> set[str]:
    """The people and firms whose names occur in these texts. As many queries as there are kinds of names."""
    said = "\n".join(texts)
    found: set[str] = set()
    for model, column in NAMES if said.strip() else ():
        known = model.objects.order_by().annotate(said=Value(said, TextField())).filter(said__contains=F(column))
        found |= set(known.exclude(**{column: ""}).values_list(column, flat=True))
    return found


def discreet(text: str, names: Collection[str], *, instead: str = "") -> str:
    """The text where it names none of them, else other words."""
    return instead if any(name in text for name in names) else text
