"""The week is an object: which day it meets, and which period collects updates."""

import datetime as dt
import json

import pytest
from django.core.management import CommandError, call_command

from core.kernel.clock import SHANGHAI
from core.models import Workday
from projects.models import Period
from projects.periods import ensure_period, open_period, period_before, week_of
from tests.projects.scene import person, project

pytestmark = pytest.mark.django_db


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("on", "week", "meets_on"),
    [
        ("2021-04-07", (2021, 14), "2021-04-06"),  # 清明 Monday
        ("2021-04-05", (2021, 14), "2021-04-06"),
        ("2021-04-11", (2021, 14), "2021-04-06"),
        ("2021-10-08", (2021, 40), "2021-10-08"),  # 国庆 until Thursday
        ("2021-04-25", (2021, 16), "2021-04-19"),  # a Sunday worked for 五一 belongs to the week that has met
        ("2021-05-05", (2021, 18), "2021-05-06"),
        ("2026-11-23", (2026, 48), "2026-11-23"),
        ("2021-01-01", (2020, 53), "2020-12-28"),  # the ISO year differs from the calendar year
        ("2020-12-31", (2020, 53), "2020-12-28"),
        ("2021-01-03", (2020, 53), "2020-12-28"),
        ("2021-01-04", (2021, 1), "2021-01-04"),
    ],
)
def test_a_period_meets_on_the_first_working_day_of_its_iso_week(on: str, week: tuple[int, int], meets_on: str) -> None:
    found = week_of(dt.date.fromisoformat(on))
    assert (found.iso_year, found.iso_week) == week
    assert found.meets_on == dt.date.fromisoformat(meets_on)
    assert found.calendar == "official"


def test_a_week_without_a_working_day_has_no_meeting() -> None:
    assert week_of(dt.date(2020, 1, 29)).meets_on is None


def test_a_year_without_notice_is_assumed_monday_to_friday() -> None:
    week = week_of(dt.date(2031, 10, 1))
    assert (week.meets_on, week.calendar) == (dt.date(2031, 9, 29), "assumed")


def test_such_a_year_does_not_meet_on_a_day_off_by_law() -> None:
    """除夕 of 2030 is a Saturday; Monday and Tuesday are the third and fourth of the four days."""
    week = week_of(dt.date(2030, 2, 5))
    assert (week.meets_on, week.calendar) == (dt.date(2030, 2, 6), "assumed")


def test_a_day_off_that_an_admin_adds_moves_the_meeting() -> None:
    Workday.objects.create(on=dt.date(2026, 11, 23), is_working=False, name="临时放假")
    assert week_of(dt.date(2026, 11, 25)).meets_on == dt.date(2026, 11, 24)


def test_the_open_period_changes_at_the_deadline() -> None:
    assert open_period(moment("2026-11-23T08:29:59")).key == "2026-W48"
    assert open_period(moment("2026-11-23T08:30:00")).key == "2026-W49"


def test_the_open_period_skips_a_week_without_meeting() -> None:
    assert open_period(moment("2020-01-20T12:00")).key == "2020-W06"
    assert Period.objects.get(iso_year=2020, iso_week=5).meets_on is None


def test_the_week_is_a_matter_of_shanghai_not_of_utc() -> None:
    sunday_evening_in_utc = dt.datetime(2026, 11, 22, 23, 0, tzinfo=dt.UTC)  # Monday 07:00 in Shanghai
    assert open_period(sunday_evening_in_utc).key == "2026-W48"


def test_ensuring_twice_makes_one_period() -> None:
    first, second = ensure_period(dt.date(2026, 11, 23)), ensure_period(dt.date(2026, 11, 29))
    assert first == second
    assert Period.objects.count() == 1


def test_a_holiday_that_is_entered_later_moves_the_meeting_until_people_were_reminded() -> None:
    monday, given = ensure_period(dt.date(2026, 11, 23)), project(responsible=person("wang"))
    Workday.objects.create(on=monday.meets_on, is_working=False, name="台风")
    assert ensure_period(monday.starts_on).meets_on == dt.date(2026, 11, 24)
    assert Period.objects.get().meets_on == dt.date(2026, 11, 24)
    monday.reminders.create(project=given, user=given.responsible, owed_at=moment("2026-11-24T08:00"))
    Workday.objects.filter(name="台风").delete()
    assert ensure_period(monday.starts_on).meets_on == dt.date(2026, 11, 24)


def test_the_period_before_is_the_last_one_that_met() -> None:
    january, february = ensure_period(dt.date(2020, 1, 20)), ensure_period(dt.date(2020, 2, 4))
    ensure_period(dt.date(2020, 1, 29))
    assert period_before(february) == january
    assert period_before(january) is None


def test_the_command_prints_the_agreed_json(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("period", "--on", "2020-01-29", "--json")
    assert json.loads(capsys.readouterr().out) == {
        "iso_year": 2020,
        "iso_week": 5,
        "starts_on": "2020-01-27",
        "ends_on": "2020-02-02",
        "meets_on": None,
        "calendar": "official",
    }


def test_the_command_says_that_a_year_is_reckoned(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("period", "--on", "2030-02-05")
    assert (
        capsys.readouterr().out == "2030-W06: 2030-02-04 to 2030-02-10, meets 2030-02-06 (按推算, assumed calendar)\n"
    )
    call_command("period", "--on", "2021-04-07")
    assert "按推算" not in capsys.readouterr().out


@pytest.mark.parametrize("bad", ["2021-13-01", "gestern", "20210407", ""])
def test_a_malformed_date_is_one_clear_sentence(bad: str) -> None:
    with pytest.raises(CommandError, match="is not a date; write it as 2021-04-06"):
        call_command("period", "--on", bad)
