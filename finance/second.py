"""The second person: what was typed with an amount that nobody believes at sight waits, and is done once approved."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.kernel.figures import wan
from core.kernel.locks import locked
from core.kernel.taps import once
from core.models import User
from finance.enums import HeldState, HeldWhy, SideKind
from finance.forms import CreditLineForm
from finance.ledger_forms import DrawdownForm
from finance.models import CreditLine, HeldEntry, Institution
from finance.telling import tell_of_grant, tell_of_held


@transaction.atomic
def hold(
    form: CreditLineForm | DrawdownForm,
    *,
    kind: SideKind,
    why: HeldWhy,
    amount: Decimal,
    firm: Any,
    institution: Institution,
    line: CreditLine | None,
    by: User,
    now: dt.datetime,
) -> HeldEntry:
    """Keep what a form was sent until another person approves it. The same press again keeps it once."""
    sent = {name: form[name].data for name in form.fields if form[name].data not in (None, "")}
    mine = HeldEntry.objects.filter(entered_by=by)
    number = form.cleaned_data.get("client_id")  # a line that is changed has none
    if number is None and (same := mine.waiting().filter(kind=kind, line=line, amount_wan=amount).first()):
        return same
    what = _("%(firm)s %(kind)s %(wan)s 万元") % {"firm": firm, "kind": kind.label, "wan": wan(amount)}
    said = {
        "kind": kind,
        "institution": institution,
        "line": line,
        "what": what[:120],
        "amount_wan": amount,
        "why": why,
    }
    said |= {"data": {name: str(value) for name, value in sent.items()}, "entered_by": by, "entered_at": now}
    row, new = once(mine, number or uuid.uuid4(), **said)
    if new:
        tell_of_held(row, by=by, now=now)
    return row


@transaction.atomic
def approve(held: HeldEntry, *, by: User, now: dt.datetime) -> Any:
    """Do what was typed, as whoever entered it sent it. Raises ValidationError for who entered it, for what was decided
    already, and for what no longer fits; then it waits on.
    """
    row = locked(HeldEntry, held.pk)
    _must_wait(row)
    if row.entered_by_id == by.pk:
        raise ValidationError(_("登记人不能复核自己的登记，请另一人复核。"))
    made = _line(row, now) if row.kind == SideKind.LINE else _drawdown(row)
    row.decide(HeldState.APPROVED, by=by, now=now)
    return made


@transaction.atomic
def drop(held: HeldEntry, *, by: User, now: dt.datetime) -> None:
    """It was wrong, and nothing is done. Raises ValidationError for what was decided already."""
    row = locked(HeldEntry, held.pk)
    _must_wait(row)
    row.decide(HeldState.DROPPED, by=by, now=now)


def _must_wait(row: HeldEntry) -> None:
    if row.state != HeldState.WAITING:
        raise ValidationError(_("这笔登记已经复核过。"))


def _line(row: HeldEntry, now: dt.datetime) -> CreditLine:
    form = CreditLineForm(row.data, instance=row.line, user=row.entered_by, approved=True)
    made = form.save_once()
    if made is None:
        raise _told(form)
    if row.line_id is None:
        tell_of_grant(made, by=row.entered_by, now=now)
    return made


def _drawdown(row: HeldEntry) -> Any:
    line = CreditLine.objects.get(pk=row.line_id)
    form = DrawdownForm(row.data, line=line)
    made = form.put(line.draw, by=row.entered_by, approved=True) if form.is_valid() else None
    if made is None:
        raise _told(form)
    return made


def _told(form: Any) -> ValidationError:
    words: Any = [str(each) for errors in form.errors.values() for each in errors]
    return ValidationError(words)
