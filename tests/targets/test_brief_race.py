"""Two people ask for the files of one week at the same moment: a worker is given one job."""

import time
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import Job
from projects.models import Period
from targets.brief import making
from tests.projects.scene import person, week
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between looking for a job that runs and making one there is time for another to look."""
    mark_of = making.mark_of
    monkeypatch.setattr(making, "mark_of", lambda *of: time.sleep(0.3) or mark_of(*of))


def race() -> list[Any]:
    """What each of the two came to."""
    frozen, now = week("2026-11-16"), timezone.now()
    Period.objects.filter(pk=frozen.pk).update(frozen_at=now)
    frozen.refresh_from_db()
    people = [person(f"officer{n}") for n in range(2)]
    return at_once(*[lambda by=by: making.ask(frozen, key=uuid.uuid4(), by=by, now=now) for by in people])


def test_one_starts_it_and_the_other_is_told_that_it_runs() -> None:
    came = race()
    job = next(each for each in came if isinstance(each, Job))
    refused = next(each for each in came if isinstance(each, ValidationError))
    assert refused.code == "running"
    assert Job.objects.get(kind=making.BRIEF) == job


def test_the_control_without_the_lock_there_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "locked", lambda model, pk: model.objects.get(pk=pk))
    assert [type(each) for each in race()] == [Job, Job]
    assert Job.objects.filter(kind=making.BRIEF).count() == 2
