"""Demos of other days and seeds, each made in an empty database: as good, and the same every time."""

import datetime as dt
from collections import Counter

import pytest

from core.enums import Lamp
from core.kernel.clock import moment
from projects.models import Project
from projects.periods import open_period
from projects.readings import lamps_of
from tests.demo.measures import digest, lying_ahead
from tests.sampling import one_in
from zone_tracker.demo import load as demo
from zone_tracker.demo.scale import stream

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.mark.slow
def test_the_same_seed_and_day_give_the_same_rows_and_another_seed_others(monkeypatch: pytest.MonkeyPatch) -> None:
    digests = []
    for seed, asleep in ((1133, "ALL"), (1133, "USER"), (1134, "ALL")):
        monkeypatch.setattr(stream, "what_may_sleep", lambda asleep=asleep: asleep)  # who loads makes no difference
        demo.load_anew(today=TODAY, seed=seed, scale=2)  # keys begin at 1 again
        digests.append(digest())
    first, again, other = digests
    assert first == again != other


@pytest.mark.parametrize("day", one_in(5, ["2026-02-23", "2025-10-05", "2026-01-05", "2026-12-31", "2027-06-09"]))
def test_other_days_make_as_good_a_demo(day: str) -> None:
    today = dt.date.fromisoformat(day)
    demo.load(today=today, seed=1133, scale=1)
    now = moment(today, dt.time(9, 40))
    lamps = Counter(reading.lamp for reading in lamps_of(Project.objects.key(), today, now=now).values())
    assert lamps == {Lamp.RED: 4, Lamp.AMBER: 9, Lamp.GREEN: 21, Lamp.DONE: 2, Lamp.GREY: 3}
    assert open_period(now).updates.exists()
    assert lying_ahead(today, now) == []
