"""批量办理 at the same moment: a double press, and two people who ticked the same rows."""

import uuid
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from core.enums import Role
from core.models import Job, User
from core.sheets import picking
from core.sheets.exports import ask
from core.sheets.lists import Export, listings
from core.sheets.picking import DONE, SAME, Doing, Press, acts_of, carry_out, outcomes_of
from projects.models import Assignment, Project
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(transactional_db: None) -> tuple[list[User], list[Project]]:
    people = [
        User.objects.create_user(name, name=f"示例{name}", roles=[role])
        for name, role in (("wang", Role.LEADER), ("li", Role.PROJECT_OFFICER), ("zhao", Role.PROJECT_OFFICER))
    ]
    projects = [Project.objects.create(code=f"YH-2026-00{n}", name=f"示例项目{n}") for n in range(3)]
    return people, projects


def _hand_over(people: list[User], projects: list[Project], to: User, number: uuid.UUID) -> Job:
    said = {"duty": "responsible", "person": to, "task_force": None, "on": timezone.localdate(), "reason": ""}
    act, doing = acts_of()["projects"].acts[0], Doing(said, people[0], timezone.now())
    return carry_out("projects", act, projects, doing, press=Press(number))


class TestAtOnce:
    def test_a_double_press_is_one(self, three: Any) -> None:
        people, projects = three
        number = uuid.uuid4()
        jobs = at_once(*[lambda: _hand_over(people, projects, people[1], number)] * 2)
        assert [job.pk for job in jobs] == [jobs[0].pk] * 2, jobs
        assert Assignment.objects.count() == 3
        assert {each.what for each in outcomes_of(Job.objects.get())} == {DONE}

    def test_without_the_number_there_would_be_two(self, three: Any) -> None:
        """The control: two presses are two acts, of which the second finds nothing left to do."""
        people, projects = three
        jobs = at_once(*[lambda: _hand_over(people, projects, people[1], uuid.uuid4())] * 2)
        assert len({job.pk for job in jobs}) == 2
        assert sorted(outcomes_of(job)[0].what for job in jobs) == [DONE, SAME]

    def test_two_people_come_one_after_the_other(self, three: Any) -> None:
        """In opposite orders, without a deadlock: each row went to one, then to the other, all in the same order."""
        people, projects = three
        jobs = at_once(
            lambda: _hand_over(people, projects, people[1], uuid.uuid4()),
            lambda: _hand_over(people, projects[::-1], people[2], uuid.uuid4()),
        )
        assert all(isinstance(job, Job) for job in jobs), jobs
        assert len(set(Project.objects.values_list("responsible", flat=True))) == 1
        assert Assignment.objects.filter(ends_on__isnull=True).count() == 3
        assert Assignment.objects.count() == 6


def test_rows_are_locked_by_their_keys_however_they_were_ticked(three: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    people, projects = three
    taken: list[int] = []
    lock = picking.locked
    monkeypatch.setattr(picking, "locked", lambda model, pk: (taken.append(pk), lock(model, pk))[1])
    job = _hand_over(people, projects[::-1], people[1], uuid.uuid4())
    assert taken == [row.pk for row in projects]
    assert [each.pk for each in outcomes_of(job)] == [row.pk for row in projects[::-1]]


class TestLongExports:
    """生成文件: a double press owes one file, and the number of somebody else's press is told, not a failure."""

    def _ask(self, person: User, number: uuid.UUID) -> Job:
        with transaction.atomic():
            return ask(
                Export(listings()["projects"], person, QueryDict()), "csv", key=number, by=person, now=timezone.now()
            )

    def test_a_double_press_owes_one_file(self, three: Any) -> None:
        people, number = three[0], uuid.uuid4()
        jobs = at_once(*[lambda: self._ask(people[0], number)] * 3)
        assert {getattr(job, "pk", job) for job in jobs} == {Job.objects.get(kind="export").pk}

    def test_without_the_number_there_would_be_three(self, three: Any) -> None:
        """The control."""
        people = three[0]
        jobs = at_once(*[lambda: self._ask(people[0], uuid.uuid4())] * 3)
        assert len({job.pk for job in jobs}) == 3

    def test_of_two_people_with_one_number_one_is_told(self, three: Any) -> None:
        people, number = three[0], uuid.uuid4()
        results = at_once(lambda: self._ask(people[0], number), lambda: self._ask(people[1], number))
        assert sorted(type(each).__name__ for each in results) == ["Job", "ValidationError"]
