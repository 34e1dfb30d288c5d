"""倒排: latest dates on the real calendar, and what must hold for every plan."""

import datetime as dt
import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.statutory import statutory_days
from core.kernel.workdays import ONE_DAY, WorkCalendar
from projects.models import PlanTemplate, TemplateNode
from projects.plan.reverse_schedule import (
    Cycle,
    Node,
    Slot,
    UnknownNode,
    late_by,
    reverse_schedule,
)
from projects.plan.templates_file import nodes_of, seed_templates, shipped


def faults(slots: Sequence[Slot], calendar: WorkCalendar) -> list[str]:
    """Whatever breaks the rule in a schedule, in words; empty when it holds."""
    by_key = {slot.node.key: slot for slot in slots}
    found = []
    for slot in slots:
        if not (calendar.is_working(slot.starts_on) and calendar.is_working(slot.due_on)):
            found.append(f"{slot.node.key} begins or ends on a day off")
        if calendar.working_days_between(slot.starts_on, slot.due_on + ONE_DAY) != slot.node.working_days:
            found.append(f"{slot.node.key} does not take its {slot.node.working_days} working days")
        found += [f"{slot.node.key} before {key}" for key in slot.node.after if by_key[key].due_on >= slot.starts_on]
    found += [f"{b.node.key} out of order" for a, b in pairwise(slots) if b.due_on < a.due_on]
    return found


D = dt.date.fromisoformat
MAY_2021 = WorkCalendar(
    exceptions={
        D("2021-04-25"): True,
        D("2021-05-08"): True,
        **{D(f"2021-05-0{n}"): False for n in range(1, 6)},
    },
    years=frozenset({2021}),
)


def by_key(slots: list[Slot]) -> dict[str, Slot]:
    return {slot.node.key: slot for slot in slots}


class TestTheCalendar:
    def test_a_plan_across_may_day_works_on_the_make_up_days_and_rests_on_the_holiday(self) -> None:
        """Eleven working days back from 05-08: the Sundays and Saturdays of 调休 count, 05-01 to 05-05 do not."""
        plan = [Node("a", "前", 6), Node("b", "后", 5, ("a",))]
        slots = by_key(reverse_schedule(plan, D("2021-05-09"), MAY_2021))
        assert (slots["b"].starts_on, slots["b"].due_on) == (D("2021-04-29"), D("2021-05-08"))
        assert (slots["a"].starts_on, slots["a"].due_on) == (D("2021-04-22"), D("2021-04-28"))

    def test_without_the_notice_the_same_plan_falls_on_other_days(self) -> None:
        """Negative control: plain weekdays give different dates, so the calendar is really asked."""
        slots = by_key(reverse_schedule([Node("b", "后", 5)], D("2021-05-09"), WorkCalendar()))
        assert (slots["b"].starts_on, slots["b"].due_on) == (D("2021-05-03"), D("2021-05-07"))

    def test_the_end_on_a_day_off_is_met_on_the_working_day_before(self) -> None:
        slots = reverse_schedule([Node("a", "甲", 1)], D("2021-05-05"), MAY_2021)
        assert slots[-1].due_on == D("2021-04-30")

    def test_parallel_nodes_each_end_as_late_as_their_own_follower_allows(self) -> None:
        plan = [
            Node("land", "土地", 2),
            Node("design", "设计", 1),
            Node("permit", "许可", 1, ("land", "design")),
            Node("hire", "招工", 1),
        ]
        slots = by_key(reverse_schedule(plan, D("2021-06-04"), MAY_2021))
        assert slots["hire"].due_on == slots["permit"].due_on == D("2021-06-04")
        assert slots["land"].due_on == slots["design"].due_on == D("2021-06-03")
        assert slots["land"].starts_on == D("2021-06-02")

    def test_late_counts_the_working_days_that_are_lost(self) -> None:
        slot = reverse_schedule([Node("a", "甲", 5)], D("2021-05-08"), MAY_2021)[0]
        assert slot.starts_on == D("2021-04-29")
        assert late_by(slot, D("2021-04-29"), MAY_2021) == 0
        assert late_by(slot, D("2021-05-04"), MAY_2021) == 2  # 04-29 and 04-30; the holiday costs nothing
        assert late_by(slot, D("2021-05-07"), MAY_2021) == 3


class TestBrokenPlans:
    def test_a_circle_is_named(self) -> None:
        plan = [Node("a", "甲", 1, ("b",)), Node("b", "乙", 1, ("c",)), Node("c", "丙", 1, ("a",)), Node("d", "丁", 1)]
        with pytest.raises(Cycle, match="a → b → c → a"):
            reverse_schedule(plan, D("2021-06-04"), MAY_2021)

    def test_a_node_that_waits_for_itself(self) -> None:
        with pytest.raises(Cycle, match="a → a"):
            reverse_schedule([Node("a", "甲", 1, ("a",))], D("2021-06-04"), MAY_2021)

    def test_a_circle_behind_a_tail_is_named_without_the_tail(self) -> None:
        plan = [Node("t", "尾", 1, ("a",)), Node("a", "甲", 1, ("b",)), Node("b", "乙", 1, ("a",))]
        with pytest.raises(Cycle, match=r": a → b → a$"):
            reverse_schedule(plan, D("2021-06-04"), MAY_2021)

    def test_a_node_that_is_missing_is_named(self) -> None:
        with pytest.raises(UnknownNode, match="a waits for x"):
            reverse_schedule([Node("a", "甲", 1, ("x",))], D("2021-06-04"), MAY_2021)


@st.composite
def plans(draw: st.DrawFn) -> list[Node]:
    """Plans without circles, given in any order."""
    size = draw(st.integers(1, 9))
    nodes = []
    for n in range(size):
        after = draw(st.sets(st.integers(0, n - 1), max_size=3)) if n else set()
        nodes.append(Node(f"n{n}", f"节点{n}", draw(st.integers(1, 30)), tuple(f"n{each}" for each in sorted(after))))
    return draw(st.permutations(nodes))


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Calendars with holidays and make-up days strewn over two years."""
    days = draw(st.dictionaries(st.dates(D("2020-06-01"), D("2022-06-30")), st.booleans(), max_size=80))
    return WorkCalendar(exceptions=days)


ENDS = st.dates(D("2021-06-01"), D("2022-06-30"))


class TestEveryPlan:
    @settings(max_examples=150)
    @given(plans(), calendars(), ENDS)
    def test_no_day_off_no_broken_dependency_every_day_taken(
        self, plan: list[Node], calendar: WorkCalendar, end: dt.date
    ) -> None:
        slots = reverse_schedule(plan, end, calendar)
        assert faults(slots, calendar) == []
        assert slots[-1].due_on == calendar.last_working_day(end)
        assert {slot.node for slot in slots} == set(plan)

    @settings(max_examples=100)
    @given(plans(), calendars(), ENDS)
    def test_no_node_could_start_later(self, plan: list[Node], calendar: WorkCalendar, end: dt.date) -> None:
        """One working day later, and the node would run into its followers or past the end."""
        slots = reverse_schedule(plan, end, calendar)
        for slot in slots:
            later = slot.due_on + ONE_DAY
            while not calendar.is_working(later):
                later += ONE_DAY
            followers = [each.starts_on for each in slots if slot.node.key in each.node.after]
            assert later >= min(followers) if followers else later > end

    @settings(max_examples=100)
    @given(plans(), calendars(), ENDS, st.integers(0, 60))
    def test_a_later_end_never_moves_a_node_earlier(
        self, plan: list[Node], calendar: WorkCalendar, end: dt.date, days: int
    ) -> None:
        before = by_key(reverse_schedule(plan, end, calendar))
        after = by_key(reverse_schedule(plan, end + ONE_DAY * days, calendar))
        assert all(after[key].starts_on >= slot.starts_on for key, slot in before.items())

    def test_the_checker_can_fail(self) -> None:
        """Negative control: a schedule that ignores the holiday is found out."""
        slots = reverse_schedule([Node("a", "甲", 3), Node("b", "乙", 5, ("a",))], D("2021-05-07"), WorkCalendar())
        assert faults(slots, MAY_2021)


@pytest.mark.django_db
class TestTheCommand:
    def run(self, capsys: Any, *args: str) -> list[dict[str, Any]]:
        call_command("reverse_schedule", *args, "--json")
        return json.loads(capsys.readouterr().out)

    @pytest.mark.parametrize("kind", [spec["key"] for spec in shipped()])
    def test_every_shipped_template_can_be_scheduled(self, kind: str, capsys: Any) -> None:
        rows = self.run(capsys, "--kind", kind, "--end", "2026-12-25")
        nodes = nodes_of(PlanTemplate.objects.get(key=kind))
        calendar = WorkCalendar.load()
        again = [Slot(next(n for n in nodes if n.key == r["key"]), D(r["starts_on"]), D(r["due_on"])) for r in rows]
        assert faults(again, calendar) == []
        assert rows[-1]["due_on"] == "2026-12-25"
        assert not any("late_by" in row for row in rows)
        assert {row["key"]: tuple(row["after"]) for row in rows} == {node.key: node.after for node in nodes}

    def test_a_node_in_a_year_without_notice_is_assumed_and_skips_the_days_of_the_law(self, capsys: Any) -> None:
        rows = self.run(capsys, "--kind", "new_plant", "--end", "2027-10-29")
        told = {row["key"]: (row["starts_on"][:4], row["due_on"][:4], row["calendar"]) for row in rows}
        assert {found for *_years, found in told.values()} == {"official", "assumed"}
        assert all((found == "official") == (start == due == "2026") for start, due, found in told.values())
        for row in rows:
            days = [D(row["starts_on"]) + ONE_DAY * n for n in range((D(row["due_on"]) - D(row["starts_on"])).days + 1)]
            worked = [day for day in days if WorkCalendar.load().is_working(day)]
            assert len(worked) == row["working_days"]
            assert not {day for day in worked if day.year == 2027} & set(statutory_days(2027))

    def test_people_read_it_beside_the_dates(self, capsys: Any) -> None:
        call_command("reverse_schedule", "--kind", "new_plant", "--end", "2027-10-29")
        lines = capsys.readouterr().out.splitlines()
        assert all(("按推算" in line) == ("2027-" in line) for line in lines)
        assert {"按推算" in line for line in lines} == {True, False}

    def test_from_says_how_late_each_node_is(self, capsys: Any) -> None:
        rows = self.run(capsys, "--kind", "new_plant", "--end", "2026-12-25", "--from", "2026-01-05")
        late = {row["key"]: row["late_by"] for row in rows if "late_by" in row}
        assert late
        assert all(days > 0 for days in late.values())
        assert all(row["starts_on"] >= "2026-01-05" for row in rows if row["key"] not in late)

    def test_wrong_use_is_one_sentence(self) -> None:
        with pytest.raises(CommandError, match="no kind 'castle'; the kinds are new_plant, leased_plant"):
            call_command("reverse_schedule", "--kind", "castle", "--end", "2026-12-25")
        with pytest.raises(CommandError, match="not a date"):
            call_command("reverse_schedule", "--kind", "new_plant", "--end", "2026-13-25")
        with pytest.raises(CommandError, match="too early"):
            call_command("reverse_schedule", "--kind", "new_plant", "--end", "0001-02-03")

    def test_a_circle_in_a_template_is_one_sentence(self) -> None:
        TemplateNode.objects.filter(template__key="new_plant", key="signing").update(after=["producing"])
        with pytest.raises(CommandError, match="wait for each other"):
            call_command("reverse_schedule", "--kind", "new_plant", "--end", "2026-12-25")

    def test_seeding_again_keeps_what_administrators_changed(self) -> None:
        PlanTemplate.objects.exclude(key="new_plant").delete()
        TemplateNode.objects.filter(key="signing").update(working_days=9)
        seed_templates()
        assert PlanTemplate.objects.count() == 1
        assert TemplateNode.objects.get(key="signing").working_days == 9
