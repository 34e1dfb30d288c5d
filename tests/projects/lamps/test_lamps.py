"""The system lamp: each rule at its limit, on both sides of it."""

import datetime as dt
from dataclasses import asdict, fields

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.enums import Lamp
from core.kernel.workdays import WorkCalendar
from projects.enums import Stage
from projects.lamps.rules import DEFAULT_LIMITS, Limits, MilestoneFacts, ProjectFacts, milestone_lamp, system_lamp
from projects.models import LampLimits, Project
from projects.readings import lamps_of
from tests.projects.scene import MONDAY, node, person, project, report

TODAY = dt.date(2026, 11, 23)  # a Monday; October's holidays are in the calendar that is given
PLAIN = WorkCalendar()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def facts(*nodes: MilestoneFacts, stage: str = Stage.STARTED, **also: int | bool) -> ProjectFacts:
    return ProjectFacts(stage=stage, milestones=nodes, **also)


def planned(on: str, baseline: str = "", actual: str = "") -> MilestoneFacts:
    return MilestoneFacts("竣工验收", day(baseline or on), day(on), day(actual) if actual else None)


DONE = planned("2026-05-01", actual="2026-05-01")


@pytest.mark.parametrize(
    ("given", "lamp", "says"),
    [
        (facts(), Lamp.GREY, "节点待补录"),
        (facts(planned("2027-01-15")), Lamp.GREY, "节点均未到期"),
        (facts(DONE, planned("2027-01-15")), Lamp.GREEN, "节点按期"),
        (facts(planned("2026-11-23")), Lamp.GREEN, "节点按期"),  # due today is not late
        (facts(planned("2026-11-20")), Lamp.AMBER, "竣工验收逾期 1 个工作日"),
        (facts(planned("2026-11-21")), Lamp.AMBER, "竣工验收逾期 1 个工作日"),  # a Saturday: late from Monday on
        (facts(planned("2026-10-12")), Lamp.AMBER, "竣工验收逾期 30 个工作日"),
        (facts(planned("2026-10-09")), Lamp.RED, "竣工验收逾期 31 个工作日（超过 30 个工作日）"),
        (facts(DONE, planned("2027-01-10", baseline="2027-01-01")), Lamp.GREEN, "节点按期"),
        (facts(DONE, planned("2027-01-11", baseline="2027-01-01")), Lamp.AMBER, "竣工验收滑动 10 天"),
        (facts(DONE, planned("2027-02-15", baseline="2027-01-01")), Lamp.AMBER, "竣工验收滑动 45 天"),
        (facts(DONE, planned("2027-02-16", baseline="2027-01-01")), Lamp.RED, "竣工验收滑动 46 天（超过 45 天）"),
        (facts(planned("2026-10-01", baseline="2026-01-01", actual="2026-10-01")), Lamp.GREEN, "节点按期"),
        (facts(DONE, silent_periods=1), Lamp.GREEN, "填报正常"),
        (facts(DONE, silent_periods=2), Lamp.AMBER, "连续 2 期未填报"),
        (facts(silent_periods=9), Lamp.AMBER, "连续 9 期未填报"),
        (facts(silent_periods=9, assigned=False), Lamp.GREY, "节点待补录"),
        (facts(DONE, unchanged_periods=2), Lamp.GREEN, "填报正常"),
        (facts(DONE, unchanged_periods=3), Lamp.AMBER, "连续 3 期报无变化"),
        (facts(DONE, stage=Stage.PRODUCING), Lamp.DONE, "已达产"),
        (facts(DONE, stage=Stage.PRODUCING, silent_periods=5), Lamp.DONE, "已达产"),
        (facts(DONE, planned("2027-01-15"), stage=Stage.PRODUCING), Lamp.GREEN, "节点按期"),
        (facts(planned("2026-01-15"), closed=True), Lamp.DONE, "已销号"),
    ],
)
def test_each_rule_at_its_limit(given: ProjectFacts, lamp: Lamp, says: str) -> None:
    verdict = system_lamp(given, TODAY, PLAIN, DEFAULT_LIMITS)
    assert verdict.lamp == lamp
    assert says in verdict.why


def test_the_worst_reason_comes_first_and_the_others_stay() -> None:
    verdict = system_lamp(
        facts(planned("2026-11-20"), planned("2027-02-16", baseline="2027-01-01"), silent_periods=2),
        TODAY,
        PLAIN,
        DEFAULT_LIMITS,
    )
    assert [reason.lamp for reason in verdict.reasons] == [Lamp.RED, Lamp.AMBER, Lamp.AMBER]


def test_holidays_are_no_lateness() -> None:
    holiday = WorkCalendar(exceptions={day("2026-11-20"): False})
    assert system_lamp(facts(planned("2026-11-19")), day("2026-11-20"), PLAIN, DEFAULT_LIMITS).lamp == Lamp.AMBER
    assert system_lamp(facts(planned("2026-11-19")), day("2026-11-20"), holiday, DEFAULT_LIMITS).lamp == Lamp.GREEN


def test_a_node_obeys_the_same_limits() -> None:
    assert milestone_lamp(planned("2026-10-09"), TODAY, PLAIN, DEFAULT_LIMITS) == Lamp.RED
    assert milestone_lamp(planned("2026-10-12"), TODAY, PLAIN, DEFAULT_LIMITS) == Lamp.AMBER
    assert milestone_lamp(planned("2026-12-01"), TODAY, PLAIN, DEFAULT_LIMITS) == Lamp.GREY
    assert milestone_lamp(planned("2026-01-01", actual="2026-09-01"), TODAY, PLAIN, DEFAULT_LIMITS) == Lamp.DONE


def test_the_row_that_people_edit_begins_with_the_published_limits() -> None:
    row = LampLimits()
    assert {each.name: getattr(row, each.name) for each in fields(Limits)} == asdict(DEFAULT_LIMITS)


def test_the_limits_are_the_published_ones() -> None:
    assert (DEFAULT_LIMITS.late_red_over, DEFAULT_LIMITS.slid_red_over, DEFAULT_LIMITS.slid_amber_from) == (30, 45, 10)
    assert (DEFAULT_LIMITS.silent_amber_from, DEFAULT_LIMITS.unchanged_amber_from) == (2, 3)


@pytest.mark.django_db
class TestLampsOf:
    def test_silence_counts_the_periods_that_are_over(self) -> None:
        officer = person("wang")
        quiet = project(responsible=officer)
        node(quiet, 1, "2026-05-01", actual_on=day("2026-05-01"))
        report(quiet, "2026-11-09", officer)
        before, after = MONDAY - dt.timedelta(minutes=1), MONDAY
        assert lamps_of([quiet], TODAY, now=before)[quiet.pk].silent_periods == 1
        assert lamps_of([quiet], TODAY, now=after)[quiet.pk].silent_periods == 2
        assert lamps_of([quiet], TODAY, now=after)[quiet.pk].lamp == Lamp.AMBER
        assert lamps_of([quiet], TODAY - dt.timedelta(days=1))[quiet.pk].silent_periods == 1

    def test_a_report_for_the_open_period_ends_the_silence(self) -> None:
        officer = person("wang")
        quiet = project(responsible=officer)
        report(quiet, "2026-11-09", officer)
        report(quiet, "2026-11-30", officer, submitted_at=MONDAY)
        assert lamps_of([quiet], TODAY, now=MONDAY)[quiet.pk].silent_periods == 0

    def test_a_project_is_not_asked_before_it_was_listed_nor_when_it_is_no_key_project(self) -> None:
        new = project("YH-2026-001", key_listed_on=day("2026-11-20"))
        other = project("YH-2026-002", key_listed_on=None)
        readings = lamps_of([new, other], TODAY, now=MONDAY)
        assert [readings[new.pk].silent_periods, readings[other.pk].silent_periods] == [1, 0]

    def test_a_project_listed_on_the_day_of_a_meeting_is_asked_by_that_meeting(self) -> None:
        listed = [project(f"YH-2026-{on[-2:]}", key_listed_on=day(on)) for on in ("2026-11-23", "2026-11-24")]
        readings = lamps_of(listed, TODAY, now=MONDAY)
        assert [readings[each.pk].silent_periods for each in listed] == [1, 0]

    def test_unchanged_reports_in_a_row(self) -> None:
        officer = person("wang")
        steady = project(responsible=officer)
        node(steady, 1, "2026-05-01", actual_on=day("2026-05-01"))
        report(steady, "2026-11-02", officer)
        for on in ("2026-11-09", "2026-11-16"):
            report(steady, on, officer, unchanged=True, done="")
        assert lamps_of([steady], TODAY, now=MONDAY - dt.timedelta(days=1))[steady.pk].lamp == Lamp.GREEN
        report(steady, "2026-11-23", officer, unchanged=True, done="")
        reading = lamps_of([steady], TODAY, now=MONDAY)[steady.pk]
        assert (reading.lamp, reading.why) == (Lamp.AMBER, "连续 3 期报无变化（达到 3 期）")

    def test_a_limit_at_its_cap_is_still_reached_and_a_higher_one_is_refused(self) -> None:
        officer = person("wang")
        quiet, steady = (project(f"YH-2025-00{n}", key_listed_on=day("2025-06-02")) for n in (1, 2))
        for each in (quiet, steady):
            node(each, 1, "2025-06-02", actual_on=day("2025-06-02"))
        for n in range(8):
            report(steady, f"{TODAY - dt.timedelta(weeks=n)}", officer, unchanged=True, done="")
        caps = {"silent_amber_from": 52, "unchanged_amber_from": 8}
        LampLimits.objects.update_or_create(pk=1, defaults=caps)
        readings = lamps_of([quiet, steady], TODAY, now=MONDAY)
        assert "（达到 52 期）" in readings[quiet.pk].why
        assert readings[steady.pk].why == "连续 8 期报无变化（达到 8 期）"
        for name, cap in caps.items():
            with pytest.raises(ValidationError) as refused:
                LampLimits(pk=1, **{name: cap + 1}).full_clean(validate_unique=False, validate_constraints=False)
            assert set(refused.value.message_dict) == {name}

    def test_two_lamps_differ_only_when_they_contradict_each_other(self) -> None:
        officer = person("wang")
        late, calm = project("YH-2026-001"), project("YH-2026-002")
        node(late, 1, "2026-01-05")
        for each in (late, calm):
            report(each, "2026-11-23", officer)
        readings = lamps_of([late, calm], TODAY, now=MONDAY)
        assert (readings[late.pk].lamp, readings[late.pk].differ) == (Lamp.RED, True)
        assert (readings[calm.pk].lamp, readings[calm.pk].differ) == (Lamp.GREY, False)

    def test_what_happened_later_is_not_known_on_an_earlier_day(self) -> None:
        finished = project()
        node(finished, 1, "2026-10-30", actual_on=day("2026-11-20"))
        assert lamps_of([finished], day("2026-11-10"))[finished.pk].lamp == Lamp.AMBER
        assert lamps_of([finished], day("2026-11-20"))[finished.pk].next_milestone is None

    def test_the_number_of_queries_does_not_grow(self) -> None:
        officer = person("wang")

        def queries() -> int:
            projects = list(Project.objects.all())
            with CaptureQueriesContext(connection) as caught:
                lamps_of(projects, TODAY, now=MONDAY)
            return len(caught)

        counts = []
        for number in (1, 2, 3):
            each = project(f"YH-2026-00{number}")
            node(each, 1, "2026-10-30")
            report(each, "2026-11-16", officer)
            counts.append(queries())
        assert counts[0] >= counts[1] == counts[2]
