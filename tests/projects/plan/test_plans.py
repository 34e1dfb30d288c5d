"""倒排时间表 in use: adopting a template, the frozen baseline, 延期申请, gates and 容缺推进."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.kernel.workdays import ONE_DAY, WorkCalendar
from core.models import User, Workday
from projects.enums import Decision, Stage
from projects.models import Milestone, PlanTemplate, Postponement, Project, StageWaiver
from projects.payloads import MilestoneRow
from projects.plan.adopting import adopt, draft
from projects.slips import slips_of
from tests.projects.scene import FRIDAY, node, person, submit

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 20)
MAY_2021 = WorkCalendar(
    exceptions={dt.date(2021, 5, 8): True, **{dt.date(2021, 5, n): False for n in range(1, 6)}}, years=frozenset({2021})
)
LATER = dt.datetime.fromisoformat("2026-11-24T10:00:00+08:00")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def plant() -> PlanTemplate:
    return PlanTemplate.objects.get(key="new_plant")


@pytest.fixture
def planned(given: Project, plant: PlanTemplate, wang: User) -> Project:
    """A project whose plan was laid back from the end of 2028 and frozen."""
    adopt(given, draft(given, plant, day("2028-12-29"), today=TODAY), freeze=True, by=wang, today=TODAY)
    return given


def milestone(of: Project, key: str) -> Milestone:
    return of.milestones.get(key=key)


class TestDraft:
    def test_it_says_at_once_how_late_it_is_and_where(self, given: Project, plant: PlanTemplate) -> None:
        late = draft(given, plant, day("2027-06-30"), today=TODAY).late
        assert late is not None
        assert (late.template_node.name, late.late > 200) == ("签约", True)
        assert draft(given, plant, day("2029-12-31"), today=TODAY).late is None

    def test_what_lies_behind_an_entered_stage_is_not_late(
        self, given: Project, plant: PlanTemplate, wang: User
    ) -> None:
        given.enter_stage(Stage.STARTED, on=day("2026-11-02"), by=wang)
        found = {each.slot.node.key: each for each in draft(given, plant, day("2027-06-30"), today=TODAY).nodes}
        assert (found["construction_permit"].done_on, found["construction_permit"].late) == (day("2026-11-02"), 0)
        assert found["topping_out"].done_on is None
        assert found["topping_out"].late > 0


class TestAdopt:
    def test_the_draft_becomes_the_plan_and_the_baseline(self, planned: Project, plant: PlanTemplate) -> None:
        nodes = list(planned.milestones.all())
        assert [each.rank for each in nodes] == list(range(1, plant.nodes.count() + 1))
        assert all(each.baseline_on == each.planned_on for each in nodes)
        assert nodes[-1].planned_on == planned.due_on == day("2028-12-29")
        assert (planned.baseline_frozen_on, planned.plan_template) == (TODAY, plant)

    def test_twice_is_once(self, planned: Project, plant: PlanTemplate, wang: User) -> None:
        version = planned.version
        adopt(planned, draft(planned, plant, day("2028-12-29"), today=TODAY), freeze=True, by=wang, today=TODAY)
        assert (planned.milestones.count(), planned.version) == (plant.nodes.count(), version)

    def test_another_plan_is_refused(self, planned: Project, plant: PlanTemplate, wang: User) -> None:
        with pytest.raises(ValidationError, match="已有节点"):
            adopt(planned, draft(planned, plant, day("2029-12-28"), today=TODAY), freeze=True, by=wang, today=TODAY)

    def test_a_circle_is_said_in_words(self, given: Project, plant: PlanTemplate) -> None:
        plant.nodes.filter(key="signing").update(after=["producing"])
        with pytest.raises(ValidationError, match="排不出来"):
            draft(given, plant, day("2028-12-29"), today=TODAY)


class TestFrozenBaseline:
    def row(self, of: Milestone, planned_on: str) -> MilestoneRow:
        return MilestoneRow(of.rank, of.name, of.kind, day(planned_on), pk=of.pk)

    def test_a_date_no_longer_moves_by_editing(self, planned: Project) -> None:
        saved = milestone(planned, "land")
        with pytest.raises(ValidationError, match="延期申请"):
            planned.plan_milestones([self.row(saved, "2028-12-29")])
        saved.refresh_from_db()
        assert saved.planned_on == saved.baseline_on

    def test_before_the_freeze_it_does(self, given: Project) -> None:
        """Control of the guard."""
        saved = node(given, 1, "2026-12-01")
        given.plan_milestones([self.row(saved, "2026-12-20")])
        saved.refresh_from_db()
        assert saved.planned_on == day("2026-12-20")

    def test_freezing_takes_the_plan_of_today_and_once(self, given: Project) -> None:
        saved = node(given, 1, "2026-12-20", baseline_on=day("2026-12-01"))
        given.freeze_baseline(on=TODAY)
        given.freeze_baseline(on=day("2027-01-04"))
        saved.refresh_from_db()
        given.refresh_from_db()
        assert (saved.baseline_on, given.baseline_frozen_on) == (day("2026-12-20"), TODAY)

    def test_without_nodes_there_is_nothing_to_freeze(self, given: Project) -> None:
        with pytest.raises(ValidationError, match="还没有节点"):
            given.freeze_baseline(on=TODAY)


class TestPostponement:
    def ask(self, of: Milestone, to_on: str, by: User, **also: Any) -> Postponement:
        return of.ask_postponement(to_on=day(to_on), reason="设计变更", by=by, now=FRIDAY, **also)

    def test_nothing_moves_until_a_leader_decides(self, planned: Project, wang: User, boss: User) -> None:
        saved = milestone(planned, "producing")
        asked = self.ask(saved, "2029-03-30", wang)
        saved.refresh_from_db()
        assert saved.planned_on == day("2028-12-29")
        asked.decide(True, note="同意", by=boss, now=LATER)
        saved.refresh_from_db()
        assert (saved.planned_on, saved.baseline_on) == (day("2029-03-30"), day("2028-12-29"))
        assert (asked.state, asked.decided_by) == (Decision.APPROVED, boss)

    def test_refused_nothing_moves(self, planned: Project, wang: User, boss: User) -> None:
        saved = milestone(planned, "producing")
        asked = self.ask(saved, "2029-03-30", wang)
        asked.decide(False, note="压缩试生产", by=boss, now=LATER)
        saved.refresh_from_db()
        assert (saved.planned_on, asked.state) == (day("2028-12-29"), Decision.REFUSED)

    def test_deciding_twice_keeps_the_first_word(self, planned: Project, wang: User, boss: User) -> None:
        asked = self.ask(milestone(planned, "producing"), "2029-03-30", wang)
        asked.decide(False, note="不同意", by=boss, now=LATER)
        asked.decide(True, note="同意", by=boss, now=LATER)
        assert (asked.state, asked.note) == (Decision.REFUSED, "不同意")

    def test_the_same_request_twice_is_one_and_another_waits(self, planned: Project, wang: User) -> None:
        saved = milestone(planned, "producing")
        assert self.ask(saved, "2029-03-30", wang) == self.ask(saved, "2029-03-30", wang)
        with pytest.raises(ValidationError, match="待决定"):
            self.ask(saved, "2029-04-30", wang)
        assert saved.postponements.count() == 1

    @pytest.mark.parametrize("to_on", ["2028-12-29", "2028-12-28"])
    def test_only_later(self, planned: Project, wang: User, to_on: str) -> None:
        with pytest.raises(ValidationError, match="晚于现计划"):
            self.ask(milestone(planned, "producing"), to_on, wang)

    def test_a_node_that_is_done_has_nothing_to_postpone(self, planned: Project, wang: User) -> None:
        saved = milestone(planned, "signing")
        saved.complete(on=TODAY)
        with pytest.raises(ValidationError, match="已完成"):
            self.ask(saved, "2029-01-01", wang)

    def test_a_node_finished_meanwhile_cannot_be_approved(self, planned: Project, wang: User, boss: User) -> None:
        saved = milestone(planned, "signing")
        asked = self.ask(saved, "2029-01-04", wang, with_followers=True)
        saved.complete(on=TODAY)
        with pytest.raises(ValidationError, match="只能不同意"):
            asked.decide(True, note="", by=boss, now=LATER)
        asked.decide(False, note="已完成", by=boss, now=LATER)

    def test_followers_move_only_as_far_as_they_must(self, planned: Project, wang: User, boss: User) -> None:
        """What has slack stays: equipment can still be ordered in time. What moves keeps its working days."""
        permit, before = milestone(planned, "construction_permit"), {n.key: n for n in planned.milestones.all()}
        asked = self.ask(permit, str(permit.planned_on + dt.timedelta(days=28)), wang, with_followers=True)
        asked.decide(True, note="", by=boss, now=LATER)
        after = {n.key: n for n in planned.milestones.all()}
        moved = {key for key in after if after[key].planned_on > before[key].planned_on}
        stayed = {each.key for each in permit.followers()} - moved
        assert stayed == {"equipment_order", "utilities", "hiring"}
        assert moved == {permit.key, *(each.key for each in permit.followers())} - stayed
        calendar = WorkCalendar.load()
        for each in after.values():
            assert calendar.working_days_between(each.starts_on, each.planned_on + ONE_DAY) == each.working_days, each
            assert all(after[key].planned_on < each.starts_on for key in each.after), each
        assert asked.pushed.count() == len(moved) - 1

    def test_the_due_date_follows_the_end_of_the_plan(self, planned: Project, wang: User, boss: User) -> None:
        self.ask(planned.milestones.last(), "2029-03-30", wang).decide(True, note="", by=boss, now=LATER)
        planned.refresh_from_db()
        assert (planned.due_on, planned.plan_end()) == (day("2029-03-30"), day("2029-03-30"))

    def test_a_due_date_of_its_own_stays(self, planned: Project, wang: User, boss: User) -> None:
        """The page says the difference then."""
        Project.objects.filter(pk=planned.pk).update(due_on=day("2028-11-30"))
        self.ask(planned.milestones.last(), "2029-03-30", wang).decide(True, note="", by=boss, now=LATER)
        planned.refresh_from_db()
        assert planned.due_on == day("2028-11-30")

    def test_not_onto_a_day_off(self, planned: Project, wang: User) -> None:
        with pytest.raises(ValidationError, match="2029-03-30 或 2029-04-02"):
            self.ask(planned.milestones.last(), "2029-03-31", wang)

    def test_a_day_that_was_given_off_meanwhile_is_not_granted(self, planned: Project, wang: User, boss: User) -> None:
        asked = self.ask(planned.milestones.last(), "2029-03-30", wang)
        Workday.objects.create(on=day("2029-03-30"), is_working=False, name="停工日")
        with pytest.raises(ValidationError, match="休息日"):
            asked.decide(True, note="", by=boss, now=LATER)
        assert planned.milestones.last().planned_on == day("2028-12-29")

    def test_working_days_are_counted_over_a_holiday(self) -> None:
        """Three working days after 2021-04-30: 05-03 to 05-05 are off, Saturday 05-08 is worked."""
        assert MAY_2021.working_days_after(day("2021-04-30"), 3) == day("2021-05-08")
        assert WorkCalendar().working_days_after(day("2021-04-30"), 3) == day("2021-05-05"), (
            "control: without the holiday"
        )

    def test_a_follower_that_is_pushed_keeps_its_past_and_loses_its_open_question(
        self, planned: Project, wang: User, boss: User
    ) -> None:
        permit, start = milestone(planned, "construction_permit"), milestone(planned, "start")
        refused = self.ask(start, str(start.planned_on + dt.timedelta(days=3)), wang, with_followers=True)
        refused.decide(False, note="不同意", by=boss, now=FRIDAY)
        waits = self.ask(start, str(start.planned_on + dt.timedelta(days=7)), wang, with_followers=True)
        pushes = self.ask(permit, str(permit.planned_on + dt.timedelta(days=28)), wang, with_followers=True)
        pushes.decide(True, note="", by=boss, now=LATER)
        refused.refresh_from_db()
        waits.refresh_from_db()
        assert (refused.note, refused.decided_at) == ("不同意", FRIDAY)
        assert (waits.state, waits.note, waits.decided_by) == (Decision.REFUSED, "已随前置节点顺延。", boss)

    def test_in_a_plan_by_hand_the_later_nodes_follow(self, given: Project, wang: User, boss: User) -> None:
        first, second, third = (node(given, rank, f"2026-12-0{rank}") for rank in (1, 2, 3))
        node(given, 4, "2026-12-10", actual_on=day("2026-11-02"))
        assert second.followers() == [third]
        self.ask(second, "2026-12-04", wang, with_followers=True).decide(True, note="", by=boss, now=LATER)
        assert [given.milestones.get(rank=n).planned_on for n in (1, 2, 3)] == [
            first.planned_on,
            day("2026-12-04"),
            day("2026-12-07"),  # two working days after Thursday 12-03
        ]

    def test_alone_it_moves_within_its_slack_and_no_further(self, planned: Project, wang: User, boss: User) -> None:
        """A move that would leave a node before what it waits for is no plan any more."""
        order, arrives = milestone(planned, "equipment_order"), milestone(planned, "equipment")
        later = arrives.starts_on + dt.timedelta(days=7)
        later = WorkCalendar.load().last_working_day(later)
        with pytest.raises(ValidationError, match="设备进场"):
            self.ask(order, str(later), wang)
        self.ask(order, str(later), wang, with_followers=True).decide(True, note="", by=boss, now=LATER)
        assert milestone(planned, "equipment").starts_on > milestone(planned, "equipment_order").planned_on

    def test_slips_are_counted(self, planned: Project, wang: User, boss: User) -> None:
        """改期 2 次，累计 +41 天: pushed nodes add days of their own but no time."""
        last = milestone(planned, "producing")
        for to_on in ("2029-01-12", "2029-02-08"):
            self.ask(last, to_on, wang).decide(True, note="", by=boss, now=LATER)
        slips = slips_of(Postponement.objects.filter(milestone__project=planned))
        assert (slips.times, slips.days) == (2, 41)


class TestGates:
    def test_a_stage_is_shut_while_nodes_before_it_are_open(self, planned: Project, wang: User) -> None:
        planned.enter_stage(Stage.SIGNED, on=TODAY, by=wang)
        with pytest.raises(ValidationError, match=r"还不能进入开工：.*施工许可"):
            planned.enter_stage(Stage.STARTED, on=TODAY, by=wang)
        planned.refresh_from_db()
        assert planned.stage == Stage.SIGNED

    def test_it_opens_when_they_are_done_and_the_stages_own_node_follows(self, planned: Project, wang: User) -> None:
        planned.enter_stage(Stage.SIGNED, on=TODAY, by=wang)
        for each in planned.milestones.filter(name__in=planned.open_before(Stage.STARTED)):
            each.complete(on=TODAY)
        planned.enter_stage(Stage.STARTED, on=TODAY, by=wang)
        assert milestone(planned, "start").actual_on == TODAY
        assert planned.stage == Stage.STARTED

    def test_a_plan_without_stage_nodes_has_no_gate(self, given: Project, wang: User) -> None:
        node(given, 1, "2026-12-01")
        given.enter_stage(Stage.BUILT, on=TODAY, by=wang)
        assert given.stage == Stage.BUILT

    def test_ticking_the_stages_node_in_the_weekly_update_enters_the_stage(self, planned: Project, wang: User) -> None:
        submit(planned, wang, milestones={milestone(planned, "signing").pk: TODAY})
        planned.refresh_from_db()
        assert planned.stage == Stage.SIGNED
        assert planned.stage_changes.get().on == TODAY

    def test_not_when_the_gate_is_shut(self, planned: Project, wang: User) -> None:
        submit(planned, wang, milestones={milestone(planned, "start").pk: TODAY})
        planned.refresh_from_db()
        assert planned.stage == ""

    def ask(self, planned: Project, by: User) -> StageWaiver:
        return planned.ask_waiver(Stage.STARTED, on=TODAY, reason="容缺受理，先行开工", by=by, now=FRIDAY)

    def test_a_waiver_lets_it_pass_and_keeps_what_was_missing(self, planned: Project, wang: User, boss: User) -> None:
        planned.enter_stage(Stage.SIGNED, on=TODAY, by=wang)
        asked = self.ask(planned, wang)
        assert self.ask(planned, wang) == asked
        asked.decide(True, note="同意容缺", by=boss, now=LATER)
        planned.refresh_from_db()
        change = planned.stage_changes.get(stage=Stage.STARTED)
        assert (planned.stage, change.on, change.waiver) == (Stage.STARTED, TODAY, asked)
        assert "施工许可" in asked.missing

    def test_a_refused_waiver_opens_nothing(self, planned: Project, wang: User, boss: User) -> None:
        asked = self.ask(planned, wang)
        asked.decide(False, note="先办许可", by=boss, now=LATER)
        asked.decide(True, note="", by=boss, now=LATER)
        planned.refresh_from_db()
        assert (planned.stage, asked.state) == ("", Decision.REFUSED)

    def test_nobody_asks_at_an_open_gate(self, planned: Project, wang: User) -> None:
        with pytest.raises(ValidationError, match="不需要容缺推进"):
            planned.ask_waiver(Stage.SIGNED, on=TODAY, reason="快", by=wang, now=FRIDAY)
