"""One person's day: its figures, its strip, and whether it is usual."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from core.enums import AuditKind, Role
from core.models import Department, User
from enterprises.models import Enterprise
from tests.core.guard.accounts.scene import person as somebody
from tests.world import World
from tests.zone_tracker.trail.scene import acting, main, said
from zone_tracker.trail.day import MOST_LINES, Day

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)
FRIDAY = dt.date(2026, 11, 20)


@pytest.fixture
def officer() -> User:
    return somebody("cheng", Role.LIAISON, name="程听澜", department=Department.objects.create(key="o", name="规划科"))


@pytest.fixture
def auditor(client_for: Callable[[User], Client]) -> Client:
    return client_for(somebody("auditor", Role.AUDITOR))


def page(of: User, on: dt.date = MONDAY) -> str:
    return f"/audit/people/{of.pk}/{on}/"


def test_an_empty_day(auditor: Client, officer: User) -> None:
    text = main(auditor, page(officer))
    assert "这一天没有登录" in text
    assert "规划科" in text
    assert f"/audit/people/{officer.pk}/2026-11-22/" in text
    assert f"/audit/people/{officer.pk}/2026-11-24/" in text


@pytest.mark.parametrize("on", ["2026-13-01", "today", "2026-02-30"])
def test_a_day_that_is_none_is_not_found(auditor: Client, officer: User, on: str) -> None:
    assert auditor.get(f"/audit/people/{officer.pk}/{on}/").status_code == 404
    assert auditor.get(f"/audit/people/0/{MONDAY}/").status_code == 404


def test_nothing_lies_after_today(auditor: Client, officer: User) -> None:
    day = auditor.get(page(officer, dt.date(2099, 1, 1))).context
    assert day["after"] is None


class TestFigures:
    def test_it_counts_by_what_was_done(self, officer: User) -> None:
        kinds = (AuditKind.LOGIN, AuditKind.READ, AuditKind.READ, AuditKind.REVEALED, AuditKind.EXPORTED)
        for kind in (*kinds, AuditKind.DOWNLOADED, AuditKind.REFUSED, AuditKind.ROLES):
            said(kind, officer, MONDAY, "09:00")
        said(AuditKind.LOGIN, officer, MONDAY - dt.timedelta(days=1), "23:59:59")
        said(AuditKind.LOGIN, officer, MONDAY + dt.timedelta(days=1), "00:00")
        said(AuditKind.READ, somebody("else", Role.LIAISON), MONDAY, "09:00")
        day = Day(officer, MONDAY)
        assert {key: count for key, count in day.counts.items() if count} == {
            "login": 1,
            "read": 2,
            "reveal": 1,
            "take": 2,
            "refused": 1,
            "account": 1,
        }
        assert [number for number, _unit, _word in day.sums] == [0, 1, 2, 1, 2]
        assert day.sensitive == 4

    def test_readings_are_listed_when_asked_for(self, auditor: Client, officer: User) -> None:
        said(AuditKind.READ, officer, MONDAY, "09:00", what="/talent/1/")
        assert "只有读取" in main(auditor, page(officer))
        assert "/talent/1/" not in main(auditor, page(officer))
        assert "/talent/1/" in main(auditor, page(officer) + "?read")

    def test_a_very_long_day_is_cut(self, officer: User) -> None:
        for _n in range(MOST_LINES + 1):
            said(AuditKind.REFUSED, officer, MONDAY, "09:00")
        day = Day(officer, MONDAY)
        assert (len(day.lines), day.counts["refused"]) == (MOST_LINES, MOST_LINES + 1)

    def test_the_rows_that_were_touched_most_often_first(self, officer: User, auditor: Client) -> None:
        one, other = (Enterprise.objects.create(short_name=name) for name in ("甲厂", "乙厂"))
        for firm, times in ((one, 1), (other, 2)):
            for n in range(times):
                with acting(officer):
                    Enterprise.objects.filter(pk=firm.pk).update(address=f"{n} 号")
        today = timezone.localdate()
        shown = auditor.get(page(officer, today)).context["day"]
        assert [(line.name, times) for line, times in shown.touched] == [("乙厂", 2), ("甲厂", 1)]


class TestTheStrip:
    def test_marks_lie_within_and_each_kind_has_its_own(self, officer: User) -> None:
        for kind, at in (
            (AuditKind.LOGIN, "00:00"),
            (AuditKind.READ, "08:00"),
            (AuditKind.CHANGED, "12:00"),
            (AuditKind.REVEALED, "13:00"),
            (AuditKind.LINK, "14:00"),
            (AuditKind.REFUSED, "23:59:59"),
        ):
            said(kind, officer, MONDAY, at)
        day = Day(officer, MONDAY)
        assert day.hours == (0, 24)
        assert [mark.css for mark in day.marks] == ["a-read", "a-write", "a-pii", "a-pii", "a-no"]
        drawn = [*day.marks, *day.spans]
        assert all(0 <= mark.left <= mark.left + mark.wide <= 100 for mark in drawn)
        assert (day.ticks[0], day.ticks[-1]) == (("0.00%", "0:00"), ("100.00%", "24:00"))

    def test_an_ordinary_day_is_drawn_from_eight_to_seven(self, officer: User) -> None:
        said(AuditKind.CHANGED, officer, MONDAY, "13:30")
        day = Day(officer, MONDAY)
        assert day.hours == (8, 19)
        assert [mark.x for mark in day.marks] == ["50.00%"]

    def test_half_an_hour_without_anything_is_a_gap(self, officer: User) -> None:
        for at in ("09:00", "09:30", "10:00", "10:30:01", "11:00"):
            said(AuditKind.READ, officer, MONDAY, at)
        spans = Day(officer, MONDAY).spans
        hour = 100 / 11
        assert [(round(each.left / hour, 2), round(each.wide / hour, 2)) for each in spans] == [(1, 1), (2.5, 0.5)]

    def test_what_happens_at_once_is_one_mark(self, officer: User) -> None:
        for _n in range(20):
            said(AuditKind.READ, officer, MONDAY, "09:00")
        assert len(Day(officer, MONDAY).marks) == 1


class TestWhatIsUsual:
    def test_the_median_of_thirty_working_days(self, officer: User) -> None:
        """Days without a line count, and days off do not."""
        day, worked = MONDAY, 0
        while worked < 16:
            day -= dt.timedelta(days=1)
            if day.weekday() < 5:
                worked += 1
                for _n in range(worked):
                    said(AuditKind.CHANGED, officer, day, "09:00")
            else:
                for _n in range(50):
                    said(AuditKind.EXPORTED, officer, day, "09:00")
        usual = Day(officer, MONDAY).usual
        assert usual["sensitive"] == 0
        # 14 days or more without a line, then 1, 2, … 16: the fifteenth and sixteenth of thirty are 1 and 2.
        assert usual["write"] in (0.5, 1.5)

    def test_a_day_within_working_hours(self, officer: User) -> None:
        said(AuditKind.LOGIN, officer, MONDAY, "08:00")
        said(AuditKind.LOGOUT, officer, MONDAY, "18:30")
        assert Day(officer, MONDAY).usual["within"]

    @pytest.mark.parametrize("at", ["07:59:59", "18:30:01", "03:00"])
    def test_a_day_outside(self, officer: User, auditor: Client, at: str) -> None:
        said(AuditKind.LOGIN, officer, FRIDAY, at, address="10.0.0.8")
        said(AuditKind.LOGIN, officer, FRIDAY, "09:00", address="10.0.0.9")
        assert Day(officer, FRIDAY).usual["addresses"] == {"10.0.0.8", "10.0.0.9"}
        assert "有工作时间以外的操作" in main(auditor, page(officer, FRIDAY))

    def test_a_first_day_has_nothing_to_be_compared_with(self, officer: User, auditor: Client) -> None:
        said(AuditKind.CHANGED, officer, MONDAY, "09:00")
        assert Day(officer, MONDAY).usual["write"] == 0
        assert "1 件，平日中位 0 件" in main(auditor, page(officer))


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-13-01", "heute"])
def test_a_day_that_nobody_means_is_no_page(
    day: str, shared_world: World, client_for: Callable[[User], Client]
) -> None:
    client, person = client_for(shared_world.cast.auditor), shared_world.cast.leader
    assert client.get(f"/audit/people/{person.pk}/{day}/").status_code == 404
    assert client.get(f"/audit/?until={day}&since={day}").status_code == 200
    assert client.get(f"/lists/audit/file/?until={day}").status_code == 200
