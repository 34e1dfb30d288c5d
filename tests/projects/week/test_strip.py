"""近 52 周 on the page of the weeks: a bar a frozen week, as tall as it had red and amber lamps."""

import datetime as dt

import pytest

from projects.models import Period
from projects.week.strip import HEIGHT, strip


def weeks(count: int) -> list[Period]:
    monday = dt.date(2026, 10, 5)
    return [
        Period(pk=n, iso_year=2026, iso_week=41 + n, starts_on=monday + dt.timedelta(weeks=n)) for n in range(count)
    ]


def lit(red: int, amber: int) -> dict[str, int]:
    return {"red": red, "amber": amber, "green": 9}


def test_the_tallest_week_fills_the_height_and_the_others_stand_beside_it() -> None:
    drawn = strip(weeks(3), {0: lit(0, 2), 1: lit(2, 2), 2: lit(1, 0)})
    assert drawn is not None
    assert [(each.red, each.amber) for each in drawn.bars] == [(0, 32), (32, 32), (16, 0)]
    assert [(each.red_y, each.amber_y) for each in drawn.bars] == [(HEIGHT, 32), (32, 0), (48, 48)]
    assert [float(each.x) for each in drawn.bars] == pytest.approx([0, 100 / 3, 200 / 3], abs=0.01)
    assert drawn.said == "近 3 期：红灯由 0 个变为 1 个，黄灯由 2 个变为 0 个"
    assert drawn.bars[1].said == "第42周：红灯 2，黄灯 2"


def test_a_week_that_was_not_frozen_has_no_bar() -> None:
    drawn = strip(weeks(4), {0: lit(0, 0), 3: lit(0, 0)})
    assert drawn is not None
    assert [each.week.pk for each in drawn.bars] == [0, 3]
    assert [(each.red, each.amber) for each in drawn.bars] == [(0, 0), (0, 0)]
    assert strip(weeks(2), {0: lit(1, 1)}) is None, "one week is no course"
