"""The days off by law, against the notices that were published, and against an almanac of years without one."""

import datetime as dt

import pytest
from chinese_calendar import constants

from core.kernel.statutory import KNOWN, statutory_days
from core.kernel.workdays import ONE_DAY, WorkCalendar

D = dt.date.fromisoformat
TEN_YEARS = range(2027, 2037)
PUBLISHED = sorted({day.year for day in constants.holidays})
# 初一 and 中秋 as printed almanacs give them, the disputed 2033 among them.
ALMANAC = {
    2027: ("2027-02-06", "2027-09-15"),
    2028: ("2028-01-26", "2028-10-03"),
    2029: ("2029-02-13", "2029-09-22"),
    2030: ("2030-02-03", "2030-09-12"),
    2033: ("2033-01-31", "2033-09-08"),
    2034: ("2034-02-19", "2034-09-27"),
}


def not_off(days: tuple[dt.date, ...], off: set[dt.date]) -> list[dt.date]:
    """Those of the days on which a notice gives nothing off; a weekend is off without being named."""
    return [day for day in days if day not in off and day.isoweekday() <= 5]


@pytest.mark.parametrize("year", PUBLISHED)
def test_every_day_of_the_law_was_off_in_the_years_that_were_published(year: int) -> None:
    assert not_off(statutory_days(year), set(constants.holidays)) == []
    assert not set(statutory_days(year)) & set(constants.workdays)


@pytest.mark.parametrize("year", [2025, 2026])
def test_another_day_is_found_out(year: int) -> None:
    """Negative control: the same days a week later are not all off, so the comparison can fail."""
    later = tuple(day + dt.timedelta(days=7) for day in statutory_days(year))
    assert not_off(later, set(constants.holidays))


@pytest.mark.parametrize("year", TEN_YEARS)
def test_thirteen_days_a_year_and_no_make_up_day(year: int) -> None:
    days, calendar = statutory_days(year), WorkCalendar()
    assert len(days) == 13
    assert len(set(days)) == (12 if year in {2028, 2031} else 13), "中秋 falls on 国庆 in these two"
    assert {day.year for day in days} == {year}
    first = dt.date(year, 1, 1)
    off = [day for n in range(366) if (day := first + n * ONE_DAY).year == year and not calendar.is_working(day)]
    assert {day for day in off if day.isoweekday() <= 5} == {day for day in days if day.isoweekday() <= 5}
    assert all(not calendar.is_working(day) for day in off if day.isoweekday() > 5), "weekends stay weekends"


@pytest.mark.parametrize("year", ALMANAC)
def test_the_moon_is_right(year: int) -> None:
    spring, autumn = map(D, ALMANAC[year])
    assert {spring - ONE_DAY, spring, spring + ONE_DAY, spring + 2 * ONE_DAY, autumn} <= set(statutory_days(year))


def test_a_year_beyond_the_tables_has_none() -> None:
    assert statutory_days(KNOWN.start - 1) == statutory_days(KNOWN.stop) == ()
    assert statutory_days(KNOWN.stop - 1)


class TestTheCalendar:
    def test_counting_and_walking_agree_over_ten_years(self) -> None:
        """`working_days_late` adds up sums; `is_working` is asked day by day."""
        calendar, day, worked = WorkCalendar(), D("2026-12-31"), 0
        while day < D("2037-01-01"):
            day += ONE_DAY
            worked += calendar.is_working(day)
            assert calendar.working_days_late(D("2026-12-31"), day) == worked

    def test_a_notice_comes_before_the_law(self) -> None:
        """Somebody enters that 国庆 is worked, and a Saturday too."""
        calendar = WorkCalendar({D("2027-10-01"): True, D("2027-10-09"): True, D("2027-10-04"): False})
        assert [calendar.is_working(D(day)) for day in ("2027-10-01", "2027-10-09", "2027-10-04")] == [
            True,
            True,
            False,
        ]

    def test_a_year_that_is_announced_but_not_entered_yet_keeps_the_days_of_the_law(self) -> None:
        calendar = WorkCalendar(years=frozenset({2027}))
        assert not calendar.is_working(D("2027-10-01"))
        assert calendar.footing(D("2027-10-01")) == "official"
        assert calendar.footing(D("2027-10-01"), D("2028-01-01")) == "assumed"
