"""Which programme a page shows: several stand beside each other, each with its own targets."""

import datetime as dt

from django.utils import timezone

from core.kernel.keeping.freshness import kept
from targets.models import Programme


def programmes() -> list[Programme]:
    """Every programme, the earliest first. Kept until one is written."""
    return kept("targets", lambda: list(Programme.objects.all()), part="programmes")


def current(day: dt.date) -> Programme | None:
    """The newest programme that has begun by a day, the first one before any has; None where there is none."""
    known = programmes()
    begun = [each for each in known if each.starts_on <= day]
    return begun[-1] if begun else next(iter(known), None)


def programme_of(day: str) -> Programme | None:
    """The programme that was current on a day that an address writes; None where it writes none."""
    try:
        return current(min(dt.date.fromisoformat(day), timezone.localdate()))
    except ValueError:
        return None


def chosen(code: str, day: dt.date) -> Programme | None:
    """The programme of this code, the current one where no programme is called so."""
    return next((each for each in programmes() if each.code == code), None) or current(day)
