"""What is still in a person's hands when the account is shut: each room says its own kinds, and hands them on itself.

This floor knows no business: it asks the kinds that were registered (`register`, from an app's `ready`) how many rows
there are, and lets each kind's own verb move them, which writes it down and tells both sides.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.enums import AuditKind, Role
from core.guard import audit
from core.guard.accounts.doors import named
from core.kernel.http import HttpRequest
from core.models import User, UserQuerySet, held_by_the_active

# (the rows, to whom, by whom, why, when): each row goes by the verb of its kind
HandOn = Callable[[QuerySet[Any], User, User, str, dt.datetime], None]


class Kind(NamedTuple):
    """Something that people hold: `rows` are those of one person, `roles` who may hold it."""

    key: str
    label: str | Promise
    roles: tuple[Role, ...]
    rows: Callable[[User], QuerySet[Any]]
    hand_on: HandOn
    column: tuple[type[models.Model], str]  # that names who has it: nothing is given to whoever is leaving

    def successors(self, person: User) -> UserQuerySet:
        """Who may take it over: those who hold a role of this person's that the kind asks for."""
        alike = [role for role in self.roles if person.holds(role)] or list(self.roles)
        return User.objects.holding(*alike).exclude(pk=person.pk).by_name()


KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Let the page of an account tell of these kinds, too."""
    KINDS.update({kind.key: kind for kind in kinds})
    for model, name in (kind.column for kind in kinds):
        pgtrigger.register(held_by_the_active(model._meta.get_field(name)))(model)


def held(person: User) -> list[tuple[Kind, int]]:
    """The kinds of which something is in this person's hands, and how much."""
    counted = [(kind, kind.rows(person).count()) for kind in KINDS.values()]
    return [(kind, number) for kind, number in counted if number]


def state_of(person: User) -> str:
    """What is in this person's hands, as a page carries it: how much of each kind, and a digest of which rows."""
    rows = {kind.key: sorted(kind.rows(person).values_list("pk", flat=True)) for kind in KINDS.values()}
    said = json.dumps([person.is_active, {key: keys for key, keys in rows.items() if keys}])
    counts = ",".join(f"{key}:{len(keys)}" for key, keys in rows.items() if keys)
    return f"{counts}|{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def moved_since(seen: str, now: str) -> list[str]:
    """What another person moved between two states, in words: each kind with how much there was and is."""
    then, today = (_counts(each) for each in (seen, now))
    return [
        _("%(what)s：原有 %(then)d 项，现有 %(now)d 项")
        % {"what": kind.label, "then": then.get(key, 0), "now": today.get(key, 0)}
        for key, kind in KINDS.items()
        if then.get(key, 0) != today.get(key, 0)
    ]


def _counts(state: str) -> dict[str, int]:
    pairs = (each.partition(":") for each in state.partition("|")[0].split(",") if each)
    return {key: int(number) for key, _colon, number in pairs if number.isdecimal() and len(number) < 7}


@transaction.atomic
def hand_on(
    person: User,
    to: Mapping[str, User],
    *,
    reason: str,
    by: User,
    request: HttpRequest | None,
    now: dt.datetime,
) -> int:
    """Give what is in a person's hands to others, by the key of the kind; how many rows went.

    Raises ValidationError for somebody who may not hold it.
    """
    moved = 0
    for key, other in to.items():
        kind = KINDS[key]
        if not kind.successors(person).filter(pk=other.pk).exists():
            raise ValidationError(_("%(who)s不能接手“%(what)s”。") % {"who": other, "what": kind.label}, code="role")
        rows = kind.rows(person)
        moved += rows.count()
        kind.hand_on(rows, other, by, reason, now)
    if moved:
        audit.record(AuditKind.HANDED_ON, user=by, request=request, what=named(person))
    return moved
