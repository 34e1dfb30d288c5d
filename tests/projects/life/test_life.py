"""The life of a project: 销号, 暂停, 复工, 终止, 重新打开, and what follows from each."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given as given_days
from hypothesis import settings
from hypothesis import strategies as st

from core.enums import Lamp, Role
from core.kernel.workdays import WorkCalendar
from core.models import Notice, User
from projects.enums import Decision, Life, LifeAct
from projects.life.watching import watch
from projects.models import (
    Action,
    AfterCareItem,
    Commitment,
    LifeChange,
    Postponement,
    Project,
    Standing,
)
from projects.models.life import moved_by_a_pause, new_dates
from projects.readings import lamp_of, lamps_of
from projects.week.freezing import freeze
from projects.week.reminders import owe_reminders
from tests.projects.scene import FRIDAY, MONDAY, node, person, report, week

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TODAY = FRIDAY.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def boss() -> User:
    return person("boss", Role.LEADER)


def turn(of: Project, act: LifeAct, by: User, *, on: dt.date = TODAY, now: dt.datetime = FRIDAY, **more) -> LifeChange:
    """Ask and decide, at once."""
    more.setdefault("reason", "示例理由")
    if act == LifeAct.PAUSE:
        more.setdefault("until", on + 90 * DAY)
    change = LifeChange.objects.ask(of, act, on=on, by=by, now=now, **more)
    change.decide(True, note="", by=by, now=now)
    of.refresh_from_db()
    return change


class TestAsking:
    def test_nothing_changes_before_it_is_decided(self, given: Project, wang: User, boss: User) -> None:
        asked = LifeChange.objects.ask(
            given, LifeAct.PAUSE, on=TODAY, until=TODAY + 60 * DAY, reason="资金", by=wang, now=FRIDAY, decider=boss
        )
        given.refresh_from_db()
        assert given.life == Life.RUNNING
        assert Notice.objects.filter(user=boss).count() == 1
        asked.decide(False, note="再想想", by=boss, now=FRIDAY)
        given.refresh_from_db()
        assert given.life == Life.RUNNING

    def test_the_same_request_twice_is_one(self, given: Project, wang: User) -> None:
        said = {"on": TODAY, "until": TODAY + 60 * DAY, "reason": "资金", "by": wang, "now": FRIDAY}
        one = LifeChange.objects.ask(given, LifeAct.PAUSE, **said)
        assert LifeChange.objects.ask(given, LifeAct.PAUSE, **said) == one

    def test_another_while_one_waits_is_refused(self, given: Project, wang: User) -> None:
        LifeChange.objects.ask(given, LifeAct.STOP, on=TODAY, reason="改投", by=wang, now=FRIDAY)
        with pytest.raises(ValidationError):
            LifeChange.objects.ask(
                given, LifeAct.PAUSE, on=TODAY, until=TODAY + DAY, reason="资金", by=wang, now=FRIDAY
            )

    @pytest.mark.parametrize("act", [LifeAct.RESUME, LifeAct.REOPEN])
    def test_what_runs_can_neither_go_on_nor_be_opened(self, given: Project, boss: User, act: LifeAct) -> None:
        with pytest.raises(ValidationError):
            turn(given, act, boss)

    def test_no_turn_lies_before_the_last_one(self, given: Project, boss: User) -> None:
        turn(given, LifeAct.PAUSE, boss)
        with pytest.raises(ValidationError):
            turn(given, LifeAct.RESUME, boss, on=TODAY - DAY)


class TestPause:
    def test_nothing_is_owed_or_judged_while_it_lasts(self, given: Project, boss: User) -> None:
        node(given, 1, "2026-08-03")  # long overdue
        given.renew_standing()
        assert lamp_of(given, TODAY, now=FRIDAY).lamp == Lamp.RED
        turn(given, LifeAct.PAUSE, boss)
        assert not given.owes_updates
        assert lamp_of(given, TODAY, now=FRIDAY).lamp == Lamp.GREY
        assert Standing.objects.get(project=given).system == Lamp.GREY
        assert owe_reminders(MONDAY - dt.timedelta(minutes=20)) == 0

    def test_control_one_that_runs_is_reminded(self, given: Project) -> None:
        assert owe_reminders(MONDAY - dt.timedelta(minutes=20)) == 1

    def test_past_the_day_it_turns_amber_and_says_so(self, given: Project, boss: User) -> None:
        turn(given, LifeAct.PAUSE, boss, until=TODAY + 7 * DAY)
        reading = lamp_of(given, dt.date(2026, 12, 4))
        assert reading.lamp == Lamp.AMBER
        assert "2026-11-27" in reading.why

    def test_a_frozen_week_tells_it_apart_from_silence(self, given: Project, boss: User) -> None:
        turn(given, LifeAct.PAUSE, boss)
        period = week("2026-11-23")
        freeze(period, now=MONDAY)
        frozen = period.snapshots.get()
        assert frozen.paused
        assert frozen.silent_periods == 0

    def test_before_it_the_past_reads_as_it_was(self, given: Project, boss: User) -> None:
        node(given, 1, "2026-08-03")
        turn(given, LifeAct.PAUSE, boss)
        assert lamp_of(given, TODAY - 3 * DAY).lamp == Lamp.RED


class TestResume:
    def test_dates_move_by_the_working_days_and_are_no_slip(self, given: Project, boss: User) -> None:
        first = node(given, 1, "2026-11-30")
        given.freeze_baseline(on=TODAY)
        turn(given, LifeAct.PAUSE, boss, on=dt.date(2026, 11, 2))
        dates = new_dates(given, dt.date(2026, 11, 2), TODAY)
        turn(given, LifeAct.RESUME, boss, dates={str(pk): str(on) for pk, on in dates.items()})
        first.refresh_from_db()
        assert first.planned_on == dates[first.pk] > dt.date(2026, 11, 30)
        assert first.baseline_on == dt.date(2026, 11, 30)
        assert first.paused_days == (first.planned_on - first.baseline_on).days
        reading = lamp_of(given, TODAY, now=FRIDAY)
        assert reading.milestones[0].slid_days == 0
        standing = Standing.objects.get(project=given)
        assert (standing.slips, standing.slipped_days) == (0, 0)

    def test_control_the_same_move_without_a_pause_slides(self, given: Project, boss: User) -> None:
        node(given, 1, "2027-02-26", baseline_on=dt.date(2026, 12, 31))
        given.renew_standing()
        assert lamp_of(given, TODAY, now=FRIDAY).milestones[0].slid_days > 45

    def test_silence_is_counted_from_then_on(self, given: Project, boss: User, wang: User) -> None:
        report(given, "2026-09-07", wang)
        turn(given, LifeAct.PAUSE, boss, on=dt.date(2026, 9, 14))
        turn(given, LifeAct.RESUME, boss, on=TODAY)
        assert lamp_of(given, TODAY, now=FRIDAY).silent_periods == 0
        assert given.owes_updates

    def test_the_present_and_the_reading_of_today_agree(self, given: Project, boss: User, wang: User) -> None:
        node(given, 1, "2026-12-31")
        for act in (LifeAct.PAUSE, LifeAct.RESUME, LifeAct.STOP, LifeAct.REOPEN, LifeAct.FINISH):
            turn(given, act, boss)
            reading = lamps_of([given], TODAY, now=timezone.now())[given.pk]
            assert Standing.objects.get(project=given).system == reading.lamp, act
            assert not list(Standing.objects.differences(timezone.now())), act


@given_days(starts=st.integers(0, 2500), length=st.integers(1, 400), plans=st.lists(st.integers(1, 900), min_size=1))
@settings(max_examples=60)
def test_whatever_the_pause_no_node_falls_on_a_day_off_and_the_order_stays(
    starts: int, length: int, plans: list[int]
) -> None:
    """Through unpublished years as well, where the days off by law are off."""
    calendar, first = WorkCalendar.load(), dt.date(2026, 1, 5)
    paused_on, resumes_on = first + starts * DAY, first + (starts + length) * DAY
    before = [calendar.working_days_after(paused_on, plan) for plan in sorted(plans)]
    after = [moved_by_a_pause(on, paused_on, resumes_on, calendar) for on in before]
    assert all(calendar.is_working(on) for on in after)
    assert after == sorted(after)
    lost = calendar.working_days_between(paused_on, resumes_on)
    assert {calendar.working_days_between(*pair) for pair in zip(before, after, strict=True)} == {lost}


class TestFinish:
    def test_it_owes_nothing_and_still_counts(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-10-30", actual_on=dt.date(2026, 10, 30))
        turn(given, LifeAct.FINISH, wang, evidence="竣工验收意见")
        assert given.life == Life.FINISHED
        assert given.closed_on == TODAY
        assert not given.owes_updates
        assert given in Project.objects.key()
        assert lamp_of(given, TODAY, now=FRIDAY).lamp == Lamp.DONE

    def test_unmet_promises_become_somebodys_item(self, given: Project, wang: User) -> None:
        heir = person("heir")
        Commitment.objects.create(project=given, kind="jobs", signed_value=Decimal(120), due_on=dt.date(2027, 6, 30))
        turn(given, LifeAct.FINISH, wang, heir=heir)
        item = AfterCareItem.objects.get()
        assert (item.owner, item.due_on) == (heir, dt.date(2027, 6, 30))
        assert "就业" in item.text

    def test_what_was_frozen_stays(self, given: Project, wang: User) -> None:
        period = week("2026-11-23")
        freeze(period, now=MONDAY)
        before = period.snapshots.values().get()
        turn(given, LifeAct.FINISH, wang, now=MONDAY)
        assert period.snapshots.values().get() == before


class TestStop:
    def test_what_is_open_ends_with_it_and_says_why(self, given: Project, boss: User, wang: User) -> None:
        last = node(given, 1, "2027-03-31")
        action = Action.objects.create(
            number="2026-47-01",
            project=given,
            title="办理",
            owner=wang,
            due_on=TODAY,
            issued_by=boss,
            issued_at=FRIDAY,
            period=week("2026-11-23"),
        )
        last.ask_postponement(to_on=dt.date(2027, 4, 30), reason="慢", by=wang, now=FRIDAY)
        kept = AfterCareItem.objects.create(project=given, text="照办", owner=wang, raised_on=TODAY, due_on=TODAY)
        given_up = AfterCareItem.objects.create(project=given, text="收回", owner=wang, raised_on=TODAY, due_on=TODAY)
        turn(given, LifeAct.STOP, boss, reason="企业改投外省", given_up=[given_up.pk])
        for row in (action, kept, given_up):
            row.refresh_from_db()
        assert action.closed_at == FRIDAY
        assert "企业改投外省" in action.entries.last().text
        assert Postponement.objects.get().state == Decision.REFUSED
        assert (kept.done_on, given_up.done_on) == (None, TODAY)

    def test_it_leaves_the_key_list_from_its_day_on(self, given: Project, boss: User) -> None:
        turn(given, LifeAct.STOP, boss)
        assert given not in Project.objects.key()
        assert given in Project.objects.key(TODAY - DAY)
        assert given not in Project.objects.shown()
        assert lamp_of(given, TODAY, now=FRIDAY).why == "已终止"

    def test_reopened_it_is_as_before(self, given: Project, boss: User) -> None:
        turn(given, LifeAct.STOP, boss)
        turn(given, LifeAct.REOPEN, boss)
        assert given.life == Life.RUNNING
        assert given.owes_updates
        assert given in Project.objects.key()


class TestNames:
    def test_a_former_name_is_kept_and_found(self, given: Project) -> None:
        given.name = "北屿换电装备项目"
        given.save()
        given.name = "北屿储能装备项目"
        given.save()
        assert "北屿换电装备项目" in given.former_names.values_list("name", flat=True)
        assert given in Project.objects.named_like("换电装备")


class TestWatching:
    def test_who_put_it_aside_hears_once_when_it_can_be_done(self, given: Project, wang: User) -> None:
        last = node(given, 1, "2026-10-30")
        LifeChange.objects.ask(given, LifeAct.FINISH, on=TODAY, reason="", by=wang, now=FRIDAY, evidence="验收意见")
        watch(FRIDAY)
        assert not Notice.objects.exists()
        last.complete(on=TODAY)
        for _again in range(2):
            watch(FRIDAY)
        assert Notice.objects.get(user=wang).title.endswith("可以销号了")

    def test_two_weeks_before_it_goes_on_who_answers_for_it_hears(self, given: Project, boss: User, wang: User) -> None:
        turn(given, LifeAct.PAUSE, boss, until=TODAY + 30 * DAY)
        Notice.objects.all().delete()
        watch(FRIDAY)
        assert not Notice.objects.exists()
        for day in (16, 17, 20):
            watch(FRIDAY + day * DAY)
        assert Notice.objects.filter(user=wang).count() == 1
