"""作战图 as geometry: whatever the dates, bars stay inside, nothing real lies in the future, labels do not touch."""

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from core.enums import Lamp
from projects.chart.timeline import LEAST_TICK_PX, ZOOMS, Axis, NodeDates, axis_for, strip

D = dt.date.fromisoformat
TODAY = D("2026-11-24")
QUARTER = ZOOMS["quarter"]


def node(name: str, baseline: str, planned: str = "", actual: str = "", closes: str = "") -> NodeDates:
    done = D(actual) if actual else None
    return NodeDates(name, "stage", closes, D(baseline), D(planned or baseline), done)


PLAN = [
    node("签约", "2026-01-05", actual="2026-01-05", closes="signed"),
    node("开工", "2026-03-02", actual="2026-03-09", closes="started"),
    node("竣工", "2027-01-04", "2027-02-18", closes="built"),
]


class TestStrip:
    def setup_method(self) -> None:
        self.axis = axis_for(PLAN, TODAY, QUARTER)
        self.found = strip(PLAN, Lamp.RED, TODAY, self.axis)

    def test_works_begin_with_the_start_and_reach_today(self) -> None:
        assert self.found is not None
        assert self.found.actual is not None
        assert self.found.actual.x == self.axis.x(D("2026-03-09"))
        assert self.found.actual.x + self.found.actual.width == self.axis.x(TODAY)

    def test_what_it_slips_by_is_said_and_coloured(self) -> None:
        assert self.found is not None
        assert (self.found.delay_words, self.found.delay_css) == ("+45 天", "g-red")
        assert self.found.delay is not None
        assert self.found.delay.x == self.axis.x(D("2027-01-04"))

    def test_a_plan_in_time_has_no_delay(self) -> None:
        calm = strip([PLAN[0], node("开工", "2027-03-02", closes="started")], Lamp.GREEN, TODAY, self.axis)
        assert calm is not None
        assert (calm.delay, calm.delay_words, calm.actual) == (None, "", None)

    def test_a_finished_project_ends_where_it_ended(self) -> None:
        done = [node("签约", "2026-01-05", actual="2026-01-05"), node("达产", "2026-06-01", actual="2026-06-10")]
        found = strip(done, Lamp.DONE, TODAY, self.axis)
        assert found is not None
        assert found.plan is None
        assert found.actual is not None
        assert found.actual.x + found.actual.width == self.axis.x(D("2026-06-10"))

    def test_without_nodes_there_is_nothing(self) -> None:
        assert strip([], Lamp.GREY, TODAY, self.axis) is None


DAYS = st.dates(D("2019-01-01"), D("2032-12-31"))


@st.composite
def plans(draw: st.DrawFn) -> list[NodeDates]:
    nodes = []
    for n in range(draw(st.integers(1, 8))):
        actual = draw(st.none() | st.dates(D("2019-01-01"), TODAY))
        kind = draw(st.sampled_from(["stage", "work"]))
        closes = draw(st.sampled_from(["", "started", "built"]))
        nodes.append(NodeDates(f"节点{n}", kind, closes, draw(DAYS), draw(DAYS), actual))
    return nodes


class TestEveryPlan:
    @settings(max_examples=200)
    @given(plans(), st.sampled_from(sorted(ZOOMS)), st.sampled_from(list(Lamp)))
    def test_bars_lie_inside_and_nothing_real_after_today(self, nodes: list[NodeDates], zoom: str, lamp: Lamp) -> None:
        axis = axis_for(nodes, TODAY, ZOOMS[zoom])
        found = strip(nodes, lamp, TODAY, axis)
        assert found is not None
        for bar in (found.baseline, found.plan, found.actual, found.delay):
            assert bar is None or (bar.x >= 0 and bar.width >= 1 and bar.x + bar.width <= axis.width)
        if found.actual:
            assert found.actual.x + found.actual.width <= max(axis.x(TODAY), found.actual.x + 1)
        assert all(0 <= each.x <= axis.width for each in found.diamonds)

    @settings(max_examples=100)
    @given(DAYS, st.integers(1, 3000), st.sampled_from(sorted(ZOOMS)))
    def test_labels_keep_their_distance_and_their_order(self, start: dt.date, days: int, zoom: str) -> None:
        axis = Axis(start, start + dt.timedelta(days=days), ZOOMS[zoom])
        ticks = axis.ticks
        assert not [(a.label, b.label) for a, b in pairwise(axis.ticks) if b.x - a.x < LEAST_TICK_PX]
        assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)

    @settings(max_examples=100)
    @given(DAYS, DAYS)
    def test_later_days_lie_further_right(self, one: dt.date, other: dt.date) -> None:
        axis = Axis(D("2019-01-01"), D("2032-12-31"), QUARTER)
        assert (axis.x(one) <= axis.x(other)) or one > other
