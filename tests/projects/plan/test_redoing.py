"""改计划: a plan that is not frozen is worked on, and what it can reach is told."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given as with_
from hypothesis import settings
from hypothesis import strategies as st

from core.kernel.workdays import ONE_DAY, WorkCalendar
from core.models import User
from projects.enums import Decision, LampRule, Stage
from projects.models import Milestone, PlanTemplate, Project
from projects.plan.adopting import adopt, draft
from projects.plan.decisions import pending_for
from projects.plan.redoing import (
    NodeValues,
    drop_node,
    lay_anew,
    nodes_of_plan,
    propose_template,
    set_aside,
    take_back_freeze,
    write_node,
)
from projects.plan.reverse_schedule import Node, reverse_schedule
from projects.plan.slack import reach, squeezed
from projects.readings import lamp_of
from tests.projects.plan.test_moves import calendars
from tests.projects.plan.test_plans import LATER, TODAY, day, milestone
from tests.projects.scene import FRIDAY, as_user, node, person

END = day("2028-12-29")
pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def boss() -> User:
    return person("boss", "leader")


@pytest.fixture
def drafted(given: Project, wang: User) -> Project:
    """A project with a plan that is not frozen."""
    plant = PlanTemplate.objects.get(key="new_plant")
    adopt(given, draft(given, plant, END, today=TODAY), freeze=False, by=wang, today=TODAY)
    return given


def holds(of: Project) -> bool:
    """Whether every window holds its working days, on days that are worked, after all that it waits for."""
    calendar, nodes = WorkCalendar.load(), {each.key: each for each in of.milestones.all()}
    return all(
        calendar.is_working(each.starts_on)
        and calendar.is_working(each.planned_on)
        and calendar.working_days_between(each.starts_on, each.planned_on + ONE_DAY) == each.working_days
        and each.baseline_on == each.planned_on
        and all(nodes[key].planned_on < each.starts_on for key in each.after if key in nodes)
        and all(nodes[key].rank < each.rank for key in each.after if key in nodes)
        for each in nodes.values()
    )


@pytest.mark.django_db
class TestWorking:
    def test_other_days_are_counted_back(self, drafted: Project) -> None:
        roof, before = milestone(drafted, "topping_out"), milestone(drafted, "start").planned_on
        lay_anew(drafted, end=END, days={roof.pk: 100}, version=drafted.version)
        assert milestone(drafted, "start").planned_on > before
        assert milestone(drafted, "producing").planned_on == END
        assert holds(drafted)

    def test_another_end_takes_the_due_date_along(self, drafted: Project) -> None:
        lay_anew(drafted, end=day("2029-03-30"), days={}, version=drafted.version)
        assert (drafted.due_on, drafted.plan_end()) == (day("2029-03-30"), day("2029-03-30"))
        assert holds(drafted)

    def test_a_due_date_of_its_own_follows_only_when_asked(self, drafted: Project) -> None:
        Project.objects.filter(pk=drafted.pk).update(due_on=day("2028-06-30"))
        lay_anew(drafted, end=day("2029-03-30"), days={}, version=drafted.version)
        assert drafted.due_on == day("2028-06-30")
        lay_anew(drafted, end=day("2029-03-30"), days={}, version=drafted.version, with_due=True)
        assert drafted.due_on == day("2029-03-30")

    def test_the_same_press_twice_is_one_and_a_stale_page_is_refused(self, drafted: Project) -> None:
        roof, seen = milestone(drafted, "topping_out"), drafted.version
        for _ in range(2):
            lay_anew(drafted, end=END, days={roof.pk: 100}, version=seen)
        assert drafted.version == seen + 1
        with pytest.raises(ValidationError, match="刚被别人改过"):
            lay_anew(drafted, end=END, days={roof.pk: 90}, version=seen)

    def test_a_node_is_added_and_waits(self, drafted: Project) -> None:
        order, arrives = milestone(drafted, "equipment_order"), milestone(drafted, "equipment")
        write_node(drafted, NodeValues("海关查验", "approval", 10, [order.pk]), version=drafted.version)
        made = drafted.milestones.get(name="海关查验")
        values = NodeValues(arrives.name, arrives.kind, arrives.working_days, [order.pk, made.pk])
        write_node(drafted, values, version=drafted.version, of=arrives)
        assert milestone(drafted, "equipment").after == ["equipment_order", made.key]
        assert holds(drafted)

    @pytest.mark.parametrize(
        ("name", "after", "field"), [("试生产", [], "name"), ("主体封顶", ["completion"], "after")]
    )
    def test_what_is_impossible_is_refused_at_its_field(
        self, drafted: Project, name: str, after: list[str], field: str
    ) -> None:
        roof = milestone(drafted, "topping_out")
        values = NodeValues(name, "work", 10, [milestone(drafted, key).pk for key in after])
        with pytest.raises(ValidationError) as refused:
            write_node(drafted, values, version=drafted.version, of=roof)
        assert list(refused.value.message_dict) == [field]
        assert milestone(drafted, "topping_out").working_days == 120

    def test_dropped_its_followers_wait_for_what_it_waited_for(self, drafted: Project) -> None:
        drop_node(drafted, milestone(drafted, "planning_permit"), version=drafted.version)
        assert milestone(drafted, "drawings").after == ["land", "design"]
        assert holds(drafted)

    def test_not_applicable_it_shuts_no_gate_and_comes_back(self, drafted: Project, wang: User) -> None:
        land = milestone(drafted, "land")
        set_aside(drafted, land, reason="自有土地", version=drafted.version)
        assert "土地摘牌" not in drafted.open_before(Stage.STARTED)
        assert holds(drafted)
        before = milestone(drafted, "signing").planned_on
        set_aside(drafted, land, reason="", version=drafted.version)
        assert "土地摘牌" in drafted.open_before(Stage.STARTED)
        assert milestone(drafted, "signing").planned_on < before

    def test_what_waits_for_a_node_set_aside_waits_for_what_it_waited_for(
        self, drafted: Project, wang: User, boss: User
    ) -> None:
        for key in ("design", "environment"):
            drop_node(drafted, milestone(drafted, key), version=drafted.version)
        set_aside(drafted, milestone(drafted, "land"), reason="自有土地", version=drafted.version)
        drafted.freeze_baseline(on=TODAY)
        signing = milestone(drafted, "signing")
        to_on = WorkCalendar.load().working_days_after(signing.planned_on, 3)
        asked = signing.ask_postponement(to_on=to_on, reason="慢", with_followers=True, by=wang, now=FRIDAY)
        asked.decide(True, note="", by=boss, now=LATER)
        assert milestone(drafted, "planning_permit").starts_on > to_on

    def test_what_is_done_is_not_set_aside_and_the_last_one_stays(self, drafted: Project) -> None:
        milestone(drafted, "signing").complete(on=TODAY)
        with pytest.raises(ValidationError, match="已完成"):
            set_aside(drafted, milestone(drafted, "signing"), reason="x", version=drafted.version)
        drafted.milestones.exclude(key="producing").delete()
        with pytest.raises(ValidationError, match="最后一个"):
            drop_node(drafted, milestone(drafted, "producing"), version=drafted.version)

    def test_made_anew_it_keeps_what_was_done(self, drafted: Project, wang: User) -> None:
        milestone(drafted, "signing").complete(on=TODAY)
        leased = PlanTemplate.objects.get(key="leased_plant")
        adopt(drafted, draft(drafted, leased, END, today=TODAY), freeze=False, by=wang, today=TODAY)
        assert set(drafted.milestones.values_list("key", flat=True)) == set(leased.nodes.values_list("key", flat=True))
        assert milestone(drafted, "signing").actual_on == TODAY
        assert holds(drafted)

    def test_frozen_nothing_of_it_goes(self, drafted: Project) -> None:
        drafted.freeze_baseline(on=TODAY)
        of, version = milestone(drafted, "land"), Project.objects.get(pk=drafted.pk).version
        for verb in (
            lambda: lay_anew(drafted, end=day("2029-03-30"), days={}, version=version),
            lambda: drop_node(drafted, of, version=version),
            lambda: set_aside(drafted, of, reason="自有土地", version=version),
            lambda: write_node(drafted, NodeValues("新", "work", 3), version=version),
        ):
            with pytest.raises(ValidationError, match="基线已冻结"):
                verb()

    def test_nothing_has_slid_before_the_freeze(self, drafted: Project) -> None:
        """A6: the last node moved by 120 days made a red lamp at once."""
        lay_anew(drafted, end=day("2029-06-29"), days={}, version=drafted.version)
        assert LampRule.SLID not in {cause.rule for cause in lamp_of(drafted, TODAY).causes}
        drafted.freeze_baseline(on=TODAY)
        Milestone.objects.filter(project=drafted, key="producing").update(planned_on=day("2029-12-31"))
        assert LampRule.SLID in {cause.rule for cause in lamp_of(drafted, TODAY).causes}, "control: after the freeze"

    def test_a_plan_by_hand_keeps_its_dates_until_every_node_has_its_days(self, given: Project) -> None:
        first, second = node(given, 1, "2026-12-01"), node(given, 2, "2026-12-21")
        write_node(given, NodeValues("备案", "approval", 5), version=given.version, of=first)
        assert given.milestones.first().planned_on == day("2026-12-01")
        write_node(given, NodeValues("开工", "work", 5, [first.pk]), version=given.version, of=second)
        assert [str(each.planned_on) for each in given.milestones.all()] == ["2026-12-14", "2026-12-21"]


@pytest.mark.django_db
class TestUnfreezing:
    def test_on_the_same_day_by_a_leader_and_it_is_in_the_history(
        self, drafted: Project, wang: User, boss: User
    ) -> None:
        as_user(wang).post(f"/projects/{drafted.code}/plan/freeze/", {"version": drafted.version})
        drafted.refresh_from_db()
        assert drafted.baseline_frozen_on == FRIDAY.date()
        url = f"/projects/{drafted.code}/plan/unfreeze/"
        assert as_user(wang).post(url).status_code == 403
        assert as_user(boss).post(url).status_code == 302
        drafted.refresh_from_db()
        assert drafted.baseline_frozen_on is None
        events = Project.pgh_event_model.objects.filter(pgh_obj=drafted.pk).order_by("pgh_id")
        frozen = list(events.values_list("baseline_frozen_on", flat=True))
        assert (FRIDAY.date() in frozen, frozen[-1]) == (True, None)
        assert "基线冻结日期" in as_user(boss).get(f"/projects/{drafted.code}/history/").content.decode()

    def test_not_on_another_day_and_not_once_a_date_has_moved(self, drafted: Project, wang: User, boss: User) -> None:
        drafted.freeze_baseline(on=TODAY)
        with pytest.raises(ValidationError, match="当天"):
            take_back_freeze(drafted, today=TODAY + ONE_DAY, now=LATER, by=boss)
        last = drafted.milestones.last()
        last.ask_postponement(to_on=day("2029-03-30"), reason="慢", by=wang, now=FRIDAY).decide(
            True, note="", by=boss, now=FRIDAY
        )
        with pytest.raises(ValidationError, match="已有节点改期"):
            take_back_freeze(drafted, today=TODAY, now=FRIDAY, by=boss)

    def test_what_waits_lapses(self, drafted: Project, wang: User, boss: User) -> None:
        drafted.freeze_baseline(on=TODAY)
        asked = drafted.milestones.last().ask_postponement(to_on=day("2029-03-30"), reason="慢", by=wang, now=FRIDAY)
        take_back_freeze(drafted, today=TODAY, now=FRIDAY, by=boss)
        asked.refresh_from_db()
        assert (asked.state, asked.note) == (Decision.REFUSED, "基线已撤回冻结。")


@pytest.mark.django_db
class TestWithdrawing:
    def test_who_asked_takes_it_back_and_nobody_decides_any_more(
        self, drafted: Project, wang: User, boss: User
    ) -> None:
        drafted.freeze_baseline(on=TODAY)
        last = drafted.milestones.last()
        asked = last.ask_postponement(to_on=day("2029-03-30"), reason="写错", by=wang, now=FRIDAY)
        page, url = f"/projects/{drafted.code}/plan/", f"/projects/decisions/postponement/{asked.pk}/"
        assert f"{url}withdraw/" in as_user(wang).get(page).content.decode()
        assert as_user(wang).post(f"{url}withdraw/").status_code == 302
        assert list(pending_for(boss)) == []
        as_user(boss).post(url, {"approve": "1", "note": "同意"})
        asked.refresh_from_db()
        last.refresh_from_db()
        assert (asked.state, asked.decided_by, last.planned_on) == (Decision.WITHDRAWN, wang, END)
        shown = as_user(wang).get(page).content.decode()
        assert "已撤回" in shown
        assert f"{url}withdraw/" not in shown
        last.ask_postponement(to_on=day("2029-04-27"), reason="对的", by=wang, now=FRIDAY)

    def test_only_ones_own_and_only_while_it_waits(self, drafted: Project, wang: User, boss: User) -> None:
        asked = drafted.ask_waiver(Stage.STARTED, on=TODAY, reason="先行", by=wang, now=FRIDAY)
        with pytest.raises(ValidationError, match="本人"):
            asked.withdraw(by=boss, now=LATER)
        asked.decide(False, note="不同意", by=boss, now=LATER)
        with pytest.raises(ValidationError, match="不能撤回"):
            asked.withdraw(by=wang, now=LATER)
        assert asked.state == Decision.REFUSED


@pytest.mark.django_db
class TestPages:
    def test_a_trial_saves_nothing_and_a_draft_does(self, drafted: Project, wang: User) -> None:
        roof, url = milestone(drafted, "topping_out"), f"/projects/{drafted.code}/plan/"
        days = {f"d-{each.pk}": each.working_days for each in drafted.milestones.all()}
        typed = days | {"end": "2028-12-29", "version": drafted.version, f"d-{roof.pk}": 60}
        assert "试排，还没有保存" in as_user(wang).get(url, typed).content.decode()
        assert milestone(drafted, "topping_out").working_days == 120
        as_user(wang).post(f"{url}draft/", typed)
        assert milestone(drafted, "topping_out").working_days == 60
        shown = as_user(wang).post(f"{url}draft/", typed | {f"d-{roof.pk}": 0}).content.decode()
        assert "填 1 至 750" in shown

    def test_the_difference_to_the_due_date_is_said(self, drafted: Project, boss: User) -> None:
        Project.objects.filter(pk=drafted.pk).update(due_on=day("2028-11-29"))
        assert "计划晚 30 天" in as_user(boss).get(f"/projects/{drafted.code}/plan/").content.decode()

    def test_the_banner_gives_the_true_reason(self, drafted: Project, wang: User) -> None:
        """A8: open nodes, or dates in the wrong order; and what the next page says fits."""
        page = f"/projects/{drafted.code}/"
        milestone(drafted, "start").complete(on=TODAY)
        assert "前面的签约" in as_user(wang).get(page).content.decode()
        drafted.milestones.filter(rank__lt=milestone(drafted, "completion").rank).update(actual_on=TODAY)
        drafted.enter_stage(Stage.STARTED, on=TODAY, by=wang)
        milestone(drafted, "completion").complete(on=day("2026-01-05"))
        shown = as_user(wang).get(page).content.decode()
        assert "早于已进入的开工" in shown
        assert f"{page}waiver/" not in shown


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Node], WorkCalendar, dt.date]:
    count = draw(st.integers(1, 8))
    waits = [draw(st.sets(st.integers(0, n - 1))) if n else set() for n in range(count)]
    nodes = [Node(str(n), str(n), draw(st.integers(1, 15)), tuple(map(str, waits[n]))) for n in range(count)]
    return nodes, draw(calendars()), draw(st.dates(day("2026-09-01"), day("2028-01-31")))


@with_(plans(), st.dates(day("2026-09-01"), day("2027-02-01")))
@settings(max_examples=200)
def test_the_earliest_end_is_the_first_that_is_in_time(
    case: tuple[list[Node], WorkCalendar, dt.date], today: dt.date
) -> None:
    """Laid back from the earliest end nothing is late; laid back from the working day before it something is."""
    nodes, calendar, end = case
    found = reach(reverse_schedule(nodes, end, calendar), end, calendar, today=today)
    assert found.end is not None
    assert min(slot.starts_on for slot in reverse_schedule(nodes, found.end, calendar)) >= today
    before = calendar.last_working_day(found.end - ONE_DAY)
    assert min(slot.starts_on for slot in reverse_schedule(nodes, before, calendar)) < today
    assert {each.slack for each in found.critical} == {-found.short}


@with_(plans(), st.dates(day("2026-09-01"), day("2027-02-01")))
@settings(max_examples=100)
def test_squeezing_the_named_node_is_enough(case: tuple[list[Node], WorkCalendar, dt.date], today: dt.date) -> None:
    nodes, calendar, end = case
    less = squeezed(reverse_schedule(nodes, end, calendar), end, calendar, today=today, done=())
    if less:
        others = [less if each.key == less.key else each for each in nodes]
        assert reach(reverse_schedule(others, end, calendar), end, calendar, today=today).end <= end


@pytest.mark.django_db
class TestProposing:
    def test_staff_propose_and_an_administrator_accepts_in_the_dictionary(self, drafted: Project, wang: User) -> None:
        set_aside(drafted, milestone(drafted, "land"), reason="自有土地", version=drafted.version)
        typed = {"name": "自有土地厂房", "reason": "不用摘牌的项目都这样建"}
        for _ in range(2):
            assert as_user(wang).post(f"/projects/{drafted.code}/plan/propose/", typed).status_code == 302
        asked = drafted.template_proposals.get()
        assert "自有土地厂房" in as_user(wang).get("/projects/templates/").content.decode()
        admin = person("admin", "admin")
        chosen = {"action": "accept", "_selected_action": [asked.pk]}
        url = "/admin/projects/templateproposal/"
        assert as_user(wang).post(url, chosen).status_code in (302, 403)
        assert not PlanTemplate.objects.filter(name="自有土地厂房").exists()
        as_user(admin).post(url, chosen)
        made = PlanTemplate.objects.get(name="自有土地厂房")
        kept = {each.key: tuple(each.after) for each in made.nodes.all()}
        assert kept == {each.key: each.after for each in nodes_of_plan(drafted.milestones(manager="everything").all())}
        assert draft(drafted, made, END, today=TODAY).nodes

    def test_refused_nothing_becomes_of_it(self, drafted: Project, wang: User) -> None:
        asked = propose_template(drafted, name="新样", reason="试", by=wang, now=FRIDAY)
        asked.decide(False, note="", by=person("admin", "admin"), now=LATER)
        assert not PlanTemplate.objects.filter(name="新样").exists()

    def test_a_name_that_is_taken_and_a_plan_by_hand_are_refused(self, drafted: Project, wang: User) -> None:
        taken = PlanTemplate.objects.first()
        assert taken
        with pytest.raises(ValidationError, match="已有同名"):
            propose_template(drafted, name=taken.name, reason="试", by=wang, now=FRIDAY)
        drafted.milestones.filter(key="land").update(working_days=None)
        with pytest.raises(ValidationError, match="按工作日倒排"):
            propose_template(drafted, name="新样", reason="试", by=wang, now=FRIDAY)

    def test_who_proposed_takes_it_back_while_it_waits(self, drafted: Project, wang: User) -> None:
        asked = propose_template(drafted, name="新样", reason="试", by=wang, now=FRIDAY)
        url = f"/projects/templates/proposals/{asked.pk}/withdraw/"
        assert url in as_user(wang).get("/projects/templates/").content.decode()
        other = as_user(person("li"))
        assert url not in other.get("/projects/templates/").content.decode()
        assert "只有申请人本人可以撤回" in other.post(url, follow=True).content.decode()
        for _again in range(2):
            page = as_user(wang).post(url, follow=True).content.decode()
        assert "申请已撤回" in page
        assert "新样" not in page
        asked.refresh_from_db()
        assert asked.state == "withdrawn"
        asked.decide(True, note="", by=person("admin", "admin"), now=LATER)
        assert not PlanTemplate.objects.filter(name="新样").exists()
