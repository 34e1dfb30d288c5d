"""The week freezes once, as it stood at its deadline, and never changes afterwards."""

import datetime as dt
import functools
import threading
import time
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.enums import Lamp, Role
from core.kernel.clock import SHANGHAI
from core.models import Department, User
from projects.enums import ActionState
from projects.models import Blocker, Period, PeriodClosed, Project, Snapshot, Update
from projects.periods import ensure_period, open_period, reported_period
from projects.readings import lamps_of
from projects.week import freezing
from projects.week.compare import changes
from projects.week.freezing import freeze, freeze_now
from projects.week.reminders import remind
from projects.week.reporting import time_left
from projects.week.views import lamps_of_weeks
from tests.projects.scene import FRIDAY, MONDAY, as_user, node, person, project, report, submit, week
from tests.races import at_once

pytestmark = pytest.mark.django_db
AFTER = MONDAY + dt.timedelta(minutes=5)
NEXT = dt.datetime(2026, 11, 30, 8, 31, tzinfo=SHANGHAI)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def taken(of: Project, on: str = "2026-11-23") -> Snapshot:
    return Snapshot.objects.get(project=of, period=week(on))


class TestFreeze:
    def test_not_before_the_deadline(self, given: Project) -> None:
        assert not freeze(week("2026-11-23"), now=MONDAY - dt.timedelta(seconds=1))
        assert Snapshot.objects.count() == 0

    def test_it_keeps_what_the_meeting_looks_at(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-10-30")
        report(given, "2026-11-16", wang)
        submit(given, wang, next="四层", investment_wan=Decimal(860))
        assert freeze(week("2026-11-23"), now=AFTER)
        kept = taken(given)
        assert (kept.system, kept.declared, kept.reported, kept.done) == ("amber", "green", True, "三层结构浇筑完成")
        assert (kept.week_wan, kept.invested_wan, kept.author) == (Decimal(860), Decimal(960), "示例wang")
        assert kept.plan == [
            {"name": "节点1", "baseline_on": "2026-10-30", "planned_on": "2026-10-30", "actual_on": None}
        ]
        assert "逾期" in kept.reasons[0]

    def test_twice_is_once(self, given: Project) -> None:
        period = week("2026-11-23")
        assert [freeze(period, now=AFTER), freeze(period, now=AFTER)] == [True, False]
        assert Snapshot.objects.count() == 1

    def test_a_late_worker_freezes_the_deadline_not_its_own_hour(self, given: Project, wang: User) -> None:
        saved = node(given, 1, "2026-10-30")
        saved.complete(on=day("2026-11-24"))
        report(given, "2026-11-23", wang, done="截止后", submitted_at=MONDAY + dt.timedelta(hours=3))
        freeze(week("2026-11-23"), now=MONDAY + dt.timedelta(days=2))
        kept = taken(given)
        assert (kept.plan[0]["actual_on"], kept.declared, kept.invested_wan) == (None, "", None)
        assert kept.frozen_at == MONDAY

    def test_what_was_open_at_the_deadline_is_counted_whenever_the_worker_comes(
        self, given: Project, wang: User
    ) -> None:
        """Of three each, one was settled before the deadline, one was settled after it, one began after it."""
        hour = dt.timedelta(hours=1)
        spans = ((-3 * hour, -hour), (-3 * hour, hour), (hour, None))
        for n, (begins, ends) in enumerate(spans, 1):
            at, over = MONDAY + begins, MONDAY + ends if ends else None
            given.blockers.create(text="缺电", raised_by=wang, raised_at=at, resolved_at=over)
            said = {"period": week("2026-11-16"), "title": "办", "owner": wang, "due_on": day("2026-12-31")}
            state = ActionState.CLOSED if over else ActionState.OPEN
            who = {"issued_by": wang, "issued_at": at, "state": state, "closed_at": over, "closed_by": over and wang}
            given.actions.create(number=f"2026-47-0{n}", **said, **who)
        freeze(week("2026-11-23"), now=MONDAY + dt.timedelta(days=2))
        assert (taken(given).open_blockers, taken(given).open_actions) == (1, 1)

    def test_what_happens_later_changes_nothing(self, given: Project, wang: User) -> None:
        submit(given, wang)
        freeze(week("2026-11-23"), now=AFTER)
        given.updates.update(done="改写历史")
        given.updates.get().correct(
            text="更正", investment_delta_wan=Decimal(5), by=wang, now=AFTER, client_id=uuid.uuid4()
        )
        assert taken(given).done == "三层结构浇筑完成"

    def test_the_database_refuses_to_change_or_delete_a_snapshot(self, given: Project) -> None:
        freeze(week("2026-11-23"), now=AFTER)
        for change in (lambda: Snapshot.objects.update(system="green"), lambda: Snapshot.objects.all().delete()):
            with pytest.raises(InternalError), transaction.atomic():
                change()
        assert taken(given).system == "amber"  # silent all year

    def test_closed_and_unlisted_projects_are_left_out(self, given: Project, wang: User) -> None:
        project("B-1", closed_on=day("2026-11-01"))
        project("B-2", key_listed_on=None)
        project("B-3", key_listed_on=day("2026-12-01"))
        freeze(week("2026-11-23"), now=AFTER)
        assert [each.project for each in Snapshot.objects.all()] == [given]

    def test_the_number_of_queries_does_not_grow(self, wang: User) -> None:
        counts = []
        for number in (1, 2, 3):
            each = project(f"YH-2026-00{number}", responsible=wang)
            node(each, 1, "2026-10-30")
            with transaction.atomic(), CaptureQueriesContext(connection) as caught:
                freeze(week("2026-11-23"), now=AFTER)
                transaction.set_rollback(True)
            counts.append(len(caught))
        assert counts[0] == counts[1] == counts[2]


@pytest.mark.django_db(transaction=True)
class TestTwoWorkers:
    def race(self, period: Period) -> list[bool]:
        start, frozen = threading.Barrier(2), []

        def worker() -> None:
            start.wait()
            try:
                frozen.append(freeze(period, now=AFTER))
            finally:
                connection.close()

        threads = [threading.Thread(target=worker) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return sorted(frozen)

    def test_one_of_two_freezes(self, given: Project) -> None:
        assert self.race(week("2026-11-23")) == [False, True]
        assert Snapshot.objects.count() == 1

    def test_without_the_lock_they_would_collide(self, given: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        """Negative control: both see a week that is not frozen, and only the unique key stands."""
        period = week("2026-11-23")
        meet = threading.Barrier(2, timeout=10)

        def unlocked(model: Any, pk: int) -> Any:
            found = model.objects.get(pk=pk)
            meet.wait()
            return found

        monkeypatch.setattr("projects.week.freezing.locked", unlocked)
        monkeypatch.setattr(threading, "excepthook", lambda *_args: None)
        assert self.race(period) == [True]
        assert Snapshot.objects.count() == 1


class TestTick:
    def test_the_minute_freezes_what_is_due_and_closes_what_is_over(self, given: Project) -> None:
        week("2026-11-23")
        assert freezing.tick(MONDAY - dt.timedelta(minutes=1)) == 0
        assert freezing.tick(AFTER) == 1
        assert freezing.tick(AFTER) == 0
        open_period(AFTER)
        assert freezing.tick(NEXT) == 2  # this one froze, the last one closed
        last = week("2026-11-23")
        assert (last.state, last.closed_at) == ("closed", NEXT)
        assert week("2026-11-30").state == "frozen"

    def test_a_week_closes_when_its_sunday_is_over(self, given: Project) -> None:
        freeze(week("2026-11-23"), now=AFTER)
        midnight = dt.datetime(2026, 11, 30, tzinfo=SHANGHAI)
        assert freezing.tick(midnight - dt.timedelta(minutes=1)) == 0
        assert week("2026-11-23").closed_at is None
        assert freezing.tick(midnight) == 1
        assert week("2026-11-23").closed_at == midnight

    def test_weeks_that_were_missed_for_long_are_not_made_up(self, given: Project) -> None:
        week("2026-11-02")
        freezing.tick(AFTER)
        assert Snapshot.objects.count() == 0


class TestMemory:
    """红灯追回先转黄灯一期."""

    def red(self, of: Project) -> None:
        node(of, 1, "2026-08-03")

    def test_red_that_catches_up_is_amber_for_one_period(self, given: Project, wang: User) -> None:
        self.red(given)
        freeze(week("2026-11-23"), now=AFTER)
        assert taken(given).system == "red"
        given.milestones.get().complete(on=day("2026-11-25"))
        submit(given, wang, period=week("2026-11-30"), now=NEXT - dt.timedelta(days=3))
        freeze(week("2026-11-30"), now=NEXT)
        assert (taken(given, "2026-11-30").system, taken(given, "2026-11-30").reasons) == (
            "amber",
            ["上期红灯，追回后先转黄灯一期"],
        )
        later = NEXT + dt.timedelta(days=7)
        submit(given, wang, period=week("2026-12-07"), now=later - dt.timedelta(days=3))
        freeze(week("2026-12-07"), now=later)
        assert taken(given, "2026-12-07").system == "green"

    def test_what_was_not_red_is_green_at_once(self, given: Project, wang: User) -> None:
        """Negative control."""
        node(given, 1, "2026-11-20")
        freeze(week("2026-11-23"), now=AFTER)
        given.milestones.get().complete(on=day("2026-11-25"))
        submit(given, wang, period=week("2026-11-30"), now=NEXT - dt.timedelta(days=3))
        freeze(week("2026-11-30"), now=NEXT)
        assert (taken(given).system, taken(given, "2026-11-30").system) == ("amber", "green")


class TestChanges:
    def test_worse_first_then_better_and_what_moved(self, wang: User) -> None:
        worse, better, still = (project(f"A-{n}", key_listed_on=day("2026-11-17")) for n in (1, 2, 3))
        due = node(worse, 1, "2026-10-12")
        node(better, 1, "2026-11-20")
        node(still, 1, "2027-01-04")
        moved = node(still, 2, "2027-02-01")
        freeze(week("2026-11-23"), now=AFTER)
        assert taken(worse).system == Lamp.AMBER
        better.milestones.get().complete(on=day("2026-11-25"))
        moved.planned_on = day("2027-02-03")
        moved.save()
        for each in (worse, better, still):
            submit(each, wang, period=week("2026-11-30"), now=NEXT - dt.timedelta(days=3))
        freeze(week("2026-11-30"), now=NEXT)
        found = changes(week("2026-11-30").snapshots.all(), week("2026-11-23").snapshots.all())
        assert [(each.now.project_id, each.direction) for each in found] == [
            (worse.pk, 1),
            (still.pk, 0),
            (better.pk, -1),
        ]
        assert found[1].moved == [("节点2", "2027-02-01", "2027-02-03")]
        assert found[2].finished == ["节点1"]
        assert due.planned_on == day("2026-10-12")


class TestMoveAndCancel:
    @pytest.fixture
    def boss(self) -> User:
        return person("boss", "leader")

    def test_a_moved_meeting_takes_reminder_and_deadline_along(self, given: Project, boss: User) -> None:
        period = week("2026-11-23")
        period.move(to=day("2026-11-25"), reason="全市大会", by=boss, now=FRIDAY)
        assert (ensure_period(day("2026-11-23")).meets_on, period.deadline) == (
            day("2026-11-25"),
            dt.datetime(2026, 11, 25, 8, 30, tzinfo=SHANGHAI),
        )
        assert not remind(MONDAY).due
        assert remind(dt.datetime(2026, 11, 25, 8, 0, tzinfo=SHANGHAI)).created == 1
        assert open_period(MONDAY) == period

    @pytest.mark.parametrize(("to", "why"), [("2026-11-30", "本周之内"), ("2026-11-28", "工作日")])
    def test_only_to_a_working_day_of_the_week(self, boss: User, to: str, why: str) -> None:
        with pytest.raises(ValidationError, match=why):
            week("2026-11-23").move(to=day(to), reason="让路", by=boss, now=FRIDAY)

    def test_not_to_a_day_that_is_over_and_not_after_the_deadline(self, boss: User) -> None:
        period = week("2026-11-23")
        with pytest.raises(ValidationError, match="已截止"):
            period.move(to=day("2026-11-25"), reason="让路", by=boss, now=AFTER)
        period.move(to=day("2026-11-25"), reason="让路", by=boss, now=FRIDAY)
        with pytest.raises(ValidationError, match="已过"):
            period.move(to=day("2026-11-23"), reason="让路", by=boss, now=AFTER)

    def test_a_cancelled_meeting_still_freezes(self, given: Project, boss: User) -> None:
        period = week("2026-11-23")
        period.cancel(reason="防汛", by=boss, now=FRIDAY)
        period.cancel(reason="防汛", by=boss, now=FRIDAY)
        assert freeze(period, now=AFTER)
        assert (period.cancelled, period.change_reason, period.changed_by) == (True, "防汛", boss)


class TestByHand:
    @pytest.fixture
    def boss(self) -> User:
        return person("boss", "leader")

    def test_frozen_early_it_takes_what_was_told_until_then(self, given: Project, wang: User) -> None:
        submit(given, wang)
        period = week("2026-11-23")
        assert [freeze_now(period, now=FRIDAY), freeze_now(period, now=FRIDAY)] == [True, False]
        assert (taken(given).reported, taken(given).frozen_at, period.deadline) == (True, FRIDAY, FRIDAY)
        assert open_period(FRIDAY).key == "2026-W49"
        with pytest.raises(PeriodClosed):
            submit(given, wang, expected_version=1)
        freezing.tick(AFTER)
        assert taken(given).frozen_at == FRIDAY, "the minute has nothing left to freeze"
        assert not remind(MONDAY - dt.timedelta(minutes=20)).due, "and nobody is reminded of it"

    def test_a_week_frozen_early_counts_as_silent_from_then_on(self, given: Project, wang: User) -> None:
        node(given, 1, "2027-01-05")
        report(given, "2026-11-09", wang)
        before = lamps_of([given], FRIDAY.date(), now=FRIDAY)[given.pk].silent_periods
        freeze_now(week("2026-11-23"), now=FRIDAY)
        assert (before, taken(given).silent_periods) == (1, 2)

    def test_early_in_the_morning_it_is_the_day_of_shanghai(self, given: Project) -> None:
        """At 01:00 on Friday, still Thursday in UTC, what was struck off on Friday is off and Saturday's is not."""
        for code, on in (("B-1", "2026-11-20"), ("B-2", "2026-11-21")):
            project(code, closed_on=dt.date.fromisoformat(on))
        freeze_now(week("2026-11-23"), now=dt.datetime(2026, 11, 19, 17, tzinfo=dt.UTC))
        assert {each.project.code for each in Snapshot.objects.all()} == {given.code, "B-2"}

    def test_only_the_week_that_collects(self, given: Project) -> None:
        with pytest.raises(ValidationError, match="还没有开始"):
            freeze_now(week("2026-11-30"), now=FRIDAY)
        assert not Snapshot.objects.exists()

    def test_a_moved_week_is_not_silent_before_its_new_deadline(self, given: Project, wang: User, boss: User) -> None:
        report(given, "2026-11-16", wang)
        week("2026-11-23").move(to=day("2026-11-25"), reason="全市大会", by=boss, now=FRIDAY)
        later = AFTER + dt.timedelta(days=2)
        silence = [lamps_of([given], now.date(), now=now)[given.pk].silent_periods for now in (AFTER, later)]
        assert silence == [0, 1]

    def test_after_the_freeze_only_the_meeting_moves(self, given: Project, wang: User, boss: User) -> None:
        submit(given, wang)
        period = week("2026-11-23")
        freeze(period, now=AFTER)
        period.move(to=day("2026-11-24"), reason="临时赴省", by=boss, now=AFTER)
        assert (period.meets_on, period.deadline, taken(given).frozen_at) == (day("2026-11-24"), MONDAY, MONDAY)
        assert open_period(AFTER).key == "2026-W49"
        tuesday = dt.datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
        assert [reported_period(now).key for now in (AFTER, tuesday, tuesday + dt.timedelta(days=1))] == [
            "2026-W48",
            "2026-W48",
            "2026-W49",
        ]
        with pytest.raises(ValidationError, match="会议时间已过"):
            period.move(to=day("2026-11-24"), reason="让路", by=boss, now=tuesday)
        period.cancel(reason="防汛", by=boss, now=tuesday)
        assert week("2026-11-23").cancelled

    def test_closed_once_and_only_after_the_freeze(self, given: Project, boss: User) -> None:
        period = week("2026-11-23")
        with pytest.raises(ValidationError, match="还在填报"):
            period.close(now=FRIDAY)
        freeze(period, now=AFTER)
        period.close(now=AFTER)
        period.close(now=AFTER + dt.timedelta(hours=2))
        assert (week("2026-11-23").state, week("2026-11-23").closed_at) == ("closed", AFTER)
        with pytest.raises(ValidationError, match="已结束"):
            period.move(to=day("2026-11-24"), reason="让路", by=boss, now=AFTER)

    def test_by_a_leader_on_its_pages(self, given: Project, boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)
        url, leader = f"/projects/weeks/{week('2026-11-23').key}/", as_user(boss)
        assert "还有 1 个项目未报" in leader.get(f"{url}").content.decode()
        assert "还在填报" in leader.post(f"{url}close/", follow=True).content.decode()
        assert leader.post(f"{url}freeze/", follow=True).redirect_chain[-1][0] == f"{url}agenda/"
        assert leader.post(f"{url}freeze/").status_code == 302
        assert "办结本期调度" in leader.get(f"{url}agenda/").content.decode()
        for _ in range(2):
            assert "已结束" in leader.post(f"{url}close/", follow=True).content.decode()
        assert "办结本期调度" not in leader.get(f"{url}agenda/").content.decode()

    def test_the_page_of_a_week_that_does_not_collect_yet_says_why_it_does_not_freeze(
        self, given: Project, boss: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: FRIDAY)
        url = f"/projects/weeks/{week('2026-11-30').key}/"
        page = as_user(boss).post(f"{url}freeze/", follow=True)
        assert (page.redirect_chain[-1][0], "还没有开始填报" in page.content.decode()) == (url, True)
        assert not Snapshot.objects.exists()

    @pytest.mark.parametrize("role", ["project_officer", "handler", "auditor"])
    def test_others_may_not(self, given: Project, role: str) -> None:
        week("2026-11-23")
        other = as_user(person("li", role))
        for verb in ("freeze", "close"):
            assert other.post(f"/projects/weeks/2026-W48/{verb}/").status_code == 403
        assert not Snapshot.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestSavingWhileItFreezes:
    def test_a_slow_saving_is_in_the_snapshot_and_nobody_waits_in_a_circle(
        self, given: Project, wang: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        period, writing, write = week("2026-11-23"), threading.Event(), Update.write

        def slowly(update: Update, *args: Any, **values: Any) -> None:
            writing.set()
            time.sleep(0.7)  # photos of 48 MP
            write(update, *args, **values)

        def worker() -> bool:
            writing.wait(10)
            return freeze(period, now=AFTER)

        monkeypatch.setattr(Update, "write", slowly)
        saved, frozen = at_once(lambda: submit(given, wang, now=MONDAY - dt.timedelta(seconds=1)), worker)
        assert (isinstance(saved, Update), frozen) == (True, True)
        assert taken(given).reported


class TestCorrections:
    def correct(self, wang: User, given: Project, **also: Any) -> Any:
        values = {"text": "投资多报 60 万元", "investment_delta_wan": Decimal(-60), "by": wang, "now": AFTER}
        return given.updates.get().correct(**values | {"client_id": uuid.uuid4()} | also)

    def test_it_stands_below_the_update(self, given: Project, wang: User) -> None:
        submit(given, wang, investment_wan=Decimal(860))
        tap = uuid.uuid4()
        assert self.correct(wang, given, client_id=tap) == self.correct(wang, given, client_id=tap)
        assert given.updates.get().corrections.count() == 1
        assert given.updates.get().investment_wan == Decimal(860)

    def test_the_frozen_week_marks_it_and_stays_as_it_was(self, given: Project, wang: User) -> None:
        submit(given, wang, investment_wan=Decimal(860))
        freeze(week("2026-11-23"), now=AFTER)
        rows = '<td class="num r" data-l="累计投资（万元）">860'
        look = functools.partial(as_user(wang).get, "/projects/weeks/2026-W48/")
        texts = [look().content.decode(), self.correct(wang, given) and look().content.decode()]
        assert [("投资多报 60 万元" in text, rows in text) for text in texts] == [(False, True), (True, True)]

    def test_the_number_of_another_correction_saves_nothing(self, given: Project, wang: User) -> None:
        tap = uuid.uuid4()
        submit(given, wang, investment_wan=Decimal(860))
        other = report(project("B-1"), "2026-11-23", wang)
        self.correct(wang, given, client_id=tap)
        with pytest.raises(ValidationError, match="已经用过"):
            other.correct(
                text="更正", investment_delta_wan=Decimal(0), by=wang, now=AFTER + dt.timedelta(1), client_id=tap
            )

    def test_not_while_the_week_collects(self, given: Project, wang: User) -> None:
        submit(given, wang)
        with pytest.raises(ValidationError, match="还在填报"):
            self.correct(wang, given, now=FRIDAY)

    def test_never_below_zero(self, given: Project, wang: User) -> None:
        submit(given, wang, investment_wan=Decimal(100))
        self.correct(wang, given)
        with pytest.raises(ValidationError, match="小于零"):
            self.correct(wang, given)

    def test_what_the_verb_refuses_is_said_on_the_page_beside_what_was_typed(
        self, given: Project, wang: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        saved = submit(given, wang, investment_wan=Decimal(100))
        monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
        sent = {"text": "投资多报", "investment_delta_wan": "-160", "client_id": uuid.uuid4()}
        text = as_user(wang).post(f"/projects/updates/{saved.pk}/correct/", sent).content.decode()
        assert ("小于零" in text, "投资多报" in text) == (True, True)
        assert not saved.corrections.exists()


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (dt.timedelta(days=2), "还剩 2 天"),
        (dt.timedelta(days=2) - dt.timedelta(seconds=1), "还剩 47 小时"),
        (dt.timedelta(hours=1), "还剩 1 小时"),
        (dt.timedelta(minutes=59, seconds=59), "还剩 59 分钟"),
        (dt.timedelta(minutes=-5), "还剩 0 分钟"),
    ],
)
def test_the_time_left_is_told_in_the_largest_unit_that_says_enough(left: dt.timedelta, words: str) -> None:
    assert time_left(MONDAY, now=MONDAY - left) == words


class TestList:
    """The lamps of each frozen week are counted once for all who see every project, until the next freeze."""

    def weeks(self, client: Client) -> list[tuple[str, dict[str, int]]]:
        return [(week.key, lamps or {}) for week, lamps in client.get("/projects/weeks/").context["weeks"]]

    def test_counts_are_kept_until_another_week_is_frozen(self, given: Project, wang: User) -> None:
        client = as_user(wang)
        freeze(week("2026-11-23"), now=AFTER)
        ((_open, nothing), *_others, (key, lamps)) = self.weeks(client)
        assert (nothing, key, lamps["frozen"], lamps["told"]) == ({}, "2026-W48", 1, 0)
        with CaptureQueriesContext(connection) as asked:
            self.weeks(client)
        assert not [each["sql"] for each in asked if "projects_snapshot" in each["sql"]]
        project("B-1")
        freeze(week("2026-11-30"), now=NEXT)
        counts = {key: lamps for key, lamps in self.weeks(client) if lamps}
        assert [(key, lamps["frozen"]) for key, lamps in counts.items()] == [("2026-W49", 2), ("2026-W48", 1)]
        assert all(lamps["red"] + lamps["amber"] + lamps["green"] <= lamps["frozen"] for lamps in counts.values())

    def test_who_sees_some_projects_is_told_of_these(self, given: Project, wang: User) -> None:
        project("B-1")
        freeze(week("2026-11-23"), now=AFTER)
        office = Department.objects.create(key="office", name="示例科", rank=1)
        Blocker.objects.create(project=given, text="示例", department=office, raised_by=wang, raised_at=FRIDAY)
        handler, weeks = person("shi", Role.HANDLER, department=office), list(Period.objects.all())
        told = [[lamps["frozen"] for lamps in lamps_of_weeks(weeks, reader).values()] for reader in (wang, handler)]
        assert told == [[2], [1]]
