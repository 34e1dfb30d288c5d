"""A change of the calendar is followed once, by one worker, with the calendar as it was and as it is."""

import datetime as dt
from threading import Barrier

import pytest

from core.kernel.workdays import WorkCalendar
from core.models import CalendarYear, Round, Workday
from core.office import following
from core.office.following import begin, follow, newly_off
from tests.races import at_once

TASK = "tests.follow"
DAY = dt.date(2027, 10, 6)
Seen = list[tuple[WorkCalendar, WorkCalendar, str]]


@pytest.fixture
def seen(db: None) -> Seen:
    begin(TASK)
    return []


def look(seen: Seen) -> int:
    def step(old: WorkCalendar, new: WorkCalendar, change: str) -> int:
        seen.append((old, new, change))
        return 1

    return follow(TASK, step)


def enter(day: dt.date, *, works: bool) -> None:
    Workday.objects.update_or_create(on=day, defaults={"is_working": works})


def test_it_gets_the_old_calendar_and_the_new_one(seen: Seen) -> None:
    assert look(seen) == 0
    CalendarYear.objects.create(year=2027, source="国办")
    enter(DAY, works=False)
    assert (look(seen), look(seen), len(seen)) == (1, 0, 1)
    ((old, new, _change),) = seen
    assert (old.is_working(DAY), new.is_working(DAY)) == (True, False)
    assert (2027 in old.years, 2027 in new.years) == (False, True)
    assert newly_off(old, new) == {DAY}
    assert newly_off(new, old) == set()


def test_each_change_has_a_word_of_its_own(seen: Seen) -> None:
    for works in (False, True):
        enter(DAY, works=works)
        look(seen)
    assert len({change for *_calendars, change in seen}) == 2


def test_a_step_that_fails_is_tried_again(seen: Seen) -> None:
    def fails(*_given: object) -> int:
        raise RuntimeError

    enter(DAY, works=False)
    with pytest.raises(RuntimeError):
        follow(TASK, fails)
    assert look(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_follows(seen: Seen) -> None:
    enter(DAY, works=False)
    assert sum(at_once(*[lambda: look(seen)] * 2)) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both read what was seen before either writes it."""
    both = Barrier(2)

    def unheld(task: str) -> Round:
        found = Round.objects.get(task=task)
        both.wait(timeout=10)
        return found

    monkeypatch.setattr(following, "_held", unheld)
    enter(DAY, works=False)
    assert sum(at_once(*[lambda: look(seen)] * 2)) == 2
