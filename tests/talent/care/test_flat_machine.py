"""Flats against a plain model of them: who moves in, leaves early, or is taken back, in any order, on any days.

The model is a list of days by flat and by person; what it takes the database must take, and nothing else.
"""

from dataclasses import dataclass, field

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from talent.models import Tenancy
from tests.talent.care.scene import flat, on, tenancy
from tests.talent.scene import talent

pytestmark = pytest.mark.django_db
FLATS, PEOPLE, DAYS = 3, 4, 14
HOW = settings(max_examples=30, stateful_step_count=25, phases=[Phase.generate], deadline=None)
days, long = st.integers(0, DAYS - 1), st.integers(0, 6)
flats, people, nth = st.integers(0, FLATS - 1), st.integers(0, PEOPLE - 1), st.integers(0, 9)


@dataclass
class Stay:
    """Somebody in a flat on some days."""

    where: int
    who: int
    since: int
    until: int
    ended: int | None = None
    row: Tenancy | None = None

    def days(self) -> set[int]:
        last = self.until if self.ended is None else min(self.until, self.ended - 1)
        return set(range(self.since, last + 1))


@dataclass
class Plain:
    """The flats as somebody would keep them on paper."""

    stays: list[Stay] = field(default_factory=list)

    def takes(self, new: Stay) -> bool:
        """Whether nobody is in the flat, and the person in no other, on any of its days."""
        near = (each for each in self.stays if each.where == new.where or each.who == new.who)
        return not any(each.days() & new.days() for each in near)


class Flats(RuleBasedStateMachine):
    """The same presses for the database and for the model."""

    @initialize()
    def begins(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.flats = [flat(str(n)) for n in range(FLATS)]
        self.people = [talent(f"{n}示例") for n in range(PEOPLE)]
        self.plain = Plain()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(where=flats, who=people, since=days, long=long)
    def move_in(self, where: int, who: int, since: int, long: int) -> None:
        stay = Stay(where, who, since, since + long)
        may = self.plain.takes(stay)
        try:
            with transaction.atomic():
                stay.row = tenancy(self.flats[where], self.people[who], since, since + long)
            got = True
        except IntegrityError:
            got = False
        assert got == may, stay
        if got:
            self.plain.stays.append(stay)

    @rule(which=nth, day=days)
    def leave(self, which: int, day: int) -> None:
        if not self.plain.stays:
            return
        stay = self.plain.stays[which % len(self.plain.stays)]
        may = stay.ended is None and stay.since <= day <= stay.until
        try:
            got = stay.row is not None and stay.row.end(on=on(day), why="示例")
        except ValidationError:
            got = False
        assert got == may, stay
        if got:
            stay.ended = day

    @rule(which=nth, until=days)
    def correct(self, which: int, until: int) -> None:
        """The last day was wrong."""
        if not self.plain.stays:
            return
        stay = self.plain.stays[which % len(self.plain.stays)]
        new = Stay(stay.where, stay.who, stay.since, until, stay.ended)
        self.plain.stays.remove(stay)
        may = until >= stay.since and self.plain.takes(new)
        try:
            with transaction.atomic():
                got = bool(Tenancy.objects.filter(pk=stay.row.pk).update(until=on(until))) if stay.row else False
        except IntegrityError:
            got = False
        assert got == may, (stay, new)
        self.plain.stays.append(Stay(**vars(new) | {"row": stay.row}) if got else stay)

    @rule(which=nth)
    def take_back(self, which: int) -> None:
        if self.plain.stays:
            stay = self.plain.stays.pop(which % len(self.plain.stays))
            Tenancy.objects.filter(pk=stay.row.pk if stay.row else None).delete()

    @invariant()
    def every_day_says_the_same(self) -> None:
        if not hasattr(self, "plain"):
            return
        for day in range(DAYS + 7):
            wanted = sorted((each.where, each.who) for each in self.plain.stays if day in each.days())
            found = Tenancy.objects.on(on(day)).values_list("apartment", "talent")
            at = {row.pk: n for n, row in enumerate(self.flats)}, {row.pk: n for n, row in enumerate(self.people)}
            assert sorted((at[0][where], at[1][who]) for where, who in found) == wanted


def test_flats_do_what_a_plain_model_of_them_does() -> None:
    run_state_machine_as_test(Flats, settings=HOW)


def test_the_control_a_model_that_takes_everything_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plain, "takes", lambda self, new: True)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Flats, settings=HOW)
