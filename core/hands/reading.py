"""代理: whose hands a person's hands are today. Every right and every list that follows from being named asks here.

Three rules. A deputy does what waits for the other only where both hold the role that it takes: neither gets what the
other could not do. Nothing goes on to a deputy's own deputy. Whoever may not log in stands in for nobody, and nobody
stands in for them: their things are handed on (core/guard/accounts/holdings.py).
"""

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.utils import timezone

from core.enums import DEPUTED, Role
from core.kernel.keeping.freshness import kept, unmoved
from core.models import Deputy, User

_only: ContextVar[frozenset[int] | None] = ContextVar("hands", default=None)


class Stead(NamedTuple):
    """One deputy: for whom, who, on which days, with which roles of both."""

    pk: int
    person: int
    called: str  # the person's name
    deputy: int
    name: str  # the deputy's name
    starts_on: dt.date
    ends_on: dt.date
    ended_at: dt.datetime | None
    both_active: bool
    department: int | None  # the person's
    roles: frozenset[str]  # of both, as far as work waits for those who hold them
    covers: bool  # whether these are all of the person's

    def runs(self, at: dt.datetime) -> bool:
        """Whether one stands in for the other at a moment, as it was entered."""
        return self.starts_on <= timezone.localdate(at) <= self.ends_on and (
            self.ended_at is None or at < self.ended_at
        )


def _all() -> list[Stead]:
    rows = Deputy.objects.select_related("person", "deputy").order_by("person__pinyin", "pk")
    with unmoved():  # what a request wrote beside it names no deputy
        return kept("people", lambda: [_stead(each) for each in rows], part="deputies")


def _stead(row: Deputy) -> Stead:
    asked = {str(role) for role in DEPUTED if row.person.holds(role)}
    shared = asked & {*row.deputy.roles}
    return Stead(
        row.pk,
        row.person_id,
        str(row.person),
        row.deputy_id,
        str(row.deputy),
        row.starts_on,
        row.ends_on,
        row.ended_at,
        row.person.is_active and row.deputy.is_active,
        row.person.department_id,
        frozenset(shared),
        asked == shared,
    )


def running(at: dt.datetime | None = None) -> list[Stead]:
    """All that count at a moment, now without one: both may log in, and hold a role together."""
    moment = at or timezone.now()
    return [each for each in _all() if each.both_active and each.roles and each.runs(moment)]


def stands_in(user: User, *roles: Role) -> list[Stead]:
    """Those for whom this person stands in now; with roles, as far as both hold one of them."""
    asked, only = {str(role) for role in roles}, _only.get()
    return [
        each
        for each in running()
        if each.deputy == user.pk and (not asked or each.roles & asked) and (only is None or each.person in only)
    ]


def hands(user: User, *roles: Role) -> set[int]:
    """Whose things this person does now: their own, and those of whom they stand in for; keys of people."""
    return {user.pk, *(each.person for each in stands_in(user, *roles))}


def departments(user: User) -> set[int]:
    """The departments for which this person handles what is asked of them: the own one, and those of whom they stand in
    for; keys. Nobody's without the role of a handler.
    """
    if not user.holds(Role.HANDLER):
        return set()
    theirs = {each.department for each in stands_in(user, Role.HANDLER)}
    return {each for each in (user.department_id, *theirs) if each is not None}


def for_department(user: User, department: int | None) -> Stead | None:
    """For whom this person handles what a department was asked; None for the own one."""
    found = stands_in(user, Role.HANDLER) if user.department_id != department else []
    return next((each for each in found if each.department == department), None)


def deputy_of(person: int | None) -> Stead | None:
    """Who stands in for somebody now."""
    return next((each for each in running() if each.person == person), None) if person else None


@contextmanager
def hands_of(people: Collection[int]) -> Iterator[None]:
    """Within it nobody stands in for others than these: to see through whom a right comes."""
    token = _only.set(frozenset(people))
    try:
        yield
    finally:
        _only.reset(token)


def entwined(*people: int | None, at: dt.datetime) -> set[int]:
    """These people, who stood in for them at a moment, and for whom they stood in: of these none is a second person
    where one asks and another decides.
    """
    found = {each for each in people if each is not None}
    pairs = [{each.person, each.deputy} for each in _all() if each.runs(at)]
    return found.union(*(pair for pair in pairs if pair & found))


def for_whom(by: int | None, at: dt.datetime | None, holders: Collection[int | None]) -> Stead | None:
    """In whose stead somebody did something at a moment: they were not named there themselves, and stood in then."""
    if by is None or at is None or by in holders:
        return None
    return next((each for each in _all() if each.deputy == by and each.person in holders and each.runs(at)), None)
