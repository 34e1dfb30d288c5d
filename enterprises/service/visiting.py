"""Logging a visit: what was said, and everything that it brings back, in one saving."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.kernel.taps import once
from core.models import User
from core.office.photos import store_photo
from enterprises.enums import HandoffKind
from enterprises.models import RequestKind, Visit, VisitHandoff


@dataclass(frozen=True)
class NewRequest:
    """A request as the visit form carries it."""

    kind: RequestKind
    text: str
    promised_on: dt.date | None = None


@transaction.atomic
def log_visit(
    *,
    by: User,
    now: dt.datetime,
    client_id: uuid.UUID,
    requests: Sequence[NewRequest] = (),
    handoffs: Iterable[HandoffKind] = (),
    handoff_note: str = "",
    photos: Iterable[UploadedFile] = (),
    **said: Any,
) -> tuple[Visit, bool]:
    """Log a visit with its requests, hand-offs and photos; return it and whether it is new.

    The same `client_id` again returns the visit that is there and adds nothing. Nobody is notified by this verb.
    Raises ValidationError for a photo that is none, and for a number of somebody else's visit.
    """
    visit, new = once(Visit.objects.filter(officer=by), client_id, officer=by, created_at=now, **said)
    if not new:
        return visit, False
    for each in requests:
        each.kind.raise_request(
            visit.enterprise, text=each.text, promised_on=each.promised_on, visit=visit, by=by, now=now
        )
    VisitHandoff.objects.bulk_create(VisitHandoff(visit=visit, kind=kind, note=handoff_note) for kind in handoffs)
    for photo in photos:
        visit.photos.create(attachment=store_photo(photo, by=by, now=now))
    return visit, True
