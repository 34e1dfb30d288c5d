"""Logging a visit: what was said, and everything that it brings back, in one saving."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.kernel.locks import locked
from core.kernel.taps import TAKEN_BACK, of_tap, once, refused_by, was_taken_back
from core.models import User
from core.office.photos import store_photo
from enterprises.enums import HandoffKind, RequestState
from enterprises.models import Enterprise, Request, RequestChange, RequestKind, Visit
from enterprises.models.hearing import tell_handlers, tell_takers

NO_NOTES: Mapping[HandoffKind, str] = {}
_FIRM_MOVED = gettext_lazy("诉求的企业已更正：%(what)s")


@dataclass(frozen=True)
class NewRequest:
    """A request as the visit form carries it."""

    kind: RequestKind
    text: str
    promised_on: dt.date | None = None
    answer_promised_on: dt.date | None = None


@transaction.atomic
def log_visit(
    *,
    by: User,
    now: dt.datetime,
    client_id: uuid.UUID,
    requests: Sequence[NewRequest] = (),
    handoffs: Iterable[HandoffKind] = (),
    handoff_note: str = "",
    handoff_notes: Mapping[HandoffKind, str] = NO_NOTES,
    photos: Iterable[UploadedFile] = (),
    **said: Any,
) -> tuple[Visit, bool]:
    """Log a visit with its requests, hand-offs and photos; return it and whether it is new.

    Each hand-off has a note of its own, else `handoff_note`, and the officers of its room are told. The same
    `client_id` again returns the visit that is there and adds nothing.
    Raises ValidationError for a photo that is none, for a number of somebody else's visit, and for the number of one
    that was taken back: a phone that did not hear of the first answer may send it again.
    """
    if was_taken_back(Visit, client_id):
        raise ValidationError(_("这次走访已撤销，没有再记。"), code=TAKEN_BACK)
    visit, new = once(Visit.objects.filter(officer=by), client_id, officer=by, created_at=now, **said)
    if not new:
        return visit, False
    for each in requests:
        raise_request(visit.enterprise, each, visit=visit, by=by, now=now)
    for kind in handoffs:
        note = handoff_notes.get(kind) or handoff_note
        tell_takers(visit.handoffs.create(kind=kind, note=note), by=by, now=now)
    for photo in photos:
        visit.photos.create(attachment=store_photo(photo, by=by, now=now))
    return visit, True


def raise_request(
    firm: Enterprise,
    asked: NewRequest,
    *,
    by: User,
    now: dt.datetime,
    visit: Visit | None = None,
    client_id: uuid.UUID | None = None,
) -> Request:
    """Send on what a firm asked for."""
    return asked.kind.raise_request(
        firm,
        text=asked.text,
        promised_on=asked.promised_on,
        answer_promised_on=asked.answer_promised_on,
        visit=visit,
        by=by,
        now=now,
        client_id=client_id,
    )


def raise_once(
    firm: Enterprise,
    asked: NewRequest,
    *,
    by: User,
    now: dt.datetime,
    client_id: uuid.UUID,
    visit: Visit | None = None,
) -> Request:
    """Send on what a firm asked for, outside a visit or after it; the same `client_id` again finds it. Two at once make
    one.

    Raises ValidationError for a number of elsewhere.
    """
    try:
        with transaction.atomic():
            return raise_request(firm, asked, by=by, now=now, client_id=client_id, visit=visit)
    except IntegrityError as error:
        if "client_id" in refused_by(error) and (made := raised_by_press(by, client_id)):
            return made
        raise


def raised_by_press(by: User, client_id: uuid.UUID) -> Request | None:
    """The request that the press of this number sent on already. Raises ValidationError for a number of elsewhere."""
    begun = RequestChange.objects.filter(by=by, from_state="").select_related("request__enterprise")
    step = of_tap(begun, client_id)
    return step.request if step else None


# --- Afterwards ---------------------------------------------------------------------------------------------------
def move_to_firm(visit: Visit, firm: Enterprise, *, by: User, now: dt.datetime) -> None:
    """The visit was to another firm: what it brought back goes with it. The caller saves the visit, in one transaction.

    Raises ValidationError when a department or an officer has taken up something of it already.
    """
    requests = list(visit.requests.select_for_update(of=("self",)).select_related("kind", "department"))
    if any(row.state not in (RequestState.DISPATCHED, RequestState.WITHDRAWN) for row in requests):
        raise ValidationError(_("这次走访带回的诉求已有部门办理，不能改企业。"), code="taken_up")
    if visit.handoffs.exclude(taken_at=None).exists():
        raise ValidationError(_("这次走访转办的需求已有人承接，不能改企业。"), code="taken_up")
    for row in requests:
        row.enterprise = firm
        row.save()
        if row.state == RequestState.DISPATCHED:
            tell_handlers(row.department, row, _FIRM_MOVED, row.text, why="firm", by=by, now=now)


@transaction.atomic
def remove_visit(visit: Visit, *, now: dt.datetime) -> None:
    """撤销: it never took place, or was logged twice; on the day on which it was logged. The history keeps it.

    Requests of it that were taken back stay, without it. Raises ValidationError afterwards, and when something of it
    went on: a request that stands, a need that somebody took up.
    """
    visit = locked(Visit, visit.pk)
    if timezone.localdate(visit.created_at) != timezone.localdate(now):
        raise ValidationError(_("只能在记录当天撤销；之后请修改。"), code="late")
    if visit.requests.exclude(state=RequestState.WITHDRAWN).exists():
        raise ValidationError(_("这次走访带回了诉求，请先撤回诉求。"), code="taken_up")
    if visit.handoffs.exclude(taken_at=None).exists():
        raise ValidationError(_("这次走访转办的需求已有人承接，不能撤销。"), code="taken_up")
    for photo in visit.photos.select_related("attachment"):
        photo.take_away(now=now)
    for row in visit.requests.all():
        row.visit = None
        row.save()
    visit.delete()
