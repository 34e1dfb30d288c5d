"""The figure of a part over time, against the registers asked anew for each day."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from targets.cuts.parts import CUT_BY, group_of, groups_of, value_of
from targets.explore.histories import KINDS, history_of

pytestmark = pytest.mark.django_db
PARTS = [(key, kind) for key, kinds in CUT_BY.items() for kind in kinds if kind in KINDS]


@pytest.mark.parametrize(("key", "kind"), PARTS)
def test_a_part_of_any_day_is_what_the_registers_say_of_that_day(demo: None, key: str, kind: str) -> None:
    today, chance = timezone.localdate(), random.Random(f"{key} {kind}")
    reports = today.replace(day=1) - dt.timedelta(days=1)  # of a month whose figures came in one after the other
    days = [today, *(reports.replace(day=n) for n in (9, 15, 16))]
    days += [today - dt.timedelta(days=chance.randrange(1500)) for _ in range(5)]
    told = 0
    for group in groups_of(kind, {""}):
        history = history_of(key, group)
        for day in days:
            then = value_of(key, group.scope, day)
            assert history(day) == then, f"{group.scope} of {day}"
            told += bool(then)
    assert told, "nothing to compare"


def test_many_days_ask_the_registers_once(demo: None) -> None:
    today, group = timezone.localdate(), group_of("talent_total", "cluster:optics")
    assert group is not None
    with CaptureQueriesContext(connection) as caught:
        history = history_of("talent_total", group)
        for n in range(500):
            history(today - dt.timedelta(days=n))
    assert len(caught) <= 3, [query["sql"][:80] for query in caught]
    with CaptureQueriesContext(connection) as control:
        value_of("talent_total", "cluster:optics", today - dt.timedelta(days=41))
        value_of("talent_total", "cluster:optics", today - dt.timedelta(days=42))
    assert len(control) > 3  # asked for each day, as the pages of one day do
