"""Everybody who is responsible has each reminder exactly once, whatever happens to clocks and workers."""

import datetime as dt
import json
import threading

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from core.enums import Role
from core.kernel.clock import SHANGHAI
from core.models import Delivery, Notice, User
from projects.enums import DeclaredLamp
from projects.models import Project, Reminder, Update
from projects.periods import ensure_period
from projects.tasks import tick_periods
from projects.week import reminders
from projects.week.reminders import owe_reminders, remind

MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=SHANGHAI)
EARLIER = dt.date(2026, 1, 5)


def person(username: str, **fields: object) -> User:
    defaults = {"name": f"示例{username}", "email": f"{username}@example.com", "roles": [Role.PROJECT_OFFICER]}
    return User.objects.create_user(username, **defaults | fields)


def project(code: str, **fields: object) -> Project:
    return Project.objects.create(**{"code": code, "name": f"示例项目{code}", "key_listed_on": EARLIER} | fields)


@pytest.fixture
def two_projects() -> tuple[User, User]:
    """Wang answers for both projects, Li reports one of them."""
    wang, li = person("wang"), person("li")
    project("A-1", responsible=wang, reporter=li)
    project("A-2", responsible=wang, reporter=wang)
    return wang, li


@pytest.mark.django_db
class TestRemind:
    def test_nothing_is_due_before_eight(self, two_projects: tuple[User, User]) -> None:
        outcome = remind(MONDAY - dt.timedelta(seconds=1))
        assert (outcome.due, outcome.projects, outcome.created) == (False, 2, 0)
        assert not Reminder.objects.exists()

    def test_each_responsible_person_is_owed_one_per_project(self, two_projects: tuple[User, User]) -> None:
        outcome = remind(MONDAY)
        assert (outcome.period, outcome.due, outcome.projects, outcome.created) == ("2026-W48", True, 2, 3)

    def test_one_digest_a_person_and_channel(self, two_projects: tuple[User, User]) -> None:
        wang, _li = two_projects
        remind(MONDAY)
        assert list(Notice.objects.values_list("user__username", flat=True).order_by("user__username")) == [
            "li",
            "wang",
        ]
        mail = Delivery.objects.get(user=wang)
        assert [line.split("　")[1] for line in mail.body.splitlines()[:2]] == ["A-1", "A-2"]
        assert mail.subject == "第48周调度：2 个项目待填报"

    def test_the_digest_tells_what_is_already_reported(self, two_projects: tuple[User, User]) -> None:
        wang, _li = two_projects
        Update.objects.create(
            project=Project.objects.get(code="A-2"),
            period=ensure_period(MONDAY.date()),
            unchanged=True,
            declared=DeclaredLamp.GREEN,
            author=wang,
            submitted_at=MONDAY - dt.timedelta(days=2),
        )
        remind(MONDAY)
        notice = Notice.objects.get(user=wang)
        assert notice.title == "第48周调度：1 个项目待填报"
        assert "已报　A-2" in notice.body
        assert "待报　A-1" in notice.body

    def test_repeating_creates_nothing(self, two_projects: tuple[User, User]) -> None:
        remind(MONDAY)
        again = remind(MONDAY)
        assert (again.created, again.existing) == (0, 3)
        assert (Notice.objects.count(), Delivery.objects.count()) == (2, 2)

    @pytest.mark.parametrize("hours", [0, 1, 5, 25, 24 * 6])
    def test_a_missed_hour_is_caught_up_while_the_week_lasts(self, two_projects: tuple[User, User], hours: int) -> None:
        assert remind(MONDAY + dt.timedelta(hours=hours)).created == 3

    def test_a_deadline_is_told_as_long_as_it_lies_ahead(self, two_projects: tuple[User, User]) -> None:
        remind(MONDAY)
        assert "请于 11月23日 08:30 前填报" in Notice.objects.first().body
        remind(MONDAY + dt.timedelta(weeks=1, minutes=30))
        assert "前填报" not in Notice.objects.first().body

    @pytest.mark.parametrize(("minutes", "created"), [(29, 2), (30, 0), (48 * 60, 0)])
    def test_who_comes_after_the_deadline_is_asked_next_week(
        self, two_projects: tuple[User, User], minutes: int, created: int
    ) -> None:
        remind(MONDAY)
        Project.objects.update(responsible=person("new"))
        assert remind(MONDAY + dt.timedelta(minutes=minutes)).created == created
        assert remind(MONDAY + dt.timedelta(weeks=1)).created == 4

    def test_older_weeks_are_not_flooded(self, two_projects: tuple[User, User]) -> None:
        remind(MONDAY + dt.timedelta(weeks=3))
        assert set(Reminder.objects.values_list("period__iso_week", flat=True)) == {51}

    def test_each_week_has_its_own(self, two_projects: tuple[User, User]) -> None:
        remind(MONDAY)
        assert remind(MONDAY + dt.timedelta(weeks=1)).created == 3

    def test_a_holiday_monday_moves_to_the_first_working_day(self, two_projects: tuple[User, User]) -> None:
        Project.objects.update(key_listed_on=dt.date(2021, 4, 1))
        assert not remind(dt.datetime(2021, 4, 5, 9, 0, tzinfo=SHANGHAI)).due
        assert remind(dt.datetime(2021, 4, 6, 8, 0, tzinfo=SHANGHAI)).created == 3

    def test_a_week_without_meeting_reminds_nobody(self, two_projects: tuple[User, User]) -> None:
        Project.objects.update(key_listed_on=dt.date(2020, 1, 1))
        assert not remind(dt.datetime(2020, 1, 29, 9, 0, tzinfo=SHANGHAI)).due

    def test_only_active_key_projects_and_people_who_still_work_here(self) -> None:
        gone, here = person("gone"), person("here")
        project("K-1", responsible=gone)
        project("K-2", responsible=here, closed_on=dt.date(2026, 11, 1))
        project("K-3", responsible=here, key_listed_on=None)
        project("K-4", responsible=here, key_listed_on=dt.date(2026, 11, 24))
        project("K-5", responsible=here)
        User.objects.filter(pk=gone.pk).update(is_active=False)
        outcome = remind(MONDAY)
        assert (outcome.projects, outcome.created) == (2, 1)
        assert Reminder.objects.get().project.code == "K-5"

    def test_nobody_is_owed_an_email_without_an_address_or_a_server(self, two_projects: tuple[User, User]) -> None:
        User.objects.filter(username="li").update(email="")
        with override_settings(EMAIL_ENABLED=False):
            remind(MONDAY)
        assert not Delivery.objects.exists()
        remind(MONDAY + dt.timedelta(weeks=1))
        assert list(Delivery.objects.values_list("user__username", flat=True)) == ["wang"]

    def test_the_command_prints_the_agreed_json(
        self, two_projects: tuple[User, User], capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("remind", "--at", "2026-11-23T08:00", "--json")
        first = json.loads(capsys.readouterr().out)
        assert first == {"period": "2026-W48", "due": True, "projects": 2, "created": 3, "existing": 0}
        call_command("remind", "--at", "2026-11-23 08:00", "--json")
        assert json.loads(capsys.readouterr().out)["created"] == 0

    def test_the_task_is_the_same_verb(self, two_projects: tuple[User, User], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("projects.tasks.timezone.now", lambda: MONDAY)
        assert (tick_periods(), tick_periods()) == (3, 0)

    def test_a_minute_with_nothing_new_reads_no_project(self, two_projects: tuple[User, User]) -> None:
        before, after = MONDAY - dt.timedelta(hours=1), MONDAY + dt.timedelta(hours=1)
        assert (owe_reminders(before), owe_reminders(MONDAY)) == (0, 3)
        with CaptureQueriesContext(connection) as asked:
            assert (owe_reminders(before), owe_reminders(after)) == (0, 0)
        assert not [each["sql"] for each in asked if "projects_project" in each["sql"]]

    def test_what_was_written_before_is_told_as_existing(self, two_projects: tuple[User, User]) -> None:
        remind(MONDAY)
        project("A-3", responsible=two_projects[0])
        again = remind(MONDAY + dt.timedelta(minutes=5))
        assert (again.projects, again.created, again.existing) == (3, 1, 3)
        User.objects.filter(username="li").update(is_active=False)
        assert remind(MONDAY + dt.timedelta(minutes=6)).existing == 3


def _remind_in_threads(times: int) -> list[BaseException]:
    """Call remind at the same moment from several connections; return what went wrong."""
    start, errors = threading.Barrier(times), []

    def work() -> None:
        try:
            start.wait()
            remind(MONDAY)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def test_two_workers_at_once_make_one_of_each(self, two_projects: tuple[User, User]) -> None:
        assert _remind_in_threads(6) == []
        assert (Reminder.objects.count(), Notice.objects.count(), Delivery.objects.count()) == (3, 2, 2)

    def test_control_without_the_lock_the_workers_collide(
        self, two_projects: tuple[User, User], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Negative control: unlocked, both read "nothing yet", and only the unique key stops the second."""
        ensure_period(MONDAY.date())
        both_have_read = threading.Barrier(2)
        write_down = reminders._write_down

        def wait_then_write(*args: object, **kwargs: object) -> None:
            both_have_read.wait(timeout=10)
            write_down(*args, **kwargs)

        monkeypatch.setattr(reminders, "_write_down", wait_then_write)
        monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, *a, **k: self)
        errors = _remind_in_threads(2)
        assert [type(error).__name__ for error in errors] == ["IntegrityError"]
        assert Reminder.objects.count() == 3
