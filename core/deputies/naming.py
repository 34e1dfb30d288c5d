"""Naming a deputy, and ending it before its last day. What a deputy may then do: core/hands/reading.py."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.enums import CHANGES_ROLES, DEPUTED, Role
from core.kernel.locks import locked
from core.kernel.taps import of_tap, own_number, refused_by
from core.models import Deputy, User, UserQuerySet
from core.post.notices import Message, tell

LONGEST = dt.timedelta(days=366)  # from the first day: who is away for longer hands on what is theirs


def may_keep(user: User, person: User) -> bool:
    """Whether somebody may name this person's deputy, and end it: the person, and those who keep the accounts."""
    return user.pk == person.pk or user.holds(*CHANGES_ROLES)


def roles_to_cover(person: User) -> list[Role]:
    """The roles by which work waits for this person; a deputy holds all of them."""
    return [role for role in DEPUTED if person.holds(role)]


def candidates(person: User) -> UserQuerySet:
    """Who may stand in for somebody: those who hold every role by which work waits for them."""
    asked = [str(role) for role in roles_to_cover(person)]
    others = User.objects.active().exclude(pk=person.pk).by_name()
    return others.filter(roles__contains=asked) if asked else others.none()


@transaction.atomic
def appoint(
    person: User,
    *,
    deputy: User,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
    by: User,
    now: dt.datetime,
    client_id: uuid.UUID,
) -> Deputy:
    """Let one person do what waits for another, from a day to a day; both are told, but for who entered it.

    The same `client_id` is the one that is there. Raises ValidationError for days that are past, in the wrong order or
    too far apart, for somebody without the roles, and where the person has a deputy on one of the days already.
    """
    if not may_keep(by, person):
        raise PermissionDenied("deputy")
    held = locked(User, person.pk)
    if same := of_tap(Deputy.objects.filter(person=held), client_id):
        return same
    _refuse_days(starts_on, ends_on, timezone.localdate(now))
    if not held.is_active or not candidates(held).filter(pk=deputy.pk).exists():
        raise _refused("deputy", _("代理人须在用，并具备本人的全部业务角色。"), "role")
    said = {"person": held, "deputy": deputy, "starts_on": starts_on, "ends_on": ends_on, "reason": reason}
    try:
        with transaction.atomic(), own_number():
            row = Deputy.objects.create(**said, entered_by=by, entered_at=now, client_id=client_id)
    except IntegrityError as error:
        if "deputy_one_a_day" not in refused_by(error):
            raise
        raise _refused("starts_on", _("这些日子里已经有代理人，先结束原来的代理。"), "twice") from error
    to_deputy = gettext_lazy("%(from)s 至 %(to)s 由你代理%(person)s")
    _tell(row, to_deputy, gettext_lazy("%(from)s 至 %(to)s 由%(deputy)s代理你"), by, now)
    return row


@transaction.atomic
def end(deputy: Deputy, *, by: User, now: dt.datetime) -> Deputy:
    """End it at this moment; it stays in the history. Twice is once. Both are told, but for who did it.

    Raises ValidationError for one whose last day is over.
    """
    if not may_keep(by, deputy.person):
        raise PermissionDenied("deputy")
    row = locked(Deputy, deputy.pk)
    if row.ended_at:
        return row
    if row.ends_on < timezone.localdate(now):
        raise ValidationError(_("代理已经到期。"), code="over")
    row.ended_at, row.ended_by = now, by
    row.save(update_fields=["ended_at", "ended_by"])
    _tell(row, gettext_lazy("你对%(person)s的代理已结束"), gettext_lazy("%(deputy)s对你的代理已结束"), by, now)
    return row


def _refused(field: str, words: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(words, code=code)})


def _refuse_days(starts_on: dt.date, ends_on: dt.date, today: dt.date) -> None:
    if starts_on < today:
        raise _refused("starts_on", _("代理不能从过去开始。"), "past")
    if ends_on < starts_on:
        raise _refused("ends_on", _("结束日期不能早于开始日期。"), "order")
    if ends_on - starts_on > LONGEST:
        raise _refused("ends_on", _("代理最长一年，更久的请交接。"), "long")


def _tell(row: Deputy, to_deputy: Any, to_person: Any, by: User, now: dt.datetime) -> None:
    words = {
        "person": row.person,
        "deputy": row.deputy,
        "from": f"{row.starts_on:%Y-%m-%d}",
        "to": f"{row.ends_on:%Y-%m-%d}",
    }
    told, key = {row.deputy: to_deputy, row.person: to_person}, "ended" if row.ended_at else "named"
    tell(
        [
            Message(
                each, title, row.reason, reverse("core:me"), f"deputy:{row.pk}:{key}:{each.pk}", words, personal=True
            )
            for each, title in told.items()
            if each != by
        ],
        now=now,
    )
