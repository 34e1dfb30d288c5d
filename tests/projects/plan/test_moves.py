"""延期: what must hold of every plan when a node of it moves, slack or not."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.kernel.workdays import ONE_DAY, WorkCalendar
from projects.moves import Window, moved
from projects.plan.reverse_schedule import Node, reverse_schedule

D = dt.date.fromisoformat
END = D("2027-09-30")
Moving = Callable[[list[Window], int, dt.date, WorkCalendar], dict[int, Window]]


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    """Mondays to Fridays with some weeks off, and some weekends worked."""
    off = draw(st.lists(st.dates(D("2026-06-01"), D("2028-06-01")), max_size=12))
    worked = draw(st.lists(st.dates(D("2026-06-01"), D("2028-06-01")), max_size=6))
    days = {first + ONE_DAY * n: False for first in off for n in range(7)}
    return WorkCalendar(days | dict.fromkeys(worked, True))


@st.composite
def moves(draw: st.DrawFn) -> tuple[list[Window], int, dt.date, WorkCalendar]:
    """A plan that was laid back from its end, some of its nodes pulled forward so that there is slack, and a move."""
    calendar, count = draw(calendars()), draw(st.integers(1, 9))
    nodes = [
        Node(str(n), str(n), draw(st.integers(1, 20)), tuple(str(k) for k in draw(st.sets(st.integers(0, n - 1)))))
        if n
        else Node("0", "0", draw(st.integers(1, 20)))
        for n in range(count)
    ]
    plan = [
        Window(int(slot.node.key), slot.due_on, slot.node.working_days, frozenset(map(int, slot.node.after)))
        for slot in reverse_schedule(nodes, END, calendar)
    ]
    key = draw(st.sampled_from(plan)).key
    due_on = next(each.due_on for each in plan if each.key == key)
    return plan, key, calendar.working_days_after(due_on, draw(st.integers(1, 40))), calendar


def faults(plan: list[Window], key: int, to_on: dt.date, calendar: WorkCalendar, move: Moving) -> list[str]:
    """Whatever breaks the rule in what a move does to a plan, in words; empty when it holds."""
    changed = move(plan, key, to_on, calendar)
    after = {each.key: changed.get(each.key, each) for each in plan}
    found = [] if changed[key].due_on == to_on else ["the node is not where it was asked to be"]
    for each in after.values():
        start = each.starts_on(calendar)
        if not (calendar.is_working(start) and calendar.is_working(each.due_on)):
            found.append(f"{each.key} begins or ends on a day off")
        if calendar.working_days_between(start, each.due_on + ONE_DAY) != each.working_days:
            found.append(f"{each.key} does not take its {each.working_days} working days")
        found += [f"{each.key} before {before}" for before in each.after if after[before].due_on >= start]
    for other in changed.keys() - {key}:
        start = after[other].starts_on(calendar)
        tight = {calendar.working_days_after(after[before].due_on, 1) for before in after[other].after & changed.keys()}
        if start not in tight:
            found.append(f"{other} moves further than it must")
    return found


def all_followers(plan: list[Window], key: int, to_on: dt.date, calendar: WorkCalendar) -> dict[int, Window]:
    """Negative control: every follower moves by as many working days as the node, slack or not."""
    due_on = next(each.due_on for each in plan if each.key == key)
    days = calendar.working_days_between(due_on + ONE_DAY, to_on + ONE_DAY)
    reached, found = {key}, {}
    for each in sorted(plan, key=lambda window: window.due_on):
        if each.key == key or each.after & reached:
            reached.add(each.key)
            later = calendar.working_days_after(each.due_on, days)
            found[each.key] = Window(each.key, later, each.working_days, each.after)
    return found


def by_calendar_days(plan: list[Window], key: int, to_on: dt.date, calendar: WorkCalendar) -> dict[int, Window]:
    """Negative control: followers move by calendar days, as they once did."""
    by_key = {each.key: each for each in plan}
    days = to_on - by_key[key].due_on
    return {
        each: Window(each, by_key[each].due_on + days, by_key[each].working_days, by_key[each].after)
        for each in all_followers(plan, key, to_on, calendar)
    }


@given(moves())
@settings(max_examples=300)
def test_a_move_keeps_the_plan_possible_and_moves_nothing_that_need_not(
    case: tuple[list[Window], int, dt.date, WorkCalendar],
) -> None:
    assert faults(*case, moved) == []


@given(moves())
@settings(max_examples=100)
def test_what_does_not_wait_for_it_stays(case: tuple[list[Window], int, dt.date, WorkCalendar]) -> None:
    plan, key, to_on, calendar = case
    reached = {key}
    for each in sorted(plan, key=lambda window: window.due_on):
        if each.after & reached:
            reached.add(each.key)
    assert set(moved(plan, key, to_on, calendar)) <= reached


PLAIN = WorkCalendar()
# 甲 is due on Monday 07-05; 乙 begins right after it, 丙 has four working days of slack.
SLACK = [
    Window(1, D("2027-07-05"), 2),
    Window(2, D("2027-07-07"), 2, frozenset({1})),
    Window(3, D("2027-07-13"), 2, frozenset({1})),
    Window(4, D("2027-07-16"), 1, frozenset({2, 3})),
]


def test_slack_is_used_first() -> None:
    found = moved(SLACK, 1, D("2027-07-07"), PLAIN)
    assert {key: str(each.due_on) for key, each in found.items()} == {1: "2027-07-07", 2: "2027-07-09"}


@pytest.mark.parametrize("wrong", [all_followers, by_calendar_days])
def test_control_a_version_that_shifts_all_followers_fails(wrong: Moving) -> None:
    assert faults(SLACK, 1, D("2027-07-07"), PLAIN, moved) == []
    assert any("further than it must" in each for each in faults(SLACK, 1, D("2027-07-07"), PLAIN, wrong))


def test_control_calendar_days_end_on_a_day_off() -> None:
    assert any("day off" in each for each in faults(SLACK, 1, D("2027-07-08"), PLAIN, by_calendar_days))
