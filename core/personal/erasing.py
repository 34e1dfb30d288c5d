"""个人信息删除: asked for by one person, decided by another, and carried out in the transaction of the second word.

What goes of whom, each room says itself (`Subject.empty`); the history of the row is emptied by the database
(core/models/erasable.py), and its table gets a new baseline on the trail, for its digests are others now.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import AuditKind, ErasureReason, Person, RequestedRoles
from core.guard import audit
from core.guard.trail.histories import histories, take_baseline
from core.hands.reading import entwined
from core.kernel.language import in_house_language
from core.kernel.locks import locked
from core.kernel.taps import of_tap, own_number
from core.models import DECIDES, ERASED, Attachment, Erasable, Erasure, ImportRow, User, UserQuerySet
from core.post.notices import Message, tell


@dataclass(frozen=True)
class Subject:
    """People of one kind: their table, who may ask, what hinders, and what is emptied beside the history.

    `past` are the tables whose events the trigger of the model changes; `number` names the row and nobody.
    """

    whose: Person
    model: type[Erasable]
    past: tuple[type[models.Model], ...]
    asks: Callable[[User, Any], bool]
    number: Callable[[Any], str]
    page: Callable[[Any], str]
    empty: Callable[[Any, dt.datetime], None]
    hinders: Callable[[Any], str] = lambda _row: ""


def deciders(asked: Erasure, *, now: dt.datetime) -> UserQuerySet:
    """Who may give the second word: neither who asked, nor whom it is about, nor who stands in for one of them."""
    return User.objects.holding(*DECIDES[Person(asked.whose)]).exclude(pk__in=_concerned(asked, now))


def may_decide(user: User, asked: Erasure, *, now: dt.datetime) -> bool:
    """Whether `deciders` would find this person."""
    holds = user.is_active and user.holds(*DECIDES[Person(asked.whose)])
    return holds and user.pk not in _concerned(asked, now)


def _concerned(asked: Erasure, now: dt.datetime) -> set[int]:
    people = [asked.asked_by_id, *([asked.row] if asked.whose == Person.USER else [])]
    return entwined(*people, at=now)


@transaction.atomic
def ask(
    subject: Subject, row: Any, reason: ErasureReason | str, *, by: User, client_id: UUID, now: dt.datetime
) -> Erasure:
    """Ask that a row's personal data be erased; those who may decide are told, without a name.

    The same press again is the same request. Raises ValidationError for what is erased, hindered, or asked already.
    """
    kept = locked(subject.model, row.pk)
    if made := of_tap(Erasure.objects.filter(asked_by=by), client_id):
        return made
    _refuse_hindered(subject, kept)
    if Erasure.objects.waiting().filter(whose=subject.whose, row=kept.pk).exists():
        raise ValidationError(_("已有一份申请待决定，决定或撤回之后才能再申请。"), code="already_asked")
    said = {"whose": subject.whose, "row": kept.pk, "reason": reason, "asked_by": by, "asked_at": now}
    with own_number(), transaction.atomic():
        asked = Erasure.objects.create(**said, client_id=client_id)
    tell(_asked(asked, subject.number(kept), now=now), now=now)
    return asked


@transaction.atomic
def decide(
    subject: Subject, asked: Erasure, approve: bool, *, by: User, request: HttpRequest | None, now: dt.datetime
) -> Erasure:
    """The second word. Approved, the data is gone when this is committed, and cannot be brought back.

    The same word again changes nothing. Raises ValidationError for who asked or is concerned, for what somebody else
    decided, and for an approval of what is hindered by now.
    """
    if approve:
        _hold(subject)
    row, asked = locked(subject.model, asked.row), locked(Erasure, asked.pk)
    state = RequestedRoles.APPROVED if approve else RequestedRoles.REFUSED
    if asked.state == state and asked.decided_by_id == by.pk:
        return asked
    _refuse_settled(asked)
    if not may_decide(by, asked, now=now):
        raise ValidationError(_("申请人和本人不能决定，须由另一个人决定。"), code="not_yours")
    if approve:
        _refuse_hindered(subject, row)
    _settle(asked, state, by=by, now=now)
    if approve:
        subject.empty(row, now)
        for model in subject.past:
            take_baseline(histories()[model._meta.db_table])
        with in_house_language():
            what = f"{subject.number(row)}，{asked.get_reason_display()}"
        audit.record(AuditKind.ERASED, user=by, request=request, what=what, about=row)
    tell(_decided(asked, subject.number(row)), now=now)
    return asked


@transaction.atomic
def withdraw(asked: Erasure, *, by: User, now: dt.datetime) -> Erasure:
    """Take one's own request back; twice is once. Raises ValidationError for another's, and for what was decided."""
    asked = locked(Erasure, asked.pk)
    if asked.asked_by_id != by.pk:
        raise ValidationError(_("只有申请人可以撤回。"), code="not_yours")
    if asked.state == RequestedRoles.WITHDRAWN:
        return asked
    _refuse_settled(asked)
    return _settle(asked, RequestedRoles.WITHDRAWN, by=by, now=now)


def _hold(subject: Subject) -> None:
    """Writers of these tables wait from here on; asked for later, with rows locked, two would wait in a circle."""
    names = ", ".join(f'"{name}"' for name in sorted(model._meta.db_table for model in subject.past))
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _refuse_hindered(subject: Subject, row: Any) -> None:
    if why := _("个人信息已经删除。") if row.is_erased else subject.hinders(row):
        raise ValidationError(why, code="hindered")


def _refuse_settled(asked: Erasure) -> None:
    if not asked.is_waiting:
        said = {"state": asked.get_state_display(), "who": asked.decided_by}
        raise ValidationError(_("这份申请%(state)s（%(who)s），没有再次保存。") % said, code="settled")


def _settle(asked: Erasure, state: RequestedRoles, *, by: User, now: dt.datetime) -> Erasure:
    asked.state, asked.decided_by, asked.decided_at = state, by, now
    asked.save(update_fields=["state", "decided_by", "decided_at"])
    return asked


# --- What is emptied ------------------------------------------------------------------------------------------------
def empty_account(person: User, now: dt.datetime) -> None:
    """Telephone, e-mail and reading go; the name stays in the records of what was done."""
    person.phone = person.email = person.reading = person.first_name = person.last_name = ""
    person.erased_at = now
    person.save()
    forget_imported("accounts", person.pk)


def forget_imported(kind: str, key: int) -> None:
    """What files said of this row; that there was a line stays."""
    rows = ImportRow.objects.filter(batch__kind=kind, key=key)
    rows.update(label=ERASED, before={}, after={}, said=[], question={}, left="")


def take_away(papers: Iterable[Attachment], now: dt.datetime) -> None:
    """Papers of the person: the file goes, and the name that it had."""
    for paper in papers:
        if paper.removed_at is None:
            paper.take_away(now=now)
        paper.name = ERASED
        paper.save(update_fields=["name"])


# --- Who is told: the number of a row, never a name -----------------------------------------------------------------
def _asked(asked: Erasure, number: str, *, now: dt.datetime) -> Iterable[Message]:
    title, words = gettext_lazy("%(number)s：有人申请删除个人信息，请你决定"), {"number": number}
    with in_house_language():
        body = str(asked.get_reason_display())
    for user in deciders(asked, now=now):
        yield Message(user, title, body, page_of(asked), f"erasure:{asked.pk}:asked:{user.pk}", words, email=True)


def _decided(asked: Erasure, number: str) -> Iterable[Message]:
    approved = asked.state == RequestedRoles.APPROVED
    done, refused = gettext_lazy("%(number)s的个人信息已删除"), gettext_lazy("删除%(number)s个人信息的申请未获同意")
    with in_house_language():
        body = str(asked.get_reason_display())
    key = f"erasure:{asked.pk}:decided:{asked.asked_by_id}"
    yield Message(asked.asked_by, done if approved else refused, body, page_of(asked), key, {"number": number})


def page_of(asked: Erasure) -> str:
    """Where a request is read and decided on."""
    return reverse("erasure", args=[asked.pk])
