"""Home, 我的工作台 and search: each person begins where their work is, and finds only what they may see."""

import datetime as dt
from typing import Any

import pytest
from django.utils import translation

from core.kernel.clock import SHANGHAI
from projects.periods import open_period
from projects.week.reporting import time_left
from tests.world import World
from zone_tracker.views import period_steps

pytestmark = pytest.mark.django_db
FRIDAY = dt.datetime(2026, 11, 20, 18, 30, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("who", "where"),
    [("leader", "/dashboard/"), ("auditor", "/dashboard/"), ("project", "/workbench/"), ("bank", "/workbench/")],
)
def test_everybody_begins_where_their_work_is(shared_world: World, client_for: Any, who: str, where: str) -> None:
    assert client_for(getattr(shared_world.cast, who)).get("/")["Location"] == where


@pytest.mark.parametrize(
    ("who", "panel"),
    [
        ("project", "本周填报"),
        ("liaison", "我联系的企业"),
        ("handler", "待办诉求"),
        ("finance", "走访转来的需求"),
        ("bank", "融资需求"),
        ("admin", "上线准备"),
        ("auditor", "现在没有待办"),
    ],
)
def test_the_workbench_shows_what_awaits_this_person(
    shared_world: World, client_for: Any, who: str, panel: str
) -> None:
    assert panel in client_for(getattr(shared_world.cast, who)).get("/workbench/").content.decode()


def test_the_steps_of_the_period_mark_what_comes_next(db: None) -> None:
    period = open_period(FRIDAY)
    steps = period_steps(period, now=FRIDAY)
    assert [step.label for step in steps if step.now] == ["发出提醒"]
    assert [step.past for step in steps][-3:] == [False, False, False]


@pytest.mark.parametrize(
    ("hours", "words"),
    [(61, "还剩 2 天"), (47, "还剩 47 小时"), (1, "还剩 1 小时"), (0.5, "还剩 30 分钟"), (-1, "还剩 0 分钟")],
)
def test_the_time_that_is_left(hours: float, words: str) -> None:
    with translation.override("zh-hans"):
        assert time_left(FRIDAY + dt.timedelta(hours=hours), now=FRIDAY) == words


def test_search_finds_by_name_pinyin_and_code(shared_world: World, client_for: Any) -> None:
    leader = client_for(shared_world.cast.leader)
    for text in ("可孚", "kfyl", "kefuyiliao", "曙光模具"):
        page = leader.get("/search/", {"q": text}).content.decode()
        assert ("可孚医疗" if "曙光" not in text else "曙光科技") in page, text


def test_search_finds_nothing_foreign(shared_world: World, client_for: Any) -> None:
    page = client_for(shared_world.cast.liaison).get("/search/", {"q": shared_world.foreign.firm.short_name})
    assert "没有找到" in page.content.decode()


@pytest.mark.parametrize("text", ["", "x" * 61, "%", "'; DROP TABLE core_user; --", "\x00"])
def test_a_strange_search_is_answered_calmly(shared_world: World, client_for: Any, text: str) -> None:
    assert client_for(shared_world.cast.leader).get("/search/", {"q": text}).status_code == 200
