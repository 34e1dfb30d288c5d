"""The clock of requests: working hours, across holidays, make-up days and weekends."""

import datetime as dt
import json
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.clock import SHANGHAI
from core.kernel.workdays import WorkCalendar
from enterprises.clock import WorkingHours
from enterprises.models import WorkingSpan
from enterprises.models.hours import USUAL_SPANS
from tests.enterprises.scene import kind

MAY_2021 = WorkCalendar(
    exceptions={
        dt.date(2021, 4, 25): True,
        dt.date(2021, 5, 8): True,
        **{dt.date(2021, 5, day): False for day in range(1, 6)},
    },
    years=frozenset({2021}),
)
HOURS = WorkingHours(USUAL_SPANS, MAY_2021)
QUARTER = dt.timedelta(minutes=15)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2021-04-30T16:30", 4, "2021-05-06T14:00"),  # over the holiday of 1 May
        ("2021-04-06T09:00", 3, "2021-04-06T12:00"),  # to the last minute of the morning
        ("2021-04-06T11:00", 2, "2021-04-06T14:30"),  # over lunch
        ("2021-04-06T12:30", 1, "2021-04-06T14:30"),  # raised at lunch
        ("2021-04-06T17:00", 1, "2021-04-07T10:00"),  # raised as the day ends
        ("2021-04-06T22:00", 1, "2021-04-07T10:00"),
        ("2021-04-23T16:00", 2, "2021-04-25T10:00"),  # Sunday 25 April is worked
        ("2021-05-07T16:00", 2, "2021-05-08T10:00"),  # Saturday 8 May is worked
        ("2021-05-08T16:00", 2, "2021-05-10T10:00"),
        ("2021-04-06T09:00", 65, "2021-04-19T17:00"),  # ten days
    ],
)
def test_cases(start: str, hours: int, due: str) -> None:
    assert HOURS.after(at(start), dt.timedelta(hours=hours)) == at(due)


def test_a_moment_elsewhere_is_the_same_moment() -> None:
    utc = dt.datetime(2021, 4, 30, 8, 30, tzinfo=dt.UTC)
    due = HOURS.after(utc, dt.timedelta(hours=4))
    assert due == at("2021-05-06T14:00")
    assert due.tzinfo == SHANGHAI


moments = st.datetimes(min_value=dt.datetime(2021, 4, 1), max_value=dt.datetime(2021, 5, 20)).map(
    lambda naive: naive.replace(microsecond=0, tzinfo=SHANGHAI)
)


@given(start=moments, quarters=st.integers(min_value=1, max_value=400))
def test_what_lies_between_is_what_was_asked_for(start: dt.datetime, quarters: int) -> None:
    working = quarters * QUARTER
    due = HOURS.after(start, working)
    assert due > start
    assert MAY_2021.is_working(due.date())
    assert any(begins < due.time() <= ends for begins, ends in USUAL_SPANS)
    assert HOURS.between(start, due) == working
    assert due - start >= working


@given(start=moments, later=st.timedeltas(min_value=dt.timedelta(), max_value=dt.timedelta(days=9)))
def test_later_is_never_due_earlier(start: dt.datetime, later: dt.timedelta) -> None:
    four = dt.timedelta(hours=4)
    assert HOURS.after(start + later, four) >= HOURS.after(start, four)


@given(start=moments)
def test_the_limits_come_in_order(start: dt.datetime) -> None:
    clock = HOURS.clock(start, SimpleNamespace(first_answer_hours=4, plan_hours=13, done_hours=65))
    assert start < clock.first_answer_by < clock.plan_by < clock.done_by


@pytest.mark.django_db
class TestInTheDatabase:
    def test_the_command_says_what_the_rule_says(self, capsys: pytest.CaptureFixture[str]) -> None:
        kind("permit", first_answer_hours=4, plan_hours=13, done_hours=65)
        call_command("request_clock", "--kind", "permit", "--at", "2021-04-30T16:30", "--json")
        assert json.loads(capsys.readouterr().out) == {
            "first_answer_by": "2021-05-06T14:00:00+08:00",
            "plan_by": "2021-05-07T16:30:00+08:00",
            "done_by": "2021-05-18T16:30:00+08:00",
        }

    def test_the_command_says_that_a_year_is_reckoned(self, capsys: pytest.CaptureFixture[str]) -> None:
        """国庆 of 2030 is off although nobody has announced it; what begins on Monday evening goes on on Friday."""
        kind("permit", first_answer_hours=4, plan_hours=13, done_hours=65)
        call_command("request_clock", "--kind", "permit", "--at", "2030-09-30T16:30", "--json")
        told = json.loads(capsys.readouterr().out)
        assert (told["first_answer_by"], told["calendar"]) == ("2030-10-04T14:00:00+08:00", "assumed")
        call_command("request_clock", "--kind", "permit", "--at", "2030-09-30T16:30")
        assert capsys.readouterr().out.count("按推算") == 3

    def test_an_unknown_kind_is_told_with_the_known_ones(self) -> None:
        kind("permit")
        with pytest.raises(CommandError, match="permit"):
            call_command("request_clock", "--kind", "nonsense", "--at", "2021-04-30T16:30")

    def test_other_hours_move_the_clock(self) -> None:
        WorkingSpan.objects.all().delete()
        WorkingSpan.objects.create(starts=dt.time(8), ends=dt.time(12))
        hours = WorkingSpan.objects.load()
        assert hours.after(at("2021-04-06T11:00"), dt.timedelta(hours=4)) == at("2021-04-07T11:00")

    def test_the_usual_hours_stand_after_a_migrate(self) -> None:
        assert [str(span) for span in WorkingSpan.objects.all()] == ["09:00–12:00", "13:30–17:00"]

    @pytest.mark.parametrize(("starts", "ends"), [((11, 0), (14, 0)), ((18, 0), (17, 30)), ((10, 0), (11, 0))])
    def test_a_span_over_another_or_backwards_is_refused(self, starts: tuple[int, int], ends: tuple[int, int]) -> None:
        with pytest.raises(ValidationError):
            WorkingSpan(starts=dt.time(*starts), ends=dt.time(*ends)).full_clean()

    def test_limits_out_of_order_are_refused_by_the_database(self) -> None:
        with pytest.raises(IntegrityError, match="request_limits_in_order"):
            kind("odd", first_answer_hours=20, plan_hours=13)
