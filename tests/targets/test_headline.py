"""The dashboard's first line: the four digits by lamp, and the parts that are furthest behind."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from core.enums import Lamp
from targets.enums import Unit
from targets.indicators import Point
from targets.models import Target
from targets.readings import TargetReading
from targets.tiles import Tile, headline

ON = dt.date(2026, 11, 30)


def digit(lamp: Lamp) -> Tile:
    empty: Any = dict.fromkeys(Tile.__dataclass_fields__)
    return Tile(**(empty | {"lamp": lamp}))


def part(key: str, digit_key: str, done: str, *, unit: Unit = Unit.PERSON) -> TargetReading:
    """A part that has done so much of its 100 where half of the time is gone."""
    target = Target(key=key, name=key, unit=unit, value=Decimal(100), parent=Target(key=digit_key))
    return TargetReading(target, ON, [Point(ON, Decimal(done))], Decimal(done), Decimal("0.5"), ())


PARTS = [
    part("talent_engineer", "talent_total", "60"),
    part("talent_leading", "talent_total", "30"),
    part("cluster_optics", "layout", "45", unit=Unit.YI),
    part("cluster_biomedical", "layout", "20", unit=Unit.YI),
    part("zone_output", "nothing", "1"),
]


@pytest.mark.parametrize(
    ("lamps", "parts", "said"),
    [
        ("red amber amber green", PARTS[:2], "一红、两黄、一绿：差在领军人才"),
        ("red red amber green", PARTS, "两红、一黄、一绿：差在生物医疗产值、领军人才和智能光学产值"),
        ("green green green done", PARTS[:1], "三绿、一项已达标"),
        ("grey grey grey grey", PARTS[:1], ""),
    ],
)
def test_one_sentence(lamps: str, parts: list[TargetReading], said: str) -> None:
    assert headline([digit(Lamp(lamp)) for lamp in lamps.split()], parts) == said
