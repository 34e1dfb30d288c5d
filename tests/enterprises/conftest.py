"""Fixtures of this room."""

import datetime as dt
from collections.abc import Callable

import pytest

from core.enums import Role
from core.models import User
from enterprises.enums import PlanKind
from enterprises.models import CultivationPlan, Enterprise, PlanEntry
from tests.enterprises.scene import firm, person

ISSUED = dt.date(2021, 4, 6)


@pytest.fixture
def officer() -> User:
    return person("zhou", Role.LIAISON)


@pytest.fixture
def mine(officer: User) -> Enterprise:
    return firm("示例甲厂", officer)


@pytest.fixture
def foreign() -> Enterprise:
    return firm("示例乙厂", person("tang", Role.LIAISON))


@pytest.fixture
def plans() -> Callable[..., None]:
    """Makes two more entries in each of the two plans: one recognised, one in tutoring, two where all is open."""

    def make(mark: str = "") -> None:
        champions, _new = CultivationPlan.objects.get_or_create(
            kind=PlanKind.CHAMPIONS, defaults={"name": "冠军培育计划", "size": 30, "issued_on": ISSUED}
        )
        listing, _new = CultivationPlan.objects.get_or_create(
            kind=PlanKind.LISTING, defaults={"name": "上市后备计划", "size": 15, "issued_on": ISSUED}
        )
        done = {"recognised_on": ISSUED, "evidence": "示例文件"}
        for plan, name, more in [
            (champions, "冠", done),
            (champions, "新", {}),
            (listing, "辅", {}),
            (listing, "待", {}),
        ]:
            entry = PlanEntry.objects.create(
                plan=plan, enterprise=firm(f"示例{name}{mark}"), entered_on=ISSUED, goal="champion", **more
            )
            if name == "辅":
                entry.enterprise.listing_stages.create(stage="shareholding", on=ISSUED)
                entry.enterprise.listing_stages.create(stage="tutoring", on=ISSUED + dt.timedelta(days=90))

    return make
