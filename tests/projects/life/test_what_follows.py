"""What an end, a merger, a list and a pause leave behind: nothing half, nothing hidden, and every page still opens."""

import datetime as dt
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from core.enums import Lamp, Role
from core.models import Attachment, User
from projects.enums import Decision, Life, LifeAct, Listing, Stage
from projects.life.merging import merge
from projects.life.yearly import Choice, begins, decide
from projects.metrics import key_list
from projects.models import (
    KeyListEntry,
    Lead,
    LifeChange,
    Paper,
    Postponement,
    Project,
    ProjectMerge,
    TemplateProposal,
    current_limits,
    day_of,
    weeks_over,
)
from projects.plan.rows import node_rows
from projects.slips import slips_of
from tests.doubts import seen
from tests.edits import carried
from tests.projects.scene import FRIDAY, as_user, node, person, project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]
TODAY = FRIDAY.date()
LIST = "/projects/key-list/2027/"
DAY = dt.timedelta(days=1)
D = dt.date.fromisoformat


@pytest.fixture
def boss() -> User:
    return person("boss", Role.LEADER)


@pytest.fixture
def twin(wang: User) -> Project:
    return project("YH-2026-002", name="示例孪生项目", responsible=wang)


def turn(of: Project, act: LifeAct, by: User, *, on: dt.date = TODAY, **more: object) -> LifeChange:
    if act == LifeAct.PAUSE:
        more.setdefault("until", on + 90 * DAY)
    change = LifeChange.objects.ask(of, act, on=on, by=by, now=FRIDAY, reason="示例理由", **more)
    change.decide(True, note="", by=by, now=FRIDAY)
    of.refresh_from_db()
    return change


def merged(kept: Project, other: Project, by: User) -> ProjectMerge:
    made = merge(kept, other, reason="同一个项目", by=by, now=FRIDAY, today=TODAY)
    kept.refresh_from_db()
    other.refresh_from_db()
    return made


class TestTheRoofStands:
    def test_a_stopped_and_a_dropped_project_leave_the_list_on_a_day(
        self, given: Project, twin: Project, boss: User
    ) -> None:
        turn(given, LifeAct.STOP, boss)
        decide(2027, {twin: Choice(Listing.DROPPED, "转为一般项目")}, by=boss, now=FRIDAY)
        left = {each.on: each.projects for each in key_list() if each.projects < 0}
        assert left == {TODAY: -1, D("2027-01-01"): -1}
        assert {type(each.on) for each in key_list()} == {dt.date}
        assert as_user(boss).get("/dashboard/").status_code == 200


class TestMerging:
    def test_two_leads_two_proposals_two_waivers_stay_two(
        self, given: Project, twin: Project, wang: User, boss: User
    ) -> None:
        """What may be there once stays where it is; without that the database would refuse the whole merger."""
        for each in (given, twin):
            node(each, 1, "2026-12-31", closes=Stage.STARTED)
            node(each, 2, "2027-06-30", closes=Stage.PRODUCING)
            values = {"channel": "own", "officer": wang, "received_on": D("2026-03-02"), "closed_on": D("2026-04-01")}
            Lead.objects.create(name=f"{each}线索", state="signed", project=each, **values)
            each.ask_waiver(Stage.PRODUCING, on=TODAY, reason="先行", by=wang, now=FRIDAY)
            values = {"name": f"{each}模板", "nodes": [], "reason": "常用"}
            TemplateProposal.objects.create(project=each, requested_by=wang, requested_at=FRIDAY, **values)
        merged(given, twin, boss)
        assert (given.lead.name, twin.lead.name) == (f"{given}线索", f"{twin}线索")
        for rows in (given.waivers, given.template_proposals):
            assert rows.get().state == Decision.PENDING
        for rows in (twin.waivers, twin.template_proposals):
            assert (rows.get().state, rows.get().note) == (Decision.REFUSED, f"项目已并入{given}。")

    def test_a_plan_moves_with_its_freeze(self, given: Project, twin: Project, boss: User) -> None:
        moves = node(twin, 1, "2026-12-31")
        twin.freeze_baseline(on=TODAY, source="合同附件二")
        merged(given, twin, boss)
        assert (given.baseline_frozen_on, given.baseline_source) == (TODAY, "合同附件二")
        moves.refresh_from_db()
        moves.move(D("2027-03-01"))
        assert moves.baseline_on == D("2026-12-31")

    def test_what_waits_on_the_other_lapses(self, given: Project, twin: Project, wang: User, boss: User) -> None:
        until = {"until": TODAY + 60 * DAY}
        asked = LifeChange.objects.ask(twin, LifeAct.PAUSE, on=TODAY, by=wang, now=FRIDAY, reason="资金", **until)
        merged(given, twin, boss)
        asked.refresh_from_db()
        assert asked.state == Decision.REFUSED

    def test_a_paper_stays_with_the_turn_that_it_proves(self, given: Project, twin: Project, boss: User) -> None:
        change = turn(twin, LifeAct.STOP, boss)
        kept = {"project": twin, "by": boss, "at": FRIDAY}
        for about in ({"turn": change}, {}):
            file = Attachment.objects.create(name="来函.pdf", sha256="0" * 64, uploaded_by=boss, uploaded_at=FRIDAY)
            Paper.objects.create(attachment=file, client_id=uuid.uuid4(), **kept, **about)
        merged(given, twin, boss)
        assert twin.papers.get().turn == change
        assert given.papers.get().turn is None

    def test_the_day_on_which_it_ended_stays(self, given: Project, twin: Project, boss: User) -> None:
        Project.objects.filter(pk=twin.pk).update(closed_on=D("2026-05-01"), ended_as=Life.FINISHED)
        merged(given, twin, boss)
        assert (twin.closed_on, twin.life) == (D("2026-05-01"), Life.MERGED)

    def test_what_the_kept_one_does_not_know_it_learns_once(self, given: Project, twin: Project, boss: User) -> None:
        Project.objects.filter(pk=given.pk).update(key_listed_on=None, due_on=None, total_investment_wan=Decimal(100))
        known = {"key_listed_on": D("2025-03-01"), "due_on": D("2027-06-30"), "total_investment_wan": Decimal(999)}
        Project.objects.filter(pk=twin.pk).update(**known)
        merged(given, twin, boss)
        assert (given.key_listed_on, given.due_on) == (D("2025-03-01"), D("2027-06-30"))
        assert (given.total_investment_wan, twin.key_listed_on) == (Decimal(100), None)

    def test_the_other_is_only_read_from_then_on(self, given: Project, twin: Project, wang: User, boss: User) -> None:
        page = as_user(wang)
        assert page.get(f"/projects/{twin.code}/edit/").status_code == 200
        merged(given, twin, boss)
        for path in ("edit/", "firm/", "investment/opening/"):
            assert page.get(f"/projects/{twin.code}/{path}").status_code == 403, path
        assert page.get(f"/projects/{twin.code}/").status_code == 200

    def test_the_page_says_what_moves(self, given: Project, twin: Project, boss: User) -> None:
        node(given, 1, "2026-12-31")
        node(twin, 1, "2026-12-31")
        asked = f"/projects/{given.code}/merge/?other={twin.code}"
        shown = as_user(boss).get(asked).content.decode()
        assert "移过来" in shown
        assert as_user(boss).get(f"/projects/{given.code}/merge/?other=%00").status_code in (200, 404)


class TestTheListOfAYear:
    def said(self, year: int, of: Project, outcome: Listing, by: User, now: dt.datetime = FRIDAY) -> None:
        decide(year, {of: Choice(outcome, "转为一般项目" if outcome == Listing.DROPPED else "")}, by=by, now=now)
        of.refresh_from_db()

    def test_an_older_list_saved_again_undoes_nothing(self, given: Project, boss: User) -> None:
        self.said(2026, given, Listing.KEPT, boss)
        self.said(2027, given, Listing.DROPPED, boss)
        self.said(2026, given, Listing.KEPT, boss)
        assert given.key_until == D("2026-12-31")

    @pytest.mark.parametrize(("today", "on"), [("2026-01-20", "2026-01-01"), ("2026-11-20", "2026-11-20")])
    def test_it_counts_from_january_and_later_from_its_own_day(self, today: str, on: str) -> None:
        assert begins(2026, D(today)) == D(on)

    def test_dropped_in_november_it_was_on_the_list_until_then(self, given: Project, boss: User) -> None:
        self.said(2026, given, Listing.KEPT, boss)
        self.said(2026, given, Listing.DROPPED, boss)
        assert given.key_until == TODAY - DAY
        assert given in Project.objects.of_year(2026)
        assert given in Project.objects.key(TODAY - DAY)
        assert given not in Project.objects.key(TODAY)
        self.said(2026, given, Listing.KEPT, boss)
        assert given.key_until is None

    def test_added_by_mistake_it_can_be_dropped_in_the_same_page(self, boss: User) -> None:
        new, page = project("YH-2026-009", name="示例新项目", key_listed_on=None), as_user(boss)
        page.post(LIST, {f"add_{new.pk}": "on"} | carried(page, LIST))
        new.refresh_from_db()
        assert new.key_listed_on == D("2027-01-01")
        page.post(LIST, {f"go_{new.pk}": "kept"} | carried(page, LIST))
        assert KeyListEntry.objects.get(project=new).outcome == Listing.ADDED
        page.post(LIST, {f"go_{new.pk}": "dropped", f"why_{new.pk}": "误列"} | carried(page, LIST))
        new.refresh_from_db()
        assert KeyListEntry.objects.get(project=new).outcome == Listing.DROPPED
        assert new not in Project.objects.key(D("2027-06-01"))

    def test_a_stopped_one_is_no_finished_one(self, given: Project, twin: Project, boss: User) -> None:
        turn(given, LifeAct.STOP, boss)
        turn(twin, LifeAct.FINISH, boss)
        with translation.override("en"):
            decide(2027, {}, by=boss, now=FRIDAY)
        said = dict(KeyListEntry.objects.values_list("project__code", "outcome"))
        assert said == {given.code: Listing.DROPPED, twin.code: Listing.FINISHED}
        assert KeyListEntry.objects.get(project=given).reason == "已终止 2026-11-20"


class TestResuming:
    @pytest.fixture
    def paused(self, given: Project, boss: User) -> Project:
        node(given, 1, "2026-12-31", key="a", working_days=10)
        node(given, 2, "2027-02-26", key="b", working_days=20, after=["a"])
        given.freeze_baseline(on=D("2026-10-01"))
        turn(given, LifeAct.PAUSE, boss, on=D("2026-11-02"))
        return given

    def typed(self, of: Project, **dates: str) -> dict[str, str]:
        nodes = {each.key: each.pk for each in of.milestones.all()}
        return {"on": "2026-11-20", "reason": "资金到位"} | {f"node_{nodes[key]}": on for key, on in dates.items()}

    def test_an_order_that_cannot_be_is_refused_at_its_field(self, paused: Project, boss: User) -> None:
        said = self.typed(paused, a="2027-06-01", b="2027-06-02")
        answer = as_user(boss).post(f"/projects/{paused.code}/life/resume/", said).content.decode()
        assert "前置节点“节点1”改到 2027-06-01，这里最早" in answer or "改到 2027-06-01，这里最早" in answer
        paused.refresh_from_db()
        assert paused.life == Life.PAUSED

    def test_what_goes_beyond_the_pause_is_a_slip(self, paused: Project, boss: User) -> None:
        first, second = paused.milestones.order_by("rank")
        dates = {str(first.pk): "2027-01-21", str(second.pk): "2027-12-31"}
        turn(paused, LifeAct.RESUME, boss, dates=dates)
        second.refresh_from_db()
        moves = Postponement.objects.filter(milestone=second).order_by("pk")
        assert [each.resumption for each in moves] == [True, False]
        assert second.paused_days == moves[0].days
        assert second.planned_on == D("2027-12-31")
        own = slips_of(Postponement.objects.filter(milestone__project=paused, resumption=False))
        assert own.days >= moves[1].days
        assert paused.standing.slipped_days > 200

    def test_who_decides_sees_the_new_dates(self, paused: Project, wang: User, boss: User) -> None:
        first, second = paused.milestones.order_by("rank")
        dates = {str(first.pk): "2027-01-21", str(second.pk): "2027-12-31"}
        asked = {"on": TODAY, "reason": "资金到位", "by": wang, "now": FRIDAY, "dates": dates}
        LifeChange.objects.ask(paused, LifeAct.RESUME, **asked)
        shown = as_user(boss).get("/projects/decisions/").content.decode()
        assert "2027-12-31" in shown
        assert "超出暂停" in shown

    def test_while_it_stands_still_nothing_of_it_is_late(self, paused: Project) -> None:
        late = node(paused, 3, "2026-09-01")
        assert [row.is_late for row in node_rows([late], TODAY, current_limits())] == [True]
        (row,) = node_rows([late], TODAY, current_limits(), runs=False)
        assert (row.is_late, row.lamp, row.word) == (False, Lamp.GREY, "未完成")

    def test_what_the_pause_moved_is_told_as_no_slip(self, paused: Project, boss: User) -> None:
        first = paused.milestones.order_by("rank")[0]
        turn(paused, LifeAct.RESUME, boss, dates={str(first.pk): "2027-01-21"})
        first.refresh_from_db()
        (row,) = node_rows([first], TODAY, current_limits())
        assert row.deviation == "0 天"

    def test_no_day_of_the_address_breaks_the_page(self, given: Project, boss: User) -> None:
        for query in ("on=2026-11-30&until=9999-12-31", "on=0001-01-01", "until=x"):
            assert as_user(boss).get(f"/projects/{given.code}/life/pause/?{query}").status_code == 200


class TestNothingIsAskedOfWhatStandsStill:
    @pytest.mark.parametrize("act", [LifeAct.PAUSE, LifeAct.STOP])
    def test_neither_a_later_date_nor_a_waiver(self, given: Project, wang: User, boss: User, act: LifeAct) -> None:
        node(given, 1, "2026-12-31")
        first = node(given, 2, "2027-06-30", closes=Stage.PRODUCING)
        turn(given, act, boss)
        first.project.refresh_from_db()
        with pytest.raises(ValidationError, match="不能申请"):
            first.ask_postponement(to_on=D("2027-07-30"), reason="雨", by=wang, now=FRIDAY)
        with pytest.raises(ValidationError, match="不能申请"):
            given.ask_waiver(Stage.PRODUCING, on=TODAY, reason="先行", by=wang, now=FRIDAY)

    def test_what_waited_through_a_pause_moves_nothing_until_it_is_over(
        self, given: Project, wang: User, boss: User
    ) -> None:
        node(given, 1, "2026-12-31")
        node(given, 2, "2027-06-30", closes=Stage.PRODUCING)
        asked = given.ask_waiver(Stage.PRODUCING, on=TODAY, reason="先行", by=wang, now=FRIDAY)
        turn(given, LifeAct.PAUSE, boss)
        with pytest.raises(ValidationError, match="不能申请"):
            asked.decide(True, note="", by=boss, now=FRIDAY)
        given.refresh_from_db()
        assert given.stage != Stage.PRODUCING

    def test_a_closing_that_was_put_aside_gives_way(self, given: Project, wang: User, boss: User) -> None:
        aside = LifeChange.objects.ask(given, LifeAct.FINISH, on=TODAY, reason="", by=wang, now=FRIDAY)
        turn(given, LifeAct.PAUSE, boss)
        aside.refresh_from_db()
        assert (given.life, aside.state) == (Life.PAUSED, Decision.REFUSED)

    def test_the_page_of_a_request_that_waits_offers_no_second_one(self, given: Project, wang: User) -> None:
        until = {"until": TODAY + 60 * DAY}
        LifeChange.objects.ask(given, LifeAct.PAUSE, on=TODAY, by=wang, now=FRIDAY, reason="资金未到位", **until)
        shown = as_user(wang).get(f"/projects/{given.code}/life/pause/").content.decode()
        assert "资金未到位" in shown
        assert "提请暂停" not in shown

    def test_the_update_page_of_a_paused_one_says_why_there_is_none(
        self, given: Project, wang: User, boss: User
    ) -> None:
        turn(given, LifeAct.PAUSE, boss)
        answer = as_user(wang).get(f"/projects/{given.code}/update/", follow=True)
        assert "不用填报" in answer.content.decode()
        assert answer.redirect_chain[-1][0] == f"/projects/{given.code}/"


class TestSaid:
    def test_the_history_says_why(self, given: Project, boss: User) -> None:
        turn(given, LifeAct.STOP, boss)
        decide(2027, {given: Choice(Listing.DROPPED, "转为一般项目")}, by=boss, now=FRIDAY)
        shown = as_user(boss).get(f"/projects/{given.code}/history/").content.decode()
        assert "示例理由" in shown
        assert "转为一般项目" in shown

    def test_notes_are_in_the_language_of_the_house(self, given: Project, wang: User, boss: User) -> None:
        node(given, 1, "2026-12-31")
        first = node(given, 2, "2027-06-30", closes=Stage.PRODUCING)
        first.ask_postponement(to_on=D("2027-07-30"), reason="雨", with_followers=True, by=wang, now=FRIDAY)
        with translation.override("en"):
            turn(given, LifeAct.STOP, boss)
        assert first.postponements.get().note == "项目已终止。"

    def test_one_that_was_registered_today_is_not_silent_for_weeks(self, given: Project) -> None:
        Project.objects.filter(pk=given.pk).update(key_listed_on=D("2026-09-01"), registered_at=FRIDAY)
        given.refresh_from_db()
        given.renew_standing(now=FRIDAY)
        assert given.standing.reading(day_of(FRIDAY), weeks_over(FRIDAY)).silent_periods == 0
        Project.objects.filter(pk=given.pk).update(registered_at=None)
        given.refresh_from_db()
        given.renew_standing(now=FRIDAY)
        given.standing.refresh_from_db()
        assert given.standing.reading(day_of(FRIDAY), weeks_over(FRIDAY)).silent_periods > 2

    def test_a_closing_with_little_invested_is_asked_about(self, given: Project, wang: User) -> None:
        Project.objects.filter(pk=given.pk).update(total_investment_wan=Decimal(12_000), stage=Stage.PRODUCING)
        said = {"on": "2026-11-20", "evidence": "竣工备案 12 号", "reason": ""}
        asked = as_user(wang).post(f"/projects/{given.code}/life/finish/", said)
        assert "不到总投资 12,000 万元的一半" in asked.content.decode()
        as_user(wang).post(f"/projects/{given.code}/life/finish/", said | seen(asked))
        given.refresh_from_db()
        assert given.life == Life.FINISHED
